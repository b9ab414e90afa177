//! No text, however nasty, ends the process, runs for ever or fills the memory.

use std::time::{Duration, Instant};

use feel::{Context, Fault, Value};

use crate::clock;

/// Runs on a small stack: what overflows here would abort the whole test binary.
fn on_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap().join().unwrap()
}

fn outcome(text: String) -> Result<Result<Value, Fault>, feel::Problem> {
    on_small_stack(move || {
        let start = Instant::now();
        let result = feel::parse(&text, &[]).map(|parsed| parsed.evaluate(&Context::new(), &clock()));
        let tests = feel::parse_unary_tests(&text, &[]);
        drop(tests);
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "took {:?}: {}",
            start.elapsed(),
            &text[..text.len().min(60)]
        );
        result
    })
}

#[test]
fn nesting_of_a_million_is_refused_with_a_place() {
    for open in [
        "(",
        "[",
        "{a:",
        "-",
        "not(",
        "if ",
        "for x in ",
        "some x in ",
        "function(a) ",
        "a(",
        "a[",
        "]",
        "[1..",
        "< ",
        "1+(",
        "@",
        "\"",
    ] {
        let text: String = open.repeat(1_000_000 / open.len());
        let problem = outcome(text).expect_err(open);
        assert!(problem.line >= 1 && problem.column >= 1);
    }
}

#[test]
fn long_chains_do_not_overflow() {
    assert!(matches!(outcome(format!("1{}", "+1".repeat(200_000))), Ok(Ok(Value::Number(_)))));
    assert!(matches!(outcome(format!("true{}", " and true".repeat(50_000))), Ok(Ok(Value::Bool(true)))));
    for link in [".a", "[1]", "(1)", " instance of number"] {
        let text = format!("1{}", link.repeat(40_000));
        let result = outcome(text);
        assert!(matches!(result, Ok(Err(Fault::Depth))), "{link}: {result:?}");
    }
    assert!(outcome(format!("1{}", " in 1".repeat(100_000))).is_ok());
    assert!(outcome(format!("1 instance of {}number{}", "list<".repeat(100_000), ">".repeat(100_000))).is_err());
}

#[test]
fn endless_work_runs_out_of_fuel() {
    for text in [
        "for i in 1..100000000 return i",
        "count(for i in 1..100000000 return 1)",
        "some i in 1..100000000 satisfies false",
        "every i in 1..10000, j in 1..10000 satisfies true",
        "for i in 1..1000000000000, j in 1..1000000000000 return 1",
        "for d in @\"0001-01-01\"..@\"999999999-01-01\" return d",
        "for i in 1..100000 return partial",
        "for i in 1..100000 return context put({}, string(i), partial)",
        "for i in 1..100000 return [partial]",
        "distinct values(for i in 1..20000 return i)",
        "sort(for i in 1..200000 return i, function(a, b) a > b)",
        "for i in 1..100000 return matches(string(i), \"(a|b|\" + string(i) + \")*\")",
    ] {
        let result = outcome(text.to_owned()).unwrap();
        assert!(
            result.is_err() || result.as_ref().is_ok_and(Value::is_null),
            "{text}: {:?}",
            result.map(|value| value.weight())
        );
    }
}

#[test]
fn wide_contexts_and_parameter_lists_do_not_overflow() {
    let entries: Vec<String> = (0..60_000).map(|n| format!("a{n}:{n}")).collect();
    let outcome_of_context = outcome(format!("{{{}}}.a59999", entries.join(",")));
    assert_eq!(outcome_of_context.unwrap().map(|value| value.as_i64()), Ok(Some(59_999)));
    let names: Vec<String> = (0..50_000).map(|n| format!("p{n}")).collect();
    let values = vec!["1"; 50_000].join(",");
    assert!(matches!(outcome(format!("(function({}) p7)({values})", names.join(","))), Ok(Ok(Value::Number(_)))));
    let loops: Vec<String> = (0..50_000).map(|n| format!("x{n} in 1")).collect();
    assert!(matches!(outcome(format!("for {} return 1", loops.join(","))), Ok(Err(Fault::Depth))));
}

#[test]
fn values_stay_small_and_flat() {
    for text in [
        "count(for i in 1..3000 return if i = 1 then \"xxxxxxxxxxxxxxxx\" else partial[-1] + partial[-1])",
        "count(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])",
        "count(for i in 1..5000 return if i = 1 then [] else [partial[-1]])",
        "count(for i in 1..5000 return if i = 1 then 1 else function() partial[-1])",
        "count(for i in 1..5000 return if i = 1 then {} else {a: partial[-1]})",
        "(for i in 1..40 return if i = 1 then \"aaaaaaaa\" else replace(partial[-1], \"a\", \"aaaaaaaa\"))[-1]",
    ] {
        assert!(matches!(outcome(text.to_owned()), Ok(Err(_))), "{text}");
    }
}

#[test]
fn recursion_ends_by_depth() {
    let text = "{f: function(g, n) g(g, n + 1), r: f(f, 0)}.r";
    assert_eq!(outcome(text.to_owned()).unwrap().unwrap_err(), Fault::Depth);
    let both = "{f: function(g, n) g(g, n) + g(g, n), r: f(f, 0)}.r";
    assert!(outcome(both.to_owned()).unwrap().is_err());
}

#[test]
fn costly_numbers_and_patterns_are_quick() {
    for text in [
        "9 ** 9 ** 9 ** 9",
        "1.0000001 ** 999999999999",
        "2 ** 0.5 ** 0.5",
        "exp(14000)",
        "exp(-99999999999)",
        "log(1e-6176)",
        "sqrt(1e6111) + sqrt(1e-6176)",
        "1e6111 * 1e6111",
        "1e6111 + 1e-6176",
        "modulo(1e6111, 7)",
        "modulo(7, 1e6111)",
        "round up(1e6111, 6176)",
        "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(a+)+$\")",
        "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(a*)*\\\\1b\")",
        "matches(\"a\", \"(((((a{1000}){1000}){1000}){1000}){1000})\")",
        "duration(\"P99999999999999999999D\")",
        "duration(\"P9223372036854775807D\") * 1e30",
        "-duration(\"P9223372036854775807Y\")",
        "@\"999999999-12-31\" + duration(\"P999999999Y\")",
        "@\"10:00:00\" + duration(\"P9223372036854775807D\")",
        "date(99999999999999999999, 1, 1)",
        "years and months duration(@\"-999999999-01-01\", @\"999999999-12-31\")",
        "substring(\"abc\", -99999999999999999999)",
        "string(1e6111) + string(1e-6176)",
        "number(\"1e999999999999\")",
    ] {
        let start = Instant::now();
        let _ = outcome(text.to_owned());
        assert!(start.elapsed() < Duration::from_secs(3), "{text} took {:?}", start.elapsed());
    }
}

#[test]
fn pieces_of_expressions_never_panic() {
    let source =
        "if a.b[1] in (1..2] then {x: \"\\u00e4\", y: @\"P1D\"} else for i in [1,2][item > 1] return f(a: -1.5e3 ** 2)";
    for (start, _) in source.char_indices() {
        for (end, _) in source[start..].char_indices() {
            let _ = feel::parse(&source[start..start + end], &["a", "b c", "a-b"])
                .map(|parsed| parsed.evaluate(&Context::new(), &clock()));
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_text_parses_or_is_refused(text in "[ -~äß\"\\[\\](){}.,:<>=+*/@?-]{0,60}") {
        if let Ok(parsed) = feel::parse(&text, &[]) {
            let _ = parsed.evaluate(&Context::new(), &clock());
        }
        let _ = feel::parse_unary_tests(&text, &[]);
    }

    #[test]
    fn any_words_parse_or_are_refused(words in proptest::collection::vec(proptest::sample::select(WORDS), 0..25)) {
        if let Ok(parsed) = feel::parse(&words.join(" "), &[]) {
            let _ = parsed.evaluate(&Context::new(), &clock());
        }
    }
}

const WORDS: &[&str] = &[
    "1",
    "-2.5",
    "\"a\"",
    "@\"2026-01-01\"",
    "@\"P1Y\"",
    "@\"10:00:00Z\"",
    "null",
    "true",
    "x",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ".",
    "..",
    "+",
    "-",
    "*",
    "/",
    "**",
    "=",
    "<",
    ">=",
    "and",
    "or",
    "in",
    "between",
    "if",
    "then",
    "else",
    "for",
    "return",
    "some",
    "every",
    "satisfies",
    "function",
    "instance",
    "of",
    "list",
    "number",
    "not",
    "count",
    "sort",
    "date",
    "time",
    "substring",
    "partial",
    "item",
];
