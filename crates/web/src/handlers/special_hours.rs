//! Editors: days on which offices are open otherwise.

use crate::pages::{SpecialHours, SpecialRow};
use crate::parts::{Problem, Section};
use crate::server::{Posted, Reply, Visit, page, see_other};
use crate::show;
use app::special_hours::{self, HoursFault, Typed};
use axum::extract::Query;
use domain::hours::HoursException;
use domain::{Lang, Office};
use http::StatusCode;
use serde::Deserialize;
use std::sync::Arc;

const PAGE: &str = "/redaktion/oeffnungszeiten";
const LANGS: [Lang; 4] = [Lang::De, Lang::Fr, Lang::It, Lang::En];

/// What the address says of the page.
#[derive(Deserialize)]
pub struct Asked {
    gespeichert: Option<String>,
}

/// Days that come, and the form for more.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Reply {
    print(visit, Vec::new(), Vec::new(), asked.gespeichert.is_some()).await
}

/// Adds days or takes them back.
pub async fn change(posted: Posted) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    if let Err(fault) = special_hours::list(&visit.site.portal, &visit.ctx) {
        return Err(visit.refuse(fault));
    }
    let find = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let portal = &visit.site.portal;
    let (office, from, to) = (find("office"), find("from"), find("to"));
    let saved = if find("do") == "remove" {
        special_hours::remove(&portal.db, &visit.ctx, &office, &from, &to).await.map(|()| true)
    } else {
        let reasons = LANGS.into_iter().map(|lang| (lang, find(lang.code()))).collect();
        let typed = Typed { office: office.clone(), from, to, hours: find("hours"), reasons };
        let offices = portal.directory.offices_of(&visit.authority().key);
        match special_hours::parse(&typed, offices, visit.ctx.today()) {
            Ok(days) => special_hours::add(&portal.db, &visit.ctx, &office, &days).await,
            Err(faults) => {
                let problems = faults.iter().map(|(field, fault)| problem(&visit, field, *fault)).collect();
                return refused(visit, typed, problems).await;
            }
        }
    };
    match saved {
        Ok(true) => match portal.settings.refresh(&portal.db).await {
            Ok(_) => Ok(see_other(&format!("{PAGE}?gespeichert=1"))),
            Err(fault) => Err(visit.refuse(fault)),
        },
        Ok(false) => {
            let problem = problem(&visit, "office", HoursFault::TooMany(special_hours::MOST));
            refused(visit, Typed::default(), vec![problem]).await
        }
        Err(fault) => Err(visit.refuse(fault)),
    }
}

async fn refused(visit: Visit, typed: Typed, problems: Vec<Problem>) -> Reply {
    let mut fields = vec![("office", typed.office), ("from", typed.from), ("to", typed.to), ("hours", typed.hours)];
    fields.extend(typed.reasons.into_iter().map(|(lang, reason)| (lang.code(), reason)));
    let mut response = print(visit, fields, problems, false).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

fn problem(visit: &Visit, field: &str, fault: HoursFault) -> Problem {
    let words = visit.texts();
    let text = match fault {
        HoursFault::Office => words.say("special-office-wrong").into_owned(),
        HoursFault::Day => words.say("special-day-wrong").into_owned(),
        HoursFault::Time => words.say("special-time-wrong").into_owned(),
        HoursFault::Backwards => words.say("special-backwards").into_owned(),
        HoursFault::Hours => words.say("special-hours-wrong").into_owned(),
        HoursFault::Reason => words.say("special-reason-wrong").into_owned(),
        HoursFault::TooMany(most) => words.with("special-too-many", "most", most),
    };
    Problem::new(field, text)
}

async fn print(visit: Visit, typed: Vec<(&'static str, String)>, problems: Vec<Problem>, saved: bool) -> Reply {
    let mine = match special_hours::list(&visit.site.portal, &visit.ctx) {
        Ok(mine) => mine,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Design).await?;
    frame.back = visit.back_to("coverage-title", "/redaktion");
    let (lang, today) = (visit.ctx.lang, visit.ctx.today());
    let offices = visit.site.portal.directory.offices_of(&visit.authority().key);
    let row = |office: &Arc<Office>, days: &HoursException, is_given| SpecialRow {
        office: office.key.clone(),
        name: office.name.get(lang).to_owned(),
        from: days.from,
        to: days.to,
        spans: show::office::spans(&days.spans),
        note: days.reason.get(lang).to_owned(),
        is_given,
    };
    let mut rows: Vec<SpecialRow> = Vec::new();
    for office in offices {
        let said = mine.get(&office.key).into_iter().flatten();
        rows.extend(said.map(|days| row(office, days, false)));
        let given = office.exceptions.iter().filter(|days| days.to >= today);
        rows.extend(given.map(|days| row(office, days, true)));
    }
    rows.sort_by(|a, b| (a.from, a.to, &a.name).cmp(&(b.from, b.to, &b.name)));
    page(&SpecialHours {
        name: visit.authority().full_name(lang),
        offices: offices.iter().map(|office| (office.key.clone(), office.name.get(lang).to_owned())).collect(),
        rows,
        typed,
        problems,
        saved,
        frame,
    })
}
