//! `person-name`: stored exactly as typed in NFC (DIN 91379): a single name, apostrophes, spaces and every letter are
//! fine. Inputs `<id>-given` and `<id>-family`. Canonical: `{given, family}`, one of them may be "".

use serde_json::{Value, json};

use super::Read;
use super::text::clean;
use crate::answer::RawInput;
use crate::definition::Field;

pub(crate) const PARTS: [&str; 2] = ["given", "family"];
const MAX: usize = 200;

pub(crate) fn read(field: &Field, raw: &RawInput) -> Read {
    let part = |name: &str| {
        let typed = raw.first(&format!("{}-{name}", field.id)).unwrap_or_default();
        clean(field, typed, MAX, false).map_err(|problem| problem.at(name)).map(Option::unwrap_or_default)
    };
    let given = part("given")?;
    let mut family = part("family")?;
    if given.is_empty() && family.is_empty() {
        family = clean(field, raw.first(&field.id).unwrap_or_default(), MAX, false)?.unwrap_or_default();
    }
    Ok((!given.is_empty() || !family.is_empty()).then(|| json!({ "given": given, "family": family })))
}

pub(crate) fn display(value: &Value) -> String {
    let part = |name| value.get(name).and_then(Value::as_str).unwrap_or_default();
    format!("{} {}", part("given"), part("family")).trim().to_owned()
}
