//! Drafts of models: read, checked with the whole package, saved beside the running version, thrown away.

use super::review::{Review, review};
use crate::error::{Error, authorise};
use crate::packages::{PROCESS, Package};
use crate::portal::Portal;
use crate::process::actor_name;
use domain::{Action, Ctx, Resource};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Scope;
use store::package_drafts::{self, PackageDraft};

/// A model with which a new process begins.
const NEW_PROCESS: &str = include_str!("new-process.bpmn");
/// Largest file of a package in bytes.
const LARGEST: usize = 2_000_000;

/// A file of a package, open for change.
#[derive(Debug, Clone)]
pub struct OpenFile {
    /// The running version of the package.
    pub package: Arc<Package>,
    /// The file's path inside it.
    pub path: String,
    /// The text: as given, as in the draft, as in the running version, in this order.
    pub text: String,
    /// The saved draft of this file.
    pub draft: Option<PackageDraft>,
    /// How the package comes out with this text and the drafts of its other files.
    pub review: Review,
}

fn begin(portal: &Portal, ctx: &Ctx, service: &str) -> Result<Arc<Package>, Error> {
    let resource = Resource { authority: Some(&ctx.authority.key), ..Resource::default() };
    authorise(ctx, Action::DraftServices, &resource)?;
    portal.find_service(service).ok_or(Error::NotFound)
}

/// What the running version has under a path that can be drawn: the process, or a decision it has.
fn published(package: &Package, path: &str) -> Result<String, Error> {
    match package.files.get(path) {
        Some(text) if path == PROCESS || (path.starts_with("decisions/") && path.ends_with(".dmn")) => Ok(text.clone()),
        None if path == PROCESS => Ok(NEW_PROCESS.replace("{key}", &package.key)),
        _ => Err(Error::NotFound),
    }
}

/// The changed files of a package, by path.
///
/// # Errors
/// [`Error::NotFound`] for everybody but designers.
pub async fn list_drafts(portal: &Portal, ctx: &Ctx, service: &str) -> Result<(Vec<PackageDraft>, Review), Error> {
    let package = begin(portal, ctx, service)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let drafts = package_drafts::list(&mut tx, service).await?;
    drop(tx);
    let changes = drafts.iter().map(|draft| (draft.path.clone(), draft.content.clone())).collect();
    let review = look_over(portal, &package, changes).await?;
    Ok((drafts, review))
}

/// Opens a model.
///
/// # Errors
/// [`Error::NotFound`] for everybody but designers, and where the package has no such model.
pub async fn open(portal: &Portal, ctx: &Ctx, service: &str, path: &str) -> Result<OpenFile, Error> {
    opened(portal, ctx, service, path, None).await
}

/// Checks a text in a model's place; keeps nothing.
///
/// # Errors
/// Like [`open`]; [`Error::Invalid`] when it is too long.
pub async fn check(portal: &Portal, ctx: &Ctx, service: &str, path: &str, text: String) -> Result<OpenFile, Error> {
    opened(portal, ctx, service, path, Some(fitting(text)?)).await
}

fn fitting(text: String) -> Result<String, Error> {
    if text.len() > LARGEST {
        return Err(Error::Invalid(format!("a model has at most {LARGEST} bytes")));
    }
    // Browsers send line ends as two characters.
    Ok(text.replace("\r\n", "\n"))
}

async fn opened(
    portal: &Portal,
    ctx: &Ctx,
    service: &str,
    path: &str,
    given: Option<String>,
) -> Result<OpenFile, Error> {
    let package = begin(portal, ctx, service)?;
    let published = published(&package, path)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let drafts = package_drafts::list(&mut tx, service).await?;
    drop(tx);
    let mut changes: BTreeMap<String, String> =
        drafts.iter().map(|draft| (draft.path.clone(), draft.content.clone())).collect();
    let draft = drafts.into_iter().find(|draft| draft.path == path);
    let text = given.or_else(|| draft.as_ref().map(|draft| draft.content.clone())).unwrap_or(published);
    changes.insert(path.to_owned(), text.clone());
    let review = look_over(portal, &package, changes).await?;
    Ok(OpenFile { package, path: path.to_owned(), text, draft, review })
}

/// Checking takes milliseconds, and a hostile model as long as its limits allow: not where requests are answered.
async fn look_over(portal: &Portal, package: &Package, changes: BTreeMap<String, String>) -> Result<Review, Error> {
    let mut files = package.files.clone();
    files.extend(changes);
    let authorities = portal.directory.authorities();
    let countries = authorities.into_iter().map(|authority| (authority.key.clone(), authority.country)).collect();
    let looked = tokio::task::spawn_blocking(move || review(files, &countries)).await;
    looked.map_err(|fault| Error::Internal(format!("the check broke off: {fault}")))
}

/// The text as a file: the draft's, or the running version's.
///
/// # Errors
/// Like [`open`].
pub async fn download(portal: &Portal, ctx: &Ctx, service: &str, path: &str) -> Result<String, Error> {
    let package = begin(portal, ctx, service)?;
    let published = published(&package, path)?;
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    Ok(package_drafts::find(&mut tx, service, path).await?.map_or(published, |draft| draft.content))
}

/// Saves a text as the draft of a model, also when it is not sound yet. The running version stays as it is.
///
/// # Errors
/// Like [`check`].
pub async fn save(portal: &Portal, ctx: &Ctx, service: &str, path: &str, text: String) -> Result<(), Error> {
    let package = begin(portal, ctx, service)?;
    published(&package, path)?;
    let draft = PackageDraft {
        service: package.key.clone(),
        path: path.to_owned(),
        content: fitting(text)?,
        changed: ctx.now(),
        changed_by: actor_name(&ctx.actor),
    };
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    package_drafts::save(&mut tx, &draft).await?;
    Ok(tx.commit().await?)
}

/// Throws the draft of a model away; without one nothing happens.
///
/// # Errors
/// [`Error::NotFound`] for everybody but designers.
pub async fn discard(portal: &Portal, ctx: &Ctx, service: &str, path: &str) -> Result<(), Error> {
    begin(portal, ctx, service)?;
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    package_drafts::discard(&mut tx, service, path).await?;
    Ok(tx.commit().await?)
}
