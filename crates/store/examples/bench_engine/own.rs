//! The engine alone: processor time of all steps of one instance, without a database.

use crate::PROCESS;
use crate::plain::{self, Plain};
use crate::yardstick::{now, processor_time};
use engine::{Command, Effect, State};
use serde_json::{Value, json};

pub fn measure(instances: u32) -> Value {
    let stepper = Plain::new(&[PROCESS], &[]);
    let model = stepper.model(PROCESS);
    let clock = feel::Clock { now: now(), zone: jiff::tz::TimeZone::UTC };
    let begun = processor_time();
    for area in 0..instances {
        let variables = plain::start(uuid::Uuid::nil(), PROCESS, json!({ "area": area % 400 })).command;
        let mut outcome = engine::step(model, &State::new(), &variables, &clock).unwrap();
        while outcome.state.outcome().is_none() {
            let next = outcome.effects.iter().find_map(|effect| match effect {
                Effect::CallService { token, visit, .. } => {
                    let (token, visit, variables) = (*token, *visit, engine::Variables::new());
                    Some(Command::CompleteService { token, visit, variables })
                }
                Effect::OpenTask { token, visit, .. } => {
                    let (token, visit, variables) = (*token, *visit, engine::Variables::new());
                    Some(Command::CompleteTask { token, visit, variables })
                }
                _ => None,
            });
            outcome = engine::step(model, &outcome.state, &next.unwrap(), &clock).unwrap();
        }
    }
    let micros = (processor_time() - begun).as_micros() as f64 / f64::from(instances);
    println!("engine alone: {micros:.1} µs of processor time an instance");
    json!({ "micros": micros })
}
