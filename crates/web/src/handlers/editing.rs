//! Editors: how much goes online, what is translated, which office answers for what.

use crate::pages::{
    Bar, Coverage, CoverageDistrict, CoverageRow, Responsibilities, ResponsibilityRow, Side, Translation,
    TranslationRow, Translations,
};
use crate::parts::{Choice, Link, Section};
use crate::server::{Reply, Visit, page};
use app::editing::{self, Answers, Translated};
use app::finding::Known;
use app::packages::ServiceTexts;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use domain::{Lang, Office};
use http::header;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The share of services at each stage, of this authority and of the others in its federation.
pub async fn coverage(visit: Visit) -> Reply {
    let all = match editing::coverage(&visit.site.portal, &visit.ctx) {
        Ok(all) => all,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let frame = visit.frame(Section::Design).await?;
    let own = editing::coverage_of(&visit.site.portal, visit.authority());
    let names = ["coverage-stage-0", "coverage-stage-1", "coverage-stage-2", "coverage-stage-3"];
    let total = own.total().max(1);
    let mut left = 0;
    let bars = own.stages.iter().zip(names).enumerate().map(|(stage, (count, name))| {
        // In thousandths of the width, so that no rounding leaves a gap.
        let (from, to) = (left * 1000 / total, (left + count) * 1000 / total);
        left += count;
        Bar { stage, name: frame.say(name).into_owned(), count: *count, from, width: to - from }
    });
    let bars = bars.collect();
    let row = |one: &editing::Coverage| CoverageRow {
        name: one.authority.name.clone(),
        is_here: one.authority.key == visit.authority().key,
        stages: one.stages,
        percent: one.percent(),
    };
    // The one above and this one stand first, the others by district.
    let mut first = Vec::new();
    let mut districts: BTreeMap<String, Vec<&editing::Coverage>> = BTreeMap::new();
    for one in &all {
        if one.authority.kind.is_lead() || one.authority.key == visit.authority().key {
            first.push(row(one));
        }
        if !one.authority.kind.is_lead() {
            districts.entry(one.authority.district.clone().unwrap_or_default()).or_default().push(one);
        }
    }
    let districts = districts.into_iter().map(|(name, communes)| CoverageDistrict {
        is_here: communes.iter().any(|one| one.authority.key == visit.authority().key),
        percent: editing::percent_of(&communes),
        rows: communes.into_iter().map(row).collect(),
        name,
    });
    page(&Coverage {
        name: visit.authority().full_name(visit.ctx.lang),
        percent: own.percent(),
        total: own.total(),
        online: own.online(),
        bars,
        first,
        districts: districts.collect(),
        frame,
    })
}

/// `/daten/abdeckung.csv`: the same figures for everybody, a line per authority of the federation.
pub async fn coverage_csv(visit: Visit) -> Reply {
    let csv = match editing::render_coverage(&visit.site.portal, &visit.authority().federation) {
        Ok(csv) => csv,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"abdeckung.csv\""),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    Ok((headers, csv).into_response())
}

/// All services with their translations.
pub async fn translations(visit: Visit) -> Reply {
    let all = match editing::translations(&visit.site.portal, &visit.ctx) {
        Ok(all) => all,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Design).await?;
    frame.back = visit.back_to("coverage-title", "/redaktion");
    let languages = editing::languages().map(|lang| lang.own_name().to_owned()).collect();
    let rows = all.iter().map(|one| TranslationRow {
        title: one.package.title(Lang::De, visit.authority().country),
        href: format!("/redaktion/uebersetzungen/{}", one.package.key),
        languages: one.languages.iter().map(|(lang, how)| (lang.own_name().to_owned(), key_of(*how))).collect(),
    });
    let whole = all.iter().flat_map(|one| &one.languages).filter(|(_, how)| *how == Translated::Whole).count();
    page(&Translations { rows: rows.collect(), languages, whole: whole as u64, frame })
}

fn key_of(how: Translated) -> &'static str {
    match how {
        Translated::Missing => "translation-missing",
        Translated::Brief => "translation-brief",
        Translated::Whole => "translation-whole",
    }
}

/// Which language stands beside German.
#[derive(Deserialize)]
pub struct Beside {
    sprache: Option<String>,
}

/// One service, German on one side, another language on the other.
pub async fn translation(visit: Visit, Path(key): Path<String>, Query(beside): Query<Beside>) -> Reply {
    let package = match editing::load_service(&visit.site.portal, &visit.ctx, &key) {
        Ok(package) => package,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Design).await?;
    frame.back = visit.back_to("translations-title", "/redaktion/uebersetzungen");
    let lang = editing::languages().find(|lang| beside.sprache.as_deref() == Some(lang.code())).unwrap_or(Lang::Fr);
    let languages = editing::languages().map(|one| Choice::new(one.code(), one.own_name(), one == lang));
    let languages = languages.collect();
    let nothing = ServiceTexts::default();
    let german = package.texts.get(Lang::De.code()).unwrap_or(&nothing);
    let other = package.texts.get(lang.code()).unwrap_or(&nothing);
    let side = |name: &str, of: &dyn Fn(&ServiceTexts) -> Vec<String>| Side {
        name: frame.say(name).into_owned(),
        german: of(german),
        other: of(other),
    };
    let one = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
    let sides = [
        side("side-title", &|texts| one(&texts.title)),
        side("side-official", &|texts| one(&texts.official)),
        side("side-summary", &|texts| one(&texts.summary)),
        side("side-description", &|texts| texts.description.clone()),
        side("side-steps", &|texts| texts.steps.clone()),
        side("side-documents", &|texts| texts.documents.clone()),
        side("side-keywords", &|texts| texts.keywords.clone()),
    ];
    let sides = sides.into_iter().filter(|side| !side.german.is_empty() || !side.other.is_empty()).collect();
    page(&Translation {
        title: package.title(Lang::De, visit.authority().country),
        german: Lang::De.own_name(),
        language: lang.own_name().to_owned(),
        code: lang.base().code().to_owned(),
        languages,
        sides,
        frame,
    })
}

/// Which office answers for what.
pub async fn responsibilities(visit: Visit) -> Reply {
    let all = match editing::responsibilities(&visit.site.portal, &visit.ctx) {
        Ok(all) => all,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Design).await?;
    frame.back = visit.back_to("coverage-title", "/redaktion");
    let rows = all.into_iter().map(|one| {
        let key = match &one.service {
            Known::Shared(package) => &package.key,
            Known::Own(entry) => &entry.key,
        };
        let at = |office: &Office| Some(format!("/behoerden/{}", office.key));
        let (office, href, is_fallback) = match one.answers {
            Answers::Office(office) => (office.name.get(visit.ctx.lang).to_owned(), at(&office), false),
            Answers::First(office) => (office.name.get(visit.ctx.lang).to_owned(), at(&office), true),
            Answers::Named(name) => (name, None, false),
            Answers::Nobody => (String::new(), None, false),
        };
        ResponsibilityRow { service: Link::new(one.title, format!("/leistungen/{key}")), office, href, is_fallback }
    });
    page(&Responsibilities { rows: rows.collect(), frame })
}
