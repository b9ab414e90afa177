//! The page of one service at one place.

use crate::pages::{Cost, Service};
use crate::parts::{Link, Section};
use crate::server::{Reply, Visit, page, percent};
use crate::show;
use app::finding::{self, InCharge};
use app::packages::Package;
use axum::extract::Path;
use domain::Authority;
use serde_json::Map;
use std::sync::Arc;

/// Shows a service.
pub async fn show(visit: Visit, Path(key): Path<String>) -> Reply {
    let portal = Arc::clone(&visit.site.portal);
    let Some(package) = portal.find_service(&key) else { return Err(visit.refuse(app::Error::NotFound)) };
    let in_charge = finding::in_charge(&portal, &package, visit.authority());
    let authority = match &in_charge {
        InCharge::Authority(authority) => Some(Arc::clone(authority)),
        InCharge::AskPlace => None,
        InCharge::Nobody => return Err(visit.refuse(app::Error::NotFound)),
    };
    let mut frame = visit.frame(Section::Services).await?;
    frame.back = visit.back_to("a-to-z-title", "/leistungen");
    let (lang, here) = (visit.ctx.lang, visit.authority());
    let texts = package.texts(lang, here.country);
    let fact = |name: &str| texts.facts.get(name).cloned();
    let office = authority.as_ref().and_then(|a| finding::office_of(&portal, &package, a));
    let title = texts.title.clone().unwrap_or_default();
    let term = texts.official.clone().filter(|term| *term != title).unwrap_or_default();
    let shown_in = package.language_for(lang);
    page(&Service {
        title,
        term,
        summary: texts.summary.clone().unwrap_or_default(),
        note: texts.note.clone().unwrap_or_default(),
        fallback_lang: if shown_in == lang { String::new() } else { shown_in.code().to_owned() },
        easy_href: None,
        begin_action: begin_here(&visit, &package, authority.as_ref()),
        online_href: online_elsewhere(&visit, &package, authority.as_ref()),
        draft_href: None,
        needs_sign_in: package.trust_level(here.country) > domain::TrustLevel::None,
        place: authority.as_ref().map_or_else(|| here.name.clone(), |a| a.name.clone()),
        for_whom: fact("audience").into_iter().collect(),
        cost: authority.as_ref().map_or(Cost::Free, |authority| cost(&package, authority)),
        days: package.working_days(here.country),
        needs: texts.documents.clone(),
        deadline: fact("deadline").unwrap_or_default(),
        other_ways: fact("other_channels").into_iter().collect(),
        steps: texts.steps.clone(),
        office: office.map_or_else(|| show::office::to_ask(&visit), |office| show::office::card(&visit, &office)),
        legal: texts.legal.clone(),
        related: related(&visit, &package),
        frame,
    })
}

/// Where an application is begun, when this authority is in charge.
fn begin_here(visit: &Visit, package: &Package, authority: Option<&Arc<Authority>>) -> Option<String> {
    let here = authority.filter(|authority| authority.key == visit.authority().key)?;
    finding::is_online(package, here).then(|| format!("/leistungen/{}/antrag", package.key))
}

/// The portal of the authority in charge, or choosing the place first.
fn online_elsewhere(visit: &Visit, package: &Package, authority: Option<&Arc<Authority>>) -> Option<String> {
    let path = format!("/leistungen/{}", package.key);
    match authority {
        Some(there) if there.key == visit.authority().key => None,
        Some(there) => {
            finding::is_online(package, there).then(|| format!("{}{path}", visit.site.portal.base_url(there)))
        }
        None => package.form.is_some().then(|| format!("/ort?weiter={}", percent(&path))),
    }
}

fn cost(package: &Package, authority: &Authority) -> Cost {
    match package.fee(authority, &Map::new()) {
        Some(fee) => Cost::Fixed(show::amount(fee)),
        None => Cost::Free,
    }
}

/// Others of the same life situations.
fn related(visit: &Visit, package: &Package) -> Vec<Link> {
    finding::list_services(&visit.site.portal, visit.authority(), visit.ctx.lang)
        .iter()
        .filter(|other| other.key != package.key)
        .filter(|other| other.descriptor.life_situations.iter().any(|s| package.descriptor.life_situations.contains(s)))
        .take(4)
        .map(|other| {
            Link::new(other.title(visit.ctx.lang, visit.authority().country), format!("/leistungen/{}", other.key))
        })
        .collect()
}
