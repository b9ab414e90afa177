//! Faults in a definition are found, on the right line, in a sentence that says what to write.

fn faults(toml: &str) -> Vec<String> {
    let (form, problems) = form::parse(toml, "form.toml");
    assert_eq!(form.is_none(), problems.iter().any(form::Problem::is_fault));
    problems.iter().map(ToString::to_string).collect()
}

fn one_fault(toml: &str, line: usize, part: &str) {
    let found = faults(toml);
    assert!(
        found.iter().any(|text| text.starts_with(&format!("form.toml:{line}: ")) && text.contains(part)),
        "expected line {line} with {part:?}, found {found:#?}"
    );
}

#[test]
fn typing_mistakes_get_a_proposal() {
    one_fault("[[page]]\nid = \"a\"\n[[page.field]]\nid = \"x\"\ntype = \"text\"\nrequierd = false\n", 6, "`required`");
    one_fault("[[page]]\nid = \"a\"\n[[page.field]]\nid = \"x\"\ntype = \"txet\"\n", 5, "`text`");
    one_fault("[[page]]\nid = \"a\"\n[[page.field]]\nid = \"x\"\ntype = \"text\"\noptions = [\"a\"]\n", 6, "options");
}

#[test]
fn every_fault_of_a_file_is_reported_at_once() {
    let found =
        faults("[[page]]\nid = \"A b\"\n[[page.field]]\nid = \"x-y\"\ntype = \"nothing\"\n[[page]]\nid = \"b\"\n");
    assert_eq!(found.len(), 4, "{found:#?}");
}

#[test]
fn ids_are_unique_and_pages_have_fields() {
    one_fault("[[page]]\nid = \"a\"\n", 1, "no field");
    one_fault("", 1, "no page");
    let twice = "[[page]]\nid = \"a\"\n[[page.field]]\nid = \"x\"\ntype = \"info\"\n";
    one_fault(&twice.repeat(2), 6, "page `a` is there already, on line 1");
    one_fault(&twice.repeat(2), 8, "field `x` is there already, on line 3");
}

#[test]
fn options_are_needed_and_unique() {
    one_fault("[[page]]\nid = \"a\"\n[[page.field]]\nid = \"x\"\ntype = \"choice\"\n", 3, "options");
    one_fault(
        "[[page]]\nid = \"a\"\n[[page.field]]\nid = \"x\"\ntype = \"many\"\noptions = [\"p\",\n\"p\"]\n",
        7,
        "twice",
    );
}

const TWO: &str = "[[page]]\nid = \"a\"\n[[page.field]]\nid = \"one\"\ntype = \"yesno\"\nWHEN\n[[page]]\nid = \"b\"\n[[page.field]]\nid = \"two\"\ntype = \"number\"\n";

#[test]
fn names_in_expressions_must_be_asked_before() {
    one_fault(&TWO.replace("WHEN", "when = 'two > 3'"), 6, "before it is asked");
    one_fault(&TWO.replace("WHEN", "when = 'onne'"), 6, "Do you mean `one`?");
    one_fault(&TWO.replace("WHEN", "when = 'one'"), 6, "circle");
    one_fault(&TWO.replace("WHEN", "when = 'one ='"), 6, "cannot be read");
    assert!(faults(&TWO.replace("WHEN", "check = 'one'")).is_empty());
}

#[test]
fn a_circle_of_computed_values_is_named() {
    let form = "[[page]]\nid = \"a\"\n[[page.field]]\nid = \"p\"\ntype = \"computed\"\nvalue = 'q + 1'\n[[page.field]]\nid = \"q\"\ntype = \"computed\"\nvalue = 'p + 1'\n";
    one_fault(form, 6, "circle");
    one_fault(form, 10, "circle");
}

#[test]
fn unreachable_pages_and_fields_are_found() {
    let form = "[[page]]\nid = \"a\"\n[[page.field]]\nid = \"purpose\"\ntype = \"choice\"\noptions = [\"rent\", \"other\"]\n[[page]]\nid = \"b\"\nwhen = 'purpose = \"ohter\"'\n[[page.field]]\nid = \"x\"\ntype = \"text\"\n";
    one_fault(form, 9, "can never be reached");
    assert!(faults(&form.replace("ohter", "other")).is_empty());
    one_fault(
        &TWO.replace("WHEN", "").replace("type = \"number\"", "type = \"number\"\nwhen = 'one and not(one)'"),
        12,
        "never be shown",
    );
}

#[test]
fn prefill_and_limits_are_checked() {
    let field = |line: &str| format!("[[page]]\nid = \"a\"\n[[page.field]]\nid = \"x\"\ntype = \"date\"\n{line}\n");
    one_fault(&field("prefill = \"somewhere\""), 6, "identity.");
    one_fault(&field("min = true"), 6, "a number, a date or an expression");
    for line in
        ["prefill = \"register.residents.birthdate\"", "min = 'today() - duration(\"P18Y\")'", "max = 2026-12-31"]
    {
        assert!(faults(&field(line)).is_empty(), "{line}: {:?}", faults(&field(line)));
    }
}

#[test]
fn hostile_files_are_refused_quickly() {
    let deep = format!("a = {}", "[".repeat(100_000));
    assert!(!faults(&deep).is_empty());
    let many = "[[page]]\nid = \"a\"\n".repeat(5_000);
    assert!(!faults(&many).is_empty());
    assert!(!faults("\u{0}\u{1}").is_empty());
    let long =
        format!("[[page]]\nid = \"a\"\n[[page.field]]\nid = \"x\"\ntype = \"text\"\nwhen = '{}1'", "(".repeat(50_000));
    assert!(!faults(&long).is_empty());
}

proptest::proptest! {
    #[test]
    fn any_text_gives_a_form_or_faults(text in proptest::prelude::any::<String>()) {
        let (form, problems) = form::parse(&text, "form.toml");
        proptest::prop_assert_eq!(form.is_none(), problems.iter().any(form::Problem::is_fault));
    }

    #[test]
    fn any_expression_gives_a_form_or_a_fault_on_its_line(text in "[a-z0-9 ()+*/<>=\"\\[\\].,{}-]{0,60}") {
        let toml = TWO.replace("WHEN", &format!("check = '{text}'"));
        let (form, problems) = form::parse(&toml, "form.toml");
        proptest::prop_assert_eq!(form.is_none(), problems.iter().any(form::Problem::is_fault));
        proptest::prop_assert!(problems.iter().all(|problem| problem.line == 6), "{:?}", problems);
    }
}
