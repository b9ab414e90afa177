//! The clerk's page of a case: left what is asked and known, right what to do now, below what happened.

use super::check::AnswerSection;
use super::prelude::*;

/// The clerk's page of a case.
#[derive(Template)]
#[template(path = "pages/clerk_case.html")]
pub struct ClerkCase {
    /// Everything around the page.
    pub frame: Frame,
    /// What it is about.
    pub title: String,
    /// Its reference.
    pub reference: String,
    /// Where it stands.
    pub state: CaseState,
    /// Until when.
    pub due: Option<Date>,
    /// Who applied, and for whom (`Lea Muster für Mia Muster`).
    pub applicant: String,
    /// What was answered and what registers know.
    pub answers: Vec<AnswerSection>,
    /// Uploaded files and letters.
    pub documents: Vec<Document>,
    /// What to do now; none: nothing.
    pub task: Option<ClerkTask>,
    /// The case rests: nothing can be done until somebody lets it go on.
    pub rests: bool,
    /// Messages, newest first.
    pub messages: Vec<Message>,
    /// What happened.
    pub timeline: Vec<Moment>,
    /// Mistakes in what the clerk sent.
    pub problems: Vec<Problem>,
}

/// What the clerk can do. All forms are sent to `action` with `do`; a decision that comes too late answers 409.
pub struct ClerkTask {
    /// What to do.
    pub name: String,
    /// Where it is sent (POST).
    pub action: String,
    /// The colleague who has taken it; empty: nobody has, or the reader herself.
    pub claimed_by: String,
    /// The decisions offered: `reject` and `refuse` want a reason, `ask` wants fields, others nothing.
    pub options: Vec<ClerkOption>,
    /// Fields that can be asked for (`do=ask`, `field`, `reason`).
    pub askable: Vec<Choice>,
    /// What was typed as reason of a refusal (`do=reject`, `reason`).
    pub reason: String,
    /// What was typed for the applicant (`do=ask`, `reason`).
    pub ask_text: String,
}

/// A decision a clerk can take.
pub struct ClerkOption {
    /// What is sent as `do`.
    pub key: String,
    /// What the button says.
    pub label: String,
}

impl Page for ClerkCase {
    const NAME: &'static str = "clerk_case";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let task = |claimed_by: &str| {
            Some(ClerkTask {
                name: "Angaben prüfen".into(),
                action: "/arbeit/118".into(),
                claimed_by: claimed_by.into(),
                options: [("approve", "Anmeldung annehmen"), ("ask", "Nachfragen"), ("reject", "Ablehnen")]
                    .map(|(key, label)| ClerkOption { key: key.into(), label: label.into() })
                    .into(),
                askable: vec![
                    Choice::new("chip", "Chipnummer", false),
                    Choice::new("breed", "Rasse", false),
                    Choice::new("papers", "Heimtierausweis", false),
                ],
                reason: String::new(),
                ask_text: String::new(),
            })
        };
        let page = |state, task| Self {
            frame: frame.at(Section::Work).read_by(Role::Clerk).with_back(&frame.say("nav-work"), "/arbeit"),
            title: "Hund anmelden".into(),
            reference: "AA-2026-000118".into(),
            state,
            due: Some(date(2026, 11, 24)),
            applicant: "Lea Đặng-Muster".into(),
            answers: AnswerSection::samples(),
            documents: vec![Document { title: "impfausweis-bello.pdf".into(), ..Document::sample() }],
            task,
            rests: state == CaseState::Rests,
            messages: vec![],
            timeline: Moment::samples(),
            problems: vec![],
        };
        let wrong = Self {
            problems: vec![Problem::new("reject-reason", "Schreiben Sie, warum Sie ablehnen.")],
            ..page(CaseState::InWork, task(""))
        };
        vec![
            ("mine", page(CaseState::InWork, task(""))),
            ("others", page(CaseState::InWork, task("Ana Muster"))),
            ("wrong", wrong),
            ("rests", page(CaseState::Rests, None)),
            ("finished", page(CaseState::Granted, None)),
        ]
    }
}
