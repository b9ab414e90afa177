//! What people did to a process beside its own way, read off its history: who, when, what.

use engine::{EndOutcome, Event, Model, NodeId};
use jiff::Timestamp;
use store::instances::Step;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeedKind {
    /// A path was taken to another step.
    Moved,
    /// A step was left as if it were done.
    Skipped,
    /// Values were set.
    ValuesSet,
    /// It was put to rest.
    PutToRest,
    /// It was let go on.
    WokenUp,
    /// It was brought to another version.
    Migrated,
    /// What failed was tried again.
    Retried,
    /// It was ended.
    Cancelled,
}

/// One deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// When.
    pub at: Timestamp,
    /// Who, as records name actors.
    pub actor: String,
    /// What.
    pub kind: DeedKind,
    /// Name of the step it concerns; empty for the whole process, or where a later version has no such step.
    pub step: String,
    /// Where a path was taken, the names of values, or the reason; empty for none.
    pub detail: String,
}

/// The deeds in a history, oldest first. Steps are named as the model names them that the process runs now.
pub(super) fn read(model: &Model, history: &[Step]) -> Vec<Deed> {
    let mut found: Vec<(Deed, Option<NodeId>, Option<NodeId>)> = Vec::new();
    for step in history {
        for event in &step.events {
            let (kind, at, to, detail) = match event {
                Event::MovedByOperator { from, node, .. } => (DeedKind::Moved, Some(*from), Some(*node), String::new()),
                Event::Skipped { node, .. } => (DeedKind::Skipped, Some(*node), None, String::new()),
                Event::VariablesSet { variables, .. } if !variables.is_empty() => {
                    let names: Vec<&str> = variables.keys().map(String::as_str).collect();
                    (DeedKind::ValuesSet, None, None, names.join(", "))
                }
                Event::PutToRest { reason } => (DeedKind::PutToRest, None, None, reason.clone()),
                Event::WokenUp {} => (DeedKind::WokenUp, None, None, String::new()),
                Event::Reentered { node, .. } | Event::ServiceRetried { node, .. } => {
                    (DeedKind::Retried, Some(*node), None, String::new())
                }
                Event::Ended { outcome: EndOutcome::Cancelled { reason } } => {
                    (DeedKind::Cancelled, None, None, reason.clone())
                }
                Event::Migrated { nodes, .. } => {
                    let other = |node: NodeId| nodes.iter().find(|(old, _)| *old == node).map(|(_, new)| *new);
                    for (_, at, to) in &mut found {
                        (*at, *to) = (at.and_then(other), to.and_then(other));
                    }
                    (DeedKind::Migrated, None, None, String::new())
                }
                _ => continue,
            };
            let deed = Deed { at: step.at, actor: step.actor.clone(), kind, step: String::new(), detail };
            found.push((deed, at, to));
        }
    }
    let label = |node: Option<NodeId>| node.and_then(|node| model.node(node)).map(|node| node.label().to_owned());
    let named = found.into_iter().map(|(deed, at, to)| {
        let detail = label(to).unwrap_or(deed.detail);
        Deed { step: label(at).unwrap_or_default(), detail, ..deed }
    });
    named.collect()
}
