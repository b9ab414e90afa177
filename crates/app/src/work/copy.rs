//! The sealed copy of an application: what was sent, as its applicant keeps it and as anybody can verify it.

use super::Done;
use super::calls::{self, Matter, Write};
use crate::error::Error;
use crate::packages::{Tongue, WrittenLetter};
use crate::portal::Portal;
use domain::{Case, Ctx, Lang};
use store::Tx;
use store::jobs::{self, Job};

/// The kind of job that makes it.
pub(super) const KIND: &str = "copy";

/// Orders the copy in the transaction that submits the application.
///
/// # Errors
/// When the store fails.
pub(crate) async fn order(ctx: &Ctx, tx: &mut Tx, case: &Case, portal: &Portal) -> Result<(), Error> {
    let job = Job {
        instance: None,
        kind: KIND.to_owned(),
        max_attempts: portal.rules.retry_attempts,
        ..crate::process::effects::job_of(ctx, case)
    };
    Ok(jobs::enqueue(tx, &job, ctx.now()).await?)
}

/// Typesets the copy.
pub(super) async fn make(portal: &Portal, ctx: &Ctx, job: &Job) -> Result<Done, Error> {
    let matter = calls::load(portal, ctx, job).await?;
    let tongue = matter.tongue(ctx);
    let written = written(ctx, &matter, tongue);
    let subject = tongue.country.spell(&written.subject).into_owned();
    let name = format!("{subject} {}.pdf", matter.case.reference);
    let (pdf, code) = calls::typeset(portal, ctx, &matter, tongue, written).await?;
    Ok(calls::answered(vec![Write::Letter { kind: KIND, pdf, name, subject, code }]))
}

/// Every question on the path with its answer, in the words of the form.
fn written(ctx: &Ctx, matter: &Matter, tongue: Tongue) -> WrittenLetter {
    let texts = matter.package.texts_in(tongue);
    let title = matter.package.title(tongue.lang, tongue.country);
    let sent = matter.case.submitted.to_zoned(ctx.zone());
    let day = form::display_date(&sent.date().to_string(), tongue.locale());
    let (subject, sentence, keep) = words(tongue.lang, &title, &day, &sent.strftime("%H:%M").to_string());
    let fields = matter.package.form.iter().flat_map(|form| form.fields()).filter(|field| field.is_question());
    let facts = fields.filter_map(|field| {
        let value = matter.case.answers.get(&field.id)?;
        let text = texts.form.fields.get(&field.id);
        let label = text.and_then(|text| text.label.clone()).unwrap_or_else(|| field.id.clone());
        Some((label, form::display(field, value, tongue.locale(), text)))
    });
    WrittenLetter {
        subject,
        paragraphs: vec![sentence],
        facts: facts.collect(),
        closing_paragraphs: vec![keep],
        gaps: Vec::new(),
    }
}

fn words(lang: Lang, title: &str, day: &str, time: &str) -> (String, String, String) {
    match lang.base() {
        Lang::Fr => (
            format!("Copie de votre demande : {title}"),
            format!("Nous avons reçu votre demande le {day} à {time}. Voici ce que vous avez indiqué."),
            "Gardez cette copie. Elle ne contient pas encore de décision.".into(),
        ),
        Lang::It => (
            format!("Copia della Sua domanda: {title}"),
            format!("Abbiamo ricevuto la Sua domanda il {day} alle {time}. Ecco quanto ha indicato."),
            "Conservi questa copia. Non contiene ancora una decisione.".into(),
        ),
        Lang::En => (
            format!("Copy of your application: {title}"),
            format!("We received your application on {day} at {time}. This is what you told us."),
            "Keep this copy. It does not contain a decision yet.".into(),
        ),
        Lang::De | Lang::Simple => (
            format!("Kopie Ihres Antrags: {title}"),
            format!("Ihr Antrag ist am {day} um {time} Uhr bei uns angekommen. Das haben Sie angegeben:"),
            "Heben Sie diese Kopie auf. Sie enthält noch keine Entscheidung.".into(),
        ),
    }
}
