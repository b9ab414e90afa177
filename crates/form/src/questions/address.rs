//! `address`: street, number, postal code, town, country as inputs `<id>-street` and so on. Canonical:
//! `{street, house_number, postal_code, town, country}`; country is a two-letter code.

use serde_json::{Value, json};

use super::Read;
use super::text::clean;
use crate::answer::{FieldProblem, RawInput};
use crate::definition::Field;
use crate::display::Locale;

pub(crate) const PARTS: [&str; 5] = ["street", "house-number", "postal-code", "town", "country"];
const MAX: usize = 120;

pub(crate) fn read(field: &Field, raw: &RawInput, home: &str) -> Read {
    let part = |name: &str| {
        let typed = raw.first(&format!("{}-{name}", field.id)).unwrap_or_default();
        clean(field, typed, MAX, false).map_err(|problem| problem.at(name)).map(Option::unwrap_or_default)
    };
    let (street, number, code, town) = (part("street")?, part("house-number")?, part("postal-code")?, part("town")?);
    if [&street, &number, &code, &town].iter().all(|text| text.is_empty()) {
        return Ok(None);
    }
    let country = Some(part("country")?.to_uppercase()).filter(|text| !text.is_empty());
    let country = country.unwrap_or_else(|| home.to_owned());
    if country.len() != 2 || !country.bytes().all(|c| c.is_ascii_uppercase()) {
        return Err(FieldProblem::new(field, "address-country").at("country"));
    }
    let missing = |code, part| Err(FieldProblem::new(field, code).at(part));
    if street.is_empty() {
        return missing("address-street-missing", "street");
    }
    if town.is_empty() {
        return missing("address-town-missing", "town");
    }
    let code = postal_code(field, &code, &country)?;
    Ok(Some(json!({
        "street": street, "house_number": number, "postal_code": code, "town": town, "country": country,
    })))
}

/// The postal code without a country prefix such as "CH-"; the number of digits is checked for CH, LI, AT and DE.
fn postal_code(field: &Field, typed: &str, country: &str) -> Result<String, FieldProblem> {
    let digits = match country {
        "CH" | "LI" | "AT" => 4,
        "DE" => 5,
        _ => return Ok(typed.to_owned()),
    };
    let code = typed.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '-' || c == ' ');
    if code.is_empty() {
        return Err(FieldProblem::new(field, "address-postal-code-missing").at("postal-code"));
    }
    if code.len() != digits || !code.bytes().all(|c| c.is_ascii_digit()) {
        let problem = FieldProblem::new(field, "address-postal-code").at("postal-code");
        return Err(problem.with("country", country).with("digits", digits));
    }
    Ok(code.to_owned())
}

/// On one line, the country only when it is not the reader's.
pub(crate) fn display(value: &Value, locale: Locale) -> String {
    let part = |name| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let line = |a: &str, b: &str| format!("{a} {b}").trim().to_owned();
    let mut lines = vec![line(part("street"), part("house_number")), line(part("postal_code"), part("town"))];
    let country = part("country");
    if locale.country() != Some(country) {
        lines.push(country.to_owned());
    }
    lines.retain(|line| !line.is_empty());
    lines.join(", ")
}
