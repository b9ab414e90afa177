//! A fault in a definition: where it stands and what to do about it, as a plain sentence for the author.

use std::fmt;

/// How bad a [`Problem`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The definition cannot be used.
    Fault,
    /// The definition works; somebody should look at it (a text that falls back to German, say).
    Warning,
}

/// One fault of a definition file. `file` is the path as it was given, `line` counts from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Problem {
    /// Path of the file inside the package, for example `form.toml`.
    pub file: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// Whether the definition can still be used.
    pub severity: Severity,
    /// A sentence that says what is wrong and what to write instead.
    pub message: String,
    /// Stable name of the rule that is broken, where it has one, such as `bpmn-dead-end` of a process: pages have words
    /// for it in every language.
    pub rule: Option<String>,
}

impl Problem {
    /// A problem that forbids using the definition.
    pub fn fault(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, severity: Severity::Fault, message: message.into(), rule: None }
    }

    /// A problem that the author should see, while the definition still works.
    pub fn warning(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::fault(file, line, message) }
    }

    /// The same with the name of the rule that is broken.
    pub fn of_rule(self, rule: impl Into<String>) -> Self {
        Self { rule: Some(rule.into()), ..self }
    }

    /// Whether the definition must be refused.
    pub fn is_fault(&self) -> bool {
        self.severity == Severity::Fault
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.is_fault() { "" } else { "warning: " };
        write!(f, "{}:{}: {mark}{}", self.file, self.line, self.message)
    }
}
