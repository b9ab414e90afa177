//! The answer as a reader walks through it: by kind with counts, only what goes online, twenty at a time.

use super::finder::{Hit, Target, search};
use super::{InCharge, in_charge, is_online, online_elsewhere};
use crate::packages::Package;
use crate::portal::Portal;
use ::search::Kind;
use domain::{Authority, Ctx};
use std::sync::Arc;

/// Hits a page.
pub const PAGE: usize = 20;
/// More hits than these nobody reads.
const MOST: usize = 200;
/// The kinds that readers tell apart, in the order in which they are offered.
const KINDS: [Kind; 5] = [Kind::Service, Kind::LifeSituation, Kind::Office, Kind::Person, Kind::Document];

/// What of the answer a reader wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wish {
    /// Only this kind; authorities are offices for a reader.
    pub kind: Option<Kind>,
    /// Only what can be done online.
    pub online: bool,
    /// Counted from 1.
    pub page: usize,
}

/// A page of an answer, and what there is beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// This page of hits, best first; where nothing was hit, the nearest.
    pub hits: Vec<Hit>,
    /// Nothing was hit, and these are only the nearest.
    pub only_near: bool,
    /// How many hits there are in all, whatever was wished for.
    pub all: usize,
    /// How many of them are as wished.
    pub total: usize,
    /// The kinds there are, with how many hits each has beside the other wish.
    pub kinds: Vec<(Kind, usize)>,
    /// How many hits of the wished kind can be done online.
    pub online: usize,
    /// This page, from 1 to [`Listing::pages`].
    pub page: usize,
    /// How many pages there are, at least 1.
    pub pages: usize,
}

/// Answers what somebody typed, a page of it.
pub fn look_up(portal: &Portal, ctx: &Ctx, typed: &str, wish: &Wish) -> Listing {
    let found = search(portal, ctx, typed, &[], MOST);
    if found.only_near {
        let hits = found.hits.into_iter().take(PAGE).collect();
        return Listing { hits, only_near: true, all: 0, total: 0, kinds: Vec::new(), online: 0, page: 1, pages: 1 };
    }
    let marked: Vec<(Hit, Kind, bool)> = found
        .hits
        .into_iter()
        .map(|hit| {
            let (kind, online) = (kind_of(&hit.target), goes_online(portal, ctx, &hit.target));
            (hit, kind, online)
        })
        .collect();
    let count = |wanted: Kind| {
        let mine = marked.iter().filter(|(_, kind, online)| *kind == wanted && (*online || !wish.online));
        (wanted, mine.count())
    };
    let kinds = KINDS.map(count).into_iter().filter(|(kind, count)| *count > 0 || wish.kind == Some(*kind)).collect();
    let fits = |kind: Kind| wish.kind.is_none_or(|wanted| wanted == kind);
    let online = marked.iter().filter(|(_, kind, online)| *online && fits(*kind)).count();
    let all = marked.len();
    let wished = marked.into_iter().filter(|(_, kind, online)| fits(*kind) && (*online || !wish.online));
    let wished: Vec<Hit> = wished.map(|(hit, _, _)| hit).collect();
    let total = wished.len();
    let pages = total.div_ceil(PAGE).max(1);
    let page = wish.page.clamp(1, pages);
    let hits = wished.into_iter().skip((page - 1) * PAGE).take(PAGE).collect();
    Listing { hits, only_near: false, all, total, kinds, online, page, pages }
}

/// What a target is for a reader.
fn kind_of(target: &Target) -> Kind {
    match target {
        Target::Service(_) | Target::Entry(..) => Kind::Service,
        Target::Situation(_) => Kind::LifeSituation,
        Target::Authority(_) | Target::Office(..) => Kind::Office,
        Target::Person(..) => Kind::Person,
        Target::Document(..) => Kind::Document,
    }
}

fn goes_online(portal: &Portal, ctx: &Ctx, target: &Target) -> bool {
    match target {
        Target::Service(key) => {
            let package = portal.service_at(&ctx.authority, key);
            package.is_some_and(|package| is_online_for(portal, &package, &ctx.authority))
        }
        Target::Entry(authority, key) => {
            portal.finder().find_entry(authority, key).is_some_and(|entry| entry.online.is_some())
        }
        Target::Situation(_)
        | Target::Authority(_)
        | Target::Office(..)
        | Target::Person(..)
        | Target::Document(..) => false,
    }
}

/// Whether somebody at this place can do it online, at whichever authority is in charge.
pub fn is_online_for(portal: &Portal, package: &Package, place: &Arc<Authority>) -> bool {
    match in_charge(portal, package, place) {
        InCharge::Authority(authority) => {
            is_online(package, &authority) || online_elsewhere(package, &authority).is_some()
        }
        InCharge::AskPlace => package.form.is_some(),
        InCharge::Nobody => false,
    }
}
