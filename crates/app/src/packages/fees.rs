//! `fees.toml`: what a service costs, by authority or country; the first entry that fits counts.

use domain::{Country, Currency, Money};
use form::source::{Table, read_toml};
use form::{Answers, Form, Kind, Problem};

/// The fees of a service; none means free of charge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fees(pub Vec<Fee>);

/// One entry of `fees.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Fee {
    /// Only for this authority.
    pub authority: Option<String>,
    /// Only in this country.
    pub country: Option<Country>,
    /// The amount as written.
    pub amount: String,
    /// The currency; without one that of the country.
    pub currency: Option<Currency>,
    /// Multiplied by the number that the applicant gave in this field.
    pub times: Option<String>,
    /// Line in the file.
    pub line: usize,
}

impl Fees {
    /// What it costs at this authority with these answers; `None` when nothing is charged there. Before the answers
    /// are known, pass an empty map to get the price of one.
    pub fn fee_for(&self, authority: &str, country: Country, answers: &Answers) -> Option<Money> {
        let fee = self.0.iter().find(|fee| fee.fits(authority, country))?;
        let money = Money::parse(&fee.amount, fee.currency.unwrap_or(currency_of(country)))?;
        let times = fee.times.as_ref().and_then(|field| answers.get(field)?.as_i64()).unwrap_or(1).max(0);
        Some(Money { minor: money.minor.checked_mul(times)?, ..money }).filter(|money| money.minor > 0)
    }

    pub(crate) fn parse(text: &str, file: &str, problems: &mut Vec<Problem>) -> Self {
        let Some(root) = read_toml(text, file, problems) else { return Self::default() };
        root.check_keys(&["fee"], problems);
        Self(root.tables("fee", problems).into_iter().map(|table| read_fee(table, problems)).collect())
    }

    /// Every country has a price, no entry is unreachable, `times` names a whole number of the form.
    pub(crate) fn check(&self, file: &str, countries: &[Country], form: Option<&Form>, problems: &mut Vec<Problem>) {
        for (at, fee) in self.0.iter().enumerate() {
            if let Some(earlier) = self.0[..at].iter().find(|earlier| earlier.covers(fee)) {
                let message = format!("This entry never counts: the one on line {} fits before it.", earlier.line);
                problems.push(Problem::fault(file, fee.line, message));
            }
            if let Some(field) = &fee.times {
                let whole = |kind: &Kind| matches!(kind, Kind::Number { decimals: 0, .. });
                if !form.and_then(|form| form.find_field(field)).is_some_and(|field| whole(&field.kind)) {
                    let message = format!("`times` names `{field}`, which is not a field of type number in the form.");
                    problems.push(Problem::fault(file, fee.line, message));
                }
            }
        }
        for country in countries {
            let covered =
                self.0.iter().any(|fee| fee.authority.is_none() && fee.country.is_none_or(|it| it == *country));
            if !self.0.is_empty() && !covered {
                let message =
                    format!("There is no fee for all others in {0}. Add [[fee]] country = \"{0}\".", country.code());
                problems.push(Problem::fault(file, 1, message));
            }
        }
    }
}

impl Fee {
    fn fits(&self, authority: &str, country: Country) -> bool {
        self.authority.as_deref().is_none_or(|key| key == authority) && self.country.is_none_or(|it| it == country)
    }

    fn covers(&self, later: &Self) -> bool {
        (self.authority.is_none() || self.authority == later.authority)
            && (self.country.is_none() || self.country == later.country)
    }
}

/// The currency that a country charges in.
fn currency_of(country: Country) -> Currency {
    match country {
        Country::Ch => Currency::Chf,
        Country::De => Currency::Eur,
    }
}

fn read_fee(table: &Table, problems: &mut Vec<Problem>) -> Fee {
    table.check_keys(&["authority", "country", "amount", "currency", "times"], problems);
    let amount = table.needed_text("amount", problems).unwrap_or_default();
    if table.find("amount").is_some() && Money::parse(&amount, Currency::Chf).is_none() {
        problems.push(
            table.fault(table.line_of("amount"), "`amount` is written like \"20.00\", in quotes and with a point."),
        );
    }
    let country = table.text("country", problems).and_then(|code| {
        let found = [Country::Ch, Country::De].into_iter().find(|country| country.code() == code);
        if found.is_none() {
            problems.push(
                table.fault(table.line_of("country"), format!("The country {code:?} is not known. Known: CH, DE.")),
            );
        }
        found
    });
    let currency = table.text("currency", problems).and_then(|code| {
        let found = Currency::from_code(&code);
        if found.is_none() {
            problems.push(
                table.fault(table.line_of("currency"), format!("The currency {code:?} is not known. Known: CHF, EUR.")),
            );
        }
        found
    });
    let authority = table.text("authority", problems);
    Fee { authority, country, amount, currency, times: table.text("times", problems), line: table.line }
}
