//! For search engines: which public pages there are, and that the rest is nobody's business.

use crate::server::{Reply, Visit};
use app::finding;
use axum::response::IntoResponse;
use domain::Lang;
use http::header;
use std::fmt::Write;

/// Pages that every authority has.
const ALWAYS: [&str; 8] =
    ["/", "/leistungen", "/lebenslagen", "/behoerden", "/hilfe", "/impressum", "/datenschutz", "/barrierefreiheit"];

/// `/sitemap.xml`: the pages of services, life situations and offices in every language.
pub async fn sitemap(visit: Visit) -> Reply {
    let portal = &visit.site.portal;
    let base = portal.base_url(visit.authority());
    let services = finding::list_services(portal, visit.authority(), Lang::De);
    let services = services.iter().map(|package| format!("/leistungen/{}", package.key));
    let finder = portal.finder();
    let situations = finder.situations.iter().map(|situation| format!("/lebenslagen/{}", situation.key));
    let offices = portal.directory.offices_of(&visit.authority().key);
    let offices = offices.iter().map(|office| format!("/behoerden/{}", office.key));
    let paths = ALWAYS.iter().map(|path| (*path).to_owned()).chain(services).chain(situations).chain(offices);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for path in paths {
        // Keys are letters, digits and hyphens: nothing to escape. Writing to a string cannot fail.
        let _ = write!(xml, "<url><loc>{base}{path}</loc>");
        for lang in Lang::ALL {
            let code = lang.code();
            let _ =
                write!(xml, "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{base}{path}?lang={code}\"/>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    let headers = [(header::CONTENT_TYPE, "application/xml"), (header::CACHE_CONTROL, "public, max-age=3600")];
    Ok((headers, xml).into_response())
}

/// `/robots.txt`: public pages may be read, personal ones hold nothing for anybody else.
pub async fn robots(visit: Visit) -> Reply {
    let base = visit.site.portal.base_url(visit.authority());
    let closed =
        ["/anmelden", "/arbeit", "/betrieb", "/konto", "/postfach", "/redaktion", "/suche", "/vorgang/", "/werkstatt"];
    let mut text = String::from("User-agent: *\n");
    for path in closed {
        let _ = writeln!(text, "Disallow: {path}");
    }
    let _ = writeln!(text, "Sitemap: {base}/sitemap.xml");
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    Ok((headers, text).into_response())
}
