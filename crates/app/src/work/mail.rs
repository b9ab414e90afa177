//! The notice by mail: that something is new, never what; in the person's language, from the authority's name.

use super::Done;
use crate::error::Error;
use crate::portal::Portal;
use connectors::mail::{Mail, Sender};
use domain::{Ctx, Lang};
use store::Scope;
use store::jobs::Job;

/// Sends the notice of a job.
pub(super) async fn send(portal: &Portal, ctx: &Ctx, job: &Job) -> Result<Done, Error> {
    let case = job.case.ok_or(Error::NotFound)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let case = store::cases::find(&mut tx, case).await?.ok_or(Error::NotFound)?;
    let person = match case.person {
        Some(id) => store::people::find(&mut tx, id).await?,
        None => None,
    };
    drop(tx);
    let Some(to) = person.and_then(|p| p.email) else { return Ok(Done::Nothing) };
    let authority = &ctx.authority;
    let name = authority.full_name(case.language);
    let link = format!("{}/postfach", portal.base_url(authority));
    let (subject, text) = words(case.language, &name, &link);
    let spelt = |text: String| authority.country.spell(&text).into_owned();
    let mail = Mail {
        idempotency_key: job.id.to_string(),
        from: Sender { name, address: portal.rules.mail_from.clone() },
        to,
        subject: spelt(subject),
        text: spelt(text),
        language: format!("{}-{}", case.language.code(), authority.country.code()),
        at: ctx.now(),
    };
    portal.connectors.mail.send(&mail).await?;
    Ok(Done::Nothing)
}

/// No personal data, no reference, no name of a service: a mail is a postcard.
fn words(lang: Lang, authority: &str, link: &str) -> (String, String) {
    match lang {
        Lang::De => (
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
