//! Dates, times, amounts, numbers and sizes as the place and the language write them.

use super::{Country, Lang, Texts};
use jiff::civil::{Date, DateTime, Time};

/// A sum of money: minor units (Rappen, cents) and an ISO 4217 code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// Minor units; 1250 is 12.50.
    pub minor: i64,
    /// `CHF` or `EUR`.
    pub currency: String,
}

impl Amount {
    /// A sum of `minor` units in `currency`.
    #[must_use]
    pub fn new(minor: i64, currency: &str) -> Self {
        Self { minor, currency: currency.to_owned() }
    }
}

impl Texts {
    /// `21. November 2026`, `21 novembre 2026`, `21 November 2026`.
    #[must_use]
    pub fn date(&self, date: &Date) -> String {
        let month = self.say(&format!("month-{}", date.month()));
        let day = match (self.lang().base(), date.day()) {
            (Lang::De, day) => format!("{day}."),
            (Lang::Fr, 1) => "1er".to_owned(),
            (Lang::It, 1) => "1º".to_owned(),
            (_, day) => day.to_string(),
        };
        format!("{day} {month} {}", date.year())
    }

    /// `21.11.2026`, for tables and source marks.
    #[must_use]
    pub fn date_short(&self, date: &Date) -> String {
        format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
    }

    /// `Samstag, 21. November 2026`.
    #[must_use]
    pub fn day(&self, date: &Date) -> String {
        let gap = if matches!(self.lang(), Lang::Fr | Lang::It) { " " } else { ", " };
        format!("{}{gap}{}", self.weekday(&date.weekday().to_monday_one_offset()), self.date(date))
    }

    /// The name of a weekday, Monday = 1.
    #[must_use]
    pub fn weekday(&self, number: &i8) -> String {
        self.say(&format!("weekday-{number}")).into_owned()
    }

    /// `14:30 Uhr`, `14 h 30`, `14:30`.
    #[must_use]
    pub fn time(&self, time: &Time) -> String {
        match self.lang() {
            Lang::De | Lang::Simple => format!("{:02}:{:02} Uhr", time.hour(), time.minute()),
            Lang::Fr => format!("{} h {:02}", time.hour(), time.minute()),
            Lang::It | Lang::En => format!("{:02}:{:02}", time.hour(), time.minute()),
        }
    }

    /// `8:00–12:00`, for opening hours.
    #[must_use]
    pub fn span(&self, from: &Time, to: &Time) -> String {
        format!("{:02}:{:02}–{:02}:{:02}", from.hour(), from.minute(), to.hour(), to.minute())
    }

    /// `21. November 2026, 14:30 Uhr`.
    #[must_use]
    pub fn moment(&self, at: &DateTime) -> String {
        format!("{}, {}", self.date(&at.date()), self.time(&at.time()))
    }

    /// `CHF 1'250.00` in Switzerland, `1.250,00 €` in Germany.
    #[must_use]
    pub fn amount(&self, amount: &Amount) -> String {
        let cents = amount.minor.unsigned_abs();
        let sign = if amount.minor < 0 { "-" } else { "" };
        let whole = grouped(cents / 100, if self.country() == Country::Ch { '\'' } else { '.' });
        let rest = cents % 100;
        let name = if amount.currency == "EUR" && self.country() == Country::De { "€" } else { &amount.currency };
        match self.country() {
            Country::Ch => format!("{name}\u{a0}{sign}{whole}.{rest:02}"),
            Country::De => format!("{sign}{whole},{rest:02}\u{a0}{name}"),
        }
    }

    /// A whole number with the place's grouping: `12'500`, `12.500`.
    #[must_use]
    pub fn number(&self, number: &u64) -> String {
        if *number < 10_000 {
            number.to_string()
        } else {
            grouped(*number, if self.country() == Country::Ch { '\'' } else { '.' })
        }
    }

    /// A file size in kB or MB: `300 kB`, `5 MB`, `1.2 MB` or `1,2 MB`.
    #[must_use]
    pub fn size(&self, bytes: &u64) -> String {
        if *bytes < 1_000_000 {
            return format!("{}\u{a0}kB", bytes.div_ceil(1000).max(1));
        }
        let tenths = (bytes + 50_000) / 100_000;
        let point = if self.country() == Country::Ch { '.' } else { ',' };
        match tenths % 10 {
            0 => format!("{}\u{a0}MB", tenths / 10),
            tenth => format!("{}{point}{tenth}\u{a0}MB", tenths / 10),
        }
    }
}

fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn amounts_follow_the_place() {
        let swiss = Texts::new(Lang::De, Country::Ch);
        let german = Texts::new(Lang::De, Country::De);
        assert_eq!(swiss.amount(&Amount::new(125_000, "CHF")), "CHF\u{a0}1'250.00");
        assert_eq!(german.amount(&Amount::new(125_000, "EUR")), "1.250,00\u{a0}€");
        assert_eq!(swiss.amount(&Amount::new(-5, "CHF")), "CHF\u{a0}-0.05");
        assert_eq!(german.number(&1_234_567), "1.234.567");
        assert_eq!(
            (swiss.size(&1_240_000), german.size(&1_240_000), swiss.size(&300), german.size(&5_000_000)),
            ("1.2\u{a0}MB".into(), "1,2\u{a0}MB".into(), "1\u{a0}kB".into(), "5\u{a0}MB".into())
        );
    }

    #[test]
    fn dates_follow_the_language() {
        let day = date(2026, 11, 21);
        let written = |lang| Texts::new(lang, Country::Ch).date(&day);
        assert_eq!(
            Lang::ALL.map(written),
            ["21. November 2026", "21 novembre 2026", "21 novembre 2026", "21 November 2026"]
        );
        assert_eq!(Texts::new(Lang::Fr, Country::Ch).date(&date(2026, 8, 1)), "1er août 2026");
        assert_eq!(Texts::new(Lang::De, Country::De).day(&day), "Samstag, 21. November 2026");
        assert_eq!(Texts::new(Lang::De, Country::Ch).time(&time(8, 5, 0, 0)), "08:05 Uhr");
    }
}
