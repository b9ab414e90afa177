//! Everything that is unsupported or unsound is refused with rule and element.

use engine::compile;

use crate::play::{bpmn, flow, flow_if, process, refused};

fn expect(xml: &str, rule: &str, element: &str) {
    let found = refused(xml);
    assert!(found.contains(&(rule.to_owned(), element.to_owned())), "expected {rule} at {element}, found {found:?}");
}

#[test]
fn elements_that_are_not_supported_yet() {
    for tag in ["adHocSubProcess", "complexGateway", "choreographyTask", "whatever"] {
        expect(&process(&format!(r#"<bpmn:{tag} id="x" />"#), "s>x x>e"), "bpmn-unsupported-element", "x");
    }
    for definition in ["conditional", "timer", "error", "cancel"] {
        let event = format!(
            r#"<bpmn:intermediateThrowEvent id="x"><bpmn:{definition}EventDefinition /></bpmn:intermediateThrowEvent>"#
        );
        expect(&process(&event, "s>x x>e"), "bpmn-unsupported-element", "x");
    }
    for definition in ["signal", "escalation", "message", "link"] {
        let event = format!(
            r#"<bpmn:intermediateThrowEvent id="x"><bpmn:{definition}EventDefinition /></bpmn:intermediateThrowEvent>"#
        );
        expect(&process(&event, "s>x x>e"), "bpmn-missing-reference", "x");
    }
    let loops = r#"<bpmn:userTask id="x"><bpmn:multiInstanceLoopCharacteristics /></bpmn:userTask>"#;
    expect(&process(loops, "s>x x>e"), "bpmn-multi-instance", "x");
    let endless = r#"<bpmn:userTask id="x"><bpmn:standardLoopCharacteristics /></bpmn:userTask>"#;
    expect(&process(endless, "s>x x>e"), "bpmn-loop", "x");
}

#[test]
fn extensions_that_change_the_meaning() {
    for attribute in ["class", "delegateExpression", "expression", "variableMappingClass", "initiator"] {
        let task = format!(r#"<bpmn:userTask id="x" camunda:{attribute}="y" />"#);
        expect(&process(&task, "s>x x>e"), "bpmn-unsupported-extension", "x");
    }
    let listener = r#"<bpmn:userTask id="x"><bpmn:extensionElements><operaton:taskListener class="y" event="create" /></bpmn:extensionElements></bpmn:userTask>"#;
    expect(&process(listener, "s>x x>e"), "bpmn-unsupported-extension", "taskListener");
    let signal = r#"<bpmn:intermediateThrowEvent id="x"><bpmn:signalEventDefinition signalRef="Signal_Alarm"><bpmn:extensionElements><camunda:in source="a" target="b" /></bpmn:extensionElements></bpmn:signalEventDefinition></bpmn:intermediateThrowEvent>"#;
    expect(&process(signal, "s>x x>e"), "bpmn-unsupported-extension", "in");
    let list = r#"<bpmn:userTask id="x"><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="a"><camunda:list /></camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:userTask>"#;
    expect(&process(list, "s>x x>e"), "bpmn-unsupported-extension", "x");
    let script = r#"<bpmn:scriptTask id="x" scriptFormat="groovy"><bpmn:script>1</bpmn:script></bpmn:scriptTask>"#;
    expect(&process(script, "s>x x>e"), "bpmn-script-language", "x");
}

#[test]
fn references_that_dangle() {
    expect(&process("", "s>e s>nowhere"), "bpmn-missing-reference", "s_nowhere");
    expect(&process(r#"<bpmn:receiveTask id="x" messageRef="No" />"#, "s>x x>e"), "bpmn-missing-reference", "x");
    let boundary = r#"<bpmn:boundaryEvent id="x" attachedToRef="no"><bpmn:errorEventDefinition errorRef="No" /></bpmn:boundaryEvent>"#;
    expect(&process(boundary, "s>e x>e"), "bpmn-missing-reference", "x");
    let error = r#"<bpmn:endEvent id="x"><bpmn:errorEventDefinition errorRef="No" /></bpmn:endEvent>"#;
    expect(&process(error, "s>x"), "bpmn-missing-reference", "x");
    let rule = r#"<bpmn:businessRuleTask id="x" camunda:decisionRef="nothing" />"#;
    expect(&process(rule, "s>x x>e"), "bpmn-unknown-decision", "x");
    expect(&process(r#"<bpmn:businessRuleTask id="x" />"#, "s>x x>e"), "bpmn-missing-decision", "x");
    expect(&process(r#"<bpmn:serviceTask id="x" camunda:type="external" />"#, "s>x x>e"), "bpmn-missing-topic", "x");
    expect(&process(r#"<bpmn:exclusiveGateway id="x" default="no" />"#, "s>x x>e"), "bpmn-missing-reference", "x");
}

#[test]
fn shapes_that_cannot_run() {
    expect(&bpmn(r#"<bpmn:task id="x" /><bpmn:endEvent id="e" />"#), "bpmn-no-start", "P");
    expect(
        &bpmn(&format!(r#"<bpmn:startEvent id="s" /><bpmn:eventBasedGateway id="x" />{}"#, flow("s", "x"))),
        "bpmn-dead-end",
        "x",
    );
    expect(&process(r#"<bpmn:task id="x" />"#, "s>e x>e"), "bpmn-unreachable", "x");
    expect(&process(r#"<bpmn:task id="x" />"#, "s>e s>x"), "bpmn-dead-end", "x");
    expect(
        &process(r#"<bpmn:userTask id="a" /><bpmn:userTask id="b" />"#, "s>e s>a a>b b>a"),
        "bpmn-no-way-to-end",
        "a",
    );
    expect(&process(r#"<bpmn:startEvent id="x" />"#, "s>e x>e"), "bpmn-several-starts", "x");
    expect(&process("", "s>e e>s"), "bpmn-flow-into-start", "s");
    expect(&process(r#"<bpmn:task /> "#, "s>e"), "bpmn-missing-id", "task");
    expect(&process(r#"<bpmn:task id="s" /> "#, "s>e"), "bpmn-duplicate-id", "s");
    expect(
        &process(r#"<bpmn:exclusiveGateway id="x" /><bpmn:task id="a" />"#, "s>x x>a x>e a>e"),
        "bpmn-condition-missing",
        "x_a",
    );
    let never = r#"<bpmn:manualTask id="x" /><bpmn:boundaryEvent id="b" attachedToRef="x"><bpmn:errorEventDefinition /></bpmn:boundaryEvent>"#;
    expect(&process(never, "s>x x>e b>e"), "bpmn-boundary-never", "b");
    let timer = r#"<bpmn:intermediateCatchEvent id="x"><bpmn:timerEventDefinition><bpmn:timeDuration>soon</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"#;
    expect(&process(timer, "s>x x>e"), "bpmn-timer", "x");
}

#[test]
fn joins_that_wait_for_ever() {
    let choice = |join: &str| {
        let flows = [
            flow("s", "x"),
            flow_if("x", "a", "=true"),
            flow("x", "b"),
            flow("a", "j"),
            flow("b", "j"),
            flow("j", "e"),
        ];
        bpmn(&format!(
            r#"<bpmn:startEvent id="s" /><bpmn:exclusiveGateway id="x" default="x_b" /><bpmn:userTask id="a" />
            <bpmn:userTask id="b" /><bpmn:{join} id="j" /><bpmn:endEvent id="e" />{}"#,
            flows.concat()
        ))
    };
    expect(&choice("parallelGateway"), "bpmn-join-never", "j");
    assert!(compile(&choice("exclusiveGateway"), "f", &[]).is_ok());

    let nodes = r#"<bpmn:parallelGateway id="f" /><bpmn:userTask id="a" /><bpmn:userTask id="b" /><bpmn:parallelGateway id="j" />
      <bpmn:boundaryEvent id="t" attachedToRef="a"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>"#;
    expect(&process(nodes, "s>f f>a f>b a>j b>j j>e t>e"), "bpmn-join-may-block", "j");
    let merged = "s>f f>a f>b a>m t>m m>j b>j j>e";
    assert!(compile(&process(&format!(r#"{nodes}<bpmn:exclusiveGateway id="m" />"#), merged), "f", &[]).is_ok());
    let all_end = nodes.replace(
        "<bpmn:userTask id=\"b\" />",
        "<bpmn:userTask id=\"b\" /><bpmn:endEvent id=\"x\"><bpmn:terminateEventDefinition /></bpmn:endEvent>",
    );
    assert!(compile(&process(&all_end, "s>f f>a f>b a>j b>j j>e t>x"), "f", &[]).is_ok());
}

#[test]
fn files_that_hold_no_process_to_run() {
    let empty = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" />"#;
    expect(empty, "bpmn-no-process", "definitions");
    expect("<x/>", "bpmn-not-bpmn", "x");
    expect(&process("", "s>e").replace("isExecutable=\"true\"", ""), "bpmn-not-executable", "P");
    let twice = process("", "s>e")
        .replace("</bpmn:definitions>", r#"<bpmn:process id="Q" isExecutable="true" /></bpmn:definitions>"#);
    expect(&twice, "bpmn-several-processes", "Q");
}

#[test]
fn a_problem_names_file_and_line() {
    let xml = process("\n\n<bpmn:complexGateway id=\"x\" />", "s>x x>e");
    let problems = compile(&xml, "dog.bpmn", &[]).unwrap_err();
    let expected =
        format!("dog.bpmn:{}: x: The element \"complexGateway\" is not supported. [bpmn-unsupported-element]", 10);
    assert_eq!(problems[0].to_string(), expected);
}
