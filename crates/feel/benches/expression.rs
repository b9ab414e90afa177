//! What parsing and evaluating an expression costs: `cargo bench -p feel`.
#![allow(clippy::expect_used)]

use std::fmt;

use divan::{Bencher, black_box};
use feel::{Clock, Context, Expression, Value};

fn main() {
    divan::main();
}

/// An expression under a name that stands in the table of results.
struct Case {
    name: &'static str,
    text: &'static str,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

const CASES: [Case; 6] = [
    Case { name: "condition", text: "area > 500 and not(listed)" },
    Case { name: "arithmetic", text: "round half up((area * 2.35 + 10) / 3 - rate ** 2, 2)" },
    Case { name: "filter", text: "sum(items[kind = \"fee\" and amount > 20].amount)" },
    Case {
        name: "date",
        text: "date(\"2026-03-02\") + duration(\"P1M\") <= date(due) and years and months duration(date(\"2000-01-31\"), date(due)).years >= 18",
    },
    Case { name: "for", text: "for item in items return item.amount * rate" },
    Case { name: "text", text: "if matches(upper case(name), \"^MU.*\") then name + \", \" + string(area) else \"-\"" },
];

fn names() -> [&'static str; 6] {
    ["area", "listed", "rate", "items", "due", "name"]
}

fn parse(case: &Case) -> Expression {
    feel::parse(case.text, &names()).expect("the expression is FEEL")
}

/// A hundred items; every third one is a fee.
fn scope() -> Context {
    let kinds = ["fee", "tax", "deposit"];
    let items: Vec<_> = (0..100).map(|at| serde_json::json!({"kind": kinds[at % 3], "amount": at})).collect();
    let value = |value: serde_json::Value| Value::from_json(&value);
    [
        ("area", value(1234.into())),
        ("listed", value(false.into())),
        ("rate", value(1.08.into())),
        ("items", value(items.into())),
        ("due", value("2026-05-31".into())),
        ("name", value("Muster".into())),
    ]
    .into_iter()
    .collect()
}

fn clock() -> Clock {
    Clock { now: jiff::Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC }
}

#[divan::bench(args = CASES)]
fn parsing(bencher: Bencher<'_, '_>, case: &Case) {
    bencher.bench(|| parse(black_box(case)));
}

#[divan::bench(args = CASES)]
fn evaluating(bencher: Bencher<'_, '_>, case: &Case) {
    let (expression, scope, clock) = (parse(case), scope(), clock());
    let value = expression.evaluate(&scope, &clock).expect("within its limits");
    assert!(!value.is_null(), "{case} gives null and would measure nothing");
    bencher.bench(|| expression.evaluate(black_box(&scope), &clock));
}
