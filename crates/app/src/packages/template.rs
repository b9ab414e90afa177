//! Sentences with `{FEEL}` in them, as letters and messages use: checked when loaded, written in a reader's language.

use std::sync::Arc;

use domain::{Country, Currency, Lang, Money};
use feel::{Clock, Context, Expression, Fault, Foreign, Function, Kind, Parameter, Run, Value};
use form::{Locale, Problem};
use serde_json::Value as Json;

/// The language and country a text is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tongue {
    /// The language.
    pub lang: Lang,
    /// The country, which decides spelling and formats.
    pub country: Country,
}

impl Tongue {
    /// How dates and numbers are written.
    pub fn locale(self) -> Locale {
        Locale::of(&self.tag())
    }

    /// As a tag, for example `de-CH`.
    pub fn tag(self) -> String {
        format!("{}-{}", self.lang.code(), self.country.code())
    }
}

/// A text with expressions in braces. `{{` stands for a brace.
#[derive(Clone, Debug)]
pub struct Template {
    pieces: Vec<Piece>,
    /// Line in the file, for problems.
    pub line: usize,
}

#[derive(Clone, Debug)]
enum Piece {
    Words(String),
    Hole(Expression),
}

impl Template {
    /// Reads a text; what is wrong between braces becomes a problem on this line of the file.
    pub fn parse(text: &str, file: &str, line: usize, problems: &mut Vec<Problem>) -> Self {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            words.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix('{') {
                words.push('{');
                rest = after;
                continue;
            }
            let Some(end) = closing_brace(rest) else {
                problems.push(Problem::fault(
                    file,
                    line,
                    "A brace { is opened and not closed. Write {{ for the sign itself.",
                ));
                return Self { pieces, line };
            };
            match feel::parse(rest[..end].trim(), &[]) {
                Ok(expression) => {
                    pieces.push(Piece::Words(std::mem::take(&mut words)));
                    pieces.push(Piece::Hole(expression));
                }
                Err(problem) => {
                    let message = format!("Between the braces {{{}}}: {}", &rest[..end], problem.message);
                    problems.push(Problem::fault(file, line, message));
                }
            }
            rest = &rest[end + 1..];
        }
        words.push_str(rest);
        pieces.push(Piece::Words(words));
        Self { pieces, line }
    }

    /// Its expressions in order.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Words(_) => None,
            Piece::Hole(expression) => Some(expression),
        })
    }

    /// The text written out: dates, numbers and yes or no as the reader's place writes them, German spelt for the
    /// country. Expressions that give nothing leave a gap; `gaps` collects them.
    pub fn write(&self, scope: &Context, clock: &Clock, tongue: Tongue, gaps: &mut Vec<String>) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => text.push_str(&spell(words, tongue)),
                Piece::Hole(expression) => {
                    let value = expression.evaluate(scope, clock).unwrap_or_default();
                    if value.is_null() {
                        gaps.push(expression.text().trim().to_owned());
                    }
                    text.push_str(&say(&value, tongue));
                }
            }
        }
        text
    }
}

/// A text of ours as the country spells it; only German differs.
pub(crate) fn spell(words: &str, tongue: Tongue) -> String {
    match tongue.lang.base() {
        Lang::De => tongue.country.spell(words).into_owned(),
        _ => words.to_owned(),
    }
}

/// The scope of letters and messages: these variables, and `money(amount, currency)`.
pub(crate) fn scope_of(variables: &serde_json::Map<String, Json>, tongue: Tongue) -> Context {
    let mut scope: Context = variables.iter().map(|(name, value)| (name.as_str(), Value::from_json(value))).collect();
    let parameter = |name: &str| Parameter { name: name.into(), kind: Kind::Any };
    let parameters = vec![parameter("amount"), parameter("currency")];
    let money = Function::foreign(parameters, Arc::new(WriteMoney(tongue.country)));
    scope.insert("money", Value::Function(Arc::new(money)));
    scope
}

/// `money(20, "CHF")` gives the amount as the country writes it.
struct WriteMoney(Country);

impl Foreign for WriteMoney {
    fn call(&self, arguments: &[Value], _run: &Run<'_>) -> Result<Value, Fault> {
        let [amount, currency] = arguments else { return Ok(Value::Null) };
        let amount = match amount {
            Value::Number(number) => number.round(2, feel::Rounding::HalfUp).map(|number| number.to_string()),
            Value::String(text) => Some(text.to_string()),
            _ => None,
        };
        let currency = currency.as_str().and_then(Currency::from_code);
        let money = amount.zip(currency).and_then(|(amount, currency)| Money::parse(&amount, currency));
        Ok(money.map(|money| money.display(self.0)).into())
    }
}

fn say(value: &Value, tongue: Tongue) -> String {
    let locale = tongue.locale();
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.to_string(),
        Value::Date(day) => form::display_date(&day.to_string(), locale),
        Value::DateTime(moment) => {
            let text = moment.to_string();
            form::display_date(text.get(..10).unwrap_or(&text), locale)
        }
        Value::Number(_) => form::display_number(&value.to_json(), locale),
        Value::Bool(flag) => form::display_yes_no(*flag, locale).to_owned(),
        Value::List(items) => items.iter().map(|item| say(item, tongue)).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// Where the brace opened before `text` closes, past nested braces and quoted texts.
fn closing_brace(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (at, sign) in text.char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '{' if !quoted => depth += 1,
            '}' if !quoted && depth == 0 => return Some(at),
            '}' if !quoted => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn written(text: &str, tongue: Tongue) -> (String, Vec<String>) {
        let mut problems = Vec::new();
        let template = Template::parse(text, "t.toml", 1, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        let variables = json!({"answers": {"name": "O'Neil", "day": "2026-01-31", "copies": 2, "yes": true}, "tax": {"amount": 1250}});
        let clock = Clock { now: jiff::Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC };
        let mut gaps = Vec::new();
        let scope = scope_of(variables.as_object().expect("object"), tongue);
        (template.write(&scope, &clock, tongue, &mut gaps), gaps)
    }

    const SWISS: Tongue = Tongue { lang: Lang::De, country: Country::Ch };

    #[test]
    fn values_are_written_as_the_place_does() {
        let german = Tongue { lang: Lang::De, country: Country::De };
        assert_eq!(written("Straße {answers.name}, {date(answers.day)}", SWISS).0, "Strasse O'Neil, 31. Januar 2026");
        assert_eq!(written("Straße {money(tax.amount, \"EUR\")}", german).0, "Straße 1.250,00\u{a0}€");
        assert_eq!(
            written("{money(tax.amount, \"CHF\")} {answers.copies} {answers.yes}", SWISS).0,
            "CHF\u{a0}1'250.00 2 Ja"
        );
        assert_eq!(written("{{x} {\"}\"} { {a: 1}.a }", SWISS).0, "{x} } 1");
    }

    #[test]
    fn gaps_are_named() {
        assert_eq!(written("{answers.gone}!", SWISS), ("!".to_owned(), vec!["answers.gone".to_owned()]));
    }

    #[test]
    fn broken_braces_are_problems() {
        let mut problems = Vec::new();
        Template::parse("a {b", "t.toml", 7, &mut problems);
        Template::parse("a {1 +}", "t.toml", 8, &mut problems);
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [7, 8]);
    }
}
