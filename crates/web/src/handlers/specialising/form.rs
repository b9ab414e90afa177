//! The form of a service's words: its fields, what was typed into them, what is wrong with it.

use crate::parts::{Choice, Field, FieldKind, Problem, Width};
use crate::server::Visit;
use app::specialisations::{Mistake, Online, OwnService, Part, Specialisation};
use domain::Lang;
use jiff::civil::Date;

/// The name of a part, as a key of the texts.
pub fn label(part: Part) -> &'static str {
    match part {
        Part::Title => "side-title",
        Part::Official => "side-official",
        Part::Summary => "side-summary",
        Part::Description => "side-description",
        Part::Audience => "service-for-whom",
        Part::Documents => "side-documents",
        Part::CostNote => "entry-cost-note",
        Part::Deadline => "service-deadline",
        Part::Steps => "side-steps",
        Part::OtherChannels => "service-other-ways",
        Part::Legal => "service-legal",
        Part::Keywords => "side-keywords",
    }
}

fn text(value: &str, width: Width) -> FieldKind {
    FieldKind::Text { value: value.to_owned(), width, autocomplete: String::new() }
}

fn with_problem(field: Field, problems: &[Problem]) -> Field {
    let found = problems.iter().find(|problem| problem.at == field.id).map(|problem| problem.text.clone());
    Field { problem: found, ..field }
}

/// One part in one language.
pub fn field(visit: &Visit, part: Part, lang: Lang, said: &Specialisation, problems: &[Problem]) -> Field {
    let words = visit.texts();
    let value = said.word(lang, part);
    let kind = match part {
        Part::Title | Part::Official => text(value, Width::Full),
        _ => FieldKind::LongText { value: value.to_owned(), most: u32::try_from(part.longest()).unwrap_or(0) },
    };
    let field = Field { optional: true, ..Field::new(part.name(), words.say(label(part)), kind) };
    let field = if part.is_list() { field.hinted(words.say("entry-one-a-line")) } else { field };
    with_problem(field, problems)
}

/// What a service of one's own needs: title, office, life situation, whether others may take it over.
pub fn own_fields(visit: &Visit, title: &str, own: &OwnService) -> Vec<Field> {
    let words = visit.texts();
    let (portal, lang) = (&visit.site.portal, visit.ctx.lang);
    let spell = |text: &str| visit.authority().country.spell(text).into_owned();
    let offices = portal.directory.offices_of(&visit.authority().key).iter().filter_map(|office| {
        let kind = office.kinds.first()?;
        Some(Choice::new(kind, spell(office.name.get(lang)), office.kinds.contains(&own.office)))
    });
    let finder = portal.finder();
    let nothing = Choice::new("", words.say("entry-no-situation"), own.life_situations.is_empty());
    let situations = finder.situations.iter().map(|situation| {
        let chosen = own.life_situations.first() == Some(&situation.key);
        Choice::new(&situation.key, spell(situation.title.get(lang)), chosen)
    });
    vec![
        Field::new("title", words.say("side-title"), text(title, Width::Full)).hinted(words.say("entry-title-hint")),
        Field::new("office", words.say("entry-office"), FieldKind::Select { options: offices.collect() }),
        Field::new(
            "situation",
            words.say("entry-situation"),
            FieldKind::Select { options: std::iter::once(nothing).chain(situations).collect() },
        ),
        Field::new("shared", words.say("entry-share"), FieldKind::YesNo { value: Some(own.shared) }),
    ]
}

/// What was chosen for a service of one's own. Unknown offices and life situations become the first office and none.
pub fn own_of(visit: &Visit, fields: &[(String, String)]) -> OwnService {
    let find = |name: &str| fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str());
    let portal = &visit.site.portal;
    let offices = portal.directory.offices_of(&visit.authority().key);
    let kinds = || offices.iter().filter_map(|office| office.kinds.first());
    let office = kinds().find(|kind| *kind == find("office")).or_else(|| kinds().next());
    let finder = portal.finder();
    let situation = finder.situations.iter().find(|situation| situation.key == find("situation"));
    OwnService {
        office: office.cloned().unwrap_or_default(),
        life_situations: situation.map(|situation| situation.key.clone()).into_iter().collect(),
        shared: find("shared") == "yes",
    }
}

/// Whether the authority has it, how it goes online, from when to when.
pub fn settings(visit: &Visit, said: &Specialisation, problems: &[Problem]) -> Vec<Field> {
    let words = visit.texts();
    let choice = |value: &str, key: &str, checked: bool| Choice::new(value, words.say(key), checked);
    let address = match &said.online {
        Online::Elsewhere(address) => address.as_str(),
        _ => "",
    };
    let online = vec![
        choice("shared", "entry-online-shared", said.online == Online::AsShared),
        choice("not", "entry-online-not", said.online == Online::Not),
        choice("elsewhere", "entry-online-elsewhere", matches!(said.online, Online::Elsewhere(_))),
    ];
    let date = |id: &str, key: &str, date: Option<Date>| {
        let part = |of: fn(Date) -> String| date.map(of).unwrap_or_default();
        let kind = FieldKind::Date {
            day: part(|date| date.day().to_string()),
            month: part(|date| date.month().to_string()),
            year: part(|date| date.year().to_string()),
            birthday: false,
        };
        Field { optional: true, ..Field::new(id, words.say(key), kind) }
    };
    let address =
        Field { optional: true, ..Field::new("address", words.say("entry-address"), text(address, Width::Full)) };
    let fields = vec![
        Field::new("offered", words.say("entry-offered"), FieldKind::YesNo { value: Some(!said.withheld) }),
        Field::new("online", words.say("entry-online"), FieldKind::Choice { options: online }),
        address.hinted(words.say("entry-address-hint")),
        date("from", "entry-from", said.from),
        date("until", "entry-until", said.until),
    ];
    fields.into_iter().map(|field| with_problem(field, problems)).collect()
}

/// What was typed, over what was said so far: the words of one language, and the settings.
pub fn read(
    visit: &Visit,
    before: &Specialisation,
    lang: Lang,
    fields: &[(String, String)],
) -> (Specialisation, Vec<Problem>) {
    let find = |name: &str| fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str());
    let (mut said, mut problems) = (before.clone(), Vec::new());
    for part in Part::ALL {
        said.say(lang, part, part.tidy(find(part.name())));
    }
    said.withheld = find("offered") == "no";
    said.online = match find("online") {
        "not" => Online::Not,
        "elsewhere" => Online::Elsewhere(find("address").trim().to_owned()),
        _ => Online::AsShared,
    };
    let mut date = |name: &str| match date_of(["day", "month", "year"].map(|part| find(&format!("{name}-{part}")))) {
        Ok(date) => date,
        Err(()) => {
            problems.push(Problem::new(name, visit.texts().say("entry-date-wrong")));
            None
        }
    };
    (said.from, said.until) = (date("from"), date("until"));
    if said.own.is_some() {
        said.own = Some(own_of(visit, fields));
    }
    (said, problems)
}

/// A day from its three fields; none when all are empty.
fn date_of([day, month, year]: [&str; 3]) -> Result<Option<Date>, ()> {
    if [day, month, year].iter().all(|part| part.trim().is_empty()) {
        return Ok(None);
    }
    let number = |text: &str| text.trim().parse::<i16>().map_err(|_| ());
    let (day, month) = (i8::try_from(number(day)?).map_err(|_| ())?, i8::try_from(number(month)?).map_err(|_| ())?);
    Date::new(number(year)?, month, day).map(Some).map_err(|_| ())
}

/// A mistake in a sentence, at its field.
pub fn problem(visit: &Visit, mistake: &Mistake) -> Problem {
    let words = visit.texts();
    let name = |part: Part| words.say(label(part)).into_owned();
    match mistake {
        Mistake::TooLong(lang, part, most) => {
            let field = format!("{} ({})", name(*part), lang.own_name());
            Problem::new(part.name(), words.with2("entry-too-long", "field", field, "most", most))
        }
        Mistake::Missing(part) => Problem::new(part.name(), words.with("entry-missing", "field", name(*part))),
        Mistake::Address => Problem::new("address", words.say("entry-address-wrong")),
        Mistake::Dates => Problem::new("until", words.say("entry-dates-wrong")),
        Mistake::Other(sentence) => Problem::new("title", sentence.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read() {
        assert_eq!(date_of(["", " ", ""]), Ok(None));
        assert_eq!(date_of(["1", "2", "2027"]), Ok(Some(jiff::civil::date(2027, 2, 1))));
        assert_eq!(date_of(["30", "2", "2027"]), Err(()));
        assert_eq!(date_of(["1", "", "2027"]), Err(()));
    }
}
