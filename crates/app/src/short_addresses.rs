//! Short addresses that an authority keeps for its posters and its old web addresses: `/hunde` leads to
//! `/leistungen/hund-anmelden`. They answer only where no page does, and lead nowhere but within the same portal.

use crate::authority_settings::authorise;
use crate::error::Error;
use crate::portal::Portal;
use domain::{Authority, Ctx, Directory};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use store::{Db, Scope, authority_settings as table};
use thiserror::Error as Fault;
use url::{Position, Url};

/// The word of this setting in the store.
pub(crate) const KIND: &str = "short-addresses";
/// More of them no poster needs.
pub const MOST: usize = 200;
/// Longer is not short any more; where it leads may be longer.
const LONGEST: usize = 80;
const LONGEST_WAY: usize = 300;
/// Letters besides a to z: those of German, French and Italian.
const MORE_LETTERS: &str = "äöüßàâæçéèêëìîïòôœùûÿ";

/// A short address and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortAddress {
    /// As it stands on the poster: `/hunde`.
    pub from: String,
    /// A path of the same portal, with a query where it needs one, as browsers write it.
    pub to: String,
}

impl ShortAddress {
    /// The paths that it is about, as browsers ask for them: its own, and the page that it leads to.
    pub fn paths(&self) -> [String; 2] {
        let path = |text: &str| within(text).map(|url| url.path().to_owned()).unwrap_or_default();
        [path(&self.from), path(&self.to)]
    }
}

/// Why a line is refused. Each names the line, or what is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq, Fault)]
pub enum ShortFault {
    /// Not a short address and a path.
    #[error("{0:?}: a short address and a path of this portal, for example /hunde /leistungen/hund-anmelden")]
    NoPair(String),
    /// The first part is no short address.
    #[error(
        "{0:?} is no short address: one to three parts, each with a / before it, of small letters, digits and hyphens, \
         at most 80 characters in all"
    )]
    NotShort(String),
    /// A page of the portal has this address.
    #[error("{0:?} is a page of the portal already")]
    Page(String),
    /// It is the way to another authority.
    #[error("{0:?} leads to an authority of the federation already")]
    Place(String),
    /// It leads out of the portal, or is no path.
    #[error(
        "{0:?} is no path of this portal: write what comes after the host name, for example /leistungen/hund-anmelden"
    )]
    Elsewhere(String),
    /// There is no such page.
    #[error("{0:?} is no page of this portal")]
    Nowhere(String),
    /// It stands in the list already.
    #[error("{0:?} stands in the list more than once")]
    Twice(String),
    /// The list is longer than this.
    #[error("more than {0} short addresses: take some away")]
    TooMany(usize),
}

/// Whether the actor may change them.
///
/// # Errors
/// [`Error::NotFound`] for everybody but the authority's designers.
pub fn check_may_change(ctx: &Ctx) -> Result<(), Error> {
    authorise(ctx)
}

/// Those of an authority, in the order of its designers.
pub fn list(portal: &Portal, authority: &Authority) -> Vec<ShortAddress> {
    portal.settings.in_force().short_addresses.get(&authority.key).cloned().unwrap_or_default()
}

/// The list as lines to edit.
pub fn render(list: &[ShortAddress]) -> String {
    list.iter().map(|short| format!("{} {}\n", short.from, short.to)).collect()
}

/// Where a path and query that no page answers lead to at an authority: a path of the same portal with both queries.
pub fn find(portal: &Portal, authority: &Authority, path: &str, query: Option<&str>) -> Option<String> {
    let in_force = portal.settings.in_force();
    let asked = tidy(&decoded(path)?);
    let short = in_force.short_addresses.get(&authority.key)?.iter().find(|short| short.from == asked)?;
    Some(with_query(&short.to, query))
}

/// Where the first part of a path that no page answers is the key of an authority of the same federation: who answers for
/// it today, and the rest of the path.
pub fn find_place<'p>(portal: &Portal, ctx: &Ctx, path: &'p str) -> Option<(std::sync::Arc<Authority>, &'p str)> {
    let (key, rest) = path.strip_prefix('/').map(|path| path.split_at(path.find('/').unwrap_or(path.len())))?;
    let there = portal.directory.find(&key.to_ascii_lowercase())?;
    (there.federation == ctx.authority.federation).then(|| (portal.directory.answering(&there, ctx.today()), rest))
}

/// Reads lines: what is good in them, and a fault for every line that is not. Which of the paths are pages only the routes
/// know: [`check_pages`] comes after it.
pub fn read(lines: &str, directory: &Directory, federation: &str) -> (Vec<ShortAddress>, Vec<ShortFault>) {
    let (mut list, mut faults): (Vec<ShortAddress>, Vec<ShortFault>) = (Vec::new(), Vec::new());
    let mut known = HashSet::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match read_line(line, directory, federation) {
            Err(fault) => faults.push(fault),
            Ok(short) if !known.insert(short.from.clone()) => faults.push(ShortFault::Twice(short.from)),
            Ok(_) if list.len() == MOST => {
                faults.push(ShortFault::TooMany(MOST));
                break;
            }
            Ok(short) => list.push(short),
        }
        // Nobody mends more mistakes than these at once.
        if faults.len() == 50 {
            break;
        }
    }
    (list, faults)
}

fn read_line(line: &str, directory: &Directory, federation: &str) -> Result<ShortAddress, ShortFault> {
    let shown = |text: &str| text.chars().take(LONGEST).collect::<String>();
    let mut parts = line.split_whitespace();
    let (Some(from), Some(to), None) = (parts.next(), parts.next(), parts.next()) else {
        return Err(ShortFault::NoPair(shown(line)));
    };
    let from = tidy(from);
    if !is_short(&from) {
        return Err(ShortFault::NotShort(shown(&from)));
    }
    let first = from.trim_start_matches('/').split('/').next().unwrap_or_default();
    if directory.find(first).is_some_and(|there| there.federation == federation) {
        return Err(ShortFault::Place(from));
    }
    let way = within(to).filter(|_| to.len() <= LONGEST_WAY).ok_or_else(|| ShortFault::Elsewhere(shown(to)))?;
    Ok(ShortAddress { from, to: way[Position::BeforePath..].to_owned() })
}

/// What is wrong with a list when these of its paths are pages: no short address may be one, and each leads to one.
pub fn check_pages(list: &[ShortAddress], pages: &HashSet<String>) -> Vec<ShortFault> {
    let mut faults = Vec::new();
    for short in list {
        let [from, to] = short.paths();
        if pages.contains(&from) {
            faults.push(ShortFault::Page(short.from.clone()));
        }
        if !pages.contains(&to) {
            faults.push(ShortFault::Nowhere(short.to.clone()));
        }
    }
    faults
}

/// Puts a checked list in force. Every node knows it within a second.
///
/// # Errors
/// [`Error::NotFound`] for everybody but the authority's designers; when the store fails.
pub async fn keep(db: &Db, ctx: &Ctx, list: &[ShortAddress]) -> Result<(), Error> {
    authorise(ctx)?;
    let mut tx = db.write(Scope::of(ctx)).await?;
    let actor = crate::process::actor_name(&ctx.actor);
    table::save(&mut tx, KIND, &list, &actor, ctx.now()).await?;
    Ok(tx.commit().await?)
}

/// People type capitals and a stroke at the end.
fn tidy(path: &str) -> String {
    path.trim_end_matches('/').to_lowercase()
}

fn is_short(from: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || MORE_LETTERS.contains(c);
    let part =
        |part: &str| !part.is_empty() && part.chars().all(letter) && !part.starts_with('-') && !part.ends_with('-');
    let Some(path) = from.strip_prefix('/') else { return false };
    from.chars().count() <= LONGEST && path.split('/').count() <= 3 && path.split('/').all(part)
}

/// A path of this portal as a browser understands it at this portal's host; None where it would leave it.
fn within(path: &str) -> Option<Url> {
    let sound = path.starts_with('/') && !path.chars().any(|c| c == '\\' || c.is_control() || c.is_whitespace());
    let here = Url::parse("https://portal.example/").ok().filter(|_| sound)?;
    let there = here.join(path).ok()?;
    // `/.//evil.example` is a path at first and an address of another host once it is written down again.
    let stays = there.origin() == here.origin() && !there.path().starts_with("//") && !path.starts_with("//");
    stays.then_some(there)
}

fn with_query(to: &str, query: Option<&str>) -> String {
    let Some(query) = query.filter(|query| !query.is_empty()) else { return to.to_owned() };
    let (path, place) = to.split_once('#').map_or((to, None), |(path, place)| (path, Some(place)));
    let mark = if path.contains('?') { '&' } else { '?' };
    let place = place.map(|place| format!("#{place}")).unwrap_or_default();
    format!("{path}{mark}{query}{place}")
}

/// A path without its percent signs; None where they do not stand for a text.
fn decoded(path: &str) -> Option<String> {
    let bytes = path.as_bytes();
    let (mut at, mut text) = (0, Vec::with_capacity(bytes.len()));
    while let Some(byte) = bytes.get(at) {
        if *byte == b'%' {
            text.push(u8::from_str_radix(path.get(at + 1..at + 3)?, 16).ok()?);
            at += 3;
        } else {
            text.push(*byte);
            at += 1;
        }
    }
    String::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(line: &str) -> Option<ShortFault> {
        read(line, &Directory::default(), "muster").1.into_iter().next()
    }

    #[test]
    fn lines_are_read_as_people_write_them() {
        let lines = " /Hunde/   /leistungen/hund-anmelden \n\n/für/münz-2 /suche?q=münz\n/a /hilfe#ort\n";
        let (list, faults) = read(lines, &Directory::default(), "muster");
        assert_eq!(faults, []);
        let pairs: Vec<(&str, &str)> = list.iter().map(|short| (short.from.as_str(), short.to.as_str())).collect();
        let wanted =
            [("/hunde", "/leistungen/hund-anmelden"), ("/für/münz-2", "/suche?q=m%C3%BCnz"), ("/a", "/hilfe#ort")];
        assert_eq!(pairs, wanted);
        assert_eq!(list[1].paths(), ["/f%C3%BCr/m%C3%BCnz-2", "/suche"]);
        assert_eq!(read(&render(&list), &Directory::default(), "muster").0, list, "what is written is read again");
    }

    #[test]
    fn what_is_no_short_address_is_refused() {
        for from in
            ["hunde", "/", "//", "/a//b", "/a/b/c/d", "/a.b", "/a_b", "/-a", "/a-", "/a?b", "/a%20b", "/..", "/日本"]
        {
            assert!(matches!(fault(&format!("{from} /hilfe")), Some(ShortFault::NotShort(_))), "{from}");
        }
        assert!(matches!(fault(&format!("/{} /hilfe", "a".repeat(80))), Some(ShortFault::NotShort(_))));
        assert!(matches!(fault("/hunde"), Some(ShortFault::NoPair(_))));
        assert!(matches!(fault("/hunde /hilfe /mehr"), Some(ShortFault::NoPair(_))));
        assert!(matches!(fault("/a /hilfe\n/A/ /suche"), Some(ShortFault::Twice(_))));
        let many: String = (0..=MOST).map(|n| format!("/a{n} /hilfe\n")).collect();
        assert_eq!(fault(&many), Some(ShortFault::TooMany(MOST)));
    }

    #[test]
    fn nothing_leads_out_of_the_portal() {
        for to in [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/.//evil.example",
            "/x/..//evil.example",
            "\\\\evil.example",
            "javascript:alert(1)",
            "hilfe",
            "?q=x",
            "/\u{7f}/evil.example",
        ] {
            assert!(matches!(fault(&format!("/a {to}")), Some(ShortFault::Elsewhere(_))), "{to}");
        }
        assert!(matches!(fault(&format!("/a /{}", "b".repeat(300))), Some(ShortFault::Elsewhere(_))));
    }

    #[test]
    fn a_page_stays_a_page_and_a_way_leads_to_one() {
        let (list, _) = read("/hilfe /suche\n/a /nirgends", &Directory::default(), "muster");
        let pages = HashSet::from(["/hilfe".to_owned(), "/suche".to_owned()]);
        let faults = check_pages(&list, &pages);
        assert_eq!(faults, [ShortFault::Page("/hilfe".into()), ShortFault::Nowhere("/nirgends".into())]);
    }

    #[test]
    fn both_queries_are_kept() {
        for (to, query, whole) in [
            ("/a", None, "/a"),
            ("/a", Some(""), "/a"),
            ("/a", Some("x=1"), "/a?x=1"),
            ("/a?q=b#c", Some("x=1&y"), "/a?q=b&x=1&y#c"),
        ] {
            assert_eq!(with_query(to, query), whole);
        }
        assert_eq!(decoded("/M%C3%bcnz").as_deref(), Some("/Münz"));
        assert_eq!(decoded("/%ff"), None);
        assert_eq!(decoded("/%"), None);
    }
}
