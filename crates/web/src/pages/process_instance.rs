//! One process: where it is, the way it came, what holds it up and what mends it; in words, and on its diagram.

use super::ProcessState;
use super::prelude::*;
use crate::parts::Tone;

/// One process.
#[derive(Template)]
#[template(path = "pages/process_instance.html")]
pub struct ProcessInstance {
    /// Everything around the page.
    pub frame: Frame,
    /// Id of the process.
    pub id: String,
    /// The service, or the name of the deployed model.
    pub title: String,
    /// Reference of the case, or the process's id.
    pub reference: String,
    /// How it stands.
    pub state: ProcessState,
    /// The authority that runs it; empty for the one whose portal this is.
    pub authority: String,
    /// Where model and marks for the diagram are read; none where the model is not drawn.
    pub diagram: Option<String>,
    /// What holds it up, oldest first.
    pub held: Vec<HeldRow>,
    /// Its steps in the order they were reached.
    pub steps: Vec<StepRow>,
    /// Names of its variables.
    pub variables: Vec<String>,
    /// What can be changed; none where nothing can.
    pub mend: Option<Mend>,
    /// What was wrong with what was sent.
    pub problems: Vec<Problem>,
}

/// An incident.
pub struct HeldRow {
    /// The step, as the model names it; empty where it is not known.
    pub step: String,
    /// What happened.
    pub message: String,
    /// Since when.
    pub since: DateTime,
    /// Where the wish to try again is sent (POST).
    pub action: String,
}

/// A visit of a step.
pub struct StepRow {
    /// Name of the step.
    pub label: String,
    /// What sort of step, as a text key.
    pub kind: &'static str,
    /// How it stands.
    pub standing: StepState,
    /// When the process came here.
    pub came: DateTime,
    /// When it was done.
    pub left: Option<DateTime>,
    /// By whom; empty where that is not known.
    pub by: String,
}

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Done.
    Done,
    /// The process is here.
    Here,
    /// It is here and stands still.
    Stuck,
    /// Left without being done.
    Left,
}

impl StepState {
    /// Key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Done => "step-done",
            Self::Here => "step-here",
            Self::Stuck => "step-stuck",
            Self::Left => "step-left",
        }
    }

    /// Colour and shape.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Done => Tone::Done,
            Self::Here => Tone::On,
            Self::Stuck => Tone::Bad,
            Self::Left => Tone::Calm,
        }
    }
}

/// Where changes are sent, with what was typed the last time.
pub struct Mend {
    /// Sets a variable (POST `name`, `value`).
    pub set_action: String,
    /// Ends the process (POST `reason`).
    pub cancel_action: String,
    /// Typed name of the variable.
    pub name: String,
    /// Typed value.
    pub value: String,
}

impl Page for ProcessInstance {
    const NAME: &'static str = "process_instance";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let at = |minute| date(2026, 11, 21).at(9, minute, 0, 0);
        let step = |label: &str, kind, standing, minute, left: Option<i8>, by: &str| StepRow {
            label: label.into(),
            kind,
            standing,
            came: at(minute),
            left: left.map(at),
            by: by.into(),
        };
        let page = |state, held: Vec<HeldRow>, problems: Vec<Problem>, mend: bool| Self {
            frame: frame
                .at(Section::Operation)
                .read_by(Role::Operator)
                .with_back(&frame.say("processes-title"), "/betrieb/prozesse"),
            id: "118".into(),
            title: "Hund anmelden".into(),
            reference: "AA-2026-000118".into(),
            state,
            authority: "Stadt Aarau".into(),
            diagram: None,
            held,
            steps: vec![
                step("Anmeldung eingegangen", "step-kind-event", StepState::Done, 12, Some(12), "Lea Muster"),
                step("Anmeldung prüfen", "step-kind-person", StepState::Done, 12, Some(31), "Vera Beispiel"),
                step("Hundetaxe bestimmen", "step-kind-rule", StepState::Done, 31, Some(31), ""),
                step("Bestätigung erstellen", "step-kind-service", StepState::Stuck, 31, None, ""),
            ],
            variables: vec!["applicant".into(), "answers".into(), "decision".into()],
            mend: mend.then(|| Mend {
                set_action: "/betrieb/prozesse/118/wert".into(),
                cancel_action: "/betrieb/prozesse/118/beenden".into(),
                name: String::new(),
                value: String::new(),
            }),
            problems,
        };
        let held = || HeldRow {
            step: "Bestätigung erstellen".into(),
            message: "Im Brief fehlt das Feld «Chipnummer».".into(),
            since: at(40),
            action: "/betrieb/stoerung/118".into(),
        };
        vec![
            ("stuck", page(ProcessState::Stuck, vec![held()], vec![], true)),
            (
                "wrong",
                page(
                    ProcessState::Stuck,
                    vec![held()],
                    vec![Problem::new("variable", frame.say("process-set-wrong").into_owned())],
                    true,
                ),
            ),
            ("ended", page(ProcessState::Ended, vec![], vec![], false)),
        ]
    }
}
