//! Service editor: an authority's own words about one service, beside what others say; and beginning a service of its own.

use super::prelude::*;

/// One service, open for change.
#[derive(Template)]
#[template(path = "pages/service_editor.html")]
pub struct ServiceEditor {
    /// Everything around the page.
    pub frame: Frame,
    /// What the service is called.
    pub title: String,
    /// Its key.
    pub service: String,
    /// The authority made it.
    pub is_own: bool,
    /// Another authority made it.
    pub adopted: bool,
    /// The words of the open language.
    pub fields: Vec<EditedField>,
    /// Whether and how the authority offers it.
    pub settings: Vec<Field>,
    /// The open language, in its own name.
    pub language: &'static str,
    /// Its code.
    pub code: &'static str,
    /// All languages.
    pub languages: Vec<LanguageTab>,
    /// Which draft the form was made from; empty for none.
    pub seen: String,
    /// Who wrote the draft last, and when.
    pub written: Option<(String, DateTime)>,
    /// Somebody is asked to look at it.
    pub in_review: bool,
    /// What the reviewer wants changed; empty for nothing.
    pub remark: String,
    /// The reader may put it in force.
    pub may_publish: bool,
    /// Another person has to put it in force.
    pub needs_second: bool,
    /// The authority says something already.
    pub is_published: bool,
    /// There is a history.
    pub has_versions: bool,
    /// What was just done, in a sentence.
    pub done: Option<String>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// A field with what others say in its place.
pub struct EditedField {
    /// The field.
    pub field: Field,
    /// What holds while the field is empty.
    pub below: Option<BelowText>,
    /// What somebody else saved in the meantime.
    pub other: Option<String>,
}

/// A text that is shown while an authority says nothing itself.
pub struct BelowText {
    /// Its lines.
    pub lines: Vec<String>,
    /// Each line is an item.
    pub is_list: bool,
}

/// A language to open.
pub struct LanguageTab {
    /// Its code.
    pub code: &'static str,
    /// Its own name.
    pub name: &'static str,
    /// It is open.
    pub current: bool,
    /// The authority says something in it.
    pub has_words: bool,
}

impl Page for ServiceEditor {
    const NAME: &'static str = "service_editor";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let text =
            |value: &str| FieldKind::Text { value: value.into(), width: Width::Full, autocomplete: String::new() };
        let long = |value: &str| FieldKind::LongText { value: value.into(), most: 8_000 };
        let field = |id: &str, key: &str, kind: FieldKind, below: &[&str], is_list: bool| EditedField {
            field: Field { optional: true, ..Field::new(id, frame.say(key), kind) },
            below: (!below.is_empty())
                .then(|| BelowText { lines: below.iter().map(|line| (*line).to_owned()).collect(), is_list }),
            other: None,
        };
        let fields = || {
            vec![
                field("title", "side-title", text(""), &["Hund anmelden"], false),
                field(
                    "summary",
                    "side-summary",
                    long("In Aarau melden Sie Ihren Hund beim Stadtbüro an."),
                    &["Hier melden Sie Ihren Hund bei der Gemeinde an."],
                    false,
                ),
                field("documents", "side-documents", long(""), &["Heimtierausweis", "Chip-Nummer"], true),
            ]
        };
        let options = vec![
            Choice::new("shared", frame.say("entry-online-shared"), true),
            Choice::new("not", frame.say("entry-online-not"), false),
            Choice::new("elsewhere", frame.say("entry-online-elsewhere"), false),
        ];
        let settings = || {
            vec![
                Field::new("offered", frame.say("entry-offered"), FieldKind::YesNo { value: Some(true) }),
                Field::new("online", frame.say("entry-online"), FieldKind::Choice { options: options.clone() }),
            ]
        };
        let tab =
            |code: &'static str, name: &'static str, current, has_words| LanguageTab { code, name, current, has_words };
        let page = || Self {
            frame: frame
                .at(Section::Design)
                .read_by(Role::Designer)
                .with_back(&frame.say("entries-title"), "/redaktion/leistungen"),
            title: "Hund anmelden".into(),
            service: "hund-anmelden".into(),
            is_own: false,
            adopted: false,
            fields: fields(),
            settings: settings(),
            language: "Deutsch",
            code: "de",
            languages: vec![tab("de", "Deutsch", true, true), tab("fr", "Français", false, false)],
            seen: String::new(),
            written: None,
            in_review: false,
            remark: String::new(),
            may_publish: false,
            needs_second: false,
            is_published: false,
            has_versions: false,
            done: None,
            problems: Vec::new(),
        };
        let draft = || Self {
            seen: "1".into(),
            written: Some(("Noa Muster".into(), date(2026, 11, 21).at(9, 12, 0, 0))),
            may_publish: true,
            is_published: true,
            has_versions: true,
            ..page()
        };
        let review = Self { in_review: true, ..draft() };
        let second = Self {
            needs_second: true,
            may_publish: false,
            remark: "Bitte die Öffnungszeiten prüfen.".into(),
            done: Some(frame.say("entry-done-saved").into_owned()),
            ..draft()
        };
        let mut wrong = Self {
            is_own: true,
            problems: vec![Problem::new("title", frame.with("entry-conflict", "name", "Noa Muster"))],
            ..draft()
        };
        if let Some(first) = wrong.fields.first_mut() {
            first.field.problem = wrong.problems.first().map(|problem| problem.text.clone());
            first.other = Some("Hund melden".into());
        }
        vec![("plain", page()), ("draft", draft()), ("review", review), ("second", second), ("wrong", wrong)]
    }
}

/// Beginning a service of one's own, or taking over one that others made.
#[derive(Template)]
#[template(path = "pages/new_service.html")]
pub struct NewService {
    /// Everything around the page.
    pub frame: Frame,
    /// What is needed at first.
    pub fields: Vec<Field>,
    /// What others offer.
    pub offered: Vec<OfferedService>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// A service that another authority made.
pub struct OfferedService {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// Two lines.
    pub summary: String,
    /// Whose it is.
    pub of: String,
}

impl Page for NewService {
    const NAME: &'static str = "new_service";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let text = FieldKind::Text { value: String::new(), width: Width::Full, autocomplete: String::new() };
        let page = |offered: Vec<OfferedService>| Self {
            frame: frame
                .at(Section::Design)
                .read_by(Role::Designer)
                .with_back(&frame.say("entries-title"), "/redaktion/leistungen"),
            fields: vec![Field::new("title", frame.say("side-title"), text.clone())],
            offered,
            problems: Vec::new(),
        };
        let offered = OfferedService {
            key: "suhr-waldhuette".into(),
            title: "Waldhütte mieten".into(),
            summary: "Die Waldhütte bietet Platz für vierzig Personen.".into(),
            of: "Gemeinde Suhr".into(),
        };
        vec![("plain", page(Vec::new())), ("offered", page(vec![offered]))]
    }
}
