//! `date`: one input read as people write it, or three inputs `<id>-day`, `<id>-month`, `<id>-year`.
//! Canonical: ISO, "1980-03-31".

use jiff::civil::Date;
use serde_json::Value;

use super::{Read, trimmed};
use crate::answer::{FieldProblem, RawInput};
use crate::definition::Field;
use crate::display::Locale;

/// A two-digit year may lie at most this far ahead; otherwise it is of the last century.
const YEARS_AHEAD: i64 = 20;

pub(crate) fn read(field: &Field, raw: &RawInput, today: Date) -> Read {
    let parts = ["day", "month", "year"].map(|part| trimmed(raw, &format!("{}-{part}", field.id)));
    let (day, month, year) = match parts {
        [None, None, None] => {
            let Some(typed) = trimmed(raw, &field.id) else { return Ok(None) };
            split(typed).ok_or_else(|| FieldProblem::new(field, "date-format"))?
        }
        [Some(day), Some(month), Some(year)] => (day.to_owned(), month.to_owned(), year.to_owned()),
        [None, _, _] => return Err(FieldProblem::new(field, "date-day-missing").at("day")),
        [_, None, _] => return Err(FieldProblem::new(field, "date-month-missing").at("month")),
        [_, _, None] => return Err(FieldProblem::new(field, "date-year-missing").at("year")),
    };
    let wrong =
        |part: &str| FieldProblem { input: first_input(field, raw, part), ..FieldProblem::new(field, "date-format") };
    let day_number: i64 = small_number(&day).ok_or_else(|| wrong("day"))?;
    let month_number: i64 = small_number(&month).or_else(|| month_by_name(&month)).ok_or_else(|| wrong("month"))?;
    let year_number = full_year(&year, today).ok_or_else(|| wrong("year"))?;
    match real_date(year_number, month_number, day_number) {
        Some(date) => Ok(Some(Value::String(date.to_string()))),
        None => {
            Err(FieldProblem { input: first_input(field, raw, "day"), ..FieldProblem::new(field, "date-not-real") }
                .with("day", day_number)
                .with("month", month_number)
                .with("year", year_number))
        }
    }
}

fn first_input(field: &Field, raw: &RawInput, part: &str) -> String {
    let name = format!("{}-{part}", field.id);
    if raw.has(&name) { name } else { field.id.clone() }
}

/// Day, month, year out of one line: "31 3 1980", "31.3.80", "31. März 1980", "1980-03-31", "31031980".
fn split(typed: &str) -> Option<(String, String, String)> {
    let words: Vec<String> = typed
        .split(|c: char| c.is_whitespace() || matches!(c, '.' | '/' | '-' | ',' | '\u{2010}'..='\u{2015}'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    match words.as_slice() {
        [whole] if whole.len() == 8 && whole.bytes().all(|c| c.is_ascii_digit()) => {
            Some((whole[..2].to_owned(), whole[2..4].to_owned(), whole[4..].to_owned()))
        }
        [year, month, day] if year.len() == 4 && year.bytes().all(|c| c.is_ascii_digit()) => {
            Some((day.clone(), month.clone(), year.clone()))
        }
        [day, month, year] => Some((day.clone(), month.clone(), year.clone())),
        _ => None,
    }
}

fn small_number(text: &str) -> Option<i64> {
    let digits = text.trim_end_matches('.').trim_end_matches("er").trim_end_matches('º').trim_end_matches('°');
    ((1..=2).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit())).then(|| digits.parse().ok())?
}

fn full_year(text: &str, today: Date) -> Option<i64> {
    if !text.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    match text.len() {
        4 => Some(number),
        2 => {
            let this_year = i64::from(today.year());
            let century = this_year - this_year.rem_euclid(100);
            let year = century + number;
            Some(if year > this_year + YEARS_AHEAD { year - 100 } else { year })
        }
        _ => None,
    }
}

fn real_date(year: i64, month: i64, day: i64) -> Option<Date> {
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (year >= 1000).then_some(date)
}

/// The month by the beginning of its name in German, French, Italian or English.
fn month_by_name(text: &str) -> Option<i64> {
    let name = text.to_lowercase();
    let letters = name.chars().count();
    if letters < 3 {
        return None;
    }
    let all = [Locale::DeCh, Locale::FrCh, Locale::ItCh, Locale::En];
    let spellings = all.iter().map(|locale| month_names(*locale));
    let extra = [("maerz", 3), ("jänner", 1), ("fevrier", 2), ("aout", 8), ("decembre", 12)];
    for names in spellings {
        if let Some(index) = names.iter().position(|month| month.to_lowercase().starts_with(&name)) {
            return i64::try_from(index).ok().map(|index| index + 1);
        }
    }
    extra.iter().find(|(month, _)| month.starts_with(&name)).map(|(_, number)| *number)
}

fn month_names(locale: Locale) -> [&'static str; 12] {
    match locale {
        Locale::DeCh | Locale::DeDe => [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        Locale::FrCh => [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        Locale::ItCh => [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
        Locale::En => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    }
}

/// The date of its canonical form.
pub(crate) fn from_iso(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok())?
}

/// In words: "31. März 1980".
pub(crate) fn display(canonical: &str, locale: Locale) -> String {
    let Some(date) = from_iso(canonical) else { return canonical.to_owned() };
    let name = usize::try_from(date.month() - 1).ok().and_then(|index| month_names(locale).get(index).copied());
    let (day, month, year) = (date.day(), name.unwrap_or_default(), date.year());
    match locale {
        Locale::DeCh | Locale::DeDe => format!("{day}. {month} {year}"),
        Locale::FrCh if day == 1 => format!("1er {month} {year}"),
        Locale::ItCh if day == 1 => format!("1º {month} {year}"),
        Locale::FrCh | Locale::ItCh | Locale::En => format!("{day} {month} {year}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn two_digit_years_follow_the_rule() {
        let today = date(2026, 11, 21);
        assert_eq!(full_year("80", today), Some(1980));
        assert_eq!(full_year("26", today), Some(2026));
        assert_eq!(full_year("46", today), Some(2046));
        assert_eq!(full_year("47", today), Some(1947));
        assert_eq!(full_year("980", today), None);
    }

    #[test]
    fn months_have_names_in_four_languages() {
        for (text, month) in [("März", 3), ("maerz", 3), ("août", 8), ("ag", 0), ("ago", 8), ("Dec", 12), ("gen", 1)]
        {
            assert_eq!(month_by_name(text).unwrap_or(0), month, "{text}");
        }
    }

    #[test]
    fn dates_are_shown_as_the_language_does() {
        assert_eq!(display("1980-03-31", Locale::DeCh), "31. März 1980");
        assert_eq!(display("2026-01-01", Locale::FrCh), "1er janvier 2026");
        assert_eq!(display("2026-01-01", Locale::En), "1 January 2026");
    }
}
