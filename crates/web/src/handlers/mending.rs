//! What an operator does to one process: set a value, skip a step, take a path elsewhere, rest, end.

use super::instances::{Typed, id_of, load, print};
use crate::parts::Problem;
use crate::server::{Posted, Reply, Visit, see_other};
use app::Error;
use app::operation::instances;
use axum::extract::Path;
use axum::http::StatusCode;

/// Sets a variable.
pub async fn set_value(Path(id): Path<String>, posted: Posted) -> Reply {
    let typed = Typed { name: given(&posted, "name"), value: given(&posted, "value") };
    let (visit, _, _) = posted.ours()?;
    let done =
        async { instances::set_value(&visit.site.portal, &visit.ctx, id_of(&id)?, &typed.name, &typed.value).await };
    let done = done.await;
    answer(visit, &id, done, "variable", "process-set-wrong", typed).await
}

/// Ends a process.
pub async fn cancel(Path(id): Path<String>, posted: Posted) -> Reply {
    let reason = given(&posted, "reason");
    let (visit, _, _) = posted.ours()?;
    let done = async { instances::cancel(&visit.site.portal, &visit.ctx, id_of(&id)?, &reason).await };
    let done = done.await;
    answer(visit, &id, done, "reason", "process-cancel-wrong", Typed::default()).await
}

/// Skips a step, takes a path to another one, puts the process to rest, or lets it go on.
pub async fn act(Path(id): Path<String>, posted: Posted) -> Reply {
    let (what, place, to) = (given(&posted, "do"), given(&posted, "place"), given(&posted, "to"));
    let reason = given(&posted, "reason");
    let (visit, _, _) = posted.ours()?;
    let done = async {
        let (portal, ctx, id) = (&visit.site.portal, &visit.ctx, id_of(&id)?);
        match what.as_str() {
            "rest" => instances::suspend(portal, ctx, id, &reason).await,
            "wake" => instances::resume(portal, ctx, id).await,
            _ => {
                let (token, visited) = place.split_once('.').ok_or(Error::NotFound)?;
                let number = |text: &str| text.parse().map_err(|_| Error::NotFound);
                let (token, visited) = (number(token)?, number(visited)?);
                match what.as_str() {
                    "skip" => instances::skip(portal, ctx, id, token, visited).await,
                    "move" if to.is_empty() => Err(Error::Invalid("nowhere to go".to_owned())),
                    "move" => instances::move_to(portal, ctx, id, token, visited, &to).await,
                    _ => Err(Error::NotFound),
                }
            }
        }
    };
    let done = done.await;
    let at = format!("to-{}", place.replace('.', "-"));
    answer(visit, &id, done, &at, "process-move-wrong", Typed::default()).await
}

fn given(posted: &Posted, name: &str) -> String {
    posted.find(name).unwrap_or_default().trim().to_owned()
}

/// Back to the process; with a mistake the same page says what to do.
async fn answer(visit: Visit, id: &str, done: Result<(), Error>, field: &str, key: &str, typed: Typed) -> Reply {
    match done {
        Ok(()) => Ok(see_other(&format!("/betrieb/prozesse/{id}"))),
        Err(Error::Invalid(_)) => {
            let watched = match load(&visit, id).await {
                Ok(watched) => watched,
                Err(fault) => return Err(visit.refuse(fault)),
            };
            let problems = vec![Problem::new(field, visit.texts().say(key))];
            let mut printed = print(visit, &watched, problems, typed).await?;
            *printed.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(printed)
        }
        Err(fault) => Err(visit.refuse(fault)),
    }
}
