//! Answers are read as people write them, stored in one form, shown as the place writes them.

use feel::Clock;
use form::{Answers, CODES, Form, Locale, RawInput, display, read_page, typed};
use serde_json::{Value, json};

fn form_of(kind: &str, more: &str) -> Form {
    super::sound(&format!("[[page]]\nid = \"p\"\n[[page.field]]\nid = \"x\"\ntype = \"{kind}\"\n{more}\n"))
}

fn read_with(form: &Form, raw: &RawInput, clock: &Clock) -> Result<Value, &'static str> {
    let read = read_page(form, "p", raw, &Answers::new(), clock).expect("the page is there");
    match read.problems.first() {
        Some(problem) => {
            let entry = CODES.iter().find(|entry| entry.code == problem.code).expect("a listed code");
            let names: Vec<&str> = problem.args.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, entry.args, "{}", problem.code);
            assert!(read.values.is_empty());
            Err(problem.code)
        }
        None => Ok(read.values["x"].clone()),
    }
}

fn read(kind: &str, input: &str) -> Result<Value, &'static str> {
    read_with(&form_of(kind, ""), &RawInput::from_iter([("x", input)]), &super::swiss())
}

#[test]
fn dates_in_many_spellings() {
    for input in [
        "31 3 1980",
        "31.3.80",
        "31.03.1980",
        "1980-03-31",
        "31/3/1980",
        " 31. März 1980 ",
        "31 mars 1980",
        "31 marzo 1980",
        "31 March 1980",
        "31031980",
        "31.3. 1980",
    ] {
        assert_eq!(read("date", input), Ok(json!("1980-03-31")), "{input}");
    }
    assert_eq!(read("date", "31.2.1980"), Err("date-not-real"));
    assert_eq!(read("date", "29.2.2025"), Err("date-not-real"));
    assert_eq!(read("date", "29.2.2024"), Ok(json!("2024-02-29")));
    for input in ["yesterday", "1.1", "1.1.198", "1.x.1980", "1.1.1980.5", "31.3.19800", "٣١.٣.١٩٨٠"] {
        assert_eq!(read("date", input), Err("date-format"), "{input}");
    }
    assert_eq!(read("date", "  "), Err("required-date"));
}

#[test]
fn dates_in_three_boxes() {
    let parts = |day: &str, month: &str, year: &str| {
        let raw = RawInput::from_iter([("x-day", day), ("x-month", month), ("x-year", year)]);
        read_with(&form_of("date", ""), &raw, &super::swiss())
    };
    assert_eq!(parts("31", "3", "1980"), Ok(json!("1980-03-31")));
    assert_eq!(parts("31", "März", "80"), Ok(json!("1980-03-31")));
    assert_eq!(parts("", "3", "1980"), Err("date-day-missing"));
    assert_eq!(parts("31", "", "1980"), Err("date-month-missing"));
    assert_eq!(parts("31", "3", " "), Err("date-year-missing"));
    assert_eq!(parts("31", "4", "1980"), Err("date-not-real"));
    assert_eq!(parts("", "", ""), Err("required-date"));
    let raw = RawInput::from_iter([("x-day", "31"), ("x-month", "x"), ("x-year", "1980")]);
    let read = read_page(&form_of("date", ""), "p", &raw, &Answers::new(), &super::swiss()).expect("there");
    assert_eq!(read.problems[0].input, "x-month");
}

#[test]
fn limits_follow_the_clock() {
    let form = form_of("date", "max = 'today() - duration(\"P18Y\")'\nmin = 1900-01-01");
    let at = |input: &str| read_with(&form, &RawInput::from_iter([("x", input)]), &super::swiss());
    assert_eq!(at("21.11.2008"), Ok(json!("2008-11-21")));
    assert_eq!(at("22.11.2008"), Err("date-too-late"));
    assert_eq!(at("31.12.1899"), Err("date-too-early"));
    let form = form_of("number", "min = 1\nmax = 20");
    let at = |input: &str| read_with(&form, &RawInput::from_iter([("x", input)]), &super::swiss());
    assert_eq!(at("20"), Ok(json!(20)));
    assert_eq!(at("21"), Err("number-too-large"));
    assert_eq!(at("0"), Err("number-too-small"));
    assert_eq!(at("2,5"), Err("number-whole"));
}

#[test]
fn amounts_and_numbers() {
    for (input, stored) in [
        ("1'250.50", "1250.50"),
        ("1.250,50", "1250.50"),
        ("1,250.50", "1250.50"),
        ("1250", "1250.00"),
        ("CHF 20.–", "20.00"),
        ("12,5 €", "12.50"),
        ("1.250", "1250.00"),
        ("-3", "-3.00"),
        ("0.05", "0.05"),
    ] {
        assert_eq!(read("amount", input), Ok(json!(stored)), "{input}");
    }
    for input in ["1.2.3", "abc", "12.345", "--", "€"] {
        assert_eq!(
            read("amount", input),
            if input == "12.345" { Ok(json!("12345.00")) } else { Err("amount-format") },
            "{input}"
        );
    }
    let decimals = form_of("number", "decimals = 3");
    let at = |input: &str| read_with(&decimals, &RawInput::from_iter([("x", input)]), &super::swiss());
    assert_eq!(at("1.250"), Err("number-ambiguous"));
    assert_eq!(at("1.25"), Ok(json!(1.25)));
    assert_eq!(read("number", "1.250"), Ok(json!(1250)));
}

#[test]
fn numbers_of_persons_and_accounts() {
    for input in ["756.1234.5678.97", "7561234567897", "756 1234 5678 97"] {
        assert_eq!(read("ahv", input), Ok(json!("756.1234.5678.97")), "{input}");
    }
    assert_eq!(read("ahv", "756.1234.5678.98"), Err("ahv-checksum"));
    assert_eq!(read("ahv", "123.1234.5678.97"), Err("ahv-format"));
    assert_eq!(read("tax-id", "86 095 742 719"), Ok(json!("86095742719")));
    assert_eq!(read("tax-id", "86095742718"), Err("tax-id-checksum"));
    assert_eq!(read("tax-id", "11111111111"), Err("tax-id-format"));
    assert_eq!(read("iban", "ch93 0076 2011 6238 5295 7"), Ok(json!("CH9300762011623852957")));
    assert_eq!(read("iban", "IBAN DE89 3704 0044 0532 0130 00"), Ok(json!("DE89370400440532013000")));
    assert_eq!(read("iban", "CH93 0076 2011 6238 5295 8"), Err("iban-checksum"));
    assert_eq!(read("iban", "CH93 0076 2011"), Err("iban-format"));
}

#[test]
fn phones_follow_the_country() {
    let form = form_of("phone", "");
    let raw = RawInput::from_iter([("x", "062 555 01 23")]);
    assert_eq!(read_with(&form, &raw, &super::swiss()), Ok(json!("+41625550123")));
    let raw = RawInput::from_iter([("x", "(02452) 13-1015")]);
    assert_eq!(read_with(&form, &raw, &super::german()), Ok(json!("+492452131015")));
    assert_eq!(read("phone", "call me"), Err("phone-format"));
}

#[test]
fn names_stay_as_they_are() {
    let form = form_of("person-name", "");
    for (given, family) in [
        ("Đặng", "Öztürk-Ǧ"),
        ("", "O'Neil"),
        ("Sukarno", ""),
        ("Anna Maria", "von der Aa"),
        ("M̂", "D’Angelo"),
        ("Æ", "ʻOkina"),
    ] {
        let raw = RawInput::from_iter([("x-given", given), ("x-family", family)]);
        let value = read_with(&form, &raw, &super::swiss()).expect("a fine name");
        assert_eq!(value, json!({ "given": given, "family": family }));
        let shown = display(&form.pages[0].fields[0], &value, Locale::DeCh, None);
        assert_eq!(shown, format!("{given} {family}").trim());
    }
    let raw = RawInput::from_iter([("x-given", "O\u{0308}zlem"), ("x-family", "x")]);
    assert_eq!(read_with(&form, &raw, &super::swiss()).map(|value| value["given"].clone()), Ok(json!("Özlem")));
    let raw = RawInput::from_iter([("x-given", "a\u{0}b"), ("x-family", "x")]);
    assert_eq!(read_with(&form, &raw, &super::swiss()), Err("control-characters"));
    assert_eq!(read_with(&form, &RawInput::default(), &super::swiss()), Err("required-name"));
}

#[test]
fn addresses_in_their_parts() {
    let form = form_of("address", "");
    let at = |parts: &[(&str, &str)], clock| {
        let raw = parts.iter().map(|(part, text)| (format!("x-{part}"), *text)).collect();
        read_with(&form, &raw, &clock)
    };
    let swiss = [("street", "Bahnhofstrasse"), ("house-number", "1a"), ("postal-code", "CH-5000"), ("town", "Aarau")];
    let value = at(&swiss, super::swiss()).expect("fine");
    assert_eq!(value["postal_code"], "5000");
    assert_eq!(value["country"], "CH");
    assert_eq!(display(&form.pages[0].fields[0], &value, Locale::DeCh, None), "Bahnhofstrasse 1a, 5000 Aarau");
    assert_eq!(display(&form.pages[0].fields[0], &value, Locale::DeDe, None), "Bahnhofstrasse 1a, 5000 Aarau, CH");
    assert_eq!(at(&swiss, super::german()), Err("address-postal-code"));
    assert_eq!(at(&swiss[..3], super::swiss()), Err("address-town-missing"));
    assert_eq!(at(&swiss[1..], super::swiss()), Err("address-street-missing"));
    assert_eq!(at(&[], super::swiss()), Err("required"));
}

#[test]
fn choices_and_ticks() {
    let form = form_of("many", "options = [\"a\", \"b\", \"c\"]");
    let at = |keys: &[&str]| read_with(&form, &keys.iter().map(|key| ("x", *key)).collect(), &super::swiss());
    assert_eq!(at(&["c", "a"]), Ok(json!(["a", "c"])));
    assert_eq!(at(&["d"]), Err("choice-unknown"));
    assert_eq!(at(&[]), Err("required-many"));
    assert_eq!(read("yesno", "yes"), Ok(json!(true)));
    assert_eq!(read("yesno", "maybe"), Err("choice-unknown"));
    assert_eq!(read("declaration", ""), Err("declaration-needed"));
    assert_eq!(read("declaration", "on"), Ok(json!(true)));
    assert_eq!(read("email", " Anna@Example.ORG "), Ok(json!("Anna@example.org")));
    assert_eq!(read("email", "anna"), Err("email-format"));
}

#[test]
fn files_are_counted_and_judged_one_by_one() {
    let form = form_of("file", "accept = [\"pdf\", \"png\"]\nmax_bytes = 1000\nmax_files = 1");
    let field = &form.pages[0].fields[0];
    let one = json!({"id": "f1", "name": "a.pdf", "size": 3, "type": "pdf"});
    let count = |files: Value| {
        let stored = super::answers(json!({ "x": files }));
        let read = read_page(&form, "p", &RawInput::default(), &stored, &super::swiss()).expect("there");
        read.problems.first().map(|problem| problem.code)
    };
    assert_eq!(count(json!([one])), None);
    assert_eq!(count(json!([one, one])), Some("too-many-files"));
    assert_eq!(count(json!([])), Some("required-file"));
    let judge = |size, kind| form::check_upload(field, "scan.pdf", size, kind).map(|problem| problem.code);
    assert_eq!(judge(10, Some("pdf")), None);
    assert_eq!(judge(10, Some("gif")), Some("file-type"));
    assert_eq!(judge(10, None), Some("file-type"));
    assert_eq!(judge(1001, Some("pdf")), Some("file-too-large"));
    assert_eq!(judge(0, Some("pdf")), Some("file-empty"));
}

#[test]
fn what_is_shown_again_reads_back_the_same() {
    let cases = [
        ("text", "", json!("Grüezi")),
        ("longtext", "", json!("a\nb")),
        ("number", "decimals = 2", json!(1250.5)),
        ("number", "", json!(-12)),
        ("amount", "", json!("1250.50")),
        ("date", "", json!("1980-03-31")),
        ("yesno", "", json!(false)),
        ("choice", "options = [\"a\", \"b\"]", json!("b")),
        ("many", "options = [\"a\", \"b\"]", json!(["a", "b"])),
        ("email", "", json!("a@b.ch")),
        ("phone", "", json!("+41625550123")),
        ("ahv", "", json!("756.1234.5678.97")),
        ("tax-id", "", json!("86095742719")),
        ("iban", "", json!("CH9300762011623852957")),
        ("declaration", "", json!(true)),
        ("person-name", "", json!({"given": "A", "family": ""})),
        (
            "address",
            "",
            json!({"street": "S", "house_number": "", "postal_code": "52525", "town": "Heinsberg", "country": "DE"}),
        ),
    ];
    for (kind, more, value) in cases {
        let form = form_of(kind, more);
        for locale in [Locale::DeCh, Locale::DeDe, Locale::FrCh, Locale::ItCh, Locale::En] {
            let raw = typed(&form.pages[0].fields[0], &value, locale).into_iter().collect();
            assert_eq!(read_with(&form, &raw, &super::swiss()), Ok(value.clone()), "{kind} {locale:?} {raw:?}");
        }
    }
}

#[test]
fn summaries_follow_the_place() {
    let shown = |kind: &str, value: Value, locale| display(&form_of(kind, "").pages[0].fields[0], &value, locale, None);
    assert_eq!(shown("date", json!("1980-03-31"), Locale::DeDe), "31. März 1980");
    assert_eq!(shown("amount", json!("1250.00"), Locale::DeCh), "1'250.00");
    assert_eq!(shown("amount", json!("1250.00"), Locale::DeDe), "1.250,00");
    assert_eq!(shown("number", json!(1_234_567), Locale::En), "1,234,567");
    assert_eq!(shown("yesno", json!(true), Locale::ItCh), "Sì");
    assert_eq!(shown("iban", json!("CH9300762011623852957"), Locale::DeCh), "CH93 0076 2011 6238 5295 7");
}

#[test]
fn hostile_input_becomes_a_problem_or_plain_text() {
    let inputs = [
        "x".repeat(1_000_000),
        "\u{0}".repeat(1000),
        "e\u{301}".repeat(300_000),
        "\u{301}".repeat(500_000),
        "'".repeat(900),
        "0".repeat(900),
        "-".repeat(999),
        "\u{202E}evil".to_owned(),
        "..".repeat(400),
        "31.3.99999999999999999999".to_owned(),
        "€€".repeat(100),
        "😀".repeat(200),
        "@".repeat(250),
        "+41".to_owned(),
        "9".repeat(15),
        "CH".to_owned(),
        "756".to_owned(),
        "=cmd|' /C calc'!A0".to_owned(),
    ];
    for kind in form::Kind::NAMES.iter().filter(|kind| !["choice", "many", "info", "computed"].contains(kind)) {
        let form = form_of(kind, "");
        let names = form::inputs(&form.pages[0].fields[0]);
        for input in &inputs {
            for name in &names {
                let raw: RawInput = [(name.as_str(), input.as_str())].into_iter().collect();
                if let Ok(value) = read_with(&form, &raw, &super::swiss()) {
                    assert!(value.to_string().len() < 10_000, "{kind} {name}");
                    assert!(!value.to_string().contains("\\u0000"), "{kind} {name}");
                }
            }
        }
    }
}
