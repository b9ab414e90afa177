//! Short addresses for posters and old web addresses: the designers' list, and what answers where no page does.

use crate::pages::{Addresses, ShortRow};
use crate::parts::{Problem, Section};
use crate::server::{Posted, Reply, Visit, find_pages, not_found, page, see_other};
use app::addresses::split_port;
use app::short_addresses::{self, MOST, ShortFault};
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, Method, StatusCode, Uri, header};
use serde::Deserialize;

const PAGE: &str = "/gestaltung/adressen";

/// What the address says of the page.
#[derive(Deserialize)]
pub struct Asked {
    gespeichert: Option<String>,
}

/// The list.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Reply {
    if let Err(fault) = short_addresses::check_may_change(&visit.ctx) {
        return Err(visit.refuse(fault));
    }
    let lines = short_addresses::render(&short_addresses::list(&visit.site.portal, visit.authority()));
    print(visit, lines, Vec::new(), asked.gespeichert.is_some()).await
}

/// Puts the list in force.
pub async fn change(posted: Posted) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    if let Err(fault) = short_addresses::check_may_change(&visit.ctx) {
        return Err(visit.refuse(fault));
    }
    let lines = fields.into_iter().find(|(name, _)| name == "lines").map(|(_, value)| value).unwrap_or_default();
    let portal = &visit.site.portal;
    let (list, mut faults) = short_addresses::read(&lines, &portal.directory, &visit.authority().federation);
    let pages = find_pages(list.iter().flat_map(short_addresses::ShortAddress::paths)).await;
    faults.extend(short_addresses::check_pages(&list, &pages));
    if !faults.is_empty() {
        let problems = faults.iter().map(|fault| problem(&visit, fault)).collect();
        let mut response = print(visit, lines, problems, false).await?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    }
    let kept = async {
        short_addresses::keep(&portal.db, &visit.ctx, &list).await?;
        portal.settings.refresh(&portal.db).await
    };
    match kept.await {
        Ok(_) => Ok(see_other(&format!("{PAGE}?gespeichert=1"))),
        Err(fault) => Err(visit.refuse(fault)),
    }
}

fn problem(visit: &Visit, fault: &ShortFault) -> Problem {
    let words = visit.texts();
    let text = match fault {
        ShortFault::NoPair(line) => words.with("short-no-pair", "line", line),
        ShortFault::NotShort(line) => words.with("short-not-short", "line", line),
        ShortFault::Page(line) => words.with("short-page", "line", line),
        ShortFault::Place(line) => words.with("short-place", "line", line),
        ShortFault::Elsewhere(line) => words.with("short-elsewhere", "line", line),
        ShortFault::Nowhere(line) => words.with("short-nowhere", "line", line),
        ShortFault::Twice(line) => words.with("short-twice", "line", line),
        ShortFault::TooMany(most) => words.with("short-too-many", "most", most),
    };
    Problem::new("lines", text)
}

async fn print(visit: Visit, lines: String, problems: Vec<Problem>, saved: bool) -> Reply {
    let mut frame = visit.frame(Section::Appearance).await?;
    frame.back = visit.back_to("look-title", "/gestaltung");
    let portal = &visit.site.portal;
    let here = visit.authority();
    let in_force = portal.settings.in_force();
    let domains = in_force.domains.of(&here.key).iter().cloned();
    let base = split_port(&portal.rules.base_domain).0;
    let labels = here.hosts.iter().map(|label| format!("{label}.{base}"));
    let rows = short_addresses::list(portal, here).into_iter().map(|short| ShortRow { from: short.from, to: short.to });
    page(&Addresses {
        base: portal.base_url(here),
        others: domains.chain(labels).skip(1).collect(),
        most: MOST as u64,
        rows: rows.collect(),
        lines,
        problems,
        saved,
        frame,
    })
}

/// What no page answers: a short address of this authority, the way to another one, or nothing.
pub async fn nothing(visit: Visit, method: Method, uri: Uri) -> Response {
    lead_on(visit, &method, &uri)
}

/// The same for whoever found out that there is no page.
pub fn lead_on(visit: Visit, method: &Method, uri: &Uri) -> Response {
    if !matches!(*method, Method::GET | Method::HEAD) {
        return not_found(visit);
    }
    let portal = &visit.site.portal;
    let (path, query) = (uri.path(), uri.query());
    if let Some(to) = short_addresses::find(portal, visit.authority(), path, query) {
        return redirect(StatusCode::FOUND, &to);
    }
    match short_addresses::find_place(portal, &visit.ctx, path) {
        Some((there, rest)) => {
            let rest = if rest.is_empty() { "/" } else { rest };
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            redirect(StatusCode::TEMPORARY_REDIRECT, &format!("{}{rest}{query}", portal.base_url(&there)))
        }
        None => not_found(visit),
    }
}

fn redirect(status: StatusCode, to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (status, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
