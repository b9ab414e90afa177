//! Inbox and account.

use crate::pages::{Account, AnswerSection, Filter, Inbox, InboxEntry, Look};
use crate::parts::{CaseState, Link, Pager, Row, Section};
use crate::server::{Reply, Visit, page};
use crate::show;
use app::inbox;
use axum::extract::Query;
use axum::response::IntoResponse;
use http::header;
use serde::Deserialize;

/// Which entries.
#[derive(Deserialize)]
pub struct Chosen {
    #[serde(default)]
    nur: String,
}

/// One list over all authorities.
pub async fn inbox(visit: Visit, Query(chosen): Query<Chosen>) -> Reply {
    let opened = async {
        let inbox = inbox::open(&visit.site.portal, &visit.ctx).await?;
        let drafts = app::applications::list_own(&visit.site.portal, &visit.ctx).await?;
        Ok((inbox, drafts))
    };
    let (inbox, drafts) = match opened.await {
        Ok(opened) => opened,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let frame = visit.frame(Section::Inbox).await?;
    let portal = &visit.site.portal;
    let name_of = |key: &str| portal.directory.find(key).map(|a| a.full_name(visit.ctx.lang)).unwrap_or_default();
    let mut entries: Vec<InboxEntry> = inbox
        .cases
        .iter()
        .map(|case| {
            let newest = inbox.messages.iter().find(|message| message.case == case.id);
            let request = inbox.requests.iter().find(|task| task.case == case.id);
            let at = newest.map_or(case.submitted, |message| message.sent);
            InboxEntry {
                title: show::case::title(&visit, &case.service),
                line: newest.map_or_else(|| case.reference.clone(), |message| message.subject.clone()),
                from: name_of(&case.authority),
                at: show::moment(&visit, at),
                href: format!("/vorgang/{}", case.id),
                state: show::case::state(case),
                due: request.and_then(|task| task.due).map(|due| show::day(&visit, due)),
                unread: inbox.messages.iter().any(|message| message.case == case.id && message.opened.is_none()),
            }
        })
        .collect();
    entries.extend(drafts.iter().map(|application| InboxEntry {
        title: application.package.title(visit.ctx.lang, visit.authority().country),
        line: frame.with("draft-note", "date", frame.texts.date(&show::day(&visit, application.draft.expires))),
        from: name_of(&application.draft.authority),
        at: show::moment(&visit, application.draft.changed),
        href: draft_href(&visit, &application.draft.authority, &application.draft.id.to_string()),
        state: CaseState::Draft,
        due: None,
        unread: false,
    }));
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    let mine =
        |entry: &InboxEntry| matches!(entry.state, CaseState::WaitsForYou | CaseState::PaymentOpen | CaseState::Draft);
    let count = |keep: &dyn Fn(&InboxEntry) -> bool| entries.iter().filter(|entry| keep(entry)).count() as u64;
    let filter = |key: &str, nur: &str, count: u64| Filter {
        name: frame.say(key).into_owned(),
        href: if nur.is_empty() { "/postfach".to_owned() } else { format!("/postfach?nur={nur}") },
        count,
        current: chosen.nur == nur,
    };
    let filters = vec![
        filter("inbox-all", "", entries.len() as u64),
        filter("inbox-mine", "offen", count(&mine)),
        filter("inbox-unread", "ungelesen", count(&|entry| entry.unread)),
    ];
    match chosen.nur.as_str() {
        "offen" => entries.retain(mine),
        "ungelesen" => entries.retain(|entry| entry.unread),
        _ => {}
    }
    page(&Inbox { filters, entries, pager: Pager { page: 1, pages: 1, previous: None, next: None }, frame })
}

/// A draft is continued at the authority it was begun at.
fn draft_href(visit: &Visit, authority: &str, draft: &str) -> String {
    match visit.site.portal.directory.find(authority) {
        Some(there) if there.key != visit.authority().key => {
            format!("{}/antrag/{draft}", visit.site.portal.base_url(&there))
        }
        _ => format!("/antrag/{draft}"),
    }
}

/// What is known about the person, and who looked at it.
pub async fn account(visit: Visit) -> Reply {
    let account = match inbox::open_account(&visit.site.portal, &visit.ctx).await {
        Ok(account) => account,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let frame = visit.frame(Section::Other).await?;
    let person = &account.person;
    let born = person.birth_date.as_deref().map(|date| form::display_date(date, show::case::locale(&visit)));
    let rows = [
        ("account-name", Some(person.full_name())),
        ("account-born", born),
        ("account-email", person.email.clone()),
        ("account-number", person.national_id.clone()),
    ];
    let rows = rows.into_iter().filter_map(|(key, value)| Some(Row::new(frame.say(key), value?))).collect();
    let known = vec![AnswerSection { title: frame.say("account-identity").into_owned(), rows }];
    let looks = account.looked.iter().map(|look| Look {
        at: show::moment(&visit, look.at),
        authority: visit
            .site
            .portal
            .directory
            .find(&look.authority)
            .map(|a| a.full_name(visit.ctx.lang))
            .unwrap_or_default(),
        role: frame.say(if look.role == "clerk" { "role-clerk" } else { "role-operator" }).into_owned(),
        purpose: frame.say("look-purpose-case").into_owned(),
        case: Link::new(frame.say("look-to-case"), format!("/vorgang/{}", look.case)),
    });
    page(&Account {
        known,
        looks: looks.collect(),
        download_href: "/konto/daten.json".to_owned(),
        complaint_email: frame.authority.email.clone(),
        frame,
    })
}

/// Everything kept about the person, to take away.
pub async fn export(visit: Visit) -> Reply {
    match inbox::export(&visit.site.portal, &visit.ctx).await {
        Ok(everything) => {
            let headers = [
                (header::CONTENT_TYPE, "application/json"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"meine-daten.json\""),
            ];
            Ok((headers, format!("{everything:#}")).into_response())
        }
        Err(fault) => Err(visit.refuse(fault)),
    }
}
