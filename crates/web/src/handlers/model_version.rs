//! One version of a deployed model: its processes, the same for all of them, and whether new ones begin.

use super::deployed_models::address;
use super::process_actions;
use crate::pages::ModelVersion;
use crate::parts::{Link, Pager, Problem, Section};
use crate::server::{Posted, Reply, Visit, page, percent, see_other};
use crate::show;
use app::Error;
use app::processes::bulk::Bulk;
use app::processes::versions::{self, PAGE, Part, Sieve, Version};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use serde::Deserialize;

/// What of the processes.
#[derive(Deserialize, Default)]
pub struct Asked {
    welche: Option<String>,
    zeichen: Option<String>,
    seite: Option<u32>,
}

/// A part of the list: its word in addresses, the key of its name, and what can be done with all of it.
const PARTS: [(Part, &str, &str, &[&str]); 4] = [
    (Part::Running, "laufend", "version-running", &["retry", "rest", "cancel"]),
    (Part::Stuck, "still", "version-stuck", &["retry", "rest", "cancel"]),
    (Part::Resting, "ruhend", "version-resting", &["wake", "cancel"]),
    (Part::Ended, "beendet", "version-ended", &[]),
];

/// What the page shows.
struct Shown {
    version: Version,
    sieve: Sieve,
    word: &'static str,
    can: &'static [&'static str],
    page: u32,
}

impl Shown {
    async fn load(visit: &Visit, key: &str, version: &str, asked: Asked) -> Result<Shown, Error> {
        let number: i64 = version.parse().map_err(|_| Error::NotFound)?;
        let version = versions::load(&visit.site.portal, &visit.ctx, key, number).await?;
        let known = asked.welche.as_deref().and_then(|word| PARTS.iter().find(|part| part.1 == word));
        let (part, word, _, can) = known.copied().unwrap_or(PARTS[0]);
        let business_key = asked.zeichen.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty());
        let sieve = Sieve { definition: version.definition.hash, part, business_key };
        Ok(Shown { version, sieve, word, can, page: asked.seite.unwrap_or(1).clamp(1, 100_000) })
    }

    fn address(&self) -> String {
        address(&self.version.definition.key, self.version.definition.version)
    }

    fn list_at(&self, word: &str, page: u32) -> String {
        let key = self.sieve.business_key.as_deref().map(|key| format!("&zeichen={}", percent(key)));
        let page = if page > 1 { format!("&seite={page}") } else { String::new() };
        format!("{}?welche={word}{}{page}", self.address(), key.unwrap_or_default())
    }
}

/// A version with a page of its processes.
pub async fn show(visit: Visit, Path((key, version)): Path<(String, String)>, Query(asked): Query<Asked>) -> Reply {
    match Shown::load(&visit, &key, &version, asked).await {
        Ok(shown) => print(visit, &shown, None).await,
        Err(fault) => Err(visit.refuse(fault)),
    }
}

async fn print(visit: Visit, shown: &Shown, wrong: Option<(&'static str, &'static str)>) -> Reply {
    let loaded = async {
        let (portal, ctx) = (&visit.site.portal, &visit.ctx);
        let list = versions::list_instances(portal, ctx, &shown.sieve, shown.page).await?;
        Ok((list, versions::list(portal, ctx).await?))
    };
    let ((lines, count), all) = match loaded.await {
        Ok(loaded) => loaded,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Operation).await?;
    frame.back = visit.back_to("models-title", "/betrieb/definitionen");
    let definition = &shown.version.definition;
    let others: Vec<Link> = all
        .iter()
        .map(|other| &other.definition)
        .filter(|other| other.key == definition.key && other.version != definition.version)
        .map(|other| {
            let name = frame.texts.with("models-version-of", "number", other.version);
            Link::new(name, address(&other.key, other.version))
        })
        .collect();
    let tabs = PARTS
        .iter()
        .map(|(part, word, key, _)| (Link::new(frame.say(key), shown.list_at(word, 1)), *part == shown.sieve.part));
    let pages = u32::try_from((count.max(1) + PAGE - 1) / PAGE).unwrap_or(1);
    let at = |page: u32| shown.list_at(shown.word, page);
    let problems: Vec<Problem> = wrong.into_iter().map(|(at, key)| Problem::new(at, frame.say(key))).collect();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut printed = page(&ModelVersion {
        name: definition.name.clone(),
        key: definition.key.clone(),
        number: definition.version,
        deployed: show::moment(&visit, definition.deployed),
        by: definition.deployed_by.clone(),
        closed: definition.suspended,
        migrate_href: (!others.is_empty()).then(|| format!("{}/umstellen", shown.address())),
        others,
        tabs: tabs.collect(),
        part: shown.word,
        business_key: shown.sieve.business_key.clone().unwrap_or_default(),
        rows: lines.iter().map(|line| super::instances::row(&visit, line)).collect(),
        count: u64::try_from(count).unwrap_or(0),
        pager: Pager {
            page: shown.page,
            pages,
            previous: (shown.page > 1).then(|| at(shown.page - 1)),
            next: (shown.page < pages).then(|| at(shown.page + 1)),
        },
        action: shown.address(),
        can: shown.can.to_vec(),
        problems,
        frame,
    })?;
    *printed.status_mut() = status;
    Ok(printed)
}

/// The same for all of the list, or whether new processes begin.
pub async fn act(Path((key, version)): Path<(String, String)>, posted: Posted) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    let find = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.trim().to_owned());
    let asked = Asked { welche: find("welche"), zeichen: find("zeichen"), seite: None };
    let shown = match Shown::load(&visit, &key, &version, asked).await {
        Ok(shown) => shown,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let (portal, ctx) = (&visit.site.portal, &visit.ctx);
    let reason = find("reason").unwrap_or_default();
    let what = find("do").unwrap_or_default();
    let bulk = match what.as_str() {
        "close" | "open" => {
            let definition = &shown.version.definition;
            let closed = versions::suspend(portal, ctx, &definition.key, definition.version, what == "close").await;
            return match closed {
                Ok(()) => Ok(see_other(&shown.address())),
                Err(fault) => Err(visit.refuse(fault)),
            };
        }
        "cancel" if reason.is_empty() => return print(visit, &shown, Some(("reason", "process-cancel-wrong"))).await,
        "cancel" => Bulk::Cancel { reason },
        "retry" => Bulk::Retry,
        "rest" => Bulk::Suspend { reason },
        "wake" => Bulk::Resume,
        _ => return Err(visit.refuse(Error::Invalid("nothing was pressed".to_owned()))),
    };
    match versions::begin(portal, ctx, &shown.sieve, &bulk).await {
        Ok(action) => Ok(see_other(&process_actions::address(action))),
        Err(Error::Invalid(_)) => print(visit, &shown, Some(("list-title", "version-none"))).await,
        Err(fault) => Err(visit.refuse(fault)),
    }
}
