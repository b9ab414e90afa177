//! One inbox over all authorities of the federation.

use crate::error::{Error, authorise};
use crate::portal::Portal;
use domain::{Action, Case, Ctx, Person, Resource, Task};
use store::access::Access;
use store::messages::Message;
use store::{Scope, access, cases, messages, people, tasks};

/// What waits in an inbox.
#[derive(Debug, Clone)]
pub struct Inbox {
    /// Who reads it.
    pub person: Person,
    /// Cases, newest first.
    pub cases: Vec<Case>,
    /// What the person has to do.
    pub requests: Vec<Task>,
    /// Messages, newest first.
    pub messages: Vec<Message>,
}

/// Opens the inbox.
///
/// # Errors
/// [`Error::SignInNeeded`].
pub async fn open(portal: &Portal, ctx: &Ctx) -> Result<Inbox, Error> {
    authorise(ctx, Action::UseInbox, &Resource::default())?;
    let id = ctx.actor.person().ok_or(Error::NotFound)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    Ok(Inbox {
        person: people::find(&mut tx, id).await?.ok_or(Error::NotFound)?,
        cases: cases::list_own(&mut tx, id, 200).await?,
        requests: tasks::list_own(&mut tx, id).await?,
        messages: messages::list_own(&mut tx, id, 200).await?,
    })
}

/// How many messages are unread: for the mark beside the inbox's link. Nobody signed in has none.
///
/// # Errors
/// When the store fails.
pub async fn count_unread(portal: &Portal, ctx: &Ctx) -> Result<i64, Error> {
    let Some(id) = ctx.actor.person() else { return Ok(0) };
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    Ok(messages::count_unread(&mut tx, id).await?)
}

/// The signed-in person; none for everybody else.
///
/// # Errors
/// When the store fails.
pub async fn find_person(portal: &Portal, ctx: &Ctx) -> Result<Option<Person>, Error> {
    let Some(id) = ctx.actor.person() else { return Ok(None) };
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    Ok(people::find(&mut tx, id).await?)
}

/// What is known of the person and who looked at it.
#[derive(Debug, Clone)]
pub struct Account {
    /// Who.
    pub person: Person,
    /// Who of the staff looked at her cases, newest first.
    pub looked: Vec<Access>,
}

/// Opens the account.
///
/// # Errors
/// [`Error::SignInNeeded`].
pub async fn open_account(portal: &Portal, ctx: &Ctx) -> Result<Account, Error> {
    authorise(ctx, Action::UseInbox, &Resource::default())?;
    let id = ctx.actor.person().ok_or(Error::NotFound)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    Ok(Account {
        person: people::find(&mut tx, id).await?.ok_or(Error::NotFound)?,
        looked: access::list_own(&mut tx, id, 100).await?,
    })
}
