//! Notices by mail: that something is new or will be deleted, never what; in the person's language, from the authority's
//! name.

use super::Done;
use crate::error::Error;
use crate::packages::Tongue;
use crate::portal::Portal;
use crate::process::effects::job_at;
use connectors::mail::{Mail, Sender};
use domain::{Ctx, Lang, Person, PersonId};
use jiff::civil::Date;
use serde_json::{Value, json};
use store::jobs::{self, Job};
use store::{Scope, Tx};

/// The kind of job that sends one.
pub(super) const KIND: &str = "mail";

/// What a mail is about.
enum Notice {
    /// Something new lies in the inbox.
    Inbox,
    /// A draft will be deleted on this day.
    Draft(String),
}

/// Orders the reminder that a draft will be deleted on `day`.
///
/// # Errors
/// When the store fails.
pub(super) async fn order_reminder(
    portal: &Portal,
    ctx: &Ctx,
    tx: &mut Tx,
    person: PersonId,
    day: Date,
) -> Result<(), Error> {
    let job = Job {
        kind: KIND.to_owned(),
        payload: json!({ "person": person, "draft_until": day.to_string() }),
        max_attempts: portal.rules.retry_attempts,
        ..job_at(ctx)
    };
    Ok(jobs::enqueue(tx, &job, ctx.now()).await?)
}

/// Sends the notice of a job.
pub(super) async fn send(portal: &Portal, ctx: &Ctx, job: &Job) -> Result<Done, Error> {
    let Some((person, language, notice)) = addressee(portal, ctx, job).await? else { return Ok(Done::Nothing) };
    let Some(to) = person.email else { return Ok(Done::Nothing) };
    let authority = &ctx.authority;
    let name = authority.full_name(language);
    let base = portal.base_url(authority);
    let (subject, text) = match notice {
        Notice::Inbox => news(language, &name, &format!("{base}/postfach")),
        Notice::Draft(day) => {
            let locale = Tongue { lang: language.base(), country: authority.country }.locale();
            reminder(language, &name, &format!("{base}/postfach"), &form::display_date(&day, locale))
        }
    };
    let spelt = |text: String| authority.country.spell(&text).into_owned();
    let mail = Mail {
        idempotency_key: job.id.to_string(),
        from: Sender { name, address: portal.rules.mail_from.clone() },
        to,
        subject: spelt(subject),
        text: spelt(text),
        language: format!("{}-{}", language.base().code(), authority.country.code()),
        at: ctx.now(),
    };
    portal.connectors.mail.send(&mail).await?;
    Ok(Done::Nothing)
}

/// Who gets the mail, in which language, about what; nobody when a case has no signed-in applicant.
async fn addressee(portal: &Portal, ctx: &Ctx, job: &Job) -> Result<Option<(Person, Lang, Notice)>, Error> {
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    if let Some(id) = job.case {
        let case = store::cases::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let Some(person) = case.person else { return Ok(None) };
        let person = store::people::find(&mut tx, person).await?;
        return Ok(person.map(|person| (person, case.language, Notice::Inbox)));
    }
    let text = |name: &str| job.payload.get(name).and_then(Value::as_str);
    let person = text("person").and_then(|id| id.parse().ok()).ok_or(Error::NotFound)?;
    let day = text("draft_until").ok_or(Error::NotFound)?.to_owned();
    let person = store::people::find(&mut tx, person).await?;
    Ok(person.map(|person| (person.clone(), person.language, Notice::Draft(day))))
}

/// No personal data, no reference, no name of a service: a mail is a postcard.
fn news(lang: Lang, authority: &str, link: &str) -> (String, String) {
    match lang {
        Lang::De | Lang::Simple => (
            "Neue Nachricht in Ihrem Postfach".into(),
            format!(
                "Guten Tag\n\nIn Ihrem Postfach liegt eine neue Nachricht.\nSo lesen Sie sie: Öffnen Sie {link} und melden Sie sich an.\n\n\
                 Wir schicken Ihnen keine Links, die Sie ohne Anmeldung weiterführen, und fragen nie nach Ihrem Passwort.\n\n{authority}\n"
            ),
        ),
        Lang::Fr => (
            "Nouveau message dans votre boîte de réception".into(),
            format!(
                "Bonjour,\n\nUn nouveau message vous attend dans votre boîte de réception.\nPour le lire : ouvrez {link} et connectez-vous.\n\n\
                 Nous ne vous envoyons jamais de lien sans connexion et ne demandons jamais votre mot de passe.\n\n{authority}\n"
            ),
        ),
        Lang::It => (
            "Nuovo messaggio nella vostra casella".into(),
            format!(
                "Buongiorno\n\nNella vostra casella c'è un nuovo messaggio.\nPer leggerlo: aprite {link} e accedete.\n\n\
                 Non vi inviamo mai link senza accesso e non chiediamo mai la vostra password.\n\n{authority}\n"
            ),
        ),
        Lang::En => (
            "New message in your inbox".into(),
            format!(
                "Hello\n\nThere is a new message in your inbox.\nTo read it: open {link} and sign in.\n\n\
                 We never send links that work without signing in, and we never ask for your password.\n\n{authority}\n"
            ),
        ),
    }
}

fn reminder(lang: Lang, authority: &str, link: &str, day: &str) -> (String, String) {
    match lang.base() {
        Lang::Fr => (
            "Votre demande n'est pas encore envoyée".into(),
            format!(
                "Bonjour,\n\nVous avez commencé une demande et ne l'avez pas encore envoyée. Nous l'effaçons le {day}.\n\
                 Pour continuer : ouvrez {link} et connectez-vous. Si vous n'en avez plus besoin, ne faites rien.\n\n{authority}\n"
            ),
        ),
        Lang::It => (
            "La Sua domanda non è ancora stata inviata".into(),
            format!(
                "Buongiorno\n\nHa iniziato una domanda e non l'ha ancora inviata. La cancelliamo il {day}.\n\
                 Per continuare: apra {link} e acceda. Se non ne ha più bisogno, non deve fare nulla.\n\n{authority}\n"
            ),
        ),
        Lang::En => (
            "Your application has not been sent yet".into(),
            format!(
                "Hello\n\nYou began an application and have not sent it yet. We will delete it on {day}.\n\
                 To go on: open {link} and sign in. If you no longer need it, there is nothing to do.\n\n{authority}\n"
            ),
        ),
        Lang::De | Lang::Simple => (
            "Ihr Antrag ist noch nicht abgeschickt".into(),
            format!(
                "Guten Tag\n\nSie haben einen Antrag angefangen und noch nicht abgeschickt. Wir löschen ihn am {day}.\n\
                 So machen Sie weiter: Öffnen Sie {link} und melden Sie sich an. Wenn Sie ihn nicht mehr brauchen, müssen Sie nichts tun.\n\n{authority}\n"
            ),
        ),
    }
}
