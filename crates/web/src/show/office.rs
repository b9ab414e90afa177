//! An office as a card.

use crate::parts::{DayHours, HoursAhead, OfficeCard, Span};
use crate::server::Visit;
use domain::hours::{HoursOfDay, Special};
use domain::{Office, WorkingDays};
use jiff::ToSpan;
use jiff::civil::Date;

/// Days on which other hours hold are said so long before.
const AHEAD: usize = 28;

/// The card of an office; today is marked.
pub fn card(visit: &Visit, office: &Office) -> OfficeCard {
    let office = &*app::special_hours::applied(&visit.site.portal, office);
    let today = super::day(visit, visit.ctx.now());
    let place = visit.site.portal.directory.find(&office.authority);
    let calendar = WorkingDays::at(place.as_deref().unwrap_or(visit.authority()));
    let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
    let on = |day: Date| {
        let hours = office.hours_on(day, &calendar);
        (spans(&hours.spans), why(visit, &hours))
    };
    let week = monday.series(1.day()).take(7).zip(1..).map(|(day, weekday)| {
        let (spans, note) = on(day);
        DayHours { weekday, spans, today: day == today, note }
    });
    let mut ahead: Vec<HoursAhead> = Vec::new();
    for day in monday.saturating_add(7.days()).series(1.day()).take(AHEAD) {
        let (spans, Some(note)) = on(day) else { continue };
        match ahead.last_mut() {
            Some(last) if last.note == note && last.spans == spans && last.to.saturating_add(1.day()) == day => {
                last.to = day;
            }
            _ => ahead.push(HoursAhead { from: day, to: day, spans, note }),
        }
    }
    let here = office.authority == visit.authority().key;
    OfficeCard {
        name: office.name.get(visit.ctx.lang).to_owned(),
        href: here.then(|| format!("/behoerden/{}", office.key)),
        address: office.address.clone(),
        phone: Some(office.phone.clone()).filter(|phone| !phone.is_empty()),
        email: Some(office.email.clone()).filter(|email| !email.is_empty()),
        week: if office.hours.is_empty() { Vec::new() } else { week.collect() },
        ahead,
    }
}

/// Minutes after midnight as times.
pub fn spans(spans: &[(u16, u16)]) -> Vec<Span> {
    let clock = |minutes: u16| ((minutes / 60) as i8, (minutes % 60) as i8);
    let within = spans.iter().filter(|(_, to)| *to < 24 * 60);
    within.map(|(from, to)| Span::new(clock(*from), clock(*to))).collect()
}

fn why(visit: &Visit, hours: &HoursOfDay<'_>) -> Option<String> {
    match hours.special? {
        Special::Holiday => Some(visit.texts().say("hours-holiday").into_owned()),
        Special::Exception(reason) => Some(reason.get(visit.ctx.lang).to_owned()),
    }
}

/// The office to ask when nothing fits: the chancery, or whichever there is.
pub fn to_ask(visit: &Visit) -> OfficeCard {
    let found = visit.site.portal.directory.office_for(&visit.authority().key, "chancery");
    found.map_or_else(|| nobody(visit), |office| card(visit, &office))
}

/// A card for an authority without offices: its name alone.
pub fn nobody(visit: &Visit) -> OfficeCard {
    OfficeCard {
        name: visit.authority().full_name(visit.ctx.lang),
        href: None,
        address: Vec::new(),
        phone: None,
        email: None,
        week: Vec::new(),
        ahead: Vec::new(),
    }
}
