//! SQLite has one writer at a time. Whoever writes takes a turn, and turns that follow each other closely share one commit,
//! because what a commit costs is the wait for the disk.
//!
//! Who ends a turn queues again, to commit. Those who waited already come first, inside the same transaction, each behind a
//! savepoint; by then they are committed too. So nobody waits for those who came later, and who is alone commits at once.
//! Everybody hears how it went after the commit and never before.

use crate::fault::Fault;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, SqliteConnection};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, oneshot};

/// Longest wait for a turn.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the commit of a turn went.
type Kept = Result<(), Arc<sqlx::Error>>;
/// The desk, until it is closed.
type Place = Arc<Mutex<Option<Desk>>>;

/// The queue for the one connection that writes; cheap to clone.
#[derive(Clone)]
pub(crate) struct Writer(Place);

/// The connection, and what stands open on it.
struct Desk {
    conn: SqliteConnection,
    /// The open transaction.
    group: Option<Group>,
    /// How the last turn came to its end; whoever comes next sees to it first.
    last: Last,
    /// Transactions begun so far.
    begun: u64,
}

/// Turns that are committed together.
struct Group {
    number: u64,
    /// Who ended well and waits to hear of the commit.
    ended: Vec<oneshot::Sender<Kept>>,
}

#[derive(Clone, Copy)]
enum Last {
    Settled,
    /// `rides`: it has a savepoint, because others of its transaction ended before it.
    Ended {
        rides: bool,
    },
    Abandoned {
        rides: bool,
    },
}

/// The right to write, alone. Dropped without [`Turn::commit`], what it did is undone.
pub(crate) struct Turn {
    desk: OwnedMappedMutexGuard<Option<Desk>, Desk>,
    place: Place,
    rides: bool,
    ended: bool,
}

impl Writer {
    /// Opens the connection.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub(crate) async fn open(options: &SqliteConnectOptions) -> Result<Writer, Fault> {
        let conn = options.connect().await?;
        Ok(Writer(Arc::new(Mutex::new(Some(Desk { conn, group: None, last: Last::Settled, begun: 0 })))))
    }

    /// Waits for a turn, first come first served.
    ///
    /// # Errors
    /// When another program holds the database, others hold it for too long, or it is closed.
    pub(crate) async fn take(&self) -> Result<Turn, Fault> {
        let place = Arc::clone(&self.0);
        // A task of its own: whoever asked may go away in the middle, and the desk must know what is open.
        let taken = tokio::spawn(async move {
            let locked = tokio::time::timeout(PATIENCE, Arc::clone(&place).lock_owned()).await;
            let mut desk = locked.ok().ok_or(sqlx::Error::PoolTimedOut).and_then(sit_down)?;
            let rides = desk.begin().await?;
            Ok::<Turn, sqlx::Error>(Turn { desk, place, rides, ended: false })
        });
        Ok(taken.await.map_err(|_| sqlx::Error::WorkerCrashed)??)
    }

    /// Closes the connection after the work under way.
    pub(crate) async fn close(&self) {
        if let Some(mut desk) = self.0.lock().await.take() {
            desk.settle().await;
            desk.commit().await;
            if let Err(fault) = desk.conn.close().await {
                tracing::warn!(error = &fault as &dyn std::error::Error, "the database was not closed cleanly");
            }
        }
    }
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Writer")
    }
}

impl std::fmt::Debug for Turn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Turn").field("rides", &self.rides).finish_non_exhaustive()
    }
}

fn sit_down(place: OwnedMutexGuard<Option<Desk>>) -> Result<OwnedMappedMutexGuard<Option<Desk>, Desk>, sqlx::Error> {
    OwnedMutexGuard::try_map(place, Option::as_mut).map_err(|_| sqlx::Error::PoolClosed)
}

impl Turn {
    /// Ends the turn and waits until what it did is on the disk.
    ///
    /// # Errors
    /// When the database could not commit; then nothing was kept.
    pub(crate) async fn commit(mut self) -> Result<(), Fault> {
        let (tell, told) = oneshot::channel();
        self.ended = true;
        self.desk.last = Last::Ended { rides: self.rides };
        let group = self.desk.group.as_mut().ok_or(sqlx::Error::WorkerCrashed)?;
        group.ended.push(tell);
        if group.ended.len() == 1 {
            // The first queues for all who ride with it.
            self.finish_later();
        }
        drop(self);
        told.await.map_err(|_| sqlx::Error::WorkerCrashed)?.map_err(Fault::NotKept)
    }

    fn finish_later(&self) {
        let (place, number) = (Arc::clone(&self.place), self.desk.begun);
        // Without a runtime the program is at its end, and SQLite undoes what was not committed.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Ok(mut desk) = sit_down(place.lock_owned().await) {
                    desk.finish(number).await;
                }
            });
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.ended {
            self.desk.last = Last::Abandoned { rides: self.rides };
            self.finish_later();
        }
    }
}

impl Deref for Turn {
    type Target = SqliteConnection;
    fn deref(&self) -> &SqliteConnection {
        &self.desk.conn
    }
}

impl DerefMut for Turn {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.desk.conn
    }
}

impl Desk {
    /// Makes room for a turn. True when it rides in a transaction that others began.
    async fn begin(&mut self) -> Result<bool, sqlx::Error> {
        self.settle().await;
        if self.group.is_some() {
            self.run("SAVEPOINT turn").await?;
            return Ok(true);
        }
        // Immediate, because a deferred one fails when it turns from reading to writing while another program writes.
        self.run("BEGIN IMMEDIATE").await?;
        self.begun += 1;
        self.group = Some(Group { number: self.begun, ended: Vec::new() });
        Ok(false)
    }

    /// Closes the last turn's part of the transaction, or undoes it.
    async fn settle(&mut self) {
        let last = std::mem::replace(&mut self.last, Last::Settled);
        let settled = match last {
            Last::Settled | Last::Ended { rides: false } => Ok(()),
            Last::Ended { rides: true } => self.run("RELEASE turn").await,
            Last::Abandoned { rides: true } => self.run("ROLLBACK TO turn; RELEASE turn").await,
            Last::Abandoned { rides: false } => {
                self.group = None;
                self.roll_back().await;
                Ok(())
            }
        };
        if let Err(fault) = settled {
            // A full disk, say, makes SQLite give up the whole transaction by itself.
            self.roll_back().await;
            self.tell(Err(Arc::new(fault)));
        }
    }

    /// Commits the transaction with this number, where it is open still and nobody who could ride was first.
    async fn finish(&mut self, number: u64) {
        self.settle().await;
        if self.group.as_ref().is_some_and(|group| group.number == number) {
            self.commit().await;
        }
    }

    async fn commit(&mut self) {
        if self.group.is_none() {
            return;
        }
        let kept = self.run("COMMIT").await;
        if kept.is_err() {
            self.roll_back().await;
        }
        self.tell(kept.map_err(Arc::new));
    }

    /// Ends the group: everybody hears how it went. Who asked may have gone.
    fn tell(&mut self, kept: Kept) {
        for waiting in self.group.take().into_iter().flat_map(|group| group.ended) {
            let _ = waiting.send(kept.clone());
        }
    }

    /// Undoes whatever is open; nothing may be, where SQLite did so itself.
    async fn roll_back(&mut self) {
        let _ = self.run("ROLLBACK").await;
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        self.conn.execute(AssertSqlSafe(sql)).await.map(drop)
    }
}

#[cfg(test)]
mod tests;
