//! The words of a form: the `[page.*]` and `[field.*]` tables of `texts/<language>.toml`.

use std::collections::BTreeMap;

use crate::definition::{Field, Form, Kind};
use crate::problem::Problem;
use crate::source::{Shape, Table, nearest, read_toml};

/// The words of one language, or of an overlay over it.
#[derive(Clone, Debug, Default)]
pub struct FormTexts {
    /// Path of the file, for problems.
    pub file: String,
    /// By page id.
    pub pages: BTreeMap<String, PageText>,
    /// By field id.
    pub fields: BTreeMap<String, FieldText>,
}

/// The words of a page.
#[derive(Clone, Debug, Default)]
pub struct PageText {
    /// The heading, usually the question.
    pub title: Option<String>,
    /// What helps to answer it.
    pub help: Option<String>,
    /// Line in the file.
    pub line: usize,
}

/// The words of a field.
#[derive(Clone, Debug, Default)]
pub struct FieldText {
    /// What is asked.
    pub label: Option<String>,
    /// How to answer it, under the label.
    pub hint: Option<String>,
    /// Said when the answer is missing or the field's own check fails.
    pub problem: Option<String>,
    /// Labels of options by key.
    pub options: BTreeMap<String, String>,
    /// Line in the file.
    pub line: usize,
}

impl FormTexts {
    /// Reads the form's part of a texts file; other tables are left to their owners.
    pub fn parse(texts_toml: &str, file: &str) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let texts = read_toml(texts_toml, file, &mut problems)
            .map_or_else(Self::default, |root| Self::read(&root, &mut problems));
        (Self { file: file.to_owned(), ..texts }, problems)
    }

    /// The same from a file that is read already.
    pub fn read(root: &Table, problems: &mut Vec<Problem>) -> Self {
        let mut texts = Self { file: root.file.to_string(), ..Self::default() };
        for (id, table) in tables_under(root, "page", problems) {
            table.check_keys(&["title", "help"], problems);
            let (title, help) = (table.text("title", problems), table.text("help", problems));
            texts.pages.insert(id, PageText { title, help, line: table.line });
        }
        for (id, table) in tables_under(root, "field", problems) {
            table.check_keys(&["label", "hint", "problem", "option"], problems);
            let options = table.table("option", problems).map_or_else(BTreeMap::new, |options| {
                let keys: Vec<&str> = options.entries().map(|(key, _, _)| key).collect();
                keys.into_iter().filter_map(|key| Some((key.to_owned(), options.text(key, problems)?))).collect()
            });
            let text = FieldText {
                label: table.text("label", problems),
                hint: table.text("hint", problems),
                problem: table.text("problem", problems),
                options,
                line: table.line,
            };
            texts.fields.insert(id, text);
        }
        texts
    }

    /// These words, and where they say nothing, those of `base`: overlays lie over their language that way.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        let mut merged = base.clone();
        merged.file.clone_from(&self.file);
        for (id, text) in &self.pages {
            let page = merged.pages.entry(id.clone()).or_default();
            overlay(&mut page.title, &text.title);
            overlay(&mut page.help, &text.help);
        }
        for (id, text) in &self.fields {
            let field = merged.fields.entry(id.clone()).or_default();
            overlay(&mut field.label, &text.label);
            overlay(&mut field.hint, &text.hint);
            overlay(&mut field.problem, &text.problem);
            field.options.extend(text.options.clone());
        }
        merged
    }
}

fn overlay(below: &mut Option<String>, above: &Option<String>) {
    if above.is_some() {
        below.clone_from(above);
    }
}

fn tables_under<'t>(root: &'t Table, key: &str, problems: &mut Vec<Problem>) -> Vec<(String, &'t Table)> {
    let Some(all) = root.table(key, problems) else { return Vec::new() };
    let mut tables = Vec::new();
    for (id, line, node) in all.entries() {
        match &node.shape {
            Shape::Table(table) => tables.push((id.to_owned(), table)),
            _ => problems.push(root.fault(line, format!("Write [{key}.{id}] as a table of its own."))),
        }
    }
    tables
}

/// What is missing in the words of one language. German (`de`) must be complete; elsewhere a missing text is a
/// warning, because German is shown in its place. Words for what the form does not have are faults everywhere.
pub fn check_texts(form: &Form, texts: &FormTexts, lang: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut missing = |line: usize, what: String| {
        let make = if lang == "de" { Problem::fault } else { Problem::warning };
        problems.push(make(&form.file, line, format!("{} has no {what}.", texts.file)));
    };
    for page in &form.pages {
        if texts.pages.get(&page.id).is_none_or(|text| text.title.is_none()) {
            missing(page.line, format!("title for the page: [page.{}] title", page.id));
        }
        for field in &page.fields {
            check_field(field, texts.fields.get(&field.id), &mut missing);
        }
    }
    let pages: Vec<&str> = form.pages.iter().map(|page| page.id.as_str()).collect();
    for (id, text) in &texts.pages {
        if !pages.contains(&id.as_str()) {
            let hint = nearest(id, &pages).map_or_else(String::new, |near| format!(" Do you mean `{near}`?"));
            problems.push(Problem::fault(&texts.file, text.line, format!("The form has no page `{id}`.{hint}")));
        }
    }
    let fields: Vec<&str> = form.fields().map(|field| field.id.as_str()).collect();
    for (id, text) in &texts.fields {
        match form.find_field(id) {
            None => {
                let hint = nearest(id, &fields).map_or_else(String::new, |near| format!(" Do you mean `{near}`?"));
                problems.push(Problem::fault(&texts.file, text.line, format!("The form has no field `{id}`.{hint}")));
            }
            Some(field) => {
                for key in text.options.keys().filter(|key| !field.options().contains(key)) {
                    let message = format!("The field `{id}` has no option `{key}`.");
                    problems.push(Problem::fault(&texts.file, text.line, message));
                }
            }
        }
    }
    problems
}

fn check_field(field: &Field, text: Option<&FieldText>, missing: &mut impl FnMut(usize, String)) {
    let id = &field.id;
    let said = |part: fn(&FieldText) -> &Option<String>| text.is_some_and(|text| part(text).is_some());
    // A computed value without a label is not shown.
    if !said(|text| &text.label) && !matches!(field.kind, Kind::Computed { .. }) {
        missing(field.line, format!("label for the field: [field.{id}] label"));
    }
    if field.check.is_some() && !said(|text| &text.problem) {
        missing(field.line, format!("sentence for the check of the field: [field.{id}] problem"));
    }
    for key in field.options() {
        if text.is_none_or(|text| !text.options.contains_key(key)) {
            missing(field.line, format!("label for the option `{key}`: [field.{id}.option] {key}"));
        }
    }
}
