//! Paying end to end: the portal's connector against the sandbox provider.

use connectors::Fault;
use connectors::contrib::sandbox_pay::{SandboxPay, Settings};
use connectors::payment::{Order, Payment, PaymentStatus};
use demo::payment::{self, PaymentProvider};
use domain::{Currency, Money};

use crate::world::{Watch, browse, origins, serve};

const BACK: &str = "http://aarau.localhost:8080/cases/1/payment";

async fn open(watch: &Watch, folder: &std::path::Path) -> PaymentProvider {
    payment::open(payment::Settings {
        base_url: "http://pay.localhost:8080".parse().unwrap(),
        database: folder.join("pay.sqlite"),
        api_key: "key".into(),
        return_origins: origins(),
        clock: watch.clock(),
    })
    .await
    .unwrap()
}

async fn connector(provider: &PaymentProvider, watch: &Watch, key: &str) -> SandboxPay {
    let url = "http://pay.localhost:8080/api/payments".parse().unwrap();
    SandboxPay::new(Settings { url, api_key: key.into() }, serve(provider.router(), watch).await)
}

fn order(key: &str) -> Order {
    Order {
        idempotency_key: key.into(),
        amount: Money { minor: 125_000, currency: Currency::Chf },
        purpose: "Wohnsitzbestätigung <AA-1>".into(),
        return_url: BACK.parse().unwrap(),
    }
}

#[tokio::test]
async fn a_payment_is_made_once_and_paid_once() {
    let (watch, folder) = (Watch::new(), tempfile::tempdir().unwrap());
    let provider = open(&watch, folder.path()).await;
    let portal = connector(&provider, &watch, "key").await;
    portal.check().await.unwrap();
    let created = portal.create(&order("one")).await.unwrap();
    assert_eq!(portal.create(&order("one")).await.unwrap(), created, "the same key, the same payment");
    assert_ne!(portal.create(&order("two")).await.unwrap().provider_ref, created.provider_ref);
    let dearer = Order { amount: Money { minor: 1, currency: Currency::Chf }, ..order("one") };
    assert!(matches!(portal.create(&dearer).await, Err(Fault::Refused(_))), "a key is not for two orders");
    assert_eq!(portal.status(&created.provider_ref).await, Ok(PaymentStatus::Initial));

    let pages = provider.router();
    let page = browse(&pages, created.pay_url.as_str(), None, &[]).await;
    assert!(page.text.contains("CHF\u{a0}1&#39;250.00") && page.text.contains("&#60;AA-1&#62;"), "{}", page.text);
    for button in ["Bezahlen", "Abbrechen", "Fehlschlagen lassen"] {
        assert!(page.text.contains(button));
    }
    watch.pass(60);
    let paid =
        browse(&pages, created.pay_url.as_str(), Some("choice=pay"), &[("origin", "http://pay.localhost:8080")]).await;
    assert_eq!((paid.status, paid.header("location")), (303, BACK));
    // A second click, or another choice afterwards, changes nothing.
    browse(&pages, created.pay_url.as_str(), Some("choice=cancel"), &[]).await;
    let expected = PaymentStatus::Paid { at: (watch.clock())(), amount: order("one").amount };
    assert_eq!(portal.status(&created.provider_ref).await, Ok(expected.clone()));
    assert!(browse(&pages, created.pay_url.as_str(), None, &[]).await.text.contains("erledigt"));

    // A restart loses nothing.
    drop((provider, pages));
    let restarted = open(&watch, folder.path()).await;
    let portal = connector(&restarted, &watch, "key").await;
    assert_eq!(portal.status(&created.provider_ref).await, Ok(expected));
}

#[tokio::test]
async fn other_ends_of_a_payment() {
    let (watch, folder) = (Watch::new(), tempfile::tempdir().unwrap());
    let provider = open(&watch, folder.path()).await;
    let portal = connector(&provider, &watch, "key").await;
    let pages = provider.router();
    for (choice, status) in [("cancel", PaymentStatus::Cancelled), ("fail", PaymentStatus::Failed)] {
        let created = portal.create(&order(choice)).await.unwrap();
        browse(&pages, created.pay_url.as_str(), Some(&format!("choice={choice}")), &[]).await;
        assert_eq!(portal.status(&created.provider_ref).await, Ok(status));
    }
    let forgotten = portal.create(&order("forgotten")).await.unwrap();
    let foreign =
        browse(&pages, forgotten.pay_url.as_str(), Some("choice=pay"), &[("origin", "http://evil.example")]).await;
    assert_eq!(foreign.status, 403);
    watch.pass(25 * 3600);
    assert_eq!(portal.status(&forgotten.provider_ref).await, Ok(PaymentStatus::Cancelled), "after a day");
    assert!(matches!(portal.status("nosuch").await, Err(Fault::NotFound(_))));
    assert_eq!(browse(&pages, "/pay/nosuch", None, &[]).await.status, 404);
}

#[tokio::test]
async fn wrong_keys_and_wrong_orders_are_refused() {
    let (watch, folder) = (Watch::new(), tempfile::tempdir().unwrap());
    let provider = open(&watch, folder.path()).await;
    let stranger = connector(&provider, &watch, "guess").await;
    assert!(matches!(stranger.check().await, Err(Fault::Refused(_))));
    assert!(matches!(stranger.create(&order("x")).await, Err(Fault::Refused(_))));
    let portal = connector(&provider, &watch, "key").await;
    for wrong in [
        Order { return_url: "http://evil.example/".parse().unwrap(), ..order("a") },
        Order { amount: Money { minor: 0, currency: Currency::Chf }, ..order("b") },
        Order { amount: Money { minor: -5, currency: Currency::Eur }, ..order("c") },
        Order { purpose: " ".into(), ..order("d") },
        Order { idempotency_key: String::new(), ..order("e") },
    ] {
        assert!(matches!(portal.create(&wrong).await, Err(Fault::Refused(_))), "{wrong:?}");
    }
}
