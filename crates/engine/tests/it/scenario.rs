//! Plays a scenario file: what is done to an instance, step by step, and what it must wait for after each step. The
//! format is described in `tests/scenarios/README.md`.

use std::collections::{BTreeMap, BTreeSet};

use engine::elements::Element;
use engine::{Command, Effect, EndOutcome, Phase, Rejection, SubscriptionKind, Variables};
use serde::Deserialize;
use serde_json::Value;

use crate::play::Play;

/// One scenario file: several models.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    pub model: Vec<Scenario>,
}

/// One model: refused, or played.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The model's file name.
    pub file: String,
    /// What the model shows.
    pub about: String,
    /// Every `rule element` that is told, where the file as a whole is refused.
    #[serde(default)]
    pub refused: Vec<String>,
    /// Why it is right to refuse it.
    pub why: Option<String>,
    /// Ways through the model.
    #[serde(default)]
    pub run: Vec<Run>,
}

/// One way through a model.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    pub about: String,
    /// Which process, where the file has several.
    pub process: Option<String>,
    pub steps: Vec<Step>,
}

/// What is done (the first block of fields, exactly one of them) and what is expected then.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Step {
    start: Option<String>,
    complete: Option<String>,
    fire: Option<String>,
    message: Option<String>,
    signal: Option<String>,
    error: Option<String>,
    escalate: Option<String>,
    fail: Option<String>,

    times: Option<usize>,
    code: String,
    variables: Variables,

    waits: Vec<String>,
    ends: Option<String>,
    has: Option<Variables>,
    hands: BTreeMap<String, Value>,
    locals: BTreeMap<String, Value>,
    sends: Vec<String>,
}

/// Checks one scenario against the model's text; the error says where it differs.
pub fn check(scenario: &Scenario, xml: &str) -> Result<(), String> {
    let whole = engine::compile(xml, &scenario.file, &[]);
    let found = whole.err().into_iter().flatten().map(|problem| format!("{} {}", problem.rule, problem.element));
    same("refused", &scenario.refused.iter().cloned().collect::<BTreeSet<_>>(), &found.collect())?;
    if scenario.refused.is_empty() == scenario.why.is_some() {
        return Err("`why` belongs to `refused`, and `refused` needs it".to_owned());
    }
    if scenario.refused.is_empty() && scenario.run.is_empty() {
        return Err("it is neither refused nor played".to_owned());
    }
    for run in &scenario.run {
        let compiled = match &run.process {
            Some(process) => engine::compile_process(xml, &scenario.file, process, &[]),
            None => engine::compile(xml, &scenario.file, &[]),
        };
        let model = compiled.map_err(|problems| problems.iter().map(ToString::to_string).collect::<String>())?;
        let mut play = Play::of(model);
        for (at, step) in run.steps.iter().enumerate() {
            take(&mut play, step).map_err(|why| format!("\"{}\", step {}: {why}", run.about, at + 1))?;
        }
        if play.state.outcome().is_none() {
            return Err(format!("\"{}\" stops before the end", run.about));
        }
    }
    Ok(())
}

fn take(play: &mut Play, step: &Step) -> Result<(), String> {
    let before = play.effects.len();
    for _ in 0..step.times.unwrap_or(1) {
        let command = command(play, step)?;
        if let Command::FireTimer { timer } = &command {
            play.clock.now = play.clock.now.max(play.state.timers[timer].due);
        }
        play.send(&command).map_err(|rejection: Rejection| rejection.to_string())?;
    }
    let effects = play.effects[before..].to_vec();
    same("waits", &sorted(spread(&step.waits)), &waiting(play, &step.waits))?;
    let ended = play.state.outcome().map(|outcome| name_outcome(play, outcome));
    same("ends", &step.ends, &ended)?;
    same("sends", &sorted(step.sends.clone()), &sorted(effects.iter().filter_map(sent).collect()))?;
    if let Some(has) = &step.has {
        same("has", &Some(has), &play.state.variables())?;
    }
    for (element, expected) in &step.hands {
        same(&format!("hands to {element}"), &Some(expected.clone()), &handed(&effects, element))?;
    }
    for (element, expected) in &step.locals {
        let node = play.model.find_node(element);
        let token = play.state.tokens.values().find(|token| Some(token.node) == node);
        same(
            &format!("locals of {element}"),
            &Some(expected.clone()),
            &token.map(|t| Value::Object(t.locals.clone())),
        )?;
    }
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, expected: &T, actual: &T) -> Result<(), String> {
    if expected == actual { Ok(()) } else { Err(format!("{what}:\n  expected {expected:?}\n  actual   {actual:?}")) }
}

fn sorted(mut list: Vec<String>) -> Vec<String> {
    list.sort();
    list
}

/// `task a x3` is written out as three times `task a`.
fn spread(waits: &[String]) -> Vec<String> {
    let one = |wait: &String| match wait.rsplit_once(" x").and_then(|(wait, times)| Some((wait, times.parse().ok()?))) {
        Some((wait, times)) => vec![wait.to_owned(); times],
        None => vec![wait.clone()],
    };
    waits.iter().flat_map(one).collect()
}

fn command(play: &Play, step: &Step) -> Result<Command, String> {
    let variables = step.variables.clone();
    let done = [&step.complete, &step.error, &step.escalate, &step.fail];
    let work = done.into_iter().flatten().next();
    let at = |element: &String| {
        play.model.find_node(element).ok_or_else(|| format!("there is no element {element}"))?;
        play.find(element).ok_or_else(|| format!("nothing is open at {element}"))
    };
    let (code, message) = (step.code.clone(), "as the scenario says".to_owned());
    if let Some(element) = work {
        let (token, visit) = at(element)?;
        return Ok(if step.error.is_some() {
            Command::ThrowError { token, visit, code, message, variables }
        } else if step.escalate.is_some() {
            Command::ThrowEscalation { token, visit, code, variables }
        } else if step.fail.is_some() {
            Command::FailService { token, visit, message, retries_left: 0 }
        } else {
            match play.model.node(play.state.tokens[&token].node).map(|node| &node.element) {
                Some(Element::ServiceTask(_)) => Command::CompleteService { token, visit, variables },
                Some(Element::CallActivity(_)) => Command::CompleteCall { token, visit, variables },
                _ => Command::CompleteTask { token, visit, variables },
            }
        });
    }
    match step {
        Step { start: Some(how), .. } => match how.split_once(' ') {
            None if how == "plain" => Ok(Command::Start { variables }),
            Some(("message", name)) => Ok(Command::StartByMessage { name: name.to_owned(), variables }),
            Some(("signal", name)) => Ok(Command::StartBySignal { name: name.to_owned(), variables }),
            Some(("at", element)) => Ok(Command::StartAt { element: element.to_owned(), variables }),
            _ => Err(format!("\"{how}\" is no way to start")),
        },
        Step { message: Some(name), .. } => Ok(Command::DeliverMessage { name: name.clone(), key: None, variables }),
        Step { signal: Some(name), .. } => Ok(Command::DeliverSignal { name: name.clone(), variables }),
        Step { fire: Some(element), .. } => {
            let node = play.model.find_node(element);
            let timer = play.state.timers.iter().find(|(_, timer)| Some(timer.node) == node);
            let (timer, _) = timer.ok_or_else(|| format!("no timer is armed at {element}"))?;
            Ok(Command::FireTimer { timer: *timer })
        }
        _ => Err("the step does nothing".to_owned()),
    }
}

/// What is open, one line each; details in brackets only where the expectation of that element names some.
fn waiting(play: &Play, expected: &[String]) -> Vec<String> {
    let id = |node| play.model.node(node).map_or("", |node| node.id.as_str());
    let mut lines = Vec::new();
    let mut add = |kind: &str, element: &str, details: String| {
        let plain = format!("{kind} {element}");
        let detailed = expected.iter().any(|wait| wait.starts_with(&format!("{plain} (")));
        lines.push(if detailed { format!("{plain} ({details})") } else { plain });
    };
    let owners: Vec<_> = play.state.scopes.values().filter_map(|scope| scope.owner).collect();
    for (token, at) in play.state.tokens.iter().filter(|(id, t)| t.phase == Phase::Waiting && !owners.contains(id)) {
        let kind = match play.model.node(at.node).map(|node| &node.element) {
            Some(Element::UserTask(_)) => "task",
            Some(Element::ServiceTask(_)) => "service",
            Some(Element::CallActivity(_)) => "call",
            _ => continue,
        };
        let details = play.effects.iter().rev().find_map(|effect| match effect {
            Effect::OpenTask { token: t, visit: v, assignee, candidate_users, candidate_groups, form_key, .. }
                if (t, v) == (token, &at.visit) =>
            {
                let named = [("assignee", assignee), ("form", form_key)];
                let named = named.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?)));
                let lists = [("users", candidate_users), ("groups", candidate_groups)];
                let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
                let lists = lists.map(|(name, list)| format!("{name} {}", list.join(", ")));
                Some(named.chain(lists).collect::<Vec<_>>().join("; "))
            }
            Effect::CallService { token: t, visit: v, topic, .. } if (t, v) == (token, &at.visit) => {
                Some(format!("topic {topic}"))
            }
            Effect::CallProcess { token: t, visit: v, called, .. } if (t, v) == (token, &at.visit) => {
                Some(format!("process {called}"))
            }
            _ => None,
        });
        add(kind, id(at.node), details.unwrap_or_default());
    }
    for subscription in play.state.subscriptions.values() {
        let kind = match subscription.kind {
            SubscriptionKind::Message => "message",
            SubscriptionKind::Signal => "signal",
            SubscriptionKind::Condition => "condition",
        };
        add(kind, id(subscription.node), format!("name {}", subscription.message));
    }
    for timer in play.state.timers.values() {
        add("timer", id(timer.node), format!("due {}", timer.due));
    }
    for incident in play.state.incidents.values() {
        add("incident", id(incident.node), String::new());
    }
    sorted(lines)
}

fn name_outcome(play: &Play, outcome: &EndOutcome) -> String {
    let id = |node: &engine::NodeId| play.model.node(*node).map_or("", |node| node.id.as_str()).to_owned();
    match outcome {
        EndOutcome::Completed => "completed".to_owned(),
        EndOutcome::Terminated { node } => format!("terminated at {}", id(node)),
        EndOutcome::Error { node, code } => format!("error {code} at {}", id(node)),
        EndOutcome::Cancelled { .. } => "cancelled".to_owned(),
    }
}

fn sent(effect: &Effect) -> Option<String> {
    match effect {
        Effect::SendMessage { message, .. } => Some(format!("message {message}")),
        Effect::BroadcastSignal { name, .. } => Some(format!("signal {name}")),
        Effect::Escalate { code } => Some(format!("escalation {code}")),
        _ => None,
    }
}

/// The variables with which a service or process was called.
fn handed(effects: &[Effect], called: &str) -> Option<Value> {
    effects.iter().rev().find_map(|effect| match effect {
        Effect::CallProcess { element, variables, .. } if element == called => Some(Value::Object(variables.clone())),
        Effect::CallService { element, input, .. } if element == called => Some(Value::Object(input.clone())),
        _ => None,
    })
}
