//! What one instance costs in the engine itself: `cargo bench -p engine`.

use engine::{Command, Effect, Model, State, Variables, compile, step};

fn main() {
    divan::main();
}

fn model(body: &str) -> Option<Model> {
    let xml = format!(
        r#"<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
        <bpmn:process id="P" isExecutable="true">{body}</bpmn:process></bpmn:definitions>"#
    );
    compile(&xml, "bench.bpmn", &[]).ok()
}

fn flows(pairs: &str) -> String {
    let flow = |(source, target)| {
        format!(r#"<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}" />"#)
    };
    pairs.split_whitespace().filter_map(|pair| pair.split_once('>')).map(flow).collect()
}

/// Start, script, exclusive gateway, service answered at once, user task completed, end.
fn office() -> Option<Model> {
    let condition = r#"<bpmn:sequenceFlow id="g_v" sourceRef="g" targetRef="v"><bpmn:conditionExpression>=fee > 0</bpmn:conditionExpression></bpmn:sequenceFlow>"#;
    model(&format!(
        r#"<bpmn:startEvent id="s" /><bpmn:scriptTask id="c" scriptFormat="feel" camunda:resultVariable="fee"><bpmn:script>pages * 2</bpmn:script></bpmn:scriptTask>
        <bpmn:exclusiveGateway id="g" default="g_e" /><bpmn:serviceTask id="v" camunda:type="external" camunda:topic="x" />
        <bpmn:userTask id="u" /><bpmn:endEvent id="e" />{condition}{}"#,
        flows("s>c c>g g>e v>u u>e")
    ))
}

/// A sub-process for each of five items, with a task in it, joined by an inclusive gateway with another path.
fn council() -> Option<Model> {
    model(&format!(
        r#"<bpmn:startEvent id="s" /><bpmn:inclusiveGateway id="i" /><bpmn:userTask id="a" />
        <bpmn:subProcess id="p"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>5</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>
        <bpmn:startEvent id="ps" /><bpmn:userTask id="b" /><bpmn:endEvent id="pe" />{}</bpmn:subProcess>
        <bpmn:inclusiveGateway id="j" /><bpmn:endEvent id="e" />{}"#,
        flows("ps>b b>pe"),
        flows("s>i i>a i>p a>j p>j j>e")
    ))
}

/// Plays an instance to its end, answering everything; gives the number of events.
fn play(model: &Model, clock: &feel::Clock) -> usize {
    let mut variables = Variables::new();
    variables.insert("pages".to_owned(), 3.into());
    let mut commands = vec![Command::Start { variables }];
    let (mut state, mut events) = (State::new(), 0);
    while let Some(command) = commands.pop() {
        let Ok(outcome) = step(model, &state, &command, clock) else { break };
        state = outcome.state;
        events += outcome.events.len();
        for effect in outcome.effects {
            let variables = Variables::new();
            match effect {
                Effect::OpenTask { token, visit, .. } => {
                    commands.push(Command::CompleteTask { token, visit, variables });
                }
                Effect::CallService { token, visit, .. } => {
                    commands.push(Command::CompleteService { token, visit, variables });
                }
                _ => {}
            }
        }
    }
    debug_assert!(state.outcome().is_some());
    events
}

fn clock() -> feel::Clock {
    let now = jiff::Timestamp::UNIX_EPOCH;
    feel::Clock { now, zone: jiff::tz::TimeZone::UTC }
}

#[divan::bench]
fn office_instance(bencher: divan::Bencher<'_, '_>) {
    let (Some(model), clock) = (office(), clock()) else { return };
    bencher.bench(|| play(&model, &clock));
}

#[divan::bench]
fn council_instance(bencher: divan::Bencher<'_, '_>) {
    let (Some(model), clock) = (council(), clock()) else { return };
    bencher.bench(|| play(&model, &clock));
}

#[divan::bench]
fn compile_council(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(council);
}
