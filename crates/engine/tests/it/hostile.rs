//! Hostile files are refused quickly and never abort the process.

use std::time::Instant;

use engine::{Command, MAX_BYTES, State, compile};
use proptest::prelude::*;
use serde_json::json;

use crate::play::{Play, bpmn, clock, process};

fn rule(xml: &str) -> String {
    let start = Instant::now();
    let problems = compile(xml, "hostile.bpmn", &[]).unwrap_err();
    assert!(start.elapsed().as_secs() < 5, "refused too slowly");
    problems[0].rule.clone()
}

#[test]
fn a_dtd_is_refused_before_parsing() {
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;">]><lolz>&lol1;</lolz>"#;
    assert_eq!(rule(laughs), "bpmn-dtd");
    assert_eq!(rule("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>"), "bpmn-dtd");
}

#[test]
fn a_hundred_thousand_attributes_are_refused() {
    let attributes: String = (0..100_000).map(|at| format!(" a{at}=\"x\"")).collect();
    assert_eq!(rule(&format!("<x{attributes}/>")), "bpmn-too-many-attributes");
    let namespaces: String = (0..100_000).map(|at| format!(" xmlns:n{at}='u{at}'")).collect();
    assert_eq!(rule(&format!("<x{namespaces}/>")), "bpmn-too-many-attributes");
}

#[test]
fn deep_nesting_is_refused() {
    assert_eq!(rule(&format!("{}{}", "<a>".repeat(1_000_000), "</a>".repeat(10))), "bpmn-too-deep");
    assert_eq!(rule(&bpmn(&format!("{}{}", "<a>".repeat(500), "</a>".repeat(500)))), "bpmn-too-deep");
}

#[test]
fn sheer_size_is_refused() {
    assert_eq!(rule(&" ".repeat(MAX_BYTES + 1)), "bpmn-too-large");
    assert_eq!(rule(&format!("<a>{}</a>", "<b/>".repeat(200_000))), "bpmn-too-large");
}

#[test]
fn broken_xml_is_a_problem_with_a_line() {
    for text in [
        "",
        "<",
        "<a",
        "<a b='",
        "<!--",
        "<![CDATA[",
        "<?x",
        "</a>",
        "<a></b>",
        "<a>&undefined;</a>",
        "\u{0}",
        "<a b=\"<\"/>",
    ] {
        assert_eq!(rule(text), "bpmn-xml", "{text:?}");
    }
}

#[test]
fn wide_models_compile_quickly() {
    let wide = 300;
    let nodes: String = (0..wide).map(|at| format!(r#"<bpmn:userTask id="t{at}" />"#)).collect();
    let flows: String = (0..wide).map(|at| format!("f>t{at} t{at}>j ")).collect();
    let xml = process(
        &format!(r#"<bpmn:parallelGateway id="f" /><bpmn:parallelGateway id="j" />{nodes}"#),
        &format!("s>f {flows} j>e"),
    );
    let start = Instant::now();
    let mut play = Play::start(&xml, json!({}));
    for at in 0..wide {
        play.complete(&format!("t{at}"), json!({}));
    }
    assert!(play.ended());
    assert!(start.elapsed().as_secs() < 30);
}

#[test]
fn a_state_of_another_model_is_refused() {
    let mut play = Play::start(&process(r#"<bpmn:userTask id="t" />"#, "s>t t>e"), json!({}));
    play.state.tokens.values_mut().for_each(|token| token.node = engine::NodeId(99));
    assert!(matches!(play.send(&Command::Cancel { reason: String::new() }), Err(engine::Rejection::ForeignState(_))));
    let old = State { version: 99, ..State::new() };
    let result =
        engine::step(&play.model, &old, &Command::Cancel { reason: String::new() }, &clock("2026-01-01T00:00:00Z"));
    assert!(matches!(result, Err(engine::Rejection::ForeignState(_))));
}

#[test]
fn an_expression_that_never_ends_becomes_an_incident() {
    let script = |text: &str| {
        let task = format!(
            r#"<bpmn:scriptTask id="t" scriptFormat="feel"><bpmn:script>{text}</bpmn:script></bpmn:scriptTask>"#
        );
        process(&task, "s>t t>e")
    };
    let start = Instant::now();
    let play = Play::start(&script("sum(for i in 1..100000000 return i)"), json!({}));
    let kind = play.incident().1.kind;
    assert!(matches!(kind, engine::IncidentKind::OutOfFuel | engine::IncidentKind::Expression), "{kind:?}");
    assert!(start.elapsed().as_secs() < 20);
    let deep = format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000));
    assert_eq!(rule(&script(&deep)), "bpmn-expression");
}

#[test]
fn a_fork_in_a_loop_runs_out_of_fuel_before_it_fills_the_memory() {
    let tasks: String = (0..50).map(|at| format!(r#"<bpmn:manualTask id="t{at}" />"#)).collect();
    let flows: String = (0..50).map(|at| format!("f>t{at} t{at}>f ")).collect();
    let nodes = format!(r#"<bpmn:manualTask id="f" />{tasks}"#);
    let play = Play::start(&process(&nodes, &format!("s>f f>e {flows}")), json!({}));
    assert!(play.state.tokens.len() <= 10_001);
    assert_eq!(play.incident().1.kind, engine::IncidentKind::OutOfFuel);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_mutilated_file_never_aborts(cut in any::<prop::sample::Index>(), length in 0_usize..60, insert in "[<>/\"'=a-z &;!-]{0,12}") {
        let nodes = r#"<bpmn:userTask id="t" camunda:dueDate="=x" /><bpmn:parallelGateway id="f" /><bpmn:parallelGateway id="j" />
          <bpmn:boundaryEvent id="b" attachedToRef="t"><bpmn:timerEventDefinition><bpmn:timeCycle>R3/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>"#;
        let mut xml = process(nodes, "s>f f>t f>j t>j b>j j>e");
        let from = cut.index(xml.len());
        let to = (from + length).min(xml.len());
        xml.replace_range(from..to, &insert);
        if let Err(problems) = compile(&xml, "mutilated.bpmn", &[]) {
            prop_assert!(!problems.is_empty());
        }
    }

    #[test]
    fn commands_with_made_up_numbers_never_abort(numbers in prop::collection::vec((0_u32..12, 0_u32..5, 0_u8..8), 1..40)) {
        let nodes = r#"<bpmn:parallelGateway id="f" /><bpmn:userTask id="a" /><bpmn:receiveTask id="c" messageRef="Message_Doc" />
          <bpmn:serviceTask id="b" camunda:type="external" camunda:topic="x" /><bpmn:parallelGateway id="j" />
          <bpmn:boundaryEvent id="t" attachedToRef="a" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeCycle>R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>"#;
        let mut play = Play::start(&process(nodes, "s>f f>a f>b f>c a>j b>j c>j j>e t>e"), json!({}));
        for (number, visit, kind) in numbers {
            let (token, variables, message) = (engine::TokenId(number), serde_json::Map::new(), String::new());
            let command = match kind {
                0 => Command::CompleteTask { token, visit, variables },
                1 => Command::CompleteService { token, visit, variables },
                2 => Command::FailService { token, visit, message, retries_left: number % 2 },
                3 => Command::ThrowError { token, visit, code: "x".into(), message, variables },
                4 => Command::FireTimer { timer: engine::TimerId(number) },
                5 => Command::DeliverMessage { name: "document".into(), key: None, variables },
                6 => Command::RetryIncident { incident: engine::IncidentId(number) },
                _ => Command::SetVariables { variables },
            };
            // Accepted or refused, both are fine; `send` checks replay and determinism.
            let _ = play.send(&command);
        }
    }
}
