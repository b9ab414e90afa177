//! The executable model: nodes, flows and scopes under small numbers, as [`crate::compile`] makes it. Never changed.

use crate::elements::{Element, Repeat, Trigger};
use crate::{Expression, FlowId, Mapping, NodeId, ScopeId};

/// One executable process. Equal files give equal numbers, so a state may name nodes by number as long as the host
/// pins an instance to the content hash of its file.
#[derive(Debug, Clone)]
pub struct Model {
    /// The process id in the file.
    pub id: String,
    /// The process name, if any.
    pub name: Option<String>,
    /// All flow nodes in the order of the file.
    pub nodes: Vec<Node>,
    /// All sequence flows in the order of the file.
    pub flows: Vec<Flow>,
    /// The scope tree; 0 is the process.
    pub scopes: Vec<Scope>,
    /// Whether an inclusive gateway joins paths somewhere, so that nobody looks for one where there is none.
    pub(crate) has_inclusive_join: bool,
    /// Whether a conditional event waits somewhere.
    pub(crate) has_conditions: bool,
}

/// A scope of the model: the process or a sub-process.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The scope around this one; `None` for the process.
    pub parent: Option<ScopeId>,
    /// The node that opens this scope; `None` for the process.
    pub node: Option<NodeId>,
    /// Its start events.
    pub starts: Vec<NodeId>,
    /// Its event sub-processes.
    pub events: Vec<NodeId>,
}

/// A flow node: task, gateway or event.
#[derive(Debug, Clone)]
pub struct Node {
    /// BPMN id.
    pub id: String,
    /// BPMN name, if any.
    pub name: Option<String>,
    /// Line in the file, counted from 1.
    pub line: u32,
    /// What it is, with its settings.
    pub element: Element,
    /// The scope it lives in.
    pub scope: ScopeId,
    /// Flows that arrive, in the order of the file.
    pub incoming: Vec<FlowId>,
    /// Flows that leave, in the order of the file.
    pub outgoing: Vec<FlowId>,
    /// The flow taken when no condition is true.
    pub default: Option<FlowId>,
    /// Boundary events attached to it, those for compensation left out.
    pub boundaries: Vec<NodeId>,
    /// How often it is done; `None`: once.
    pub repeat: Option<Repeat>,
    /// The activity that undoes this one.
    pub compensation: Option<NodeId>,
    /// Whether it undoes another activity and is entered for that alone.
    pub for_compensation: bool,
    /// The name of the innermost lane it lies in.
    pub lane: Option<String>,
    /// Input mapping, in order.
    pub inputs: Vec<Mapping>,
    /// Output mapping, in order.
    pub outputs: Vec<Mapping>,
}

impl Node {
    /// The name people see: the BPMN name, or the id where it has none.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }

    /// The BPMN tag, for example `userTask`.
    pub fn kind(&self) -> &'static str {
        self.element.tag()
    }
}

/// A sequence flow.
#[derive(Debug, Clone)]
pub struct Flow {
    /// BPMN id, or `source-target` where it has none.
    pub id: String,
    /// Line in the file, counted from 1.
    pub line: u32,
    /// Where it leaves.
    pub source: NodeId,
    /// Where it arrives.
    pub target: NodeId,
    /// Its condition, if any.
    pub condition: Option<Expression>,
}

impl Model {
    /// The node of that number; `None` when the number is foreign.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    /// The node with that BPMN id.
    pub fn find_node(&self, id: &str) -> Option<NodeId> {
        self.nodes.iter().position(|node| node.id == id).map(node_id)
    }

    /// All nodes with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().map(|(at, node)| (node_id(at), node))
    }

    /// Every service topic that is plain text, with the task that asks for it.
    pub fn topics(&self) -> Vec<(NodeId, &str)> {
        self.collect(|element| match element {
            Element::ServiceTask(task) => task.topic.literal().into_iter().collect(),
            _ => Vec::new(),
        })
    }

    /// Every candidate group that is plain text, with its user task.
    pub fn groups(&self) -> Vec<(NodeId, &str)> {
        self.collect(|element| match element {
            Element::UserTask(task) => task.candidate_groups.iter().filter_map(Expression::literal).collect(),
            _ => Vec::new(),
        })
    }

    /// Every form key that is plain text, with its user task.
    pub fn form_keys(&self) -> Vec<(NodeId, &str)> {
        self.collect(|element| match element {
            Element::UserTask(task) => task.form_key.iter().filter_map(Expression::literal).collect(),
            _ => Vec::new(),
        })
    }

    /// Every decision that is called, with its business rule task.
    pub fn decisions(&self) -> Vec<(NodeId, &str)> {
        self.collect(|element| match element {
            Element::BusinessRuleTask(task) => vec![task.decision.as_str()],
            _ => Vec::new(),
        })
    }

    /// Every message name that is waited for, with its event or task.
    pub fn messages(&self) -> Vec<(NodeId, &str)> {
        self.collect(|element| element.message().into_iter().collect())
    }

    /// Every signal name that is plain text and waited for or started by, with its event.
    pub fn signals(&self) -> Vec<(NodeId, &str)> {
        self.collect(|element| match element.trigger() {
            Some(Trigger::Signal(name)) => name.literal().into_iter().collect(),
            _ => Vec::new(),
        })
    }

    /// Every process that is called by a plain id, with its call activity.
    pub fn called(&self) -> Vec<(NodeId, &str)> {
        self.collect(|element| match element {
            Element::CallActivity(call) => call.called.literal().into_iter().collect(),
            _ => Vec::new(),
        })
    }

    fn collect<'a>(&'a self, pick: impl Fn(&'a Element) -> Vec<&'a str>) -> Vec<(NodeId, &'a str)> {
        self.numbered().flat_map(|(id, node)| pick(&node.element).into_iter().map(move |value| (id, value))).collect()
    }
}

/// The number of the node at that place; a file has fewer than 2³² nodes by its size cap.
pub(crate) fn node_id(at: usize) -> NodeId {
    NodeId(u32::try_from(at).unwrap_or(u32::MAX))
}
