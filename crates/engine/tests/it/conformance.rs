//! Every BPMN file of the shared conformance folder compiles or is refused with rule, element and line.

use std::path::{Path, PathBuf};

use engine::elements::{Element, Trigger};
use engine::simulate::{Answer, Answers, IncomingMessage, IncomingSignal, Script, Timers, run};
use engine::{Model, State, apply, compile};

use crate::play::clock;

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "bpmn" || ending == "xml") {
            into.push(path);
        }
    }
}

#[test]
fn every_public_model_compiles_or_says_why_not() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance/bpmn");
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    if paths.is_empty() {
        println!("SKIPPED: no conformance files in {}", folder.display());
        return;
    }
    paths.sort();
    let (mut accepted, mut rules) = (0, std::collections::BTreeMap::new());
    for path in &paths {
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match compile(&text, &name, &[]) {
            Ok(model) => {
                accepted += 1;
                plays(&model, &name);
            }
            Err(problems) => {
                assert!(!problems.is_empty(), "{name} is refused without a reason");
                for problem in &problems {
                    assert!(problem.line > 0 && !problem.rule.is_empty() && !problem.message.is_empty(), "{problem:?}");
                }
                let mut of_file: Vec<_> = problems.into_iter().map(|problem| problem.rule).collect();
                of_file.dedup();
                of_file.into_iter().for_each(|rule| *rules.entry(rule).or_insert(0) += 1);
            }
        }
    }
    println!("{accepted} of {} files compile; refused by rule: {rules:#?}", paths.len());
    assert!(accepted > 0);
}

/// Plays an accepted model from each of its start events, once as far as it goes by itself and once with everything
/// answered; what is played must replay, and nothing may be refused on the way.
fn plays(model: &Model, name: &str) {
    let answer = |node: &engine::Node| (node.id.clone(), Answers::Always(Answer::Complete(Default::default())));
    let work = |node: &&engine::Node| {
        matches!(node.element, Element::UserTask(_) | Element::ServiceTask(_) | Element::CallActivity(_))
    };
    let messages = model.messages().into_iter().map(|(_, name)| name.to_owned());
    let messages: Vec<_> = messages.map(|name| IncomingMessage { name, ..Default::default() }).collect();
    let signals = model.nodes.iter().filter_map(|node| match node.element.trigger() {
        Some(Trigger::Signal(name)) => Some(IncomingSignal { name: name.written().to_owned(), ..Default::default() }),
        _ => None,
    });
    let everything = Script {
        answers: model.nodes.iter().filter(work).map(answer).collect(),
        messages,
        signals: signals.collect(),
        timers: Timers::Fire,
        ..Script::default()
    };
    for start in model.starts() {
        for script in [Script { timers: Timers::Hold, ..Script::default() }, everything.clone()] {
            let script = Script { start_at: Some(start.element.to_owned()), ..script };
            let trace = run(model, &script, &clock("2026-03-02T08:00:00Z"));
            assert!(
                trace.stopped.as_ref().is_none_or(|why| why.contains("endless")),
                "{name} from {}: {:?}",
                start.element,
                trace.stopped
            );
            let mut replayed = State::new();
            trace.lines.iter().for_each(|line| apply(&mut replayed, &line.event));
            assert_eq!(replayed, trace.state, "{name}");
            let rests = trace.outcome.is_some() || !trace.open.is_empty() || trace.stopped.is_some();
            assert!(rests, "{name} from {} neither ended nor waits: {:?}", start.element, trace.state);
        }
    }
}
