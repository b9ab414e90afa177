//! Check: every answer with a way to change it, the fee, the declaration, one button that says what happens.

use super::prelude::*;

/// The review page before sending.
#[derive(Template)]
#[template(path = "pages/check.html")]
pub struct Check {
    /// Everything around the page.
    pub frame: Frame,
    /// The service.
    pub service: String,
    /// Answers by section.
    pub sections: Vec<AnswerSection>,
    /// What it costs; none: free.
    pub fee: Option<Amount>,
    /// A `Declaration` field.
    pub declaration: Field,
    /// What is missing or wrong.
    pub problems: Vec<Problem>,
    /// Where it is sent (POST).
    pub action: String,
    /// The authority that will receive it.
    pub receiver: String,
    /// When the draft will be deleted.
    pub draft_until: Option<Date>,
}

/// Answers under a heading.
pub struct AnswerSection {
    /// The heading.
    pub title: String,
    /// The answers.
    pub rows: Vec<Row>,
}

impl AnswerSection {
    /// Answers for samples.
    pub(super) fn samples() -> Vec<Self> {
        let person = vec![
            Row::new("Name", "Lea Đặng-Muster").known_from(SourceMark::sample()),
            Row {
                value: vec!["Bahnhofstraße 12".into(), "5000 Aarau".into()],
                source: Some(SourceMark { disputed: true, ..SourceMark::sample() }),
                ..Row::new("Adresse", "")
            }
            .changed_at("/antraege/1/1"),
            Row::new("Geburtsdatum", "31.03.1980").known_from(SourceMark::sample()),
        ];
        let purpose = vec![
            Row::new("Wofür brauchen Sie die Bestätigung?", "Für die Bank").changed_at("/antraege/1/2"),
            Row { value: vec![], ..Row::new("Bemerkung", "") }.changed_at("/antraege/1/3"),
        ];
        vec![Self { title: "Zu Ihnen".into(), rows: person }, Self { title: "Zum Antrag".into(), rows: purpose }]
    }
}

impl Page for Check {
    const NAME: &'static str = "check";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let declaration = Field::new(
            "true",
            "Erklärung",
            FieldKind::Declaration { statement: "Meine Angaben sind vollständig und richtig.".into(), checked: false },
        );
        let page = |fee, declaration: Field, problems| Self {
            frame: frame.read_by(Role::Inhabitant).with_back(&frame.say("back"), "/antraege/1/3"),
            service: "Wohnsitzbestätigung bestellen".into(),
            sections: AnswerSection::samples(),
            fee,
            declaration,
            problems,
            action: "/antraege/1/absenden".into(),
            receiver: "Stadt Aarau".into(),
            draft_until: Some(date(2026, 12, 21)),
        };
        let wrong = "Bestätigen Sie, dass Ihre Angaben richtig sind.";
        vec![
            ("fee", page(Some(Amount::new(2000, "CHF")), declaration.clone(), vec![])),
            ("free-wrong", page(None, declaration.wrong(wrong), vec![Problem::new("true", wrong)])),
        ]
    }
}
