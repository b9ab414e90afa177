//! Every command with made-up numbers, in any order, on a process with nearly everything in it: nothing aborts, and the
//! laws of `play` hold after each step.

use engine::{Command, IncidentId, ScopeId, State, TimerId, TokenId, migrate};
use proptest::prelude::*;
use serde_json::json;

use crate::blocks::{block, write};
use crate::play::{
    ALARM, DOCUMENT, HOUR, LATE, Play, REFUSED, UNDO, boundary, bpmn, catch, clock, end, event_sub, flow, process, sub,
    throw, user, vars,
};

fn everything() -> String {
    let loops = r#"<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"#;
    let undo = String::from(
        r#"<bpmn:userTask id="undo" isForCompensation="true" /><bpmn:association id="as" sourceRef="ub" targetRef="undo" />"#,
    ) + &boundary("ub", "a", true, UNDO);
    let condition =
        "<bpmn:conditionalEventDefinition><bpmn:condition>=n > 3</bpmn:condition></bpmn:conditionalEventDefinition>";
    let inner = loops.to_owned()
        + &user("b")
        + &throw("esc", LATE)
        + &end("fail", REFUSED)
        + &event_sub("h", false, ALARM, &user("told"), "hS>told told>hE");
    let transaction = sub("tx", &(user("c") + &end("no", "<bpmn:cancelEventDefinition />")), "txS>c c>no c>txE")
        .replace("subProcess", "transaction")
        + &boundary("cancelled", "tx", true, "<bpmn:cancelEventDefinition />");
    let nodes = user("a")
        + &undo
        + &sub("p", &inner, "pS>b b>esc esc>pE b>fail")
        + &boundary("pe", "p", true, REFUSED)
        + &boundary("pl", "p", false, LATE)
        + r#"<bpmn:callActivity id="call" calledElement="other" /><bpmn:eventBasedGateway id="g" /><bpmn:inclusiveGateway id="i" /><bpmn:inclusiveGateway id="j" />"#
        + &catch("t", HOUR)
        + &catch("m", DOCUMENT)
        + &catch("k", condition)
        + &transaction
        + &throw("back", UNDO)
        + &user("last")
        + &event_sub("root", true, condition, &user("r"), "rootS>r r>rootE")
        + r#"<bpmn:serviceTask id="v" camunda:type="external" camunda:topic="x" />"#;
    process(
        &nodes,
        "s>a a>i i>p i>call i>g i>tx i>k i>v p>j pe>j pl>last last>e call>j g>t g>m t>j m>j tx>j cancelled>j k>j v>j j>back back>e",
    )
}

type Numbers = (u32, u32, u8, u8);

fn command((number, visit, kind, word): Numbers, state: &State) -> Command {
    let variables = vars(json!({"n": word % 6}));
    let elements = ["a", "p", "call", "g", "i", "j", "tx", "back", "last", "b", "nowhere"];
    let element = elements[usize::from(word) % elements.len()].to_owned();
    // Mostly a token that exists, in the visit it is in.
    let at = state.tokens.iter().nth(number as usize % state.tokens.len().max(1)).filter(|_| visit > 0);
    let (token, visit) = at.map_or((TokenId(number), visit), |(id, token)| (*id, token.visit));
    let timer = state.timers.keys().next().copied().unwrap_or(TimerId(number));
    let code = ["refused", "late", "other"][usize::from(word) % 3].to_owned();
    let message = String::new();
    match kind {
        0..4 => Command::CompleteTask { token, visit, variables },
        4 => Command::CompleteService { token, visit, variables },
        5 => Command::CompleteCall { token, visit, variables },
        6 => Command::FailService { token, visit, message, retries_left: u32::from(word % 2) },
        7 => Command::ThrowError { token, visit, code, message, variables },
        8 => Command::ThrowEscalation { token, visit, code, variables },
        9 => Command::FireTimer { timer },
        10 => Command::DeliverMessage { name: "document".into(), key: None, variables },
        11 => Command::DeliverSignal { name: "alarm".into(), variables },
        12 => Command::MoveToken { token, visit, element },
        13 => Command::SkipActivity { token, visit, variables },
        14 => Command::SetScopeVariables { scope: ScopeId(number), variables },
        15 => Command::RetryIncident { incident: state.incidents.keys().next().copied().unwrap_or(IncidentId(number)) },
        16 => Command::Suspend { reason: message },
        17 => Command::Resume,
        _ => Command::SetVariables { variables },
    }
}

/// `ENGINE_MODELS` asks for more.
fn storms() -> ProptestConfig {
    let asked = std::env::var("ENGINE_MODELS").ok().and_then(|number| number.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(1_500), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(storms())]

    #[test]
    fn commands_of_every_kind_in_any_order_never_abort(
        numbers in prop::collection::vec((0_u32..40, 0_u32..5, 0_u8..20, any::<u8>()), 1..120),
        cut in 0_usize..60,
    ) {
        let mut play = Play::start(&everything(), json!({"n": 0}));
        for (at, numbers) in numbers.into_iter().enumerate() {
            let command = command(numbers, &play.state);
            // Accepted or refused, both are fine; `send` checks replay, determinism and what the host has open.
            let _ = play.send(&command);
            if at == cut {
                let same = migrate(&play.model, &play.model, &play.state, &Default::default(), &play.clock);
                if let Ok(outcome) = same {
                    prop_assert!(outcome.effects.is_empty(), "nothing changes: {:?}", outcome.effects);
                    play.state = outcome.state;
                }
            }
        }
    }

    #[test]
    fn nor_do_they_on_random_block_models(
        block in block(),
        numbers in prop::collection::vec((0_u32..40, 0_u32..5, 0_u8..20, any::<u8>()), 1..60),
    ) {
        let written = write(&block);
        let mut play = Play::start(&written.xml, serde_json::Value::Object(written.variables));
        for numbers in numbers {
            let mut command = command(numbers, &play.state);
            if let Command::MoveToken { element, .. } = &mut command {
                let at = usize::from(numbers.3) % play.model.nodes.len();
                element.clone_from(&play.model.nodes[at].id);
            }
            let _ = play.send(&command);
        }
    }

    #[test]
    fn a_mutilated_file_with_everything_never_aborts(cut in any::<prop::sample::Index>(), length in 0_usize..80, insert in "[<>/\"'=a-z &;!-]{0,12}") {
        let mut xml = everything();
        let from = cut.index(xml.len());
        let to = (from + length).min(xml.len());
        xml.replace_range(from..to, &insert);
        if let Ok(model) = engine::compile(&xml, "mutilated.bpmn", &[]) {
            let start = Command::Start { variables: vars(json!({"n": 0})) };
            let _ = engine::step(&model, &State::new(), &start, &clock("2026-03-02T08:00:00Z"));
        }
    }
}

#[test]
fn sub_processes_nested_too_deeply_are_refused() {
    let open: String = (0..60).map(|at| format!(r#"<bpmn:subProcess id="x{at}">"#)).collect();
    let xml = bpmn(&format!("{open}{}", "</bpmn:subProcess>".repeat(60)));
    assert_eq!(engine::compile(&xml, "deep.bpmn", &[]).unwrap_err()[0].rule, "bpmn-too-deep");
}

#[test]
fn a_state_whose_scopes_lie_inside_themselves_is_refused() {
    let mut play = Play::start(&process(&sub("p", &user("a"), "pS>a a>pE"), "s>p p>e"), json!({}));
    let scope = *play.state.scopes.keys().last().unwrap();
    let owner = play.state.scopes[&scope].owner.unwrap();
    play.state.tokens.get_mut(&owner).unwrap().scope = scope;
    let cancel = Command::Cancel { reason: String::new() };
    assert!(matches!(play.send(&cancel), Err(engine::Rejection::ForeignState(_))));
}

#[test]
fn many_inclusive_joins_compile_quickly_or_are_refused() {
    let count = 800;
    let nodes: String =
        (0..count).map(|at| format!(r#"<bpmn:inclusiveGateway id="i{at}" /><bpmn:task id="t{at}" />"#)).collect();
    let flows: String = (0..count - 1)
        .map(|at| {
            [
                flow(&format!("i{at}"), &format!("t{at}")),
                flow(&format!("t{at}"), &format!("i{}", at + 1)),
                flow(&format!("i{at}"), &format!("i{}", at + 1)),
            ]
            .concat()
        })
        .collect();
    let ends = flow("s", "i0")
        + &flow(&format!("i{}", count - 1), &format!("t{}", count - 1))
        + &flow(&format!("t{}", count - 1), "e");
    let xml = bpmn(&format!(r#"<bpmn:startEvent id="s" />{nodes}<bpmn:endEvent id="e" />{flows}{ends}"#));
    let start = std::time::Instant::now();
    let model = engine::compile(&xml, "wide.bpmn", &[]).unwrap();
    let begin = Command::Start { variables: vars(json!({})) };
    let outcome = engine::step(&model, &State::new(), &begin, &clock("2026-03-02T08:00:00Z")).unwrap();
    assert!(outcome.state.outcome().is_some(), "{:?}", outcome.state.incidents);
    assert!(start.elapsed().as_secs() < 20);
}
