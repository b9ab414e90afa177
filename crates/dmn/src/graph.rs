//! The elements of a model and of the files it imports, with what each requires.

use std::collections::HashMap;
use std::sync::Arc;

use crate::item::Item;
use crate::logic::{Boxed, FunctionLogic};

/// The place of an element in its graph.
pub(crate) type ElementId = usize;

/// All elements. Those of imported files come first.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(crate) elements: Vec<Element>,
    /// By namespace and id.
    pub(crate) by_id: HashMap<(String, String), ElementId>,
    /// Where the elements of the main file start.
    pub(crate) main_from: ElementId,
}

/// An input, a decision, a business knowledge model or a decision service.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) id: String,
    pub(crate) name: Arc<str>,
    pub(crate) item: Option<Item>,
    /// What it requires and the name of the import through which it sees it.
    pub(crate) requires: Vec<Requirement>,
    pub(crate) role: Role,
}

/// An edge of the graph.
#[derive(Clone, Debug)]
pub(crate) struct Requirement {
    pub(crate) target: ElementId,
    /// The name of the import, `None` within a file.
    pub(crate) import: Option<Arc<str>>,
}

/// What an element is.
#[derive(Debug)]
pub(crate) enum Role {
    Input,
    Decision(Option<Boxed>),
    Knowledge(Arc<FunctionLogic>),
    Service(Service),
}

/// The parts of a decision service.
#[derive(Clone, Debug, Default)]
pub(crate) struct Service {
    pub(crate) outputs: Vec<Requirement>,
    /// Parameters in the order of the standard: input data, then input decisions.
    pub(crate) inputs: Vec<Requirement>,
}

impl Graph {
    /// An element by id or name; those of the main file first.
    pub(crate) fn find(&self, wanted: &str) -> Option<ElementId> {
        let main = self.main_from..self.elements.len();
        let position = |matches: &dyn Fn(&Element) -> bool| {
            main.clone().chain(0..self.main_from).find(|id| matches(&self.elements[*id]))
        };
        position(&|element| !matches!(element.role, Role::Input) && element.id == wanted)
            .or_else(|| position(&|element| !matches!(element.role, Role::Input) && *element.name == *wanted))
    }

    /// Everything the targets need, each after what it needs itself. Stops at what is already `given`.
    pub(crate) fn order(&self, targets: &[ElementId], given: &dyn Fn(ElementId) -> bool) -> Vec<ElementId> {
        let mut done = vec![false; self.elements.len()];
        let mut order = Vec::new();
        // An explicit stack, as a chain of decisions may be long. The second part counts the requirements already followed.
        let mut stack: Vec<(ElementId, usize)> = targets.iter().rev().map(|target| (*target, 0)).collect();
        while let Some((id, followed)) = stack.pop() {
            if done[id] || given(id) {
                continue;
            }
            match self.elements[id].requires.get(followed) {
                Some(requirement) => {
                    stack.push((id, followed + 1));
                    if !done[requirement.target] {
                        stack.push((requirement.target, 0));
                    }
                }
                None => {
                    done[id] = true;
                    order.push(id);
                }
            }
        }
        order
    }

    /// An element that requires itself through others.
    pub(crate) fn cycle(&self) -> Option<ElementId> {
        let mut state = vec![0_u8; self.elements.len()];
        for start in 0..self.elements.len() {
            let mut stack = vec![(start, 0)];
            while let Some((id, followed)) = stack.pop() {
                if state[id] == 2 {
                    continue;
                }
                state[id] = 1;
                match self.elements[id].requires.get(followed).map(|requirement| requirement.target) {
                    Some(target) => {
                        stack.push((id, followed + 1));
                        match state[target] {
                            0 => stack.push((target, 0)),
                            1 => return Some(target),
                            _ => {}
                        }
                    }
                    None => state[id] = 2,
                }
            }
        }
        None
    }
}
