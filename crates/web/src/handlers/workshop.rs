//! The workshop: service packages and what the check found in them.

use super::modelling;
use crate::pages::{Designer, Finding, Package as PackagePage, PackageRow};
use crate::parts::{Link, Row, Section};
use crate::server::{Reply, Visit, page};
use crate::show;
use app::packages::Package;
use app::{Error, workshop};
use axum::extract::Path;

/// All packages.
pub async fn packages(visit: Visit) -> Reply {
    let packages = match workshop::list(&visit.site.portal, &visit.ctx) {
        Ok(packages) => packages,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let frame = visit.frame(Section::Design).await?;
    let packages = packages.iter().map(|package| row(&visit, package)).collect();
    page(&Designer { packages, frame })
}

fn row(visit: &Visit, package: &Package) -> PackageRow {
    PackageRow {
        key: package.key.clone(),
        title: package.title(visit.ctx.lang, visit.authority().country),
        version: package.version.chars().take(8).collect(),
        online: package.form.is_some(),
        findings: package.warnings.len() as u64,
        href: format!("/werkstatt/{}", package.key),
    }
}

/// One package.
pub async fn package(visit: Visit, Path(key): Path<String>) -> Reply {
    let found = workshop::list(&visit.site.portal, &visit.ctx)
        .and_then(|packages| packages.into_iter().find(|p| p.key == key).ok_or(Error::NotFound));
    let package = match found {
        Ok(package) => package,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let (drafts, review) = match workshop::list_drafts(&visit.site.portal, &visit.ctx, &key).await {
        Ok(found) => found,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Design).await?;
    frame.back = visit.back_to("nav-design", "/werkstatt");
    let mut models = vec![Link::new(frame.say("model-process"), format!("/werkstatt/{key}/prozess"))];
    models.extend(package.files.keys().filter(|path| path.starts_with("decisions/")).filter_map(|path| {
        let name = path.trim_start_matches("decisions/").trim_end_matches(".dmn");
        let href = modelling::page_of(&key, path)?;
        Some(Link::new(frame.with("model-edit-decision", "name", name), href))
    }));
    let drafts = drafts.into_iter().filter_map(|draft| {
        let href = modelling::page_of(&key, &draft.path)?;
        Some((Link::new(draft.path, href), draft.changed_by, show::moment(&visit, draft.changed)))
    });
    let drafts = drafts.collect();
    let nodes = package.process.iter().flat_map(|process| &process.nodes);
    let steps = nodes.map(|node| Row::new(node.label(), format!("{:?}", node.kind()))).collect();
    let findings = package.warnings.iter().map(|warning| Finding {
        file: warning.file.clone(),
        line: u32::try_from(warning.line).unwrap_or(1),
        text: warning.message.clone(),
    });
    page(&PackagePage {
        package: row(&visit, &package),
        steps,
        files: package.files.iter().map(|(name, text)| (name.clone(), text.len() as u64)).collect(),
        findings: findings.collect(),
        preview_href: format!("/leistungen/{}", package.key),
        models,
        drafts,
        review: modelling::review(&frame.texts, &review),
        frame,
    })
}
