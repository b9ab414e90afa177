//! What people and strangers do that nobody planned.

use crate::harness::{Browser, Page};
use crate::walk::{RESIDENCE, answer, begin, case_of, on_both, pay, register_dog, send, to_check};

#[test]
fn back_button_after_sending_leads_to_the_same_case() {
    on_both(|portal| {
        let mut anna = Browser::new(portal);
        let first = begin(&mut anna, portal, "heinsberg", "wohnsitzbestaetigung");
        let check = to_check(&mut anna, first.clone(), "erika.beispiel", RESIDENCE);
        let receipt = send(&mut anna, &check);
        let again = send(&mut anna, &check);
        assert_eq!(again.path(), receipt.path(), "the stale check page sends nothing new");
        // The pages of the form are gone with the draft; nothing breaks and nothing is begun anew.
        for stale in [first.url.as_str(), check.url.as_str()] {
            let page = anna.open(stale);
            assert!(
                page.status == 404 || page.path().starts_with("/vorgang/"),
                "{stale}: {} {}",
                page.status,
                page.text()
            );
        }
        let typed = anna.submit(&first.form("/seite/").set("purpose", "bank").set("do", "continue"));
        assert!(typed.status < 500, "{}", typed.status);
    });
}

#[test]
fn a_changed_earlier_answer_leads_stale_pages_to_the_open_one() {
    on_both(|portal| {
        let mut anna = Browser::new(portal);
        let first = begin(&mut anna, portal, "aarau", "wohnsitzbestaetigung");
        let draft = first.path().replace("/seite/zweck", "");
        // A page that is not reached yet leads to the open one, by reading and by sending.
        let early = anna.open(&portal.at("aarau", &format!("{draft}/seite/zustellung")));
        assert!(early.path().ends_with("/seite/zweck"), "{}", early.url);
        let mut forged = first.form("/seite/").set("delivery", "inbox").set("do", "continue");
        forged.action = forged.action.replace("zweck", "zustellung");
        let led = anna.submit(&forged);
        assert!(led.path().ends_with("/seite/zweck"), "{} {}", led.url, led.text());
        // A field of another page is not read.
        let next =
            anna.submit(&first.form("/seite/").fill(&[("purpose", "bank"), ("copies", "5")]).set("do", "continue"));
        assert_ne!(next.form("/seite/").value("copies"), Some("5"));
    });
}

#[test]
fn an_expired_session_loses_nothing_that_was_saved() {
    on_both(|portal| {
        let mut anna = Browser::new(portal);
        let first = begin(&mut anna, portal, "aarau", "wohnsitzbestaetigung");
        let mut page = first;
        while !page.path().ends_with("/seite/haushalt") {
            page = if page.path().starts_with("/anmelden") {
                anna.sign_in(&page, "livia.probe")
            } else {
                answer(&mut anna, &page, RESIDENCE)
            };
        }
        let host = format!("aarau.localhost:{}", portal.listen().port());
        anna.set_cookie(&host, "portikus", &"0".repeat(64));
        let form = page.form("/seite/").set("whole_household", "no").set("do", "continue");
        let asked = anna.submit(&form);
        assert!(
            asked.path().starts_with("/anmelden") && asked.text().contains("abgelaufen"),
            "{} {}",
            asked.url,
            asked.text()
        );
        // What was typed at that moment counts as well: she goes on with the next page.
        let back = anna.sign_in(&asked, "livia.probe");
        assert!(back.path().ends_with("/seite/zustellung"), "{} {}", back.url, back.text());
        let typed = anna.open(page.url.as_str());
        assert_eq!(typed.form("/seite/").value("whole_household"), Some("no"));
        let check = to_check(&mut anna, back, "livia.probe", RESIDENCE);
        assert!(check.text().contains("Wohnung mieten"), "{}", check.text());
    });
}

#[test]
fn forms_of_other_sites_and_forms_without_token_change_nothing() {
    on_both(|portal| {
        let mut anna = Browser::new(portal);
        let first = begin(&mut anna, portal, "aarau", "wohnsitzbestaetigung");
        let form = first.form("/seite/").set("purpose", "bank").set("do", "continue");
        let unchanged = |anna: &mut Browser, what: &str, answer: &Page| {
            assert!((400..500).contains(&answer.status), "{what}: {}", answer.status);
            assert_eq!(
                anna.open(first.url.as_str()).form("/seite/").value("purpose"),
                None,
                "{what} changed something"
            );
        };
        for origin in ["https://evil.example", "null", &portal.at("baden", ""), &portal.at("pay", "")] {
            let page = anna.post_from(&form, origin).unwrap();
            unchanged(&mut anna, origin, &page);
        }
        let page = anna.post(&form.clone().without("token"));
        unchanged(&mut anna, "no token", &page);
        let page = anna.post(&form.clone().set("token", &"0".repeat(64)));
        unchanged(&mut anna, "a wrong token", &page);
        let mut other = Browser::new(portal);
        let foreign = begin(&mut other, portal, "aarau", "wohnsitzbestaetigung").form("/seite/");
        let page = anna.post(&form.clone().set("token", foreign.value("token").unwrap()));
        unchanged(&mut anna, "somebody else's token", &page);
        // Without an origin, a browser's own word about the site counts.
        anna.extra = vec!["Sec-Fetch-Site: cross-site".into()];
        let (kind, body) = form.encode();
        let page = anna.send("POST", &form.action, &[format!("Content-Type: {kind}")], &body).unwrap();
        anna.extra.clear();
        unchanged(&mut anna, "a cross-site form", &page);
        assert_eq!(anna.submit(&form).status, 200, "her own goes on");
    });
}

#[test]
fn unknown_hosts_are_misdirected() {
    on_both(|portal| {
        let mut anybody = Browser::new(portal);
        let port = portal.listen().port();
        for host in [
            format!("nirgendwo.localhost:{port}"),
            "evil.example".into(),
            format!("aarau.localhost.evil.example:{port}"),
            format!("aarau.aarau.localhost:{port}"),
        ] {
            for path in ["/", "/postfach", "/leistungen"] {
                let page = anybody.get(&format!("http://{host}{path}"));
                assert_eq!(page.status, 421, "{host}{path}");
            }
        }
    });
}

#[test]
fn unknown_ids_and_other_peoples_things_answer_alike() {
    on_both(|portal| {
        let mut erika = Browser::new(portal);
        let receipt = register_dog(&mut erika, portal, "heinsberg", "erika.beispiel");
        let case = case_of(&receipt);
        let path = &case[case.find("/vorgang/").unwrap()..];
        let draft = begin(&mut erika, portal, "heinsberg", "hund-anmelden").path().replace("/seite/hund", "");
        let unknown = "/vorgang/00000000000000000000000000000001";

        let mut karl = Browser::new(portal);
        karl.sign_in_at(portal, "heinsberg", "karl.probe", "/postfach");
        for address in [
            path,
            unknown,
            "/vorgang/x",
            &format!("{path}/gesendet"),
            &format!("{path}/bezahlt"),
            &draft,
            &format!("{draft}/pruefen"),
            &format!("{draft}/seite/hund"),
        ] {
            let page = karl.get(&portal.at("heinsberg", address));
            assert_eq!(page.status, 404, "{address}: {}", page.text());
        }
        let mine = karl.get(&portal.at("heinsberg", path)).text();
        let nothing = karl.get(&portal.at("heinsberg", unknown)).text();
        assert_eq!(mine, nothing, "\"not yours\" and \"not there\" answer alike");

        // Another federation and another authority's clerk find nothing either.
        let mut abroad = Browser::new(portal);
        abroad.sign_in_at(portal, "aarau", "erika.beispiel", "/postfach");
        assert_eq!(abroad.get(&portal.at("aarau", path)).status, 404);
        let mut esra = Browser::new(portal);
        esra.sign_in_at(portal, "erkelenz", "esra.erka", "/arbeit");
        assert_eq!(esra.get(&portal.at("erkelenz", &path.replace("/vorgang/", "/arbeit/"))).status, 404);
        // A clerk of the same authority outside the group may read the case, and her session is worth nothing next door.
        assert_ne!(esra.get(&portal.at("heinsberg", &path.replace("/vorgang/", "/arbeit/"))).status, 200);
        // Staff do not sign in at another authority's host.
        let mut stranger = Browser::new(portal);
        let refused = stranger.sign_in_at(portal, "heinsberg", "esra.erka", "/arbeit");
        assert_ne!(refused.status, 200, "{}", refused.text());
    });
}

#[test]
fn a_decision_is_taken_once() {
    on_both(|portal| {
        let mut karl = Browser::new(portal);
        let receipt = register_dog(&mut karl, portal, "heinsberg", "karl.probe");
        let desk = case_of(&receipt).replace("/vorgang/", "/arbeit/");
        let mut stefan = Browser::new(portal);
        stefan.sign_in_at(portal, "heinsberg", "stefan.satzung", "/arbeit");
        let page = stefan.wait_for(&desk, |page| page.find_form("/aufgabe/").is_some());
        let refuse = page.form("/aufgabe/").without("field").set("reason", "Beispielgrund").set("do", "reject");
        assert_eq!(
            stefan.submit(&page.form("/aufgabe/").without("field").set("reason", " ").set("do", "reject")).status,
            422
        );
        assert_eq!(stefan.submit(&page.form("/aufgabe/").set("do", "nonsense")).status, 422);
        let (first, second) = (stefan.post(&refuse), stefan.post(&refuse));
        assert_eq!((first.status, second.status), (303, 409), "{}", second.text());
        let approve = stefan.post(&page.form("/aufgabe/").set("do", "approve"));
        assert_eq!(approve.status, 409, "{}", approve.text());
        let case = karl.wait_for(&case_of(&receipt), |page| page.text().contains("Abgelehnt"));
        assert!(case.text().contains("Ihr Antrag ist abgelehnt"), "{}", case.text());
    });
}

#[test]
fn nonsense_in_fields_is_no_fault_of_ours() {
    on_both(|portal| {
        let mut anna = Browser::new(portal);
        let first = begin(&mut anna, portal, "aarau", "hund-anmelden");
        let long = "x".repeat(200_000);
        for value in [
            "<script>alert(1)</script>",
            "\u{0}\u{7}\u{202e}",
            "'; DROP TABLE draft; --",
            "{{7*7}} ${7*7}",
            long.as_str(),
            "🐕‍🦺",
        ] {
            let page = anna.submit(&first.form("/seite/").set("dog_name", value).set("do", "continue"));
            assert_eq!(page.status, 422, "{:?}", value.chars().take(20).collect::<String>());
            assert!(!page.html().contains("<script>alert"), "escaped");
        }
        let (url, kind) = (first.form("/seite/").action, "Content-Type: multipart/form-data; boundary=x");
        for body in [&b""[..], b"--x\r\n", b"--x\r\nContent-Disposition: form-data; name=\"a", b"\xff\xfe\x00"] {
            let page = anna.send("POST", &url, &[kind.into()], body).unwrap();
            assert!((400..500).contains(&page.status), "{}", page.status);
        }
        for query in [
            "/suche?q=%00%ff",
            "/pruefen?code=%F0%28",
            "/ort?q=%27&weiter=//evil.example",
            "/anmelden?weiter=https://evil.example",
        ] {
            let page = anna.get(&portal.at("aarau", query));
            assert!(page.status < 500, "{query}: {}", page.status);
            assert!(!page.header("location").unwrap_or_default().contains("evil"), "{query}");
        }
    });
}

#[test]
fn paying_twice_or_for_nothing_leads_back_to_the_case() {
    on_both(|portal| {
        let mut karl = Browser::new(portal);
        let dog = register_dog(&mut karl, portal, "heinsberg", "karl.probe");
        let page = karl.open(&case_of(&dog));
        assert!(page.find_form("/bezahlen").is_none(), "nothing to pay");
        let receipt = crate::walk::apply_for_residence(&mut karl, portal, "heinsberg", "karl.probe");
        pay(&mut karl, &receipt);
        let again = karl.submit(&receipt.form("/bezahlen"));
        assert!(again.path().starts_with("/vorgang/") && again.status == 200, "{} {}", again.url, again.status);
    });
}
