//! Signing in end to end: the portal's relying party against the demo provider over real HTTP.

use std::sync::{Arc, Mutex};

use axum::Router;
use connectors::Fault;
use connectors::contrib::oidc::{LevelName, Oidc, Settings};
use connectors::identity::{Begin, Identity, IdentityProvider, Pending, Returned};
use demo::identity::demo_levels;
use domain::TrustLevel;
use url::Url;

use crate::world::{Page, REDIRECT, Watch, browse, provider, serve};

struct World {
    watch: Watch,
    pages: Router,
    portal: Oidc,
    _folder: tempfile::TempDir,
}

async fn world() -> World {
    world_with(|_| {}).await
}

async fn world_with(change: impl FnOnce(&mut Settings)) -> World {
    let (watch, folder) = (Watch::new(), tempfile::tempdir().unwrap());
    let pages = provider(&watch, folder.path()).router();
    let door = serve(pages.clone(), &watch).await;
    let mut settings = settings();
    change(&mut settings);
    World { portal: Oidc::new(settings, door), watch, pages, _folder: folder }
}

fn settings() -> Settings {
    let levels = demo_levels().into_iter().map(|rung| LevelName { acr: rung.acr, level: rung.level }).collect();
    Settings {
        issuer: "http://id.localhost:8080".parse().unwrap(),
        client_id: "portal".into(),
        client_secret: Some("s3cret & co:%".into()),
        scopes: vec!["profile".into(), "email".into()],
        levels,
        level_without_acr: None,
        algorithms: vec!["RS256".into(), "EdDSA".into()],
        claims: Default::default(),
    }
}

fn begin(level: TrustLevel, fresh: bool) -> Begin {
    Begin { redirect_url: REDIRECT.parse().unwrap(), level, fresh, language: Some("de-CH".into()) }
}

/// The query of the address the provider sent the browser back to.
fn returned(page: &Page) -> Returned {
    assert_eq!(page.status, 303, "{}", page.text);
    let url = Url::parse(page.header("location")).unwrap();
    assert_eq!(url.path(), "/sign-in/back");
    let mut back = Returned::default();
    for (name, value) in url.query_pairs() {
        let value = Some(value.into_owned());
        match &*name {
            "code" => back.code = value,
            "state" => back.state = value,
            "error" => back.error = value,
            "iss" => back.iss = value,
            other => panic!("unexpected {other}"),
        }
    }
    back
}

impl World {
    /// Signs `person` in; gives what to keep, what came back, and the provider's cookie.
    async fn choose(&self, begin: Begin, person: &str) -> (Pending, Returned, String) {
        let started = self.portal.begin(&begin).await.unwrap();
        let page = browse(&self.pages, started.url.as_str(), None, &[]).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let form = format!("request={}&person={person}", page.request());
        let back = browse(&self.pages, "/sign-in", Some(&form), &[("origin", "http://id.localhost:8080")]).await;
        let cookie = back.header("set-cookie").split(';').next().unwrap().to_owned();
        (started.pending, returned(&back), cookie)
    }

    async fn sign_in(&self, begin: Begin, person: &str) -> Result<Identity, Fault> {
        let (pending, back, _) = self.choose(begin, person).await;
        self.portal.finish(&pending, &back).await
    }
}

#[tokio::test]
async fn a_person_signs_in() {
    let world = world().await;
    world.portal.check().await.unwrap();
    let identity = world.sign_in(begin(TrustLevel::Low, false), "sub").await.unwrap();
    assert_eq!((identity.issuer.as_str(), identity.subject.as_str()), ("http://id.localhost:8080", "sub"));
    assert_eq!(identity.level, TrustLevel::Substantial);
    assert_eq!(identity.given_name.as_deref(), Some("Đặng"));
    assert_eq!(identity.family_name.as_deref(), Some("Öztürk-Ǧ"));
    assert_eq!(identity.birth_date, Some("1990-01-02".parse().unwrap()));
    assert_eq!(identity.national_id.as_deref(), Some("756.0000.0000.01"));
    assert_eq!((identity.authority, identity.roles.len()), (None, 0));
    assert!(identity.authenticated_at.is_some());

    let clerk = world.sign_in(begin(TrustLevel::High, true), "clerk").await.unwrap();
    assert_eq!(clerk.authority.as_deref(), Some("aarau"));
    assert_eq!((clerk.roles, clerk.groups), (vec!["clerk".to_owned()], vec!["residents".to_owned()]));
}

#[tokio::test]
async fn a_second_portal_signs_in_without_asking_until_sign_out() {
    let world = world().await;
    let (pending, back, cookie) = world.choose(begin(TrustLevel::Low, false), "sub").await;
    let identity = world.portal.finish(&pending, &back).await.unwrap();
    let second = Begin {
        redirect_url: "http://baden.localhost:8080/sign-in/back".parse().unwrap(),
        ..begin(TrustLevel::Low, false)
    };
    let known = [("cookie", cookie.as_str())];

    let started = world.portal.begin(&second).await.unwrap();
    let page = browse(&world.pages, started.url.as_str(), None, &known).await;
    let again = world.portal.finish(&started.pending, &returned(&page)).await.unwrap();
    assert_eq!(again.subject, identity.subject);

    // A fresh proof and a higher level ask again; so does everything after signing out.
    for ask in [begin(TrustLevel::Low, true), begin(TrustLevel::High, false)] {
        let started = world.portal.begin(&ask).await.unwrap();
        assert_eq!(browse(&world.pages, started.url.as_str(), None, &known).await.status, 200);
    }
    let home: Url = "http://aarau.localhost:8080/".parse().unwrap();
    let leave = world.portal.sign_out_url(&identity.token, &home).await.unwrap().unwrap();
    let left = browse(&world.pages, leave.as_str(), None, &known).await;
    assert_eq!((left.status, left.header("location")), (303, "http://aarau.localhost:8080/"));
    assert!(left.header("set-cookie").contains("Max-Age=0"));
    let started = world.portal.begin(&second).await.unwrap();
    assert_eq!(browse(&world.pages, started.url.as_str(), None, &known).await.status, 200);
    let elsewhere = browse(&world.pages, "/logout?post_logout_redirect_uri=http://evil.example/", None, &[]).await;
    assert_eq!(elsewhere.status, 200, "nobody is sent to a strange origin");
}

#[tokio::test]
async fn a_code_works_once_and_only_for_its_own_sign_in() {
    let world = world().await;
    let (mine, my_return, _) = world.choose(begin(TrustLevel::Low, false), "sub").await;
    let (other, other_return, _) = world.choose(begin(TrustLevel::Low, false), "low").await;
    // Another's code in my sign-in: wrong state, and with the state forged still the wrong proof.
    assert!(matches!(world.portal.finish(&mine, &other_return).await, Err(Fault::Refused(_))));
    let forged = Returned { state: my_return.state.clone(), ..other_return.clone() };
    assert!(matches!(world.portal.finish(&mine, &forged).await, Err(Fault::Refused(_))));
    assert!(matches!(world.portal.finish(&other, &other_return).await, Err(Fault::Refused(_))), "the code is burnt");

    assert!(world.portal.finish(&mine, &my_return).await.is_ok());
    assert!(matches!(world.portal.finish(&mine, &my_return).await, Err(Fault::Refused(_))), "only once");

    let (late, back, _) = world.choose(begin(TrustLevel::Low, false), "sub").await;
    world.watch.pass(90);
    assert!(matches!(world.portal.finish(&late, &back).await, Err(Fault::Refused(_))), "the code has run out");
}

#[tokio::test]
async fn tokens_that_are_not_for_this_sign_in_are_not_accepted() {
    let world = world().await;
    let (pending, back, _) = world.choose(begin(TrustLevel::Low, false), "sub").await;
    let wrong_nonce = Pending { nonce: "another".into(), ..pending };
    assert!(matches!(world.portal.finish(&wrong_nonce, &back).await, Err(Fault::Invalid(_))));

    let (pending, mut back, _) = world.choose(begin(TrustLevel::Low, false), "sub").await;
    back.iss = Some("http://other.localhost".into());
    assert!(matches!(world.portal.finish(&pending, &back).await, Err(Fault::Invalid(_))), "another issuer sent it");

    // Only RS256 accepted, signed with EdDSA; `none` and HS256 are dropped from the settings.
    let picky = world_with(|settings| settings.algorithms = vec!["RS256".into(), "none".into(), "HS256".into()]).await;
    assert!(matches!(picky.sign_in(begin(TrustLevel::Low, false), "sub").await, Err(Fault::Invalid(_))));

    // A fresh proof was asked for, yet the proof is older than the request.
    let (pending, back, _) = world.choose(begin(TrustLevel::Low, false), "sub").await;
    let asked_later = Pending { fresh: true, started: pending.started + jiff::SignedDuration::from_mins(5), ..pending };
    assert!(matches!(world.portal.finish(&asked_later, &back).await, Err(Fault::Invalid(_))));

    let wrong_secret = world_with(|settings| settings.client_secret = Some("guess".into())).await;
    assert!(matches!(wrong_secret.sign_in(begin(TrustLevel::Low, false), "sub").await, Err(Fault::Refused(_))));
    let wrong_issuer = world_with(|settings| settings.issuer = "http://other.localhost:8080".parse().unwrap()).await;
    assert!(matches!(wrong_issuer.portal.check().await, Err(Fault::Invalid(_))));
}

#[tokio::test]
async fn levels_are_kept() {
    let world = world().await;
    let started = world.portal.begin(&begin(TrustLevel::Substantial, false)).await.unwrap();
    let page = browse(&world.pages, started.url.as_str(), None, &[]).await;
    assert!(page.text.contains("reicht hier nicht aus") && !page.text.contains("value=\"low\""), "{}", page.text);
    // Chosen all the same, by a forged form.
    let form = format!("request={}&person=low", page.request());
    let back = returned(&browse(&world.pages, "/sign-in", Some(&form), &[]).await);
    assert_eq!(back.error.as_deref(), Some("unmet_authentication_requirements"));
    assert!(matches!(world.portal.finish(&started.pending, &back).await, Err(Fault::Refused(_))));

    // A provider that answers below what was asked is not believed.
    let (pending, back, _) = world.choose(begin(TrustLevel::Low, false), "low").await;
    let raised = Pending { level: TrustLevel::High, ..pending };
    assert!(matches!(world.portal.finish(&raised, &back).await, Err(Fault::Refused(s)) if s.contains("level")));
    let unknown = world_with(|settings| settings.levels.clear()).await;
    assert!(matches!(unknown.sign_in(begin(TrustLevel::Low, false), "sub").await, Err(Fault::Refused(_))));
}

#[tokio::test]
async fn the_provider_refuses_what_is_not_registered() {
    let world = world().await;
    let good = world.portal.begin(&begin(TrustLevel::Low, false)).await.unwrap().url;
    let with = |name: &str, value: Option<&str>| {
        let mut url = good.clone();
        let pairs: Vec<_> = good.query_pairs().into_owned().filter(|(key, _)| key != name).collect();
        url.query_pairs_mut().clear().extend_pairs(pairs);
        if let Some(value) = value {
            url.query_pairs_mut().append_pair(name, value);
        }
        url
    };
    for (name, value) in [
        ("client_id", Some("other")),
        ("redirect_uri", Some("http://evil.example/sign-in/back")),
        ("redirect_uri", Some("http://aarau.localhost:8080/elsewhere")),
        ("redirect_uri", None),
        ("redirect_uri", Some("http://aarau.localhost:8080/sign-in/back?next=//evil.example")),
        ("redirect_uri", Some("http://aarau.localhost:8080/sign-in/back/../../x")),
    ] {
        let page = browse(&world.pages, with(name, value).as_str(), None, &[]).await;
        assert!(
            (400..500).contains(&page.status) && page.header("location").is_empty(),
            "{name} {value:?}: {}",
            page.status
        );
    }
    for (name, value) in [
        ("code_challenge", None),
        ("code_challenge_method", Some("plain")),
        ("response_type", Some("token")),
        ("scope", Some("profile")),
        ("nonce", None),
        ("state", None),
    ] {
        let page = browse(&world.pages, with(name, value).as_str(), None, &[]).await;
        assert!(page.header("location").contains("error="), "{name} {value:?}");
        assert!(!page.header("location").contains("code="));
    }
    let silent = browse(&world.pages, with("prompt", Some("none")).as_str(), None, &[]).await;
    assert_eq!(returned(&silent).error.as_deref(), Some("login_required"));

    let page = browse(&world.pages, good.as_str(), None, &[]).await;
    assert!(page.header("content-security-policy").contains("form-action 'self' http://*.localhost:8080"));
    let form = format!("request={}&person=sub", page.request());
    let foreign = browse(&world.pages, "/sign-in", Some(&form), &[("origin", "http://evil.example")]).await;
    assert_eq!(foreign.status, 400);
    let called_off = browse(&world.pages, "/sign-in", Some(&form.replace("person=sub", "person=")), &[]).await;
    assert_eq!(returned(&called_off).error.as_deref(), Some("access_denied"));
    let twice = browse(&world.pages, "/sign-in", Some(&form), &[]).await;
    assert_eq!(twice.status, 400, "a started sign-in is used once");
}

#[tokio::test]
async fn a_new_key_at_the_provider_is_fetched() {
    // One listener whose provider is exchanged, as after a restart with a lost key file.
    let (watch, folder) = (Watch::new(), tempfile::tempdir().unwrap());
    let current = Arc::new(Mutex::new(provider(&watch, folder.path()).router()));
    let serving = current.clone();
    let front = Router::new().fallback(move |request: axum::extract::Request| {
        let router = serving.lock().unwrap().clone();
        async move { tower::ServiceExt::oneshot(router, request).await }
    });
    let mut world = world().await;
    world.portal = Oidc::new(settings(), serve(front, &watch).await);
    world.pages = current.lock().unwrap().clone();
    assert!(world.sign_in(begin(TrustLevel::Low, false), "sub").await.is_ok());

    std::fs::remove_file(folder.path().join("key.pem")).unwrap();
    world.pages = provider(&watch, folder.path()).router();
    *current.lock().unwrap() = world.pages.clone();
    assert!(
        matches!(world.sign_in(begin(TrustLevel::Low, false), "sub").await, Err(Fault::Invalid(_))),
        "too soon to ask again"
    );
    watch.pass(31);
    assert!(world.sign_in(begin(TrustLevel::Low, false), "sub").await.is_ok());
}
