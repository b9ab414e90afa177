//! Editors: how much goes online, what is translated, which office answers for what.

use crate::pages::{
    Bar, Coverage, CoverageRow, Responsibilities, ResponsibilityRow, Side, Translation, TranslationRow, Translations,
};
use crate::parts::{Choice, Link, Section};
use crate::server::{Reply, Visit, page};
use app::editing::{self, Translated};
use app::packages::ServiceTexts;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use domain::{Authority, Lang};
use http::header;
use serde::Deserialize;
use std::fmt::Write;

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
    let rows = all.iter().map(|one| CoverageRow {
        name: one.authority.name.clone(),
        is_here: one.authority.key == visit.authority().key,
        stages: one.stages,
        percent: one.percent(),
    });
    page(&Coverage {
        name: visit.authority().full_name(visit.ctx.lang),
        percent: own.percent(),
        total: own.total(),
        online: own.online(),
        bars,
        rows: rows.collect(),
        frame,
    })
}

/// `/daten/abdeckung.csv`: the same figures for everybody, a line per authority of the federation.
pub async fn coverage_csv(visit: Visit) -> Reply {
    let mut csv = String::from("authority,name,kind,number,information,form,process,automatic,total,online_percent\n");
    for one in editing::coverage_in(&visit.site.portal, &visit.authority().federation) {
        let Authority { key, name, kind, number, .. } = &*one.authority;
        let kind = if kind.is_lead() { "lead" } else { "commune" };
        let number = number.as_ref().map(|number| number.number.as_str()).unwrap_or_default();
        let [information, form, process, automatic] = one.stages;
        // Writing to a string cannot fail.
        let _ = writeln!(
            csv,
            "{key},\"{}\",{kind},{number},{information},{form},{process},{automatic},{},{}",
            name.replace('"', "\"\""),
            one.total(),
            one.percent()
        );
    }
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
    let (lang, country) = (visit.ctx.lang, visit.authority().country);
    let rows = all.iter().map(|(package, office)| ResponsibilityRow {
        service: Link::new(package.title(lang, country), format!("/leistungen/{}", package.key)),
        office: office.as_ref().map(|office| Link::new(office.name.get(lang), format!("/behoerden/{}", office.key))),
        is_fallback: office.as_ref().is_some_and(|office| {
            let wanted = &package.descriptor.in_country(country).office;
            !office.kinds.contains(wanted)
        }),
    });
    page(&Responsibilities { rows: rows.collect(), frame })
}
