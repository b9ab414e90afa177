//! Signing in and out.

use crate::pages::{SignInNeeded, SignInWay};
use crate::parts::Section;
use crate::server::{Reply, Visit, page, percent, see_other};
use app::Error;
use app::sign_in::{self, Returned};
use axum::extract::Query;
use domain::TrustLevel;
use http::{HeaderValue, header};
use serde::Deserialize;

/// Which level, and where to go afterwards.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    stufe: String,
    #[serde(default)]
    weiter: String,
    #[serde(default)]
    abgelaufen: String,
}

/// Only a path on this host may be gone to after signing in.
pub(super) fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\r', '\n', '\t'])
        && !path.starts_with("/anmelden")
        && path.len() < 500
}

fn target(wanted: &Wanted) -> &str {
    if is_own_path(&wanted.weiter) { &wanted.weiter } else { "/postfach" }
}

/// Says why a sign-in is needed and with which means.
pub async fn needed(visit: Visit, Query(wanted): Query<Wanted>) -> Reply {
    let level = TrustLevel::from_word(&wanted.stufe);
    if visit.ctx.actor.level() >= level.max(TrustLevel::Low) {
        return Ok(see_other(target(&wanted)));
    }
    let frame = visit.frame(Section::Other).await?;
    let href = format!("/anmelden/los?stufe={}&weiter={}", level.as_str(), percent(target(&wanted)));
    let ways = vec![SignInWay {
        name: frame.say("sign-in-way-name").into_owned(),
        line: frame.say("sign-in-way-line").into_owned(),
        href,
    }];
    page(&SignInNeeded {
        service: service_of(&visit, target(&wanted)).await?,
        expired: !wanted.abgelaufen.is_empty(),
        step_up: visit.ctx.actor.person().is_some(),
        ways,
        frame,
    })
}

/// The service whose application somebody wants to go on with.
async fn service_of(visit: &Visit, target: &str) -> Result<String, crate::server::Failure> {
    let Some(draft) = target.strip_prefix("/antrag/").and_then(|rest| rest.split('/').next()?.parse().ok()) else {
        return Ok(String::new());
    };
    let service = app::applications::find_service(&visit.site.portal, &visit.ctx, draft).await;
    let service = service.map_err(crate::server::Failure::Plain)?;
    Ok(service.map(|service| crate::show::case::title(visit, &service)).unwrap_or_default())
}

/// Goes to the identity provider.
pub async fn begin(visit: Visit, Query(wanted): Query<Wanted>) -> Reply {
    let portal = &visit.site.portal;
    let level = TrustLevel::from_word(&wanted.stufe);
    let (session, cookie) = match &visit.session {
        Some(session) => (session.clone(), None),
        None => match sign_in::begin_session(portal, &visit.ctx).await {
            Ok(new) => (new.session, Some(new.cookie)),
            Err(fault) => return Err(visit.refuse(fault)),
        },
    };
    match sign_in::begin(portal, &visit.ctx, &session, level, target(&wanted)).await {
        Ok(url) => Ok(with_cookie(&visit, see_other(&url), cookie.as_deref())),
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// Comes back from the identity provider.
pub async fn finish(visit: Visit, Query(returned): Query<Returned>) -> Reply {
    if returned.code.is_none() && returned.error.is_none() {
        return Ok(see_other("/anmelden"));
    }
    let Some(session) = visit.session.clone() else {
        return Err(visit.refuse(Error::Invalid("no session".into())));
    };
    match sign_in::finish(&visit.site.portal, &visit.ctx, &session, &returned).await {
        Ok(finished) => {
            let to = match &finished.new.session.staff {
                Some(staff) if finished.target == "/postfach" || finished.target == "/" => desk(staff).to_owned(),
                _ => answer_what_was_typed(&visit, &finished).await.unwrap_or(finished.target),
            };
            Ok(with_cookie(&visit, see_other(&to), Some(&finished.new.cookie)))
        }
        // Called off or too weak: asked again, with the same way on.
        Err(Error::SignInNeeded(level)) => {
            let further = percent(&sign_in::target(&session));
            Ok(see_other(&format!("/anmelden?stufe={}&weiter={further}", level.as_str())))
        }
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// The page that was sent with an expired session is answered now; gives where to go on, if that worked.
async fn answer_what_was_typed(visit: &Visit, finished: &sign_in::Finished) -> Option<String> {
    let stash = finished.stash.as_ref()?;
    let ctx = visit.ctx.with_actor(sign_in::actor(Some(&finished.new.session)));
    let portal = &visit.site.portal;
    let answered = app::applications::answer_page(portal, &ctx, stash.draft, &stash.page, &stash.fields, false).await;
    answered.ok().map(|answered| super::apply::after(stash.draft, &stash.page, &answered))
}

/// Where a member of staff begins.
fn desk(staff: &domain::Staff) -> &'static str {
    use domain::StaffRole::{Clerk, Designer, Operator};
    match staff.roles.first() {
        Some(Clerk) => "/arbeit",
        Some(Designer) => "/werkstatt",
        Some(Operator) => "/betrieb",
        None => "/",
    }
}

/// Signs out on this host.
pub async fn end(posted: crate::server::Posted) -> Reply {
    let (visit, _, _) = posted.ours()?;
    if let Some(session) = &visit.session
        && let Err(fault) = sign_in::end(&visit.site.portal, &visit.ctx, session).await
    {
        return Err(visit.refuse(fault));
    }
    let mut response = see_other("/");
    let gone = visit.session_cookie("").replace("Path=/", "Path=/; Max-Age=0");
    if let Ok(value) = HeaderValue::from_str(&gone) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

/// Puts the session's cookie on an answer.
pub(super) fn with_cookie(
    visit: &Visit,
    mut response: axum::response::Response,
    cookie: Option<&str>,
) -> axum::response::Response {
    if let Some(line) = cookie.and_then(|value| HeaderValue::from_str(&visit.session_cookie(value)).ok()) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::is_own_path;

    #[test]
    fn nobody_is_led_to_another_site() {
        for good in ["/", "/postfach", "/antrag/1/seite/zweck?x=1"] {
            assert!(is_own_path(good), "{good}");
        }
        for bad in ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", "/anmelden/los"] {
            assert!(!is_own_path(bad), "{bad}");
        }
    }
}
