//! What time brings: sessions, drafts and counts of searches end, and owners of drafts hear of it before.

use super::mail;
use crate::error::Error;
use crate::portal::Portal;
use crate::searches::KEPT_DAYS;
use domain::{Actor, Lang};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};
use std::sync::Arc;
use store::drafts::Expiring;
use store::{Scope, drafts};

/// How long before its end the owner of a draft is told.
const NOTICE: SignedDuration = SignedDuration::from_hours(5 * 24);
/// Reminders of one round; the rest follows in the next.
const AT_ONCE: i64 = 200;

/// What a round did.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Swept {
    sessions: u64,
    drafts: u64,
    reminders: usize,
}

/// Keeps house and logs what was done.
pub(super) async fn sweep(portal: &Portal) {
    match keep(portal).await {
        Ok(Swept { sessions, drafts, reminders }) => {
            tracing::info!(sessions, drafts, reminders, "swept what had expired");
        }
        Err(fault) => tracing::error!(error = &fault as &dyn std::error::Error, "cannot sweep"),
    }
}

/// Looks whether addresses still lead somewhere, beside everything else: other people's sites take their time.
pub(super) fn look_at_links(portal: &Arc<Portal>) {
    let portal = Arc::clone(portal);
    tokio::spawn(async move {
        match crate::links::sweep(&portal).await {
            Ok(0) => {}
            Ok(addresses) => tracing::info!(addresses, "looked at web addresses"),
            Err(fault) => tracing::error!(error = &fault as &dyn std::error::Error, "cannot look at web addresses"),
        }
    });
}

/// Brings kept messages and those who wait for them together.
pub(super) async fn match_messages(portal: &Portal) {
    if let Err(fault) = crate::processes::correlate::sweep(portal).await {
        tracing::error!(error = &fault as &dyn std::error::Error, "kept messages cannot be handed over");
    }
}

/// Writes what people searched for since the last time.
pub(super) async fn write_searches(portal: &Portal) {
    if let Err(fault) = portal.searches.write(&portal.db).await {
        tracing::error!(error = &fault as &dyn std::error::Error, "searches that were counted cannot be written yet");
    }
}

/// One round.
pub(super) async fn keep(portal: &Portal) -> Result<Swept, Error> {
    let now = portal.clock.now();
    let mut tx = portal.db.write(Scope::installation()).await?;
    let sessions = store::sessions::sweep(&mut tx, now).await?;
    let gone = drafts::sweep(&mut tx, now).await?;
    store::arrivals::sweep(&mut tx, now).await?;
    let today = now.to_zoned(TimeZone::UTC).date();
    store::searches::sweep(&mut tx, today.saturating_sub(KEPT_DAYS.days())).await?;
    tx.commit().await?;
    let until = now.saturating_add(NOTICE).unwrap_or(jiff::Timestamp::MAX);
    let mut tx = portal.db.read(Scope::installation()).await?;
    let expiring = drafts::list_expiring(&mut tx, until, AT_ONCE).await?;
    drop(tx);
    let mut reminders = 0;
    for draft in &expiring {
        reminders += usize::from(remind(portal, draft).await?);
    }
    Ok(Swept { sessions, drafts: gone, reminders })
}

/// Notes and orders the reminder in one transaction, so that there is exactly one.
async fn remind(portal: &Portal, draft: &Expiring) -> Result<bool, Error> {
    let Some(authority) = portal.directory.find(&draft.authority) else { return Ok(false) };
    let ctx = portal.ctx(authority, Actor::System, Lang::De);
    let mut tx = portal.db.write(Scope::of(&ctx)).await?;
    if !drafts::mark_reminded(&mut tx, draft.id, ctx.now()).await? {
        return Ok(false);
    }
    let day = draft.expires.to_zoned(ctx.zone()).date();
    mail::order_reminder(portal, &ctx, &mut tx, draft.person, day).await?;
    tx.commit().await?;
    Ok(true)
}
