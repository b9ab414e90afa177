//! The language itself: operators, names, loops, filters, functions, places of problems.

use feel::{Context, Value};

use crate::{check, clock};

#[test]
fn three_valued_logic() {
    check(
        r#"true and null => null
           false and null => false
           null and false => false
           true or null => true
           null or 1 => null
           true and "x" => null
           not(null) => null
           not(1) => null
           1 = "1" => null
           1 != null => true
           null = null => true
           1 < null => null
           if null then 1 else 2 => 2
           if "x" then 1 else 2 => 2
           5 between 1 and 10 => true
           5 between 1 and null => null
           1 + null => null
           1 + "1" => null
           "a" + "b" => "ab"
           [1, 2] = [1, 2] => true
           {a: 1, b: 2} = {b: 2, a: 1} => true"#,
    );
}

#[test]
fn precedence() {
    check(
        "-3 ** 2 => 9
         1 + 2 * 3 => 7
         2 * 3 ** 2 => 18
         10 - 3 - 2 => 5
         1 - -1 => 2
         1 + 1 instance of number => null
         true or false and false => true
         1 = 1 and 2 > 1 => true
         [1,2,3][2] + 1 => 3
         {a: {b: 1}}.a.b => 1
         -[1,2][1] => -1
         (1 + 1) instance of number => true
         2 in (1, 2) and true => true
         1 in [1..5) => true
         5 in [1..5[ => false
         1 in ]1..5] => false
         /* one */ 1 /* two */ + 1 => 2
         1 // to the end => 1",
    );
}

#[test]
fn loops_and_filters() {
    check(
        r#"for i in 1..3 return i * 2 => [2, 4, 6]
           for i in 3..1 return i => [3, 2, 1]
           for i in [1,2], j in [i, 10] return i + j => [2, 11, 4, 12]
           for i in 0..4 return if i = 0 then 1 else i * partial[-1] => [1, 1, 2, 6, 24]
           for d in @"2026-01-30"..@"2026-02-01" return d.day => [30, 31, 1]
           for i in [1..3] return i => [1, 2, 3]
           for i in 5 return i => [5]
           for i in null return i => null
           some x in [1,2,3] satisfies x > 2 => true
           every x in [] satisfies false => true
           every x in [1,2], y in [3,4] satisfies x < y => true
           some x in [1, null] satisfies x > 2 => null
           [1,2,3,4][item > 2] => [3, 4]
           [1,2,3][-1] => 3
           [1,2,3][0] => null
           [1,2,3][4] => null
           [{x:1, y:2}, {x:2, y:3}][x = 1].y => [2]
           [{x:1}, {y:2}].x => [1, null]
           [{item: 1}, {item: 2}][item > 1] => [{item: 2}]
           100[1] => 100
           100[item > 99] => [100]
           null[1] => null
           [][1] => null
           [][true] => []
           {a: [1,2,3], b: a[item > 1]}.b => [2, 3]"#,
    );
}

#[test]
fn functions_and_types() {
    check(
        r#"{f: function(a: number, b) a + b, r: f(1, 2)}.r => 3
           {f: function(a: number) a, r: f("x")}.r => null
           {f: function(a: number) a, r: f([1])}.r => 1
           {f: function(a) a, r: f(1, 2)}.r => null
           {f: function(a, b) a - b, r: f(b: 1, a: 5)}.r => 4
           {n: 2, f: function(x) x * n, r: (for n in [10] return f(3))[1]}.r => 6
           (function(x) x + 1)(2) => 3
           {fact: function(self, n) if n < 2 then 1 else n * self(self, n - 1), r: fact(fact, 20)}.r => 2432902008176640000
           substring(start position: 2, string: "abc") => "bc"
           substring(string: "abc", begin: 2) => null
           1 instance of number => true
           null instance of Any => false
           [1, 2] instance of list<number> => true
           [1, "a"] instance of list<number> => false
           {a: 1, b: 2} instance of context<a: number> => true
           {a: 1} instance of context<b: number> => false
           @"P1D" instance of days and time duration => true
           @"2026-01-01T00:00:00" instance of date and time => true
           [1..2] instance of range<number> => true
           {f: function(a: number) a}.f instance of function<number> -> Any => true
           {f: function(a: number) a}.f instance of function<string> -> Any => false
           {f: function(a: number) a}.f instance of function<number, number> -> Any => false
           {"foo+bar": 1}.foo+bar => 1
           {a: 1, a: 2} => null
           {"a b": 1, c: a b + 1}.c => 2
           {a-b: 5, a: 3, b: 1, r: a-b}.r => 5
           undefined name + 1 => null"#,
    );
}

#[test]
fn names_with_spaces_and_signs_come_from_the_scope() {
    let mut scope = Context::new();
    scope.insert("Applicant's age", 30_i64);
    scope.insert("income and wealth", 5_i64);
    let names = ["Applicant's age", "income and wealth"];
    let parsed = feel::parse("Applicant's age + income and wealth * 2", &names).unwrap();
    assert_eq!(parsed.evaluate(&scope, &clock()).unwrap().as_i64(), Some(40));
    assert_eq!(parsed.free_names(), ["Applicant's age", "income and wealth"]);
}

#[test]
fn free_names_leave_out_what_is_bound_or_built_in() {
    let parsed = feel::parse(
        "count(for x in orders return x.price + fee) + {a: 1, b: a}.b + orders[price > 1][1] + other",
        &["orders"],
    )
    .unwrap();
    assert_eq!(parsed.free_names(), ["orders", "fee", "other"]);
}

#[test]
fn unary_tests_match() {
    let matches = |tests: &str, input: Value| {
        feel::parse_unary_tests(tests, &[]).unwrap().matches(&input, &Context::new(), &clock()).unwrap()
    };
    assert!(matches("< 5, [10..20]", 12_i64.into()));
    assert!(!matches("< 5, [10..20]", 7_i64.into()));
    assert!(matches("not(1, 2)", 3_i64.into()));
    assert!(!matches("not(1, 2)", 2_i64.into()));
    assert!(matches("-", Value::Null));
    assert!(matches("\"a\", \"b\"", "b".into()));
    assert!(matches("false", false.into()));
    assert!(!matches("true", false.into()));
    assert!(matches("? > 3 and ? < 5", 4_i64.into()));
    assert!(matches("null", Value::Null));
    assert!(matches("[1, 2, 3]", 2_i64.into()));
    assert!(matches("ends with(?, \"z\")", "xyz".into()));
}

#[test]
fn problems_tell_their_place() {
    for (text, line, column) in
        [("1 +", 1, 4), ("1 +\n  )", 2, 3), ("\"open", 1, 1), ("if 1 then 2", 1, 12), ("[1, 2", 1, 6), ("1 § 2", 1, 3)]
    {
        let problem = feel::parse(text, &[]).unwrap_err();
        assert_eq!((problem.line, problem.column), (line, column), "{text}: {problem}");
    }
}

#[test]
fn json_goes_in_and_out() {
    let json = serde_json::json!({"a": [1, 2.5, "x", null, true], "b": {"c": 9_007_199_254_740_993_i64}});
    assert_eq!(Value::from_json(&json).to_json(), json);
    assert_eq!(
        crate::value("{d: @\"2026-01-01\", p: @\"P1D\"}").to_json(),
        serde_json::json!({"d": "2026-01-01", "p": "P1D"})
    );
}
