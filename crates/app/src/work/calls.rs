//! The built-in work of service tasks, by topic: asked outside of any transaction, written down inside one.

use super::{Done, order_mail};
use crate::error::Error;
use crate::letter_box::{self, Addressed};
use crate::packages::{Package, Tongue, WrittenLetter};
use crate::portal::Portal;
use crate::process;
use connectors::Fault;
use connectors::register::Query;
use domain::{Case, Ctx, Document, DocumentId, Lang, MessageId, Outcome, Person, Seal, reference};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use store::jobs::Job;
use store::messages::{self, Message};
use store::{Scope, Tx, blobs, cases, documents, payments, people};

/// A row that a job leaves behind, once.
pub(super) enum Write {
    Letter { kind: &'static str, pdf: Vec<u8>, name: String, subject: String, code: String },
    Message { kind: &'static str, subject: String, body: String },
    Outcome { outcome: Outcome, reason: Option<String> },
    Record { kind: &'static str, detail: Value, for_applicant: bool },
}

/// Everything a call needs to know of its case.
pub(super) struct Matter {
    pub(super) case: Case,
    pub(super) package: Arc<Package>,
    pub(super) person: Option<Person>,
    input: Map<String, Value>,
    fee: Option<domain::Money>,
}

impl Matter {
    fn input(&self, name: &str) -> &str {
        self.input.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    pub(super) fn tongue(&self, ctx: &Ctx) -> Tongue {
        let lang = Lang::from_code(self.input("language")).unwrap_or(self.case.language);
        Tongue { lang, country: ctx.authority.country }
    }

    fn variables(&self, ctx: &Ctx, tongue: Tongue) -> Map<String, Value> {
        let applicant = letter_box::applicant(self.person.as_ref(), self.case.language);
        letter_box::facts(ctx, &self.case, &applicant, self.fee).letter_variables(&self.package, &self.input, tongue)
    }
}

pub(super) async fn load(portal: &Portal, ctx: &Ctx, job: &Job) -> Result<Matter, Error> {
    let id = job.case.ok_or(Error::NotFound)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let case = cases::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let person = match case.person {
        Some(person) => people::find(&mut tx, person).await?,
        None => None,
    };
    let fee = payments::find(&mut tx, id).await?.map(|payment| payment.amount);
    drop(tx);
    let package = portal.load_package(&case.package).await?;
    let input = job.payload.as_object().cloned().unwrap_or_default();
    Ok(Matter { case, package, person, input, fee })
}

/// Does the work of a topic.
pub(super) async fn call(portal: &Portal, ctx: &Ctx, job: &Job, topic: &str) -> Result<Done, Error> {
    let matter = load(portal, ctx, job).await?;
    match topic {
        "register.lookup" => look_up(portal, &matter).await,
        "letter.produce" => produce(portal, ctx, &matter).await,
        "message.send" => message(ctx, &matter),
        "case.decide" => decide(&matter),
        "case.status" => Ok(answered(vec![Write::Record {
            kind: "status",
            detail: json!({ "status": matter.input("status") }),
            for_applicant: true,
        }])),
        other => Err(Error::Invalid(format!("no worker knows the topic {other:?}: connect one or change the process"))),
    }
}

pub(super) fn answered(writes: Vec<Write>) -> Done {
    Done::Answered { variables: Map::new(), writes }
}

async fn look_up(portal: &Portal, matter: &Matter) -> Result<Done, Error> {
    let name = matter.input("register");
    let register = portal
        .connectors
        .registers
        .get(name)
        .ok_or_else(|| Error::Invalid(format!("no register is connected under the name {name:?}")))?;
    let purpose = matter.package.texts(Lang::De, domain::Country::Ch).purpose.clone();
    let mut query = Query::new(purpose.unwrap_or_else(|| matter.package.key.clone()), &matter.case.reference);
    for (criterion, value) in &matter.input {
        if let Some(value) =
            value.as_str().filter(|v| !v.is_empty() && !["register", "purpose"].contains(&criterion.as_str()))
        {
            query = query.by(criterion, value);
        }
    }
    match register.look_up(&query).await {
        Ok(found) => {
            let looked_up = found.as_of.to_string();
            let detail = json!({ "register": name, "source": found.source, "as_of": looked_up, "found": true });
            let mut variables = Map::new();
            variables.insert("record".into(), Value::Object(found.values));
            variables.insert("source".into(), json!({ "name": found.source, "looked_up": looked_up }));
            variables.insert("as_of".into(), json!(looked_up));
            let writes = vec![Write::Record { kind: "looked-up", detail, for_applicant: true }];
            Ok(Done::Answered { variables, writes })
        }
        Err(Fault::NotFound(message)) => Ok(Done::BpmnError { code: "not-found", message }),
        Err(fault) => Err(fault.into()),
    }
}

async fn produce(portal: &Portal, ctx: &Ctx, matter: &Matter) -> Result<Done, Error> {
    let name = matter.input("letter").to_owned();
    let template = matter
        .package
        .letters
        .get(&name)
        .ok_or_else(|| Error::Invalid(format!("the service has no letter {name:?}")))?;
    let tongue = matter.tongue(ctx);
    let clock = crate::applications::clock(ctx);
    let written = template.write(&matter.variables(ctx, tongue), &clock, tongue);
    letter_box::refuse_gaps(&format!("the letter {name}"), &written.gaps)?;
    let subject = if tongue.lang.base() == Lang::De {
        tongue.country.spell(&written.subject).into_owned()
    } else {
        written.subject.clone()
    };
    let (pdf, code) = typeset(portal, ctx, matter, tongue, written).await?;
    let mut variables = Map::new();
    variables.insert("document".into(), json!({ "letter": name, "code": code }));
    let name = format!("{subject} {}.pdf", matter.case.reference);
    Ok(Done::Answered { variables, writes: vec![Write::Letter { kind: "letter", pdf, name, subject, code }] })
}

/// Puts words into the authority's frame and typesets them; gives the PDF and the code by which it is verified.
pub(super) async fn typeset(
    portal: &Portal,
    ctx: &Ctx,
    matter: &Matter,
    tongue: Tongue,
    written: WrittenLetter,
) -> Result<(Vec<u8>, String), Error> {
    let code = reference::seal_code(&ctx.secret());
    let addressed = Addressed { case: &matter.case, package: &matter.package, person: matter.person.as_ref(), tongue };
    let letter = letter_box::frame(portal, ctx, &addressed, written, &code);
    // Typesetting is work for the processor: other requests go on meanwhile.
    let pdf = tokio::task::spawn_blocking(move || letters::render(&letter))
        .await
        .map_err(|fault| Error::Internal(format!("the letter could not be typeset: {fault}")))?
        .map_err(|fault| Error::Internal(format!("the letter could not be typeset: {fault}")))?;
    Ok((pdf.bytes, code))
}

fn message(ctx: &Ctx, matter: &Matter) -> Result<Done, Error> {
    let name = matter.input("message");
    let tongue = matter.tongue(ctx);
    let texts = matter.package.texts(tongue.lang, tongue.country);
    let template =
        texts.messages.get(name).ok_or_else(|| Error::Invalid(format!("the service has no message {name:?}")))?;
    let written = template.write(&matter.variables(ctx, tongue), &crate::applications::clock(ctx), tongue);
    letter_box::refuse_gaps(&format!("the message {name}"), &written.gaps)?;
    let spelt = |text: &str| {
        if tongue.lang.base() == Lang::De { tongue.country.spell(text).into_owned() } else { text.to_owned() }
    };
    let kind = if matter.input.contains_key("ask_field") { "request" } else { "notice" };
    let body = written.body.iter().map(|p| spelt(p)).collect::<Vec<_>>().join("\n\n");
    Ok(answered(vec![Write::Message { kind, subject: spelt(&written.subject), body }]))
}

fn decide(matter: &Matter) -> Result<Done, Error> {
    let word = matter.input("outcome");
    let outcome =
        Outcome::from_word(word).ok_or_else(|| Error::Invalid(format!("{word:?} is no outcome of a case")))?;
    let reason = Some(matter.input("reason").to_owned()).filter(|r| !r.is_empty());
    Ok(answered(vec![Write::Outcome { outcome, reason }]))
}

/// Writes one row, in the transaction that removes the job.
pub(super) async fn write(
    portal: &Portal,
    ctx: &Ctx,
    tx: &mut Tx,
    case: &Case,
    job: &Job,
    write: &Write,
) -> Result<(), Error> {
    let origin = job.id.to_string();
    match write {
        Write::Letter { kind, pdf, name, subject, code } => {
            let sha256 = blobs::keep(tx, pdf).await?;
            let document = Document {
                id: DocumentId(ctx.new_id()),
                case: case.id,
                authority: case.authority.clone(),
                kind: (*kind).to_owned(),
                name: name.clone(),
                media_type: "application/pdf".into(),
                size: pdf.len() as i64,
                sha256: sha256.clone(),
                made: ctx.now(),
            };
            if documents::add(tx, &document, &origin).await? {
                let seal = Seal {
                    code: code.clone(),
                    authority: case.authority.clone(),
                    service: case.service.clone(),
                    subject: subject.clone(),
                    issued: ctx.now(),
                    revoked: None,
                    sha256,
                };
                documents::seal(tx, &seal, document.id).await?;
                process::record(ctx, tx, case, kind, json!({ "subject": subject, "code": code }), true).await?;
            }
            Ok(())
        }
        Write::Message { kind, subject, body } => {
            let message = Message {
                id: MessageId(ctx.new_id()),
                authority: case.authority.clone(),
                case: case.id,
                kind: (*kind).to_owned(),
                subject: subject.clone(),
                body: body.clone(),
                sent: ctx.now(),
                opened: None,
            };
            if messages::send(tx, &message, case.person, &origin).await? {
                process::record(ctx, tx, case, "message", json!({ "subject": subject }), true).await?;
                order_mail(ctx, tx, case, portal).await?;
            }
            Ok(())
        }
        Write::Outcome { outcome, reason } => {
            cases::set_outcome(tx, case.id, *outcome).await?;
            let detail = json!({ "outcome": outcome.as_str(), "reason": reason });
            process::record(ctx, tx, case, "decided", detail, true).await
        }
        Write::Record { kind, detail, for_applicant } => {
            process::record(ctx, tx, case, kind, detail.clone(), *for_applicant).await
        }
    }
}
