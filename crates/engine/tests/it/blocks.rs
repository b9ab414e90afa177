//! Random block-structured models with an oracle: what tasks must be done, in what order, until the end.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::play::{bpmn, flow, flow_if};

/// A block has one way in and one way out, so every model made of blocks is sound.
#[derive(Debug, Clone)]
pub enum Block {
    User,
    Service,
    Manual,
    Timer,
    Message,
    /// A user task with a non-interrupting reminder on it that leads to a manual task and an end.
    Reminded,
    /// A user task that an interrupting timer may take away; both ways meet again.
    Limited,
    Sequence(Vec<Block>),
    /// The branch whose number is the variable of this gateway.
    Choice(Vec<Block>, usize),
    Parallel(Vec<Block>),
}

pub fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        3 => Just(Block::User),
        2 => Just(Block::Service),
        1 => Just(Block::Manual),
        1 => Just(Block::Timer),
        1 => Just(Block::Message),
        1 => Just(Block::Reminded),
        1 => Just(Block::Limited),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Block::Sequence),
            (prop::collection::vec(inner.clone(), 2..4), any::<prop::sample::Index>()).prop_map(|(branches, index)| {
                let chosen = index.index(branches.len());
                Block::Choice(branches, chosen)
            }),
            prop::collection::vec(inner, 2..4).prop_map(Block::Parallel),
        ]
    })
}

/// A model's XML, the variables that steer its choices, and the oracle.
pub struct Written {
    pub xml: String,
    pub variables: serde_json::Map<String, serde_json::Value>,
    /// Waits that must happen exactly once, and no others may.
    pub expected: BTreeSet<String>,
    /// Waits that another may take away (a limited task).
    pub limited: BTreeSet<String>,
    /// `(before, after)`: the first must be over before the second begins.
    pub order: Vec<(String, String)>,
}

struct Writer {
    nodes: String,
    flows: String,
    count: usize,
    written: Written,
}

pub fn write(block: &Block) -> Written {
    let written = Written {
        xml: String::new(),
        variables: serde_json::Map::new(),
        expected: BTreeSet::new(),
        limited: BTreeSet::new(),
        order: Vec::new(),
    };
    let mut writer = Writer { nodes: String::new(), flows: String::new(), count: 0, written };
    let (first, last, _) = writer.block(block, true);
    writer.flows.push_str(&flow("s", &first));
    writer.flows.push_str(&flow(&last, "e"));
    let Writer { nodes, flows, mut written, .. } = writer;
    written.xml = bpmn(&format!(r#"<bpmn:startEvent id="s" />{nodes}<bpmn:endEvent id="e" />{flows}"#));
    written
}

impl Writer {
    fn id(&mut self, prefix: &str) -> String {
        self.count += 1;
        format!("{prefix}{}", self.count)
    }

    fn node(&mut self, prefix: &str, open: &str, inner: &str) -> String {
        let id = self.id(prefix);
        let tag = open.split(' ').next().unwrap();
        self.nodes.push_str(&format!(r#"<bpmn:{} id="{id}"{}>{inner}</bpmn:{tag}>"#, tag, &open[tag.len()..]));
        id
    }

    /// First node, last node, and the waits that certainly happen inside when the block is taken.
    fn block(&mut self, block: &Block, taken: bool) -> (String, String, Vec<String>) {
        let timer =
            "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>";
        let id = match block {
            Block::User => self.node("user", "userTask", ""),
            Block::Service => self.node("service", r#"serviceTask camunda:type="external" camunda:topic="x""#, ""),
            Block::Manual => {
                let id = self.node("manual", "manualTask", "");
                return (id.clone(), id, Vec::new());
            }
            Block::Timer => self.node("timer", "intermediateCatchEvent", timer),
            Block::Message => self.node("message", r#"receiveTask messageRef="Message_Doc""#, ""),
            Block::Reminded => {
                let task = self.node("user", "userTask", "");
                let on = format!(r#"boundaryEvent attachedToRef="{task}" cancelActivity="false""#);
                let reminder = self.node("reminder", &on, timer);
                let end = self.node("end", "endEvent", "");
                self.flows.push_str(&flow(&reminder, &end));
                task
            }
            Block::Limited => {
                let task = self.node("user", "userTask", "");
                let limit = self.node("limit", &format!(r#"boundaryEvent attachedToRef="{task}""#), timer);
                let merge = self.node("merge", "exclusiveGateway", "");
                self.flows.push_str(&flow(&task, &merge));
                self.flows.push_str(&flow(&limit, &merge));
                if taken {
                    self.written.expected.insert(task.clone());
                    self.written.limited.insert(task.clone());
                }
                return (task.clone(), merge, vec![task]);
            }
            Block::Sequence(parts) => return self.sequence(parts, taken),
            Block::Choice(branches, chosen) => return self.branches(branches, Some(*chosen), taken),
            Block::Parallel(branches) => return self.branches(branches, None, taken),
        };
        if taken {
            self.written.expected.insert(id.clone());
        }
        (id.clone(), id.clone(), vec![id])
    }

    fn sequence(&mut self, parts: &[Block], taken: bool) -> (String, String, Vec<String>) {
        let mut waits: Vec<String> = Vec::new();
        let mut ends: Option<(String, String)> = None;
        for part in parts {
            let (first, last, inside) = self.block(part, taken);
            if taken {
                for before in &waits {
                    self.written.order.extend(inside.iter().map(|after| (before.clone(), after.clone())));
                }
            }
            waits.extend(inside);
            ends = Some(match ends {
                None => (first, last),
                Some((start, end)) => {
                    self.flows.push_str(&flow(&end, &first));
                    (start, last)
                }
            });
        }
        let (first, last) = ends.unwrap();
        (first, last, waits)
    }

    fn branches(&mut self, branches: &[Block], chosen: Option<usize>, taken: bool) -> (String, String, Vec<String>) {
        let tag = if chosen.is_some() { "exclusiveGateway" } else { "parallelGateway" };
        let split = self.id("split");
        let join = self.node("join", tag, "");
        let mut default = String::new();
        let mut waits = Vec::new();
        for (at, branch) in branches.iter().enumerate() {
            let is_taken = chosen.is_none_or(|chosen| chosen == at);
            let (first, last, inside) = self.block(branch, taken && is_taken);
            if is_taken {
                waits.extend(inside);
            }
            self.flows.push_str(&flow(&last, &join));
            if chosen.is_none() {
                self.flows.push_str(&flow(&split, &first));
            } else if at + 1 == branches.len() {
                default = format!(r#" default="{split}_{first}""#);
                self.flows.push_str(&flow(&split, &first));
            } else {
                self.flows.push_str(&flow_if(&split, &first, &format!("={split} = {at}")));
            }
        }
        if let Some(chosen) = chosen {
            self.written.variables.insert(split.clone(), chosen.into());
        }
        self.nodes.push_str(&format!(r#"<bpmn:{tag} id="{split}"{default} />"#));
        (split, join, waits)
    }
}
