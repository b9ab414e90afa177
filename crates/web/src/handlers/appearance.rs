//! The form for an authority's look: refused with a report, seen before it is saved, with its history.

use crate::pages::{Appearance as Page, EarlierLook, PairRow, Preview};
use crate::parts::{Problem, Section};
use crate::server::{Posted, Reply, Visit, arms, page, percent, see_other};
use crate::show;
use crate::theme::{Shield, Theme};
use app::appearance::{self, LogoFault};
use axum::extract::Query;
use axum::response::IntoResponse;
use domain::palette::{Mode, Pair};
use domain::{Appearance, ColourFault, Country, Font, Logo, LogoKind, Palette};
use http::{StatusCode, header};
use serde::Deserialize;

const PAGE: &str = "/gestaltung";

/// What the address says.
#[derive(Deserialize)]
pub struct Asked {
    gespeichert: Option<String>,
    /// An earlier version, to be looked at and saved again.
    fassung: Option<i64>,
}

/// What the form holds.
struct Typed {
    brand: String,
    font: Font,
    logo: Option<Logo>,
    /// What was left out of a drawing.
    dropped: Vec<String>,
    problems: Vec<Problem>,
    /// Pairs that fail, and what would pass.
    refused: Option<(Vec<Pair>, String)>,
    palette: Option<Palette>,
    /// The earlier version that this is.
    earlier: Option<i64>,
}

/// The form as it is in force.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Reply {
    if let Err(fault) = appearance::check_may_change(&visit.ctx) {
        return Err(visit.refuse(fault));
    }
    let portal = &visit.site.portal;
    let look = match asked.fassung {
        None => appearance::of(portal, visit.authority()).1.as_ref().clone(),
        Some(number) => match appearance::load_version(&portal.db, &visit.ctx, number).await {
            Ok(look) => look,
            Err(fault) => return Err(visit.refuse(fault)),
        },
    };
    let typed = Typed { earlier: asked.fassung, ..judge(&visit, look.brand, look.font, look.logo, Vec::new()) };
    print(visit, typed, asked.gespeichert.is_some()).await
}

/// Shows it before it is saved, or saves it.
pub async fn change(posted: Posted) -> Reply {
    let (visit, fields, files) = posted.ours()?;
    if let Err(fault) = appearance::check_may_change(&visit.ctx) {
        return Err(visit.refuse(fault));
    }
    let find = |name: &str| fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str());
    let (mut problems, mut dropped) = (Vec::new(), Vec::new());
    let upload = files.iter().find(|file| file.field == "logo" && !file.bytes.is_empty());
    let logo = match upload {
        Some(file) => match appearance::clean_logo(&file.bytes) {
            Ok((logo, left_out)) => {
                dropped = left_out;
                Some(logo)
            }
            Err(fault) => {
                problems.push(Problem::new("logo", logo_problem(&visit, &fault)));
                None
            }
        },
        None if find("logo_remove") == "yes" => None,
        None => kept(find("logo_kept")),
    };
    let font = Font::from_word(find("font")).unwrap_or_default();
    let mut typed = judge(&visit, find("brand").to_owned(), font, logo, problems);
    typed.dropped = dropped;
    if !typed.problems.is_empty() {
        let mut response = print(visit, typed, false).await?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    }
    if find("do") != "save" {
        return print(visit, typed, false).await;
    }
    let look = Appearance { brand: typed.brand, font: typed.font, logo: typed.logo };
    let portal = &visit.site.portal;
    let saved = async {
        appearance::save(&portal.db, &visit.ctx, &look).await?;
        portal.settings.refresh(&portal.db).await
    };
    match saved.await {
        Ok(_) => Ok(see_other(&format!("{PAGE}?gespeichert=1"))),
        Err(fault) => Err(visit.refuse(fault)),
    }
}

/// What a preview asks for.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    brand: String,
    #[serde(default)]
    font: String,
}

/// The style sheet of a preview: computed colours and known fonts, nothing of what was typed.
pub async fn preview(visit: Visit, Query(wanted): Query<Wanted>) -> Reply {
    if let Err(fault) = appearance::check_may_change(&visit.ctx) {
        return Err(visit.refuse(fault));
    }
    match Palette::of(&wanted.brand) {
        Ok(palette) => {
            let theme = Theme { palette, font: Font::from_word(&wanted.font).unwrap_or_default() };
            Ok(([(header::CONTENT_TYPE, "text/css; charset=utf-8")], theme.preview_css()).into_response())
        }
        Err(_) => Err(visit.refuse(app::Error::NotFound)),
    }
}

/// A logo that went to the browser and back; it is cleaned again, as if it were new.
fn kept(base64: &str) -> Option<Logo> {
    if base64.is_empty() {
        return None;
    }
    let bytes = appearance::logo_bytes(&Logo { kind: LogoKind::Svg, base64: base64.to_owned() });
    appearance::clean_logo(&bytes).ok().map(|(logo, _)| logo)
}

fn judge(visit: &Visit, brand: String, font: Font, logo: Option<Logo>, mut problems: Vec<Problem>) -> Typed {
    let words = visit.texts();
    let (mut refused, mut palette) = (None, None);
    match Palette::of(&brand) {
        Ok(found) => palette = Some(found),
        Err(ColourFault::Unreadable(given)) => {
            problems.insert(0, Problem::new("brand", words.with("look-unreadable", "given", given)));
        }
        Err(ColourFault::TooLight { given, failing, nearest }) => {
            let text = words.with2("look-too-light", "given", given, "nearest", &nearest);
            problems.insert(0, Problem::new("brand", text));
            refused = Some((failing, nearest));
        }
    }
    Typed { brand, font, logo, dropped: Vec::new(), problems, refused, palette, earlier: None }
}

fn logo_problem(visit: &Visit, fault: &LogoFault) -> String {
    let words = visit.texts();
    match fault {
        LogoFault::TooLarge(_) => words.with("look-logo-large", "size", words.size(&(appearance::LARGEST as u64))),
        LogoFault::UnknownKind => words.say("look-logo-kind").into_owned(),
        LogoFault::TooManyPixels(..) => words.with("look-logo-pixels", "most", appearance::MOST_PIXELS),
        LogoFault::BrokenPng => words.say("look-logo-broken").into_owned(),
        LogoFault::Svg(reason) => words.with("look-logo-svg", "reason", reason),
    }
}

async fn print(visit: Visit, typed: Typed, saved: bool) -> Reply {
    let versions = match appearance::list_versions(&visit.site.portal.db, &visit.ctx).await {
        Ok(versions) => versions,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let frame = visit.frame(Section::Appearance).await?;
    let words = visit.texts();
    let data = typed.logo.as_ref().map(|logo| {
        let kind = if logo.kind == LogoKind::Svg { "svg+xml" } else { "png" };
        format!("data:image/{kind};base64,{}", logo.base64)
    });
    let preview = typed.palette.as_ref().map(|palette| Preview {
        sheet: format!("{PAGE}/vorschau.css?brand={}&font={}", percent(&palette.given), typed.font.word()),
        arms: match &data {
            Some(data) => arms(data),
            None => Shield::new(&visit.authority().theme.initial, palette).render_svg(),
        },
        adjusted: Some(palette.light.brand.clone()).filter(|light| *light != palette.given),
    });
    let row = |pair: &Pair| PairRow {
        mode: words.say(if pair.mode == Mode::Light { "look-light" } else { "look-dark" }).into_owned(),
        what: words.say(&format!("look-{}", pair.kind.word())).into_owned(),
        fore: pair.fore.clone(),
        back: pair.back.clone(),
        ratio: ratio(&visit, pair.ratio),
        passes: pair.passes(),
    };
    let pairs = match (&typed.refused, &typed.palette) {
        (Some((failing, _)), _) => failing.iter().map(row).collect(),
        (None, Some(palette)) => palette.pairs().iter().map(row).collect(),
        (None, None) => Vec::new(),
    };
    page(&Page {
        brand: typed.brand,
        font: typed.font.word(),
        logo: data.unwrap_or_default(),
        logo_kept: typed.logo.map(|logo| logo.base64).unwrap_or_default(),
        dropped: typed.dropped.join(", "),
        problems: typed.problems,
        pairs,
        needed: ratio(&visit, domain::palette::NEEDED),
        nearest: typed.refused.map(|(_, nearest)| nearest),
        preview,
        earlier: typed.earlier,
        versions: versions
            .into_iter()
            .enumerate()
            .map(|(behind, version)| EarlierLook {
                number: version.number,
                href: (behind > 0).then(|| format!("{PAGE}?fassung={}", version.number)),
                at: show::moment(&visit, version.at),
                by: version.actor,
            })
            .collect(),
        saved,
        frame,
    })
}

/// `4.52:1`, with the decimal mark of the place. Cut off, not rounded: 4.499 is not 4.5.
fn ratio(visit: &Visit, ratio: f64) -> String {
    let text = format!("{:.2}:1", (ratio * 100.0).floor() / 100.0);
    if visit.authority().country == Country::De { text.replace('.', ",") } else { text }
}
