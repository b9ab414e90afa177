//! Editors: what people searched for and did not find, as a table and as a download.

use crate::pages::{SearchRow, Searches};
use crate::parts::{Link, Pager, Section};
use crate::server::{Reply, Visit, page, percent};
use app::searches::{self, Period, Summed, Wish};
use axum::extract::Query;
use axum::response::IntoResponse;
use domain::Lang;
use http::header;
use serde::Deserialize;

const PAGE: &str = "/redaktion/suchen";
/// The times to choose from, with their words in addresses.
const PERIODS: [(Period, &str); 2] = [(Period::Month, "30"), (Period::Year, "365")];

/// Which part of the list.
#[derive(Deserialize)]
pub struct Asked {
    tage: Option<String>,
    nur: Option<String>,
    seite: Option<String>,
}

impl Asked {
    fn wish(&self) -> Wish {
        let known = |days: &str| PERIODS.iter().find(|(_, word)| *word == days).map(|(period, _)| *period);
        Wish {
            period: self.tage.as_deref().and_then(known).unwrap_or_default(),
            whole: self.nur.is_none(),
            page: self.seite.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, 10_000),
        }
    }
}

/// The address of a part of the list.
fn address(page: &str, wish: &Wish) -> String {
    let days = wish.period.days();
    let only = if wish.whole { "" } else { "&nur=hier" };
    let number = if wish.page > 1 { format!("&seite={}", wish.page) } else { String::new() };
    format!("{page}?tage={days}{only}{number}")
}

/// What was searched, what was not found first.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Reply {
    let wish = asked.wish();
    let listed = match searches::list(&visit.site.portal, &visit.ctx, &wish).await {
        Ok(listed) => listed,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Design).await?;
    frame.back = visit.back_to("coverage-title", "/redaktion");
    let number = wish.page.min(listed.pages);
    let at = |page: u32| address(PAGE, &Wish { page, ..wish });
    let periods = PERIODS.iter().map(|(period, _)| {
        let href = address(PAGE, &Wish { period: *period, page: 1, ..wish });
        (Link::new(frame.texts.count("searches-days", period.days()), href), *period == wish.period)
    });
    let wholes =
        [(true, frame.say("searches-whole").into_owned()), (false, visit.authority().full_name(visit.ctx.lang))];
    let wholes = wholes
        .into_iter()
        .filter(|_| visit.authority().kind.is_lead())
        .map(|(whole, name)| (Link::new(name, address(PAGE, &Wish { whole, page: 1, ..wish })), whole == listed.whole));
    page(&Searches {
        periods: periods.collect(),
        wholes: wholes.collect(),
        asked: count(listed.asked),
        missed: count(listed.missed),
        unseen: count(listed.unseen),
        least: count(searches::LEAST),
        rows: listed.lines.iter().map(row).collect(),
        download: address("/redaktion/suchen.csv", &Wish { page: 1, ..wish }),
        pager: Pager {
            page: number,
            pages: listed.pages,
            previous: (number > 1).then(|| at(number - 1)),
            next: (number < listed.pages).then(|| at(number + 1)),
        },
        frame,
    })
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn row(line: &Summed) -> SearchRow {
    SearchRow {
        search: Link::new(line.query.clone(), format!("/suche?q={}", percent(&line.query))),
        language: Lang::from_code(&line.language).unwrap_or_default().own_name(),
        asked: count(line.asked),
        missed: count(line.missed),
        useful: count(line.useful),
        useless: count(line.useless),
        explain: format!("/redaktion/synonyme?wort={}", percent(&line.query)),
    }
}

/// The same for a spreadsheet.
pub async fn download(visit: Visit, Query(asked): Query<Asked>) -> Reply {
    let csv = match searches::render_csv(&visit.site.portal, &visit.ctx, &asked.wish()).await {
        Ok(csv) => csv,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"suchen.csv\""),
    ];
    Ok((headers, csv).into_response())
}
