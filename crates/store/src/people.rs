//! Inhabitants known by sign-in, one row per federation and identity.

use crate::db::Tx;
use crate::fault::Fault;
use crate::macros::{record, row, run};
use domain::{Lang, Person, PersonId};
use jiff::Timestamp;
use uuid::Uuid;

record! {
    struct Row {
        id: Uuid,
        federation: String,
        issuer: String,
        subject: String,
        given_name: String,
        family_name: String,
        birth_date: Option<String>,
        national_id: Option<String>,
        email: Option<String>,
        language: String,
    }
}

impl From<Row> for Person {
    fn from(row: Row) -> Person {
        Person {
            id: PersonId(row.id),
            federation: row.federation,
            issuer: row.issuer,
            subject: row.subject,
            given_name: row.given_name,
            family_name: row.family_name,
            birth_date: row.birth_date,
            national_id: row.national_id,
            email: row.email,
            language: Lang::from_code(&row.language).unwrap_or_default(),
        }
    }
}

/// Writes what the identity provider told at sign-in and gives the id of the account, which stays the same for the
/// same issuer and subject. `person.id` is used only for a new account.
///
/// # Errors
/// When the database refuses.
pub async fn save_at_sign_in(tx: &mut Tx, person: &Person, now: Timestamp) -> Result<PersonId, Fault> {
    let federation = tx.federation().to_owned();
    let id = row!(
        tx,
        (Uuid,),
        "INSERT INTO person (id, federation, issuer, subject, given_name, family_name, birth_date, national_id, email, \
         language, seen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         ON CONFLICT (federation, issuer, subject) DO UPDATE SET given_name = excluded.given_name, \
         family_name = excluded.family_name, birth_date = excluded.birth_date, national_id = excluded.national_id, \
         email = excluded.email, seen = excluded.seen RETURNING id",
        person.id.0,
        federation,
        &person.issuer,
        &person.subject,
        &person.given_name,
        &person.family_name,
        &person.birth_date,
        &person.national_id,
        &person.email,
        person.language.code(),
        now.as_microsecond(),
    )?;
    id.map(|(id,)| PersonId(id)).ok_or(Fault::Conflict("account"))
}

/// The account of a person in this federation.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, id: PersonId) -> Result<Option<Person>, Fault> {
    let federation = tx.federation().to_owned();
    Ok(row!(
        tx,
        Row,
        "SELECT id, federation, issuer, subject, given_name, family_name, birth_date, national_id, email, language \
         FROM person WHERE id = $1 AND federation = $2",
        id.0,
        federation,
    )?
    .map(Person::from))
}

/// Remembers the language the person reads in.
///
/// # Errors
/// When the database refuses.
pub async fn set_language(tx: &mut Tx, id: PersonId, lang: Lang) -> Result<(), Fault> {
    let federation = tx.federation().to_owned();
    run!(tx, "UPDATE person SET language = $1 WHERE id = $2 AND federation = $3", lang.code(), id.0, federation)?;
    Ok(())
}
