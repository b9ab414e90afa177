//! The course of a process read off its history: which steps it came through, when, by whom, and where it is now.

use engine::{Event, FlowId, Model, NodeId, State, TokenId};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::instances::Step;

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was done.
    Done,
    /// The process is here.
    Here,
    /// The process is here and does not go on by itself.
    Stuck,
    /// It was left without being done: interrupted, moved away, or ended with everything else.
    Left,
}

/// One visit of a step. Gateways are part of the way and no steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseStep {
    /// BPMN id.
    pub element: String,
    /// The name people see.
    pub label: String,
    /// The BPMN tag.
    pub kind: &'static str,
    /// How it stands.
    pub standing: Standing,
    /// When the process came here.
    pub came: Timestamp,
    /// When it was done or left, where that is known.
    pub left: Option<Timestamp>,
    /// Who did it, as records name actors.
    pub actor: Option<String>,
}

/// The course of a process.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course {
    /// Steps in the order they were reached.
    pub steps: Vec<CourseStep>,
    /// BPMN ids of all elements that were left behind.
    pub past: BTreeSet<String>,
    /// BPMN ids of all sequence flows that were taken.
    pub ways: BTreeSet<String>,
    /// BPMN ids of the elements where it is, with the number of paths there.
    pub here: BTreeMap<String, usize>,
}

struct Stop {
    node: Option<NodeId>,
    came: Timestamp,
    left: Option<Timestamp>,
    actor: Option<String>,
    standing: Standing,
}

/// Where each token is, as far as the history was read.
#[derive(Default)]
struct Walk {
    stops: Vec<Stop>,
    at: BTreeMap<TokenId, usize>,
    flows: Vec<FlowId>,
}

impl Walk {
    fn leave(&mut self, token: TokenId, standing: Standing, when: Timestamp) {
        if let Some(stop) = self.at.remove(&token).and_then(|at| self.stops.get_mut(at)) {
            stop.standing = standing;
            stop.left = stop.left.or(Some(when));
        }
    }

    fn arrive(&mut self, token: TokenId, node: NodeId, when: Timestamp) {
        self.leave(token, Standing::Done, when);
        self.at.insert(token, self.stops.len());
        self.stops.push(Stop { node: Some(node), came: when, left: None, actor: None, standing: Standing::Here });
    }

    fn done(&mut self, token: TokenId, actor: &str, when: Timestamp) {
        if let Some(stop) = self.at.get(&token).and_then(|at| self.stops.get_mut(*at)) {
            stop.left = Some(when);
            stop.actor = Some(actor.to_owned());
        }
    }

    fn see(&mut self, event: &Event, actor: &str, when: Timestamp) {
        match event {
            Event::Started { token, node, .. }
            | Event::Began { token, node, .. }
            | Event::Placed { token, node, .. }
            | Event::Linked { token, node }
            | Event::Spawned { token, by: node, .. }
            | Event::Compensating { token, node, .. } => self.arrive(*token, *node, when),
            Event::Moved { token, flow, node } | Event::EventChosen { token, flow, node, .. } => {
                self.flows.push(*flow);
                self.arrive(*token, *node, when);
            }
            Event::Forked { token, branches } => {
                self.leave(*token, Standing::Done, when);
                for branch in branches {
                    self.flows.push(branch.flow);
                    self.arrive(branch.token, branch.node, when);
                }
            }
            Event::Interrupted { token, by: node, .. } | Event::MovedByOperator { token, node, .. } => {
                self.leave(*token, Standing::Left, when);
                self.arrive(*token, *node, when);
            }
            Event::Completed { token, .. } | Event::Decided { token, .. } | Event::Skipped { token, .. } => {
                self.done(*token, actor, when);
            }
            Event::Joined { merged, .. } => merged.iter().for_each(|token| self.leave(*token, Standing::Done, when)),
            Event::TokenEnded { token, .. } | Event::InstanceEnded { token, .. } => {
                self.leave(*token, Standing::Done, when);
            }
            Event::Migrated { nodes, flows } => {
                let other = |node: NodeId| nodes.iter().find(|(old, _)| *old == node).map(|(_, new)| *new);
                self.stops.iter_mut().for_each(|stop| stop.node = stop.node.and_then(other));
                let other = |flow: &FlowId| flows.iter().find(|(old, _)| old == flow).map(|(_, new)| *new);
                self.flows = self.flows.iter().filter_map(other).collect();
            }
            _ => {}
        }
    }
}

/// Reads the course off a history; `held` are tokens that a halted job holds up besides those the state names.
pub(super) fn read(model: &Model, history: &[Step], state: &State, held: &BTreeSet<TokenId>) -> Course {
    let mut walk = Walk::default();
    for step in history {
        step.events.iter().for_each(|event| walk.see(event, &step.actor, step.at));
    }
    for (token, at) in std::mem::take(&mut walk.at) {
        let Some(stop) = walk.stops.get_mut(at) else { continue };
        stop.standing = match state.tokens.get(&token) {
            Some(token_now) if token_now.incident.is_some() || held.contains(&token) => Standing::Stuck,
            Some(_) => Standing::Here,
            None => Standing::Left,
        };
    }
    let mut course = Course::default();
    for stop in walk.stops {
        let Some(node) = stop.node.and_then(|node| model.node(node)) else { continue };
        if matches!(stop.standing, Standing::Done | Standing::Left) {
            course.past.insert(node.id.clone());
        } else {
            *course.here.entry(node.id.clone()).or_default() += 1;
        }
        if !node.kind().ends_with("Gateway") {
            course.steps.push(CourseStep {
                element: node.id.clone(),
                label: node.label().to_owned(),
                kind: node.kind(),
                standing: stop.standing,
                came: stop.came,
                left: stop.left,
                actor: stop.actor,
            });
        }
    }
    course.ways = walk.flows.iter().filter_map(|flow| Some(model.flows.get(flow.0 as usize)?.id.clone())).collect();
    course
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{Command, Variables};
    use jiff::tz::TimeZone;

    const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
        targetNamespace="test"><process id="p" isExecutable="true"><startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="split"/>
        <parallelGateway id="split"/><sequenceFlow id="b" sourceRef="split" targetRef="one"/><sequenceFlow id="c" sourceRef="split" targetRef="two"/>
        <userTask id="one" name="Eins" camunda:formKey="decide"/><userTask id="two" name="Zwei" camunda:formKey="decide"/>
        <sequenceFlow id="d" sourceRef="one" targetRef="join"/><sequenceFlow id="e" sourceRef="two" targetRef="join"/>
        <parallelGateway id="join"/><sequenceFlow id="f" sourceRef="join" targetRef="end"/><endEvent id="end"/></process></definitions>"#;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + second).unwrap()
    }

    fn step(model: &Model, state: &State, history: &mut Vec<Step>, command: &Command, actor: &str) -> State {
        let version = history.len() as i64 + 1;
        let clock = feel::Clock { now: at(version), zone: TimeZone::UTC };
        let outcome = engine::step(model, state, command, &clock).unwrap();
        history.push(Step { version, at: at(version), actor: actor.to_owned(), events: outcome.events });
        outcome.state
    }

    #[test]
    fn two_paths_one_done_one_open() {
        let model = engine::compile(MODEL, "p.bpmn", &[]).unwrap();
        let mut history = Vec::new();
        let start = Command::Start { variables: Variables::new() };
        let state = step(&model, &State::new(), &mut history, &start, "applicant");
        let (token, one) = state.tokens.iter().find(|(_, t)| model.node(t.node).unwrap().id == "one").unwrap();
        let done = Command::CompleteTask { token: *token, visit: one.visit, variables: Variables::new() };
        let state = step(&model, &state, &mut history, &done, "Vera Beispiel");

        let course = read(&model, &history, &state, &BTreeSet::new());
        let seen: Vec<_> = course.steps.iter().map(|s| (s.element.as_str(), s.standing, s.actor.as_deref())).collect();
        assert_eq!(
            seen,
            [
                ("start", Standing::Done, None),
                ("one", Standing::Done, Some("Vera Beispiel")),
                ("two", Standing::Here, None)
            ]
        );
        assert_eq!(course.steps[1].left, Some(at(2)));
        assert_eq!(course.ways.iter().map(String::as_str).collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        assert!(course.past.contains("split") && course.here.contains_key("join"), "{course:?}");

        let held =
            state.tokens.iter().filter(|(_, t)| model.node(t.node).unwrap().id == "two").map(|(id, _)| *id).collect();
        let course = read(&model, &history, &state, &held);
        assert_eq!(course.steps[2].standing, Standing::Stuck);

        let state = step(&model, &state, &mut history, &Command::Cancel { reason: "Doppelt".to_owned() }, "Otto");
        let course = read(&model, &history, &state, &BTreeSet::new());
        assert_eq!(course.steps[2].standing, Standing::Left);
        assert!(course.here.is_empty());
    }
}
