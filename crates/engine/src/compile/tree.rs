//! The flow elements of a process and of the sub-processes in it, with the scope each lies in.

use std::collections::HashMap;

use crate::compile::Reader;
use crate::elements;
use crate::model::node_id;
use crate::xml::{self, Xml};
use crate::{Scope, ScopeId};

/// How deep sub-processes may be nested.
const MAX_NESTING: u32 = 24;

/// One flow element.
pub(super) struct Found<'a> {
    pub(super) xml: Xml<'a>,
    pub(super) tag: &'a str,
    pub(super) scope: ScopeId,
}

/// Everything below a process, sub-processes before what is in them.
pub(super) struct Tree<'a> {
    pub(super) elements: Vec<Found<'a>>,
    pub(super) flows: Vec<Xml<'a>>,
    pub(super) scopes: Vec<Scope>,
    /// Source and target of each association.
    pub(super) associations: Vec<(String, String)>,
    /// The innermost lane of each node that lies in one.
    pub(super) lanes: HashMap<String, String>,
}

impl<'a> Tree<'a> {
    /// Collects the tree; `None` after a problem with its depth.
    pub(super) fn of(reader: &mut Reader<'_>, process: Xml<'a>) -> Option<Self> {
        let root = Scope { parent: None, node: None, starts: Vec::new(), events: Vec::new() };
        let mut tree = Self {
            elements: Vec::new(),
            flows: Vec::new(),
            scopes: vec![root],
            associations: Vec::new(),
            lanes: HashMap::new(),
        };
        tree.collect(reader, process, ScopeId(0), 0)?;
        Some(tree)
    }

    fn collect(&mut self, reader: &mut Reader<'_>, around: Xml<'a>, scope: ScopeId, depth: u32) -> Option<()> {
        if depth > MAX_NESTING {
            let message = format!("Sub-processes are nested deeper than {MAX_NESTING} levels.");
            reader.problem("bpmn-too-deep", around, message);
            return None;
        }
        for (xml, tag) in xml::children(around) {
            match tag {
                "sequenceFlow" => self.flows.push(xml),
                "association" => {
                    let end = |name| xml.attribute(name).unwrap_or_default().to_owned();
                    self.associations.push((end("sourceRef"), end("targetRef")));
                }
                "laneSet" => self.collect_lanes(xml),
                _ if elements::is_drawing(tag) || is_loop(tag) => {}
                _ => {
                    self.elements.push(Found { xml, tag, scope });
                    if elements::is_scope(tag) {
                        let node = node_id(self.elements.len() - 1);
                        let inner = ScopeId(u32::try_from(self.scopes.len()).unwrap_or(u32::MAX));
                        let opened =
                            Scope { parent: Some(scope), node: Some(node), starts: Vec::new(), events: Vec::new() };
                        self.scopes.push(opened);
                        self.collect(reader, xml, inner, depth + 1)?;
                    }
                }
            }
        }
        Some(())
    }

    /// Inner lanes come after the lanes around them and win.
    fn collect_lanes(&mut self, set: Xml<'a>) {
        for lane in set.descendants().filter(|inner| xml::tag(*inner) == Some("lane")) {
            let Some(name) = lane.attribute("name").map(str::trim).filter(|name| !name.is_empty()) else { continue };
            for (reference, _) in xml::children(lane).filter(|(_, tag)| *tag == "flowNodeRef") {
                if let Some(id) = xml::text(reference) {
                    self.lanes.insert(id, name.to_owned());
                }
            }
        }
    }

    /// Gives every element its number, every sub-process its scope; notes missing and doubled ids.
    pub(super) fn number(&self, reader: &mut Reader<'_>) {
        let mut numbers = HashMap::new();
        for (at, found) in self.elements.iter().enumerate() {
            match found.xml.attribute("id") {
                None | Some("") => reader.problem("bpmn-missing-id", found.xml, "The element has no id.".to_owned()),
                Some(id) => {
                    if numbers.insert(id.to_owned(), node_id(at)).is_some() {
                        let message = format!("The id \"{id}\" is used more than once.");
                        reader.problem("bpmn-duplicate-id", found.xml, message);
                    }
                }
            }
        }
        let scopes = self.scopes.iter().enumerate().filter_map(|(at, scope)| {
            let id = self.elements.get(scope.node?.index())?.xml.attribute("id")?;
            Some((id.to_owned(), ScopeId(u32::try_from(at).unwrap_or(u32::MAX))))
        });
        reader.set_nodes(numbers, scopes.collect());
    }
}

fn is_loop(tag: &str) -> bool {
    matches!(tag, "multiInstanceLoopCharacteristics" | "standardLoopCharacteristics")
}
