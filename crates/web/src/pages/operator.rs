//! Operator: is anything stuck, why, and the button that mends it.

use super::prelude::*;

/// The operator's overview.
#[derive(Template)]
#[template(path = "pages/operator.html")]
pub struct Operator {
    /// Everything around the page.
    pub frame: Frame,
    /// Open incidents, oldest first.
    pub incidents: Vec<Incident>,
    /// Work in the queue by kind.
    pub jobs: Vec<JobKind>,
    /// Cases by state; the page leaves them out where there are none.
    pub cases: Vec<(CaseState, u64)>,
}

/// Something that does not go on by itself.
pub struct Incident {
    /// Id.
    pub id: String,
    /// Step of the process.
    pub step: String,
    /// The authority whose work it holds up; empty for the one whose portal this is.
    pub authority: String,
    /// The service.
    pub service: String,
    /// Reference of the case.
    pub reference: String,
    /// Since when.
    pub since: DateTime,
    /// How often it was tried.
    pub attempts: u32,
    /// Why, without personal data.
    pub cause: String,
    /// Where the wish to try again is sent (POST).
    pub action: String,
}

/// Jobs of one kind.
pub struct JobKind {
    /// `Register abfragen`
    pub name: String,
    /// Waiting.
    pub waiting: u64,
    /// Running now.
    pub running: u64,
    /// Waiting for another try.
    pub retrying: u64,
    /// Since when the oldest waits.
    pub oldest: Option<DateTime>,
}

impl Page for Operator {
    const NAME: &'static str = "operator";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let at = date(2026, 11, 21).at(9, 12, 0, 0);
        let incident = |id: u32, step: &str, cause: &str| Incident {
            id: id.to_string(),
            step: step.into(),
            authority: if id.is_multiple_of(2) { "Stadt Aarau".into() } else { String::new() },
            service: "Wohnsitzbestätigung".into(),
            reference: format!("AA-2026-{id:06}"),
            since: at,
            attempts: 8,
            cause: cause.into(),
            action: format!("/betrieb/stoerungen/{id}"),
        };
        let job = |name: &str, waiting, running, retrying| JobKind {
            name: name.into(),
            waiting,
            running,
            retrying,
            oldest: (waiting > 0).then_some(at),
        };
        let page = |incidents| Self {
            frame: frame.at(Section::Operation).read_by(Role::Operator),
            incidents,
            jobs: vec![
                job("Register abfragen", 12, 2, 4),
                job("E-Mail senden", 0, 0, 0),
                job("Brief erstellen", 3, 1, 0),
            ],
            cases: vec![
                (CaseState::InWork, 12_480),
                (CaseState::WaitsForYou, 310),
                (CaseState::PaymentOpen, 42),
                (CaseState::Stuck, 2),
            ],
        };
        vec![
            (
                "trouble",
                page(vec![
                    incident(118, "Register abfragen", "Das Register antwortet nicht (Zeit überschritten)."),
                    incident(121, "Brief erstellen", "Im Brief fehlt das Feld «Chipnummer»."),
                ]),
            ),
            ("calm", page(vec![])),
        ]
    }
}
