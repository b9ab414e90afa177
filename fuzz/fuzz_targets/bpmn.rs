//! Any text as a BPMN file: it is refused with rule and line, or played in memory within its limits, once left alone and
//! once with everything answered. What was played replays.
#![no_main]

use engine::elements::{Element, Trigger};
use engine::simulate::{self, Answer, Answers, IncomingMessage, IncomingSignal, Script};
use engine::{Model, State};
use libfuzzer_sys::fuzz_target;

/// Every task, service and call is answered, every message and signal comes once.
fn everything(model: &Model) -> Script {
    let work = |node: &&engine::Node| {
        matches!(node.element, Element::UserTask(_) | Element::ServiceTask(_) | Element::CallActivity(_))
    };
    let messages = model.messages().into_iter().map(|(_, name)| name.to_owned());
    let signals = model.nodes.iter().filter_map(|node| match node.element.trigger() {
        Some(Trigger::Signal(name)) => Some(IncomingSignal { name: name.written().to_owned(), ..Default::default() }),
        _ => None,
    });
    let always = |node: &engine::Node| (node.id.clone(), Answers::Always(Answer::Complete(Default::default())));
    Script {
        answers: model.nodes.iter().filter(work).map(always).collect(),
        messages: messages.map(|name| IncomingMessage { name, ..Default::default() }).collect(),
        signals: signals.collect(),
        ..Script::default()
    }
}

fuzz_target!(|text: &str| {
    let clock = feel::Clock { now: jiff::Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC };
    let model = match engine::compile(text, "fuzz.bpmn", &[]) {
        Ok(model) => model,
        Err(problems) => {
            assert!(!problems.is_empty() && problems.iter().all(|problem| problem.line > 0), "{problems:?}");
            return;
        }
    };
    for script in [Script::default(), everything(&model)] {
        let trace = simulate::run(&model, &script, &clock);
        let mut replayed = State::new();
        trace.lines.iter().for_each(|line| engine::apply(&mut replayed, &line.event));
        assert_eq!(replayed, trace.state, "applying the events gives the state");
    }
});
