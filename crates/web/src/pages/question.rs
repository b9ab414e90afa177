//! Question: one page of a form, whatever its fields.

use super::prelude::*;

/// One page of a form.
#[derive(Template)]
#[template(path = "pages/question.html")]
pub struct Question {
    /// Everything around the page.
    pub frame: Frame,
    /// The service, as people say it.
    pub service: String,
    /// This step, from 1.
    pub step: u32,
    /// Steps as far as known.
    pub steps: u32,
    /// The question.
    pub heading: String,
    /// Help under it, in paragraphs.
    pub help: Vec<String>,
    /// The fields.
    pub fields: Vec<Field>,
    /// All mistakes, in the order of the fields.
    pub problems: Vec<Problem>,
    /// Where the form is sent (POST). Sends `do` = `continue`, `save` or `upload`, or `remove` = a file's id.
    pub action: String,
    /// When the draft will be deleted; none: nothing is saved yet.
    pub draft_until: Option<Date>,
    /// Hides "save": for guests without a draft.
    pub can_save: bool,
}

impl Page for Question {
    const NAME: &'static str = "question";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let frame = frame.read_by(Role::Inhabitant).with_back(&frame.say("back"), "/antraege/1/1");
        let page = |heading: &str, fields: Vec<Field>, problems: Vec<Problem>| Self {
            frame: frame.clone(),
            service: "Wohnsitzbestätigung bestellen".into(),
            step: 2,
            steps: 5,
            heading: heading.into(),
            help: vec![],
            fields,
            problems,
            action: "/antraege/1/2".into(),
            draft_until: Some(date(2026, 12, 21)),
            can_save: true,
        };
        let text =
            |value: &str| FieldKind::Text { value: value.into(), width: Width::Full, autocomplete: "name".into() };
        let options = vec![
            Choice::new("bank", "Für die Bank", false),
            Choice::new("office", "Für eine Behörde im Ausland", true),
            Choice {
                hint: Some("Zum Beispiel für einen Verein".into()),
                ..Choice::new("other", "Für etwas anderes", false)
            },
        ];
        let single = Field {
            is_heading: true,
            ..Field::new(
                "purpose",
                "Wofür brauchen Sie die Bestätigung?",
                FieldKind::Choice { options: options.clone() },
            )
        };
        let born = FieldKind::Date { day: "31".into(), month: "13".into(), year: "1980".into(), birthday: true };
        let files = vec![
            GivenFile { id: "f1".into(), name: "impfausweis-bello.pdf".into(), bytes: 812_000, state: FileState::Kept },
            GivenFile {
                id: "f2".into(),
                name: "foto.heic".into(),
                bytes: 4_812_000,
                state: FileState::Refused(
                    "Dieses Format können wir nicht lesen. Speichern Sie das Bild als JPEG.".into(),
                ),
            },
            GivenFile { id: "f3".into(), name: "kaufvertrag.pdf".into(), bytes: 210_000, state: FileState::Checking },
        ];
        let disputed = SourceMark { disputed: true, ..SourceMark::sample() };
        let known = vec![
            Field {
                source: Some(SourceMark::sample()),
                ..Field::new("name", "Name", FieldKind::Given { value: vec!["Lea Đặng-Muster".into()] })
            },
            Field {
                source: Some(disputed),
                ..Field::new(
                    "home",
                    "Adresse",
                    FieldKind::Given { value: vec!["Bahnhofstraße 12".into(), "5000 Aarau".into()] },
                )
            },
        ];
        let many = vec![
            Field::new("name", "Name", text("O'Neil")).hinted("So wie im Ausweis"),
            Field::new("about", "Was sollen wir wissen?", FieldKind::LongText { value: String::new(), most: 500 }),
            Field::new("height", "Schulterhöhe", FieldKind::Number { value: "45".into(), unit: "cm".into() }),
            Field::new("price", "Kaufpreis", FieldKind::Amount { value: "1200.00".into(), currency: "CHF".into() }),
            Field::new(
                "since",
                "Seit wann gehört der Hund Ihnen?",
                FieldKind::Date { day: "1".into(), month: "10".into(), year: "2026".into(), birthday: false },
            )
            .hinted("Zum Beispiel 31 3 2026"),
            Field::new("chip", "Trägt der Hund einen Chip?", FieldKind::YesNo { value: Some(true) }),
            Field::new("breed", "Rasse", FieldKind::Select { options: options.clone() }),
            Field { optional: true, ..Field::new("uses", "Wozu halten Sie den Hund?", FieldKind::Many { options }) },
            Field::new("mail", "E-Mail", FieldKind::Email { value: "lea@beispiel.test".into() }),
            Field { optional: true, ..Field::new("phone", "Telefon", FieldKind::Phone { value: String::new() }) },
            Field::new(
                "address",
                "Wo lebt der Hund?",
                FieldKind::Address {
                    street: "Bahnhofstraße".into(),
                    number: "12".into(),
                    code: "5000".into(),
                    town: "Aarau".into(),
                },
            ),
            Field::new(
                "note",
                "Gut zu wissen",
                FieldKind::Info { paragraphs: vec!["Hunde müssen innert zehn Tagen gemeldet werden.".into()] },
            ),
            Field::new(
                "true",
                "Erklärung",
                FieldKind::Declaration {
                    statement: "Meine Angaben sind vollständig und richtig.".into(),
                    checked: false,
                },
            ),
        ];
        let wrong = vec![
            Field::new("name", "Name", text("")).wrong("Geben Sie Ihren Namen ein."),
            Field::new("born", "Geburtsdatum", born)
                .hinted("Zum Beispiel 31 3 1980")
                .wrong("Geben Sie das Geburtsdatum als Tag, Monat, Jahr ein, zum Beispiel 31 3 1980."),
        ];
        let problems = vec![
            Problem::new("name", "Geben Sie Ihren Namen ein."),
            Problem::new("born", "Geben Sie das Geburtsdatum als Tag, Monat, Jahr ein, zum Beispiel 31 3 1980."),
        ];
        let upload = Field {
            is_heading: true,
            ..Field::new(
                "papers",
                "Laden Sie den Heimtierausweis hoch",
                FieldKind::File {
                    accept: ".pdf,.jpg,.png".into(),
                    formats: "PDF, JPEG, PNG".into(),
                    most_mb: 10,
                    files,
                },
            )
        };
        let mut for_child = page("Wofür brauchen Sie die Bestätigung?", vec![single.clone()], vec![]);
        for_child.frame.stands_for = Some("Mia Đặng-Muster".into());
        vec![
            ("choice", page("Wofür brauchen Sie die Bestätigung?", vec![single], vec![])),
            (
                "known",
                Self {
                    help: vec!["Das wissen wir schon von Ihnen. Bitte prüfen Sie, ob es stimmt.".into()],
                    ..page("Ihre Angaben", known, vec![])
                },
            ),
            ("wrong", page("Wer sind Sie?", wrong, problems)),
            ("upload", page("Laden Sie den Heimtierausweis hoch", vec![upload], vec![])),
            ("all", page("Alle Arten von Feldern", many, vec![])),
            ("for-child", for_child),
        ]
    }
}
