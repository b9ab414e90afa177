//! Start, A to Z, life situations.

use crate::pages::{
    AToZ, Federation, LetterEntries, LifeSituation, LifeSituations, ServiceGroup, Start, Tile, Waiting,
};
use crate::parts::{Link, Section};
use crate::server::{Reply, Visit, page};
use crate::show;
use app::finding::{self, Known, Situation};
use axum::extract::Path;
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

pub(super) fn tile(visit: &Visit, situation: &Situation) -> Tile {
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

/// Every service by its first letter.
pub async fn a_to_z(visit: Visit) -> Reply {
    let frame = visit.frame(Section::Services).await?;
    let mut letters: BTreeMap<char, Vec<(String, Link)>> = BTreeMap::new();
    for known in finding::list_known(&visit.site.portal, visit.authority(), visit.ctx.lang) {
        let entry = show::service::known(&visit, &known);
        let folded = domain::place::fold(&entry.title);
        let letter = folded.chars().next().unwrap_or('#').to_ascii_uppercase();
        letters.entry(letter).or_default().push((folded, Link::new(entry.title, entry.href)));
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
    let belongs = |known: &Known| match known {
        Known::Shared(package) => package.descriptor.life_situations.contains(&key),
        Known::Own(entry) => finding::is_about(entry, situation),
    };
    let services = finding::list_known(&visit.site.portal, visit.authority(), visit.ctx.lang)
        .iter()
        .filter(|known| belongs(known))
        .map(|known| show::service::known(&visit, known))
        .collect();
    page(&LifeSituation {
        name: situation.title.get(visit.ctx.lang).to_owned(),
        lead: situation.line.get(visit.ctx.lang).to_owned(),
        groups: vec![ServiceGroup { name: String::new(), services }],
        frame,
    })
}
