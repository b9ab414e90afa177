//! What every use case is handed: for whom, by whom, when, in which language.

use crate::actor::Actor;
use crate::authority::Authority;
use crate::clock::{Clock, Ids};
use crate::language::Lang;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::sync::Arc;
use uuid::Uuid;

/// The context of one request or job. The tenant travels here and nowhere else.
#[derive(Clone)]
pub struct Ctx {
    /// The tenant, from the fixed host table or from a job row.
    pub authority: Arc<Authority>,
    /// Who acts.
    pub actor: Actor,
    /// Language of the answer.
    pub lang: Lang,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
}

impl std::fmt::Debug for Ctx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ctx")
            .field("authority", &self.authority.key)
            .field("actor", &self.actor)
            .finish_non_exhaustive()
    }
}

impl Ctx {
    /// A context.
    pub fn new(authority: Arc<Authority>, actor: Actor, lang: Lang, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Ctx {
        Ctx { authority, actor, lang, clock, ids }
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new unguessable id.
    pub fn new_id(&self) -> Uuid {
        self.ids.new_id()
    }

    /// 32 unguessable bytes.
    pub fn secret(&self) -> [u8; 32] {
        self.ids.secret()
    }

    /// The same context for another actor.
    pub fn with_actor(&self, actor: Actor) -> Ctx {
        Ctx { actor, ..self.clone() }
    }

    /// The day that the tenant's calendar shows.
    pub fn today(&self) -> Date {
        self.now().to_zoned(self.zone()).date()
    }

    /// The time zone of the tenant.
    pub fn zone(&self) -> TimeZone {
        self.authority.country.zone()
    }
}
