//! Editors: words that people use at a place for what the search knows otherwise.

use crate::pages::{SynonymRow, Synonyms};
use crate::parts::{Link, Problem, Section};
use crate::server::{Failure, Posted, Reply, Visit, page, percent, see_other};
use app::finding::{self, Wish};
use app::synonyms::{self, MOST, Synonym, SynonymFault};
use axum::extract::Query;
use http::StatusCode;
use serde::Deserialize;

const PAGE: &str = "/redaktion/synonyme";

/// What the address says of the page.
#[derive(Deserialize)]
pub struct Asked {
    gespeichert: Option<String>,
    /// A word that was searched for in vain, to be explained.
    wort: Option<String>,
}

/// The list, and what each word leads to.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Reply {
    let (visit, list) = kept(visit)?;
    let lines = synonyms::render(&list);
    let new = asked.wort.map(|word| word.chars().filter(|c| !c.is_control()).take(60).collect::<String>());
    let new = new.filter(|word| !word.trim().is_empty()).map(|word| format!("{} = \n", word.trim()));
    print(visit, &list, new.unwrap_or_default() + &lines, Vec::new(), asked.gespeichert.is_some()).await
}

fn kept(visit: Visit) -> Result<(Visit, Vec<Synonym>), Failure> {
    match synonyms::list(&visit.site.portal, &visit.ctx) {
        Ok(list) => Ok((visit, list)),
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// Puts the list in force.
pub async fn change(posted: Posted) -> Reply {
    let (visit, fields, _) = posted.ours()?;
    let (visit, in_force) = kept(visit)?;
    let lines = fields.into_iter().find(|(name, _)| name == "words").map(|(_, value)| value).unwrap_or_default();
    let list = match synonyms::parse(&lines) {
        Ok(list) => list,
        Err(faults) => {
            let problems = faults.iter().map(|fault| problem(&visit, fault)).collect();
            let mut response = print(visit, &in_force, lines, problems, false).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(response);
        }
    };
    let portal = &visit.site.portal;
    let saved = async {
        synonyms::keep(&portal.db, &visit.ctx, &list).await?;
        portal.settings.refresh(&portal.db).await
    };
    match saved.await {
        Ok(_) => Ok(see_other(&format!("{PAGE}?gespeichert=1"))),
        Err(fault) => Err(visit.refuse(fault)),
    }
}

fn problem(visit: &Visit, fault: &SynonymFault) -> Problem {
    let words = visit.texts();
    let text = match fault {
        SynonymFault::NoMeaning(line) => words.with("synonym-no-meaning", "line", line),
        SynonymFault::TooLong(word) => words.with("synonym-too-long", "word", word),
        SynonymFault::TooManyMeanings(word) => words.with("synonym-too-many-meanings", "word", word),
        SynonymFault::Twice(word) => words.with("synonym-twice", "word", word),
        SynonymFault::Itself(word) => words.with("synonym-itself", "word", word),
        SynonymFault::TooMany(most) => words.with("synonym-too-many", "most", most),
    };
    Problem::new("words", text)
}

async fn print(visit: Visit, list: &[Synonym], lines: String, problems: Vec<Problem>, saved: bool) -> Reply {
    let mut frame = visit.frame(Section::Design).await?;
    frame.back = visit.back_to("coverage-title", "/redaktion");
    page(&Synonyms {
        name: visit.authority().full_name(visit.ctx.lang),
        holds_below: visit.authority().kind.is_lead(),
        most: MOST as u64,
        rows: list.iter().map(|synonym| row(&visit, synonym)).collect(),
        lines,
        problems,
        saved,
        frame,
    })
}

/// A word with what people see first who type it now.
fn row(visit: &Visit, synonym: &Synonym) -> SynonymRow {
    let listing = finding::look_up(&visit.site.portal, &visit.ctx, &synonym.word, &Wish::default());
    let first = listing.hits.first().filter(|_| !listing.only_near);
    SynonymRow {
        search: Link::new(synonym.word.clone(), format!("/suche?q={}", percent(&synonym.word))),
        means: synonym.means.join(", "),
        leads_to: first
            .and_then(|hit| super::results::shown(visit, &hit.target))
            .map(|hit| Link::new(hit.title, hit.href)),
    }
}
