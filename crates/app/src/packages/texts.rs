//! `texts/<language>.toml`: what people read about a service, in one language, or the words that differ in one country.

use std::collections::BTreeMap;

use feel::Clock;
use form::source::{Shape, Table, read_toml};
use form::{FormTexts, Problem};
use serde_json::{Map, Value};

use super::template::{Template, Tongue, scope_of, spell};

/// All texts of a service in one language, or an overlay. Lookup over languages: [`super::Package::texts_in`].
#[derive(Clone, Debug, Default)]
pub struct ServiceTexts {
    /// Path of the file.
    pub file: String,
    /// As people say it.
    pub title: Option<String>,
    /// The administration's term.
    pub official: Option<String>,
    /// Two lines at most.
    pub summary: Option<String>,
    /// Everyday words for the search.
    pub keywords: Vec<String>,
    /// Shown under the text.
    pub note: Option<String>,
    /// Paragraphs.
    pub description: Vec<String>,
    /// How it goes, in numbered steps.
    pub steps: Vec<String>,
    /// Names of laws.
    pub legal: Vec<String>,
    /// Why the data is processed.
    pub purpose: Option<String>,
    /// The list of facts: audience, deadline, duration, cost_note, other_channels.
    pub facts: BTreeMap<String, String>,
    /// What to have ready.
    pub documents: Vec<String>,
    /// Words of the form.
    pub form: FormTexts,
    /// Words of user tasks by element id.
    pub tasks: BTreeMap<String, TaskText>,
    /// What the applicant reads while an element is at work, by element id.
    pub status: BTreeMap<String, (usize, String)>,
    /// Messages to the applicant by name.
    pub messages: BTreeMap<String, MessageText>,
}

/// Words of a user task.
#[derive(Clone, Debug, Default)]
pub struct TaskText {
    /// Heading for whoever does it.
    pub title: Option<String>,
    /// How to do it.
    pub help: Option<String>,
    /// What the applicant reads meanwhile.
    pub status: Option<String>,
    /// Labels of the decisions of a `decide` task, by the value of the variable `decision`.
    pub options: BTreeMap<String, String>,
    /// The decisions in the order of the file.
    pub choices: Vec<String>,
    /// Line in the file.
    pub line: usize,
}

/// A message to the applicant.
#[derive(Clone, Debug)]
pub struct MessageText {
    /// The subject.
    pub subject: Option<Template>,
    /// The paragraphs.
    pub body: Vec<Template>,
    /// Line in the file.
    pub line: usize,
}

/// A message written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenMessage {
    /// The subject.
    pub subject: String,
    /// The paragraphs.
    pub body: Vec<String>,
    /// Expressions that gave nothing.
    pub gaps: Vec<String>,
}

impl MessageText {
    /// Writes the message: `variables` are those of [`super::CaseFacts::variables`] and the inputs of the task.
    pub fn write(&self, variables: &Map<String, Value>, clock: &Clock, tongue: Tongue) -> WrittenMessage {
        let scope = scope_of(variables, tongue);
        let mut gaps = Vec::new();
        let subject = self.subject.as_ref().map(|text| text.write(&scope, clock, tongue, &mut gaps));
        let body = self.body.iter().map(|text| text.write(&scope, clock, tongue, &mut gaps)).collect();
        WrittenMessage { subject: subject.unwrap_or_default(), body, gaps }
    }
}

const FACTS: &[&str] = &["audience", "documents", "deadline", "duration", "cost_note", "other_channels"];
const KEYS: &[&str] = &[
    "title",
    "official",
    "summary",
    "keywords",
    "note",
    "description",
    "steps",
    "legal",
    "purpose",
    "facts",
    "page",
    "field",
    "task",
    "status",
    "message",
];

impl ServiceTexts {
    pub(crate) fn parse(text: &str, file: &str, problems: &mut Vec<Problem>) -> Self {
        let Some(root) = read_toml(text, file, problems) else { return Self::default() };
        root.check_keys(KEYS, problems);
        let mut texts = Self {
            file: file.to_owned(),
            title: root.text("title", problems),
            official: root.text("official", problems),
            summary: root.text("summary", problems),
            keywords: root.texts("keywords", problems),
            note: root.text("note", problems),
            description: root.texts("description", problems),
            steps: root.texts("steps", problems),
            legal: root.texts("legal", problems),
            purpose: root.text("purpose", problems),
            form: FormTexts::read(&root, problems),
            ..Self::default()
        };
        if let Some(facts) = root.table("facts", problems) {
            facts.check_keys(FACTS, problems);
            texts.documents = facts.texts("documents", problems);
            for key in FACTS.iter().filter(|key| **key != "documents") {
                if let Some(text) = facts.text(key, problems) {
                    texts.facts.insert((*key).to_owned(), text);
                }
            }
        }
        texts.tasks = each(&root, "task", problems, read_task);
        texts.messages = each(&root, "message", problems, read_message);
        if let Some(status) = root.table("status", problems) {
            let keys: Vec<(String, usize)> = status.entries().map(|(key, line, _)| (key.to_owned(), line)).collect();
            for (key, line) in keys {
                if let Some(text) = status.text(&key, problems) {
                    texts.status.insert(key, (line, text));
                }
            }
        }
        texts
    }

    /// These texts, and where they say nothing, those of `base`. A list or a sentence is replaced as a whole.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        let or = |above: &Option<String>, below: &Option<String>| above.clone().or_else(|| below.clone());
        let list = |above: &[String], below: &[String]| if above.is_empty() { below.to_vec() } else { above.to_vec() };
        let mut tasks = base.tasks.clone();
        for (id, text) in &self.tasks {
            let task = tasks.entry(id.clone()).or_default();
            task.title = or(&text.title, &task.title);
            task.help = or(&text.help, &task.help);
            task.status = or(&text.status, &task.status);
            task.options.extend(text.options.clone());
            if task.choices.is_empty() {
                task.choices.clone_from(&text.choices);
            }
        }
        let mut messages = base.messages.clone();
        for (name, text) in &self.messages {
            let below = messages.remove(name);
            let subject = text.subject.clone().or_else(|| below.as_ref()?.subject.clone());
            let body = if text.body.is_empty() { below.map_or_else(Vec::new, |it| it.body) } else { text.body.clone() };
            messages.insert(name.clone(), MessageText { subject, body, line: text.line });
        }
        let mut status = base.status.clone();
        status.extend(self.status.clone());
        let mut facts = base.facts.clone();
        facts.extend(self.facts.clone());
        Self {
            file: self.file.clone(),
            title: or(&self.title, &base.title),
            official: or(&self.official, &base.official),
            summary: or(&self.summary, &base.summary),
            keywords: list(&self.keywords, &base.keywords),
            note: or(&self.note, &base.note),
            description: list(&self.description, &base.description),
            steps: list(&self.steps, &base.steps),
            legal: list(&self.legal, &base.legal),
            purpose: or(&self.purpose, &base.purpose),
            facts,
            documents: list(&self.documents, &base.documents),
            form: self.form.over(&base.form),
            tasks,
            status,
            messages,
        }
    }

    /// The labels of the chosen options in this language, by field id, for letters.
    pub(crate) fn labels(&self, form: &form::Form, answers: &form::Answers, tongue: Tongue) -> Map<String, Value> {
        let locale = tongue.locale();
        let chosen = form.fields().filter(|field| !field.options().is_empty());
        chosen
            .map(|field| {
                let value = answers.get(&field.id).unwrap_or(&Value::Null);
                let shown = form::display(field, value, locale, self.form.fields.get(&field.id));
                (field.id.clone(), if value.is_null() { Value::Null } else { spell(&shown, tongue).into() })
            })
            .collect()
    }
}

fn each<T>(
    root: &Table,
    key: &str,
    problems: &mut Vec<Problem>,
    read: fn(&Table, &mut Vec<Problem>) -> T,
) -> BTreeMap<String, T> {
    let mut found = BTreeMap::new();
    if let Some(all) = root.table(key, problems) {
        for (id, line, node) in all.entries() {
            match &node.shape {
                Shape::Table(table) => {
                    found.insert(id.to_owned(), read(table, problems));
                }
                _ => problems.push(root.fault(line, format!("Write [{key}.{id}] as a table of its own."))),
            }
        }
    }
    found
}

fn read_task(table: &Table, problems: &mut Vec<Problem>) -> TaskText {
    table.check_keys(&["title", "help", "status", "option"], problems);
    let mut options = BTreeMap::new();
    let mut choices = Vec::new();
    if let Some(labels) = table.table("option", problems) {
        let mut keys: Vec<(usize, String)> = labels.entries().map(|(key, line, _)| (line, key.to_owned())).collect();
        keys.sort();
        choices = keys.into_iter().map(|(_, key)| key).collect();
        options.extend(choices.iter().filter_map(|key| Some((key.clone(), labels.text(key, problems)?))));
    }
    TaskText {
        title: table.text("title", problems),
        help: table.text("help", problems),
        status: table.text("status", problems),
        options,
        choices,
        line: table.line,
    }
}

fn read_message(table: &Table, problems: &mut Vec<Problem>) -> MessageText {
    table.check_keys(&["subject", "body"], problems);
    let subject = table.text("subject", problems);
    let subject = subject.map(|text| Template::parse(&text, &table.file, table.line_of("subject"), problems));
    let body = table.texts_with_lines("body", problems);
    let body = body.iter().map(|(line, text)| Template::parse(text, &table.file, *line, problems)).collect();
    MessageText { subject, body, line: table.line }
}
