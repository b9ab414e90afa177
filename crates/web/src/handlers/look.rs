//! What an authority looks like, as files: its colour sheet, its logo, its shield.

use super::short_addresses::lead_on;
use crate::server::{Reply, Visit};
use axum::extract::Path;
use axum::response::IntoResponse;
use http::{Method, Uri, header};

const FOR_LONG: &str = "public, max-age=31536000, immutable";
/// A logo is looked at, never run: not even when somebody opens its address by itself.
const NOTHING: &str = "default-src 'none'; style-src 'none'; sandbox";

/// `/thema-<hash>.css`, `/logo-<hash>.svg`; everything else under one name is no page.
pub async fn file(visit: Visit, Path(name): Path<String>, method: Method, uri: Uri) -> Reply {
    let face = visit.site.face(visit.authority());
    if face.theme_href.trim_start_matches('/') == name {
        let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, FOR_LONG)];
        return Ok((headers, face.css.clone()).into_response());
    }
    match face.logo.as_ref().filter(|logo| logo.href.trim_start_matches('/') == name) {
        Some(logo) => {
            let headers = [
                (header::CONTENT_TYPE, logo.kind),
                (header::CACHE_CONTROL, FOR_LONG),
                (header::CONTENT_SECURITY_POLICY, NOTHING),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            ];
            Ok((headers, logo.bytes.clone()).into_response())
        }
        None => Ok(lead_on(visit, &method, &uri)),
    }
}

/// The generated shield.
pub async fn shield(visit: Visit) -> Reply {
    let face = visit.site.face(visit.authority());
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
    Ok((headers, face.shield.clone()).into_response())
}
