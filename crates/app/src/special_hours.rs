//! Days on which an office is open otherwise, as its editors say: they come before what the authority's data say.

use crate::authority_settings::authorise;
use crate::error::{Error, repeat_on_conflict};
use crate::portal::Portal;
use domain::hours::HoursException;
use domain::{Ctx, Lang, LangTexts, Office};
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Db, Scope, authority_settings as table};

/// The word of this setting in the store.
pub(crate) const KIND: &str = "special-hours";
/// More days that come no authority plans.
pub const MOST: usize = 200;
/// What a reason may be long, and how often an office opens on one day.
const LONGEST: usize = 200;
const MOST_SPANS: usize = 4;
/// Nobody plans further ahead, in years.
const FURTHEST: i16 = 3;

/// By the key of the office, in order of the days.
pub type ByOffice = BTreeMap<String, Vec<HoursException>>;

/// What somebody typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Key of the office.
    pub office: String,
    /// First day.
    pub from: String,
    /// Last day; empty for one day.
    pub to: String,
    /// `08:00-11:30, 13:30-16:00`; empty for closed.
    pub hours: String,
    /// Why, by language; German is needed.
    pub reasons: Vec<(Lang, String)>,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoursFault {
    /// No office of the authority.
    Office,
    /// No day such as 27.11.2026.
    Day,
    /// It is over, or years away.
    Time,
    /// The last day is before the first.
    Backwards,
    /// No times such as 08:00-11:30, or they overlap.
    Hours,
    /// No reason in German, or one that is too long.
    Reason,
    /// There are so many already.
    TooMany(usize),
}

/// An office with what its editors say of single days.
pub fn applied<'o>(portal: &Portal, office: &'o Office) -> Cow<'o, Office> {
    let in_force = portal.settings.in_force();
    laid_over(in_force.special_hours.get(&office.authority), office)
}

/// The same from what is in force at its authority.
pub fn laid_over<'o>(special: Option<&ByOffice>, office: &'o Office) -> Cow<'o, Office> {
    match special.and_then(|special| special.get(&office.key)) {
        None => Cow::Borrowed(office),
        Some(days) => {
            // The first that holds on a day is the one that counts.
            let exceptions = days.iter().chain(&office.exceptions).cloned().collect();
            Cow::Owned(Office { exceptions, ..office.clone() })
        }
    }
}

/// What editors said of days that are not over, by office.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors.
pub fn list(portal: &Portal, ctx: &Ctx) -> Result<ByOffice, Error> {
    authorise(ctx)?;
    let mut special = portal.settings.in_force().special_hours.get(&ctx.authority.key).cloned().unwrap_or_default();
    drop_past(&mut special, ctx.today());
    Ok(special)
}

/// Reads what was typed: the days and hours, or what is wrong by the name of the field.
///
/// # Errors
/// A fault for every field that cannot be read.
pub fn parse(
    typed: &Typed,
    offices: &[Arc<Office>],
    today: Date,
) -> Result<HoursException, Vec<(&'static str, HoursFault)>> {
    let mut faults = Vec::new();
    if !offices.iter().any(|office| office.key == typed.office) {
        faults.push(("office", HoursFault::Office));
    }
    let from = parse_day(&typed.from);
    let to = if typed.to.trim().is_empty() { from } else { parse_day(&typed.to) };
    match (from, to) {
        (None, _) => faults.push(("from", HoursFault::Day)),
        (_, None) => faults.push(("to", HoursFault::Day)),
        (Some(from), Some(to)) if to < from => faults.push(("to", HoursFault::Backwards)),
        (Some(from), Some(to))
            if to < today || to.year() - today.year() > FURTHEST || from.year() < today.year() - 1 =>
        {
            faults.push(("from", HoursFault::Time));
        }
        _ => {}
    }
    let spans = parse_hours(&typed.hours);
    if spans.is_none() {
        faults.push(("hours", HoursFault::Hours));
    }
    let mut reason = LangTexts::default();
    for (lang, text) in &typed.reasons {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() > LONGEST || (text.is_empty() && *lang == Lang::De) {
            faults.push((lang.code(), HoursFault::Reason));
        } else if !text.is_empty() {
            reason.0.insert(*lang, text);
        }
    }
    match (from, to, spans) {
        (Some(from), Some(to), Some(spans)) if faults.is_empty() => Ok(HoursException { from, to, spans, reason }),
        _ => Err(faults),
    }
}

/// `27.11.2026`, or as machines write it.
fn parse_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let mut parts = text.split('.').map(str::trim);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(day), Some(month), Some(year), None) if year.len() == 4 => {
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => text.parse().ok(),
    }
}

/// Spans one after the other; an empty text means closed.
fn parse_hours(text: &str) -> Option<Vec<(u16, u16)>> {
    let mut spans: Vec<(u16, u16)> = Vec::new();
    for span in text.split(',').map(str::trim).filter(|span| !span.is_empty()) {
        let (from, to) = span.split_once(['-', '–'])?;
        let (from, to) = (parse_time(from)?, parse_time(to)?);
        if from >= to || spans.last().is_some_and(|(_, before)| from <= *before) || spans.len() == MOST_SPANS {
            return None;
        }
        spans.push((from, to));
    }
    Some(spans)
}

/// Minutes after midnight: `8`, `8:30`, `08.30`.
fn parse_time(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once([':', '.']).unwrap_or((text.trim(), "00"));
    let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(hours) || minutes.len() != 2 || !is_number(minutes) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// Adds days. Every node knows them within a second. `false` when there are too many already.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors; when the store fails.
pub async fn add(db: &Db, ctx: &Ctx, office: &str, days: &HoursException) -> Result<bool, Error> {
    change(db, ctx, |special| {
        if special.values().map(Vec::len).sum::<usize>() >= MOST {
            return false;
        }
        let of_office = special.entry(office.to_owned()).or_default();
        // What is said again of the same days is said instead.
        of_office.retain(|known| (known.from, known.to) != (days.from, days.to));
        of_office.push(days.clone());
        // Of two that overlap the shorter one is meant for its days.
        of_office.sort_by_key(|known| (known.from.until(known.to).map_or(0, |span| span.get_days()), known.from));
        true
    })
    .await
}

/// Takes days back.
///
/// # Errors
/// Like [`add`].
pub async fn remove(db: &Db, ctx: &Ctx, office: &str, from: &str, to: &str) -> Result<(), Error> {
    change(db, ctx, |special| {
        if let Some(of_office) = special.get_mut(office) {
            of_office.retain(|known| known.from.to_string() != from || known.to.to_string() != to);
        }
        true
    })
    .await
    .map(|_| ())
}

async fn change(db: &Db, ctx: &Ctx, decide: impl Fn(&mut ByOffice) -> bool) -> Result<bool, Error> {
    authorise(ctx)?;
    repeat_on_conflict(|| write_down(db, ctx, &decide)).await
}

async fn write_down(db: &Db, ctx: &Ctx, decide: &impl Fn(&mut ByOffice) -> bool) -> Result<bool, Error> {
    let mut tx = db.write(Scope::of(ctx)).await?;
    let all: Vec<(String, i64, ByOffice)> = table::list_in_force(&mut tx, KIND).await?;
    let mine = all.into_iter().find(|(authority, _, _)| *authority == ctx.authority.key);
    let mut special = mine.map(|(_, _, special)| special).unwrap_or_default();
    drop_past(&mut special, ctx.today());
    if !decide(&mut special) {
        return Ok(false);
    }
    let actor = crate::process::actor_name(&ctx.actor);
    table::save(&mut tx, KIND, &special, &actor, ctx.now()).await?;
    tx.commit().await?;
    Ok(true)
}

fn drop_past(special: &mut ByOffice, today: Date) {
    special.values_mut().for_each(|days| days.retain(|day| day.to >= today));
    special.retain(|_, days| !days.is_empty());
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_and_hours_are_read_as_people_write_them() {
        assert_eq!(parse_day(" 27.11.2026 "), Some(date(2026, 11, 27)));
        assert_eq!(parse_day("2026-11-27"), Some(date(2026, 11, 27)));
        for wrong in ["", "27.11.", "27.11.26", "31.11.2026", "morgen", "1.2.3.2026"] {
            assert_eq!(parse_day(wrong), None, "{wrong}");
        }
        assert_eq!(parse_hours(""), Some(vec![]));
        assert_eq!(parse_hours("8-11.30, 13:30–16:00"), Some(vec![(480, 690), (810, 960)]));
        for wrong in
            ["8", "11-8", "8-25", "8-9:60", "8-11, 10-12", "8-9,10-11,12-13,14-15,16-17", "8:5-9", "a-b", "+8-9"]
        {
            assert_eq!(parse_hours(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let typed = Typed {
            office: "nirgends".into(),
            from: "28.11.2026".into(),
            to: "27.11.2026".into(),
            hours: "immer".into(),
            reasons: vec![(Lang::De, " ".into()), (Lang::Fr, "x".repeat(LONGEST + 1))],
        };
        let faults = parse(&typed, &[], date(2026, 11, 22)).err().unwrap_or_default();
        let fields: Vec<&str> = faults.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["office", "to", "hours", "de", "fr"]);
        let past = Typed { from: "1.1.2026".into(), to: String::new(), ..typed };
        let faults = parse(&past, &[], date(2026, 11, 22)).err().unwrap_or_default();
        assert!(faults.contains(&("from", HoursFault::Time)), "{faults:?}");
    }
}
