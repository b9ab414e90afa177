//! The history of what an authority says about a service: every published version, what changed in it, and a way back.

use super::allow;
use super::drafting::draft_of;
use super::part::Part;
use super::specialisation::{Online, Specialisation};
use crate::error::Error;
use crate::portal::Portal;
use domain::{Action, Ctx, Lang};
use jiff::Timestamp;
use store::Scope;
use store::specialisations::{self as table, Version};

/// So many versions are listed.
const LISTED: i64 = 50;

/// Something that differs between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A text: language, part, before, after; empty for nothing of its own.
    Words(Lang, Part, String, String),
    /// How it can be done online: before, after.
    Online(Online, Online),
    /// Whether the authority has the service: before, after.
    Offered(bool, bool),
    /// From when to when it holds.
    Dates,
    /// Office, life situations, whether others may take it over.
    OwnService,
}

/// A version with what it changed.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionEntry {
    /// Counted from 1.
    pub number: i64,
    /// When it was published.
    pub at: Timestamp,
    /// Who wrote it.
    pub writer: String,
    /// Who published it.
    pub publisher: String,
    /// The authority took back what it had said.
    pub is_taken_back: bool,
    /// What changed from the version before.
    pub differences: Vec<Difference>,
}

/// The versions of a service, newest first.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors, and where nothing was ever published.
pub async fn list_versions(portal: &Portal, ctx: &Ctx, service: &str) -> Result<Vec<VersionEntry>, Error> {
    allow(ctx, Action::ViewWorkshop)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    // One more than is shown, so that the last one shown can be compared.
    let mut versions: Vec<Version<Specialisation>> = table::list_versions(&mut tx, service, LISTED + 1).await?;
    drop(tx);
    if versions.is_empty() {
        return Err(Error::NotFound);
    }
    let nothing = Specialisation::default();
    let before: Vec<Specialisation> =
        versions.iter().skip(1).map(|version| version.doc.clone().unwrap_or_default()).collect();
    versions.truncate(usize::try_from(LISTED).unwrap_or(usize::MAX));
    let entries = versions.into_iter().enumerate().map(|(at, version)| VersionEntry {
        differences: differences(before.get(at).unwrap_or(&nothing), version.doc.as_ref().unwrap_or(&nothing)),
        number: version.number,
        at: version.at,
        writer: version.writer,
        publisher: version.publisher,
        is_taken_back: version.doc.is_none(),
    });
    Ok(entries.collect())
}

/// What differs, texts in the order of the page.
fn differences(before: &Specialisation, after: &Specialisation) -> Vec<Difference> {
    let mut found = Vec::new();
    for lang in Lang::OFFERED {
        for part in Part::ALL {
            let (old, new) = (before.word(lang, part), after.word(lang, part));
            if old != new {
                found.push(Difference::Words(lang, part, old.to_owned(), new.to_owned()));
            }
        }
    }
    if before.online != after.online {
        found.push(Difference::Online(before.online.clone(), after.online.clone()));
    }
    if before.withheld != after.withheld {
        found.push(Difference::Offered(!before.withheld, !after.withheld));
    }
    if (before.from, before.until) != (after.from, after.until) {
        found.push(Difference::Dates);
    }
    if before.own != after.own {
        found.push(Difference::OwnService);
    }
    found
}

/// Makes an older version the draft; nothing is published by that.
///
/// # Errors
/// [`Error::NotFound`] where there is no such version, [`Error::Conflict`] when a draft is being written.
pub async fn restore(portal: &Portal, ctx: &Ctx, service: &str, number: i64) -> Result<(), Error> {
    allow(ctx, Action::DraftServices)?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let version: Option<Version<Specialisation>> = table::find_version(&mut tx, service, number).await?;
    let doc = version.ok_or(Error::NotFound)?.doc.unwrap_or_default();
    if !table::save_draft(&mut tx, &draft_of(ctx, service, doc, None), None).await? {
        return Err(Error::Conflict);
    }
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_named() {
        let mut after = Specialisation { withheld: true, ..Specialisation::default() };
        after.say(Lang::De, Part::Title, "Hund melden".to_owned());
        let found = differences(&Specialisation::default(), &after);
        let words = Difference::Words(Lang::De, Part::Title, String::new(), "Hund melden".to_owned());
        assert_eq!(found, [words, Difference::Offered(true, false)]);
        assert_eq!(differences(&after, &after), []);
    }
}
