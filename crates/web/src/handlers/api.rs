//! The JSON interface: search and suggestions; described in `openapi.json` for whoever connects to it.

use super::results::shown;
use crate::server::{Reply, Visit};
use app::finding::{self, Kind, Target};
use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use domain::{Actor, PlaceAnswer};
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};

const OPENAPI: &str = include_str!("../../openapi.json");

/// Parameters of a search; the language is read with the request, like that of every page.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    kind: String,
    limit: Option<usize>,
}

/// Kinds by the words that this interface has for them.
const KINDS: [(&str, Kind); 6] = [
    ("service", Kind::Service),
    ("life-situation", Kind::LifeSituation),
    ("authority", Kind::Authority),
    ("office", Kind::Office),
    ("person", Kind::Person),
    ("document", Kind::Document),
];

#[derive(Serialize)]
struct Answer {
    place: String,
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
    /// The authority's former online counter, where it cannot be done online here.
    counter: Option<String>,
    score: f32,
}

/// What is wrong with a request, and what to choose from.
#[derive(Serialize)]
struct Wrong {
    error: &'static str,
    message: String,
    candidates: Vec<String>,
}

fn wrong(error: &'static str, message: String, candidates: Vec<String>) -> Reply {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(Wrong { error, message, candidates })).into_response())
}

/// `GET /api/v1/search?q=&place=&lang=&kind=&limit=`: the same hits as the page, at the place that is asked for (a commune's
/// name, old name or number, a postal code), else at the place of the host.
pub async fn search(mut visit: Visit, Query(asked): Query<Asked>) -> Reply {
    if !asked.place.trim().is_empty() {
        let portal = &visit.site.portal;
        match portal.directory.find_place(&visit.authority().federation, &asked.place, visit.ctx.today()) {
            PlaceAnswer::One(commune) => {
                visit.ctx = portal.ctx(commune, Actor::Visitor { session: None }, visit.ctx.lang);
            }
            PlaceAnswer::Many(communes) => {
                let message = format!("{:?} may be one of several places: ask for one of them.", asked.place);
                return wrong("place-ambiguous", message, communes.iter().map(|c| c.name.clone()).collect());
            }
            PlaceAnswer::None => {
                let message = format!("No place of this federation is called {:?}.", asked.place);
                return wrong("place-unknown", message, Vec::new());
            }
        }
    }
    let mut kinds = Vec::new();
    for word in asked.kind.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == word) else {
            let message = format!("There is no kind {word:?}.");
            return wrong("unknown-kind", message, KINDS.map(|(known, _)| known.to_owned()).to_vec());
        };
        kinds.push(*kind);
    }
    let limit = asked.limit.unwrap_or(10).clamp(1, 50);
    let found = finding::search(&visit.site.portal, &visit.ctx, &asked.q, &kinds, limit);
    if kinds.is_empty() {
        app::searches::record(&visit.site.portal, &visit.ctx, &asked.q, !found.only_near);
    }
    let base = visit.site.portal.base_url(visit.authority());
    let words = visit.texts();
    let spelt = |text: String| words.spell(&text).into_owned();
    let hits = found.hits.iter().filter_map(|hit| {
        let page = shown(&visit, &hit.target)?;
        let (kind, id) = kind_and_id(&visit, &hit.target);
        let url = if page.href.starts_with('/') { format!("{base}{}", page.href) } else { page.href };
        Some(JsonHit {
            kind,
            id,
            title: spelt(page.title),
            summary: spelt(page.line),
            authority: spelt(page.authority),
            url,
            online: page.online,
            counter: page.offline.and_then(|offline| offline.counter),
            score: hit.score,
        })
    });
    let place = visit.authority().full_name(visit.ctx.lang);
    Ok(Json(Answer { place, hits: hits.collect(), only_near: found.only_near }).into_response())
}

fn kind_and_id(visit: &Visit, target: &Target) -> (&'static str, String) {
    match target {
        Target::Entry(authority, key) => {
            // The id in the catalogue that the authority brought in, as whoever keeps it knows it.
            let entry = visit.site.portal.finder().find_entry(authority, key);
            ("service", entry.map_or_else(|| key.clone(), |entry| entry.service.id.value.clone()))
        }
        Target::Service(key) => ("service", key.clone()),
        Target::Document(authority, key, at) => ("document", format!("{authority}/{key}/{at}")),
        Target::Situation(key) => ("life-situation", key.clone()),
        Target::Authority(key) => ("authority", key.clone()),
        Target::Office(authority, key) => ("office", format!("{authority}/{key}")),
        Target::Person(authority, key, at) => ("person", format!("{authority}/{key}/{at}")),
    }
}

#[derive(Serialize)]
struct JsonSituation {
    id: String,
    title: String,
    summary: String,
    url: String,
}

#[derive(Serialize)]
struct Situations {
    place: String,
    situations: Vec<JsonSituation>,
}

/// `GET /api/v1/life-situations?lang=`: the tiles of the start page, in their order.
pub async fn situations(visit: Visit) -> Reply {
    let (lang, country) = (visit.ctx.lang, visit.authority().country);
    let base = visit.site.portal.base_url(visit.authority());
    let finder = visit.site.portal.finder();
    let situations = finder.situations.iter().map(|situation| JsonSituation {
        id: situation.key.clone(),
        title: country.spell(situation.title.get(lang)).into_owned(),
        summary: country.spell(situation.line.get(lang)).into_owned(),
        url: format!("{base}/lebenslagen/{}", situation.key),
    });
    let place = visit.authority().full_name(lang);
    Ok(Json(Situations { place, situations: situations.collect() }).into_response())
}

/// What somebody may be about to type, for the search box.
pub async fn suggestions(visit: Visit, Query(asked): Query<Asked>) -> Reply {
    let suggestions = finding::suggest(&visit.site.portal, &visit.ctx, &asked.q, 8);
    let words: Vec<String> =
        suggestions.into_iter().map(|(text, _)| visit.authority().country.spell(&text).into_owned()).collect();
    Ok(Json(words).into_response())
}

/// The description of this interface (OpenAPI 3.1).
pub async fn openapi(_visit: Visit) -> Reply {
    Ok(([(header::CONTENT_TYPE, "application/json")], OPENAPI).into_response())
}
