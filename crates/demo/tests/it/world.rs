//! All three systems on one loopback listener, told apart by host name, as the portal mounts them.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request};
use connectors::Egress;
use connectors::egress::{Fixed, Settings};
use demo::Clock;
use demo::identity::{self, Account, Client, Duty, IdentityProvider};
use demo::origin::OriginPattern;
use domain::TrustLevel;
use jiff::Timestamp;
use tower::ServiceExt;

pub const REDIRECT: &str = "http://aarau.localhost:8080/sign-in/back";

/// A clock that the test moves.
#[derive(Clone)]
pub struct Watch(Arc<AtomicI64>);

impl Watch {
    pub fn new() -> Watch {
        Watch(Arc::new(AtomicI64::new(1_800_000_000)))
    }

    pub fn clock(&self) -> Clock {
        let second = self.0.clone();
        Arc::new(move || Timestamp::from_second(second.load(Ordering::SeqCst)).unwrap())
    }

    pub fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

pub fn origins() -> Vec<OriginPattern> {
    vec![OriginPattern::parse("http://*.localhost:8080").unwrap()]
}

pub fn provider(watch: &Watch, folder: &std::path::Path) -> IdentityProvider {
    let account = |key: &str, level, duty| Account {
        key: key.into(),
        given_name: "Đặng".into(),
        family_name: "Öztürk-Ǧ".into(),
        birth_date: Some("1990-01-02".parse().unwrap()),
        language: Some(domain::Lang::Fr),
        email: "dang@example.org".into(),
        national_id: Some("756.0000.0000.01".into()),
        level,
        duty,
        note: "Aarau".into(),
    };
    let duty = Duty { authority: "aarau".into(), roles: vec!["clerk".into()], groups: vec!["residents".into()] };
    identity::open(identity::Settings {
        base_url: "http://id.localhost:8080".parse().unwrap(),
        client: Client {
            id: "portal".into(),
            secret: Some("s3cret & co:%".into()),
            origins: origins(),
            redirect_path: "/sign-in/back".into(),
        },
        levels: identity::demo_levels(),
        accounts: vec![
            account("low", TrustLevel::Low, None),
            account("sub", TrustLevel::Substantial, None),
            account("clerk", TrustLevel::High, Some(duty)),
        ],
        key_file: folder.join("key.pem"),
        clock: watch.clock(),
    })
    .unwrap()
}

/// Serves a router on loopback and gives a door that reaches it under every `*.localhost` name.
pub async fn serve(router: Router, watch: &Watch) -> Egress {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let fixed = vec![Fixed { host: "*.localhost".into(), address }];
    let settings = Settings { allow: vec!["*.localhost".into()], fixed, ..Settings::default() };
    Egress::new(settings, watch.clock()).unwrap()
}

/// What a browser gets.
pub struct Page {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Page {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The name of the started sign-in, from the hidden field.
    pub fn request(&self) -> String {
        let after = self.text.split("name=\"request\" value=\"").nth(1).unwrap();
        after.split('"').next().unwrap().to_owned()
    }
}

/// A browser without script: a GET, or a POST of a form.
pub async fn browse(router: &Router, url: &str, form: Option<&str>, headers: &[(&str, &str)]) -> Page {
    let url: url::Url = url::Url::parse("http://x.localhost").unwrap().join(url).unwrap();
    let path = &url[url::Position::BeforePath..];
    let mut request = Request::builder().uri(path).method(if form.is_some() { "POST" } else { "GET" });
    if form.is_some() {
        request = request.header("content-type", "application/x-www-form-urlencoded");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = form.map_or_else(Body::empty, |form| Body::from(form.to_owned()));
    let response = router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = axum::body::to_bytes(response.into_body(), 1_000_000).await.unwrap();
    Page { status, headers, text: String::from_utf8(bytes.to_vec()).unwrap() }
}
