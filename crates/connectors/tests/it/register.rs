//! The register over HTTP, and the demo registers.

use std::time::Duration;

use connectors::Fault;
use connectors::contrib::demo::{FixedRegister, Hanging, Refusing};
use connectors::contrib::http_register::{HttpRegister, Settings};
use connectors::register::{Found, Query, Register};
use serde_json::json;

use crate::server::{Manner, Server, is_retry};

fn register(server: &Server) -> HttpRegister {
    let url = "http://register.localhost/residents/lookup".parse().unwrap();
    let settings = Settings { url, api_key: "key-1".into(), source: "Einwohnerregister".into() };
    HttpRegister::new(settings, server.door())
}

fn anna() -> Query {
    Query::new("Wohnsitz bestätigen", "AA-1")
        .by("given_name", "Anna")
        .by("family_name", "Muster")
        .by("birth_date", "1990-01-02")
}

#[tokio::test]
async fn values_come_with_source_and_date() {
    let server = Server::start(Manner::Say(200, String::new())).await;
    server.say(200, r#"{"given_name":"Anna","town":"Aarau","as_of":"2026-11-20T08:00:00Z"}"#);
    let found = register(&server).look_up(&anna()).await.unwrap();
    assert_eq!(found.values.get("town"), Some(&json!("Aarau")));
    assert_eq!(found.values.get("as_of"), None);
    assert_eq!(found.source, "Einwohnerregister");
    assert_eq!(found.as_of.to_string(), "2026-11-20T08:00:00Z");
    let seen = server.seen.lock().unwrap().clone();
    assert!(seen.contains("Bearer key-1") && seen.contains("\"purpose\":\"Wohnsitz bestätigen\""), "{seen}");
    assert!(
        !seen.lines().next().unwrap().contains("Anna"),
        "criteria travel in the body, not in an address that is logged"
    );
}

#[tokio::test]
async fn a_lying_register_is_found_out() {
    let server = Server::start(Manner::Say(404, "{}".into())).await;
    assert!(matches!(register(&server).look_up(&anna()).await, Err(Fault::NotFound(_))));
    for wrong in ["[]", "{}", r#"{"as_of":"gestern"}"#, "{", r#"{"as_of":7}"#] {
        server.say(200, wrong);
        assert!(matches!(register(&server).look_up(&anna()).await, Err(Fault::Invalid(_))), "{wrong}");
    }
    server.say(401, "{}");
    assert!(matches!(register(&server).check().await, Err(Fault::Refused(_))));
    server.behave(Manner::Silent);
    let sentence = is_retry(register(&server).look_up(&anna()).await);
    assert!(!sentence.contains("Anna"), "{sentence}");
}

#[tokio::test]
async fn the_demo_registers_work_refuse_and_hang() {
    let values = json!({ "given_name": "Anna", "family_name": "Muster", "birth_date": "1990-01-02" });
    let entry = Found {
        values: values.as_object().unwrap().clone(),
        source: "Demo".into(),
        as_of: "2026-11-21T10:00:00Z".parse().unwrap(),
    };
    let fixed = FixedRegister { entries: vec![entry.clone()] };
    assert_eq!(fixed.look_up(&anna()).await, Ok(entry));
    assert!(matches!(fixed.look_up(&anna().by("given_name", "Berta")).await, Err(Fault::NotFound(_))));
    assert!(matches!(fixed.look_up(&Query::new("", "")).await, Err(Fault::NotFound(_))), "no criteria find nobody");
    assert!(matches!(Register::check(&Refusing).await, Err(Fault::Refused(_))));
    let query = anna();
    let hanging = tokio::time::timeout(Duration::from_millis(50), Hanging.look_up(&query));
    assert!(hanging.await.is_err());
}
