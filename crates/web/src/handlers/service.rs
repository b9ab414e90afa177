//! The page of one service at one place.

use super::entry;
use crate::pages::{Cost, Service};
use crate::parts::{Link, Said, Section};
use crate::server::{Reply, Visit, page, percent};
use crate::show;
use app::finding::{self, InCharge};
use app::packages::{Package, ServiceTexts, Tongue};
use axum::extract::Path;
use domain::{Authority, Lang};
use serde_json::Map;
use std::sync::Arc;

/// Shows a service.
pub async fn show(visit: Visit, Path(key): Path<String>) -> Reply {
    let portal = Arc::clone(&visit.site.portal);
    let Some(package) = portal.service_at(visit.authority(), &key) else {
        return match entry::find(&visit, &key) {
            Some(found) => entry::show(visit, &found).await,
            None => Err(visit.refuse(app::Error::NotFound)),
        };
    };
    print(visit, package, false).await
}

/// The page of a service; `is_preview`: as its draft would have it, nothing can be begun.
pub(super) async fn print(visit: Visit, package: Arc<Package>, is_preview: bool) -> Reply {
    let portal = Arc::clone(&visit.site.portal);
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
    let tongue = Tongue { lang, country: here.country };
    let fact = |name: &'static str| {
        let really = package.language_of(tongue, |texts| texts.facts.contains_key(name));
        Said::new(texts.facts.get(name).cloned(), really, lang)
    };
    let sentence = |pick: fn(&ServiceTexts) -> &Option<String>| {
        let really = package.language_of(tongue, |texts| pick(texts).is_some());
        Said::new(pick(&texts).clone().unwrap_or_default(), really, lang)
    };
    let list = |pick: fn(&ServiceTexts) -> &Vec<String>| {
        let really = package.language_of(tongue, |texts| !pick(texts).is_empty());
        Said::new(pick(&texts).clone(), really, lang)
    };
    let office = authority.as_ref().and_then(|a| finding::office_of(&portal, &package, a));
    let measured = match &authority {
        Some(there) if package.form.is_some() => match finding::duration(&portal, &visit.ctx, &package, there).await {
            Ok(measured) => measured,
            Err(fault) => return Err(visit.refuse(fault)),
        },
        _ => None,
    };
    let title = sentence(|texts| &texts.title);
    let mut term = sentence(|texts| &texts.official);
    if term.words == title.words {
        term = Said::default();
    }
    page(&Service {
        title,
        term,
        summary: sentence(|texts| &texts.summary),
        description: list(|texts| &texts.description),
        note: sentence(|texts| &texts.note),
        fallback: fallback(&package, lang),
        easy_href: (lang == Lang::De && package.texts.contains_key(Lang::Simple.code()))
            .then(|| format!("{}?lang={}", visit.here, Lang::Simple.code())),
        begin_action: begin_here(&visit, &package, authority.as_ref()).filter(|_| !is_preview),
        online_href: online_elsewhere(&visit, &package, authority.as_ref()),
        draft_href: None,
        needs_sign_in: package.trust_level(here.country) > domain::TrustLevel::None,
        place: authority.as_ref().map_or_else(|| here.name.clone(), |a| a.name.clone()),
        for_whom: fact("audience").map(|text| text.into_iter().collect()),
        cost: authority.as_ref().map_or(Cost::Open, |authority| cost(&package, authority)),
        cost_note: fact("cost_note"),
        days: measured.map_or_else(|| package.working_days(here.country), |measured| Some(measured.days)),
        days_of_cases: measured.map(|measured| measured.cases),
        needs: list(|texts| &texts.documents),
        deadline: fact("deadline").map(Option::unwrap_or_default),
        files: Vec::new(),
        other_ways: fact("other_channels").map(|text| text.into_iter().collect()),
        steps: list(|texts| &texts.steps),
        office: office.map_or_else(|| show::office::to_ask(&visit), |office| show::office::card(&visit, &office)),
        legal: list(|texts| &texts.legal),
        is_preview,
        related: related(&visit, &package),
        counter: authority.as_ref().and_then(|there| there.old_counter.clone()),
        json_ld: authority.as_ref().map_or_else(String::new, |there| {
            catalogue::linked::embed(&app::catalogue::describe(&portal, &package, there, lang))
        }),
        frame,
    })
}

/// What to say when the service has no texts at all in the reader's language.
fn fallback(package: &Package, lang: Lang) -> Option<&'static str> {
    match lang {
        lang if package.texts.contains_key(lang.code()) => None,
        Lang::Simple => Some("service-not-easy"),
        _ => Some("service-fallback"),
    }
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
        Some(there) if finding::online_elsewhere(package, there).is_some() => {
            finding::online_elsewhere(package, there).map(str::to_owned)
        }
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
        None if package.files.contains_key("fees.toml") => Cost::Free,
        None => Cost::Open,
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
