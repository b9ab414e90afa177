//! Signing in and out: the identity provider says who somebody is, the portal keeps a session on this host.

use crate::error::Error;
use crate::portal::Portal;
pub use connectors::identity::Returned;
use connectors::identity::{Begin, Identity, Pending};
use domain::{Actor, Ctx, DraftId, Lang, Person, PersonId, SessionId, Staff, StaffRole, TrustLevel};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::Arc;
use store::sessions;
pub use store::sessions::Session;
use store::{Scope, drafts, people};
use url::Url;

/// A session ends after so long without use.
const IDLE: SignedDuration = SignedDuration::from_mins(45);
/// And after so long in any case.
const ABSOLUTE: SignedDuration = SignedDuration::from_hours(10);
/// A sign-in must be finished within this time.
const PATIENCE: SignedDuration = SignedDuration::from_mins(20);

/// What the session keeps while somebody is away at the identity provider.
#[derive(Default, Serialize, Deserialize)]
struct Login {
    pending: Option<Pending>,
    target: String,
    stash: Option<Stash>,
}

impl Login {
    fn of(session: &Session) -> Login {
        session.login.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    async fn keep(&self, portal: &Portal, ctx: &Ctx, session: SessionId) -> Result<(), Error> {
        let text = serde_json::to_string(self).map_err(|fault| Error::Internal(fault.to_string()))?;
        let mut tx = portal.db.write(Scope::of(ctx)).await?;
        sessions::set_login(&mut tx, session, Some(&text)).await?;
        Ok(tx.commit().await?)
    }
}

/// What somebody had typed on a page when her session was over: kept until she has signed in again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stash {
    /// The application.
    pub draft: DraftId,
    /// The page of the form.
    pub page: String,
    /// Fields as they were sent.
    pub fields: Vec<(String, String)>,
}

/// A finished sign-in.
#[derive(Debug, Clone)]
pub struct Finished {
    /// The new session.
    pub new: NewSession,
    /// Where to go, a path on this host.
    pub target: String,
    /// What had been typed before.
    pub stash: Option<Stash>,
}

/// Keeps what was typed in a new anonymous session, for after the sign-in.
///
/// # Errors
/// When the store fails.
pub async fn stash(portal: &Portal, ctx: &Ctx, stash: Stash) -> Result<NewSession, Error> {
    let new = begin_session(portal, ctx).await?;
    Login { stash: Some(stash), ..Login::default() }.keep(portal, ctx, new.session.id).await?;
    Ok(new)
}

/// A session with the value of its cookie, which only the browser knows afterwards.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The session.
    pub session: Session,
    /// 64 hexadecimal digits.
    pub cookie: String,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn fresh(ctx: &Ctx) -> NewSession {
    let now = ctx.now();
    let session = Session {
        id: SessionId(ctx.new_id()),
        csrf: hex(&ctx.secret()),
        person: None,
        level: TrustLevel::None,
        staff: None,
        login: None,
        seen: now,
        expires: now.saturating_add(ABSOLUTE).unwrap_or(jiff::Timestamp::MAX),
    };
    NewSession { session, cookie: hex(&ctx.secret()) }
}

fn token(cookie: &str) -> Vec<u8> {
    Sha256::digest(cookie.as_bytes()).to_vec()
}

/// Begins an anonymous session on this host.
///
/// # Errors
/// When the store fails.
pub async fn begin_session(portal: &Portal, ctx: &Ctx) -> Result<NewSession, Error> {
    let new = fresh(ctx);
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    sessions::begin(&mut tx, &new.session, &token(&new.cookie)).await?;
    tx.commit().await?;
    Ok(new)
}

/// The session of a cookie, if it is still good on this host.
///
/// # Errors
/// When the store fails.
pub async fn find_session(portal: &Portal, ctx: &Ctx, cookie: &str) -> Result<Option<Session>, Error> {
    if cookie.len() != 64 {
        return Ok(None);
    }
    let now = ctx.now();
    let idle_since = now.saturating_sub(IDLE).unwrap_or(jiff::Timestamp::MIN);
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let found = sessions::find(&mut tx, &token(cookie), now, idle_since).await?;
    drop(tx);
    // Once a minute is often enough to know that somebody is there.
    if let Some(session) = &found
        && now.duration_since(session.seen) > SignedDuration::from_mins(1)
    {
        let mut tx = portal.db.write(Scope::of(ctx)).await?;
        sessions::touch(&mut tx, session.id, now).await?;
        tx.commit().await?;
    }
    Ok(found)
}

/// Who acts in a session.
pub fn actor(session: Option<&Session>) -> Actor {
    match session {
        None => Actor::Visitor { session: None },
        Some(Session { staff: Some(staff), .. }) => Actor::Staff(Arc::new(staff.clone())),
        Some(Session { person: Some(person), level, id, .. }) => {
            Actor::Inhabitant { person: *person, level: *level, session: *id }
        }
        Some(session) => Actor::Visitor { session: Some(session.id) },
    }
}

/// Sends somebody to the identity provider; `target` is where to go afterwards, a path on this host.
///
/// # Errors
/// [`Error::Outside`] when the provider is away.
pub async fn begin(
    portal: &Portal,
    ctx: &Ctx,
    session: &Session,
    level: TrustLevel,
    target: &str,
) -> Result<String, Error> {
    let back = format!("{}/anmelden/zurueck", portal.base_url(&ctx.authority));
    let begin = Begin {
        redirect_url: Url::parse(&back)
            .map_err(|fault| Error::Internal(format!("the base address is wrong: {fault}")))?,
        level: level.max(TrustLevel::Low),
        // Somebody signed in too weakly must prove more, not be sent back as she came.
        fresh: session.person.is_some() && session.level < level,
        language: Some(ctx.lang.base().code().to_owned()),
    };
    let started = portal.connectors.identity.begin(&begin).await?;
    let login = Login { pending: Some(started.pending), target: target.to_owned(), stash: Login::of(session).stash };
    login.keep(portal, ctx, session.id).await?;
    Ok(started.url.into())
}

/// Somebody comes back from the identity provider: a new session (new id, new cookie) replaces the old one, and drafts
/// begun before the sign-in come along.
///
/// # Errors
/// [`Error::Invalid`] when no sign-in was under way; [`Error::Outside`] when the provider's answer is not good.
pub async fn finish(portal: &Portal, ctx: &Ctx, old: &Session, returned: &Returned) -> Result<Finished, Error> {
    let login = Login::of(old);
    let pending = login.pending.ok_or_else(|| Error::Invalid("no sign-in was under way".into()))?;
    if ctx.now().duration_since(pending.started) > PATIENCE {
        return Err(Error::Invalid("the sign-in took too long".into()));
    }
    // Called off, or the account is too weak: she is asked again, nothing is broken.
    if returned.error.is_some() {
        return Err(Error::SignInNeeded(pending.level));
    }
    let identity = portal.connectors.identity.finish(&pending, returned).await?;
    let mut new = fresh(ctx);
    let level = identity.level;
    new.session.level = level;
    match staff_of(&identity, level)? {
        Some(staff) => {
            if staff.authority != ctx.authority.key {
                return Err(Error::Invalid("this account works for another authority".into()));
            }
            new.session.staff = Some(staff);
        }
        None => new.session.person = Some(PersonId(ctx.new_id())),
    }
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    if new.session.person.is_some() {
        let person = person_of(ctx, &identity, &new.session);
        new.session.person = Some(people::save_at_sign_in(&mut tx, &person, ctx.now()).await?);
    }
    sessions::begin(&mut tx, &new.session, &token(&new.cookie)).await?;
    drafts::move_to_session(&mut tx, old.id, new.session.id).await?;
    sessions::end(&mut tx, old.id).await?;
    tx.commit().await?;
    Ok(Finished { new, target: login.target, stash: login.stash })
}

/// Where somebody wanted to go when she was sent to the identity provider: a path on this host.
pub fn target(session: &Session) -> String {
    Login::of(session).target
}

fn person_of(ctx: &Ctx, identity: &Identity, session: &Session) -> Person {
    Person {
        id: session.person.unwrap_or(PersonId(session.id.0)),
        federation: ctx.authority.federation.clone(),
        issuer: identity.issuer.clone(),
        subject: identity.subject.clone(),
        given_name: identity.given_name.clone().unwrap_or_default(),
        family_name: identity.family_name.clone().unwrap_or_default(),
        birth_date: identity.birth_date.map(|date| date.to_string()),
        national_id: identity.national_id.clone(),
        email: identity.email.clone(),
        language: ctx.lang,
    }
}

/// Staff are told apart by the authority their own identity provider names; they need a second factor, which is what
/// the level high stands for.
fn staff_of(identity: &Identity, level: TrustLevel) -> Result<Option<Staff>, Error> {
    let Some(authority) = &identity.authority else { return Ok(None) };
    if level < TrustLevel::High {
        return Err(Error::SignInNeeded(TrustLevel::High));
    }
    let roles: Vec<StaffRole> = identity.roles.iter().filter_map(|role| StaffRole::from_word(role)).collect();
    let groups = identity.groups.clone();
    let name = [identity.given_name.as_deref(), identity.family_name.as_deref()];
    let name = name.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Ok(Some(Staff { subject: identity.subject.clone(), name, authority: authority.clone(), roles, groups }))
}

/// Ends the session on this host; gives the address where the provider's own session ends too, if it has one.
///
/// # Errors
/// When the store fails. A provider that is away is no error.
pub async fn end(portal: &Portal, ctx: &Ctx, session: &Session) -> Result<(), Error> {
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    sessions::end(&mut tx, session.id).await?;
    Ok(tx.commit().await?)
}

/// Remembers the language of a signed-in person for letters and notices.
///
/// # Errors
/// When the store fails.
pub async fn set_language(portal: &Portal, ctx: &Ctx, lang: Lang) -> Result<(), Error> {
    let Some(person) = ctx.actor.person() else { return Ok(()) };
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    people::set_language(&mut tx, person, lang).await?;
    Ok(tx.commit().await?)
}
