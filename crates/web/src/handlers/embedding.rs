//! The portal on a commune's own web site: the script, and the page that explains it and keeps the list of sites.

use crate::pages::Embedding;
use crate::parts::{Link, Problem, Section};
use crate::server::{Posted, Reply, Visit, page, see_other};
use app::embedding;
use axum::extract::Query;
use axum::response::IntoResponse;
use domain::OriginFault;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Where the script lies, at every authority's host.
pub(crate) const SCRIPT: &str = "/einbetten.js";
const PAGE: &str = "/einbetten";
/// What the bundled script has in the place of the authority's colours.
const COLOURS: &str = "__PORTIKUS_COLOURS__";

/// The script in the authority's colours. Its address never changes, so browsers ask with its tag whether it did.
pub async fn script(visit: Visit, asked: HeaderMap) -> Reply {
    let colours = visit.site.face(visit.authority()).colours.clone();
    // Colours are computed by us: hexadecimal digits and spaces.
    let script = visit.site.embed_script().replace(COLOURS, &colours);
    let tag = Sha256::digest(script.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>();
    let tag = format!("W/\"{tag}\"");
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8".to_owned()),
        (header::CACHE_CONTROL, "public, max-age=300".to_owned()),
        (header::ETAG, tag.clone()),
        // Sites that isolate themselves may load it too; it holds nothing about anybody.
        (header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin".to_owned()),
    ];
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if known.split(',').any(|one| one.trim() == tag || one.trim() == "*") {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    Ok((headers, script).into_response())
}

/// What the address says of the page.
#[derive(Deserialize)]
pub struct Asked {
    gespeichert: Option<String>,
}

/// The page for whoever keeps the commune's web site.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Reply {
    let origins = embedding::list_origins(&visit.site.portal, visit.authority());
    print(visit, origins.join("\n"), Vec::new(), asked.gespeichert.is_some()).await
}

/// Puts the list of sites in force.
pub async fn change(posted: Posted) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    let lines = fields.into_iter().find(|(name, _)| name == "origins").map(|(_, value)| value).unwrap_or_default();
    if !embedding::may_change(&visit.ctx) {
        return Err(visit.refuse(app::Error::NotFound));
    }
    let origins = match embedding::parse_origins(&lines) {
        Ok(origins) => origins,
        Err(faults) => {
            let problems = faults.iter().map(|fault| problem(&visit, fault)).collect();
            let mut response = print(visit, lines, problems, false).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(response);
        }
    };
    let portal = &visit.site.portal;
    let kept = async {
        embedding::allow(&portal.db, &visit.ctx, &origins).await?;
        portal.settings.refresh(&portal.db).await
    };
    match kept.await {
        Ok(_) => Ok(see_other(&format!("{PAGE}?gespeichert=1"))),
        Err(fault) => Err(visit.refuse(fault)),
    }
}

fn problem(visit: &Visit, fault: &OriginFault) -> Problem {
    let words = visit.texts();
    let text = match fault {
        OriginFault::NotHttps(line) => words.with("embed-not-https", "line", line),
        OriginFault::TooMuch(line) => words.with("embed-too-much", "line", line),
        OriginFault::NoHost(line) => words.with("embed-no-host", "line", line),
        OriginFault::TooMany(most) => words.with("embed-too-many", "most", most),
    };
    Problem::new("origins", text)
}

async fn print(visit: Visit, lines: String, problems: Vec<Problem>, saved: bool) -> Reply {
    let mut frame = visit.frame(Section::Other).await?;
    frame.back = visit.back_to("help-title", "/hilfe");
    let portal = &visit.site.portal;
    let (here, lang) = (visit.authority(), visit.ctx.lang);
    let services = app::finding::list_services(portal, here, lang);
    let example = services.iter().find(|package| package.form.is_some()).or_else(|| services.first());
    let example = example.map(|package| Link::new(package.title(lang, here.country), package.key.clone()));
    page(&Embedding {
        base: portal.base_url(here),
        script: SCRIPT,
        service: example.unwrap_or_else(|| Link::new(String::new(), String::new())),
        origins: embedding::list_origins(portal, here),
        may_change: embedding::may_change(&visit.ctx),
        lines,
        problems,
        saved,
        frame,
    })
}
