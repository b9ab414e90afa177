//! The demo's door on the bare base domain, and the answer to unknown hosts.

use crate::pages::{DemoEntry, DemoFederation, DemoPerson, ErrorPage, Fault};
use crate::parts::{AuthorityFace, Frame, LanguageLink, Link, Section};
use crate::server::{Demo, Site, page};
use crate::texts::Texts;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use domain::Lang;
use http::{StatusCode, header};
use std::sync::Arc;

/// The federations to visit and the people to sign in as; the entry page's own colours and shield beside it. Without a
/// demo nobody lives on the bare domain.
pub(crate) fn demo_entry(site: &Site, request: &Request) -> Response {
    let Some(demo) = &site.settings.demo else { return unknown_host(site) };
    let face = site.any_face();
    match request.uri().path() {
        "/" => print(site, demo),
        "/wappen.svg" => ([(header::CONTENT_TYPE, "image/svg+xml")], face.shield.clone()).into_response(),
        path if path == face.theme_href => {
            ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], face.css.clone()).into_response()
        }
        _ => unknown_host(site),
    }
}

fn print(site: &Site, demo: &Demo) -> Response {
    let federations = demo.federations.iter().map(|federation| DemoFederation {
        entry: federation.entry.clone(),
        communes: federation.communes.clone(),
        count: federation.count,
    });
    let people = demo.people.iter().map(|person| DemoPerson {
        name: person.name.clone(),
        sign_in: person.sign_in.clone(),
        role: person.role,
        place: person.place.clone(),
    });
    let entry = DemoEntry { federations: federations.collect(), people: people.collect(), frame: frame(site) };
    page(&entry).unwrap_or_else(IntoResponse::into_response)
}

/// No authority lives here: 421.
pub(crate) fn unknown_host(site: &Site) -> Response {
    let mut frame = frame(site);
    // Styles come from this host too, and it serves none: the page stands on its own words.
    frame.demo = false;
    let ways = vec![Link::new(
        site.portal.rules.base_domain.clone(),
        format!("{}://{}/", site.portal.rules.scheme, site.portal.rules.base_domain),
    )];
    let mut response = page(&ErrorPage { frame, fault: Fault::UnknownHost, reference: String::new(), ways })
        .unwrap_or_else(IntoResponse::into_response);
    *response.status_mut() = StatusCode::MISDIRECTED_REQUEST;
    response
}

fn frame(site: &Site) -> Frame {
    let face = site.any_face();
    Frame {
        texts: Texts::new(Lang::De, domain::Country::Ch),
        authority: AuthorityFace {
            name: "Portikus".into(),
            within: String::new(),
            shield: face.shield.clone(),
            theme_href: face.theme_href.clone(),
            house_font: true,
            phone: String::new(),
            email: String::new(),
        },
        assets: Arc::clone(&site.assets),
        languages: vec![LanguageLink { code: "de", name: Lang::De.own_name(), href: "/".into(), current: true }],
        section: Section::Other,
        signed_in: None,
        sign_in_href: "/".into(),
        stands_for: None,
        token: String::new(),
        demo: true,
        back: None,
    }
}
