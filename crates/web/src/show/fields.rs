//! Form fields as pages print them: words, what was typed or known, what is wrong, where it comes from.

use crate::parts::{Choice, Field, FieldKind, FileState, GivenFile, Problem, Width};
use crate::texts::Texts;
use app::applications::Upload;
use app::packages::ServiceTexts;
use form::{FieldProblem, Kind, Locale, RawInput};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Everything a field's looks depend on.
pub struct Showing<'a> {
    /// The frame's words.
    pub words: Texts,
    /// The service's words.
    pub texts: &'a ServiceTexts,
    /// How dates and numbers are written.
    pub locale: Locale,
    /// Valid answers.
    pub answers: &'a Map<String, Value>,
    /// Where prefilled values come from.
    pub sources: &'a Map<String, Value>,
    /// What was typed and had mistakes.
    pub typed: Option<&'a RawInput>,
    /// The mistakes.
    pub problems: &'a [FieldProblem],
    /// Files given.
    pub uploads: &'a [Upload],
    /// ISO code of the currency.
    pub currency: &'a str,
}

impl Showing<'_> {
    /// One field.
    pub fn field(&self, field: &form::Field, alone: bool) -> Field {
        let text = self.texts.form.fields.get(&field.id);
        let label = text.and_then(|t| t.label.clone()).unwrap_or_else(|| field.id.clone());
        let problem = self.problems.iter().find(|p| p.field == field.id).map(|p| self.sentence(p));
        Field {
            id: field.id.clone(),
            label,
            hint: text.and_then(|t| t.hint.clone()).unwrap_or_default(),
            problem,
            optional: field.is_question() && !field.required,
            is_heading: alone,
            source: self.sources.get(&field.id).and_then(|source| super::source(&self.words, source)),
            kind: self.kind(field),
        }
    }

    /// All mistakes in the order of the fields, each leading to its input.
    pub fn all_problems(&self) -> Vec<Problem> {
        self.problems.iter().map(|p| Problem::new(first_input(p), self.sentence(p))).collect()
    }

    /// The sentence for a mistake: the service's own for its own checks, else the frame's.
    pub fn sentence(&self, problem: &FieldProblem) -> String {
        let own = self.texts.form.fields.get(&problem.field).and_then(|text| text.problem.clone());
        let missing =
            problem.code.starts_with("required") || matches!(problem.code, "also-needed" | "declaration-needed");
        if let (true, Some(own)) = (missing || problem.code == "check-failed", own) {
            return self.words.spell(&own).into_owned();
        }
        let args: Vec<(&str, String)> = problem
            .args
            .iter()
            .map(|(name, value)| {
                let written = match *name {
                    "limit_date" => form::display_date(value, self.locale),
                    "max_bytes" | "size" => self.words.size(&value.parse().unwrap_or(0)),
                    "accept" => value.to_uppercase(),
                    // "One file" and "many files" are told apart by the plain number.
                    "min" | "max" if problem.code != "too-many-files" => {
                        let limit = value.parse().map(Value::Number);
                        limit.map_or_else(|_| value.clone(), |limit| form::display_number(&limit, self.locale))
                    }
                    _ => value.clone(),
                };
                (*name, written)
            })
            .collect();
        self.words.with_all(&format!("mistake-{}", problem.code), &args)
    }

    /// What stands in the inputs: what was typed, else the answer, else what a register knows.
    fn inputs(&self, field: &form::Field) -> HashMap<String, Vec<String>> {
        if let Some(raw) = self.typed {
            return form::inputs(field).into_iter().map(|name| (name.clone(), raw.all(&name).to_vec())).collect();
        }
        let known = self.sources.get(&field.id).and_then(|source| source.get("value"));
        let mut inputs: HashMap<String, Vec<String>> = HashMap::new();
        if let Some(value) = self.answers.get(&field.id).or(known) {
            for (name, text) in form::typed(field, value, self.locale) {
                inputs.entry(name).or_default().push(text);
            }
        }
        inputs
    }

    fn kind(&self, field: &form::Field) -> FieldKind {
        let inputs = self.inputs(field);
        let all = |part: &str| -> &[String] {
            let name = if part.is_empty() { field.id.clone() } else { format!("{}-{part}", field.id) };
            inputs.get(&name).map_or(&[], Vec::as_slice)
        };
        let first = |part: &str| all(part).first().cloned().unwrap_or_default();
        let value = first("");
        let text = |width: Width, autocomplete: &str| FieldKind::Text {
            value: value.clone(),
            width,
            autocomplete: autocomplete.to_owned(),
        };
        match &field.kind {
            Kind::Text { max_length } => text(width_for(*max_length), autocomplete(&field.id)),
            Kind::PersonName => text(Width::Full, "name"),
            Kind::Ahv | Kind::TaxId => text(Width::W20, ""),
            Kind::Iban => text(Width::Full, ""),
            Kind::LongText { max_length } => {
                FieldKind::LongText { value: value.clone(), most: u32::try_from(*max_length).unwrap_or(0) }
            }
            Kind::Number { .. } => FieldKind::Number { value: value.clone(), unit: String::new() },
            Kind::Amount { .. } => FieldKind::Amount { value: value.clone(), currency: self.currency.to_owned() },
            Kind::Date { .. } => FieldKind::Date {
                day: first("day"),
                month: first("month"),
                year: first("year"),
                birthday: field.id == "birth_date",
            },
            Kind::YesNo => FieldKind::YesNo {
                value: match value.as_str() {
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                },
            },
            Kind::Choice { options } => FieldKind::Choice { options: self.choices(field, options, all("")) },
            Kind::Many { options } => FieldKind::Many { options: self.choices(field, options, all("")) },
            Kind::Email => FieldKind::Email { value: value.clone() },
            Kind::Phone => FieldKind::Phone { value: value.clone() },
            Kind::Address => FieldKind::Address {
                street: first("street"),
                number: first("house-number"),
                code: first("postal-code"),
                town: first("town"),
            },
            Kind::File { accept, max_bytes, .. } => FieldKind::File {
                accept: accept.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(","),
                formats: accept.iter().map(|ending| ending.to_uppercase()).collect::<Vec<_>>().join(", "),
                most_mb: u32::try_from(max_bytes / 1_000_000).unwrap_or(1).max(1),
                files: self.files(&field.id),
            },
            Kind::Info | Kind::Computed { .. } => FieldKind::Info { paragraphs: self.info(field) },
            Kind::Declaration => {
                let text = self.texts.form.fields.get(&field.id).and_then(|t| t.label.clone()).unwrap_or_default();
                FieldKind::Declaration { statement: text, checked: value == "yes" }
            }
        }
    }

    fn choices(&self, field: &form::Field, options: &[String], chosen: &[String]) -> Vec<Choice> {
        let labels = self.texts.form.fields.get(&field.id).map(|text| &text.options);
        options
            .iter()
            .map(|key| {
                let label = labels.and_then(|labels| labels.get(key)).unwrap_or(key);
                Choice::new(key.clone(), label.clone(), chosen.contains(key))
            })
            .collect()
    }

    fn files(&self, field: &str) -> Vec<GivenFile> {
        self.uploads
            .iter()
            .filter(|upload| upload.field == field)
            .map(|upload| GivenFile {
                id: upload.id.to_string(),
                name: upload.name.clone(),
                bytes: u64::try_from(upload.size).unwrap_or(0),
                state: FileState::Kept,
            })
            .collect()
    }

    fn info(&self, field: &form::Field) -> Vec<String> {
        let computed = self.answers.get(&field.id).map(|value| form::display(field, value, self.locale, None));
        let hint = self.texts.form.fields.get(&field.id).and_then(|text| text.hint.clone());
        computed.into_iter().chain(hint).collect()
    }
}

/// The id of the input that a mistake's link leads to: the first part carries the field's own id.
fn first_input(problem: &FieldProblem) -> String {
    for first in ["-day", "-street"] {
        if problem.input == format!("{}{first}", problem.field) {
            return problem.field.clone();
        }
    }
    problem.input.clone()
}

fn width_for(max_length: usize) -> Width {
    match max_length {
        ..=4 => Width::W4,
        5..=10 => Width::W8,
        11..=15 => Width::W12,
        16..=30 => Width::W20,
        _ => Width::Full,
    }
}

/// What the browser may fill in by itself, by the field's name.
fn autocomplete(id: &str) -> &'static str {
    match id {
        "given_name" => "given-name",
        "family_name" => "family-name",
        // A line of its own: `street-address` is for fields of several lines.
        "street" => "address-line1",
        "postal_code" => "postal-code",
        "town" => "address-level2",
        _ => "",
    }
}
