//! Working days: Monday to Friday without the public holidays of a country and of its canton or Land.
//!
//! The holidays of the Länder and of the cantons Aargau and Luzern are complete as far as they hold for the whole area;
//! what holds only in single districts or communes is not here. Every other canton has the four days all cantons share.

use crate::authority::Authority;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// When a holiday is.
#[derive(Debug, Clone, Copy)]
enum On {
    /// Month and day.
    Day(i8, i8),
    /// So many days after Easter Sunday.
    Easter(i32),
    /// The Wednesday before the 23rd of November.
    Repentance,
}

/// A holiday: its name, when it is, and where, as ISO 3166 codes; a country stands for all of it.
struct Holiday(&'static str, On, &'static [&'static str]);

const HOLIDAYS: &[Holiday] = &[
    Holiday("Neujahr", On::Day(1, 1), &["CH", "DE"]),
    Holiday("Berchtoldstag", On::Day(1, 2), &["CH-AG", "CH-LU"]),
    Holiday("Heilige Drei Könige", On::Day(1, 6), &["DE-BW", "DE-BY", "DE-ST"]),
    Holiday("Frauentag", On::Day(3, 8), &["DE-BE", "DE-MV"]),
    Holiday("Karfreitag", On::Easter(-2), &["CH-AG", "CH-LU", "DE"]),
    Holiday("Ostermontag", On::Easter(1), &["CH-AG", "CH-LU", "DE"]),
    Holiday("Tag der Arbeit", On::Day(5, 1), &["DE"]),
    Holiday("Auffahrt", On::Easter(39), &["CH", "DE"]),
    Holiday("Pfingstmontag", On::Easter(50), &["CH-AG", "CH-LU", "DE"]),
    Holiday("Fronleichnam", On::Easter(60), &["CH-LU", "DE-BW", "DE-BY", "DE-HE", "DE-NW", "DE-RP", "DE-SL"]),
    Holiday("Bundesfeier", On::Day(8, 1), &["CH"]),
    Holiday("Mariä Himmelfahrt", On::Day(8, 15), &["CH-LU", "DE-SL"]),
    Holiday("Weltkindertag", On::Day(9, 20), &["DE-TH"]),
    Holiday("Tag der Deutschen Einheit", On::Day(10, 3), &["DE"]),
    Holiday(
        "Reformationstag",
        On::Day(10, 31),
        &["DE-BB", "DE-HB", "DE-HH", "DE-MV", "DE-NI", "DE-SH", "DE-SN", "DE-ST", "DE-TH"],
    ),
    Holiday("Allerheiligen", On::Day(11, 1), &["CH-LU", "DE-BW", "DE-BY", "DE-NW", "DE-RP", "DE-SL"]),
    Holiday("Buß- und Bettag", On::Repentance, &["DE-SN"]),
    Holiday("Mariä Empfängnis", On::Day(12, 8), &["CH-LU"]),
    Holiday("Weihnachten", On::Day(12, 25), &["CH", "DE"]),
    Holiday("Stephanstag", On::Day(12, 26), &["CH-AG", "CH-LU", "DE"]),
];

/// Most working days that are counted in one go: about forty years.
const MOST: i32 = 10_000;

/// The working days of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingDays {
    country: String,
    region: String,
}

impl WorkingDays {
    /// Of a canton or Land by its ISO 3166-2 code (`CH-LU`, `DE-NW`), or of a country (`CH`).
    pub fn of(region: &str) -> WorkingDays {
        let country = region.split('-').next().unwrap_or_default();
        WorkingDays { country: country.to_owned(), region: region.to_owned() }
    }

    /// Of the place where an authority is.
    pub fn at(authority: &Authority) -> WorkingDays {
        WorkingDays::of(authority.region.as_deref().unwrap_or(authority.country.code()))
    }

    /// The holiday on this day, by its German name.
    pub fn holiday(&self, day: Date) -> Option<&'static str> {
        let easter = easter(day.year());
        let is_then = |on: &On| match *on {
            On::Day(month, on) => day.month() == month && day.day() == on,
            On::Easter(days) => easter.checked_add(days.days()).is_ok_and(|then| then == day),
            On::Repentance => {
                day.month() == 11 && day.weekday() == Weekday::Wednesday && (16..=22).contains(&day.day())
            }
        };
        let is_here = |places: &[&str]| places.iter().any(|place| *place == self.region || *place == self.country);
        HOLIDAYS.iter().find(|Holiday(_, on, places)| is_then(on) && is_here(places)).map(|holiday| holiday.0)
    }

    /// Whether offices work on this day.
    pub fn is_working_day(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && self.holiday(day).is_none()
    }

    /// The day so many working days after `from`, or before it where `days` is negative; `from` itself does not count.
    /// `None` beyond the calendar or for more than 10,000 days.
    pub fn add(&self, from: Date, days: i32) -> Option<Date> {
        if days.abs() > MOST {
            return None;
        }
        let (mut day, mut left) = (from, days.abs());
        while left > 0 {
            day = if days > 0 { day.tomorrow() } else { day.yesterday() }.ok()?;
            left -= i32::from(self.is_working_day(day));
        }
        Some(day)
    }

    /// How many working days lie after `from`, up to and with `to`; at most 10,000 days are looked at.
    pub fn between(&self, from: Date, to: Date) -> u32 {
        let days = from.series(1.day()).skip(1).take_while(|day| *day <= to).take(MOST.unsigned_abs() as usize);
        u32::try_from(days.filter(|day| self.is_working_day(*day)).count()).unwrap_or(u32::MAX)
    }
}

/// Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher.
fn easter(year: i16) -> Date {
    let year_number = i32::from(year);
    let (a, b, c) = (year_number.rem_euclid(19), year_number.div_euclid(100), year_number.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let g = (8 * b + 13).div_euclid(25);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c.div_euclid(4), c.rem_euclid(4));
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l).div_euclid(451);
    let days = h + l - 7 * m + 114;
    // Month 3 or 4, day 1 to 31: always in the calendar.
    date(year, (days / 31) as i8, (days % 31 + 1) as i8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_is_where_the_church_has_it() {
        for (year, month, day) in
            [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2024, 3, 31), (2026, 4, 5), (2038, 4, 25)]
        {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    #[test]
    fn each_place_has_its_own_holidays() {
        let (aargau, luzern, heinsberg) =
            (WorkingDays::of("CH-AG"), WorkingDays::of("CH-LU"), WorkingDays::of("DE-NW"));
        let corpus_christi = date(2026, 6, 4);
        assert_eq!(luzern.holiday(corpus_christi), Some("Fronleichnam"));
        assert_eq!(heinsberg.holiday(corpus_christi), Some("Fronleichnam"));
        assert!(aargau.is_working_day(corpus_christi));
        assert!(aargau.is_working_day(date(2026, 5, 1)) && !heinsberg.is_working_day(date(2026, 5, 1)));
        assert!(!aargau.is_working_day(date(2027, 1, 1)) && !aargau.is_working_day(date(2026, 8, 1)));
        assert_eq!(WorkingDays::of("DE-SN").holiday(date(2026, 11, 18)), Some("Buß- und Bettag"));
        assert_eq!(WorkingDays::of("CH-GE").holiday(date(2026, 4, 3)), None, "only what all cantons share");
    }

    #[test]
    fn counting_leaves_out_weekends_and_holidays() {
        let luzern = WorkingDays::of("CH-LU");
        let before_easter = date(2026, 4, 2);
        assert_eq!(luzern.add(before_easter, 1), Some(date(2026, 4, 7)));
        assert_eq!(luzern.add(date(2026, 4, 7), -1), Some(before_easter));
        assert_eq!(luzern.add(before_easter, 0), Some(before_easter));
        assert_eq!(luzern.between(before_easter, date(2026, 4, 8)), 2);
        assert_eq!(luzern.between(before_easter, before_easter), 0);
        assert_eq!(luzern.add(before_easter, i32::MAX), None);
    }

    #[test]
    fn adding_and_counting_agree() {
        let place = WorkingDays::of("DE-NW");
        let from = date(2026, 1, 1);
        for days in 0..600 {
            let to = place.add(from, days).unwrap();
            assert_eq!(place.between(from, to), days.unsigned_abs());
        }
    }
}
