//! What reading and deciding a table of a hundred rules costs, for each hit policy: `cargo bench -p dmn`.
#![allow(clippy::expect_used)]

use std::fmt;

use divan::{Bencher, black_box};
use feel::{Clock, Context, Value};

fn main() {
    divan::main();
}

const RULES: u32 = 100;

/// A hit policy, and whether one rule matches or half of them do.
struct Case {
    name: &'static str,
    attributes: &'static str,
    one_hit: bool,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

const fn case(name: &'static str, attributes: &'static str, one_hit: bool) -> Case {
    Case { name, attributes, one_hit }
}

const CASES: [Case; 11] = [
    case("unique", "hitPolicy=\"UNIQUE\"", true),
    case("any", "hitPolicy=\"ANY\"", true),
    case("first", "hitPolicy=\"FIRST\"", true),
    case("priority", "hitPolicy=\"PRIORITY\"", false),
    case("rule order", "hitPolicy=\"RULE ORDER\"", false),
    case("output order", "hitPolicy=\"OUTPUT ORDER\"", false),
    case("collect", "hitPolicy=\"COLLECT\"", false),
    case("collect sum", "hitPolicy=\"COLLECT\" aggregation=\"SUM\"", false),
    case("collect min", "hitPolicy=\"COLLECT\" aggregation=\"MIN\"", false),
    case("collect max", "hitPolicy=\"COLLECT\" aggregation=\"MAX\"", false),
    case("collect count", "hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", false),
];

/// Rules on two columns. With one hit it is the last but one, so that nearly all are looked at.
fn table(case: &Case) -> String {
    let rule = |at: u32| {
        let (from, to) = (at * 10, at * 10 + 10);
        let amount = if case.one_hit { format!("[{from}..{to})") } else { format!("&gt;= {from}") };
        format!(
            "<rule id=\"r{at}\"><inputEntry><text>{amount}</text></inputEntry><inputEntry><text>\"house\", \"garden\"</text></inputEntry>\
             <outputEntry><text>{}</text></outputEntry></rule>",
            at % 3 + 1
        )
    };
    let rules: String = (0..RULES).map(rule).collect();
    format!(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"ds\" name=\"bench\" namespace=\"http://example.org\">
         <inputData id=\"a\" name=\"amount\"><variable name=\"amount\" typeRef=\"number\"/></inputData>
         <inputData id=\"k\" name=\"kind\"><variable name=\"kind\" typeRef=\"string\"/></inputData>
         <decision id=\"d\" name=\"Fee\"><variable name=\"Fee\"/>
         <informationRequirement><requiredInput href=\"#a\"/></informationRequirement>
         <informationRequirement><requiredInput href=\"#k\"/></informationRequirement>
         <decisionTable {}><input><inputExpression typeRef=\"number\"><text>amount</text></inputExpression></input>
         <input><inputExpression typeRef=\"string\"><text>kind</text></inputExpression></input>
         <output><outputValues><text>3, 2, 1</text></outputValues></output>{rules}</decisionTable></decision></definitions>",
        case.attributes
    )
}

fn model(case: &Case) -> dmn::Model {
    dmn::parse(&table(case), "bench.dmn").expect("the table is sound")
}

fn inputs(case: &Case) -> Context {
    let amount = if case.one_hit { RULES * 10 - 15 } else { RULES * 5 };
    let value = |value: serde_json::Value| Value::from_json(&value);
    [("amount", value(amount.into())), ("kind", value("garden".into()))].into_iter().collect()
}

fn clock() -> Clock {
    Clock { now: jiff::Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC }
}

#[divan::bench]
fn parsing(bencher: Bencher<'_, '_>) {
    let text = table(&CASES[0]);
    bencher.bench(|| dmn::parse(black_box(&text), "bench.dmn"));
}

#[divan::bench(args = CASES)]
fn deciding(bencher: Bencher<'_, '_>, case: &Case) {
    let (model, inputs, clock) = (model(case), inputs(case), clock());
    let decided = model.decide("d", &inputs, &clock).expect("within its limits");
    assert!(!decided.value.is_null(), "{case} gives null and would measure nothing");
    bencher.bench(|| model.decide("d", black_box(&inputs), &clock));
}
