//! Taking a catalogue in: what changed is written, what is broken is refused record by record, the rest goes in.

use crate::error::Error;
use ::catalogue::{Change, Defaults, Extent, Fault, Finding, Imported, Kind, Record, RecordId, Verdict};
use domain::{Actor, Ctx};
use jiff::civil::Date;
use std::collections::HashMap;
use store::catalogue::Key;
use store::changes::Changing;
use store::{Db, Scope, catalogue as records, changes as counts};

/// What came of an import.
#[derive(Debug)]
pub struct Report {
    /// A line for each record: new, changed, unchanged, gone, refused.
    pub changes: Vec<Change>,
    /// What the file holds and this program does not know.
    pub ignored: Vec<::catalogue::Ignored>,
}

/// Reads a file of any known form and takes it in; everything or nothing of what is good is written.
///
/// # Errors
/// A sentence with its line when the file cannot be read as a whole; when the store fails.
pub async fn import(
    db: &Db,
    ctx: &Ctx,
    bytes: &[u8],
    language: &str,
    extent: Extent,
) -> Result<Result<Report, Fault>, Error> {
    let defaults = Defaults { agency: ctx.authority.key.clone(), language: language.to_owned() };
    let imported = match ::catalogue::read(bytes, &defaults) {
        Ok(imported) => imported,
        Err(fault) => return Ok(Err(fault)),
    };
    let mut tx = db.write(Scope::of(ctx)).await?;
    let old: Vec<Record> = records::list(&mut tx).await?;
    let changes = ::catalogue::diff(&old, &imported, extent);
    let actor = match &ctx.actor {
        Actor::Staff(staff) => staff.name.clone(),
        _ => "portal".to_owned(),
    };
    let now = ctx.now();
    let found: HashMap<(Kind, &RecordId), &Record> =
        imported.records.iter().map(|located| (place(&located.record), &located.record)).collect();
    let known: HashMap<(Kind, &RecordId), &Record> = old.iter().map(|record| (place(record), record)).collect();
    for change in &changes {
        let (Some(kind), Some(id)) = (change.kind, change.id.as_ref()) else { continue };
        match change.verdict {
            Verdict::New | Verdict::Changed { .. } => {
                if let Some(record) = found.get(&(kind, id)) {
                    records::save(&mut tx, &key(record), &record.hash(), record, &actor, now).await?;
                }
            }
            Verdict::Gone => {
                if let Some(record) = known.get(&(kind, id)) {
                    records::remove(&mut tx, &key(record), &actor, now).await?;
                }
            }
            Verdict::Unchanged | Verdict::Refused { .. } => {}
        }
    }
    if changes.iter().any(|change| !matches!(change.verdict, Verdict::Unchanged | Verdict::Refused { .. })) {
        counts::note(&mut tx, Changing::Catalogue).await?;
    }
    tx.commit().await?;
    Ok(Ok(Report { changes, ignored: imported.ignored }))
}

fn place(record: &Record) -> (Kind, &RecordId) {
    (record.kind(), record.id())
}

fn key(record: &Record) -> Key {
    Key { kind: format!("{:?}", record.kind()).to_lowercase(), id: record.id().to_string() }
}

/// Says what an editor should look at in a file, without taking it in.
///
/// # Errors
/// A sentence with its line when the file cannot be read as a whole.
pub fn check(bytes: &[u8], defaults: &Defaults, today: Date) -> Result<(Imported, Vec<Finding>), Fault> {
    let imported = ::catalogue::read(bytes, defaults)?;
    let found: Vec<Record> = imported.records.iter().map(|found| found.record.clone()).collect();
    let findings = ::catalogue::check(&found, today, &["de"]);
    Ok((imported, findings))
}
