//! Editors: what the authority says in words of its own about a service, from the first draft to taking it back.

mod form;

use crate::pages::{
    BelowText, EditedField, LanguageTab, ListFilter, ListedService, NewService, OfferedService, ServiceEditor,
    ServiceList, ServiceVersion, ServiceVersions,
};
use crate::parts::{Pager, Problem, Section, Tone};
use crate::server::{Posted, Reply, Visit, page, see_other};
use crate::show;
use app::Error;
use app::specialisations::{self, Difference, Listed, Online, Open, OwnService, Part, Standing};
use axum::extract::{Path, Query};
use domain::Lang;
use http::StatusCode;
use jiff::Timestamp;
use serde::Deserialize;

const LIST: &str = "/redaktion/leistungen";
const PER_PAGE: usize = 50;

/// Which services are listed.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    zeigen: String,
    seite: Option<usize>,
    gespeichert: Option<String>,
}

fn fits(listed: &Listed, which: &str) -> bool {
    match which {
        "entwuerfe" => listed.draft == Some(false),
        "pruefung" => listed.draft == Some(true),
        "eigene" => listed.standing != Standing::Shared,
        "faellig" => listed.is_overdue,
        _ => true,
    }
}

/// All services of the authority.
pub async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Reply {
    let portal = &visit.site.portal;
    let all = match specialisations::list(portal, &visit.ctx).await {
        Ok(all) => all,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Design).await?;
    frame.back = visit.back_to("coverage-title", "/redaktion");
    let names = ["alle", "eigene", "entwuerfe", "pruefung", "faellig"];
    let which = names.into_iter().find(|name| *name == wanted.zeigen).unwrap_or("alle");
    let filters = names.map(|name| ListFilter {
        name: format!("entries-{name}"),
        count: all.iter().filter(|listed| fits(listed, name)).count() as u64,
        href: format!("{LIST}?zeigen={name}"),
        current: name == which,
    });
    let shown: Vec<&Listed> = all.iter().filter(|listed| fits(listed, which)).collect();
    let pages = shown.len().div_ceil(PER_PAGE).max(1);
    let here = wanted.seite.unwrap_or(1).clamp(1, pages);
    let to = |number: usize| format!("{LIST}?zeigen={which}&seite={number}");
    let pager = Pager {
        page: u32::try_from(here).unwrap_or(1),
        pages: u32::try_from(pages).unwrap_or(1),
        previous: (here > 1).then(|| to(here - 1)),
        next: (here < pages).then(|| to(here + 1)),
    };
    let rows = shown.iter().skip((here - 1) * PER_PAGE).take(PER_PAGE).map(|listed| {
        let (key, tone) = standing(listed.standing);
        ListedService {
            title: listed.title.clone(),
            href: format!("{LIST}/{}", listed.service),
            standing: key,
            tone,
            draft: listed.draft,
            due: listed.due,
            is_overdue: listed.is_overdue,
        }
    });
    page(&ServiceList {
        filters: filters.into_iter().collect(),
        rows: rows.collect(),
        pager,
        second_person: specialisations::second_person(portal, visit.authority()),
        saved: wanted.gespeichert.is_some(),
        frame,
    })
}

fn standing(standing: Standing) -> (&'static str, Tone) {
    match standing {
        Standing::Shared => ("entry-shared", Tone::Calm),
        Standing::OwnWords => ("entry-own-words", Tone::Done),
        Standing::OwnService => ("entry-own-service", Tone::Done),
        Standing::Withheld => ("entry-withheld", Tone::Bad),
        Standing::New => ("entry-new", Tone::On),
    }
}

/// Whether a second person publishes.
pub async fn settle(posted: Posted) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    let needed = fields.iter().any(|(name, value)| name == "second_person" && value == "yes");
    match specialisations::set_second_person(&visit.site.portal, &visit.ctx, needed).await {
        Ok(()) => Ok(see_other(&format!("{LIST}?gespeichert=1"))),
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// A service of one's own, or one that others made.
pub async fn new(visit: Visit) -> Reply {
    print_new(visit, String::new(), Vec::new()).await
}

async fn print_new(visit: Visit, title: String, problems: Vec<Problem>) -> Reply {
    let portal = &visit.site.portal;
    let offered = match specialisations::list_offered(portal, &visit.ctx) {
        Ok(offered) => offered,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Design).await?;
    frame.back = visit.back_to("entries-title", LIST);
    let (lang, country) = (visit.ctx.lang, visit.authority().country);
    let rows = offered.iter().map(|(of, package)| OfferedService {
        key: package.key.clone(),
        title: package.title(lang, country),
        summary: package.texts(lang, country).summary.clone().unwrap_or_default(),
        of: of.full_name(lang),
    });
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let fields = form::own_fields(&visit, &title, &OwnService::default());
    let mut response = page(&NewService { fields, offered: rows.collect(), problems, frame })?;
    *response.status_mut() = status;
    Ok(response)
}

/// Begins it.
pub async fn create(posted: Posted) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    let find = |name: &str| fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str());
    let portal = &visit.site.portal;
    let begun = match find("adopt") {
        "" => specialisations::create(portal, &visit.ctx, find("title"), form::own_of(&visit, &fields)).await,
        key => specialisations::adopt(portal, &visit.ctx, key).await.map(|()| key.to_owned()),
    };
    match begun {
        Ok(key) => Ok(see_other(&format!("{LIST}/{key}"))),
        Err(Error::Invalid(_)) => {
            let problem = Problem::new("title", visit.texts().say("entry-needs-title"));
            let typed = find("title").to_owned();
            print_new(visit, typed, vec![problem]).await
        }
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// Which language is open, and what was just done.
#[derive(Deserialize)]
pub struct Asked {
    sprache: Option<String>,
    getan: Option<String>,
}

/// One service, open for change.
pub async fn edit(visit: Visit, Path(service): Path<String>, Query(asked): Query<Asked>) -> Reply {
    let opened = match specialisations::open(&visit.site.portal, &visit.ctx, &service).await {
        Ok(opened) => opened,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let lang = asked.sprache.as_deref().and_then(Lang::from_code).unwrap_or(Lang::De);
    let done = ["saved", "submitted", "published", "sent-back", "discarded", "taken-back", "read"];
    let done = done.into_iter().find(|word| asked.getan.as_deref() == Some(word));
    let said = opened.said.clone();
    print(visit, opened, said, lang, Vec::new(), done, None).await
}

/// Prints the editor. `said` is what was typed, `other` what somebody else saved in the meantime.
async fn print(
    visit: Visit,
    opened: Open,
    said: specialisations::Specialisation,
    lang: Lang,
    mut problems: Vec<Problem>,
    done: Option<&'static str>,
    other: Option<specialisations::Specialisation>,
) -> Reply {
    let mut frame = visit.frame(Section::Design).await?;
    frame.back = visit.back_to("entries-title", LIST);
    let words = visit.texts();
    problems.extend(opened.mistakes.iter().map(|mistake| form::problem(&visit, mistake)));
    let country = visit.authority().country;
    let below = opened.below.as_ref().map(|below| below.texts(lang, country));
    let fields = Part::ALL.into_iter().map(|part| {
        let lines = |text: String| text.lines().map(|line| country.spell(line).into_owned()).collect::<Vec<_>>();
        EditedField {
            field: form::field(&visit, part, lang, &said, &problems),
            below: below
                .as_ref()
                .map(|texts| lines(part.of(texts)))
                .filter(|lines| !lines.is_empty())
                .map(|lines| BelowText { lines, is_list: part.is_list() }),
            other: other
                .as_ref()
                .filter(|other| other.word(lang, part) != said.word(lang, part))
                .map(|other| other.word(lang, part).to_owned()),
        }
    });
    let title = opened.title(visit.authority(), visit.ctx.lang);
    let languages = Lang::OFFERED.into_iter().map(|one| LanguageTab {
        code: one.code(),
        name: one.own_name(),
        current: one == lang,
        has_words: said.words.contains_key(one.code()),
    });
    let own = said.own.as_ref();
    let own = own.map(|own| form::own_fields(&visit, said.word(Lang::De, Part::Title), own).split_off(1));
    page(&ServiceEditor {
        title,
        service: opened.service.clone(),
        is_own: own.is_some(),
        adopted: said.adopted_from.is_some(),
        fields: fields.collect(),
        settings: own.into_iter().flatten().chain(form::settings(&visit, &said, &problems)).collect(),
        language: lang.own_name(),
        code: lang.code(),
        languages: languages.collect(),
        seen: opened.draft.as_ref().map(|draft| draft.at.as_microsecond().to_string()).unwrap_or_default(),
        written: opened.draft.as_ref().map(|draft| (draft.writer.clone(), show::moment(&visit, draft.at))),
        in_review: opened.draft.as_ref().is_some_and(|draft| draft.in_review),
        remark: opened.draft.as_ref().map(|draft| draft.remark.clone()).unwrap_or_default(),
        may_publish: opened.may_publish(),
        needs_second: opened.second_person && opened.is_mine,
        is_published: opened.published.as_ref().is_some_and(|version| version.doc.is_some()),
        has_versions: opened.published.is_some(),
        done: done.map(|done| words.say(&format!("entry-done-{done}")).into_owned()),
        problems,
        frame,
    })
}

/// Saves, asks for review, publishes, gives back, throws away, takes back, confirms.
pub async fn change(Path(service): Path<String>, posted: Posted) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    let (portal, ctx) = (&visit.site.portal, &visit.ctx);
    let find = |name: &str| fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str());
    let lang = Lang::from_code(find("sprache")).unwrap_or(Lang::De);
    let seen = find("seen").parse().ok().and_then(|micros| Timestamp::from_microsecond(micros).ok());
    let to = |lang: &str, done: &str| see_other(&format!("{LIST}/{service}?sprache={lang}&getan={done}"));
    let opened = match specialisations::open(portal, ctx, &service).await {
        Ok(opened) => opened,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let draft_at = |opened: &Open| opened.draft.as_ref().map(|draft| draft.at);
    let wanted = find("do");
    let acted = match (wanted, seen) {
        ("discard", Some(seen)) => specialisations::discard(portal, ctx, &service, seen).await.map(|()| "discarded"),
        ("take-back", _) => specialisations::take_back(portal, ctx, &service).await.map(|()| "taken-back"),
        ("read", _) => specialisations::confirm_read(portal, ctx, &service).await.map(|()| "read"),
        ("send-back", Some(seen)) => {
            let sent = specialisations::send_back(portal, ctx, &service, seen, find("remark")).await;
            sent.map(|()| "sent-back")
        }
        ("publish", Some(seen)) => specialisations::publish(portal, ctx, &service, seen).await.map(|()| "published"),
        _ => {
            let (said, mut problems) = form::read(&visit, &opened.said, lang, &fields);
            if problems.is_empty() && (said != opened.said || opened.draft.is_some()) {
                match specialisations::save(portal, ctx, &service, said.clone(), seen).await {
                    Ok(()) => {}
                    Err(Error::Conflict) => {
                        let who = opened.draft.as_ref().map(|draft| draft.writer.clone()).unwrap_or_default();
                        problems.push(Problem::new("title", visit.texts().with("entry-conflict", "name", who)));
                        let other = Some(opened.said.clone());
                        return unprocessed(print(visit, opened, said, lang, problems, None, other).await);
                    }
                    Err(fault) => return Err(visit.refuse(fault)),
                }
            }
            if !problems.is_empty() {
                return unprocessed(print(visit, opened, said, lang, problems, None, None).await);
            }
            if wanted != "submit" {
                let next = Lang::from_code(find("goto")).unwrap_or(lang);
                return Ok(to(next.code(), "saved"));
            }
            let now = match specialisations::open(portal, ctx, &service).await {
                Ok(now) => now,
                Err(fault) => return Err(visit.refuse(fault)),
            };
            match draft_at(&now) {
                Some(at) => specialisations::submit(portal, ctx, &service, at).await.map(|()| "submitted"),
                None => Ok("saved"),
            }
        }
    };
    match acted {
        // A service of one's own that was only a draft, or is taken back, is not there any more.
        Ok("discarded" | "taken-back") if specialisations::open(portal, ctx, &service).await.is_err() => {
            Ok(see_other(&format!("{LIST}?gespeichert=1")))
        }
        Ok(done) => Ok(to(lang.code(), done)),
        Err(Error::Incomplete) => {
            let now = match specialisations::open(portal, ctx, &service).await {
                Ok(now) => now,
                Err(fault) => return Err(visit.refuse(fault)),
            };
            let said = now.said.clone();
            unprocessed(print(visit, now, said, lang, Vec::new(), None, None).await)
        }
        Err(fault) => Err(visit.refuse(fault)),
    }
}

fn unprocessed(reply: Reply) -> Reply {
    let mut response = reply?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// The service as its draft would have it.
pub async fn preview(visit: Visit, Path(service): Path<String>) -> Reply {
    match specialisations::preview(&visit.site.portal, &visit.ctx, &service).await {
        Ok(package) => super::service::print(visit, package, true).await,
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// Every version of what the authority said.
pub async fn versions(visit: Visit, Path(service): Path<String>) -> Reply {
    let portal = &visit.site.portal;
    let all = match specialisations::list_versions(portal, &visit.ctx, &service).await {
        Ok(all) => all,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let opened = specialisations::open(portal, &visit.ctx, &service).await;
    let has_draft = opened.as_ref().is_ok_and(|opened| opened.draft.is_some());
    let title = opened.ok().map(|opened| opened.title(visit.authority(), visit.ctx.lang));
    let mut frame = visit.frame(Section::Design).await?;
    frame.back = visit.back_to("entry-back", format!("{LIST}/{service}"));
    let rows = all.iter().map(|version| ServiceVersion {
        number: version.number,
        at: show::moment(&visit, version.at),
        writer: version.writer.clone(),
        publisher: version.publisher.clone(),
        is_taken_back: version.is_taken_back,
        differences: version.differences.iter().map(|difference| told(&visit, difference)).collect(),
    });
    page(&ServiceVersions { title: title.unwrap_or_else(|| service.clone()), rows: rows.collect(), has_draft, frame })
}

/// What differs: its name, before, after.
fn told(visit: &Visit, difference: &Difference) -> (String, String, String) {
    let words = visit.texts();
    let say = |key: &str| words.say(key).into_owned();
    let online = |online: &Online| match online {
        Online::AsShared => say("entry-online-shared"),
        Online::Not => say("entry-online-not"),
        Online::Elsewhere(address) => address.clone(),
    };
    let offered = |is: bool| say(if is { "yes" } else { "no" });
    match difference {
        Difference::Words(lang, part, before, after) => {
            let name = format!("{} ({})", say(form::label(*part)), lang.own_name());
            (name, before.clone(), after.clone())
        }
        Difference::Online(before, after) => (say("entry-online"), online(before), online(after)),
        Difference::Offered(before, after) => (say("entry-offered"), offered(*before), offered(*after)),
        Difference::Dates => (say("entry-dates"), String::new(), String::new()),
        Difference::OwnService => (say("entry-of-own"), String::new(), String::new()),
    }
}

/// Makes an older version the draft.
pub async fn restore(Path(service): Path<String>, posted: Posted) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    let number = fields.iter().find(|(name, _)| name == "version").and_then(|(_, value)| value.parse().ok());
    let restored = specialisations::restore(&visit.site.portal, &visit.ctx, &service, number.unwrap_or(0)).await;
    match restored {
        Ok(()) => Ok(see_other(&format!("{LIST}/{service}?getan=saved"))),
        Err(fault) => Err(visit.refuse(fault)),
    }
}
