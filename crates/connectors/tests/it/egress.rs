//! The door: where it lets nobody through, and how it treats bad servers.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use connectors::egress::{Egress, Settings};
use connectors::{Clock, Fault};
use jiff::Timestamp;
use serde_json::Value;

use crate::server::{Manner, Server, fixed_clock, is_retry};

fn get(url: &str) -> http::Request<Vec<u8>> {
    http::Request::get(url).body(Vec::new()).unwrap()
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Fault>) -> String {
    match outcome {
        Err(Fault::Refused(sentence)) => sentence,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[tokio::test]
async fn a_fixed_host_is_reached_at_its_address_under_its_own_name() {
    let server = Server::start(Manner::Say(200, r#"{"ok":true}"#.into())).await;
    let answer: Value = server.door().json(get("http://id.localhost:8080/path?x=1")).await.unwrap();
    assert_eq!(answer["ok"], true);
    let seen = server.seen.lock().unwrap().to_lowercase();
    assert!(seen.starts_with("get /path?x=1 http/1.1\r\n"), "{seen}");
    assert!(seen.contains("\r\nhost: id.localhost:8080\r\n"), "{seen}");
    assert!(!seen.contains("\r\nhost: 127.0.0.1"), "{seen}");
}

#[tokio::test]
async fn hosts_that_are_not_listed_are_never_called() {
    let server = Server::start(Manner::Say(200, "{}".into())).await;
    let door = server.door();
    let port = server.address.port();
    for url in
        ["https://evil.example/", "https://localhost/", "http://127.0.0.1/", "https://id.localhost.evil.example/"]
    {
        assert!(refused(door.send(get(url)).await).contains("not on the list"), "{url}");
    }
    let other_tenant = door.with_allow(vec!["register.example".into()]);
    refused(other_tenant.send(get("http://id.localhost/")).await);
    assert!(refused(door.send(get(&format!("http://user:pw@id.localhost:{port}/"))).await).contains("credentials"));
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn internal_addresses_are_refused_unless_configured() {
    let server = Server::start(Manner::Say(200, "{}".into())).await;
    let port = server.address.port();
    let allow =
        vec!["localhost".into(), "127.0.0.1".into(), "[::1]".into(), "169.254.169.254".into(), "2130706433".into()];
    let strict = Settings { allow: allow.clone(), timeout_ms: 2_000, ..Settings::default() };
    let door = Egress::new(strict.clone(), fixed_clock()).unwrap();
    // A name that resolves to loopback, numbers that are loopback or link-local, and a number in disguise.
    for host in ["localhost", "127.0.0.1", "[::1]", "169.254.169.254", "2130706433", "0x7f000001", "127.1"] {
        let sentence = refused(door.send(get(&format!("https://{host}:{port}/"))).await);
        assert!(sentence.contains("internal address"), "{host}: {sentence}");
        assert!(!sentence.contains("http"), "the sentence names the host only: {sentence}");
    }
    assert!(refused(door.send(get(&format!("http://localhost:{port}/"))).await).contains("https"));
    assert!(refused(door.resolve("localhost", 25).await).contains("internal address"));
    assert_eq!(server.count(), 0);

    let open = Settings { internal: allow, ..strict };
    let door = Egress::new(open, fixed_clock()).unwrap();
    assert!(door.send(get(&format!("http://127.0.0.1:{port}/"))).await.is_ok());
    assert_eq!(door.resolve("127.0.0.1", 25).await.unwrap().port(), 25);
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn bad_servers_are_contained() {
    let server = Server::start(Manner::Silent).await;
    let door = Egress::new(Settings { breaker_failures: 100, ..server.settings() }, fixed_clock()).unwrap();
    let call = || async { door.json::<Value>(get("http://sys.localhost/")).await };

    for manner in [Manner::Silent, Manner::Drip] {
        server.behave(manner);
        let before = Instant::now();
        assert!(is_retry(call().await).contains("did not answer within"));
        assert!(before.elapsed() < Duration::from_secs(2), "the time cap holds");
    }
    server.behave(Manner::Close);
    is_retry(call().await);
    server.behave(Manner::Raw(b"this is not http\r\n\r\n".to_vec()));
    is_retry(call().await);
    server.say(503, "{}");
    is_retry(call().await);

    server.behave(Manner::Flood);
    assert!(matches!(call().await, Err(Fault::Invalid(sentence)) if sentence.contains("more than")));
    let lying = b"HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n{}".to_vec();
    server.behave(Manner::Raw(lying));
    assert!(matches!(call().await, Err(Fault::Invalid(_))));
    server.say(200, "<html>");
    assert!(matches!(call().await, Err(Fault::Invalid(_))));

    let elsewhere = b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n".to_vec();
    server.behave(Manner::Raw(elsewhere));
    assert!(matches!(call().await, Err(Fault::Invalid(sentence)) if sentence.contains("redirects")));
    server.say(401, "{}");
    assert!(refused(call().await).contains("credentials"));
    server.say(404, "{}");
    assert!(matches!(call().await, Err(Fault::NotFound(_))));
}

#[tokio::test]
async fn a_dead_system_is_left_alone_and_tried_again() {
    let second = Arc::new(AtomicI64::new(1_800_000_000));
    let ticking = second.clone();
    let clock: Clock = Arc::new(move || Timestamp::from_second(ticking.load(Ordering::SeqCst)).unwrap());
    let server = Server::start(Manner::Say(500, "{}".into())).await;
    let settings = Settings { breaker_failures: 3, breaker_open_ms: 30_000, ..server.settings() };
    let door = Egress::new(settings, clock).unwrap();
    for _ in 0..3 {
        is_retry(door.json::<Value>(get("http://sys.localhost/")).await);
    }
    assert!(is_retry(door.json::<Value>(get("http://sys.localhost/")).await).contains("left alone"));
    assert_eq!(server.count(), 3, "the fourth call never left");
    server.say(200, "{}");
    assert!(door.json::<Value>(get("http://other.localhost/")).await.is_ok(), "other hosts are not concerned");
    // Another tenant's door shares the experience.
    let tenant = door.with_allow(vec!["sys.localhost".into()]);
    assert!(is_retry(tenant.json::<Value>(get("http://sys.localhost/")).await).contains("left alone"));
    second.fetch_add(31, Ordering::SeqCst);
    assert!(door.json::<Value>(get("http://sys.localhost/")).await.is_ok());
    assert!(door.json::<Value>(get("http://sys.localhost/")).await.is_ok());
}

#[tokio::test]
async fn nobody_listens() {
    let server = Server::start(Manner::Close).await;
    let mut settings = server.settings();
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    settings.fixed[0].address = free;
    let door = Egress::new(settings, fixed_clock()).unwrap();
    assert!(
        is_retry(door.send(get("http://sys.localhost/secret?name=Anna")).await)
            .contains("No connection to sys.localhost")
    );
}
