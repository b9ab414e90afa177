//! Counting in memory: an answer never waits for the database; what was counted is written in one statement every few
//! seconds, and given back when that fails.

use super::wording::kept_words;
use crate::error::Error;
use domain::{Actor, Ctx};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Mutex, MutexGuard, PoisonError};
use store::searches::{self, Count};
use store::{Db, Scope};

/// So many different queries wait at most; further ones are dropped until they are written.
const MOST_WAITING: usize = 2_000;
/// So many different queries a node keeps in words a day; further ones are counted without their words.
const MOST_WORDED: usize = 20_000;

/// What this node counted and has not written yet.
#[derive(Default)]
pub struct Tally(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    counts: BTreeMap<Key, Counts>,
    dropped: u64,
    /// Rows with words that were written, and on which day.
    worded: (Date, usize),
}

/// In the order of the table's key, so that nodes that write at once wait for each other and never in a circle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    authority: String,
    day: Date,
    language: &'static str,
    query: String,
    federation: String,
}

/// What is added to a query.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) asked: i64,
    pub(super) missed: i64,
    pub(super) useful: i64,
    pub(super) useless: i64,
}

impl Counts {
    fn add(&mut self, more: Counts) {
        self.asked += more.asked;
        self.missed += more.missed;
        self.useful += more.useful;
        self.useless += more.useless;
    }
}

impl Tally {
    /// Counts what somebody typed. Staff who try words out are not counted.
    pub(super) fn note(&self, ctx: &Ctx, typed: &str, counts: Counts) {
        if matches!(ctx.actor, Actor::Staff(_)) {
            return;
        }
        let Some(query) = kept_words(typed) else { return };
        let key = Key {
            authority: ctx.authority.key.clone(),
            day: ctx.today(),
            language: ctx.lang.base().code(),
            query,
            federation: ctx.authority.federation.clone(),
        };
        self.lock().add(key, counts);
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what waits; gives the number of queries.
    ///
    /// # Errors
    /// When the store fails; then everything waits on.
    pub(crate) async fn write(&self, db: &Db) -> Result<usize, Error> {
        let (counts, dropped) = {
            let mut waiting = self.lock();
            (std::mem::take(&mut waiting.counts), std::mem::take(&mut waiting.dropped))
        };
        if dropped > 0 {
            tracing::warn!(dropped, "more searches than can be counted: some are missing in the figures");
        }
        if counts.is_empty() {
            return Ok(0);
        }
        let rows: Vec<Count> = counts.iter().map(|(key, counts)| row(key, *counts)).collect();
        match keep(db, &rows).await {
            Ok(()) => {
                self.lock().count_words(&counts);
                Ok(rows.len())
            }
            Err(fault) => {
                let mut waiting = self.lock();
                counts.into_iter().for_each(|(key, counts)| waiting.add(key, counts));
                Err(fault)
            }
        }
    }
}

impl Waiting {
    fn add(&mut self, mut key: Key, counts: Counts) {
        if self.worded.0 == key.day && self.worded.1 >= MOST_WORDED {
            key.query.clear();
        }
        let is_full = self.counts.len() >= MOST_WAITING;
        match self.counts.entry(key) {
            Entry::Occupied(mut known) => known.get_mut().add(counts),
            Entry::Vacant(_) if is_full => self.dropped += 1,
            Entry::Vacant(new) => {
                new.insert(counts);
            }
        }
    }

    fn count_words(&mut self, written: &BTreeMap<Key, Counts>) {
        for key in written.keys().filter(|key| !key.query.is_empty()) {
            if self.worded.0 != key.day {
                self.worded = (key.day, 0);
            }
            self.worded.1 += 1;
        }
    }
}

fn row(key: &Key, counts: Counts) -> Count {
    Count {
        authority: key.authority.clone(),
        federation: key.federation.clone(),
        day: key.day,
        language: key.language.to_owned(),
        query: key.query.clone(),
        asked: counts.asked,
        missed: counts.missed,
        useful: counts.useful,
        useless: counts.useless,
    }
}

async fn keep(db: &Db, rows: &[Count]) -> Result<(), Error> {
    let mut tx = db.write(Scope::installation()).await?;
    searches::add(&mut tx, rows).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: usize) -> Key {
        Key {
            authority: "aarau".into(),
            day: Date::constant(2026, 3, 2),
            language: "de",
            query: format!("wort {number}"),
            federation: "aargau".into(),
        }
    }

    #[test]
    fn the_map_is_bounded_and_known_queries_count_on() {
        let mut waiting = Waiting::default();
        let once = Counts { asked: 1, ..Counts::default() };
        for number in 0..MOST_WAITING + 5 {
            waiting.add(key(number), once);
        }
        waiting.add(key(0), once);
        assert_eq!((waiting.counts.len(), waiting.dropped), (MOST_WAITING, 5));
        assert_eq!(waiting.counts.get(&key(0)).map(|counts| counts.asked), Some(2));
    }

    #[test]
    fn after_too_many_different_ones_a_day_words_are_no_longer_kept() {
        let mut waiting = Waiting { worded: (key(0).day, MOST_WORDED), ..Waiting::default() };
        waiting.add(key(1), Counts { asked: 1, ..Counts::default() });
        assert!(waiting.counts.keys().all(|key| key.query.is_empty()));
        let tomorrow = Key { day: Date::constant(2026, 3, 3), ..key(2) };
        waiting.add(tomorrow.clone(), Counts::default());
        assert!(waiting.counts.contains_key(&tomorrow));
    }
}
