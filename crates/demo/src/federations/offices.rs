//! Offices from the layouts in `demo/offices.toml`: which offices a place has, for what, where and when.

use std::collections::{BTreeMap, HashMap};

use domain::hours::{HoursException, OpeningHours};
use domain::{Authority, AuthorityKind, Contact, Country, LangTexts, Office};
use serde::Deserialize;

use super::{Location, number, parse};
use crate::Error;

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Layouts {
    phone: HashMap<String, String>,
    staff: People,
    hours: HashMap<String, Vec<Week>>,
    /// The same at all places.
    exceptions: Vec<HoursException>,
    layout: Vec<Layout>,
}

/// Names and functions from which the people of the offices are put together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    given: Vec<String>,
    family: Vec<String>,
    lead: LangTexts,
    function: BTreeMap<String, LangTexts>,
}

impl People {
    /// The people of an office: one who leads it and one for each of its first three kinds of work. The same at every
    /// start, different from place to place.
    fn of(&self, authority: &Authority, office: usize, entry: &OfficeEntry) -> Vec<Contact> {
        let functions = entry.kinds.iter().filter_map(|kind| self.function.get(kind)).take(3);
        let start = number(authority.number.as_ref()).wrapping_mul(31).wrapping_add(office.wrapping_mul(7));
        std::iter::once(&self.lead)
            .chain(functions)
            .enumerate()
            .filter_map(|(at, function)| {
                let given = self.given.get((start + at * 5) % self.given.len().max(1))?;
                let family = self.family.get((start / 3 + at * 2) % self.family.len().max(1))?;
                Some(Contact { name: format!("{given} {family}"), function: function.clone(), phone: String::new() })
            })
            .collect()
    }
}

/// Spans such as `08:00-11:45` by weekday, 1 is Monday.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Week {
    days: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Layout {
    key: String,
    country: Country,
    kind: AuthorityKind,
    default: bool,
    authorities: Vec<String>,
    hours: String,
    building: String,
    address: Vec<String>,
    office: Vec<OfficeEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeEntry {
    key: String,
    name: LangTexts,
    mail: String,
    kinds: Vec<String>,
}

impl Layouts {
    pub(super) fn load() -> Result<Layouts, Error> {
        parse("demo/offices.toml", include_str!("../../../../demo/offices.toml"))
    }

    /// The offices of one authority.
    pub(super) fn offices(&self, authority: &Authority, location: &Location) -> Result<Vec<Office>, Error> {
        let named = |layout: &&Layout| layout.authorities.contains(&authority.key);
        let usual =
            |layout: &&Layout| layout.default && layout.country == authority.country && layout.kind == authority.kind;
        let layout = self.layout.iter().find(named).or_else(|| self.layout.iter().find(usual));
        let layout = layout.ok_or_else(|| fault(&format!("no layout fits {}", authority.key)))?;
        let hours = self.hours(layout, authority)?;
        let phone = self.phone.get(&authority.federation);
        let phone = phone.ok_or_else(|| fault(&format!("no phone prefix for {}", authority.federation)))?;
        let suffix = format!("{:02}", number(authority.number.as_ref()) % 100);
        let offices = layout.office.iter().enumerate().map(|(index, entry)| Office {
            key: entry.key.clone(),
            authority: authority.key.clone(),
            kinds: entry.kinds.clone(),
            name: entry.name.clone(),
            address: address(layout, authority, location),
            phone: phone.replace("{a}", &suffix).replace("{b}", &format!("{:02}", index + 1)),
            email: format!("{}@{}.example", entry.mail, authority.key),
            hours: hours.clone(),
            exceptions: self.exceptions.clone(),
            staff: self.staff.of(authority, index, entry),
        });
        Ok(offices.collect())
    }

    /// The pattern of this place: neighbours differ, the same place is the same at every start.
    fn hours(&self, layout: &Layout, authority: &Authority) -> Result<Vec<OpeningHours>, Error> {
        let weeks = self.hours.get(&layout.hours).map(Vec::as_slice).unwrap_or_default();
        let week = weeks.get(number(authority.number.as_ref()) % weeks.len().max(1));
        let week = week.ok_or_else(|| fault(&format!("{} names hours that are not there", layout.key)))?;
        let mut spans = Vec::new();
        for (day, texts) in &week.days {
            for text in texts {
                let span = span(day, text).ok_or_else(|| fault(&format!("{day} {text} is no span of opening")))?;
                spans.push(span);
            }
        }
        Ok(spans)
    }
}

fn fault(what: &str) -> Error {
    Error::Seed(format!("demo/offices.toml: {what}"))
}

/// `1`, `08:00-11:45` as minutes after midnight.
fn span(day: &str, text: &str) -> Option<OpeningHours> {
    let minutes = |time: &str| {
        let (hour, minute) = time.split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    };
    let (from, to) = text.split_once('-')?;
    let span = OpeningHours { weekday: day.parse().ok()?, from: minutes(from)?, to: minutes(to)? };
    ((1..=7).contains(&span.weekday) && span.from < span.to).then_some(span)
}

fn address(layout: &Layout, authority: &Authority, location: &Location) -> Vec<String> {
    let fill = |line: &String| {
        line.replace("{building}", &layout.building)
            .replace("{kind}", &location.kind)
            .replace("{street}", &location.street)
            .replace("{postal_code}", &location.postal_code)
            .replace("{post_town}", &location.post_town)
    };
    let lines = layout.address.iter().map(fill).filter(|line| !line.trim().is_empty());
    lines.map(|line| authority.country.spell(&line).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_strictly() {
        let monday = span("1", "08:00-11:45");
        assert_eq!(monday.map(|hours| (hours.weekday, hours.from, hours.to)), Some((1, 480, 705)));
        for (day, text) in
            [("0", "08:00-09:00"), ("8", "08:00-09:00"), ("1", "09:00-08:00"), ("1", "8-9"), ("1", "24:00-25:00")]
        {
            assert_eq!(span(day, text), None, "{day} {text}");
        }
    }
}
