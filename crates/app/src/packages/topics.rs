//! The work that a process may ask of the portal: the built-in topics of service tasks, with inputs and results.

/// One topic that a service task can name in `camunda:topic`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The name in the process.
    pub name: &'static str,
    /// What the portal does.
    pub meaning: &'static str,
    /// Inputs that must be mapped.
    pub needs: &'static [&'static str],
    /// Inputs that may be mapped.
    pub takes: &'static [&'static str],
    /// Whether further inputs are allowed (they are handed on to the letter, the message or the register).
    pub open: bool,
    /// Variables that the answer brings.
    pub gives: &'static [&'static str],
    /// BPMN error codes it can throw; a boundary event may catch them.
    pub errors: &'static [&'static str],
}

/// All built-in topics.
pub const TOPICS: &[Topic] = &[
    Topic {
        name: "register.lookup",
        meaning: "Asks a register for one record. `register` names it; every other input is a search value, such as \
                  family_name. The answer is `record` with the register's fields, and `source` with `name` and \
                  `looked_up`, the moment it was asked.",
        needs: &["register"],
        takes: &["purpose"],
        open: true,
        gives: &["record", "source"],
        errors: &["not-found", "ambiguous"],
    },
    Topic {
        name: "letter.produce",
        meaning: "Writes the letter letters/<letter>.toml, seals it and puts it with the case. Every further input is a \
                  name that the letter may use. `language` is that of the letter, else the case's. `delivery` is inbox \
                  or post.",
        needs: &["letter"],
        takes: &["language", "copies", "delivery"],
        open: true,
        gives: &["document"],
        errors: &[],
    },
    Topic {
        name: "message.send",
        meaning: "Puts the message [message.<message>] of the texts into the applicant's inbox and notifies her. Every \
                  further input is a name that the message may use.",
        needs: &["message"],
        takes: &[],
        open: true,
        gives: &[],
        errors: &[],
    },
    Topic {
        name: "case.status",
        meaning: "Sets what the applicant reads about her case to the sentence [status] <status> of the texts.",
        needs: &["status"],
        takes: &["expected"],
        open: false,
        gives: &[],
        errors: &[],
    },
    Topic {
        name: "case.decide",
        meaning: "Records how the case ends: outcome granted, refused or lapsed, with a reason where there is one.",
        needs: &["outcome"],
        takes: &["reason"],
        open: false,
        gives: &[],
        errors: &[],
    },
];

/// The topic of this name.
pub fn find_topic(name: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.name == name)
}

/// The variables that every process starts with.
pub const START_VARIABLES: &[(&str, &str)] = &[
    (
        "answers",
        "the answers on the path by field id; dates as texts like 2026-11-21, so write date(answers.x) to reckon with one",
    ),
    ("applicant", "given_name, family_name, birth_date, email, language"),
    ("authority", "key, name, country (CH or DE)"),
    ("case", "reference, submitted (a date as text)"),
    ("fee", "the fee as a number, 0 when there is none"),
    ("currency", "CHF or EUR"),
];

/// The messages that the portal itself sends to a waiting process.
pub const MESSAGES: &[(&str, &str)] = &[("payment.paid", "the fee has arrived")];

/// Form keys of user tasks: `decide` (choose one of the task's options, with reason and question),
/// `field:<id>` or `field:=<FEEL>` over the task's inputs (the applicant answers that one field again).
pub const FORM_KEYS: &[&str] = &["decide", "field:"];
