//! Deployed models: the list with what runs of each version, and deploying new ones.

use super::process_actions;
use crate::pages::{DeployedModels, FileFinding, ModelRow, VersionRow};
use crate::parts::{Problem, Section};
use crate::server::{Posted, Reply, Visit, page, percent, see_other};
use crate::show;
use app::Error;
use app::processes::bulk;
use app::processes::definitions::{self, Deployed, File, Finding};
use app::processes::versions::{self, Version};
use axum::http::StatusCode;

/// The address of a version.
pub(super) fn address(key: &str, version: i64) -> String {
    format!("/betrieb/definitionen/{}/{version}", percent(key))
}

/// All models.
pub async fn list(visit: Visit) -> Reply {
    print(visit, Vec::new(), None).await
}

async fn print(visit: Visit, findings: Vec<Finding>, wrong: Option<&'static str>) -> Reply {
    let opened = async {
        let (portal, ctx) = (&visit.site.portal, &visit.ctx);
        Ok((versions::list(portal, ctx).await?, bulk::list(portal, ctx).await?))
    };
    let (all, actions) = match opened.await {
        Ok(opened) => opened,
        Err(fault) => return Err(visit.refuse(fault)),
    };
    let mut frame = visit.frame(Section::Operation).await?;
    frame.back = visit.back_to("nav-operation", "/betrieb");
    let mut models: Vec<ModelRow> = Vec::new();
    for version in &all {
        let definition = &version.definition;
        if models.last().is_none_or(|model| model.key != definition.key) {
            let (key, name) = (definition.key.clone(), definition.name.clone());
            models.push(ModelRow { key, name, versions: Vec::new() });
        }
        if let Some(model) = models.last_mut() {
            model.versions.push(row(&visit, version));
        }
    }
    let findings = findings.into_iter().map(|Finding { file, line, element, rule, message }| {
        let meaning = show::process::rule(&frame.texts, &rule);
        FileFinding { file, line, element, meaning, text: message }
    });
    let findings = findings.collect();
    let problems: Vec<Problem> = wrong.into_iter().map(|key| Problem::new("files", frame.say(key))).collect();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let actions = actions.iter().map(|done| process_actions::shown(&visit, done)).collect();
    let mut printed = page(&DeployedModels { models, actions, findings, problems, frame })?;
    *printed.status_mut() = status;
    Ok(printed)
}

fn row(visit: &Visit, version: &Version) -> VersionRow {
    let definition = &version.definition;
    VersionRow {
        number: definition.version,
        href: address(&definition.key, definition.version),
        deployed: show::moment(visit, definition.deployed),
        by: definition.deployed_by.clone(),
        running: u64::try_from(version.running.all).unwrap_or(0),
        stuck: u64::try_from(version.running.stuck).unwrap_or(0),
        closed: definition.suspended,
    }
}

/// Deploys files; with findings the same page names them and nothing is deployed.
pub async fn deploy(posted: Posted) -> Reply {
    let (visit, _, files) = posted.ours()?;
    let files: Vec<File> = files
        .into_iter()
        .filter(|file| file.field == "files")
        .map(|file| File { name: file.name, text: String::from_utf8_lossy(&file.bytes).into_owned() })
        .collect();
    match definitions::deploy(&visit.site.portal, &visit.ctx, files).await {
        Ok(Deployed::Done(done)) => match done.as_slice() {
            [(_, one)] => Ok(see_other(&address(&one.key, one.version))),
            _ => Ok(see_other("/betrieb/definitionen")),
        },
        Ok(Deployed::Refused(findings)) => print(visit, findings, Some("models-refused")).await,
        Err(Error::Invalid(_)) => print(visit, Vec::new(), Some("models-files-wrong")).await,
        Err(fault) => Err(visit.refuse(fault)),
    }
}
