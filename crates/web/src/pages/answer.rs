//! Answer: the office asked for something; only those fields are open.

use super::prelude::*;

/// Answering a request of the office.
#[derive(Template)]
#[template(path = "pages/answer.html")]
pub struct Answer {
    /// Everything around the page.
    pub frame: Frame,
    /// What the case is about.
    pub title: String,
    /// Its reference.
    pub reference: String,
    /// Who asks.
    pub asked_by: String,
    /// Why, in the clerk's words.
    pub reason: String,
    /// Until when.
    pub due: Option<Date>,
    /// The fields asked for.
    pub fields: Vec<Field>,
    /// Mistakes.
    pub problems: Vec<Problem>,
    /// Where it is sent (POST).
    pub action: String,
}

impl Page for Answer {
    const NAME: &'static str = "answer";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let chip = Field::new(
            "chip",
            "Chipnummer",
            FieldKind::Text { value: String::new(), width: Width::W20, autocomplete: String::new() },
        )
        .hinted("15 Ziffern, sie steht im Heimtierausweis");
        let page = |field: Field, problems| Self {
            frame: frame
                .at(Section::Inbox)
                .read_by(Role::Inhabitant)
                .with_back(&frame.say("back-to-case"), "/postfach/1"),
            title: "Hund anmelden".into(),
            reference: "AA-2026-000124".into(),
            asked_by: "Einwohnerdienste".into(),
            reason: "Die Chipnummer fehlt. Bitte schauen Sie im Heimtierausweis nach.".into(),
            due: Some(date(2026, 12, 4)),
            fields: vec![field],
            problems,
            action: "/postfach/1/antwort".into(),
        };
        vec![
            ("open", page(chip.clone(), vec![])),
            (
                "wrong",
                page(chip.wrong("Geben Sie 15 Ziffern ein."), vec![Problem::new("chip", "Geben Sie 15 Ziffern ein.")]),
            ),
        ]
    }
}
