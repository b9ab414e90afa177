//! Decision tables: every hit policy, defaults, types, explanations.

use crate::{clock, decide, load, value};

/// A table over `age` with one output column; rules are `condition => output`.
fn table(attributes: &str, output: &str, rules: &[&str]) -> dmn::Model {
    let rules: String = rules
        .iter()
        .enumerate()
        .map(|(index, rule)| {
            let (condition, result) = rule.split_once(" => ").unwrap();
            format!(
                "<rule id=\"r{}\"><inputEntry><text><![CDATA[{condition}]]></text></inputEntry><outputEntry><text>{result}</text></outputEntry>\
                 <annotationEntry><text>note {}</text></annotationEntry></rule>",
                index + 1,
                index + 1
            )
        })
        .collect();
    load(&format!(
        "<inputData id=\"i\" name=\"age\"><variable name=\"age\" typeRef=\"number\"/></inputData>
         <decision id=\"d\" name=\"Fee\"><variable name=\"Fee\"/><informationRequirement><requiredInput href=\"#i\"/></informationRequirement>
         <decisionTable {attributes}><input><inputExpression typeRef=\"number\"><text>age</text></inputExpression></input>
         {output}{rules}</decisionTable></decision>"
    ))
}

const RULES: [&str; 4] = ["< 18 => 5", ">= 18 => 20", ">= 65 => 10", "- => 1"];

#[test]
fn hit_policies() {
    let priorities = "<output><outputValues><text>10, 20, 5, 1</text></outputValues></output>";
    for (attributes, output, expected) in [
        ("hitPolicy=\"UNIQUE\"", "<output/>", "null"),
        ("", "<output/>", "null"),
        ("hitPolicy=\"ANY\"", "<output/>", "null"),
        ("hitPolicy=\"FIRST\"", "<output/>", "20"),
        ("hitPolicy=\"PRIORITY\"", priorities, "10"),
        ("hitPolicy=\"RULE ORDER\"", "<output/>", "[20, 10, 1]"),
        ("hitPolicy=\"OUTPUT ORDER\"", priorities, "[10, 20, 1]"),
        ("hitPolicy=\"COLLECT\"", "<output/>", "[20, 10, 1]"),
        ("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", "<output/>", "31"),
        ("hitPolicy=\"COLLECT\" aggregation=\"MIN\"", "<output/>", "1"),
        ("hitPolicy=\"COLLECT\" aggregation=\"MAX\"", "<output/>", "20"),
        ("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", "<output/>", "3"),
    ] {
        assert_eq!(decide(&table(attributes, output, &RULES), "Fee", "{age: 70}"), expected, "{attributes}");
    }
    let same = table("hitPolicy=\"ANY\"", "<output/>", &["> 1 => 7", "> 2 => 7"]);
    assert_eq!(decide(&same, "d", "{age: 3}"), "7");
}

#[test]
fn without_a_match_the_default_or_nothing() {
    let with_default = "<output><defaultOutputEntry><text>99</text></defaultOutputEntry></output>";
    assert_eq!(decide(&table("", with_default, &["< 0 => 5"]), "Fee", "{age: 1}"), "99");
    assert_eq!(decide(&table("", "<output/>", &["< 0 => 5"]), "Fee", "{age: 1}"), "null");
}

#[test]
fn a_result_explains_itself() {
    let model = table("hitPolicy=\"FIRST\"", "<output/>", &["< 18 => 5", "[18..64] => 20", "- => 10"]);
    let inputs = value("{age: 30}").as_context().cloned().unwrap();
    let decided = model.decide("Fee", &inputs, &clock()).unwrap();
    let entry = serde_json::to_value(&decided.explanation).unwrap()["decisions"][0].clone();
    assert_eq!(entry["inputs"], serde_json::json!({"age": 30}));
    assert_eq!(entry["output"], 20);
    assert_eq!(entry["fired"], serde_json::json!([{"index": 2, "id": "r2", "annotations": ["note 2"]}]));
    assert_eq!(
        entry["unmatched"],
        serde_json::json!([{"index": 1, "id": "r1", "input": "age", "condition": "< 18", "value": 30}])
    );
}

#[test]
fn inputs_of_the_wrong_type_are_null_and_said_so() {
    let model = table("hitPolicy=\"FIRST\"", "<output/>", &RULES);
    let inputs = value("{age: \"old\"}").as_context().cloned().unwrap();
    let decided = model.decide("Fee", &inputs, &clock()).unwrap();
    assert_eq!(decided.value.to_string(), "1");
    assert!(serde_json::to_string(&decided.explanation).unwrap().contains("age is not of its declared type"));
}

#[test]
fn faulty_tables_are_refused_with_their_line() {
    let bad = "<decision id=\"d\" name=\"d\"><decisionTable hitPolicy=\"SOMETIMES\"><input><inputExpression><text>1 +</text></inputExpression></input>
        <output/><rule id=\"r\"><inputEntry><text>&lt;</text></inputEntry></rule></decisionTable></decision>";
    let problems = dmn::parse(&crate::file(bad), "main.dmn").unwrap_err();
    let all = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    for expected in [
        "SOMETIMES",
        "main.dmn:2: d: An expression is expected",
        "main.dmn:3: r: An expression is expected",
        "1 conditions and 0 outputs",
    ] {
        assert!(all.contains(expected), "{expected} is missing in\n{all}");
    }
}
