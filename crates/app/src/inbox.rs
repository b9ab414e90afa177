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

/// Everything kept about the person, as one JSON document: what she gave, what happened, who looked.
///
/// # Errors
/// [`Error::SignInNeeded`].
pub async fn export(portal: &Portal, ctx: &Ctx) -> Result<serde_json::Value, Error> {
    let inbox = open(portal, ctx).await?;
    let account = open_account(portal, ctx).await?;
    let drafts = crate::applications::list_own(portal, ctx).await?;
    let mut cases = Vec::with_capacity(inbox.cases.len());
    for case in &inbox.cases {
        let there = portal.ctx_at(ctx, &case.authority)?;
        let mut tx = portal.db.read(Scope::of(&there)).await?;
        let history = store::history::list(&mut tx, case.id).await?;
        let happened: Vec<_> = history
            .iter()
            .filter(|entry| entry.for_applicant)
            .map(|entry| serde_json::json!({ "at": entry.at, "who": entry.actor, "what": entry.kind, "detail": entry.detail }))
            .collect();
        cases.push(serde_json::json!({ "case": case, "history": happened }));
    }
    let messages = inbox.messages.iter().map(|message| {
        serde_json::json!({ "case": message.case, "sent": message.sent, "subject": message.subject, "body": message.body })
    });
    let looked = account.looked.iter().map(|look| {
        serde_json::json!({ "at": look.at, "authority": look.authority, "role": look.role, "purpose": look.purpose, "case": look.case })
    });
    let drafts = drafts.iter().map(|application| {
        serde_json::json!({ "service": application.draft.service, "answers": application.draft.answers, "deleted": application.draft.expires })
    });
    Ok(serde_json::json!({
        "person": inbox.person,
        "cases": cases,
        "drafts": drafts.collect::<Vec<_>>(),
        "messages": messages.collect::<Vec<_>>(),
        "looked": looked.collect::<Vec<_>>(),
    }))
}
