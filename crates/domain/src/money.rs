//! Amounts of money as minor units with their currency: no fractions, no rounding surprises.

use crate::language::Country;
use serde::{Deserialize, Serialize};

/// A currency the portal charges in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Swiss franc, 100 centimes.
    Chf,
    /// Euro, 100 cents.
    Eur,
}

impl Currency {
    /// The three-letter code (ISO 4217).
    pub fn code(self) -> &'static str {
        match self {
            Currency::Chf => "CHF",
            Currency::Eur => "EUR",
        }
    }

    /// The currency with this code.
    pub fn from_code(code: &str) -> Option<Currency> {
        match code {
            "CHF" => Some(Currency::Chf),
            "EUR" => Some(Currency::Eur),
            _ => None,
        }
    }
}

/// An amount: `minor` is in hundredths of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Hundredths.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// Reads an amount with at most two decimals and a point, such as `20` or `20.50`.
    pub fn parse(amount: &str, currency: Currency) -> Option<Money> {
        let (whole, cents) = amount.split_once('.').unwrap_or((amount, "0"));
        let well_formed = !whole.is_empty()
            && whole.len() <= 12
            && (1..=2).contains(&cents.len())
            && whole.bytes().chain(cents.bytes()).all(|b| b.is_ascii_digit());
        if !well_formed {
            return None;
        }
        let cents: i64 = cents.parse::<i64>().ok()? * if cents.len() == 1 { 10 } else { 1 };
        Some(Money { minor: whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)?, currency })
    }

    /// The amount as a person of that country writes it: `CHF 1'250.00`, `1.250,00 €`.
    pub fn display(self, country: Country) -> String {
        let (group, point) = match country {
            Country::Ch => ('\'', '.'),
            Country::De => ('.', ','),
        };
        let digits = (self.minor.unsigned_abs() / 100).to_string();
        let mut whole = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                whole.push(group);
            }
            whole.push(digit);
        }
        let sign = if self.minor < 0 { "-" } else { "" };
        let number = format!("{sign}{whole}{point}{:02}", self.minor.unsigned_abs() % 100);
        match self.currency {
            Currency::Chf => format!("CHF\u{a0}{number}"),
            Currency::Eur => format!("{number}\u{a0}€"),
        }
    }

    /// The amount as a plain decimal with a point, for machines: `20.50`.
    pub fn decimal(self) -> String {
        format!(
            "{}{}.{:02}",
            if self.minor < 0 { "-" } else { "" },
            self.minor.unsigned_abs() / 100,
            self.minor.unsigned_abs() % 100
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_amounts() {
        let chf = Money::parse("1250", Currency::Chf).unwrap();
        assert_eq!(chf.display(Country::Ch), "CHF\u{a0}1'250.00");
        let eur = Money::parse("1250.5", Currency::Eur).unwrap();
        assert_eq!(eur.display(Country::De), "1.250,50\u{a0}€");
        assert_eq!(eur.decimal(), "1250.50");
        for wrong in ["", "-1", "1,5", "1.234", "x", "1.", "9999999999999"] {
            assert_eq!(Money::parse(wrong, Currency::Chf), None, "{wrong}");
        }
    }
}
