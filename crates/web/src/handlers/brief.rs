//! One service in a few facts, as JSON: for the web site of a commune that shows it.

use crate::server::{Reply, Visit};
use crate::show;
use app::finding::{self, InCharge};
use app::packages::Package;
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use domain::{Authority, Office};
use http::StatusCode;
use serde::Serialize;
use serde_json::{Map, json};

#[derive(Serialize)]
struct Brief {
    id: String,
    title: String,
    summary: String,
    /// Empty where the place must be asked for first.
    authority: String,
    url: String,
    online: bool,
    /// In words, as the page says it.
    cost: Option<String>,
    /// In words, as the page says it.
    duration: Option<String>,
    office: Option<Contact>,
    /// Where it can be done online for the time being, when it cannot be done here.
    counter: Option<String>,
}

#[derive(Serialize)]
struct Contact {
    name: String,
    phone: String,
    email: String,
}

/// `GET /api/v1/services/{key}?lang=`.
pub async fn service(visit: Visit, Path(key): Path<String>) -> Reply {
    let portal = &visit.site.portal;
    let (here, lang) = (visit.authority(), visit.ctx.lang);
    let found = portal.service_at(here, &key).map(|package| {
        let in_charge = finding::in_charge(portal, &package, here);
        (package, in_charge)
    });
    let brief = match found {
        Some((package, InCharge::Authority(there))) => brief(&visit, &package, Some(&there)),
        Some((package, InCharge::AskPlace)) => brief(&visit, &package, None),
        Some((_, InCharge::Nobody)) => None,
        None => super::entry::find(&visit, &key).and_then(|entry| {
            Some(Brief {
                id: key.clone(),
                title: entry.title(lang).0,
                summary: entry.summary(lang).map(|(text, _)| text).unwrap_or_default(),
                authority: portal.directory.find(&entry.authority)?.full_name(lang),
                url: format!("{}/leistungen/{key}", portal.base_url(here)),
                online: entry.online.is_some(),
                cost: None,
                duration: None,
                office: None,
                counter: None,
            })
        }),
    };
    match brief {
        Some(brief) => Ok(Json(brief).into_response()),
        None => {
            let wrong = json!({ "error": "service-unknown", "message": format!("There is no service {key:?} here.") });
            Ok((StatusCode::NOT_FOUND, Json(wrong)).into_response())
        }
    }
}

fn brief(visit: &Visit, package: &Package, there: Option<&std::sync::Arc<Authority>>) -> Option<Brief> {
    let (portal, words, lang) = (&visit.site.portal, visit.texts(), visit.ctx.lang);
    let here = visit.authority();
    let shown = show::service::entry(visit, package);
    let office = there.and_then(|there| finding::office_of(portal, package, there));
    let counter = there.filter(|_| !shown.online).and_then(|there| there.old_counter.clone());
    Some(Brief {
        id: package.key.clone(),
        title: shown.title,
        summary: words.spell(&shown.line).into_owned(),
        authority: there.map(|there| there.full_name(lang)).unwrap_or_default(),
        url: format!("{}{}", portal.base_url(there.unwrap_or(here)), shown.href),
        online: shown.online,
        cost: there.and_then(|there| cost(visit, package, there)),
        duration: package.working_days(here.country).map(|days| match days {
            0 => words.say("at-once").into_owned(),
            days => words.count("service-days", days),
        }),
        office: office.map(|office| contact(visit, &office)),
        counter,
    })
}

fn cost(visit: &Visit, package: &Package, there: &Authority) -> Option<String> {
    match package.fee(there, &Map::new()) {
        Some(fee) => Some(visit.texts().amount(&show::amount(fee))),
        None if package.files.contains_key("fees.toml") => Some(visit.texts().say("free").into_owned()),
        None => None,
    }
}

fn contact(visit: &Visit, office: &Office) -> Contact {
    Contact {
        name: visit.texts().spell(office.name.get(visit.ctx.lang)).into_owned(),
        phone: office.phone.clone(),
        email: office.email.clone(),
    }
}
