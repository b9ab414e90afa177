//! Case: what the inhabitant sees of her matter; what waits for her comes first.

use super::check::AnswerSection;
use super::prelude::*;
use super::receipt::Payment;

/// The inhabitant's page of a case.
#[derive(Template)]
#[template(path = "pages/case.html")]
pub struct Case {
    /// Everything around the page.
    pub frame: Frame,
    /// What it is about.
    pub title: String,
    /// Its reference.
    pub reference: String,
    /// Where it stands.
    pub state: CaseState,
    /// Who holds it now; empty when it is finished.
    pub holder: String,
    /// When the next step is expected.
    pub expected: Option<Date>,
    /// The outcome in a sentence; empty while open.
    pub outcome: String,
    /// An open payment.
    pub payment: Option<Payment>,
    /// A request for answers: where to answer, until when.
    pub request: Option<AnswerRequest>,
    /// What happened and will happen.
    pub timeline: Vec<Moment>,
    /// Letters and files.
    pub documents: Vec<Document>,
    /// Messages, newest first.
    pub messages: Vec<Message>,
    /// What was sent.
    pub answers: Vec<AnswerSection>,
    /// Whom to ask.
    pub office: OfficeCard,
    /// Where taking back is sent (POST), while possible.
    pub withdraw_action: Option<String>,
}

/// The office asks for answers.
pub struct AnswerRequest {
    /// Where to answer.
    pub href: String,
    /// Until when.
    pub due: Option<Date>,
    /// Why, in the clerk's words.
    pub reason: String,
}

impl Page for Case {
    const NAME: &'static str = "case";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let page = |state, holder: &str| Self {
            frame: frame.at(Section::Inbox).read_by(Role::Inhabitant).with_back(&frame.say("nav-inbox"), "/postfach"),
            title: "Hund anmelden".into(),
            reference: "AA-2026-000124".into(),
            state,
            holder: holder.into(),
            expected: Some(date(2026, 11, 27)),
            outcome: String::new(),
            payment: None,
            request: None,
            timeline: Moment::samples(),
            documents: vec![],
            messages: vec![Message {
                from: "Einwohnerdienste".into(),
                at: date(2026, 11, 20).at(10, 5, 0, 0),
                text: vec!["Guten Tag. Uns fehlt noch die Chipnummer Ihres Hundes.".into()],
            }],
            answers: AnswerSection::samples(),
            office: OfficeCard::sample(),
            withdraw_action: Some("/postfach/1/zuruecknehmen".into()),
        };
        let asked = Self {
            request: Some(AnswerRequest {
                href: "/postfach/1/antwort".into(),
                due: Some(date(2026, 12, 4)),
                reason: "Die Chipnummer fehlt.".into(),
            }),
            ..page(CaseState::WaitsForYou, "")
        };
        let payment =
            Payment { amount: Amount::new(2000, "CHF"), action: "/postfach/1/bezahlen".into(), in_doubt: true };
        let to_pay = Self { payment: Some(payment), ..page(CaseState::PaymentOpen, "") };
        let granted = Self {
            documents: vec![Document::sample()],
            expected: None,
            outcome: "Ihr Hund ist angemeldet.".into(),
            withdraw_action: None,
            messages: vec![],
            ..page(CaseState::Granted, "")
        };
        vec![
            ("in-work", page(CaseState::InWork, "Einwohnerdienste")),
            ("asked", asked),
            ("to-pay", to_pay),
            ("granted", granted),
        ]
    }
}
