//! A block as BPMN, and what the oracle says of it.

use std::collections::{BTreeMap, BTreeSet};

use super::Block;
use crate::play::{bpmn, flow, flow_if};

/// A model's XML, the variables that steer its choices, and the oracle.
pub struct Written {
    pub xml: String,
    pub variables: serde_json::Map<String, serde_json::Value>,
    /// How often a wait must begin at each element; nowhere else may one begin.
    pub expected: BTreeMap<String, usize>,
    /// How often the work at an element must be over before it counts as over; once where it is not named.
    pub needed: BTreeMap<String, usize>,
    /// `(before, after)`: the first must be over before the second begins.
    pub order: BTreeSet<(String, String)>,
}

struct Writer {
    nodes: String,
    flows: String,
    count: usize,
    /// Whether each sub-process has an error and an escalation of its own, and their declarations.
    own_codes: bool,
    codes: String,
    written: Written,
}

pub fn write(block: &Block) -> Written {
    write_as(block, false)
}

/// Like `write`, but each sub-process fails and escalates with a code of its own.
pub fn write_with_own_codes(block: &Block) -> Written {
    write_as(block, true)
}

fn write_as(block: &Block, own_codes: bool) -> Written {
    let written = Written {
        xml: String::new(),
        variables: serde_json::Map::new(),
        expected: BTreeMap::new(),
        needed: BTreeMap::new(),
        order: BTreeSet::new(),
    };
    let (nodes, flows, codes) = Default::default();
    let mut writer = Writer { nodes, flows, count: 0, own_codes, codes, written };
    let (first, last, _) = writer.block(block, 1);
    writer.flows.push_str(&flow("s", &first));
    writer.flows.push_str(&flow(&last, "e"));
    let Writer { nodes, flows, codes, mut written, .. } = writer;
    let xml = bpmn(&format!(r#"<bpmn:startEvent id="s" />{nodes}<bpmn:endEvent id="e" />{flows}"#));
    written.xml = xml.replacen("<bpmn:process ", &format!("{codes}<bpmn:process "), 1);
    written
}

const TIMER: &str =
    "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>";
const MESSAGE: &str = r#"<bpmn:messageEventDefinition messageRef="Message_Doc" />"#;
const ERROR: &str = r#"<bpmn:errorEventDefinition errorRef="Error_Refused" />"#;
const ESCALATION: &str = r#"<bpmn:escalationEventDefinition escalationRef="Escalation_Late" />"#;

/// First node, last node, and the waits inside that must all be over before what follows begins.
type Part = (String, String, Vec<String>);

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

    fn flow(&mut self, source: &str, target: &str) {
        self.flows.push_str(&flow(source, target));
    }

    fn expect(&mut self, id: &str, waits: usize) {
        if waits > 0 {
            *self.written.expected.entry(id.to_owned()).or_default() += waits;
        }
    }

    /// A wait that begins and ends so often.
    fn wait(&mut self, id: &str, times: usize) {
        self.expect(id, times);
        self.written.needed.insert(id.to_owned(), times);
    }

    fn before(&mut self, before: &[String], after: &[String]) {
        for one in before {
            self.written.order.extend(after.iter().map(|other| (one.clone(), other.clone())));
        }
    }

    /// `times`: how often the block is entered; 0 where it is not taken.
    fn block(&mut self, block: &Block, times: usize) -> Part {
        let id = match block {
            Block::User => self.node("user", "userTask", ""),
            Block::Service => self.node("service", r#"serviceTask camunda:type="external" camunda:topic="x""#, ""),
            Block::Call => self.node("call", r#"callActivity calledElement="other""#, ""),
            Block::Manual => {
                let id = self.node("manual", "manualTask", "");
                return (id.clone(), id, Vec::new());
            }
            Block::Timer => self.node("timer", "intermediateCatchEvent", TIMER),
            Block::Message => self.node("message", r#"receiveTask messageRef="Message_Doc""#, ""),
            Block::Link => {
                let name = self.id("link");
                let link = format!(r#"<bpmn:linkEventDefinition name="{name}" />"#);
                let throw = self.node("throw", "intermediateThrowEvent", &link);
                let catch = self.node("catch", "intermediateCatchEvent", &link);
                return (throw, catch, Vec::new());
            }
            Block::Reminded => {
                let task = self.node("user", "userTask", "");
                let reminder = self.boundary("reminder", &task, false, TIMER);
                let end = self.node("end", "endEvent", "");
                self.flow(&reminder, &end);
                task
            }
            Block::Limited => {
                let task = self.node("user", "userTask", "");
                let limit = self.boundary("limit", &task, true, TIMER);
                let merge = self.merge(&[&task, &limit]);
                self.wait(&task, times);
                return (task.clone(), merge, vec![task]);
            }
            Block::Race => {
                let gateway = self.node("race", "eventBasedGateway", "");
                let timer = self.node("first", "intermediateCatchEvent", TIMER);
                let message = self.node("first", "intermediateCatchEvent", MESSAGE);
                self.flow(&gateway, &timer);
                self.flow(&gateway, &message);
                let merge = self.merge(&[&timer, &message]);
                self.wait(&gateway, times);
                return (gateway.clone(), merge, vec![gateway]);
            }
            Block::Repeated(count, sequential) => {
                let task = self.node("user", "userTask", &repeat(*count, *sequential));
                self.wait(&task, times * usize::from(*count));
                self.expect(&task, times);
                let waits = if *count > 0 { vec![task.clone()] } else { Vec::new() };
                return (task.clone(), task, waits);
            }
            Block::Looped(count) => {
                let repeats = format!(r#"<bpmn:standardLoopCharacteristics loopMaximum="{count}" />"#);
                let task = self.node("user", "userTask", &repeats);
                self.wait(&task, times * usize::from(*count));
                self.expect(&task, times);
                return (task.clone(), task.clone(), vec![task]);
            }
            Block::Sequence(parts) => return self.sequence(parts, times),
            Block::Choice(branches, chosen) => return self.branches(branches, Split::One(*chosen), times),
            Block::Parallel(branches) => return self.branches(branches, Split::All, times),
            Block::Inclusive(branches, bits) => return self.branches(branches, Split::Some(*bits), times),
            Block::Inside(inside) => return self.sub(inside, times, &Sub::default()),
            Block::Multi(inside, count, sequential) => {
                return self.sub(inside, times, &Sub { repeat: Some((*count, *sequential)), ..Sub::default() });
            }
            Block::Failing(inside) => return self.sub(inside, times, &Sub { fails: true, ..Sub::default() }),
            Block::Handled(inside) => {
                return self.sub(inside, times, &Sub { fails: true, handled: true, ..Sub::default() });
            }
            Block::Listening(inside) => return self.sub(inside, times, &Sub { listens: true, ..Sub::default() }),
            Block::Escalating(inside) => return self.sub(inside, times, &Sub { escalates: true, ..Sub::default() }),
            Block::Undone(inside) => return self.undone(inside, times),
        };
        self.wait(&id, times);
        (id.clone(), id.clone(), vec![id])
    }

    fn boundary(&mut self, prefix: &str, on: &str, interrupting: bool, definition: &str) -> String {
        let open = format!(r#"boundaryEvent attachedToRef="{on}" cancelActivity="{interrupting}""#);
        self.node(prefix, &open, definition)
    }

    fn merge(&mut self, sources: &[&str]) -> String {
        let merge = self.node("merge", "exclusiveGateway", "");
        sources.iter().for_each(|source| self.flow(source, &merge));
        merge
    }

    fn sequence(&mut self, parts: &[Block], times: usize) -> Part {
        let mut waits: Vec<String> = Vec::new();
        let mut ends: Option<(String, String)> = None;
        for part in parts {
            let (first, last, inside) = self.block(part, times);
            self.before(&waits, &inside);
            waits.extend(inside);
            ends = Some(match ends {
                None => (first, last),
                Some((start, end)) => {
                    self.flow(&end, &first);
                    (start, last)
                }
            });
        }
        let (first, last) = ends.unwrap();
        (first, last, waits)
    }

    fn branches(&mut self, branches: &[Block], way: Split, times: usize) -> Part {
        let tag = way.tag();
        let split = self.id("split");
        let join = self.node("join", tag, "");
        let mut default = String::new();
        let mut waits = Vec::new();
        let taken: Vec<bool> = (0..branches.len()).map(|at| way.takes(at, branches.len())).collect();
        for (at, branch) in branches.iter().enumerate() {
            let (first, last, inside) = self.block(branch, if taken[at] { times } else { 0 });
            if taken[at] {
                waits.extend(inside);
            }
            self.flow(&last, &join);
            let is_last = at + 1 == branches.len();
            match way {
                Split::All => self.flow(&split, &first),
                _ if is_last => {
                    default = format!(r#" default="{split}_{first}""#);
                    self.flow(&split, &first);
                }
                Split::One(_) => self.flows.push_str(&flow_if(&split, &first, &format!("={split} = {at}"))),
                Split::Some(_) => self.flows.push_str(&flow_if(&split, &first, &format!("={split}[{}]", at + 1))),
            }
        }
        match way {
            Split::One(chosen) => drop(self.written.variables.insert(split.clone(), chosen.into())),
            Split::Some(_) => drop(self.written.variables.insert(split.clone(), taken.into())),
            Split::All => {}
        }
        self.nodes.push_str(&format!(r#"<bpmn:{tag} id="{split}"{default} />"#));
        (split, join, waits)
    }

    /// What a sub-process fails and escalates with.
    fn codes(&mut self, sub: &str) -> (String, String) {
        if !self.own_codes {
            return (ERROR.to_owned(), ESCALATION.to_owned());
        }
        self.codes.push_str(&format!(
            r#"<bpmn:error id="Error_{sub}" errorCode="{sub}" /><bpmn:escalation id="Escalation_{sub}" escalationCode="{sub}" />"#
        ));
        let own = |text: &str, from: &str, to: &str| text.replace(from, &format!("{to}_{sub}"));
        (own(ERROR, "Error_Refused", "Error"), own(ESCALATION, "Escalation_Late", "Escalation"))
    }

    fn sub(&mut self, inside: &Block, times: usize, sub: &Sub) -> Part {
        let id = self.id("sub");
        let (error, escalation) = self.codes(&id);
        let (count, sequential) = sub.repeat.unwrap_or((1, false));
        let inner_times = times * usize::from(count);
        let (outer_nodes, outer_flows) = (std::mem::take(&mut self.nodes), std::mem::take(&mut self.flows));
        let order = self.written.order.clone();
        let (mut first, last, mut waits) = self.block(inside, inner_times);
        if sub.repeat.is_some() {
            // Instances overtake each other, so inside there is no order over all of them.
            self.written.order = order;
        }
        let start = self.node("begin", "startEvent", "");
        if sub.escalates {
            let throw = self.node("escalate", "intermediateThrowEvent", &escalation);
            self.flow(&throw, &first);
            first = throw;
        }
        let end = self.node("end", "endEvent", if sub.fails { &error } else { "" });
        self.flow(&start, &first);
        self.flow(&last, &end);
        if sub.listens {
            self.event_sub(r#"startEvent isInterrupting="false""#, TIMER, "manualTask");
        }
        if sub.handled {
            let mend = self.event_sub("startEvent", &error, "userTask");
            self.wait(&mend, inner_times);
            self.before(&waits, std::slice::from_ref(&mend));
            waits.push(mend);
        }
        let (nodes, flows) =
            (std::mem::replace(&mut self.nodes, outer_nodes), std::mem::replace(&mut self.flows, outer_flows));
        let repeats = sub.repeat.map(|_| repeat(count, sequential)).unwrap_or_default();
        self.nodes.push_str(&format!(r#"<bpmn:subProcess id="{id}">{repeats}{nodes}{flows}</bpmn:subProcess>"#));
        self.expect(&id, if sub.repeat.is_some() { times + inner_times } else { times });
        if count == 0 {
            waits.clear();
        }
        if sub.escalates {
            let told = self.boundary("told", &id, false, &escalation);
            let task = self.node("user", "userTask", "");
            let end = self.node("end", "endEvent", "");
            self.flow(&told, &task);
            self.flow(&task, &end);
            self.wait(&task, times);
        }
        if sub.fails && !sub.handled {
            let caught = self.boundary("caught", &id, true, &error);
            let merge = self.merge(&[&id, &caught]);
            return (id, merge, waits);
        }
        (id.clone(), id, waits)
    }

    /// An event sub-process with one task; gives the task's id.
    fn event_sub(&mut self, start: &str, on: &str, task: &str) -> String {
        let id = self.id("handler");
        let (nodes, flows) = (std::mem::take(&mut self.nodes), std::mem::take(&mut self.flows));
        let begin = self.node("begin", start, on);
        let task = self.node(if task == "userTask" { "user" } else { "manual" }, task, "");
        let end = self.node("end", "endEvent", "");
        self.flow(&begin, &task);
        self.flow(&task, &end);
        let (inner, ways) = (std::mem::replace(&mut self.nodes, nodes), std::mem::replace(&mut self.flows, flows));
        self.nodes.push_str(&format!(
            r#"<bpmn:subProcess id="{id}" triggeredByEvent="true">{inner}{ways}</bpmn:subProcess>"#
        ));
        task
    }

    fn undone(&mut self, inside: &Block, times: usize) -> Part {
        let task = self.node("user", "userTask", "");
        let (first, last, inner) = self.block(inside, times);
        let undo = self.node("undo", r#"userTask isForCompensation="true""#, "");
        let event = self.boundary("compensate", &task, true, "<bpmn:compensateEventDefinition />");
        self.nodes.push_str(&format!(r#"<bpmn:association id="a{undo}" sourceRef="{event}" targetRef="{undo}" />"#));
        let call = format!(r#"<bpmn:compensateEventDefinition activityRef="{task}" />"#);
        let throw = self.node("throw", "intermediateThrowEvent", &call);
        self.flow(&task, &first);
        self.flow(&last, &throw);
        self.wait(&task, times);
        self.expect(&undo, times);
        self.written.needed.insert(undo.clone(), times);
        let mut waits = vec![task.clone()];
        self.before(&waits, &inner);
        waits.extend(inner);
        self.before(&waits, std::slice::from_ref(&undo));
        waits.push(undo);
        (task, throw, waits)
    }
}

#[derive(Default)]
struct Sub {
    repeat: Option<(u8, bool)>,
    fails: bool,
    handled: bool,
    listens: bool,
    escalates: bool,
}

#[derive(Clone, Copy)]
enum Split {
    One(usize),
    All,
    Some(u8),
}

impl Split {
    fn tag(self) -> &'static str {
        match self {
            Self::One(_) => "exclusiveGateway",
            Self::All => "parallelGateway",
            Self::Some(_) => "inclusiveGateway",
        }
    }

    /// The last branch of an inclusive split is its default: taken when no other is.
    fn takes(self, at: usize, of: usize) -> bool {
        match self {
            Self::One(chosen) => chosen == at,
            Self::All => true,
            Self::Some(bits) if at + 1 == of => (0..at).all(|other| bits & (1 << other) == 0),
            Self::Some(bits) => bits & (1 << at) != 0,
        }
    }
}

fn repeat(count: u8, sequential: bool) -> String {
    format!(
        r#"<bpmn:multiInstanceLoopCharacteristics isSequential="{sequential}"><bpmn:loopCardinality>{count}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"#
    )
}
