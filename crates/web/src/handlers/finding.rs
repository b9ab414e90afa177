//! Start, search, A to Z, life situations.

use crate::pages::{
    AToZ, Federation, Hit, HitKind, LetterEntries, LifeSituation, LifeSituations, Results, ServiceGroup, Start, Tile,
    Waiting,
};
use crate::parts::{Link, Pager, Section};
use crate::server::{Reply, Visit, page};
use crate::show;
use app::finding::{self, Situation, Target};
use axum::extract::{Path, Query};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The start page; above the communes it leads to every commune.
pub async fn start(visit: Visit) -> Reply {
    let frame = visit.frame(Section::Start).await?;
    let services = finding::list_services(&visit.site.portal, visit.authority(), visit.ctx.lang);
    let wanted: Vec<Link> = services
        .iter()
        .take(8)
        .map(|package| {
            Link::new(package.title(visit.ctx.lang, visit.authority().country), format!("/leistungen/{}", package.key))
        })
        .collect();
    if visit.authority().kind.is_lead() {
        let districts = show::place::districts(&visit, "/");
        let communes = districts.iter().map(|d| d.communes.len() as u64).sum();
        return page(&Federation { frame, communes, districts, wanted });
    }
    let waiting = if visit.ctx.actor.person().is_some() { waiting(&visit).await? } else { Vec::new() };
    page(&Start {
        place: visit.authority().name.clone(),
        waiting,
        wanted,
        situations: tiles(&visit),
        office: show::office::to_ask(&visit),
        frame,
    })
}

async fn waiting(visit: &Visit) -> Result<Vec<Waiting>, crate::server::Failure> {
    let inbox = app::inbox::open(&visit.site.portal, &visit.ctx).await.map_err(crate::server::Failure::Plain)?;
    let cases = inbox.cases.iter().filter_map(|case| {
        let state = show::case::state(case);
        let request = inbox.requests.iter().find(|task| task.case == case.id);
        let mine = request.is_some() || case.state == domain::CaseState::AwaitingPayment;
        mine.then(|| Waiting {
            title: show::case::title(visit, &case.service),
            href: format!("/vorgang/{}", case.id),
            state,
            due: request.and_then(|task| task.due).map(|due| show::day(visit, due)),
        })
    });
    Ok(cases.collect())
}

fn tile(visit: &Visit, situation: &Situation) -> Tile {
    Tile {
        icon: situation.icon.clone(),
        name: situation.title.get(visit.ctx.lang).to_owned(),
        line: situation.line.get(visit.ctx.lang).to_owned(),
        href: format!("/lebenslagen/{}", situation.key),
    }
}

fn tiles(visit: &Visit) -> Vec<Tile> {
    visit.site.portal.finder().situations.iter().map(|situation| tile(visit, situation)).collect()
}

/// What was typed into the search box.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    q: String,
}

/// Search results.
pub async fn results(visit: Visit, Query(typed): Query<Typed>) -> Reply {
    let frame = visit.frame(Section::Other).await?;
    let found = finding::search(&visit.site.portal, &visit.ctx, &typed.q, 20);
    let hits: Vec<Hit> = found.hits.iter().filter_map(|hit| shown(&visit, &hit.target)).collect();
    let (hits, nearest) = if found.only_near {
        (Vec::new(), hits.into_iter().map(|hit| Link::new(hit.title, hit.href)).collect())
    } else {
        (hits, Vec::new())
    };
    page(&Results {
        query: typed.q.chars().take(300).collect(),
        place: visit.authority().name.clone(),
        total: hits.len() as u64,
        hits,
        nearest,
        office: show::office::to_ask(&visit),
        pager: Pager { page: 1, pages: 1, previous: None, next: None },
        frame,
    })
}

/// A hit as a reader sees it.
pub(super) fn shown(visit: &Visit, target: &Target) -> Option<Hit> {
    let (portal, lang, country) = (&visit.site.portal, visit.ctx.lang, visit.authority().country);
    match target {
        Target::Service(key) => {
            let package = portal.service_at(visit.authority(), key)?;
            let entry = show::service::entry(visit, &package);
            let authority = match finding::in_charge(portal, &package, visit.authority()) {
                finding::InCharge::Authority(authority) => authority.full_name(lang),
                _ => String::new(),
            };
            Some(Hit {
                kind: HitKind::Service,
                title: entry.title,
                href: entry.href,
                line: entry.line,
                authority,
                online: entry.online,
                offline: show::service::offline(visit, &package),
            })
        }
        Target::Entry(authority, key) => {
            let entry = portal.finder().find_entry(authority, key)?;
            Some(Hit {
                kind: HitKind::Service,
                title: entry.title(lang).0,
                href: format!("/leistungen/{key}"),
                line: entry.summary(lang).map(|(text, _)| text).unwrap_or_default(),
                authority: portal.directory.find(authority)?.full_name(lang),
                online: entry.online.is_some(),
                offline: None,
            })
        }
        Target::Situation(key) => {
            let finder = portal.finder();
            let situation = finder.situations.iter().find(|s| s.key == *key)?;
            let tile = tile(visit, situation);
            let title = country.spell(&tile.name).into_owned();
            Some(Hit {
                kind: HitKind::Situation,
                title,
                href: tile.href,
                line: tile.line,
                authority: String::new(),
                online: false,
                offline: None,
            })
        }
        Target::Authority(key) => {
            let authority = portal.directory.find(key)?;
            Some(Hit {
                kind: HitKind::Office,
                title: authority.full_name(lang),
                href: format!("{}/", portal.base_url(&authority)),
                line: show::place::within(visit, &authority),
                authority: String::new(),
                online: false,
                offline: None,
            })
        }
        Target::Office(authority, key) => {
            let office = portal.directory.offices_of(authority).iter().find(|o| o.key == *key)?;
            Some(Hit {
                kind: HitKind::Office,
                title: office.name.get(lang).to_owned(),
                href: format!("/behoerden/{key}"),
                line: office.address.join(", "),
                authority: portal.directory.find(authority)?.full_name(lang),
                online: false,
                offline: None,
            })
        }
        Target::Person(authority, key, at) => {
            let office = portal.directory.offices_of(authority).iter().find(|o| o.key == *key)?;
            let person = office.staff.get(*at)?;
            Some(Hit {
                kind: HitKind::Person,
                title: person.name.clone(),
                href: format!("/behoerden/{key}"),
                line: format!("{}, {}", person.function.get(lang), office.name.get(lang)),
                authority: portal.directory.find(authority)?.full_name(lang),
                online: false,
                offline: None,
            })
        }
    }
}

/// Every service by its first letter.
pub async fn a_to_z(visit: Visit) -> Reply {
    let frame = visit.frame(Section::Services).await?;
    let mut letters: BTreeMap<char, Vec<(String, Link)>> = BTreeMap::new();
    for package in finding::list_services(&visit.site.portal, visit.authority(), visit.ctx.lang) {
        let title = package.title(visit.ctx.lang, visit.authority().country);
        let folded = domain::place::fold(&title);
        let letter = folded.chars().next().unwrap_or('#').to_ascii_uppercase();
        letters.entry(letter).or_default().push((folded, Link::new(title, format!("/leistungen/{}", package.key))));
    }
    let letters = letters
        .into_iter()
        .map(|(letter, mut entries)| {
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            LetterEntries { letter, entries: entries.into_iter().map(|(_, link)| link).collect() }
        })
        .collect();
    page(&AToZ { place: visit.authority().name.clone(), letters, frame })
}

/// All life situations.
pub async fn situations(visit: Visit) -> Reply {
    let frame = visit.frame(Section::Situations).await?;
    page(&LifeSituations { situations: tiles(&visit), frame })
}

/// One life situation.
pub async fn situation(visit: Visit, Path(key): Path<String>) -> Reply {
    let mut frame = visit.frame(Section::Situations).await?;
    frame.back = visit.back_to("situations-title", "/lebenslagen");
    let finder = visit.site.portal.finder();
    let Some(situation) = finder.situations.iter().find(|s| s.key == key) else {
        return Err(visit.refuse(app::Error::NotFound));
    };
    let services = finding::list_services(&visit.site.portal, visit.authority(), visit.ctx.lang)
        .iter()
        .filter(|package| package.descriptor.life_situations.contains(&key))
        .map(|package| show::service::entry(&visit, package))
        .collect();
    page(&LifeSituation {
        name: situation.title.get(visit.ctx.lang).to_owned(),
        lead: situation.line.get(visit.ctx.lang).to_owned(),
        groups: vec![ServiceGroup { name: String::new(), services }],
        frame,
    })
}
