//! The replay law and the oracle, on random block-structured models with random command orders.

use std::collections::BTreeSet;

use engine::{Command, EndOutcome, Model, Phase, State, apply};
use proptest::prelude::*;

use crate::blocks::{Block, Written, block, write};
use crate::outside::Outside;
use crate::play::{checked_step, clock, model};

/// Every command that could be sent now.
fn possible(model: &Model, state: &State) -> Vec<(String, Command)> {
    let id = |node| model.node(node).unwrap().id.clone();
    let empty = serde_json::Map::new;
    let mut commands = Vec::new();
    for (token, at) in state.tokens.iter().filter(|(_, token)| token.phase == Phase::Waiting) {
        let (token, visit, variables) = (*token, at.visit, empty());
        match model.node(at.node).unwrap().kind() {
            "userTask" => commands.push((id(at.node), Command::CompleteTask { token, visit, variables })),
            "serviceTask" => commands.push((id(at.node), Command::CompleteService { token, visit, variables })),
            _ => {}
        }
    }
    for (timer, armed) in &state.timers {
        commands.push((id(armed.node), Command::FireTimer { timer: *timer }));
    }
    if let Some(waits) = state.subscriptions.values().next() {
        let (name, key, variables) = (waits.message.clone(), None, empty());
        commands.push((id(waits.node), Command::DeliverMessage { name, key, variables }));
    }
    commands
}

fn play(written: &Written, picks: &[prop::sample::Index]) -> Result<(), TestCaseError> {
    let model = model(&written.xml);
    let mut now = clock("2026-03-02T08:00:00Z");
    let mut state = State::new();
    let mut history = Vec::new();
    let mut outside = Outside::default();
    let (mut begun, mut over) = (Vec::new(), BTreeSet::new());
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
                for (before, after) in &written.order {
                    prop_assert!(*after != id || over.contains(before), "{after} began before {before} was over");
                }
                begun.push(id);
            }
        }
        history.extend(outcome.events);
        let choices = possible(&model, &state);
        if choices.is_empty() {
            break;
        }
        let pick = picks[round % picks.len()].index(choices.len());
        let (id, next) = choices[pick].clone();
        // A limit that fires ends its task too.
        let at = model.node(model.find_node(&id).unwrap()).unwrap();
        if let engine::elements::Element::BoundaryEvent(event) = &at.element {
            if event.interrupting {
                over.insert(model.node(event.attached_to).unwrap().id.clone());
            }
        } else {
            over.insert(id);
        }
        command = next;
        now.now += jiff::SignedDuration::from_mins(7);
    }
    prop_assert_eq!(state.outcome(), Some(&EndOutcome::Completed));
    prop_assert_eq!(begun.len(), written.expected.len(), "every wait happens once: {:?}", begun);
    prop_assert_eq!(&begun.into_iter().collect::<BTreeSet<_>>(), &written.expected);
    let mut replayed = State::new();
    history.iter().for_each(|event| apply(&mut replayed, event));
    prop_assert_eq!(replayed, state);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_run_of_every_block_model_ends_as_the_oracle_says_and_replays(
        block in block(),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..40),
    ) {
        play(&write(&block), &picks)?;
    }
}

#[test]
fn a_model_compiles_to_the_same_numbers_every_time() {
    let written = write(&Block::Parallel(vec![Block::User, Block::Choice(vec![Block::Limited, Block::Reminded], 1)]));
    assert_eq!(format!("{:?}", model(&written.xml)), format!("{:?}", model(&written.xml)));
    assert!(!written.limited.is_empty() || !written.expected.is_empty());
}
