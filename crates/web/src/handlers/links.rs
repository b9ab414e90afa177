//! Editors: the web addresses that services name, broken ones first.

use crate::pages::{Links, NamedAddress};
use crate::parts::{Link, Section, Tone};
use crate::server::{Reply, Visit, page};
use crate::show;
use app::links::{self, Outcome};

/// All of them.
pub async fn list(visit: Visit) -> Reply {
    let all = match links::list(&visit.site.portal, &visit.ctx).await {
        Ok(all) => all,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Design).await?;
    frame.back = visit.back_to("coverage-title", "/redaktion");
    let rows = all.into_iter().map(|named| {
        let (outcome, tone) = match named.outcome {
            Outcome::Gone => ("link-gone", Tone::Bad),
            Outcome::Silent => ("link-silent", Tone::Wait),
            Outcome::Barred => ("link-barred", Tone::Calm),
            Outcome::Unseen => ("link-unseen", Tone::Calm),
            Outcome::Fine => ("link-fine", Tone::Done),
        };
        let is_kept_here = |key: &str| visit.site.portal.service_at(visit.authority(), key).is_some();
        let services = named.services.into_iter().map(|(key, title)| {
            let place = if is_kept_here(&key) { "/redaktion/leistungen" } else { "/leistungen" };
            Link::new(title, format!("{place}/{key}"))
        });
        NamedAddress {
            url: named.url,
            services: services.collect(),
            outcome,
            tone,
            detail: named.detail,
            since: named.since.map(|at| show::day(&visit, at)),
        }
    });
    page(&Links { rows: rows.collect(), frame })
}
