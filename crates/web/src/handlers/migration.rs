//! Bringing the processes of a version to another one: a trial run that changes nothing, then the order.

use super::deployed_models::address;
use super::process_actions;
use crate::pages::{Migration, Trial, TrialRow};
use crate::parts::{Choice, Link, Pager, Problem, Section};
use crate::server::{Posted, Reply, Visit, page, percent, see_other};
use crate::show;
use app::Error;
use app::processes::migrate::{self, Looked, Plan};
use app::processes::versions::{self, Version};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Verdicts of one page.
const PAGE: usize = 50;

/// What is tried.
#[derive(Deserialize, Default)]
pub struct Asked {
    nach: Option<i64>,
    #[serde(default)]
    umbenannt: String,
    seite: Option<u32>,
}

/// The lines of renamed elements; none where a line is no pair of ids.
fn read_renamed(text: &str) -> Option<BTreeMap<String, String>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (old, new) = line.split_once('=')?;
            let (old, new) = (old.trim(), new.trim());
            let is_id = |id: &str| !id.is_empty() && !id.contains(char::is_whitespace) && !id.contains('=');
            (is_id(old) && is_id(new)).then(|| (old.to_owned(), new.to_owned()))
        })
        .collect()
}

async fn load(visit: &Visit, key: &str, version: &str) -> Result<Version, Error> {
    let number: i64 = version.parse().map_err(|_| Error::NotFound)?;
    versions::load(&visit.site.portal, &visit.ctx, key, number).await
}

/// The form, and with a version chosen the trial run.
pub async fn show(visit: Visit, Path((key, version)): Path<(String, String)>, Query(asked): Query<Asked>) -> Reply {
    match load(&visit, &key, &version).await {
        Ok(version) => print(visit, &version, asked).await,
        Err(fault) => Err(visit.refuse(fault)),
    }
}

async fn print(visit: Visit, version: &Version, asked: Asked) -> Reply {
    let definition = &version.definition;
    let renamed = read_renamed(&asked.umbenannt);
    let looked = async {
        let (portal, ctx) = (&visit.site.portal, &visit.ctx);
        let all = versions::list(portal, ctx).await?;
        let (Some(to), Some(renamed)) = (asked.nach, renamed.clone()) else { return Ok((all, None)) };
        let plan = Plan { key: definition.key.clone(), from: definition.version, to, renamed };
        Ok((all, Some((to, migrate::look(portal, ctx, &plan).await?))))
    };
    let (all, looked) = match looked.await {
        Ok(looked) => looked,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Operation).await?;
    let here = address(&definition.key, definition.version);
    let name = frame.texts.with("models-version-of", "number", definition.version);
    frame.back = Some(Link::new(format!("{}, {name}", definition.name), here.clone()));
    let others = all
        .iter()
        .map(|other| &other.definition)
        .filter(|other| other.key == definition.key && other.version != definition.version);
    let to = others.map(|other| {
        let deployed = frame.texts.moment(&show::moment(&visit, other.deployed));
        let label = frame.texts.with2("migrate-option", "number", other.version, "moment", deployed);
        Choice::new(other.version.to_string(), label, asked.nach == Some(other.version))
    });
    let action = format!("{here}/umstellen");
    let problem = renamed.is_none().then(|| Problem::new("renamed", frame.say("migrate-renamed-wrong")));
    let status = if problem.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let trial = looked.map(|(to, looked)| {
        let query = format!("{action}?nach={to}&umbenannt={}", percent(&asked.umbenannt));
        trial(&visit, to, looked, asked.seite.unwrap_or(1), &query)
    });
    let mut printed = page(&Migration {
        name: definition.name.clone(),
        from: definition.version,
        to: to.collect(),
        renamed: asked.umbenannt.clone(),
        trial,
        action,
        problems: problem.into_iter().collect(),
        frame,
    })?;
    *printed.status_mut() = status;
    Ok(printed)
}

/// A page of the verdicts: what stands in the way comes first.
fn trial(visit: &Visit, to: i64, mut looked: Vec<Looked>, asked: u32, query: &str) -> Trial {
    looked.sort_by_key(|looked| looked.obstacles.is_empty());
    let held = looked.iter().filter(|looked| !looked.obstacles.is_empty()).count();
    let pages = u32::try_from(looked.len().div_ceil(PAGE)).unwrap_or(1).max(1);
    let number = asked.clamp(1, pages);
    let words = visit.texts();
    let rows = looked.iter().skip((number as usize - 1) * PAGE).take(PAGE).map(|looked| TrialRow {
        reference: show::process::reference(looked.running.business_key.as_deref(), looked.running.id),
        href: format!("/betrieb/prozesse/{}", looked.running.id),
        obstacles: looked.obstacles.iter().map(|obstacle| show::process::obstacle(&words, obstacle)).collect(),
    });
    Trial {
        clear: looked.len() - held,
        held,
        rows: rows.collect(),
        pager: Pager {
            page: number,
            pages,
            previous: (number > 1).then(|| format!("{query}&seite={}", number - 1)),
            next: (number < pages).then(|| format!("{query}&seite={}", number + 1)),
        },
        to,
    }
}

/// Brings over what can be brought over.
pub async fn begin(Path((key, version)): Path<(String, String)>, posted: Posted) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    let find = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let asked = Asked { nach: find("nach").parse().ok(), umbenannt: find("umbenannt"), seite: None };
    let version = match load(&visit, &key, &version).await {
        Ok(version) => version,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let (Some(to), Some(renamed)) = (asked.nach, read_renamed(&asked.umbenannt)) else {
        return print(visit, &version, asked).await;
    };
    let plan = Plan { key: version.definition.key.clone(), from: version.definition.version, to, renamed };
    match migrate::begin_clear(&visit.site.portal, &visit.ctx, plan).await {
        Ok(action) => Ok(see_other(&process_actions::address(action))),
        // Meanwhile something stands in the way of all: the trial run says so.
        Err(Error::Invalid(_)) => print(visit, &version, asked).await,
        Err(fault) => Err(visit.refuse(fault)),
    }
}

#[cfg(test)]
mod tests {
    use super::read_renamed;

    #[test]
    fn renamed_elements_are_read_line_by_line() {
        let read = read_renamed("a = b\n\n  c=d  \n").expect("two pairs");
        assert_eq!(read.into_iter().collect::<Vec<_>>(), [("a".into(), "b".into()), ("c".into(), "d".into())]);
        assert!(read_renamed("a").is_none() && read_renamed("a = b c").is_none() && read_renamed("= b").is_none());
        assert!(read_renamed(" \n").is_some_and(|read| read.is_empty()));
    }
}
