//! The public conformance cases (TCK): reads a folder of models and test files, runs every case and compares.

use std::fs;
use std::path::{Path, PathBuf};

use feel::{Clock, Context, Date, DateTime, Decimal, Duration, Limits, Time, Value};
use roxmltree::Node;

use crate::load::{File, parse_lenient};
use crate::model::Model;
use crate::xml::{child, children, document, text_of};

/// What came out for one folder.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Numbers by level, such as `compliance-level-2`.
    pub levels: Vec<Level>,
    /// Every result that is not as expected.
    pub failures: Vec<Failure>,
}

/// Numbers of one level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// The name of its folder.
    pub name: String,
    /// Cases whose results are all as expected.
    pub passed: usize,
    /// All cases.
    pub total: usize,
}

/// A result that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Level, folder, case and result: `compliance-level-3/0016-some-every/001/decision_001`.
    pub case: String,
    /// What should come out, as FEEL.
    pub expected: String,
    /// What came out, as FEEL, or why nothing did.
    pub actual: String,
}

impl Report {
    /// The sum over all levels: passed and total.
    pub fn sum(&self) -> (usize, usize) {
        self.levels.iter().fold((0, 0), |(passed, total), level| (passed + level.passed, total + level.total))
    }
}

/// Runs every case below a folder. `clock` is what `now()` and `today()` see.
pub fn run(folder: &Path, clock: &Clock) -> std::io::Result<Report> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let mut report = Report::default();
    for file in files {
        run_file(&file, clock, &mut report)?;
    }
    Ok(report)
}

/// All XML files that are no models, in all folders below.
fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "xml") {
            found.push(path);
        }
    }
    Ok(())
}

fn run_file(path: &Path, clock: &Clock, report: &mut Report) -> std::io::Result<()> {
    let text = fs::read_to_string(path)?;
    let Ok(tests) = document(&text, &path.display().to_string()) else { return Ok(()) };
    let root = tests.root_element();
    if root.tag_name().name() != "testCases" {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = |path: Option<&Path>| {
        path.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let level = name(folder.parent());
    let model_name = child(root, "modelName").map(text_of).unwrap_or_default();
    let model = load(folder, model_name.trim())?;
    for case in children(root, "testCase") {
        let id = format!("{level}/{}/{}", name(Some(folder)), case.attribute("id").unwrap_or("?"));
        let failures = run_case(&id, case, &model, clock);
        let position = report.levels.iter().position(|known| known.name == level).unwrap_or_else(|| {
            report.levels.push(Level { name: level.clone(), ..Level::default() });
            report.levels.len() - 1
        });
        report.levels[position].total += 1;
        report.levels[position].passed += usize::from(failures.is_empty());
        report.failures.extend(failures);
    }
    Ok(())
}

/// The model of a test file with all its neighbours as possible imports; or why it cannot be read.
fn load(folder: &Path, model: &str) -> std::io::Result<Result<Model, String>> {
    let Ok(main) = fs::read_to_string(folder.join(model)) else {
        return Ok(Err(format!("the file {model} is missing")));
    };
    let mut others: Vec<(String, String)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name != model && path.extension().is_some_and(|extension| extension == "dmn") {
            others.push((name, fs::read_to_string(&path)?));
        }
    }
    let files: Vec<File<'_>> = others.iter().map(|(name, xml)| File { name, xml }).collect();
    Ok(match parse_lenient(File { name: model, xml: &main }, &files) {
        Ok((model, _)) => Ok(model),
        Err(problems) => Err(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")),
    })
}

fn run_case(id: &str, case: Node<'_, '_>, model: &Result<Model, String>, clock: &Clock) -> Vec<Failure> {
    let mut inputs = Context::new();
    for input in children(case, "inputNode") {
        inputs.insert(input.attribute("name").unwrap_or(""), value_of(input));
    }
    let invocable = match case.attribute("type") {
        Some("decisionService" | "bkm") => case.attribute("invocableName"),
        _ => None,
    };
    let mut failures = Vec::new();
    for result in children(case, "resultNode") {
        let name = result.attribute("name").unwrap_or("");
        let expected = child(result, "expected").map_or(Value::Null, value_of);
        let outcome = match model {
            Err(problem) => Err(problem.clone()),
            Ok(model) => model
                .decide_with_limits(invocable.unwrap_or(name), &inputs, clock, Limits::default())
                .map_err(|fault| fault.to_string())
                .map(|decided| decided.value),
        };
        let actual = outcome.map(|value| match &value {
            // A service with several outputs answers with all of them.
            Value::Context(context) if invocable.is_some() && !same(&expected, &value) => {
                context.get(name).cloned().unwrap_or(value)
            }
            _ => value,
        });
        if !actual.as_ref().is_ok_and(|actual| same(&expected, actual)) {
            failures.push(Failure {
                case: format!("{id}/{name}"),
                expected: expected.to_string(),
                actual: actual.map_or_else(|problem| problem, |value| value.to_string()),
            });
        }
    }
    failures
}

/// Equal, where numbers may differ behind the eighth digit: some expected values are written with that many.
fn same(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::Number(a), Value::Number(b)) => a == b || near(*a, *b),
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b)),
        (Value::Context(a), Value::Context(b)) => {
            a.len() == b.len() && a.iter().all(|(name, value)| b.get(name).is_some_and(|other| same(value, other)))
        }
        (Value::Time(a), Value::Time(b)) => {
            a.to_string() == b.to_string() || feel::equal(expected, actual) == Some(true)
        }
        _ => feel::equal(expected, actual) == Some(true),
    }
}

fn near(a: Decimal, b: Decimal) -> bool {
    let Some(difference) = a.checked_sub(b) else { return false };
    let larger = a.abs().max(b.abs()).max(Decimal::ONE);
    Decimal::new(1, -8).and_then(|share| larger.checked_mul(share)).is_some_and(|bound| difference.abs() <= bound)
}

/// A value as the test files write it: `value`, `list` or `component`s.
fn value_of(node: Node<'_, '_>) -> Value {
    if let Some(value) = child(node, "value") {
        return simple_value(value);
    }
    if let Some(list) = child(node, "list") {
        return if is_nil(list) { Value::Null } else { Value::list(children(list, "item").map(value_of).collect()) };
    }
    let mut context = Context::new();
    for component in children(node, "component") {
        let value = if is_nil(component) { Value::Null } else { value_of(component) };
        context.insert(component.attribute("name").unwrap_or(""), value);
    }
    if context.is_empty() { Value::Null } else { Value::Context(context) }
}

fn is_nil(node: Node<'_, '_>) -> bool {
    node.attributes().any(|attribute| attribute.name() == "nil" && attribute.value() == "true")
}

fn simple_value(node: Node<'_, '_>) -> Value {
    if is_nil(node) {
        return Value::Null;
    }
    let text = text_of(node);
    let kind =
        node.attributes().find(|attribute| attribute.name() == "type").map_or("string", |attribute| attribute.value());
    let trimmed = text.trim();
    match kind.rsplit(':').next().unwrap_or(kind) {
        "boolean" => Value::Bool(matches!(trimmed, "true" | "1")),
        "decimal" | "double" | "integer" | "int" | "long" | "float" => trimmed.parse::<Decimal>().ok().into(),
        "date" => Date::parse(trimmed).into(),
        "time" => Time::parse(trimmed).map(Value::Time).into(),
        "dateTime" => DateTime::parse(trimmed).map(Value::DateTime).into(),
        "duration" | "dayTimeDuration" | "yearMonthDuration" => match Duration::parse(trimmed) {
            Some(Duration::Days(days)) => Value::DaysDuration(days),
            Some(Duration::Months(months)) => Value::MonthsDuration(months),
            None => Value::Null,
        },
        _ => text.as_str().into(),
    }
}
