//! From files to a model: reads definitions, resolves references, refuses cycles and dangling ones.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use feel::Names;
use roxmltree::{Document, Node};

use crate::graph::{Element, ElementId, Graph, Requirement, Role, Service};
use crate::item::Items;
use crate::model::Model;
use crate::problem::Problem;
use crate::xml::{Source, child, children, document};

/// A file given to be read: its name in problems, and its text.
#[derive(Clone, Copy, Debug)]
pub struct File<'f> {
    /// The name in problems.
    pub name: &'f str,
    /// The XML.
    pub xml: &'f str,
}

/// The reading of one file under way.
pub(crate) struct Loading<'f> {
    pub(crate) source: Source<'f>,
    pub(crate) names: Names,
    pub(crate) items: Items,
    /// Positions of problems that leave the model usable: the faulty expression gives null.
    pub(crate) soft: Vec<usize>,
}

/// A file that is parsed as XML and knows its namespace.
struct Unit<'d> {
    file: &'d str,
    root: Node<'d, 'd>,
    namespace: String,
    /// Namespace and name of each import of a DMN file.
    imports: Vec<(String, Arc<str>)>,
}

/// Reads and checks a DMN file. `file` is its name in problems. Any problem refuses the file.
pub fn parse(xml: &str, file: &str) -> Result<Model, Vec<Problem>> {
    parse_with_imports(File { name: file, xml }, &[])
}

/// Reads and checks a DMN file and those it imports, found by their namespaces. Any problem refuses the whole.
pub fn parse_with_imports(main: File<'_>, imported: &[File<'_>]) -> Result<Model, Vec<Problem>> {
    let (model, problems) = parse_lenient(main, imported)?;
    if problems.is_empty() { Ok(model) } else { Err(problems) }
}

/// Reads a model of which single expressions may be faulty: those give null when evaluated and are listed beside the model.
/// What makes the whole meaningless (XML, references, cycles) still refuses it.
pub fn parse_lenient(main: File<'_>, imported: &[File<'_>]) -> Result<(Model, Vec<Problem>), Vec<Problem>> {
    let texts: Vec<File<'_>> = imported.iter().copied().chain([main]).collect();
    let mut documents: Vec<(&str, Document<'_>)> = Vec::new();
    let mut problems = Vec::new();
    for file in &texts {
        match document(file.xml, file.name) {
            Ok(document) => documents.push((file.name, document)),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let units: Vec<Unit<'_>> = documents.iter().map(|(file, document)| unit(file, document)).collect();
    let order = import_order(&units)?;
    let mut graph = Graph::default();
    let mut loaded: HashMap<&str, (Items, Vec<Arc<str>>)> = HashMap::new();
    let mut soft = Vec::new();
    for position in order {
        let unit = &units[position];
        graph.main_from = graph.elements.len();
        let (items, names, problems) = load_unit(unit, &loaded, &mut graph)?;
        soft.extend(problems);
        loaded.insert(&unit.namespace, (items, names));
    }
    if let Some(id) = graph.cycle() {
        let element = &graph.elements[id];
        let message = format!("{} requires itself, directly or through others.", element.name);
        let place = units.iter().find_map(|unit| {
            let node = unit.root.descendants().find(|node| node.attribute("id") == Some(&element.id))?;
            Some((unit.file, crate::xml::Lines::of(unit.root.document().input_text()).line(node)))
        });
        let (file, line) = place.unwrap_or((main.name, 1));
        return Err(vec![Problem { file: file.to_owned(), line, element: element.id.clone(), message }]);
    }
    Ok((Model { graph: Arc::new(graph) }, soft))
}

fn unit<'d>(file: &'d str, document: &'d Document<'d>) -> Unit<'d> {
    let root = document.root_element();
    let imports = children(root, "import")
        .filter(|node| node.attribute("importType").is_none_or(|kind| kind.contains("DMN")))
        .filter_map(|node| Some((node.attribute("namespace")?.to_owned(), node.attribute("name").unwrap_or("").into())))
        .collect();
    Unit { file, root, namespace: root.attribute("namespace").unwrap_or("").to_owned(), imports }
}

/// The files the main one (the last) needs, each after those it imports itself.
fn import_order(units: &[Unit<'_>]) -> Result<Vec<usize>, Vec<Problem>> {
    let main = units.len() - 1;
    let refuse = |unit: &Unit<'_>, message: String| {
        Err(vec![Problem { file: unit.file.to_owned(), line: 1, element: "import".to_owned(), message }])
    };
    let (mut order, mut state) = (Vec::new(), vec![0_u8; units.len()]);
    let mut stack = vec![(main, 0)];
    while let Some((at, followed)) = stack.pop() {
        let unit = &units[at];
        state[at] = 1;
        let Some((namespace, name)) = unit.imports.get(followed) else {
            state[at] = 2;
            order.push(at);
            continue;
        };
        stack.push((at, followed + 1));
        match units.iter().position(|other| other.namespace == *namespace) {
            None => return refuse(unit, format!("The imported model {name} ({namespace}) is missing.")),
            Some(found) if state[found] == 1 => {
                return refuse(unit, format!("The model {name} imports itself, directly or through others."));
            }
            Some(found) if state[found] == 0 => stack.push((found, 0)),
            Some(_) => {}
        }
    }
    Ok(order)
}

type Loaded = (Items, Vec<Arc<str>>, Vec<Problem>);

fn load_unit(
    unit: &Unit<'_>,
    loaded: &HashMap<&str, (Items, Vec<Arc<str>>)>,
    graph: &mut Graph,
) -> Result<Loaded, Vec<Problem>> {
    let mut loading = Loading {
        source: Source::new(unit.file, unit.root.document().input_text()),
        names: Names::default(),
        items: Items::default(),
        soft: Vec::new(),
    };
    if unit.root.tag_name().name() != "definitions" {
        loading.source.report(unit.root, "This is no DMN file: its root is not <definitions>.");
        return Err(loading.source.problems);
    }
    let mut names: BTreeSet<Arc<str>> = BTreeSet::new();
    for (namespace, name) in &unit.imports {
        if let Some((items, imported)) = loaded.get(namespace.as_str()) {
            loading.items.import(name, items);
            names.insert(name.clone());
            names.extend(imported.iter().cloned());
        }
    }
    loading.items.load(unit.root, &mut loading.source);
    names.extend(declared_names(unit.root));
    let names: Vec<Arc<str>> = names.into_iter().filter(|name| !name.is_empty()).collect();
    loading.names = Names::new(names.iter().cloned(), loading.items.kinds());

    let first = graph.elements.len();
    let mut nodes = Vec::new();
    for node in unit.root.children().filter(Node::is_element) {
        if let Some(element) = loading.element(node) {
            let key = (unit.namespace.clone(), element.id.clone());
            if !element.id.is_empty() && graph.by_id.insert(key, graph.elements.len()).is_some() {
                loading.source.report(node, format!("The id {} is used twice.", element.id));
            }
            graph.elements.push(element);
            nodes.push(node);
        }
    }
    for (position, node) in nodes.into_iter().enumerate() {
        loading.link(unit, node, first + position, graph);
    }
    let soft: HashSet<usize> = loading.soft.into_iter().collect();
    let (mild, hard): (Vec<_>, Vec<_>) =
        loading.source.problems.into_iter().enumerate().partition(|(position, _)| soft.contains(position));
    if hard.is_empty() {
        Ok((loading.items, names, mild.into_iter().map(|(_, problem)| problem).collect()))
    } else {
        Err(hard.into_iter().chain(mild).map(|(_, problem)| problem).collect())
    }
}

/// Every name the file declares: FEEL texts may use them, also those with spaces and signs.
fn declared_names(root: Node<'_, '_>) -> impl Iterator<Item = Arc<str>> {
    const DECLARING: [&str; 11] = [
        "inputData",
        "decision",
        "businessKnowledgeModel",
        "decisionService",
        "variable",
        "itemComponent",
        "formalParameter",
        "parameter",
        "column",
        "output",
        "import",
    ];
    root.descendants()
        .filter(|node| node.is_element() && DECLARING.contains(&node.tag_name().name()))
        .filter_map(|node| node.attribute("name"))
        .chain(root.descendants().filter_map(|node| node.attribute("iteratorVariable")))
        .map(Arc::from)
        .collect::<BTreeSet<Arc<str>>>()
        .into_iter()
}

impl Loading<'_> {
    fn element(&mut self, node: Node<'_, '_>) -> Option<Element> {
        let role = match node.tag_name().name() {
            "inputData" => Role::Input,
            "decision" => Role::Decision(self.boxed_child(node)),
            "businessKnowledgeModel" => {
                let logic = child(node, "encapsulatedLogic").map(|logic| self.function(logic));
                Role::Knowledge(Arc::new(logic.unwrap_or_default()))
            }
            "decisionService" => Role::Service(Service::default()),
            _ => return None,
        };
        let name = node.attribute("name").unwrap_or("");
        if name.is_empty() {
            self.source.report(node, "This element needs a name.");
        }
        let variable = child(node, "variable");
        let item = variable.and_then(|variable| self.type_of(variable));
        Some(Element {
            id: node.attribute("id").unwrap_or(name).to_owned(),
            name: name.into(),
            item,
            requires: Vec::new(),
            role,
        })
    }

    /// Resolves what an element refers to.
    fn link(&mut self, unit: &Unit<'_>, node: Node<'_, '_>, id: ElementId, graph: &mut Graph) {
        let mut requires = Vec::new();
        for requirement in node.children().filter(|child| child.tag_name().name().ends_with("Requirement")) {
            for reference in requirement.children().filter(Node::is_element) {
                if matches!(reference.tag_name().name(), "requiredInput" | "requiredDecision" | "requiredKnowledge") {
                    requires.extend(self.resolve(unit, reference, graph));
                }
            }
        }
        if let Role::Service(_) = graph.elements[id].role {
            let mut references = |name: &str| -> Vec<Requirement> {
                children(node, name).filter_map(|reference| self.resolve(unit, reference, graph)).collect()
            };
            let outputs = references("outputDecision");
            let mut inputs = references("inputData");
            inputs.extend(references("inputDecision"));
            references("encapsulatedDecision");
            if outputs.is_empty() {
                self.source.report(node, "A decision service needs an output decision.");
            }
            graph.elements[id].role = Role::Service(Service { outputs, inputs });
        }
        graph.elements[id].requires = requires;
    }

    fn resolve(&mut self, unit: &Unit<'_>, reference: Node<'_, '_>, graph: &Graph) -> Option<Requirement> {
        let href = reference.attribute("href").unwrap_or("");
        let (namespace, id) = match href.split_once('#') {
            Some(("", id)) => (unit.namespace.as_str(), id),
            Some((namespace, id)) => (namespace, id),
            None => (unit.namespace.as_str(), href),
        };
        let Some(target) = graph.by_id.get(&(namespace.to_owned(), id.to_owned())) else {
            self.source.report(reference, format!("The reference {href} leads nowhere."));
            return None;
        };
        let import = unit.imports.iter().find(|(imported, _)| imported == namespace).map(|(_, name)| name.clone());
        Some(Requirement {
            target: *target,
            import: import.filter(|name| !name.is_empty() && namespace != unit.namespace),
        })
    }
}
