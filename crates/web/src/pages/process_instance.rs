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
    /// Its variables by name; the values of a case's are not shown here.
    pub variables: Vec<(String, Option<String>)>,
    /// It belongs to no case: its values are shown, and it can rest.
    pub is_model: bool,
    /// What can be changed; none where nothing can.
    pub mend: Option<Mend>,
    /// What people did beside its own way, oldest first.
    pub deeds: Vec<DeedRow>,
    /// What was wrong with what was sent.
    pub problems: Vec<Problem>,
}

/// Something a person did.
pub struct DeedRow {
    /// What, in words.
    pub text: String,
    /// Why; empty for no reason given.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime,
}

/// An incident.
pub struct HeldRow {
    /// Where on the page its button is.
    pub anchor: String,
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
    /// Where steps are skipped, paths moved, rest begins and ends (POST `do` = `skip`, `move`, `rest`, `wake`).
    pub action: String,
    /// Where its paths stand.
    pub places: Vec<PlaceForm>,
    /// Whether it rests and can go on; else it can be put to rest.
    pub rests: bool,
}

/// A path that stands at a step.
pub struct PlaceForm {
    /// Sent back as `place`.
    pub id: String,
    /// The step.
    pub step: String,
    /// The step can be left as if it were done.
    pub can_skip: bool,
    /// Where the path can go on.
    pub targets: Vec<Choice>,
}

impl PlaceForm {
    /// Id of the list of steps where the path can go on.
    fn anchor(&self) -> String {
        format!("to-{}", self.id.replace('.', "-"))
    }
}

impl Mend {
    /// Whether what was sent last belongs to this part of the page.
    fn is_wrong(problems: &[Problem], at: &str) -> bool {
        problems.iter().any(|problem| problem.at.starts_with(at))
    }
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
        let place = || PlaceForm {
            id: "4.2".into(),
            step: "Bestätigung erstellen".into(),
            can_skip: true,
            targets: vec![Choice::new("pruefen", "Anmeldung prüfen", false)],
        };
        let deed = |key: &str, minute, reason: &str| DeedRow {
            text: frame.texts.with2(key, "step", "Anmeldung prüfen", "detail", "Hundetaxe bestimmen"),
            reason: reason.into(),
            by: "Otto Operator".into(),
            at: at(minute),
        };
        let page = |state, held: Vec<HeldRow>, problems: Vec<Problem>, mend: bool, is_model: bool| Self {
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
            variables: ["applicant", "answers", "decision"]
                .map(|name| (name.to_owned(), is_model.then(|| "\"approve\"".to_owned())))
                .into(),
            is_model,
            deeds: if is_model {
                vec![deed("deed-moved", 41, ""), deed("deed-rested", 44, "Wartet auf die neue Fassung")]
            } else {
                vec![]
            },
            mend: mend.then(|| Mend {
                set_action: "/betrieb/prozesse/118/wert".into(),
                cancel_action: "/betrieb/prozesse/118/beenden".into(),
                name: String::new(),
                value: String::new(),
                action: "/betrieb/prozesse/118/eingriff".into(),
                places: vec![place()],
                rests: state == ProcessState::Resting,
            }),
            problems,
        };
        let held = || HeldRow {
            anchor: "stoerung-118".into(),
            step: "Bestätigung erstellen".into(),
            message: "Im Brief fehlt das Feld «Chipnummer».".into(),
            since: at(40),
            action: "/betrieb/stoerung/118".into(),
        };
        vec![
            ("stuck", page(ProcessState::Stuck, vec![held()], vec![], true, false)),
            ("model", page(ProcessState::Running, vec![held()], vec![], true, true)),
            ("resting", page(ProcessState::Resting, vec![], vec![], true, true)),
            ("case-resting", page(ProcessState::Resting, vec![], vec![], true, false)),
            (
                "wrong",
                page(
                    ProcessState::Stuck,
                    vec![held()],
                    vec![Problem::new("variable", frame.say("process-set-wrong").into_owned())],
                    true,
                    false,
                ),
            ),
            ("ended", page(ProcessState::Ended, vec![], vec![], false, true)),
        ]
    }
}
