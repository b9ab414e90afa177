//! A stepper for processes without a case: models in memory by hash, some topics answered within the step.

use engine::{Command, Effect, Model};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use store::jobs::Lane;
use store::steps::{Begin, Instance, ModelKey, Order, Refusal, StepRows, Stepper, changes_of};
use uuid::Uuid;

/// Whose instances these are.
pub const AUTHORITY: &str = "aarau";
/// The federation around it.
pub const FEDERATION: &str = "aargau";

/// The stepper.
#[derive(Default)]
pub struct Plain {
    models: HashMap<[u8; 32], Model>,
    at_once: Vec<&'static str>,
}

impl Plain {
    /// With these files, and these topics answered at once with `{"known": true}`.
    pub fn new(files: &[&str], at_once: &[&'static str]) -> Plain {
        let compiled = files.iter().map(|xml| (hash_of(xml), engine::compile(xml, "process.bpmn", &[]).unwrap()));
        Plain { models: compiled.collect(), at_once: at_once.to_vec() }
    }

    /// The compiled model of a file.
    #[allow(dead_code, reason = "not every program that shares this file asks")]
    pub fn model(&self, xml: &str) -> &Model {
        &self.models[&hash_of(xml)]
    }
}

/// The hash by which instances name a file.
pub fn hash_of(xml: &str) -> [u8; 32] {
    Sha256::digest(xml.as_bytes()).into()
}

impl Stepper for Plain {
    fn step(&self, instance: &Instance, order: &Order, now: Timestamp) -> Result<StepRows, Refusal> {
        let key = &instance.origin.begin.model;
        let ModelKey::Definition(hash) = key else { return Err(Refusal::ModelMissing(key.clone())) };
        let model = self.models.get(hash).ok_or_else(|| Refusal::ModelMissing(key.clone()))?;
        let clock = feel::Clock { now, zone: jiff::tz::TimeZone::UTC };
        let mut outcome = engine::step(model, &instance.state, &order.command, &clock)?;
        let (mut events, mut effects) = (std::mem::take(&mut outcome.events), Vec::new());
        loop {
            let mut answer = None;
            for effect in std::mem::take(&mut outcome.effects) {
                match effect {
                    Effect::CallService { token, visit, ref topic, .. }
                        if answer.is_none() && self.at_once.contains(&topic.as_str()) =>
                    {
                        let variables = [("known".to_owned(), true.into())].into_iter().collect();
                        answer = Some(Command::CompleteService { token, visit, variables });
                    }
                    other => effects.push(other),
                }
            }
            let Some(answer) = answer else { break };
            outcome = engine::step(model, &outcome.state, &answer, &clock)?;
            events.append(&mut outcome.events);
        }
        let lane = |topic: &str| if topic.starts_with("out-") { Lane::Outside } else { Lane::Node };
        let changes = changes_of(&effects, now, 3, lane, || new_id(now))?;
        Ok(StepRows { state: outcome.state, events, changes })
    }
}

/// An id that sorts by time.
pub fn new_id(now: Timestamp) -> Uuid {
    let nanos = now.as_nanosecond().rem_euclid(1_000_000_000) as u32;
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, now.as_second() as u64, nanos))
}

/// Begins an instance of a file.
pub fn start(id: Uuid, xml: &str, variables: serde_json::Value) -> Order {
    let begin = Begin { case: None, model: ModelKey::Definition(hash_of(xml)), business_key: None, parent: None };
    let variables = variables.as_object().cloned().unwrap_or_default();
    Order { begin: Some(begin), ..tell(id, Command::Start { variables }) }
}

/// Any other command.
pub fn tell(id: Uuid, command: Command) -> Order {
    Order {
        instance: id.into(),
        authority: AUTHORITY.to_owned(),
        federation: FEDERATION.to_owned(),
        actor: "portal".to_owned(),
        begin: None,
        command,
        guard: None,
        even_suspended: false,
    }
}

/// The command that completes the one task that is open.
pub fn complete(instance: &Instance, variables: serde_json::Value) -> Command {
    let (token, waiting) = instance.state.tokens.iter().next().expect("one token waits");
    let variables = variables.as_object().cloned().unwrap_or_default();
    Command::CompleteTask { token: *token, visit: waiting.visit, variables }
}
