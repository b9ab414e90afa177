//! Signing in end to end: the portal's relying party against the demo provider over real HTTP.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse;
use connectors::Fault;
use connectors::contrib::oidc::Oidc;
use connectors::identity::{Begin, IdentityProvider, Pending, Returned};
use domain::TrustLevel;
use tower::ServiceExt;
use url::Url;

use crate::portal::{begin, returned, settings, world, world_with};
use crate::world::{Watch, browse, provider, serve};

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
    assert_eq!(identity.language.as_deref(), Some("fr"));
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
    let front = Router::new().fallback(move |request: Request| {
        let router = serving.lock().unwrap().clone();
        async move { router.oneshot(request).await }
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

#[tokio::test]
async fn a_provider_out_of_reach_is_a_retry_and_its_description_outlives_an_outage() {
    let (watch, folder) = (Watch::new(), tempfile::tempdir().unwrap());
    let working = Arc::new(AtomicBool::new(true));
    let (provider, state) = (provider(&watch, folder.path()).router(), working.clone());
    let front = Router::new().fallback(move |request: Request| {
        let (router, up) = (provider.clone(), state.load(Ordering::SeqCst));
        async move {
            match up {
                true => router.oneshot(request).await.unwrap(),
                false => axum::http::StatusCode::BAD_GATEWAY.into_response(),
            }
        }
    });
    let portal = Oidc::new(settings(), serve(front, &watch).await);
    working.store(false, Ordering::SeqCst);
    assert!(matches!(portal.begin(&begin(TrustLevel::Low, false)).await, Err(Fault::Retry(_))));
    working.store(true, Ordering::SeqCst);
    assert!(portal.begin(&begin(TrustLevel::Low, false)).await.is_ok());
    working.store(false, Ordering::SeqCst);
    watch.pass(2 * 3_600);
    assert!(portal.begin(&begin(TrustLevel::Low, false)).await.is_ok(), "the old description serves");
    assert!(matches!(portal.check().await, Err(Fault::Retry(_))), "a check asks the provider itself");
    watch.pass(24 * 3_600);
    assert!(matches!(portal.begin(&begin(TrustLevel::Low, false)).await, Err(Fault::Retry(_))), "not for ever");
}
