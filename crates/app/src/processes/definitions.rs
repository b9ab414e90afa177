//! Deploying processes: every file is compiled first, and one fault refuses all of them.

use crate::error::{Error, repeat_on_conflict};
use crate::portal::Portal;
use crate::process::actor_name;
use crate::processes::{allow, model_cache, timer_starts};
use domain::{Action, Ctx};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Scope;
use store::definitions::{self, Content};
use store::steps::ModelKey;

pub use crate::processes::model_cache::Finding;
pub use store::definitions::Definition;

/// Most files of one deployment.
const MOST_FILES: usize = 100;

/// A file of a deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name; the ending says what it is: `.bpmn`, `.bpmn20.xml`, `.dmn`, `.dmn11.xml`.
    pub name: String,
    /// Its contents.
    pub text: String,
}

/// What came of a deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deployed {
    /// The definitions by file; a file that was there before keeps its version.
    Done(Vec<(String, Definition)>),
    /// What is wrong with the files; nothing was deployed.
    Refused(Vec<Finding>),
}

/// Deploys BPMN files together with the decisions they call; each executable process of a file is a definition.
///
/// # Errors
/// [`Error::Invalid`] with a sentence for what is no model at all.
pub async fn deploy(portal: &Portal, ctx: &Ctx, files: Vec<File>) -> Result<Deployed, Error> {
    allow(ctx, Action::DeployProcesses)?;
    if files.len() > MOST_FILES {
        return Err(Error::Invalid(format!("A deployment has at most {MOST_FILES} files.")));
    }
    let (mut processes, mut decisions) = (Vec::new(), BTreeMap::new());
    for file in files {
        let name = file.name.to_ascii_lowercase();
        if name.ends_with(".dmn") || name.ends_with(".dmn11.xml") {
            decisions.insert(file.name, file.text);
        } else if name.ends_with(".bpmn") || name.ends_with(".bpmn20.xml") {
            processes.push(file);
        } else {
            let what = "is neither a BPMN (.bpmn, .bpmn20.xml) nor a DMN file (.dmn, .dmn11.xml). Leave it out";
            return Err(Error::Invalid(format!("{} {what}: forms and scripts are not deployed.", file.name)));
        }
    }
    if processes.is_empty() {
        return Err(Error::Invalid("The deployment holds no BPMN file (.bpmn or .bpmn20.xml).".to_owned()));
    }
    let (mut good, mut findings) = (Vec::new(), Vec::new());
    for file in processes {
        for process in model_cache::meant(&file) {
            let content = Content { bpmn: file.text.clone(), process, decisions: decisions.clone() };
            match model_cache::compile(content.clone(), file.name.clone()).await? {
                Ok(model) => good.push((file.name.clone(), Arc::new(model), content)),
                Err(problems) => findings.extend(problems),
            }
        }
    }
    if !findings.is_empty() {
        return Ok(Deployed::Refused(findings));
    }
    repeat_on_conflict(|| keep(portal, ctx, &good)).await.map(Deployed::Done)
}

type Good = (String, Arc<engine::Model>, Content);

async fn keep(portal: &Portal, ctx: &Ctx, good: &[Good]) -> Result<Vec<(String, Definition)>, Error> {
    // One moment for all: files of one deployment belong together.
    let (by, now) = (actor_name(&ctx.actor), ctx.now());
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let mut done = Vec::new();
    for (file, model, content) in good {
        let name = model.name.as_deref().unwrap_or(&model.id);
        let before = definitions::find_latest(&mut tx, &model.id).await?.map(|latest| latest.version);
        let definition = definitions::deploy(&mut tx, &model.id, name, content, &by, now).await?;
        if before != Some(definition.version) {
            timer_starts::arm(portal, ctx, &mut tx, model, &definition).await?;
        }
        done.push((file.clone(), definition));
    }
    tx.commit().await?;
    Ok(done)
}

/// The newest version of a key.
///
/// # Errors
/// [`Error::NotFound`] when nothing is deployed under it.
pub(super) async fn load_latest(portal: &Portal, ctx: &Ctx, key: &str) -> Result<Arc<Definition>, Error> {
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    definitions::find_latest(&mut tx, key).await?.map(Arc::new).ok_or(Error::NotFound)
}

/// The definition with this content, remembered.
///
/// # Errors
/// [`Error::NotFound`] when this authority has none such.
pub(super) async fn load(portal: &Portal, ctx: &Ctx, hash: &[u8; 32]) -> Result<Arc<Definition>, Error> {
    if let Some(known) = portal.processes.recall(&ctx.authority.key, hash) {
        return Ok(known);
    }
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let found = definitions::find(&mut tx, hash).await?.map(Arc::new).ok_or(Error::NotFound)?;
    portal.processes.remember(&found);
    Ok(found)
}

/// The newest version of every key with its model, for starts by message and signal. What may not start is left out.
///
/// # Errors
/// When the store fails.
pub(super) async fn list_startable(portal: &Portal, ctx: &Ctx) -> Result<Vec<(Definition, Arc<engine::Model>)>, Error> {
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let all = definitions::list(&mut tx, 10_000).await?;
    drop(tx);
    let mut latest: Vec<Definition> = Vec::new();
    for definition in all {
        if latest.last().is_none_or(|last| last.key != definition.key) {
            latest.push(definition);
        }
    }
    let mut found = Vec::new();
    for definition in latest.into_iter().filter(|definition| !definition.suspended) {
        let model = model_cache::load(portal, &ModelKey::Definition(definition.hash)).await?;
        found.push((definition, model));
    }
    Ok(found)
}
