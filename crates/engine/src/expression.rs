//! A value in a model: plain text or FEEL. The only file that evaluates FEEL.

use jiff::Timestamp;
use serde_json::Value;

use crate::juel;
use crate::run::Fault;
use crate::state::{IncidentKind, Variables};

/// Plain text, or a FEEL expression with the text it was written as.
#[derive(Debug, Clone)]
pub enum Expression {
    /// Taken as it is.
    Literal(String),
    /// Evaluated each time.
    Feel {
        /// The text in the file, `=` or `${…}` included.
        written: String,
        /// The parsed expression.
        parsed: feel::Expression,
    },
}

impl Expression {
    /// Reads a value: `=` begins FEEL, `${…}` is translated into FEEL, everything else is plain text. The error is a
    /// sentence with the place inside the text.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Some(source) = text.strip_prefix('=') {
            Self::feel(text, source)
        } else if juel::is_juel(text) {
            let source =
                juel::translate(text).map_err(|reason| format!("\"{text}\" cannot be translated: {reason}."))?;
            Self::feel(text, &source)
        } else {
            Ok(Self::Literal(text.to_owned()))
        }
    }

    /// Reads a text that is FEEL with or without a leading `=`, as conditions and scripts are.
    pub fn read_feel(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if juel::is_juel(text) { Self::read(text) } else { Self::feel(text, text.strip_prefix('=').unwrap_or(text)) }
    }

    /// A variable by its name, whatever signs the name has; null where it is not set.
    pub(crate) fn variable(name: &str) -> Result<Self, String> {
        let name = name.trim();
        let parsed =
            feel::parse(name, &[name]).map_err(|problem| format!("\"{name}\" is not a variable: {problem}."))?;
        Ok(Self::Feel { written: name.to_owned(), parsed })
    }

    fn feel(written: &str, source: &str) -> Result<Self, String> {
        let parsed = feel::parse(source, &[]).map_err(|problem| format!("\"{written}\" is not FEEL: {problem}."))?;
        Ok(Self::Feel { written: written.to_owned(), parsed })
    }

    /// The text, when it is plain.
    pub fn literal(&self) -> Option<&str> {
        match self {
            Self::Literal(text) => Some(text),
            Self::Feel { .. } => None,
        }
    }

    /// The text as it stands in the file.
    pub fn written(&self) -> &str {
        match self {
            Self::Literal(text) => text,
            Self::Feel { written, .. } => written,
        }
    }
}

/// The variables a token sees, innermost first. Only those that an expression names are converted.
pub(crate) struct Sight<'s> {
    layers: Vec<&'s Variables>,
    feel: &'s feel::Run<'s>,
    functions: Option<&'s feel::Context>,
}

impl<'s> Sight<'s> {
    /// `feel` is shared by all expressions of a step, so that together they cannot run for ever.
    pub(crate) fn new(layers: Vec<&'s Variables>, feel: &'s feel::Run<'s>) -> Self {
        Self { layers, feel, functions: None }
    }

    /// This sight with functions of the host, such as calendars, behind all variables.
    pub(crate) fn with_functions(self, functions: &'s feel::Context) -> Self {
        Self { functions: Some(functions), ..self }
    }

    pub(crate) fn clock(&self) -> &'s feel::Clock {
        self.feel.clock
    }

    /// This sight with one more layer in front.
    pub(crate) fn within(&self, front: &'s Variables) -> Self {
        let layers = std::iter::once(front).chain(self.layers.iter().copied()).collect();
        Self { layers, feel: self.feel, functions: self.functions }
    }

    fn find(&self, name: &str) -> Option<&'s Value> {
        self.layers.iter().find_map(|layer| layer.get(name))
    }

    /// These variables as a FEEL context; names that are not set are left out.
    pub(crate) fn context<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> feel::Context {
        let mut context = feel::Context::new();
        for name in names {
            if let Some(value) = self.find(name) {
                context.insert(name, feel::Value::from_json(value));
            }
        }
        context
    }

    /// The variables whose names occur in an expression's text. Not its free names: a variable may be called like a
    /// built-in function (`date`), and then it is not among them.
    fn context_of(&self, text: &str) -> feel::Context {
        let mut context = feel::Context::new();
        for (name, value) in self.layers.iter().flat_map(|layer| layer.iter()) {
            if text.contains(name.as_str()) && context.get(name).is_none() {
                context.insert(name.as_str(), feel::Value::from_json(value));
            }
        }
        for (name, function) in self.functions.iter().flat_map(|functions| functions.iter()) {
            if text.contains(name) && context.get(name).is_none() {
                context.insert(name, function.clone());
            }
        }
        context
    }

    /// Everything in sight, inner variables hiding outer ones.
    pub(crate) fn all(&self) -> Variables {
        let mut all = Variables::new();
        for layer in self.layers.iter().rev() {
            all.extend(layer.iter().map(|(name, value)| (name.clone(), value.clone())));
        }
        all
    }

    pub(crate) fn value(&self, expression: &Expression) -> Result<Value, Fault> {
        match expression {
            Expression::Literal(text) => Ok(Value::String(text.clone())),
            Expression::Feel { written, parsed } => {
                let value = parsed.run(&self.context_of(parsed.text()), self.feel);
                value.map(|value| value.to_json()).map_err(|fault| Fault {
                    kind: if fault == feel::Fault::Fuel { IncidentKind::OutOfFuel } else { IncidentKind::Expression },
                    message: format!("\"{written}\": {fault}."),
                })
            }
        }
    }

    /// A condition: anything but true or false is a fault.
    pub(crate) fn truth(&self, expression: &Expression) -> Result<bool, Fault> {
        match self.value(expression)? {
            Value::Bool(truth) => Ok(truth),
            other => Err(expression_fault(
                expression.written(),
                &format!("the condition gave {} and neither true nor false", kind(&other)),
            )),
        }
    }

    /// A text; numbers and truth values are written out, null is `None`.
    pub(crate) fn text(&self, expression: &Expression) -> Result<Option<String>, Fault> {
        match self.value(expression)? {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text).filter(|text| !text.is_empty())),
            Value::Number(number) => Ok(Some(number.to_string())),
            Value::Bool(truth) => Ok(Some(truth.to_string())),
            other => Err(expression_fault(expression.written(), &format!("a text is expected, not {}", kind(&other)))),
        }
    }

    /// Several texts: a list of texts, or one text with commas.
    pub(crate) fn texts(&self, expression: &Expression) -> Result<Vec<String>, Fault> {
        match self.value(expression)? {
            Value::Null => Ok(Vec::new()),
            Value::String(text) => Ok(split_commas(&text)),
            Value::Array(items) if items.iter().all(Value::is_string) => {
                Ok(items.iter().filter_map(Value::as_str).map(str::to_owned).collect())
            }
            other => Err(expression_fault(expression.written(), &format!("texts are expected, not {}", kind(&other)))),
        }
    }

    /// A moment; null is `None`.
    pub(crate) fn moment(&self, expression: &Expression) -> Result<Option<Timestamp>, Fault> {
        let Some(text) = self.text(expression)? else { return Ok(None) };
        crate::schedule::read_moment(&text, &self.clock().zone)
            .map(Some)
            .ok_or_else(|| expression_fault(expression.written(), &format!("\"{text}\" is not a date and time")))
    }
}

/// The parts of a text between commas, trimmed, empty ones left out.
pub(crate) fn split_commas(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

pub(crate) fn expression_fault(written: &str, reason: &str) -> Fault {
    Fault { kind: IncidentKind::Expression, message: format!("\"{written}\": {reason}.") }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a context",
    }
}
