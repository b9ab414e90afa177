//! The JSON interface: search and suggestions.

use super::finding::shown;
use crate::server::{Reply, Visit};
use app::finding;
use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};

/// Parameters of a search.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    limit: Option<usize>,
}

#[derive(Serialize)]
struct Answer {
    hits: Vec<JsonHit>,
    only_near: bool,
}

#[derive(Serialize)]
struct JsonHit {
    kind: &'static str,
    id: String,
    title: String,
    summary: String,
    authority: String,
    url: String,
    online: bool,
    score: f32,
}

/// `GET /api/v1/search?q=&limit=&lang=`: the same hits as the page, at the place of the host.
pub async fn search(visit: Visit, Query(asked): Query<Asked>) -> Reply {
    let limit = asked.limit.unwrap_or(10).clamp(1, 50);
    let found = finding::search(&visit.site.portal, &visit.ctx, &asked.q, limit);
    let base = visit.site.portal.base_url(visit.authority());
    let hits = found.hits.iter().filter_map(|hit| {
        let page = shown(&visit, &hit.target)?;
        let (kind, id) = match &hit.target {
            finding::Target::Service(key) => ("service", key.clone()),
            finding::Target::Situation(key) => ("life-situation", key.clone()),
            finding::Target::Authority(key) => ("authority", key.clone()),
            finding::Target::Office(authority, key) => ("office", format!("{authority}/{key}")),
        };
        let url = if page.href.starts_with('/') { format!("{base}{}", page.href) } else { page.href };
        Some(JsonHit {
            kind,
            id,
            title: page.title,
            summary: page.line,
            authority: page.authority,
            url,
            online: page.online,
            score: hit.score,
        })
    });
    Ok(Json(Answer { hits: hits.collect(), only_near: found.only_near }).into_response())
}

/// What somebody may be about to type, for the search box.
pub async fn suggestions(visit: Visit, Query(asked): Query<Asked>) -> Reply {
    let suggestions = finding::suggest(&visit.site.portal, &visit.ctx, &asked.q, 8);
    let words: Vec<String> =
        suggestions.into_iter().map(|(text, _)| visit.authority().country.spell(&text).into_owned()).collect();
    Ok(Json(words).into_response())
}
