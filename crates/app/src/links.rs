//! Web addresses that an authority names, and whether they still lead somewhere: looked at once a week, a few at a time.

use crate::catalogue::{Entry, is_address};
use crate::error::{Error, authorise};
use crate::portal::Portal;
use crate::specialisations::Part;
use connectors::{Egress, Fault};
use domain::{Action, Actor, Authority, Ctx, Lang, Resource};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::links::{self as table, LinkCheck};
use store::{Db, Scope};

/// An address is looked at again after so long.
const AGAIN: SignedDuration = SignedDuration::from_hours(7 * 24);
/// What nobody names any more is forgotten after so long.
const FORGET: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Addresses of one round, so that nobody is flooded.
const AT_ONCE: usize = 30;

/// What a look said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The site says that there is no such page.
    Gone,
    /// The site did not answer.
    Silent,
    /// The settings do not let the portal look there.
    Barred,
    /// Nobody looked yet.
    Unseen,
    /// It leads somewhere.
    Fine,
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Outcome::Gone => "gone",
            Outcome::Silent => "silent",
            Outcome::Barred => "barred",
            Outcome::Unseen => "unseen",
            Outcome::Fine => "fine",
        }
    }

    fn from_word(word: &str) -> Outcome {
        let all = [Outcome::Gone, Outcome::Silent, Outcome::Barred, Outcome::Fine];
        all.into_iter().find(|outcome| outcome.word() == word).unwrap_or(Outcome::Unseen)
    }
}

/// An address with the last look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The address.
    pub url: String,
    /// Services that name it: key and title; none for the authority's old counter.
    pub services: Vec<(String, String)>,
    /// What the last look said.
    pub outcome: Outcome,
    /// More about it, such as the status.
    pub detail: String,
    /// Since when it is so.
    pub since: Option<Timestamp>,
}

/// The addresses of the context's authority, broken ones first.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors.
pub async fn list(portal: &Portal, ctx: &Ctx) -> Result<Vec<Named>, Error> {
    let resource = Resource { authority: Some(&ctx.authority.key), ..Resource::default() };
    authorise(ctx, Action::ViewWorkshop, &resource)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let looks = table::list(&mut tx).await?;
    drop(tx);
    let mut newest: HashMap<&str, &LinkCheck> = HashMap::new();
    for look in &looks {
        let known = newest.entry(&look.url).or_insert(look);
        if look.checked > known.checked {
            *known = look;
        }
    }
    let mut named: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (service, url) in addresses(portal, &ctx.authority) {
        let title = title_of(portal, ctx, &service);
        named.entry(url).or_default().extend((!service.is_empty()).then_some((service, title)));
    }
    let mut all: Vec<Named> = named
        .into_iter()
        .map(|(url, services)| {
            let look = newest.get(url.as_str());
            Named {
                outcome: look.map_or(Outcome::Unseen, |look| Outcome::from_word(&look.outcome)),
                detail: look.map(|look| look.detail.clone()).unwrap_or_default(),
                since: look.map(|look| look.since),
                url,
                services,
            }
        })
        .collect();
    all.sort_by(|a, b| (a.outcome, &a.url).cmp(&(b.outcome, &b.url)));
    Ok(all)
}

fn title_of(portal: &Portal, ctx: &Ctx, service: &str) -> String {
    let package = portal.service_at(&ctx.authority, service);
    let title = package.map(|package| package.title(ctx.lang, ctx.authority.country));
    let entry = || portal.finder().find_entry(&ctx.authority.key, service).map(|entry| entry.title(ctx.lang).0);
    title.or_else(entry).unwrap_or_else(|| service.to_owned())
}

/// All addresses that an authority names: the service (empty for itself) and the address.
fn addresses(portal: &Portal, authority: &Authority) -> BTreeSet<(String, String)> {
    let finder = portal.finder();
    let mut found = BTreeSet::new();
    found.extend(authority.old_counter.iter().map(|url| (String::new(), url.clone())));
    for (key, package) in finder.specialised.of(&authority.key) {
        found.extend(package.descriptor.elsewhere.iter().map(|url| (key.clone(), url.clone())));
        for texts in package.texts.values() {
            for part in Part::ALL {
                found.extend(addresses_in(&part.of(texts)).map(|url| (key.clone(), url)));
            }
        }
    }
    for entry in finder.entries_of(&authority.key) {
        found.extend(of_entry(entry).map(|url| (entry.key.clone(), url)));
    }
    found
}

fn of_entry(entry: &Entry) -> impl Iterator<Item = String> {
    let links = entry.service.links.iter().map(|link| link.url.clone());
    let documents = entry.service.documents.iter().filter_map(|document| document.url.clone());
    links.chain(documents).chain(entry.online.clone()).filter(|url| is_address(url))
}

/// Web addresses in running text.
fn addresses_in(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '(' | ')'))
        .filter(|word| is_address(word))
        .map(|word| word.trim_end_matches(['.', ',', ';', ':', '!', '?']).to_owned())
}

/// Looks at what was not looked at for a week; gives how many addresses that were.
///
/// # Errors
/// When the store fails.
pub(crate) async fn sweep(portal: &Portal) -> Result<usize, Error> {
    let now = portal.clock.now();
    let ago = |span| now.checked_sub(span).unwrap_or(Timestamp::MIN);
    let mut tx = portal.db.read(Scope::installation()).await?;
    let fresh: HashSet<(String, String, String)> = table::list_fresh(&mut tx, ago(AGAIN)).await?.into_iter().collect();
    drop(tx);
    let mut seen: BTreeMap<String, (Outcome, String)> = BTreeMap::new();
    for authority in portal.directory.authorities() {
        for (service, url) in addresses(portal, authority) {
            if fresh.contains(&(authority.key.clone(), service.clone(), url.clone())) {
                continue;
            }
            if !seen.contains_key(&url) {
                if seen.len() >= AT_ONCE {
                    continue;
                }
                seen.insert(url.clone(), look(&portal.connectors.links, &url).await);
            }
            let Some((outcome, detail)) = seen.get(&url).cloned() else { continue };
            let ctx = portal.ctx(authority.clone(), Actor::System, Lang::De);
            let outcome = outcome.word().to_owned();
            let check = LinkCheck { service, url, outcome, detail, since: now, checked: now };
            keep(&portal.db, &ctx, &check).await?;
        }
    }
    let mut tx = portal.db.write(Scope::installation()).await?;
    table::sweep(&mut tx, ago(FORGET)).await?;
    tx.commit().await?;
    Ok(seen.len())
}

async fn keep(db: &Db, ctx: &Ctx, check: &LinkCheck) -> Result<(), Error> {
    let mut tx = db.write(Scope::of(ctx)).await?;
    table::save(&mut tx, check).await?;
    Ok(tx.commit().await?)
}

async fn look(door: &Egress, url: &str) -> (Outcome, String) {
    match door.status(url).await {
        // A page that wants a sign-in is there; one that moved is found by browsers.
        Ok(status @ (404 | 410)) => (Outcome::Gone, status.to_string()),
        Ok(status @ 500..=599) => (Outcome::Silent, status.to_string()),
        Ok(_) => (Outcome::Fine, String::new()),
        Err(Fault::Refused(_)) => (Outcome::Barred, String::new()),
        Err(_) => (Outcome::Silent, String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_running_text() {
        let text = "Siehe https://a.example/x?y=1, (http://b.example/) und www.c.example oder ftp://d.example.";
        let found: Vec<String> = addresses_in(text).collect();
        assert_eq!(found, ["https://a.example/x?y=1", "http://b.example/"]);
    }
}
