//! Values in a model: plain text, FEEL and the translated `${…}` subset.

use engine::Effect;
use serde_json::json;

use crate::play::{Play, process, refused};

fn mapped(value: &str) -> String {
    let nodes = format!(
        r#"<bpmn:serviceTask id="t" camunda:type="external" camunda:topic="x"><bpmn:extensionElements><camunda:inputOutput>
        <camunda:inputParameter name="first">=1</camunda:inputParameter>
        <camunda:inputParameter name="v"><![CDATA[{value}]]></camunda:inputParameter>
        </camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>"#
    );
    process(&nodes, "s>t t>e")
}

#[test]
fn values_are_text_feel_or_translated() {
    let variables = json!({"name": "Rex", "person": {"age": 20, "names": ["A", "B"]}, "ok": true});
    for (written, expected) in [
        ("plain text", json!("plain text")),
        ("=person.age + 1", json!(21)),
        ("= first + 1", json!(2)),
        ("${person.age >= 18 && ok}", json!(true)),
        ("${person.names[1]}", json!("B")),
        ("${ok ? 'yes' : 'no'}", json!("yes")),
        ("Dog ${name}, ${person.age} years", json!("Dog Rex, 20 years")),
        ("=missing", json!(null)),
    ] {
        let play = Play::start(&mapped(written), variables.clone());
        let Effect::CallService { input, .. } = &play.effects[0] else { panic!("{written}: {:?}", play.effects) };
        assert_eq!(input["v"], expected, "{written}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    for written in ["=1 +", "${bean.call()}", "${execution.id}", "=(", "${a"] {
        assert_eq!(refused(&mapped(written)), [("bpmn-expression".to_owned(), "t".to_owned())], "{written}");
    }
}
