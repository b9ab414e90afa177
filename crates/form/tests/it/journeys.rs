//! The path is derived from the answers: going back, changing and going on never loses or invents one.

use form::{Answers, Form, RawInput, StepState, journey, keep, read_page, typed};
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use serde_json::{Value, json};

const FORM: &str = r#"
[[page]]
id = "purpose"
[[page.field]]
id = "purpose"
type = "choice"
options = ["landlord", "school", "other"]
[[page.field]]
id = "which"
type = "text"
when = 'purpose = "other"'

[[page]]
id = "school"
when = 'purpose = "school"'
[[page.field]]
id = "pupils"
type = "number"
min = 1
[[page.field]]
id = "fee"
type = "computed"
value = 'pupils * 10'

[[page]]
id = "remark"
[[page.field]]
id = "remark"
type = "longtext"
required = false

[[page]]
id = "free"
when = 'fee > 20'
[[page.field]]
id = "reason"
type = "text"
check = 'string length(reason) > 2'

[[page]]
id = "end"
[[page.field]]
id = "agree"
type = "declaration"
"#;

fn send(form: &Form, answers: &mut Answers, page: &str, fields: &[(&str, &str)]) -> Option<Vec<&'static str>> {
    let raw: RawInput = fields.iter().copied().collect();
    let read = read_page(form, page, &raw, answers, &super::swiss())?;
    keep(answers, &read);
    Some(read.problems.iter().map(|problem| problem.code).collect())
}

fn path(form: &Form, answers: &Answers) -> Vec<(String, StepState)> {
    journey(form, answers, &super::swiss()).steps.into_iter().map(|step| (step.page, step.state)).collect()
}

#[test]
fn the_path_follows_the_answers() {
    let form = super::sound(FORM);
    let mut draft = Answers::new();
    assert_eq!(path(&form, &draft)[0], ("purpose".to_owned(), StepState::Open));
    assert!(send(&form, &mut draft, "end", &[("agree", "on")]).is_none(), "not reachable yet");
    assert_eq!(send(&form, &mut draft, "purpose", &[("purpose", "school")]), Some(vec![]));
    assert_eq!(send(&form, &mut draft, "school", &[("pupils", "0")]), Some(vec!["number-too-small"]));
    assert_eq!(send(&form, &mut draft, "school", &[("pupils", "3")]), Some(vec![]));
    let walked = journey(&form, &draft, &super::swiss());
    assert_eq!(walked.first_open(), Some("remark"));
    assert_eq!(walked.previous_page("remark"), Some("school"));
    assert_eq!(walked.next_page("remark"), Some("free"));
    assert_eq!(walked.answers_on_path["fee"], 30);
    assert_eq!(send(&form, &mut draft, "remark", &[("remark", "")]), Some(vec![]));
    assert_eq!(send(&form, &mut draft, "free", &[("reason", "no")]), Some(vec!["check-failed"]));
    assert_eq!(send(&form, &mut draft, "free", &[("reason", "three")]), Some(vec![]));
    assert_eq!(send(&form, &mut draft, "end", &[]), Some(vec!["declaration-needed"]));
    assert_eq!(send(&form, &mut draft, "end", &[("agree", "on")]), Some(vec![]));
    assert!(journey(&form, &draft, &super::swiss()).is_complete());

    // She goes back and changes the purpose: the school's answers stay in the draft but are not sent.
    assert_eq!(send(&form, &mut draft, "purpose", &[("purpose", "landlord")]), Some(vec![]));
    let walked = journey(&form, &draft, &super::swiss());
    assert!(walked.is_complete());
    assert_eq!(draft["pupils"], 3);
    assert!(!walked.answers_on_path.contains_key("pupils") && !walked.answers_on_path.contains_key("fee"));
    assert!(!walked.answers_on_path.contains_key("reason"));

    // And back again: nothing is asked twice.
    assert_eq!(send(&form, &mut draft, "purpose", &[("purpose", "school")]), Some(vec![]));
    assert!(journey(&form, &draft, &super::swiss()).is_complete());
}

#[test]
fn a_question_opened_on_the_same_page_is_asked_kindly() {
    let form = super::sound(FORM);
    let mut draft = Answers::new();
    assert_eq!(send(&form, &mut draft, "purpose", &[("purpose", "other")]), Some(vec!["also-needed"]));
    assert_eq!(draft["purpose"], "other", "what was answered is kept");
    assert_eq!(send(&form, &mut draft, "purpose", &[("purpose", "other"), ("which", "")]), Some(vec!["required"]));
    assert_eq!(send(&form, &mut draft, "purpose", &[("purpose", "other"), ("which", "A bank")]), Some(vec![]));
    assert_eq!(send(&form, &mut draft, "purpose", &[("purpose", "landlord")]), Some(vec![]));
    assert!(!journey(&form, &draft, &super::swiss()).answers_on_path.contains_key("which"));
    assert_eq!(draft["which"], "A bank");
}

#[test]
fn only_fields_of_this_page_that_are_shown_are_read() {
    let form = super::sound(FORM);
    let mut draft = Answers::new();
    send(
        &form,
        &mut draft,
        "purpose",
        &[("purpose", "landlord"), ("which", "x"), ("agree", "on"), ("fee", "0"), ("admin", "1")],
    );
    assert_eq!(Value::Object(draft), json!({ "purpose": "landlord" }));
}

#[test]
fn a_draft_older_than_the_form_is_asked_again_only_where_it_must() {
    let form = super::sound(FORM);
    let draft = super::answers(json!({"purpose": "bank", "remark": 5, "agree": true, "gone": "x"}));
    assert_eq!(journey(&form, &draft, &super::swiss()).first_open(), Some("purpose"));
}

#[test]
fn an_earlier_change_reopens_a_page_whose_check_now_fails() {
    let form = super::sound(
        "[[page]]\nid = \"a\"\n[[page.field]]\nid = \"low\"\ntype = \"number\"\n[[page]]\nid = \"b\"\n[[page.field]]\nid = \"high\"\ntype = \"number\"\ncheck = 'high > low'\n",
    );
    let mut draft = Answers::new();
    send(&form, &mut draft, "a", &[("low", "1")]);
    send(&form, &mut draft, "b", &[("high", "2")]);
    assert!(journey(&form, &draft, &super::swiss()).is_complete());
    send(&form, &mut draft, "a", &[("low", "5")]);
    let walked = journey(&form, &draft, &super::swiss());
    assert_eq!(walked.first_open(), Some("b"));
    assert_eq!(walked.steps[1].problems[0].code, "check-failed");
    assert_eq!(draft["high"], 2);
}

/// What a person does: opens any page and sends something for it.
fn action() -> impl Strategy<Value = (usize, Vec<(String, String)>)> {
    let purpose = prop_oneof![Just("landlord"), Just("school"), Just("other"), Just(""), Just("bogus")];
    let word = prop_oneof![Just(String::new()), "[a-z]{1,5}", any::<String>()];
    let pupils = prop_oneof![Just("".to_owned()), (-1i32..6).prop_map(|n| n.to_string()), any::<String>()];
    (0usize..5, purpose, word.clone(), pupils, word, any::<bool>()).prop_map(
        |(page, purpose, word, pupils, other, tick)| {
            let mut fields = vec![
                ("purpose".to_owned(), purpose.to_owned()),
                ("which".to_owned(), word.clone()),
                ("pupils".to_owned(), pupils),
                ("remark".to_owned(), other),
                ("reason".to_owned(), word),
                ("fee".to_owned(), "7".to_owned()),
            ];
            if tick {
                fields.push(("agree".to_owned(), "on".to_owned()));
            }
            (page, fields)
        },
    )
}

proptest! {
    #[test]
    fn any_order_of_back_change_and_forward_loses_and_invents_nothing(actions in proptest::collection::vec(action(), 1..25)) {
        let form = super::sound(FORM);
        let clock = super::swiss();
        let mut draft = Answers::new();
        for (page, fields) in actions {
            let page = &form.pages[page];
            let raw: RawInput = fields.iter().cloned().collect();
            let before = draft.clone();
            let reachable = journey(&form, &draft, &clock).is_reachable(&page.id);
            let read = read_page(&form, &page.id, &raw, &draft, &clock);
            prop_assert_eq!(read.is_some(), reachable);
            let Some(read) = read else { continue };
            keep(&mut draft, &read);
            for (id, value) in &before {
                prop_assert!(draft.get(id) == Some(value) || read.values.contains_key(id), "{} was lost", id);
            }
            for id in read.values.keys() {
                prop_assert!(page.find_field(id).is_some(), "{} is not of this page", id);
                let typed_something = raw.first(id).is_some_and(|text| !text.trim().is_empty());
                prop_assert!(typed_something || draft[id].is_null(), "{} was invented", id);
            }
            let walked = journey(&form, &draft, &clock);
            for (id, value) in &walked.answers_on_path {
                prop_assert!(id == "fee" || draft.get(id) == Some(value), "{} is sent otherwise than kept", id);
            }
            prop_assert_eq!(walked.is_complete(), walked.first_open().is_none());
            if read.is_valid() {
                let step = walked.find_step(&page.id).expect("still on the path");
                prop_assert_eq!(step.state, StepState::Complete);
            }
            // Sending a complete page again as it is shown changes nothing.
            for step in walked.steps.iter().filter(|step| step.state == StepState::Complete) {
                let raw: RawInput = step.shown.iter().filter_map(|id| Some((form.find_field(id)?, draft.get(id)?)))
                    .flat_map(|(field, value)| typed(field, value, form::Locale::DeCh)).collect();
                let again = read_page(&form, &step.page, &raw, &draft, &clock).expect("reachable");
                let mut same = draft.clone();
                keep(&mut same, &again);
                prop_assert!(again.is_valid(), "{:?}", again.problems);
                prop_assert_eq!(&same, &draft);
            }
        }
    }
}
