//! Functions of the host in expressions: a working-day calendar for a timer.

use std::sync::Arc;

use engine::{Command, Effect, State, step, step_with};
use feel::{Fault, Foreign, Function, Parameter, Run, Value};
use serde_json::json;

use crate::play::{catch, clock, model, process, vars};

/// Counts days and leaves out every second one; a real calendar knows holidays.
struct Workdays;

impl Foreign for Workdays {
    fn call(&self, arguments: &[Value], run: &Run<'_>) -> Result<Value, Fault> {
        let days = arguments.first().and_then(Value::as_i64).unwrap_or(0);
        let due = run.clock.now + jiff::SignedDuration::from_hours(48 * days);
        Ok(Value::from_json(&json!(due.to_string())))
    }
}

#[test]
fn a_timer_counts_the_working_days_of_the_host() {
    let on = "<bpmn:timerEventDefinition><bpmn:timeDate>=workdays(days)</bpmn:timeDate></bpmn:timerEventDefinition>";
    let model = model(&process(&catch("c", on), "s>c c>e"));
    let parameters = vec![Parameter { name: "days".into(), kind: feel::Kind::Any }];
    let function = Value::Function(Arc::new(Function::foreign(parameters, Arc::new(Workdays))));
    let functions: feel::Context = [("workdays", function)].into_iter().collect();
    let start = Command::Start { variables: vars(json!({"days": 3})) };
    let now = clock("2026-03-02T08:00:00Z");
    let outcome = step_with(&model, &State::new(), &start, &now, &functions).unwrap();
    let due = "2026-03-08T08:00:00Z".parse().unwrap();
    assert!(matches!(outcome.effects[..], [Effect::ArmTimer { due: at, .. }] if at == due), "{:?}", outcome.effects);
    let without = step(&model, &State::new(), &start, &now).unwrap();
    assert!(matches!(without.effects[..], [Effect::RaiseIncident { .. }]));
}
