//! What the elements use to read themselves: references, expressions, event definitions, and the list of problems.

use std::collections::HashMap;
use std::sync::Arc;

use crate::elements::script_task::is_feel;
use crate::elements::{Element, Message};
use crate::problem::Problem;
use crate::xml::{self, Lines, Xml};
use crate::{Expression, NodeId, Schedule, ScopeId};

/// Everything known while one file is read.
pub(crate) struct Reader<'r> {
    file: &'r str,
    lines: Lines,
    decisions: &'r [Arc<dmn::Model>],
    messages: HashMap<String, Message>,
    errors: HashMap<String, String>,
    signals: HashMap<String, String>,
    escalations: HashMap<String, String>,
    nodes: HashMap<String, NodeId>,
    scopes: HashMap<String, ScopeId>,
    problems: Vec<Problem>,
}

impl<'r> Reader<'r> {
    pub(crate) fn new(text: &str, file: &'r str, decisions: &'r [Arc<dmn::Model>]) -> Self {
        Self {
            file,
            lines: Lines::of(text),
            decisions,
            messages: HashMap::new(),
            errors: HashMap::new(),
            signals: HashMap::new(),
            escalations: HashMap::new(),
            nodes: HashMap::new(),
            scopes: HashMap::new(),
            problems: Vec::new(),
        }
    }

    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    pub(crate) fn has_problems(&self) -> bool {
        !self.problems.is_empty()
    }

    pub(crate) fn set_nodes(&mut self, nodes: HashMap<String, NodeId>, scopes: HashMap<String, ScopeId>) {
        self.nodes = nodes;
        self.scopes = scopes;
    }

    /// The flow node with that id.
    pub(crate) fn find_node(&self, id: &str) -> Option<NodeId> {
        self.nodes.get(id).copied()
    }

    /// The scope of a sub-process; `None` where its missing id was noted.
    pub(crate) fn scope_of(&self, xml: Xml<'_>) -> Option<ScopeId> {
        self.scopes.get(xml.attribute("id")?).copied()
    }

    pub(crate) fn line(&self, xml: Xml<'_>) -> u32 {
        self.lines.line(xml.range().start)
    }

    /// Notes a problem at an element.
    pub(crate) fn problem(&mut self, rule: &str, xml: Xml<'_>, message: String) {
        let element = xml.attribute("id").unwrap_or_else(|| xml.tag_name().name()).to_owned();
        self.problem_at(rule, self.line(xml), element, message);
    }

    /// Notes a problem at a line.
    pub(crate) fn problem_at(&mut self, rule: &str, line: u32, element: String, message: String) {
        self.problems.push(Problem { rule: rule.to_owned(), file: self.file.to_owned(), line, element, message });
    }

    /// Collects messages, errors, signals and escalations, which events refer to.
    pub(crate) fn read_definitions(&mut self, root: Xml<'_>) {
        for (xml, tag) in xml::children(root) {
            let Some(id) = xml.attribute("id") else { continue };
            if tag == "message" {
                let name = xml.attribute("name").map(str::trim).filter(|name| !name.is_empty());
                if let Some(name) = name {
                    let message = Message { name: name.to_owned(), key: self.correlation_key(xml) };
                    self.messages.insert(id.to_owned(), message);
                }
            } else if tag == "error" {
                let code = xml.attribute("errorCode").or_else(|| xml.attribute("name")).unwrap_or(id);
                self.errors.insert(id.to_owned(), code.to_owned());
            } else if tag == "signal" {
                let name = xml.attribute("name").map(str::trim).filter(|name| !name.is_empty()).unwrap_or(id);
                self.signals.insert(id.to_owned(), name.to_owned());
            } else if tag == "escalation" {
                let code = xml.attribute("escalationCode").or_else(|| xml.attribute("name")).unwrap_or(id);
                self.escalations.insert(id.to_owned(), code.to_owned());
            }
        }
    }

    /// The extension property `correlationKey`, on the message itself or on its event or task.
    pub(crate) fn correlation_key(&mut self, xml: Xml<'_>) -> Option<Expression> {
        let value = xml::extras(xml)
            .filter(|(_, name)| *name == "properties")
            .flat_map(|(properties, _)| properties.children())
            .find(|property| property.attribute("name") == Some("correlationKey"))
            .and_then(|property| property.attribute("value"))?;
        self.expression(xml, value)
    }

    /// A value: plain text, `=` FEEL, or `${…}`. `None` after a problem was noted.
    pub(crate) fn expression(&mut self, xml: Xml<'_>, text: &str) -> Option<Expression> {
        let read = Expression::read(text);
        self.accept(xml, read)
    }

    /// A text that is FEEL in any case.
    pub(crate) fn feel(&mut self, xml: Xml<'_>, text: &str) -> Option<Expression> {
        let read = Expression::read_feel(text);
        self.accept(xml, read)
    }

    /// A variable by its name.
    pub(crate) fn variable(&mut self, xml: Xml<'_>, name: &str) -> Option<Expression> {
        let read = Expression::variable(name);
        self.accept(xml, read)
    }

    fn accept(&mut self, xml: Xml<'_>, read: Result<Expression, String>) -> Option<Expression> {
        read.map_err(|message| self.problem("bpmn-expression", xml, message)).ok()
    }

    /// A dialect attribute as an expression; `None` when it is missing or wrong.
    pub(crate) fn extra_expression(&mut self, xml: Xml<'_>, name: &str) -> Option<Expression> {
        let text = xml::extra(xml, name)?;
        self.expression(xml, text)
    }

    /// The condition of a sequence flow, which must be FEEL or `${…}`.
    pub(crate) fn condition(&mut self, condition: Xml<'_>, flow: Xml<'_>) -> Option<Expression> {
        let Some(text) = xml::text(condition) else {
            self.problem("bpmn-condition-missing", flow, "The condition is empty.".to_owned());
            return None;
        };
        if let Some(language) = condition.attribute("language").filter(|language| !is_feel(language)) {
            let message = format!("Conditions are FEEL only, not \"{language}\".");
            self.problem("bpmn-script-language", flow, message);
            return None;
        }
        self.feel(flow, &text)
    }

    /// The one event definition of an event: `Some(None)` for a plain event, `None` after a problem was noted.
    pub(crate) fn event_definition<'a>(&mut self, xml: Xml<'a>) -> Option<Option<(Xml<'a>, &'a str)>> {
        let mut definitions =
            xml::children(xml).filter(|(_, tag)| tag.ends_with("EventDefinition") || *tag == "eventDefinitionRef");
        let first = definitions.next();
        if definitions.next().is_some() {
            let message = "The event waits for several things at once; this is not supported.";
            self.problem("bpmn-unsupported-element", xml, message.to_owned());
            return None;
        }
        Some(first)
    }

    /// Notes that this kind of event is not supported here.
    pub(crate) fn unsupported_event(&mut self, definition: Xml<'_>, tag: &str, place: &str) -> Option<Element> {
        let owner = definition.parent().unwrap_or(definition);
        self.problem("bpmn-unsupported-element", owner, format!("A {tag} is not supported in {place}."));
        None
    }

    /// The message a definition or receive task refers to. Where the file declares no messages, the reference is the name.
    pub(crate) fn message(&mut self, definition: Xml<'_>, owner: Xml<'_>) -> Option<Message> {
        let Some(reference) = definition.attribute("messageRef") else {
            let message = "The element names no message (messageRef).";
            self.problem("bpmn-missing-reference", owner, message.to_owned());
            return None;
        };
        // A file that declares no messages at all means the name itself, as the Camunda dialect has it.
        let undeclared =
            self.messages.is_empty().then(|| Message { name: local_name(reference).to_owned(), key: None });
        let Some(mut message) = self.messages.get(local_name(reference)).cloned().or(undeclared) else {
            let message = format!("There is no message \"{reference}\" with a name.");
            self.problem("bpmn-missing-reference", owner, message);
            return None;
        };
        if let Some(key) = self.correlation_key(owner) {
            message.key = Some(key);
        }
        Some(message)
    }

    /// The code of the error a definition refers to: `Some(None)` when it refers to none.
    pub(crate) fn error_code(&mut self, definition: Xml<'_>, owner: Xml<'_>) -> Option<Option<String>> {
        let Some(reference) = definition.attribute("errorRef") else { return Some(None) };
        match self.errors.get(local_name(reference)) {
            Some(code) => Some(Some(code.clone())),
            // A file that declares no errors at all means the code itself, as the Camunda dialect has it.
            None if self.errors.is_empty() => Some(Some(local_name(reference).to_owned())),
            None => {
                self.problem("bpmn-missing-reference", owner, format!("There is no error \"{reference}\"."));
                None
            }
        }
    }

    /// The code of the escalation a definition refers to: `Some(None)` when it refers to none.
    pub(crate) fn escalation_code(&mut self, definition: Xml<'_>, owner: Xml<'_>) -> Option<Option<String>> {
        let Some(reference) = definition.attribute("escalationRef") else { return Some(None) };
        match self.escalations.get(local_name(reference)) {
            Some(code) => Some(Some(code.clone())),
            None => {
                self.problem("bpmn-missing-reference", owner, format!("There is no escalation \"{reference}\"."));
                None
            }
        }
    }

    /// The name of the signal a definition refers to.
    pub(crate) fn signal(&mut self, definition: Xml<'_>, owner: Xml<'_>) -> Option<Expression> {
        let Some(reference) = definition.attribute("signalRef") else {
            self.problem("bpmn-missing-reference", owner, "The event names no signal (signalRef).".to_owned());
            return None;
        };
        let Some(name) = self.signals.get(local_name(reference)).cloned() else {
            self.problem("bpmn-missing-reference", owner, format!("There is no signal \"{reference}\"."));
            return None;
        };
        self.expression(owner, &name)
    }

    /// The date, duration or cycle of a timer definition.
    pub(crate) fn schedule(&mut self, definition: Xml<'_>, owner: Xml<'_>) -> Option<Schedule> {
        let found = xml::children(definition).find_map(|(child, tag)| {
            let schedule = match tag {
                "timeDate" => Schedule::Date,
                "timeDuration" => Schedule::Duration,
                "timeCycle" => Schedule::Cycle,
                _ => return None,
            };
            Some((schedule, xml::text(child)?))
        });
        let Some((schedule, text)) = found else {
            self.problem("bpmn-timer", owner, "The timer has neither date nor duration nor cycle.".to_owned());
            return None;
        };
        let schedule = schedule(self.expression(owner, &text)?);
        if let Err(message) = schedule.check() {
            self.problem("bpmn-timer", owner, message);
            return None;
        }
        Some(schedule)
    }

    /// The flow node an attribute refers to.
    pub(crate) fn node_ref(&mut self, xml: Xml<'_>, attribute: &str) -> Option<NodeId> {
        self.node_ref_at(xml, attribute, xml)
    }

    /// The flow node an attribute of a part refers to; a problem is noted at `owner`.
    pub(crate) fn node_ref_at(&mut self, part: Xml<'_>, attribute: &str, owner: Xml<'_>) -> Option<NodeId> {
        let reference = part.attribute(attribute).unwrap_or_default();
        let found = self.nodes.get(local_name(reference)).copied();
        if found.is_none() {
            let message = format!("{attribute} names \"{reference}\", which does not exist in this process.");
            self.problem("bpmn-missing-reference", owner, message);
        }
        found
    }

    /// The DMN model that holds a decision, and the inputs of that decision.
    pub(crate) fn find_decision(&self, decision: &str) -> Option<(Arc<dmn::Model>, Vec<String>)> {
        self.decisions.iter().find_map(|model| {
            let summary = model.decisions().into_iter().find(|known| known.id == decision || known.name == decision)?;
            Some((Arc::clone(model), summary.inputs))
        })
    }
}

/// References are qualified names; the prefix says nothing within one file.
fn local_name(reference: &str) -> &str {
    reference.rsplit(':').next().unwrap_or(reference)
}
