//! An office as a card.

use crate::parts::{DayHours, OfficeCard, Span};
use crate::server::Visit;
use domain::Office;

/// The card of an office; today is marked.
pub fn card(visit: &Visit, office: &Office) -> OfficeCard {
    let today = super::day(visit, visit.ctx.now()).weekday().to_monday_one_offset();
    let clock = |minutes: u16| ((minutes / 60) as i8, (minutes % 60) as i8);
    let week = (1..=7).map(|weekday| DayHours {
        weekday,
        spans: office
            .hours
            .iter()
            .filter(|hours| i8::try_from(hours.weekday) == Ok(weekday) && hours.to < 24 * 60)
            .map(|hours| Span::new(clock(hours.from), clock(hours.to)))
            .collect(),
        today: weekday == today,
    });
    let here = office.authority == visit.authority().key;
    OfficeCard {
        name: office.name.get(visit.ctx.lang).to_owned(),
        href: here.then(|| format!("/behoerden/{}", office.key)),
        address: office.address.clone(),
        phone: Some(office.phone.clone()).filter(|phone| !phone.is_empty()),
        email: Some(office.email.clone()).filter(|email| !email.is_empty()),
        week: if office.hours.is_empty() { Vec::new() } else { week.collect() },
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
    }
}
