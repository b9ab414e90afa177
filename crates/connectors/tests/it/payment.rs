//! The sandbox payment connector against a provider that lies.

use connectors::Fault;
use connectors::contrib::sandbox_pay::{SandboxPay, Settings};
use connectors::payment::{Order, Payment, PaymentStatus};
use domain::{Currency, Money};

use crate::server::{Manner, Server, is_retry};

const INITIAL: &str = r#"{"id":"p1","pay_url":"http://pay.localhost/pay/p1","status":"INITIAL","amount":{"minor":2500,"currency":"CHF"},"paid_at":null}"#;

fn connector(server: &Server) -> SandboxPay {
    let url = "http://pay.localhost/api/payments".parse().unwrap();
    SandboxPay::new(Settings { url, api_key: "key".into() }, server.door())
}

fn order() -> Order {
    Order {
        idempotency_key: "case-1-fee".into(),
        amount: Money { minor: 2500, currency: Currency::Chf },
        purpose: "Wohnsitzbestätigung AA-1".into(),
        return_url: "http://aarau.localhost/cases/1".parse().unwrap(),
    }
}

#[tokio::test]
async fn creating_carries_the_idempotency_key_and_checks_the_sum() {
    let server = Server::start(Manner::Say(201, INITIAL.into())).await;
    let created = connector(&server).create(&order()).await.unwrap();
    assert_eq!((created.provider_ref.as_str(), created.pay_url.as_str()), ("p1", "http://pay.localhost/pay/p1"));
    assert!(server.seen.lock().unwrap().to_lowercase().contains("idempotency-key: case-1-fee"));
    server.say(201, &INITIAL.replace("2500", "250000"));
    assert!(
        matches!(connector(&server).create(&order()).await, Err(Fault::Invalid(s)) if s.contains("another amount"))
    );
    server.say(201, &INITIAL.replace("http://pay.localhost/pay", "http://evil.example/pay"));
    assert!(matches!(connector(&server).create(&order()).await, Err(Fault::Invalid(s)) if s.contains("host")));
    server.behave(Manner::Close);
    is_retry(connector(&server).create(&order()).await);
}

#[tokio::test]
async fn only_a_complete_paid_answer_counts_as_paid() {
    let server = Server::start(Manner::Say(200, INITIAL.into())).await;
    assert_eq!(connector(&server).status("p1").await, Ok(PaymentStatus::Initial));
    let paid = INITIAL.replace("INITIAL", "PAID").replace("null", "\"2026-11-21T10:00:00Z\"");
    server.say(200, &paid);
    let at = "2026-11-21T10:00:00Z".parse().unwrap();
    assert_eq!(connector(&server).status("p1").await, Ok(PaymentStatus::Paid { at, amount: order().amount }));
    for wrong in [
        INITIAL.replace("INITIAL", "PAID"),
        paid.replace("p1", "p2"),
        paid.replace("PAID", "paid"),
        paid.replace("CHF", "XXX"),
    ] {
        server.say(200, &wrong);
        assert!(matches!(connector(&server).status("p1").await, Err(Fault::Invalid(_))), "{wrong}");
    }
    server.say(200, &INITIAL.replace("INITIAL", "CANCELLED"));
    assert_eq!(connector(&server).status("p1").await, Ok(PaymentStatus::Cancelled));
    let before = server.count();
    for reference in ["", "../payments", "p1?x=1", "p1/refund"] {
        assert!(matches!(connector(&server).status(reference).await, Err(Fault::Refused(_))), "{reference}");
    }
    assert_eq!(server.count(), before, "a strange reference never becomes an address");
}
