//! From a BPMN file to an executable [`Model`], or to the list of everything that is wrong with it.

mod dialect;
mod joins;
mod link;
mod places;
mod processes;
mod reach;
mod reader;
mod soundness;
mod tree;

use std::sync::Arc;

pub use processes::{ListedProcess, list_processes};
pub(crate) use reader::Reader;

use crate::elements::{self, multi_instance};
use crate::problem::Problem;
use crate::xml::{self, Xml};
use crate::{Flow, Model, Node};
use tree::Tree;

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
    compile_chosen(xml, file, None, decisions)
}

/// Like [`compile`], for the process with this id among several; it need not be marked as executable.
pub fn compile_process(
    xml: &str,
    file: &str,
    process: &str,
    decisions: &[Arc<dmn::Model>],
) -> Result<Model, Vec<Problem>> {
    compile_chosen(xml, file, Some(process), decisions)
}

fn compile_chosen(
    xml: &str,
    file: &str,
    process: Option<&str>,
    decisions: &[Arc<dmn::Model>],
) -> Result<Model, Vec<Problem>> {
    let document = xml::parse(xml, file).map_err(|problem| vec![problem])?;
    let mut reader = Reader::new(xml, file, decisions);
    let model = read(&mut reader, document.root_element(), process);
    let mut problems = reader.into_problems();
    problems.sort_by(|a, b| (a.line, &a.rule, &a.element).cmp(&(b.line, &b.rule, &b.element)));
    problems.dedup();
    match model {
        Some(model) if problems.is_empty() => Ok(model),
        _ => Err(problems),
    }
}

fn read(reader: &mut Reader<'_>, root: Xml<'_>, wanted: Option<&str>) -> Option<Model> {
    if xml::tag(root) != Some("definitions") {
        reader.problem("bpmn-not-bpmn", root, "The file is not a BPMN 2.0 model.".to_owned());
        return None;
    }
    reader.read_definitions(root);
    let process = processes::choose(reader, root, wanted)?;
    dialect::check(reader, process, &[]);
    let tree = Tree::of(reader, process)?;
    if tree.elements.len() > MAX_NODES || tree.flows.len() > MAX_FLOWS {
        let message = format!("The process has more than {MAX_NODES} flow nodes or {MAX_FLOWS} sequence flows.");
        reader.problem("bpmn-too-large", process, message);
        return None;
    }
    tree.number(reader);
    let nodes: Vec<Option<Node>> = tree.elements.iter().map(|found| read_node(reader, &tree, found)).collect();
    let flows = read_flows(reader, &tree);
    // Links and soundness need every node; with one missing they would only add noise.
    if reader.has_problems() {
        return None;
    }
    let mut model = Model {
        id: process.attribute("id").unwrap_or_default().to_owned(),
        name: process.attribute("name").map(str::to_owned),
        nodes: nodes.into_iter().collect::<Option<_>>()?,
        flows,
        scopes: tree.scopes.clone(),
        has_inclusive_join: false,
        has_conditions: false,
    };
    link::link(reader, &mut model, &tree);
    if !reader.has_problems() {
        reach::fill(reader, &mut model);
        soundness::check(reader, &model);
    }
    Some(model)
}

fn read_node(reader: &mut Reader<'_>, tree: &Tree<'_>, found: &tree::Found<'_>) -> Option<Node> {
    let xml = found.xml;
    let Some((read, parts)) = elements::find_reader(found.tag) else {
        let message = format!("The element \"{}\" is not supported.", found.tag);
        reader.problem("bpmn-unsupported-element", xml, message);
        return None;
    };
    dialect::check(reader, xml, parts);
    let element = read(reader, xml);
    let (inputs, outputs) = dialect::read_mappings(reader, xml);
    let repeat = multi_instance::read(reader, xml);
    let name = xml.attribute("name").map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
    let id = xml.attribute("id").unwrap_or_default();
    Some(Node {
        id: id.to_owned(),
        name: name.filter(|name| !name.is_empty()),
        line: reader.line(xml),
        element: element?,
        scope: found.scope,
        incoming: Vec::new(),
        outgoing: Vec::new(),
        default: None,
        boundaries: Vec::new(),
        repeat,
        compensation: None,
        for_compensation: xml.attribute("isForCompensation") == Some("true"),
        lane: tree.lanes.get(id).cloned(),
        inputs,
        outputs,
    })
}

fn read_flows(reader: &mut Reader<'_>, tree: &Tree<'_>) -> Vec<Flow> {
    let mut flows = Vec::new();
    for xml in &tree.flows {
        let xml = *xml;
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
