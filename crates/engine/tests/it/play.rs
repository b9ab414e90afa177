//! Drives one instance in tests. Every command also checks the replay law, that the effects keep
//! the host in step with the state, and that state and events survive JSON.

use engine::elements::Element;
use engine::{
    Command, Effect, EndOutcome, Event, Model, Outcome, Rejection, State, TimerId, TokenId, Visit, apply, compile, step,
};
use serde_json::{Value, json};

use crate::outside::Outside;

/// A process with this body; messages, errors and namespaces are there.
pub fn bpmn(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:operaton="http://operaton.org/schema/1.0/bpmn" id="Definitions_1">
<bpmn:message id="Message_Doc" name="document" />
<bpmn:message id="Message_Key" name="keyed"><bpmn:extensionElements><camunda:properties><camunda:property name="correlationKey" value="=caseId" /></camunda:properties></bpmn:extensionElements></bpmn:message>
<bpmn:error id="Error_Refused" name="Refused" errorCode="refused" /><bpmn:error id="Error_Lost" name="Lost" errorCode="lost" /><bpmn:signal id="Signal_Alarm" name="alarm" /><bpmn:escalation id="Escalation_Late" name="Late" escalationCode="late" /><bpmn:escalation id="Escalation_Angry" name="Angry" escalationCode="angry" />
<bpmn:process id="P" name="Test" isExecutable="true">
{body}
</bpmn:process></bpmn:definitions>"#
    )
}

/// A sequence flow; the id is `source_target`.
pub fn flow(source: &str, target: &str) -> String {
    format!(r#"<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}" />"#)
}

/// A sequence flow with a condition.
pub fn flow_if(source: &str, target: &str, condition: &str) -> String {
    format!(
        r#"<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">
<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression"><![CDATA[{condition}]]></bpmn:conditionExpression></bpmn:sequenceFlow>"#
    )
}

/// A sub-process with these nodes and flows inside, besides a start and an end event of its own.
pub fn sub(id: &str, nodes: &str, flows: &str) -> String {
    format!(
        r#"<bpmn:subProcess id="{id}">{}</bpmn:subProcess>"#,
        body(&format!("{id}S"), &format!("{id}E"), nodes, flows)
    )
}

/// An event sub-process; `on` is the event definition of its start event.
pub fn event_sub(id: &str, interrupting: bool, on: &str, nodes: &str, flows: &str) -> String {
    let flows: String =
        flows.split_whitespace().filter_map(|pair| pair.split_once('>')).map(|(a, b)| flow(a, b)).collect();
    format!(
        r#"<bpmn:subProcess id="{id}" triggeredByEvent="true"><bpmn:startEvent id="{id}S" isInterrupting="{interrupting}">{on}</bpmn:startEvent>
        {nodes}<bpmn:endEvent id="{id}E" />{flows}</bpmn:subProcess>"#
    )
}

/// A boundary event; `on` is its event definition.
pub fn boundary(id: &str, activity: &str, interrupting: bool, on: &str) -> String {
    format!(
        r#"<bpmn:boundaryEvent id="{id}" attachedToRef="{activity}" cancelActivity="{interrupting}">{on}</bpmn:boundaryEvent>"#
    )
}

fn body(start: &str, end: &str, nodes: &str, flows: &str) -> String {
    let flows: String =
        flows.split_whitespace().filter_map(|pair| pair.split_once('>')).map(|(a, b)| flow(a, b)).collect();
    format!(r#"<bpmn:startEvent id="{start}" />{nodes}<bpmn:endEvent id="{end}" />{flows}"#)
}

/// Event definitions.
pub const HOUR: &str =
    "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>";
pub const DOCUMENT: &str = r#"<bpmn:messageEventDefinition messageRef="Message_Doc" />"#;
pub const ALARM: &str = r#"<bpmn:signalEventDefinition signalRef="Signal_Alarm" />"#;
pub const REFUSED: &str = r#"<bpmn:errorEventDefinition errorRef="Error_Refused" />"#;
pub const LOST: &str = r#"<bpmn:errorEventDefinition errorRef="Error_Lost" />"#;
pub const LATE: &str = r#"<bpmn:escalationEventDefinition escalationRef="Escalation_Late" />"#;
pub const UNDO: &str = "<bpmn:compensateEventDefinition />";

/// A user task.
pub fn user(id: &str) -> String {
    format!(r#"<bpmn:userTask id="{id}" />"#)
}

/// An end event with this definition.
pub fn end(id: &str, on: &str) -> String {
    format!(r#"<bpmn:endEvent id="{id}">{on}</bpmn:endEvent>"#)
}

/// A throw event with this definition.
pub fn throw(id: &str, on: &str) -> String {
    format!(r#"<bpmn:intermediateThrowEvent id="{id}">{on}</bpmn:intermediateThrowEvent>"#)
}

/// A catch event with this definition.
pub fn catch(id: &str, on: &str) -> String {
    format!(r#"<bpmn:intermediateCatchEvent id="{id}">{on}</bpmn:intermediateCatchEvent>"#)
}

/// Start `s`, these nodes, end `e`, and flows given as `a>b`, separated by spaces.
pub fn process(nodes: &str, flows: &str) -> String {
    let flows: String =
        flows.split_whitespace().filter_map(|pair| pair.split_once('>')).map(|(a, b)| flow(a, b)).collect();
    bpmn(&format!(r#"<bpmn:startEvent id="s" />{nodes}<bpmn:endEvent id="e" />{flows}"#))
}

pub fn model(xml: &str) -> Model {
    match compile(xml, "test.bpmn", &[]) {
        Ok(model) => model,
        Err(problems) => panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}

/// Rule and element of every problem.
pub fn refused(xml: &str) -> Vec<(String, String)> {
    match compile(xml, "test.bpmn", &[]) {
        Ok(_) => panic!("the model was accepted"),
        Err(problems) => problems.into_iter().map(|problem| (problem.rule, problem.element)).collect(),
    }
}

pub fn clock(now: &str) -> feel::Clock {
    feel::Clock { now: now.parse().unwrap(), zone: jiff::tz::TimeZone::get("Europe/Zurich").unwrap() }
}

pub fn vars(value: Value) -> serde_json::Map<String, Value> {
    value.as_object().cloned().unwrap()
}

/// One instance under test.
pub struct Play {
    pub model: Model,
    pub state: State,
    pub clock: feel::Clock,
    pub events: Vec<Event>,
    pub effects: Vec<Effect>,
    outside: Outside,
}

impl Play {
    /// A started instance.
    pub fn start(xml: &str, variables: Value) -> Self {
        let mut play = Self::new(xml);
        play.send(&Command::Start { variables: vars(variables) }).unwrap();
        play
    }

    pub fn new(xml: &str) -> Self {
        Self::of(model(xml))
    }

    /// An instance of this model that is not started yet.
    pub fn of(model: Model) -> Self {
        let clock = clock("2026-03-02T08:00:00Z");
        Self { model, state: State::new(), clock, events: Vec::new(), effects: Vec::new(), outside: Outside::default() }
    }

    /// Sends a command and returns only its own effects.
    pub fn send(&mut self, command: &Command) -> Result<Vec<Effect>, Rejection> {
        let outcome = checked_step(&self.model, &self.state, command, &self.clock)?;
        self.state = outcome.state;
        self.outside.follow(command, &outcome.effects);
        assert_eq!(self.outside, Outside::of(&self.model, &self.state), "the effects tell the host what is open");
        self.events.extend(outcome.events);
        self.effects.extend(outcome.effects.clone());
        Ok(outcome.effects)
    }

    /// What the host has open.
    pub fn outside(&self) -> &Outside {
        &self.outside
    }

    /// Lets the host carry out effects that came some other way than by a command.
    pub fn follow(&mut self, command: &Command, effects: &[Effect]) {
        self.outside.follow(command, effects);
    }

    /// Token and visit of the open task or service at this element.
    pub fn at(&self, element: &str) -> (TokenId, Visit) {
        self.find(element).unwrap_or_else(|| panic!("nothing is open at {element}: {:?}", self.state.tokens))
    }

    pub fn find(&self, element: &str) -> Option<(TokenId, Visit)> {
        let node = self.model.find_node(element).unwrap();
        let waiting = |token: &engine::Token| token.node == node && token.phase == engine::Phase::Waiting;
        let owner =
            |id: &TokenId| self.state.scopes.values().any(|scope| scope.owner == Some(*id) && scope.multi.is_some());
        self.state.tokens.iter().find(|(id, token)| waiting(token) && !owner(id)).map(|(id, token)| (*id, token.visit))
    }

    pub fn complete(&mut self, element: &str, variables: Value) -> Vec<Effect> {
        let (token, visit) = self.at(element);
        let variables = vars(variables);
        let command = match self.model.node(self.model.find_node(element).unwrap()).unwrap().element {
            Element::ServiceTask(_) => Command::CompleteService { token, visit, variables },
            Element::CallActivity(_) => Command::CompleteCall { token, visit, variables },
            _ => Command::CompleteTask { token, visit, variables },
        };
        self.send(&command).unwrap()
    }

    /// BPMN ids of what is open for people, services and callers, sorted.
    pub fn open(&self) -> Vec<String> {
        let owns = |id: &TokenId| self.state.scopes.values().any(|scope| scope.owner == Some(*id));
        let waiting = self.state.tokens.iter().filter(|(id, t)| t.phase == engine::Phase::Waiting && !owns(id));
        let nodes = waiting.filter_map(|(_, token)| self.model.node(token.node));
        let work = nodes.filter(|node| {
            matches!(node.element, Element::UserTask(_) | Element::ServiceTask(_) | Element::CallActivity(_))
        });
        let mut open: Vec<String> = work.map(|node| node.id.clone()).collect();
        open.sort();
        open
    }

    pub fn signal(&mut self, name: &str) -> Result<Vec<Effect>, Rejection> {
        self.send(&Command::DeliverSignal { name: name.to_owned(), variables: vars(json!({})) })
    }

    pub fn message(&mut self, name: &str) -> Vec<Effect> {
        self.send(&Command::DeliverMessage { name: name.to_owned(), key: None, variables: vars(json!({})) }).unwrap()
    }

    /// A BPMN error at the work that is open here.
    pub fn error(&mut self, element: &str, code: &str) -> Vec<Effect> {
        let ((token, visit), variables) = (self.at(element), vars(json!({})));
        let (code, message) = (code.to_owned(), "no".to_owned());
        self.send(&Command::ThrowError { token, visit, code, message, variables }).unwrap()
    }

    pub fn timer(&self) -> TimerId {
        *self.state.timers.keys().next().unwrap()
    }

    pub fn fire(&mut self) -> Vec<Effect> {
        let timer = self.timer();
        self.clock.now = self.clock.now.max(self.state.timers[&timer].due);
        self.send(&Command::FireTimer { timer }).unwrap()
    }

    pub fn ended(&self) -> bool {
        self.state.outcome() == Some(&EndOutcome::Completed)
    }

    pub fn variable(&self, name: &str) -> Value {
        self.state.variables().and_then(|variables| variables.get(name)).cloned().unwrap_or(json!("(not set)"))
    }

    pub fn incident(&self) -> (engine::IncidentId, engine::Incident) {
        let (id, incident) = self.state.incidents.iter().next().expect("an incident");
        (*id, incident.clone())
    }
}

/// A step with the laws that hold for every step.
pub fn checked_step(model: &Model, state: &State, command: &Command, now: &feel::Clock) -> Result<Outcome, Rejection> {
    let outcome = step(model, state, command, now)?;
    assert_eq!(step(model, state, command, now).as_ref(), Ok(&outcome), "a step is deterministic");
    let mut replayed = state.clone();
    for event in &outcome.events {
        let text = serde_json::to_string(event).unwrap();
        let read: Event = serde_json::from_str(&text).unwrap();
        assert_eq!(&read, event, "an event survives JSON");
        apply(&mut replayed, &read);
    }
    assert_eq!(replayed, outcome.state, "applying the events gives the state");
    let text = serde_json::to_string(&outcome.state).unwrap();
    assert_eq!(serde_json::from_str::<State>(&text).unwrap(), outcome.state, "a state survives JSON");
    for effect in &outcome.effects {
        let text = serde_json::to_string(effect).unwrap();
        assert_eq!(&serde_json::from_str::<Effect>(&text).unwrap(), effect, "an effect survives JSON");
    }
    Ok(outcome)
}
