//! From a BPMN file to an executable [`Model`], or to the list of everything that is wrong with it.

mod dialect;
mod joins;
mod reader;
mod soundness;

use std::collections::HashMap;
use std::sync::Arc;

pub(crate) use reader::Reader;

use crate::elements::{self, Element};
use crate::model::node_id;
use crate::problem::Problem;
use crate::xml::{self, Xml};
use crate::{Flow, FlowId, Model, Node, NodeId, Scope, ScopeId};

/// Most flow nodes of one process.
const MAX_NODES: usize = 5_000;
/// Most sequence flows of one process.
const MAX_FLOWS: usize = 20_000;

/// Compiles a BPMN 2.0 file with the `camunda:` or `operaton:` attributes.
///
/// `file` is only used to name the file in problems; `decisions` are the DMN models that business rule tasks may call.
/// The file must hold exactly one executable process. Everything that is unsupported or unsound is a problem with rule,
/// element id and line; a file with one problem gives no model.
pub fn compile(xml: &str, file: &str, decisions: &[Arc<dmn::Model>]) -> Result<Model, Vec<Problem>> {
    let document = xml::parse(xml, file).map_err(|problem| vec![problem])?;
    let mut reader = Reader::new(xml, file, decisions);
    let model = read(&mut reader, document.root_element());
    let mut problems = reader.into_problems();
    problems.sort_by(|a, b| (a.line, &a.rule, &a.element).cmp(&(b.line, &b.rule, &b.element)));
    problems.dedup();
    match model {
        Some(model) if problems.is_empty() => Ok(model),
        _ => Err(problems),
    }
}

fn read(reader: &mut Reader<'_>, root: Xml<'_>) -> Option<Model> {
    if xml::tag(root) != Some("definitions") {
        reader.problem("bpmn-not-bpmn", root, "The file is not a BPMN 2.0 model.".to_owned());
        return None;
    }
    reader.read_definitions(root);
    let process = choose_process(reader, root)?;
    dialect::check(reader, process, &[]);

    let elements: Vec<(Xml<'_>, &str)> =
        xml::children(process).filter(|(_, tag)| !elements::is_drawing(tag) && *tag != "sequenceFlow").collect();
    let flows = xml::children(process).filter(|(_, tag)| *tag == "sequenceFlow").count();
    if elements.len() > MAX_NODES || flows > MAX_FLOWS {
        let message = format!("The process has more than {MAX_NODES} flow nodes or {MAX_FLOWS} sequence flows.");
        reader.problem("bpmn-too-large", process, message);
        return None;
    }
    let numbers = number(reader, &elements);
    reader.set_nodes(numbers);
    let mut nodes = Vec::with_capacity(elements.len());
    for (xml, tag) in &elements {
        let Some((read, parts)) = elements::find_reader(tag) else {
            reader.problem("bpmn-unsupported-element", *xml, format!("The element \"{tag}\" is not supported."));
            continue;
        };
        dialect::check(reader, *xml, parts);
        let element = read(reader, *xml);
        let (inputs, outputs) = dialect::read_mappings(reader, *xml);
        nodes.push(element.map(|element| {
            Node {
                id: xml.attribute("id").unwrap_or_default().to_owned(),
                name: xml
                    .attribute("name")
                    .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
                    .filter(|n| !n.is_empty()),
                line: reader.line(*xml),
                element,
                scope: ScopeId(0),
                incoming: Vec::new(),
                outgoing: Vec::new(),
                default: None,
                boundaries: Vec::new(),
                inputs,
                outputs,
            }
        }));
    }
    let flows = read_flows(reader, process);
    // Links and soundness need every node; with one missing they would only add noise.
    if reader.has_problems() {
        return None;
    }
    let nodes: Vec<Node> = nodes.into_iter().collect::<Option<_>>()?;
    let mut model = Model {
        id: process.attribute("id").unwrap_or_default().to_owned(),
        name: process.attribute("name").map(str::to_owned),
        nodes,
        flows,
        scopes: vec![Scope { parent: None, node: None, starts: Vec::new() }],
    };
    link(reader, &mut model, &elements);
    soundness::check(reader, &model);
    Some(model)
}

fn choose_process<'a>(reader: &mut Reader<'_>, root: Xml<'a>) -> Option<Xml<'a>> {
    let processes: Vec<Xml<'a>> =
        xml::children(root).filter(|(_, tag)| *tag == "process").map(|(process, _)| process).collect();
    let executable: Vec<Xml<'a>> =
        processes.iter().filter(|process| process.attribute("isExecutable") == Some("true")).copied().collect();
    match (executable.as_slice(), processes.first()) {
        ([only], _) => Some(*only),
        ([_, second, ..], _) => {
            let message = "The file holds several executable processes; put each into a file of its own.";
            reader.problem("bpmn-several-processes", *second, message.to_owned());
            None
        }
        ([], Some(first)) => {
            let message = "No process in the file is marked as executable (isExecutable=\"true\").";
            reader.problem("bpmn-not-executable", *first, message.to_owned());
            None
        }
        ([], None) => {
            reader.problem("bpmn-no-process", root, "The file holds no process.".to_owned());
            None
        }
    }
}

fn number(reader: &mut Reader<'_>, elements: &[(Xml<'_>, &str)]) -> HashMap<String, NodeId> {
    let mut numbers = HashMap::new();
    for (at, (xml, _)) in elements.iter().enumerate() {
        match xml.attribute("id") {
            None | Some("") => reader.problem("bpmn-missing-id", *xml, "The element has no id.".to_owned()),
            Some(id) => {
                if numbers.insert(id.to_owned(), node_id(at)).is_some() {
                    reader.problem("bpmn-duplicate-id", *xml, format!("The id \"{id}\" is used more than once."));
                }
            }
        }
    }
    numbers
}

fn read_flows(reader: &mut Reader<'_>, process: Xml<'_>) -> Vec<Flow> {
    let mut flows = Vec::new();
    for (xml, _) in xml::children(process).filter(|(_, tag)| *tag == "sequenceFlow") {
        dialect::check(reader, xml, &["conditionExpression"]);
        let ends = (reader.node_ref(xml, "sourceRef"), reader.node_ref(xml, "targetRef"));
        let condition = xml::child(xml, "conditionExpression").and_then(|condition| reader.condition(condition, xml));
        if let (Some(source), Some(target)) = ends {
            let written = xml.attribute("id").filter(|id| !id.is_empty()).map(str::to_owned);
            let named = |name| xml.attribute(name).unwrap_or_default();
            let id = written.unwrap_or_else(|| format!("{}-{}", named("sourceRef"), named("targetRef")));
            flows.push(Flow { id, line: reader.line(xml), source, target, condition });
        }
    }
    flows
}

fn link(reader: &mut Reader<'_>, model: &mut Model, elements: &[(Xml<'_>, &str)]) {
    for (at, flow) in model.flows.iter().enumerate() {
        let id = FlowId(u32::try_from(at).unwrap_or(u32::MAX));
        model.nodes[flow.source.index()].outgoing.push(id);
        model.nodes[flow.target.index()].incoming.push(id);
    }
    for (at, (xml, _)) in elements.iter().enumerate() {
        if let Some(default) = xml.attribute("default").filter(|default| !default.is_empty()) {
            let outgoing = &model.nodes[at].outgoing;
            let found = outgoing.iter().find(|flow| model.flows[flow.index()].id == default).copied();
            if found.is_none() {
                let message = format!("The default flow \"{default}\" does not leave this element.");
                reader.problem("bpmn-missing-reference", *xml, message);
            }
            model.nodes[at].default = found;
        }
        match &model.nodes[at].element {
            Element::BoundaryEvent(event) => {
                let activity = event.attached_to.index();
                model.nodes[activity].boundaries.push(node_id(at));
            }
            Element::StartEvent(_) => {
                let scope = model.nodes[at].scope.index();
                model.scopes[scope].starts.push(node_id(at));
            }
            _ => {}
        }
    }
}
