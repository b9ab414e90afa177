//! `scenarios/*.toml`: an example of the service, with what everybody does and what must come out.

use std::collections::BTreeMap;

use domain::{Country, Money};
use form::source::{Table, read_toml};
use form::{Answers, Problem};
use jiff::{Span, Timestamp};
use serde_json::{Map, Value};

/// One example.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Path of the file.
    pub file: String,
    /// What it shows.
    pub title: String,
    /// Key of the authority in charge.
    pub authority: String,
    /// Its country, where the file says so.
    pub country: Option<Country>,
    /// When the application is sent.
    pub submitted: Timestamp,
    /// given_name, family_name, birth_date, email, language.
    pub applicant: Map<String, Value>,
    /// The answers in canonical form; files by name only.
    pub answers: Answers,
    /// Line of each answer in the file.
    pub answer_lines: BTreeMap<String, usize>,
    /// The record that each register gives; a register without one has no entry for this person.
    pub registers: Map<String, Value>,
    /// What everybody does, in order.
    pub steps: Vec<ScenarioStep>,
    /// What must come out.
    pub expect: Expectation,
}

/// One `[[do]]` of a scenario.
#[derive(Clone, Debug)]
pub struct ScenarioStep {
    /// The element that must be waiting now.
    pub waits: Option<String>,
    /// What happens.
    pub action: Move,
    /// Line in the file.
    pub line: usize,
}

/// What happens in a step.
#[derive(Clone, Debug)]
pub enum Move {
    /// A clerk completes the task with these variables.
    Complete(Map<String, Value>),
    /// The applicant answers these fields again.
    Answer(Answers),
    /// A message arrives.
    Message(String, Map<String, Value>),
    /// This much time passes.
    Pass(Span),
}

/// What must come out; what is left out is not compared.
#[derive(Clone, Debug, Default)]
pub struct Expectation {
    /// The fee as a decimal, "0.00" for none.
    pub fee: Option<String>,
    /// The end event at which the process ended.
    pub end: Option<String>,
    /// The element at which it still waits.
    pub waiting: Option<String>,
    /// granted, refused or lapsed.
    pub outcome: Option<String>,
    /// The user tasks opened, in order.
    pub tasks: Option<Vec<String>>,
    /// The letters produced, in order.
    pub letters: Option<Vec<String>>,
    /// The messages sent, in order.
    pub messages: Option<Vec<String>>,
    /// Variables of the process at the end; others are not compared.
    pub variables: Map<String, Value>,
    /// Line of `[expect]`.
    pub line: usize,
}

const KEYS: &[&str] =
    &["title", "authority", "country", "submitted", "applicant", "answers", "register", "do", "expect"];
const APPLICANT: &[&str] = &["given_name", "family_name", "birth_date", "email", "language"];
const STEP: &[&str] = &["waits", "variables", "answers", "message", "pass"];
const EXPECT: &[&str] = &["fee", "end", "waiting", "outcome", "tasks", "letters", "messages", "variables"];

impl Scenario {
    pub(crate) fn parse(text: &str, file: &str, problems: &mut Vec<Problem>) -> Option<Self> {
        let root = read_toml(text, file, problems)?;
        root.check_keys(KEYS, problems);
        let title = root.needed_text("title", problems);
        let authority = root.needed_text("authority", problems);
        let submitted = root.needed_text("submitted", problems).and_then(|text| match text.parse::<Timestamp>() {
            Ok(moment) => Some(moment),
            Err(_) => {
                let message = "`submitted` is a moment with its zone, like \"2026-11-23T09:15:00+01:00\".";
                problems.push(root.fault(root.line_of("submitted"), message));
                None
            }
        });
        let country = root.text("country", problems).and_then(|code| {
            let found = [Country::Ch, Country::De].into_iter().find(|country| country.code() == code);
            if found.is_none() {
                problems.push(root.fault(root.line_of("country"), "`country` is CH or DE."));
            }
            found
        });
        if let Some(applicant) = root.table("applicant", problems) {
            applicant.check_keys(APPLICANT, problems);
        }
        let steps = root.tables("do", problems).into_iter().filter_map(|table| read_step(table, problems));
        let steps = steps.collect();
        if root.find("expect").is_none() {
            problems.push(root.fault(1, "The scenario expects nothing: add [expect]."));
        }
        let expect = root.table("expect", problems).cloned();
        let answer_lines = root.table("answers", problems).map_or_else(BTreeMap::new, |answers| {
            answers.entries().map(|(id, line, _)| (id.to_owned(), line)).collect()
        });
        Some(Self {
            file: file.to_owned(),
            title: title?,
            authority: authority?,
            country,
            submitted: submitted?,
            applicant: object(&root, "applicant", problems),
            answers: object(&root, "answers", problems),
            answer_lines,
            registers: object(&root, "register", problems),
            steps,
            expect: expect.map_or_else(Expectation::default, |table| read_expectation(&table, problems)),
        })
    }
}

fn read_step(table: &Table, problems: &mut Vec<Problem>) -> Option<ScenarioStep> {
    table.check_keys(STEP, problems);
    let (waits, message, pass) =
        (table.text("waits", problems), table.text("message", problems), table.text("pass", problems));
    let variables = table.find("variables").is_some().then(|| object(table, "variables", problems));
    let answers = table.find("answers").is_some().then(|| object(table, "answers", problems));
    let action = match (message, pass, answers, variables) {
        (Some(name), None, None, variables) => Move::Message(name, variables.unwrap_or_default()),
        (None, Some(length), None, None) => match length.parse::<Span>() {
            Ok(span) => Move::Pass(span),
            Err(_) => {
                problems
                    .push(table.fault(table.line_of("pass"), "`pass` is a length of time like \"P14D\" or \"PT2H\"."));
                return None;
            }
        },
        (None, None, Some(answers), None) => Move::Answer(answers),
        (None, None, None, Some(variables)) => Move::Complete(variables),
        _ => {
            let message = "A step has exactly one of `variables` (a clerk's entry), `answers` (the applicant's), `message`, `pass`.";
            problems.push(table.fault(table.line, message));
            return None;
        }
    };
    if waits.is_none() && matches!(action, Move::Complete(_) | Move::Answer(_)) {
        problems.push(table.fault(table.line, "`waits` is missing: which task is done here?"));
    }
    Some(ScenarioStep { waits, action, line: table.line })
}

fn read_expectation(table: &Table, problems: &mut Vec<Problem>) -> Expectation {
    table.check_keys(EXPECT, problems);
    let fee = table.text("fee", problems);
    if fee.as_ref().is_some_and(|fee| Money::parse(fee, domain::Currency::Chf).is_none()) {
        problems.push(table.fault(table.line_of("fee"), "`fee` is written like \"20.00\"."));
    }
    let mut list = |key| table.find(key).is_some().then(|| table.texts(key, problems));
    let (tasks, letters, messages) = (list("tasks"), list("letters"), list("messages"));
    Expectation {
        fee,
        end: table.text("end", problems),
        waiting: table.text("waiting", problems),
        outcome: table.text("outcome", problems),
        tasks,
        letters,
        messages,
        variables: object(table, "variables", problems),
        line: table.line,
    }
}

fn object(table: &Table, key: &str, problems: &mut Vec<Problem>) -> Map<String, Value> {
    match table.table(key, problems).map(Table::to_json) {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    }
}
