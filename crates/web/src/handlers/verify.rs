//! Verifying a letter by the code on it: public, without any personal data.

use crate::pages::{Letter, Verdict, Verify};
use crate::parts::Section;
use crate::server::{Reply, Visit, page};
use crate::show;
use axum::extract::{Path, Query};
use domain::Seal;
use serde::Deserialize;
use std::fmt::Write;

/// The code that was typed.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    code: String,
}

/// The page with its form, and the answer to what was typed.
pub async fn by_query(visit: Visit, Query(typed): Query<Typed>) -> Reply {
    answer(visit, typed.code).await
}

/// The address in the QR code.
pub async fn by_path(visit: Visit, Path(code): Path<String>) -> Reply {
    answer(visit, code).await
}

async fn answer(visit: Visit, code: String) -> Reply {
    let frame = visit.frame(Section::Other).await?;
    let code: String = code.chars().take(60).collect();
    let verdict = if code.trim().is_empty() {
        Verdict::Unasked
    } else {
        match app::verify::verify(&visit.site.portal, &visit.ctx, &code).await {
            Ok(Some(seal)) => verdict(&visit, &seal),
            Ok(None) => Verdict::Unknown,
            Err(fault) => return Err(visit.refuse(fault)),
        }
    };
    page(&Verify { code, problem: None, verdict, frame })
}

fn verdict(visit: &Visit, seal: &Seal) -> Verdict {
    let issuer = visit.site.portal.directory.find(&seal.authority);
    let sha256 = seal.sha256.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    });
    let letter = Letter {
        title: seal.subject.clone(),
        issued_by: issuer.map(|a| a.full_name(visit.ctx.lang)).unwrap_or_default(),
        issued_on: show::day(visit, seal.issued),
        facts: Vec::new(),
        sha256,
    };
    match seal.revoked {
        Some(at) => Verdict::Revoked { on: show::day(visit, at), letter },
        None => Verdict::Genuine(letter),
    }
}
