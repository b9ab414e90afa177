//! Nothing is asked twice: what identity and registers know is offered with its source and date.

use super::Application;
use crate::error::Error;
use crate::portal::Portal;
use connectors::Fault;
use connectors::register::{Found, Query};
use domain::{Ctx, Person, TrustLevel};
use form::Form;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use store::Scope;

/// What was found for the fields of a page: field id to `{value, source, as_of}`. A register that is away offers
/// nothing, and the person answers herself; the application goes on.
///
/// # Errors
/// When the store fails.
pub(super) async fn offer(
    portal: &Portal,
    ctx: &Ctx,
    application: &Application,
    form: &Form,
    page: &str,
) -> Result<Map<String, Value>, Error> {
    let mut offers = Map::new();
    let Some(page) = form.find_page(page) else { return Ok(offers) };
    let wanted: Vec<(&str, &str)> = page
        .fields
        .iter()
        .filter(|field| !application.draft.answers.contains_key(&field.id))
        .filter(|field| !application.draft.sources.contains_key(&field.id))
        .filter_map(|field| Some((field.id.as_str(), field.prefill.as_deref()?)))
        .collect();
    if wanted.is_empty() {
        return Ok(offers);
    }
    let Some(person) = find_person(portal, ctx).await? else { return Ok(offers) };
    let mut registers: BTreeMap<&str, Option<Found>> = BTreeMap::new();
    for (field, path) in wanted {
        let found = match path.split('.').collect::<Vec<_>>().as_slice() {
            ["identity", attribute] => from_identity(&person, attribute)
                .map(|value| json!({ "value": value, "source": person.issuer, "as_of": ctx.now().to_string() })),
            // A self-registered account may claim anybody's name: registers tell only who proved who she is.
            ["register", ..] if ctx.actor.level() < TrustLevel::Substantial => None,
            ["register", register, attribute] => {
                if !registers.contains_key(register) {
                    let answer = ask(portal, register, &person, application).await;
                    registers.insert(register, answer);
                }
                registers.get(register).and_then(Option::as_ref).and_then(|found| {
                    let value = found.values.get(*attribute).filter(|value| !value.is_null())?;
                    Some(json!({ "value": value, "source": found.source, "as_of": found.as_of.to_string() }))
                })
            }
            _ => None,
        };
        if let Some(found) = found {
            offers.insert(field.to_owned(), found);
        }
    }
    Ok(offers)
}

async fn find_person(portal: &Portal, ctx: &Ctx) -> Result<Option<Person>, Error> {
    let Some(id) = ctx.actor.person() else { return Ok(None) };
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    Ok(store::people::find(&mut tx, id).await?)
}

fn from_identity(person: &Person, attribute: &str) -> Option<String> {
    match attribute {
        "given_name" => Some(person.given_name.clone()),
        "family_name" => Some(person.family_name.clone()),
        "birth_date" => person.birth_date.clone(),
        "email" => person.email.clone(),
        "national_id" => person.national_id.clone(),
        _ => None,
    }
    .filter(|value| !value.is_empty())
}

/// How a register is asked about a person: by national number where there is one, else by name and birth date.
pub(crate) fn question(person: &Person, purpose: &str, reference: &str) -> Query {
    let query = Query::new(purpose, reference);
    match (&person.national_id, &person.birth_date) {
        (Some(number), _) => query.by("national_id", number),
        (None, Some(born)) => {
            let query = query.by("family_name", &person.family_name).by("birth_date", born);
            if person.given_name.is_empty() { query } else { query.by("given_name", &person.given_name) }
        }
        (None, None) => query.by("family_name", &person.family_name).by("given_name", &person.given_name),
    }
}

async fn ask(portal: &Portal, register: &str, person: &Person, application: &Application) -> Option<Found> {
    let connector = portal.connectors.registers.get(register)?;
    // A register may hold many communes; only this one's entry may be shown here.
    let query = question(person, &application.package.key, &application.draft.id.to_string())
        .by("authority", &application.draft.authority);
    match connector.look_up(&query).await {
        Ok(found) => Some(found),
        Err(Fault::NotFound(_)) => None,
        Err(fault) => {
            tracing::warn!(register, error = &fault as &dyn std::error::Error, "nothing could be prefilled");
            None
        }
    }
}
