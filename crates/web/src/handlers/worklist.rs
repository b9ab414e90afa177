//! The worklist: what to do first, sieved as the clerk likes it, and many at once.

use super::office::me;
use crate::pages::{BulkDecision, BulkRow, DecideMany, Filter, TaskRow, Worklist};
use crate::parts::{Choice, Pager, Section};
use crate::server::{Posted, Reply, Visit, cookie, page, percent, see_other};
use crate::show;
use app::office::{self, Marked, Verdict, Which, Wish};
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use domain::TaskId;
use http::header;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Remembers on this device which part of the worklist a clerk looks at.
const COOKIE: &str = "arbeit";
/// More are not marked at once.
const MOST: usize = 200;

/// What of the worklist.
#[derive(Deserialize, Default)]
pub struct Asked {
    welche: Option<String>,
    leistung: Option<String>,
    seite: Option<u32>,
}

impl Asked {
    fn is_empty(&self) -> bool {
        self.welche.is_none() && self.leistung.is_none() && self.seite.is_none()
    }

    fn wish(self) -> Wish {
        // Keys of services and of process models.
        let plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.');
        let known = |key: &String| key.len() <= 200 && key.bytes().all(plain);
        Wish {
            which: self.welche.as_deref().and_then(Which::from_word).unwrap_or_default(),
            service: self.leistung.filter(|key| !key.is_empty() && known(key)),
            page: self.seite.unwrap_or(1).clamp(1, 10_000),
        }
    }
}

/// The address of a part of the worklist. It always says which, so that choosing "all" is a choice too.
fn address(which: Which, service: Option<&str>, page: u32) -> String {
    let mut address = format!("/arbeit?welche={}", which.as_str());
    if let Some(service) = service {
        address.push_str(&format!("&leistung={}", percent(service)));
    }
    if page > 1 {
        address.push_str(&format!("&seite={page}"));
    }
    address
}

/// What the clerk looked at last, from the cookie.
fn remembered(headers: &HeaderMap) -> Option<Wish> {
    let (which, service) = cookie(headers, COOKIE)?.split_once('.')?;
    let asked = Asked { welche: Some(which.to_owned()), leistung: Some(service.to_owned()), seite: None };
    Some(asked.wish())
}

fn remember(wish: &Wish, secure: bool, mut reply: Response) -> Response {
    let value = format!("{}.{}", wish.which.as_str(), wish.service.as_deref().unwrap_or_default());
    let secure = if secure { "; Secure" } else { "" };
    let line = format!("{COOKIE}={value}; Path=/arbeit; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}");
    if let Ok(line) = line.parse() {
        reply.headers_mut().append(header::SET_COOKIE, line);
    }
    reply
}

/// What waits for the clerk's groups.
pub async fn list(visit: Visit, headers: HeaderMap, Query(asked): Query<Asked>) -> Reply {
    if asked.is_empty()
        && let Some(wish) = remembered(&headers).filter(|wish| *wish != Wish { page: 1, ..Wish::default() })
    {
        return Ok(see_other(&address(wish.which, wish.service.as_deref(), 1)));
    }
    let wish = asked.wish();
    let opened = match office::open_worklist(&visit.site.portal, &visit.ctx, &wish).await {
        Ok(opened) => opened,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let frame = visit.frame(Section::Work).await?;
    let (now, mine) = (visit.ctx.now(), me(&visit));
    let row = |line: &office::Line| TaskRow {
        id: line.id.to_string(),
        task: match service_of(line) {
            Some(service) => show::case::task_title(&visit, service, &line.node, &line.name),
            None => line.name.clone(),
        },
        service: matter(&visit, line.case.is_some(), line.process.as_deref(), line.process_name.as_deref()),
        applicant: line.applicant.clone().unwrap_or_default(),
        reference: show::process::reference(line.reference.as_deref(), line.instance),
        href: match line.case {
            Some(case) => format!("/arbeit/{case}"),
            None => format!("/arbeit/aufgabe/{}", line.id),
        },
        due: line.due.map(|due| show::day(&visit, due)),
        overdue: line.due.is_some_and(|due| due < now),
        waiting_days: u32::try_from(now.duration_since(line.opened).as_hours() / 24).unwrap_or(0),
        rests: line.suspended,
        assignee: match &line.assignee {
            Some(who) if *who == mine => frame.signed_in.as_ref().map(|s| s.name.clone()).unwrap_or_default(),
            Some(_) => frame.say("work-colleague").into_owned(),
            None => String::new(),
        },
    };
    let of_service = opened.counts.iter().filter(|count| wish.service.as_ref().is_none_or(|s| *s == count.process));
    let (mut all, mut own, mut free, mut overdue) = (0, 0, 0, 0);
    for count in of_service {
        (all, own, free, overdue) = (all + count.all, own + count.mine, free + count.free, overdue + count.overdue);
    }
    let tab = |which: Which, key: &str, count: i64| Filter {
        name: frame.say(key).into_owned(),
        href: address(which, wish.service.as_deref(), 1),
        count: u64::try_from(count).unwrap_or(0),
        current: wish.which == which,
    };
    let tabs = vec![
        tab(Which::All, "work-all", all),
        tab(Which::Mine, "work-mine", own),
        tab(Which::Free, "work-free", free),
        tab(Which::Overdue, "work-overdue", overdue),
    ];
    let chosen = match wish.which {
        Which::All => all,
        Which::Mine => own,
        Which::Free => free,
        Which::Overdue => overdue,
    };
    let pages = u32::try_from((chosen.max(1) + office::PAGE - 1) / office::PAGE).unwrap_or(1);
    let at = |page: u32| address(wish.which, wish.service.as_deref(), page);
    let waiting = opened.counts.iter().map(|count| {
        let name = matter(&visit, count.name.is_none(), Some(&count.process), count.name.as_deref());
        Choice::new(count.process.clone(), name, wish.service.as_ref() == Some(&count.process))
    });
    // The chosen service stays on the list when nothing waits there any more: a filter nobody sees would hide the rest.
    let chosen_service = wish.service.iter().filter(|key| {
        visit.site.portal.find_service(key).is_some() && opened.counts.iter().all(|count| count.process != **key)
    });
    let chosen_service = chosen_service.map(|key| Choice::new(key.clone(), show::case::title(&visit, key), true));
    let services = waiting.chain(chosen_service);
    let printed = page(&Worklist {
        tabs,
        services: services.collect(),
        which: wish.which.as_str(),
        decisions: decisions(&visit, &opened.tasks),
        kind: kind_of(&opened.tasks).map(|(service, node)| format!("{service}.{node}")).unwrap_or_default(),
        tasks: opened.tasks.iter().map(row).collect(),
        pager: Pager {
            page: wish.page,
            pages,
            previous: (wish.page > 1).then(|| at(wish.page - 1)),
            next: (wish.page < pages).then(|| at(wish.page + 1)),
        },
        bulk_action: "/arbeit".into(),
        frame,
    })?;
    Ok(remember(&wish, visit.site.portal.rules.scheme == "https", printed))
}

/// The service of a task of a case.
fn service_of(line: &office::Line) -> Option<&str> {
    line.process.as_deref().filter(|_| line.case.is_some())
}

/// What it is about: the service, or the process.
fn matter(visit: &Visit, is_case: bool, key: Option<&str>, name: Option<&str>) -> String {
    match (key, name) {
        (Some(service), _) if is_case => show::case::title(visit, service),
        (key, name) => name.or(key).unwrap_or_default().to_owned(),
    }
}

/// Service and element of all tasks, where they are of one kind and belong to cases.
fn kind_of(tasks: &[office::Line]) -> Option<(&str, &str)> {
    let kinds: BTreeSet<Option<(&str, &str)>> =
        tasks.iter().map(|line| Some((service_of(line)?, line.node.as_str()))).collect();
    kinds.first().copied().flatten().filter(|_| kinds.len() == 1)
}

/// The decisions that can be taken for many: where all tasks of the page are of one kind.
fn decisions(visit: &Visit, tasks: &[office::Line]) -> Vec<BulkDecision> {
    let Some((service, node)) = kind_of(tasks) else { return Vec::new() };
    let Some(package) = visit.site.portal.find_service(service) else { return Vec::new() };
    office::decisions_for_many(&package.task_options(node))
        .into_iter()
        .map(|key| BulkDecision { name: decision_name(visit, service, node, &key), key })
        .collect()
}

fn decision_name(visit: &Visit, service: &str, node: &str, key: &str) -> String {
    let package = visit.site.portal.find_service(service);
    let texts = package.map(|package| package.texts(visit.ctx.lang, visit.authority().country));
    let name = texts.and_then(|texts| texts.tasks.get(node)?.options.get(key).cloned());
    visit.texts().spell(&name.unwrap_or_else(|| key.to_owned())).into_owned()
}

/// Takes over the marked tasks, shows what deciding them would do, or decides them.
pub async fn act(posted: Posted) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    let find = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
    let marked = fields.iter().filter(|(name, _)| name == "task").filter_map(|(_, value)| value.parse().ok());
    let tasks: Vec<TaskId> = marked.take(MOST).collect();
    let portal = &visit.site.portal;
    let Some(decision) = find("do").and_then(|what| what.strip_prefix("decide:")) else {
        return match office::claim(portal, &visit.ctx, &tasks).await {
            Ok(()) => Ok(see_other("/arbeit")),
            Err(fault) => Err(visit.refuse(fault)),
        };
    };
    if tasks.is_empty() {
        return Ok(see_other("/arbeit"));
    }
    let sure = find("sure").is_some();
    let outcome = if sure {
        office::decide_many(portal, &visit.ctx, &tasks, decision).await
    } else {
        office::preview_decisions(portal, &visit.ctx, &tasks, decision).await
    };
    match outcome {
        Ok(marked) => print_many(&visit, find("kind").unwrap_or_default(), decision, &marked, sure).await,
        Err(fault) => Err(visit.refuse(fault)),
    }
}

async fn print_many(visit: &Visit, kind: &str, decision: &str, marked: &[Marked], done: bool) -> Reply {
    let mut frame = visit.frame(Section::Work).await?;
    frame.back = visit.back_to("nav-work", "/arbeit");
    // Where a colleague was faster with all of them, only the form still knows what they were.
    let found = marked.iter().find(|one| !one.node.is_empty());
    let found = found.map(|one| (one.service.as_str(), one.node.as_str())).or_else(|| kind.split_once('.'));
    let name =
        found.map_or_else(|| decision.to_owned(), |(service, node)| decision_name(visit, service, node, decision));
    let kind = found.map(|(service, node)| format!("{service}.{node}")).unwrap_or_default();
    let rows = marked.iter().map(|one| BulkRow {
        id: one.id.to_string(),
        reference: one.reference.clone(),
        service: if one.service.is_empty() { String::new() } else { show::case::title(visit, &one.service) },
        possible: one.verdict == Verdict::Possible,
        verdict: match one.verdict {
            Verdict::Possible => "bulk-possible",
            Verdict::Decided => "bulk-decided",
            Verdict::Gone => "bulk-gone",
            Verdict::Rests => "bulk-rests",
            Verdict::NotOffered => "bulk-not-offered",
            Verdict::Failed => "bulk-failed",
        },
    });
    let count = |verdict: Verdict| marked.iter().filter(|one| one.verdict == verdict).count();
    Ok(page(&DecideMany {
        decision: name,
        value: format!("decide:{decision}"),
        kind,
        count: if done { count(Verdict::Decided) } else { count(Verdict::Possible) },
        rows: rows.collect(),
        done,
        frame,
    })?
    .into_response())
}
