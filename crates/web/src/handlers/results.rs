//! Search results: what was typed stays, kinds to choose from, twenty hits a page, and whether they were the right ones.

use super::finding::tile;
use crate::pages::{Filter, Hit, HitKind, Results, SearchThanks};
use crate::parts::{Link, Pager, Section};
use crate::server::{Failure, Posted, Reply, Visit, page, percent, see_other};
use crate::show;
use app::finding::{self, Kind, Listing, Target, Wish};
use app::searches;
use axum::extract::Query;
use serde::Deserialize;

/// Where what somebody says of an answer goes.
const THANKS: &str = "/suche/danke";

/// Kinds with their words in addresses and the keys of their names.
const KINDS: [(Kind, &str, &str); 5] = [
    (Kind::Service, "leistungen", "kind-services"),
    (Kind::LifeSituation, "lebenslagen", "kind-situations"),
    (Kind::Office, "behoerden", "kind-offices"),
    (Kind::Person, "personen", "kind-persons"),
    (Kind::Document, "dokumente", "kind-documents"),
];

/// What was typed into the search box, and which part of the answer is wanted.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    q: String,
    art: Option<String>,
    online: Option<String>,
    seite: Option<String>,
}

impl Typed {
    /// Whatever stands in the address: a part that is not understood is not wished for.
    fn wish(&self) -> Wish {
        let known = |word: &str| KINDS.iter().find(|(_, own, _)| *own == word).map(|(kind, ..)| *kind);
        Wish {
            kind: self.art.as_deref().and_then(known),
            online: self.online.is_some(),
            page: self.seite.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
        }
    }
}

/// The address of a part of the answer.
fn address(typed: &str, wish: &Wish) -> String {
    let kind = KINDS.iter().find(|(kind, ..)| wish.kind == Some(*kind));
    let kind = kind.map(|(_, word, _)| format!("&art={word}")).unwrap_or_default();
    let online = if wish.online { "&online=1" } else { "" };
    let page = if wish.page > 1 { format!("&seite={}", wish.page) } else { String::new() };
    format!("/suche?q={}{kind}{online}{page}", percent(typed))
}

/// A page of search results.
pub async fn results(visit: Visit, Query(typed): Query<Typed>) -> Reply {
    let frame = visit.frame(Section::Other).await?;
    let (portal, wish) = (&visit.site.portal, typed.wish());
    let listing = finding::look_up(portal, &visit.ctx, &typed.q, &wish);
    // Turning pages and choosing a kind is no new search.
    if wish == (Wish { page: 1, ..Wish::default() }) {
        searches::record(portal, &visit.ctx, &typed.q, !listing.only_near);
    }
    let hits: Vec<Hit> = listing.hits.iter().filter_map(|hit| shown(&visit, &hit.target)).collect();
    let (hits, nearest) = if listing.only_near {
        (Vec::new(), hits.into_iter().map(|hit| Link::new(hit.title, hit.href)).collect())
    } else {
        (hits, Vec::new())
    };
    let query: String = typed.q.chars().take(300).collect();
    page(&Results {
        place: visit.authority().name.clone(),
        total: listing.total as u64,
        all: listing.all as u64,
        hits,
        nearest,
        kinds: kinds(&visit, &query, &wish, &listing),
        online: online(&visit, &query, &wish, &listing),
        everything: address(&query, &Wish::default()),
        office: show::office::to_ask(&visit),
        pager: pager(&query, &wish, &listing),
        judge_action: THANKS,
        query,
        frame,
    })
}

/// The kinds to choose from, all of them first; none where there is nothing to choose.
fn kinds(visit: &Visit, typed: &str, wish: &Wish, listing: &Listing) -> Vec<Filter> {
    if listing.kinds.len() < 2 && wish.kind.is_none() {
        return Vec::new();
    }
    let words = visit.texts();
    let filter = |kind: Option<Kind>, key: &str, count: usize| Filter {
        name: words.say(key).into_owned(),
        href: address(typed, &Wish { kind, page: 1, ..*wish }),
        count: count as u64,
        current: wish.kind == kind,
    };
    let all: usize = listing.kinds.iter().map(|(_, count)| count).sum();
    let named = listing.kinds.iter().filter_map(|(kind, count)| {
        let (_, _, key) = KINDS.iter().find(|(known, ..)| known == kind)?;
        Some(filter(Some(*kind), key, *count))
    });
    std::iter::once(filter(None, "kind-all", all)).chain(named).collect()
}

/// The way to what goes online alone, or back to everything; none where it makes no difference.
fn online(visit: &Visit, typed: &str, wish: &Wish, listing: &Listing) -> Option<Filter> {
    let makes_a_difference = wish.online || (listing.online > 0 && listing.online < listing.total);
    makes_a_difference.then(|| Filter {
        name: visit.texts().say("results-online").into_owned(),
        href: address(typed, &Wish { online: !wish.online, page: 1, ..*wish }),
        count: listing.online as u64,
        current: wish.online,
    })
}

fn pager(typed: &str, wish: &Wish, listing: &Listing) -> Pager {
    let at = |page: usize| address(typed, &Wish { page, ..*wish });
    Pager {
        page: u32::try_from(listing.page).unwrap_or(1),
        pages: u32::try_from(listing.pages).unwrap_or(1),
        previous: (listing.page > 1).then(|| at(listing.page - 1)),
        next: (listing.page < listing.pages).then(|| at(listing.page + 1)),
    }
}

/// Counts whether somebody found what she looked for.
pub async fn judge(posted: Posted) -> Reply {
    // A form with a session carries its token. Without one there is nobody to protect: that it comes from this site is
    // checked, and all that changes is a count.
    if posted.visit.session.is_some() && !posted.is_ours {
        return Err(Failure::Foreign(Box::new(posted.visit)));
    }
    let typed = posted.find("q").unwrap_or_default().to_owned();
    let (said, is_useful) = match posted.find("gefunden") {
        Some("ja") => ("ja", true),
        Some("nein") => ("nein", false),
        _ => return Ok(see_other(&address(&typed, &Wish::default()))),
    };
    searches::judge(&posted.visit.site.portal, &posted.visit.ctx, &typed, is_useful);
    let typed: String = typed.chars().take(300).collect();
    Ok(see_other(&format!("{THANKS}?q={}&gefunden={said}", percent(&typed))))
}

/// What was said of which search.
#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    q: String,
    gefunden: Option<String>,
}

/// Thanks, and whom to ask.
pub async fn thanks(visit: Visit, Query(said): Query<Said>) -> Reply {
    let mut frame = visit.frame(Section::Other).await?;
    let typed: String = said.q.chars().take(300).collect();
    frame.back = visit.back_to("results-title", address(&typed, &Wish::default()));
    page(&SearchThanks {
        is_useful: said.gefunden.as_deref() != Some("nein"),
        office: show::office::to_ask(&visit),
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
            let own = portal.finder().find_entry(authority, key)?;
            let entry = show::service::own_entry(visit, &own);
            Some(Hit {
                kind: HitKind::Service,
                title: entry.title,
                href: entry.href,
                line: entry.line,
                authority: portal.directory.find(authority)?.full_name(lang),
                online: entry.online,
                offline: None,
            })
        }
        Target::Document(authority, key, at) => {
            let own = portal.finder().find_entry(authority, key)?;
            let (_, document, url) = own.files().find(|(known, ..)| known == at)?;
            let base = lang.base().code();
            let title = document.title.in_language(base).or_else(|| document.title.find("de"))?;
            Some(Hit {
                kind: HitKind::Document,
                title: title.to_owned(),
                href: url.to_owned(),
                line: own.title(lang).0,
                authority: portal.directory.find(authority)?.full_name(lang),
                online: false,
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
