//! Tokens that somebody changed, made up or aimed at others never sign anybody in.

use std::sync::{Arc, Mutex};

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use connectors::Fault;
use connectors::contrib::oidc::Oidc;
use domain::TrustLevel;
use openidconnect::PrivateSigningKey;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::portal::{World, begin, settings};
use crate::world::{Watch, provider, serve};

/// Changes the answer of the token endpoint on its way to the portal.
type Twist = Arc<Mutex<Box<dyn Fn(&str) -> String + Send>>>;

async fn twisted(router: Router, twist: Twist, request: Request) -> Response {
    let is_token = request.uri().path() == "/token";
    let response = router.oneshot(request).await.unwrap();
    if !is_token {
        return response;
    }
    let bytes = axum::body::to_bytes(response.into_body(), 100_000).await.unwrap();
    let mut answer: Value = serde_json::from_slice(&bytes).unwrap();
    let token = answer["id_token"].as_str().unwrap().to_owned();
    answer["id_token"] = twist.lock().unwrap()(&token).into();
    Json(answer).into_response()
}

/// The parts of a token: header, claims, signature.
fn parts(token: &str) -> (Value, Value, String) {
    let mut parts = token.split('.');
    let mut json = || serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts.next().unwrap()).unwrap()).unwrap();
    let (header, claims) = (json(), json());
    (header, claims, parts.next().unwrap().to_owned())
}

fn encode(part: &Value) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}

#[tokio::test]
async fn forged_tokens_are_found_out() {
    let (watch, folder) = (Watch::new(), tempfile::tempdir().unwrap());
    let provider = provider(&watch, folder.path()).router();
    let twist: Twist = Arc::new(Mutex::new(Box::new(str::to_owned)));
    let (inner, way) = (provider.clone(), twist.clone());
    let front = Router::new().fallback(move |request: Request| twisted(inner.clone(), way.clone(), request));
    let door = serve(front, &watch).await;
    let world = World { portal: Oidc::new(settings(), door), watch, pages: provider, folder };
    let pem = std::fs::read_to_string(world.folder.path().join("key.pem")).unwrap();
    let now = (world.watch.clock())().as_second();

    // Claims changed by somebody who holds the provider's key: only what is not for us, not now, not this sign-in.
    let signed = move |change: fn(&mut Value, i64)| -> Box<dyn Fn(&str) -> String + Send> {
        let key = CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, None).unwrap();
        Box::new(move |token| {
            let (header, mut claims, _) = parts(token);
            change(&mut claims, now);
            let message = format!("{}.{}", encode(&header), encode(&claims));
            let signature = key.sign(&CoreJwsSigningAlgorithm::EdDsa, message.as_bytes()).unwrap();
            format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
        })
    };
    let sign_in = || world.sign_in(begin(TrustLevel::Low, false), "sub");
    *twist.lock().unwrap() = signed(|_, _| {});
    assert!(sign_in().await.is_ok(), "signed anew without a change it is good");
    let changes: [fn(&mut Value, i64); 8] = [
        |claims, _| claims["iss"] = "http://id.localhost:8080/".into(),
        |claims, _| claims["aud"] = "another".into(),
        |claims, _| claims["aud"] = json!(["portal", "another"]),
        |claims, now| claims["exp"] = (now - 1).into(),
        |claims, now| claims["iat"] = (now + 3_600).into(),
        |claims, now| claims["iat"] = (now - 86_400).into(),
        |claims, _| claims["nonce"] = Value::Null,
        |claims, _| claims["nonce"] = "replayed".into(),
    ];
    for (index, change) in changes.into_iter().enumerate() {
        *twist.lock().unwrap() = signed(change);
        assert!(matches!(sign_in().await, Err(Fault::Invalid(_))), "change {index}");
    }

    // Tokens by somebody without the key.
    let forgeries: [fn(&str) -> String; 5] = [
        |token| {
            let (header, mut claims, signature) = parts(token);
            claims["sub"] = "clerk".into();
            format!("{}.{}.{signature}", encode(&header), encode(&claims))
        },
        |token| {
            let (_, claims, _) = parts(token);
            format!("{}.{}.", encode(&json!({ "alg": "none" })), encode(&claims))
        },
        |token| {
            let (_, claims, signature) = parts(token);
            format!("{}.{}.{signature}", encode(&json!({ "alg": "HS256" })), encode(&claims))
        },
        |token| token.rsplit_once('.').unwrap().0.to_owned() + ".AAAA",
        |_| "not a token".into(),
    ];
    for (index, forgery) in forgeries.into_iter().enumerate() {
        *twist.lock().unwrap() = Box::new(forgery);
        assert!(matches!(sign_in().await, Err(Fault::Invalid(_))), "forgery {index}");
    }
}
