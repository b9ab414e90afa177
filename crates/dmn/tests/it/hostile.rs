//! Nasty files are refused or stopped, and never end the process.

use std::time::{Duration, Instant};

use crate::{clock, decide, file, load};

/// Runs on a small stack: what overflows here would abort the whole test binary.
fn refused(xml: String) -> Vec<dmn::Problem> {
    let work = move || {
        let start = Instant::now();
        let problems = dmn::parse(&xml, "main.dmn").err().unwrap_or_default();
        assert!(start.elapsed() < Duration::from_secs(10), "took {:?}", start.elapsed());
        problems
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap().join().unwrap()
}

#[test]
fn document_types_are_refused_before_parsing() {
    let laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><definitions>&b;</definitions>";
    let problems = refused(laughs.to_owned());
    assert_eq!(problems[0].line, 2);
    assert!(problems[0].message.contains("document type"));
}

#[test]
fn depth_and_width_are_refused() {
    assert!(refused("<a>".repeat(1_000_000))[0].message.contains("nested too deeply"));
    assert!(!refused(file(&"<list>".repeat(1_000_000))).is_empty());
    let list = format!("<decision id=\"d\" name=\"d\">{}{}</decision>", "<list>".repeat(100), "</list>".repeat(100));
    assert!(refused(file(&list)).is_empty());
    let wide = format!("<definitions {}/>", (0..100_000).map(|n| format!("a{n}=\"1\" ")).collect::<String>());
    assert!(refused(wide)[0].message.contains("too many attributes"));
    assert!(!refused("x".repeat(20 << 20)).is_empty());
    for broken in [
        "",
        "<",
        "<definitions",
        "<definitions>",
        "<definitions/><definitions/>",
        "\u{0}",
        "<a b='",
        "<![CDATA[",
        "<!--",
    ] {
        assert!(!refused(broken.to_owned()).is_empty(), "{broken}");
    }
}

#[test]
fn long_chains_of_decisions_are_evaluated_without_recursion() {
    let decision = |n: usize| {
        let before = n.saturating_sub(1);
        let needs = if n == 0 {
            String::new()
        } else {
            format!("<informationRequirement><requiredDecision href=\"#d{before}\"/></informationRequirement>")
        };
        let text = if n == 0 { "0".to_owned() } else { format!("d{before} + 1") };
        format!(
            "<decision id=\"d{n}\" name=\"d{n}\">{needs}<literalExpression><text>{text}</text></literalExpression></decision>\n"
        )
    };
    let model = load(&(0..20_000).map(decision).collect::<String>());
    assert_eq!(decide(&model, "d19999", "{}"), "19999");
}

#[test]
fn endless_logic_is_stopped() {
    for text in ["count(for i in 1..100000000 return i)", "{f: function(g) g(g), r: f(f)}.r"] {
        let model = load(&format!(
            "<decision id=\"d\" name=\"d\"><literalExpression><text>{text}</text></literalExpression></decision>"
        ));
        assert!(model.decide("d", &feel::Context::new(), &clock()).is_err(), "{text}");
    }
    let nested = (0..40).fold("<literalExpression><text>1</text></literalExpression>".to_owned(), |inner, n| {
        format!("<for iteratorVariable=\"i{n}\"><in><literalExpression><text>[1,2,3]</text></literalExpression></in><return>{inner}</return></for>")
    });
    let model = load(&format!("<decision id=\"d\" name=\"d\">{nested}</decision>"));
    assert!(model.decide("d", &feel::Context::new(), &clock()).is_err());
}

proptest::proptest! {
    #[test]
    fn cut_files_never_panic(start in 0_usize..2000, length in 0_usize..2000) {
        let whole = file("<decision id=\"d\" name=\"d\"><decisionTable><input><inputExpression><text>a</text></inputExpression></input><output/>
            <rule><inputEntry><text>1</text></inputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable></decision>");
        let mut cut = whole.clone();
        let start = start.min(cut.len());
        cut.replace_range(start..(start + length % 40).min(whole.len()), "");
        if let Ok(model) = dmn::parse(&cut, "cut.dmn") {
            let _ = model.decide("d", &feel::Context::new(), &clock());
        }
    }
}
