//! Random block-structured models, played with the same answers here and in SpiffWorkflow: after every answer the same
//! tasks, timers and messages must be open, and both must end.
//!
//! Left out is what SpiffWorkflow 3.2 does not read or does otherwise than BPMN says; the oracle of `replay` covers it:
//!
//! | left out | because |
//! |---|---|
//! | links | they are not read |
//! | compensation | it is not read |
//! | event sub-processes begun by an error | such a start event is not read |
//! | event sub-processes that add a path | one that has not begun keeps its scope from ending |
//! | event-based and inclusive gateways before an inclusive join | it may go on although another path can still arrive |
//! | a lost task | behind nested choices it may forget a task that a sub-process still needs, and stops: one model in some thousands; counted, and a fault when it is more |
//! | one error code in several sub-processes | every boundary event around hears it; so each has a code of its own here |

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command as Program, Stdio};
use std::sync::OnceLock;

use engine::elements::Element;
use engine::{Command, EndOutcome, Model, NodeId, Phase, State, TokenId, step};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde::{Deserialize, Serialize};

use crate::blocks::{Block, block, write_with_own_codes};
use crate::play::{clock, model};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// How many models are compared; `ENGINE_MODELS` asks for more, `ENGINE_SEED` for others.
const MODELS: u64 = 400;

/// A run as it was played here.
#[derive(Debug, Serialize)]
struct Played {
    xml: String,
    variables: engine::Variables,
    /// What was answered: `complete` or `event`, and where.
    steps: Vec<(&'static str, String)>,
    /// What was open after the start and after each step, sorted.
    #[serde(skip)]
    open: Vec<Vec<String>>,
}

/// What SpiffWorkflow made of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Answer {
    open: Vec<Vec<String>>,
    ended: bool,
    error: Option<String>,
}

/// The block with what SpiffWorkflow cannot do replaced by the nearest thing it can. `joined`: whether an inclusive join
/// waits for it.
fn tamed(block: Block, joined: bool) -> Block {
    let one = |inside: Box<Block>| Box::new(tamed(*inside, joined));
    let all = |blocks: Vec<Block>, joined| blocks.into_iter().map(|block| tamed(block, joined)).collect();
    match block {
        Block::Link => Block::Manual,
        Block::Race if joined => Block::Timer,
        Block::Inclusive(blocks, _) if joined => Block::Parallel(all(blocks, true)),
        Block::Handled(inside) | Block::Failing(inside) => Block::Failing(one(inside)),
        Block::Undone(inside) => Block::Sequence(vec![Block::User, tamed(*inside, joined)]),
        Block::Sequence(blocks) => Block::Sequence(all(blocks, joined)),
        Block::Choice(blocks, chosen) => Block::Choice(all(blocks, joined), chosen),
        Block::Parallel(blocks) => Block::Parallel(all(blocks, joined)),
        Block::Inclusive(blocks, bits) => Block::Inclusive(all(blocks, true), bits),
        Block::Inside(inside) | Block::Listening(inside) => Block::Inside(one(inside)),
        Block::Multi(inside, times, sequential) => Block::Multi(one(inside), times, sequential),
        Block::Escalating(inside) => Block::Escalating(one(inside)),
        leaf => leaf,
    }
}

/// An element's id and the loop counters around the token, from the outside inwards: `user3[0,1]`.
fn place(model: &Model, state: &State, node: NodeId, token: TokenId) -> String {
    let mut counters = Vec::new();
    let mut at = state.tokens.get(&token);
    while let Some(token) = at {
        counters.extend(token.own.get("loopCounter").map(ToString::to_string));
        at = state.scopes.get(&token.scope).and_then(|scope| scope.owner).and_then(|owner| state.tokens.get(&owner));
    }
    counters.reverse();
    let id = &model.node(node).unwrap().id;
    if counters.is_empty() { id.clone() } else { format!("{id}[{}]", counters.join(",")) }
}

/// Everything that is open, with the command that answers it. Of several messages with the same name the oldest is
/// answered, so only that one has a command.
fn waits(model: &Model, state: &State) -> Vec<(&'static str, String, Option<Command>)> {
    let variables = engine::Variables::new;
    let owners: BTreeSet<_> = state.scopes.values().filter_map(|scope| scope.owner).collect();
    let mut waits = Vec::new();
    for (token, at) in state.tokens.iter().filter(|(id, t)| t.phase == Phase::Waiting && !owners.contains(id)) {
        let (token, visit, variables) = (*token, at.visit, variables());
        let command = match &model.node(at.node).unwrap().element {
            Element::UserTask(_) => Command::CompleteTask { token, visit, variables },
            Element::ServiceTask(_) => Command::CompleteService { token, visit, variables },
            Element::CallActivity(_) => Command::CompleteCall { token, visit, variables },
            _ => continue,
        };
        waits.push(("complete", place(model, state, at.node, token), Some(command)));
    }
    for (timer, armed) in &state.timers {
        let fire = Command::FireTimer { timer: *timer };
        waits.push(("event", place(model, state, armed.node, armed.token), Some(fire)));
    }
    for (at, subscription) in state.subscriptions.values().enumerate() {
        let (name, key, variables) = (subscription.message.clone(), None, variables());
        let deliver = (at == 0).then_some(Command::DeliverMessage { name, key, variables });
        waits.push(("event", place(model, state, subscription.node, subscription.token), deliver));
    }
    waits
}

/// Plays a block here, answering in the order of the picks.
fn played(block: &Block, picks: &[prop::sample::Index]) -> Played {
    let written = write_with_own_codes(block);
    let (model, now) = (model(&written.xml), clock("2026-03-02T08:00:00Z"));
    let mut state = State::new();
    let mut command = Command::Start { variables: written.variables.clone() };
    let mut run = Played { xml: written.xml, variables: written.variables, steps: Vec::new(), open: Vec::new() };
    for round in 0.. {
        assert!(round < 500, "the run does not end");
        state = step(&model, &state, &command, &now).unwrap().state;
        let waits = waits(&model, &state);
        let mut open: Vec<_> = waits.iter().map(|(_, place, _)| place.clone()).collect();
        open.sort();
        run.open.push(open);
        let choices: Vec<_> =
            waits.into_iter().filter_map(|(kind, place, command)| Some((kind, place, command?))).collect();
        if choices.is_empty() {
            break;
        }
        let (kind, place, next) = choices[picks[round % picks.len()].index(choices.len())].clone();
        run.steps.push((kind, place));
        command = next;
    }
    assert_eq!(state.outcome(), Some(&EndOutcome::Completed));
    run
}

/// Python with SpiffWorkflow, or why there is none; looked for once, because the tests here run side by side.
fn python() -> Result<PathBuf, String> {
    static FOUND: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    FOUND.get_or_init(find_python).clone()
}

/// In an environment of its own below `target`: the first run installs it, later runs find it.
fn find_python() -> Result<PathBuf, String> {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("spiff");
    let python = home.join("bin/python");
    let run = |program: &mut Program| match program.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or("failed").to_owned()),
        Err(error) => Err(error.to_string()),
    };
    let wanted = "import sys, importlib.metadata as m; sys.exit(m.version('SpiffWorkflow') != '3.2.0')";
    if run(Program::new(&python).args(["-c", wanted])).is_err() {
        run(Program::new("python3").args(["-m", "venv"]).arg(&home))?;
        let wanted = format!("{ROOT}/tests/spiff/requirements.txt");
        run(Program::new(&python).args(["-m", "pip", "install", "--quiet", "--requirement", &wanted]))?;
    }
    Ok(python)
}

/// Has SpiffWorkflow play all runs.
fn answers(python: &Path, runs: &[Played]) -> Vec<Answer> {
    let script = format!("{ROOT}/tests/spiff/play.py");
    let mut program = Program::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = program.stdin.take().unwrap();
    let lines: String = runs.iter().map(|run| serde_json::to_string(run).unwrap() + "\n").collect();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = program.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Answer> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), runs.len(), "one answer a model");
    answers
}

/// Where the two differ, as a sentence.
fn difference(run: &Played, answer: &Answer) -> Option<String> {
    let at = run.open.iter().zip(&answer.open).position(|(ours, theirs)| ours != theirs);
    if let Some(at) = at {
        let done = at.checked_sub(1).map_or("the start".to_owned(), |at| format!("{:?}", run.steps[at]));
        return Some(format!("after {done}:\n  ours   {:?}\n  theirs {:?}", run.open[at], answer.open[at]));
    }
    let ended = answer.ended && answer.open.len() == run.open.len();
    (!ended).then(|| "SpiffWorkflow does not end".to_owned())
}

fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|number| number.parse().ok())
}

#[test]
fn the_same_waits_are_open_after_every_answer_in_spiff_workflow() {
    let python = match python() {
        Ok(python) => python,
        Err(why) => return println!("SKIPPED: no Python with SpiffWorkflow: {why}"),
    };
    let (models, seed) = (asked("ENGINE_MODELS").unwrap_or(MODELS), asked("ENGINE_SEED").unwrap_or(1));
    println!("{models} models, ENGINE_SEED={seed}");
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let several = (prop::collection::vec(block().prop_map(|block| tamed(block, false)), 1..4), any::<bool>());
    let several = several.prop_map(|(blocks, at_once)| match at_once && blocks.len() > 1 {
        true => Block::Parallel(blocks),
        false => Block::Sequence(blocks),
    });
    let strategy = (several, prop::collection::vec(any::<prop::sample::Index>(), 1..40));
    let blocks: Vec<_> = (0..models).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect();
    let runs: Vec<Played> = blocks.iter().map(|(block, picks)| played(block, picks)).collect();
    let answers = answers(&python, &runs);
    let mut differ = Vec::new();
    let stopped = answers.iter().filter(|answer| answer.error.is_some()).count();
    for ((run, answer), (block, _)) in runs.iter().zip(&answers).zip(&blocks).filter(|((_, a), _)| a.error.is_none()) {
        differ.extend(difference(run, answer).map(|why| format!("{block:?}\n{why}\n{:?}", run.steps)));
    }
    // The smallest says most.
    differ.sort_by_key(String::len);
    let steps: usize = runs.iter().map(|run| run.steps.len()).sum();
    assert!(
        differ.is_empty(),
        "{} of {models} models with ENGINE_SEED={seed} differ, the smallest:\n{}",
        differ.len(),
        differ[0]
    );
    let why = answers.iter().find_map(|answer| answer.error.as_ref());
    assert!(stopped as u64 * 200 <= models, "SpiffWorkflow stops in {stopped} of {models} models: {why:?}");
    println!("{steps} answers, the same waits after each; {stopped} models in which SpiffWorkflow stops");
}

/// The comparison must be able to fail: SpiffWorkflow gets another model than the one that was played here.
#[test]
fn a_difference_is_found() {
    let Ok(python) = python() else { return println!("SKIPPED: no Python with SpiffWorkflow") };
    let mut runner = TestRunner::deterministic();
    let picks = prop::collection::vec(any::<prop::sample::Index>(), 4).new_tree(&mut runner).unwrap().current();
    let both = Block::Parallel(vec![Block::User, Block::User]);
    let one_by_one = Block::Sequence(vec![Block::User, Block::User]);
    let same = played(&both, &picks);
    let swapped = Played { xml: same.xml.replace("parallelGateway", "exclusiveGateway"), ..played(&both, &picks) };
    let less = Played { xml: played(&Block::Inside(Box::new(one_by_one)), &picks).xml, ..played(&both, &picks) };
    let runs = [same, swapped, less];
    let answers = answers(&python, &runs);
    let found: Vec<bool> = runs.iter().zip(&answers).map(|(run, answer)| difference(run, answer).is_some()).collect();
    assert_eq!(found, [false, true, true], "{answers:?}");
}
