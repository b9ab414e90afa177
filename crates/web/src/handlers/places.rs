//! Authorities, offices, and choosing a place.

use crate::pages::{Authorities, AuthorityGroup, Office, OfficeEntry, Place, PlaceMatch, Staff};
use crate::parts::{Link, Section};
use crate::server::{Reply, Visit, lead_to, page, see_other};
use crate::show;
use app::finding;
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use domain::{Authority, PlaceAnswer};
use serde::Deserialize;
use std::sync::Arc;

/// Who there is: this authority's offices, then the one above.
pub async fn authorities(visit: Visit) -> Reply {
    let frame = visit.frame(Section::Authorities).await?;
    let portal = &visit.site.portal;
    let mut groups = vec![group(&visit, visit.authority(), None)];
    if let Some(lead) =
        portal.directory.lead_of(&visit.authority().federation).filter(|l| l.key != visit.authority().key)
    {
        groups.push(group(&visit, &lead, Some(format!("{}/behoerden", portal.base_url(&lead)))));
    }
    page(&Authorities { groups, frame })
}

fn group(visit: &Visit, authority: &Arc<Authority>, href: Option<String>) -> AuthorityGroup {
    let base = href.clone().unwrap_or_else(|| "/behoerden".to_owned());
    let offices = visit.site.portal.directory.offices_of(&authority.key).iter().map(|office| OfficeEntry {
        name: office.name.get(visit.ctx.lang).to_owned(),
        href: format!("{base}/{}", office.key),
        line: office.address.join(", "),
    });
    AuthorityGroup {
        name: authority.full_name(visit.ctx.lang),
        href,
        shield: visit.site.face(authority).shield.clone(),
        offices: offices.collect(),
    }
}

/// One office.
pub async fn office(visit: Visit, Path(key): Path<String>) -> Reply {
    let mut frame = visit.frame(Section::Authorities).await?;
    frame.back = visit.back_to("nav-authorities", "/behoerden");
    let portal = &visit.site.portal;
    let Some(office) = portal.directory.offices_of(&visit.authority().key).iter().find(|o| o.key == key).cloned()
    else {
        return Err(visit.refuse(app::Error::NotFound));
    };
    let services = finding::list_services(portal, visit.authority(), visit.ctx.lang)
        .iter()
        .filter(|package| finding::is_offered(package, visit.authority()))
        .filter(|package| finding::office_of(portal, package, visit.authority()).is_some_and(|o| o.key == key))
        .map(|package| {
            Link::new(package.title(visit.ctx.lang, visit.authority().country), format!("/leistungen/{}", package.key))
        })
        .collect();
    page(&Office {
        office: show::office::card(&visit, &office),
        authority: visit.authority().full_name(visit.ctx.lang),
        about: String::new(),
        services,
        staff: office
            .staff
            .iter()
            .map(|person| Staff {
                name: person.name.clone(),
                function: person.function.get(visit.ctx.lang).to_owned(),
                phone: person.phone.clone(),
            })
            .collect(),
        frame,
    })
}

/// What was typed about a place, and the path to go to there.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    q: String,
    #[serde(default)]
    weiter: String,
}

/// Choosing a commune: a clear answer leads there at once.
pub async fn place(visit: Visit, Query(wanted): Query<Wanted>) -> Reply {
    let suffix = if super::sign_in::is_own_path(&wanted.weiter) { wanted.weiter.as_str() } else { "/" };
    let portal = &visit.site.portal;
    let matches = match portal.directory.find_place(&visit.authority().federation, &wanted.q, visit.ctx.today()) {
        PlaceAnswer::One(commune) => return lead_to(&visit, &commune, suffix),
        PlaceAnswer::Many(communes) => communes,
        PlaceAnswer::None => Vec::new(),
    };
    let frame = visit.frame(Section::Other).await?;
    let matches = matches
        .iter()
        .map(|commune| PlaceMatch {
            name: commune.name.clone(),
            within: show::place::within(&visit, commune),
            href: format!("{}{suffix}", portal.base_url(commune)),
        })
        .collect();
    page(&Place {
        query: wanted.q.chars().take(200).collect(),
        further: suffix.to_owned(),
        matches,
        districts: show::place::districts(&visit, suffix),
        frame,
    })
}

/// Communes of this federation whose names begin with what was typed, for the box: a JSON list of at most 8.
pub async fn suggestions(visit: Visit, Query(wanted): Query<Wanted>) -> Reply {
    let typed = domain::place::fold(&wanted.q);
    let directory = &visit.site.portal.directory;
    let mut names: Vec<String> = directory
        .answering_in(&visit.authority().federation, visit.ctx.today())
        .filter(|commune| !commune.kind.is_lead() && domain::place::fold(&commune.name).starts_with(&typed))
        .map(|commune| commune.name.clone())
        .collect();
    names.sort_by_key(|name| domain::place::fold(name));
    names.truncate(if typed.is_empty() { 0 } else { 8 });
    Ok(Json(names).into_response())
}

/// An official number, also a former one, leads to the commune that answers today.
pub async fn by_number(visit: Visit, Path(number): Path<String>) -> Reply {
    let portal = &visit.site.portal;
    match portal.directory.find_by_number(&number, visit.ctx.today()) {
        Some(commune) => Ok(see_other(&format!("{}/", portal.base_url(&commune)))),
        None => Err(visit.refuse(app::Error::NotFound)),
    }
}
