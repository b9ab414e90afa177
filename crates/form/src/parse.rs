//! `form.toml` to [`Form`]: reads every page and field and collects all problems instead of stopping at the first.

use crate::check::check_form;
use crate::condition::Condition;
use crate::definition::{Field, Form, Kind, Limit, Page};
use crate::problem::Problem;
use crate::source::{Node, Shape, Table, nearest, read_toml};

const PAGE_KEYS: &[&str] = &["id", "when", "field"];
const FIELD_KEYS: &[&str] = &["id", "type", "required", "when", "prefill", "check"];
const MAX_PAGES: usize = 200;
const MAX_FIELDS: usize = 1000;

/// Reads a form definition. `file` is the path named in problems. The form is there only when no fault was found;
/// warnings may come along with it.
pub fn parse(form_toml: &str, file: &str) -> (Option<Form>, Vec<Problem>) {
    let mut problems = Vec::new();
    let form = read_toml(form_toml, file, &mut problems).map(|root| read_form(&root, &mut problems));
    if let Some(form) = &form
        && !problems.iter().any(Problem::is_fault)
    {
        check_form(form, &mut problems);
    }
    problems.sort_by(|a, b| (a.line, &a.message).cmp(&(b.line, &b.message)));
    problems.dedup();
    let sound = !problems.iter().any(Problem::is_fault);
    (form.filter(|_| sound), problems)
}

fn read_form(root: &Table, problems: &mut Vec<Problem>) -> Form {
    root.check_keys(&["page"], problems);
    let tables = root.tables("page", problems);
    if tables.is_empty() {
        problems.push(root.fault(1, "The form has no page. Begin with [[page]] and an id."));
    }
    if tables.len() > MAX_PAGES {
        problems.push(root.fault(1, format!("The form has {} pages; at most {MAX_PAGES} are possible.", tables.len())));
    }
    let ids = known_ids(&tables);
    if ids.len() > MAX_FIELDS {
        problems.push(root.fault(1, format!("The form has {} fields; at most {MAX_FIELDS} are possible.", ids.len())));
        return Form { file: root.file.to_string(), pages: Vec::new() };
    }
    let pages = tables.into_iter().map(|table| read_page_definition(table, &ids, problems)).collect();
    Form { file: root.file.to_string(), pages }
}

/// All field ids of the file, so that expressions are parsed knowing every name; order is checked afterwards.
fn known_ids(pages: &[&Table]) -> Vec<String> {
    let mut quiet = Vec::new();
    pages
        .iter()
        .flat_map(|page| page.tables("field", &mut quiet))
        .filter_map(|field| match &field.find("id")?.shape {
            Shape::Text(id) => Some(id.clone()),
            _ => None,
        })
        .collect()
}

fn read_page_definition(table: &Table, ids: &[String], problems: &mut Vec<Problem>) -> Page {
    table.check_keys(PAGE_KEYS, problems);
    let id = table.needed_text("id", problems).unwrap_or_default();
    if table.find("id").is_some() && !is_id(&id, '-') {
        let line = table.line_of("id");
        problems.push(table.fault(
            line,
            "A page id has only a–z, 0–9 and hyphens, begins with a letter and is part of the page's address.",
        ));
    }
    let when = condition(table, "when", ids, problems);
    let tables = table.tables("field", problems);
    if tables.is_empty() {
        let name = if id.is_empty() { String::new() } else { format!(" `{id}`") };
        problems.push(table.fault(table.line, format!("The page{name} has no field. Add [[page.field]].")));
    }
    let fields = tables.into_iter().map(|field| read_field(field, ids, problems)).collect();
    Page { id, when, fields, line: table.line }
}

fn read_field(table: &Table, ids: &[String], problems: &mut Vec<Problem>) -> Field {
    let id = table.needed_text("id", problems).unwrap_or_default();
    if table.find("id").is_some() && !is_id(&id, '_') {
        let line = table.line_of("id");
        problems.push(table.fault(
            line,
            "A field id has only a–z, 0–9 and underscores and begins with a letter, so that expressions can name it.",
        ));
    }
    let name = table.needed_text("type", problems).unwrap_or_else(|| "text".to_owned());
    let kind = read_kind(&name, table, ids, problems);
    Field {
        id,
        required: table.flag("required", problems).unwrap_or(true),
        when: condition(table, "when", ids, problems),
        check: condition(table, "check", ids, problems),
        prefill: read_prefill(table, problems),
        kind,
        line: table.line,
    }
}

fn read_kind(name: &str, table: &Table, ids: &[String], problems: &mut Vec<Problem>) -> Kind {
    let keys: &[&str] = match name {
        "text" | "longtext" => &["max_length"],
        "number" => &["min", "max", "decimals"],
        "amount" | "date" => &["min", "max"],
        "choice" | "many" => &["options"],
        "file" => &["accept", "max_bytes", "max_files"],
        "computed" => &["value"],
        _ => &[],
    };
    table.check_keys(&[FIELD_KEYS, keys].concat(), problems);
    let count = |key, default: usize, problems: &mut Vec<Problem>| {
        table.count(key, problems).and_then(|number| usize::try_from(number).ok()).unwrap_or(default)
    };
    match name {
        "text" => Kind::Text { max_length: count("max_length", 200, problems).min(10_000) },
        "longtext" => Kind::LongText { max_length: count("max_length", 2000, problems).min(50_000) },
        "number" => Kind::Number {
            min: limit(table, "min", ids, problems),
            max: limit(table, "max", ids, problems),
            decimals: count("decimals", 0, problems).min(6),
        },
        "amount" => Kind::Amount { min: limit(table, "min", ids, problems), max: limit(table, "max", ids, problems) },
        "date" => Kind::Date { min: limit(table, "min", ids, problems), max: limit(table, "max", ids, problems) },
        "yesno" => Kind::YesNo,
        "choice" => Kind::Choice { options: read_options(table, problems) },
        "many" => Kind::Many { options: read_options(table, problems) },
        "email" => Kind::Email,
        "phone" => Kind::Phone,
        "address" => Kind::Address,
        "person-name" => Kind::PersonName,
        "ahv" => Kind::Ahv,
        "tax-id" => Kind::TaxId,
        "iban" => Kind::Iban,
        "file" => Kind::File {
            accept: read_accept(table, problems),
            max_bytes: table.count("max_bytes", problems).unwrap_or(10_000_000),
            max_files: count("max_files", 1, problems).max(1),
        },
        "info" => Kind::Info,
        "declaration" => Kind::Declaration,
        "computed" => {
            if table.find("value").is_none() {
                problems.push(table.fault(table.line, "A computed field needs `value` with an expression."));
            }
            condition(table, "value", ids, problems).map_or(Kind::Info, |value| Kind::Computed { value })
        }
        _ => {
            let hint = nearest(name, Kind::NAMES)
                .map_or_else(|| format!("Known: {}.", Kind::NAMES.join(", ")), |near| format!("Do you mean `{near}`?"));
            problems.push(table.fault(table.line_of("type"), format!("The type `{name}` is not known. {hint}")));
            Kind::Info
        }
    }
}

fn read_options(table: &Table, problems: &mut Vec<Problem>) -> Vec<String> {
    let options = table.texts_with_lines("options", problems);
    if options.is_empty() {
        problems.push(
            table.fault(table.line_of("options"), "This field needs `options`, like [\"landlord\", \"school\"]."),
        );
    }
    let mut keys: Vec<String> = Vec::new();
    for (line, key) in options {
        if !is_option_key(&key) {
            problems.push(table.fault(line, format!("The option key `{key}` may have only a–z, 0–9, hyphens and underscores; what people read stands in the texts.")));
        } else if keys.contains(&key) {
            problems.push(table.fault(line, format!("The option `{key}` is there twice.")));
        } else {
            keys.push(key);
        }
    }
    keys
}

fn read_accept(table: &Table, problems: &mut Vec<Problem>) -> Vec<String> {
    const KNOWN: &[&str] = &["pdf", "jpg", "png"];
    let mut accept = table.texts_with_lines("accept", problems);
    for (line, kind) in &accept {
        if !KNOWN.contains(&kind.as_str()) {
            problems.push(
                table.fault(*line, format!("Files of type `{kind}` cannot be accepted. Possible: pdf, jpg, png.")),
            );
        }
    }
    if accept.is_empty() {
        return KNOWN.iter().map(|kind| (*kind).to_owned()).collect();
    }
    accept.dedup_by(|a, b| a.1 == b.1);
    accept.into_iter().map(|(_, kind)| kind).collect()
}

fn read_prefill(table: &Table, problems: &mut Vec<Problem>) -> Option<String> {
    let path = table.text("prefill", problems)?;
    let parts: Vec<&str> = path.split('.').collect();
    let named = parts.iter().all(|part| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-')
    });
    let sound = named
        && match parts.first() {
            Some(&"identity") => parts.len() >= 2,
            Some(&"register") => parts.len() >= 3,
            _ => false,
        };
    if !sound {
        problems.push(table.fault(
            table.line_of("prefill"),
            "A prefill source is written identity.<attribute> or register.<name>.<attribute>.",
        ));
    }
    Some(path)
}

fn condition(table: &Table, key: &str, ids: &[String], problems: &mut Vec<Problem>) -> Option<Condition> {
    let text = table.text(key, problems)?;
    let line = table.find(key).map_or(table.line, |node| node.line);
    Condition::parse(&text, ids, &table.file, line, problems)
}

fn limit(table: &Table, key: &str, ids: &[String], problems: &mut Vec<Problem>) -> Option<Limit> {
    match table.find(key)? {
        Node { shape: Shape::Integer(number), .. } =>
        {
            #[allow(clippy::cast_precision_loss)]
            Some(Limit::Number(*number as f64))
        }
        Node { shape: Shape::Decimal(number), .. } if number.is_finite() => Some(Limit::Number(*number)),
        Node { shape: Shape::Text(_), .. } => condition(table, key, ids, problems).map(Limit::Worked),
        Node { shape: Shape::Moment(day), line } => {
            Condition::parse(&format!("date(\"{day}\")"), ids, &table.file, *line, problems).map(Limit::Worked)
        }
        Node { line, .. } => {
            problems.push(table.fault(*line, format!("`{key}` is a number, a date or an expression in quotes.")));
            None
        }
    }
}

fn is_id(id: &str, joint: char) -> bool {
    id.len() <= 60
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == joint)
}

fn is_option_key(key: &str) -> bool {
    (1..=60).contains(&key.len())
        && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}
