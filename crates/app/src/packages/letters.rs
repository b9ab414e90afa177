//! `letters/*.toml`: the letters that a process produces, with words per language and overlays per country.

use std::collections::BTreeMap;

use feel::{Clock, Context, Expression};
use form::Problem;
use form::source::{Node, Shape, Table, read_toml};
use serde_json::{Map, Value};

use super::template::{Template, Tongue, scope_of};

/// What a letter is, legally.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterKind {
    /// States a fact.
    Confirmation,
    /// Decides; an appeal period may run.
    Decision,
    /// Anything else.
    Notice,
}

/// One letter of a package.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Path of the file.
    pub file: String,
    /// What it is.
    pub kind: LetterKind,
    /// Words by language (`de`) or overlay (`de-DE`).
    pub texts: BTreeMap<String, LetterText>,
}

/// The words of a letter in one language; in an overlay only what differs.
#[derive(Clone, Debug, Default)]
pub struct LetterText {
    /// What the letter is about.
    pub subject: Option<Template>,
    /// Paragraphs before the facts.
    pub paragraphs: Vec<Conditional>,
    /// Labels and values.
    pub facts: Vec<LetterFact>,
    /// Paragraphs after the facts.
    pub closing_paragraphs: Vec<Conditional>,
    /// Line in the file.
    pub line: usize,
}

/// A paragraph that may appear only under a condition.
#[derive(Clone, Debug)]
pub struct Conditional {
    pub(crate) when: Option<Expression>,
    pub(crate) text: Template,
}

/// A label with its value.
#[derive(Clone, Debug)]
pub struct LetterFact {
    /// The label.
    pub label: String,
    pub(crate) value: Conditional,
}

/// A letter written out, ready for the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenLetter {
    /// What it is about.
    pub subject: String,
    /// Paragraphs before the facts.
    pub paragraphs: Vec<String>,
    /// Labels and values.
    pub facts: Vec<(String, String)>,
    /// Paragraphs after the facts.
    pub closing_paragraphs: Vec<String>,
    /// Expressions that gave nothing; a letter with gaps should not be sent.
    pub gaps: Vec<String>,
}

impl Letter {
    /// Writes the letter. `variables` are those of [`super::CaseFacts::letter_variables`] and the inputs of the task
    /// that produces it.
    pub fn write(&self, variables: &Map<String, Value>, clock: &Clock, tongue: Tongue) -> WrittenLetter {
        let scope = scope_of(variables, tongue);
        let text = self.text_for(tongue);
        let mut gaps = Vec::new();
        let subject = text.subject.as_ref().map(|subject| subject.write(&scope, clock, tongue, &mut gaps));
        let mut paragraphs = |all: &[Conditional]| {
            let shown = all.iter().filter(|paragraph| paragraph.is_shown(&scope, clock));
            shown.map(|paragraph| paragraph.text.write(&scope, clock, tongue, &mut gaps)).collect::<Vec<_>>()
        };
        let (before, after) = (paragraphs(&text.paragraphs), paragraphs(&text.closing_paragraphs));
        let facts = text.facts.iter().filter(|fact| fact.value.is_shown(&scope, clock));
        let facts = facts
            .map(|fact| {
                let label = super::template::spell(&fact.label, tongue);
                (label, fact.value.text.write(&scope, clock, tongue, &mut gaps))
            })
            .collect();
        let subject = subject.unwrap_or_default();
        WrittenLetter { subject, paragraphs: before, facts, closing_paragraphs: after, gaps }
    }

    /// The words for a reader: the country's overlay over the language, and German for a language that is missing.
    fn text_for(&self, tongue: Tongue) -> LetterText {
        // A decision is worded once, with care for its law: easy language explains it, it does not replace it.
        let wanted = tongue.lang.base().code();
        let lang = if self.texts.contains_key(wanted) { wanted } else { "de" };
        let base = self.texts.get(lang).cloned().unwrap_or_default();
        match self.texts.get(&format!("{lang}-{}", tongue.country.code())) {
            Some(overlay) => overlay.over(base),
            None => base,
        }
    }

    pub(crate) fn parse(text: &str, file: &str, problems: &mut Vec<Problem>) -> Self {
        let mut letter = Self { file: file.to_owned(), kind: LetterKind::Notice, texts: BTreeMap::new() };
        let Some(root) = read_toml(text, file, problems) else { return letter };
        match root.needed_text("kind", problems).as_deref() {
            Some("confirmation") => letter.kind = LetterKind::Confirmation,
            Some("decision") => letter.kind = LetterKind::Decision,
            Some("notice") | None => {}
            Some(other) => {
                let message = format!("`kind` is confirmation, decision or notice, not `{other}`.");
                problems.push(root.fault(root.line_of("kind"), message));
            }
        }
        for (tag, line, node) in root.entries().filter(|(key, _, _)| *key != "kind") {
            match &node.shape {
                Shape::Table(table) if super::load::is_language(tag) => {
                    letter.texts.insert(tag.to_owned(), LetterText::read(table, problems));
                }
                _ => problems.push(
                    root.fault(line, format!("`{tag}` is neither `kind` nor a language such as [de] or [de-DE].")),
                ),
            }
        }
        letter
    }

    /// Every expression of the letter with its line.
    pub(crate) fn expressions(&self) -> Vec<(usize, &Expression)> {
        let mut all = Vec::new();
        for text in self.texts.values() {
            all.extend(text.subject.iter().flat_map(|it| it.expressions().map(|expression| (it.line, expression))));
            let facts = text.facts.iter().map(|fact| &fact.value);
            for part in text.paragraphs.iter().chain(&text.closing_paragraphs).chain(facts) {
                let conditions = part.when.iter().chain(part.text.expressions());
                all.extend(conditions.map(|expression| (part.text.line, expression)));
            }
        }
        all
    }

    /// German has everything, other languages have as much; overlays lie over a language that is there.
    pub(crate) fn check(&self, problems: &mut Vec<Problem>) {
        if !self.texts.contains_key("de") {
            problems.push(Problem::fault(&self.file, 1, "The letter has no German words: add [de]."));
        }
        for (tag, text) in &self.texts {
            let is_overlay = tag.len() > 2;
            if is_overlay && !self.texts.contains_key(&tag[..2]) {
                let message = format!("[{tag}] lies over [{}], which is not there.", &tag[..2]);
                problems.push(Problem::fault(&self.file, text.line, message));
            }
            if !is_overlay && text.subject.is_none() {
                problems.push(Problem::fault(&self.file, text.line, format!("[{tag}] has no `subject`.")));
            }
            if !is_overlay && text.paragraphs.is_empty() && text.facts.is_empty() {
                problems.push(Problem::fault(
                    &self.file,
                    text.line,
                    format!("[{tag}] says nothing: add `paragraphs`."),
                ));
            }
        }
        for lang in ["fr", "it", "en"].iter().filter(|lang| !self.texts.contains_key(**lang)) {
            problems.push(Problem::warning(
                &self.file,
                1,
                format!("The letter has no [{lang}]; it is written in German then."),
            ));
        }
    }
}

impl LetterText {
    fn over(&self, base: Self) -> Self {
        let list =
            |above: &[Conditional], below: Vec<Conditional>| if above.is_empty() { below } else { above.to_vec() };
        Self {
            subject: self.subject.clone().or(base.subject),
            paragraphs: list(&self.paragraphs, base.paragraphs),
            facts: if self.facts.is_empty() { base.facts } else { self.facts.clone() },
            closing_paragraphs: list(&self.closing_paragraphs, base.closing_paragraphs),
            line: self.line,
        }
    }

    fn read(table: &Table, problems: &mut Vec<Problem>) -> Self {
        table.check_keys(&["subject", "paragraphs", "facts", "closing_paragraphs"], problems);
        let subject = table.text("subject", problems);
        let subject = subject.map(|text| Template::parse(&text, &table.file, table.line_of("subject"), problems));
        let facts = table.tables("facts", problems).into_iter().filter_map(|fact| {
            fact.check_keys(&["label", "value", "when"], problems);
            let label = fact.needed_text("label", problems)?;
            Some(LetterFact { label, value: Conditional::read(fact, "value", problems)? })
        });
        let facts = facts.collect();
        Self {
            subject,
            paragraphs: read_paragraphs(table, "paragraphs", problems),
            facts,
            closing_paragraphs: read_paragraphs(table, "closing_paragraphs", problems),
            line: table.line,
        }
    }
}

impl Conditional {
    fn is_shown(&self, scope: &Context, clock: &Clock) -> bool {
        self.when.as_ref().is_none_or(|when| when.evaluate(scope, clock).is_ok_and(|value| value.is_true()))
    }

    fn read(table: &Table, key: &str, problems: &mut Vec<Problem>) -> Option<Self> {
        let text = table.needed_text(key, problems)?;
        let text = Template::parse(&text, &table.file, table.line_of(key), problems);
        let when = table.text("when", problems).and_then(|when| match feel::parse(&when, &[]) {
            Ok(expression) => Some(expression),
            Err(problem) => {
                let message = format!("The condition cannot be read: {}", problem.message);
                problems.push(table.fault(table.line_of("when"), message));
                None
            }
        });
        Some(Self { when, text })
    }
}

fn read_paragraphs(table: &Table, key: &str, problems: &mut Vec<Problem>) -> Vec<Conditional> {
    let items: &[Node] = match table.find(key).map(|node| &node.shape) {
        None => &[],
        Some(Shape::List(items)) => items,
        Some(_) => {
            let message = format!("`{key}` is a list of sentences in square brackets.");
            problems.push(table.fault(table.line_of(key), message));
            &[]
        }
    };
    let mut paragraphs = Vec::new();
    for item in items {
        match &item.shape {
            Shape::Text(text) => {
                let text = Template::parse(text, &table.file, item.line, problems);
                paragraphs.push(Conditional { when: None, text });
            }
            Shape::Table(part) => {
                part.check_keys(&["when", "text"], problems);
                paragraphs.extend(Conditional::read(part, "text", problems));
            }
            _ => problems.push(table.fault(item.line, "A paragraph is a text, or { when = \"…\", text = \"…\" }.")),
        }
    }
    paragraphs
}
