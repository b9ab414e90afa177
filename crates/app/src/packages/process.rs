//! The process of a package with its decisions: compiled, and checked against what the portal can do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::elements::Element;
use engine::{Expression, Model, Node};
use form::source::nearest;
use form::{Form, Problem};

use super::descriptor::OFFICES;
use super::load::Package;
use super::topics::{FORM_KEYS, MESSAGES, START_VARIABLES, TOPICS, Topic, find_topic};

/// The file of the process.
pub(crate) const PROCESS: &str = "process.bpmn";

/// What a clerk's entry brings at a task with form key `decide`.
const DECIDE_VARIABLES: &[&str] = &["decision", "reason", "ask_field", "ask_text"];
const OUTCOMES: &[&str] = &["granted", "refused", "lapsed"];

/// Reads the decisions and the process; faults become problems with their lines.
pub(crate) fn compile_process(files: &BTreeMap<String, String>, problems: &mut Vec<Problem>) -> Option<Arc<Model>> {
    let mut decisions = Vec::new();
    let mut sound = true;
    let told = |element: &str, message: &str| {
        if element.is_empty() { message.to_owned() } else { format!("{element}: {message}") }
    };
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("decisions/") && path.ends_with(".dmn")) {
        match dmn::parse(text, path) {
            Ok(model) => decisions.push(Arc::new(model)),
            Err(found) => {
                sound = false;
                problems.extend(found.into_iter().map(|problem| {
                    let message = told(&problem.element, &problem.message);
                    Problem::fault(&problem.file, problem.line, message).of_rule("dmn")
                }));
            }
        }
    }
    let text = files.get(PROCESS).filter(|_| sound)?;
    match engine::compile(text, PROCESS, &decisions) {
        Ok(model) => Some(Arc::new(model)),
        Err(found) => {
            problems.extend(found.into_iter().map(|problem| {
                let message = told(&problem.element, &problem.message);
                Problem::fault(&problem.file, problem.line as usize, message).of_rule(problem.rule)
            }));
            None
        }
    }
}

/// Checks every element against topics, form, letters, messages, offices and variables.
pub(crate) fn check_process(package: &Package, model: &Model, problems: &mut Vec<Problem>) {
    let mut check = Check { package, problems };
    if model.id != package.key {
        check.warn(1, format!("The process is called `{}`; call it `{}` like the service.", model.id, package.key));
    }
    for node in &model.nodes {
        match &node.element {
            Element::ServiceTask(task) => check.service(node, &task.topic),
            Element::UserTask(task) => {
                check.form_key(node, task.form_key.as_ref());
                check.groups(node, task.candidate_groups.as_slice(), task.assignee.as_ref());
            }
            _ => {}
        }
    }
    for (node, name) in model.messages() {
        let known: Vec<&str> = MESSAGES.iter().map(|(name, _)| *name).collect();
        if !known.contains(&name)
            && let Some(node) = model.node(node)
        {
            let message = format!(
                "The portal sends no message `{name}` by itself ({}); only the interface can.",
                known.join(", ")
            );
            check.warn(node.line as usize, format!("{}: {message}", node.id));
        }
    }
    check.variables(model);
}

/// The names that the tasks of a topic hand on under this literal input, by the name of the letter or message.
pub(crate) fn handed_on(model: &Model, topic: &str, key: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for node in &model.nodes {
        let Element::ServiceTask(task) = &node.element else { continue };
        if task.topic.literal() == Some(topic)
            && let Some(name) = literal_input(node, key)
        {
            let inputs = node.inputs.iter().map(|input| input.name.clone());
            names.entry(name.to_owned()).or_default().extend(inputs);
        }
    }
    names
}

/// The plain text mapped to an input.
pub(crate) fn literal_input<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    node.inputs.iter().find(|input| input.name == key)?.value.literal()
}

struct Check<'c> {
    package: &'c Package,
    problems: &'c mut Vec<Problem>,
}

impl Check<'_> {
    fn fault(&mut self, node: &Node, message: impl std::fmt::Display) {
        self.problems.push(Problem::fault(PROCESS, node.line as usize, format!("{}: {message}", node.id)));
    }

    fn warn(&mut self, line: usize, message: String) {
        self.problems.push(Problem::warning(PROCESS, line, message));
    }

    fn service(&mut self, node: &Node, topic: &Expression) {
        let Some(name) = topic.literal() else {
            return self.fault(node, "The topic must be a plain name, not an expression.");
        };
        let Some(topic) = find_topic(name) else {
            let known: Vec<&str> = TOPICS.iter().map(|topic| topic.name).collect();
            // A worker outside may serve other topics; the portal itself has none.
            let hint = nearest(name, &known).map_or_else(String::new, |near| format!(" Do you mean `{near}`?"));
            let known = known.join(", ");
            return self.fault(node, format!("The portal does not know the topic `{name}`.{hint} Known: {known}."));
        };
        self.inputs(node, topic);
        match name {
            "letter.produce" => {
                self.named(node, "letter", |package, name| package.letters.contains_key(name), "letters/{}.toml");
            }
            "message.send" => self.named(
                node,
                "message",
                |package, name| package.texts.get("de").is_some_and(|texts| texts.messages.contains_key(name)),
                "[message.{}] in texts/de.toml",
            ),
            "case.status" => self.named(
                node,
                "status",
                |package, name| package.texts.get("de").is_some_and(|texts| texts.status.contains_key(name)),
                "`{}` under [status] in texts/de.toml",
            ),
            "case.decide" => {
                if let Some(outcome) = literal_input(node, "outcome").filter(|outcome| !OUTCOMES.contains(outcome)) {
                    self.fault(node, format!("The outcome is granted, refused or lapsed, not `{outcome}`."));
                }
            }
            _ => {}
        }
    }

    fn inputs(&mut self, node: &Node, topic: &Topic) {
        for needed in topic.needs {
            if !node.inputs.iter().any(|input| input.name == *needed) {
                self.fault(node, format!("{} needs the input `{needed}`.", topic.name));
            }
        }
        for input in &node.inputs {
            let name = input.name.as_str();
            if !topic.open && !topic.needs.contains(&name) && !topic.takes.contains(&name) {
                self.fault(node, format!("{} does not take the input `{name}`.", topic.name));
            }
        }
    }

    fn named(&mut self, node: &Node, key: &str, exists: fn(&Package, &str) -> bool, place: &str) {
        if let Some(name) = literal_input(node, key)
            && !exists(self.package, name)
        {
            self.fault(node, format!("There is no {}.", place.replace("{}", name)));
        }
    }

    fn form_key(&mut self, node: &Node, key: Option<&Expression>) {
        let Some(key) = key else {
            return self.fault(node, format!("The user task has no form key. Possible: {}.", FORM_KEYS.join(", ")));
        };
        let written = key.written();
        let form: Option<&Form> = self.package.form.as_ref();
        let found = match written.split_once(':') {
            None if written == "decide" => true,
            Some(("field", id)) if id.starts_with('=') => match feel::parse(&id[1..], &[]) {
                Ok(_) => true,
                Err(problem) => {
                    return self.fault(node, format!("The form key `{written}` cannot be read: {problem}."));
                }
            },
            Some(("field", id)) => form.is_some_and(|form| form.find_field(id).is_some()),
            _ => {
                let known = "decide, field:<id>, field:=<FEEL>";
                return self.fault(node, format!("The form key `{written}` is not known. Possible: {known}."));
            }
        };
        if !found {
            self.fault(node, format!("The form key `{written}` names nothing in form.toml."));
        }
    }

    fn groups(&mut self, node: &Node, groups: &[Expression], assignee: Option<&Expression>) {
        for group in groups.iter().filter_map(Expression::literal).filter(|group| !OFFICES.contains(group)) {
            let hint = nearest(group, OFFICES).map_or_else(String::new, |near| format!(" Do you mean `{near}`?"));
            self.fault(node, format!("The group `{group}` is not a kind of office.{hint}"));
        }
        match assignee.map(Expression::literal) {
            Some(Some("applicant")) => {}
            Some(Some(other)) => self.fault(node, format!("The assignee is `applicant` or left out, not `{other}`.")),
            Some(None) => {}
            None if groups.is_empty() => {
                self.fault(node, "Nobody is in charge: give candidateGroups an office, or assignee=\"applicant\".");
            }
            None => {}
        }
    }

    /// Every name that an expression reads must be set somewhere.
    fn variables(&mut self, model: &Model) {
        let mut known: BTreeSet<&str> = START_VARIABLES.iter().map(|(name, _)| *name).collect();
        known.extend(DECIDE_VARIABLES);
        known.insert("payment");
        for node in &model.nodes {
            known.extend(node.inputs.iter().chain(&node.outputs).map(|mapping| mapping.name.as_str()));
            match &node.element {
                Element::ServiceTask(task) => {
                    let topic = task.topic.literal().and_then(find_topic);
                    known.extend(topic.map_or(&[][..], |topic| topic.gives));
                }
                Element::BusinessRuleTask(task) => {
                    known.insert("decisionResult");
                    known.extend(task.result_variable.as_deref());
                }
                Element::ScriptTask(_) => return,
                _ => {}
            }
        }
        let reads = |expression: &Expression| match expression {
            Expression::Feel { parsed, .. } => parsed.free_names(),
            Expression::Literal(_) => Vec::new(),
        };
        let mut unknown = Vec::new();
        for node in &model.nodes {
            let mappings = node.inputs.iter().chain(&node.outputs);
            unknown.extend(
                mappings.flat_map(|mapping| reads(&mapping.value)).map(|name| (node.line, node.id.clone(), name)),
            );
            if let Element::BusinessRuleTask(task) = &node.element {
                unknown.extend(task.reads.iter().map(|name| (node.line, node.id.clone(), name.clone())));
            }
        }
        for flow in &model.flows {
            let names = flow.condition.as_ref().map(reads).unwrap_or_default();
            unknown.extend(names.into_iter().map(|name| (flow.line, flow.id.clone(), name)));
        }
        for (line, id, name) in unknown.into_iter().filter(|(_, _, name)| !known.contains(name.as_str())) {
            let all: Vec<&str> = known.iter().copied().collect();
            let hint = nearest(&name, &all).map_or_else(String::new, |near| format!(" Do you mean `{near}`?"));
            let message = format!("{id}: Nothing in the process sets the variable `{name}`.{hint}");
            self.problems.push(Problem::fault(PROCESS, line as usize, message));
        }
    }
}
