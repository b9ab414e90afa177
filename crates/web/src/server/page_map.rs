//! Which paths are pages: asked of the routes themselves, so that no list of them can grow old.

use super::Weak;
use crate::handlers;
use crate::parts::Assets;
use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::middleware::{Next, from_fn};
use http::StatusCode;
use std::collections::HashSet;
use tower::ServiceExt;

/// Paths that the door answers before it looks for a tenant.
const AT_THE_DOOR: [&str; 2] = ["/healthz", "/readyz"];

/// The route of looks: every name at the top reaches it, and its files have a dot in their names.
const LOOKS: &str = "/{sheet}";

/// Those of the paths, as browsers ask for them, that a page, a file or a program's interface has at every host.
pub async fn find_pages(paths: impl IntoIterator<Item = String>) -> HashSet<String> {
    // No handler runs: whoever is reached says so instead.
    let map = handlers::pages().route_layer(from_fn(reached)).with_state(Weak(std::sync::Weak::new()));
    let mut pages = HashSet::new();
    for path in paths {
        let Ok(request) = Request::builder().uri(&path).body(Body::empty()) else { continue };
        let is_ours = AT_THE_DOOR.contains(&path.as_str()) || path.starts_with(Assets::PREFIX);
        let reached = map.clone().oneshot(request).await.is_ok_and(|answer| answer.status() != StatusCode::NOT_FOUND);
        if is_ours || reached {
            pages.insert(path);
        }
    }
    pages
}

async fn reached(route: MatchedPath, _: Request, _: Next) -> StatusCode {
    if route.as_str() == LOOKS { StatusCode::NOT_FOUND } else { StatusCode::NO_CONTENT }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_routes_say_what_is_a_page() {
        let pages = [
            "/",
            "/hilfe",
            "/leistungen/hund-anmelden",
            "/abmelden",
            "/vorgang/1/bezahlen",
            "/healthz",
            "/wappen.svg",
            "/engine-rest/message",
            "/gestaltung/adressen",
        ];
        let free = ["/hunde", "/m%C3%BCnz", "/hilfe/hunde", "/leistungen/a/b", "/vorgang"];
        let found = find_pages(pages.iter().chain(&free).map(|path| (*path).to_owned())).await;
        for page in pages {
            assert!(found.contains(page), "{page}");
        }
        for path in free {
            assert!(!found.contains(path), "{path}");
        }
    }
}
