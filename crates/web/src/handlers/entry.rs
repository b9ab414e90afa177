//! The page of a service that an authority brought in with its catalogue.

use crate::pages::{Cost, Service};
use crate::parts::{Link, Said, Section};
use crate::server::{Reply, Visit, page};
use crate::show;
use app::catalogue::Entry;
use catalogue::{ChannelKind, DocumentNote, TextModule};
use domain::Lang;
use std::sync::Arc;

/// The entry of this key at the reader's authority or the one above it.
pub(super) fn find(visit: &Visit, key: &str) -> Option<Arc<Entry>> {
    let finder = visit.site.portal.finder();
    let here = visit.authority();
    let lead = visit.site.portal.directory.lead_of(&here.federation);
    finder.find_entry(&here.key, key).or_else(|| finder.find_entry(&lead?.key, key))
}

/// Shows it.
pub(super) async fn show(visit: Visit, entry: &Entry) -> Reply {
    let mut frame = visit.frame(Section::Services).await?;
    frame.back = visit.back_to("a-to-z-title", "/leistungen");
    let lang = visit.ctx.lang;
    let said = |found: Option<(String, Lang)>| {
        found.map_or_else(Said::default, |(text, really)| Said::new(text, really, lang))
    };
    let list = |module: TextModule| {
        let (lines, really) = entry.lines(module, lang);
        Said::new(lines, really, lang)
    };
    let (title, really) = entry.title(lang);
    let mut term = said(entry.text(TextModule::Official, lang));
    if term.words == title {
        term = Said::default();
    }
    let words =
        |texts: &catalogue::Texts| texts.find(lang.base().code()).map(catalogue::plain).filter(|t| !t.is_empty());
    let cost = match entry.service.costs.first().and_then(|cost| cost.amount.zip(Some(cost.up_to))) {
        Some((least, Some(most))) => Cost::Range(show::amount(least), show::amount(most)),
        Some((amount, None)) => Cost::Fixed(show::amount(amount)),
        None => Cost::Open,
    };
    let mut office = show::office::to_ask(&visit);
    if let Some(unit) = &entry.office {
        let channel = |kind: &ChannelKind| unit.contacts.iter().find(|c| c.kind == *kind).map(|c| c.value.clone());
        office.phone = channel(&ChannelKind::Phone).or(office.phone);
        office.email = channel(&ChannelKind::Email).or(office.email);
    }
    if let Some(name) = app::finding::named_office(entry, lang) {
        office.name = name;
    }
    let place = visit.authority().name.clone();
    let portal = &visit.site.portal;
    let told = portal.directory.find(&entry.authority).map(|there| {
        let told = app::catalogue::describe_entry(portal, entry, &there, lang);
        (catalogue::linked::embed(&told), there.old_counter.clone())
    });
    let (json_ld, counter) = told.unwrap_or_default();
    page(&Service {
        title: Said::new(title, really, lang),
        term,
        summary: said(entry.summary(lang)),
        description: list(TextModule::Full),
        note: Said::default(),
        fallback: (really.base() != lang.base()).then_some("service-fallback"),
        easy_href: None,
        begin_action: None,
        online_href: entry.online.clone(),
        draft_href: None,
        needs_sign_in: false,
        place,
        for_whom: list(TextModule::Requirements),
        cost,
        cost_note: Said::here(words(&entry.service.cost_note)),
        days: None,
        days_of_cases: None,
        needs: list(TextModule::Documents),
        deadline: Said::here(words(&entry.service.deadline.text).unwrap_or_default()),
        files: files(entry, lang),
        other_ways: list(TextModule::Hints),
        steps: list(TextModule::Procedure),
        office,
        legal: list(TextModule::Legal),
        is_preview: false,
        related: Vec::new(),
        counter,
        json_ld,
        frame,
    })
}

/// The documents that can be had at an address.
fn files(entry: &Entry, lang: Lang) -> Vec<Link> {
    let link = |(_, document, url): (usize, &DocumentNote, &str)| {
        Some(Link::new(document.title.find(lang.base().code())?.to_owned(), url.to_owned()))
    };
    entry.files().filter_map(link).collect()
}
