//! The replay law and the oracle, on random block-structured models with random command orders.

use std::collections::{BTreeMap, BTreeSet};

use engine::elements::Element;
use engine::{Command, EndOutcome, Model, Phase, State, apply};
use proptest::prelude::*;

use crate::blocks::{Block, Written, block, write};
use crate::outside::Outside;
use crate::play::{checked_step, clock, model};

/// Every command that could be sent now, with the element whose work is over by it.
fn possible(model: &Model, state: &State) -> Vec<(String, Command)> {
    let id = |node| model.node(node).unwrap().id.clone();
    let empty = serde_json::Map::new;
    let mut commands = Vec::new();
    let owners: BTreeSet<_> = state.scopes.values().filter_map(|scope| scope.owner).collect();
    for (token, at) in state.tokens.iter().filter(|(id, t)| t.phase == Phase::Waiting && !owners.contains(id)) {
        let (token, visit, variables) = (*token, at.visit, empty());
        match model.node(at.node).unwrap().kind() {
            "userTask" => commands.push((id(at.node), Command::CompleteTask { token, visit, variables })),
            "serviceTask" => commands.push((id(at.node), Command::CompleteService { token, visit, variables })),
            "callActivity" => commands.push((id(at.node), Command::CompleteCall { token, visit, variables })),
            _ => {}
        }
    }
    // An event takes the work of the token that waits for it, unless it only adds a path.
    let over = |token, node| match &model.node(node).unwrap().element {
        Element::BoundaryEvent(event) if !event.interrupting => id(node),
        _ => id(state.tokens[&token].node),
    };
    for (timer, armed) in &state.timers {
        commands.push((over(armed.token, armed.node), Command::FireTimer { timer: *timer }));
    }
    if let Some(waits) = state.subscriptions.values().next() {
        let (name, key, variables) = (waits.message.clone(), None, empty());
        commands.push((over(waits.token, waits.node), Command::DeliverMessage { name, key, variables }));
    }
    commands
}

fn play(written: &Written, picks: &[prop::sample::Index]) -> Result<(), TestCaseError> {
    let model = model(&written.xml);
    let mut now = clock("2026-03-02T08:00:00Z");
    let mut state = State::new();
    let mut history = Vec::new();
    let mut outside = Outside::default();
    let (mut begun, mut over): (BTreeMap<String, usize>, BTreeMap<String, usize>) = Default::default();
    let mut command = Command::Start { variables: written.variables.clone() };
    for round in 0.. {
        prop_assert!(round < 500, "the run does not end");
        let outcome = checked_step(&model, &state, &command, &now).map_err(|r| TestCaseError::fail(r.to_string()))?;
        state = outcome.state;
        outside.follow(&command, &outcome.effects);
        prop_assert_eq!(&outside, &Outside::of(&model, &state));
        for event in &outcome.events {
            if let engine::Event::WaitBegan { node, .. } = event {
                let id = model.node(*node).unwrap().id.clone();
                for (before, after) in written.order.iter().filter(|(_, after)| *after == id) {
                    let needed = written.needed.get(before).copied().unwrap_or(1);
                    let done = over.get(before).copied().unwrap_or(0);
                    prop_assert!(done >= needed, "{after} began before {before} was over");
                }
                *begun.entry(id).or_default() += 1;
            }
        }
        history.extend(outcome.events);
        let choices = possible(&model, &state);
        if choices.is_empty() {
            break;
        }
        let pick = picks[round % picks.len()].index(choices.len());
        let (id, next) = choices[pick].clone();
        *over.entry(id).or_default() += 1;
        command = next;
        now.now += jiff::SignedDuration::from_mins(7);
    }
    prop_assert_eq!(state.outcome(), Some(&EndOutcome::Completed), "{:?}", state);
    prop_assert_eq!(&begun, &written.expected, "every wait happens as often as the oracle says");
    let mut replayed = State::new();
    history.iter().for_each(|event| apply(&mut replayed, event));
    prop_assert_eq!(replayed, state);
    Ok(())
}

/// How many models each of the two tests plays; they run side by side. `ENGINE_MODELS` asks for more.
fn models() -> ProptestConfig {
    let asked = std::env::var("ENGINE_MODELS").ok().and_then(|number| number.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(5_200), max_shrink_iters: 2_000, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(models())]

    #[test]
    fn every_run_of_every_block_model_ends_as_the_oracle_says_and_replays(
        block in block(),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..40),
    ) {
        play(&write(&block), &picks)?;
    }

    #[test]
    fn so_does_every_block_model_inside_a_repeated_sub_process(
        block in block(),
        times in 1_u8..3,
        sequential in any::<bool>(),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..40),
    ) {
        play(&write(&Block::Multi(Box::new(block), times, sequential)), &picks)?;
    }
}

#[test]
fn a_model_compiles_to_the_same_numbers_every_time() {
    let written = write(&Block::Parallel(vec![Block::User, Block::Choice(vec![Block::Limited, Block::Reminded], 1)]));
    assert_eq!(format!("{:?}", model(&written.xml)), format!("{:?}", model(&written.xml)));
    assert!(!written.expected.is_empty());
}
