//! Every page with every sample in every language and both countries prints strictly and obeys the house rules of markup.

use std::sync::Arc;
use web::pages::{Sample, render_samples};
use web::parts::{Assets, Frame};
use web::texts::{Country, Lang};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn all() -> Outcome<Vec<(Lang, Country, Sample)>> {
    let assets = Arc::new(Assets::default());
    let mut all = Vec::new();
    for lang in Lang::ALL {
        for country in [Country::Ch, Country::De] {
            let frame = Frame::sample(lang, country, assets.clone());
            all.extend(render_samples(&frame)?.into_iter().map(|sample| (lang, country, sample)));
        }
    }
    Ok(all)
}

#[test]
fn no_text_is_missing() -> Outcome {
    for (lang, _, Sample { name, html }) in all()? {
        let missing: Vec<&str> = html.split('⟦').skip(1).filter_map(|rest| rest.split('⟧').next()).collect();
        assert!(missing.is_empty(), "{name} in {lang:?}: {missing:?}");
    }
    Ok(())
}

#[test]
fn each_page_has_one_heading_a_title_and_its_language() -> Outcome {
    for (lang, _, Sample { name, html }) in all()? {
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert!(html.contains(&format!("<html lang=\"{}", lang.code())), "{name}");
        let title = html.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
        assert!(title.contains(" – "), "{name}: {title:?}");
    }
    Ok(())
}

#[test]
fn a_strict_content_security_policy_holds() -> Outcome {
    for (_, _, Sample { name, html }) in all()? {
        // The name of the SVG vocabulary is no address that anything is fetched from.
        let html = html.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
        for bad in
            [" style=", "<style", " onclick=", " onload=", " onsubmit=", "javascript:", "<script>", "http://", "//cdn"]
        {
            assert!(!html.contains(bad), "{name} contains {bad}");
        }
        // Ours, the one for foreign sites on the page that shows it, and data for search engines, which nothing runs.
        let known =
            ["<script src=\"/assets/", "<script src=\"/einbetten.js\"", "<script type=\"application/ld+json\">"];
        let known: usize = known.iter().map(|opening| html.matches(opening).count()).sum();
        assert!(html.matches("<script").count() == known, "{name}");
    }
    Ok(())
}

#[test]
fn every_form_that_changes_something_carries_the_token() -> Outcome {
    for (_, _, Sample { name, html }) in all()? {
        for form in html.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next()) {
            if form.contains("method=\"post\"") {
                assert!(form.contains("name=\"token\""), "{name}: {}", &form[..form.len().min(200)]);
            }
        }
    }
    Ok(())
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() -> Outcome {
    for (_, _, Sample { name, html }) in all()? {
        let values = |attribute: &str| -> Vec<String> {
            let opening = format!(" {attribute}=\"");
            html.split(&opening)
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .flat_map(|v| v.split_whitespace().map(str::to_owned))
                .collect()
        };
        let mut ids = values("id");
        ids.sort();
        let count = ids.len();
        ids.dedup();
        assert_eq!(count, ids.len(), "{name}: an id stands twice");
        for attribute in ["for", "aria-describedby", "aria-labelledby"] {
            for target in values(attribute) {
                assert!(
                    ids.binary_search(&target).is_ok(),
                    "{name}: {attribute} leads to {target}, which is not there"
                );
            }
        }
        for target in values("href").iter().filter_map(|href| href.strip_prefix('#')) {
            assert!(ids.iter().any(|id| id == target), "{name}: link to #{target}");
        }
    }
    Ok(())
}

#[test]
fn swiss_german_pages_have_no_sharp_s() -> Outcome {
    for (lang, country, Sample { name, html }) in all()? {
        if lang == Lang::De && country == Country::Ch {
            // Values that people or registers gave keep their letters; the samples have one street in them.
            let html = html.replace("Bahnhofstraße", "");
            assert!(
                !html.contains('ß'),
                "{name}: …{}…",
                html.split('ß').next().map(|s| &s[s.len().saturating_sub(60)..]).unwrap_or_default()
            );
        }
    }
    Ok(())
}
