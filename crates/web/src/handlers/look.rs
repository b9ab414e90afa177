//! An authority's own colour sheet and shield.

use crate::server::{Reply, Visit, not_found};
use axum::extract::Path;
use axum::response::IntoResponse;
use http::header;

const FOR_LONG: &str = "public, max-age=31536000, immutable";

/// `/thema-<hash>.css`; everything else under one name leads nowhere.
pub async fn sheet(visit: Visit, Path(name): Path<String>) -> Reply {
    let face = visit.site.faces.get(&visit.authority().key);
    match face.filter(|face| face.theme_href.trim_start_matches('/') == name) {
        Some(face) => {
            let css = face.css.to_string();
            Ok(([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, FOR_LONG)], css)
                .into_response())
        }
        None => Ok(not_found(visit)),
    }
}

/// The generated shield.
pub async fn shield(visit: Visit) -> Reply {
    match visit.site.faces.get(&visit.authority().key) {
        Some(face) => {
            let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
            Ok((headers, face.icon.to_string()).into_response())
        }
        None => Ok(not_found(visit)),
    }
}
