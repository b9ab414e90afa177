//! Files given with an application: each judged on its own by its contents, the others stay.

use super::load;
use crate::error::{Error, repeat_on_conflict};
use crate::portal::Portal;
use domain::{Action, Ctx, DraftId};
use serde_json::{Value, json};
use store::drafts::{self, Draft, Upload};
use store::{Scope, blobs};
use uuid::Uuid;

/// A file as it came in. Name and contents are the person's; nothing of it is believed.
#[derive(Debug, Clone)]
pub struct Offered {
    /// The field it answers.
    pub field: String,
    /// Its name on the person's device.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Kept.
    Kept,
    /// Refused, with a code of [`form::CODES`] and its arguments.
    Refused(form::FieldProblem),
}

/// Judges files one by one and keeps the good ones.
///
/// # Errors
/// When the draft is not this person's or the store fails.
pub async fn add_uploads(
    portal: &Portal,
    ctx: &Ctx,
    id: DraftId,
    page: &str,
    files: &[Offered],
) -> Result<Vec<Verdict>, Error> {
    let application = load(portal, ctx, id, Action::EditDraft).await?;
    let page = application.form()?.find_page(page).ok_or(Error::NotFound)?.clone();
    let mut verdicts = Vec::new();
    for file in files {
        let field = page.find_field(&file.field).ok_or(Error::NotFound)?;
        let verdict = repeat_on_conflict(|| keep(portal, ctx, id, field, file)).await?;
        verdicts.push(verdict);
    }
    Ok(verdicts)
}

async fn keep(portal: &Portal, ctx: &Ctx, id: DraftId, field: &form::Field, file: &Offered) -> Result<Verdict, Error> {
    let mut tx = portal.db.write(Scope::of(ctx)).await?;
    let mut draft = super::load_in(&mut tx, ctx, id, Action::EditDraft, portal).await?;
    let given = drafts::list_uploads(&mut tx, id).await?.iter().filter(|u| u.field == file.field).count();
    let name = clean_name(&file.name);
    // What a file is, its contents say, not its name.
    let kind = infer::get(&file.bytes);
    if let Some(problem) = form::check_upload(field, &name, file.bytes.len() as u64, kind.map(|k| k.extension())) {
        return Ok(Verdict::Refused(problem));
    }
    if let form::Kind::File { max_files, .. } = &field.kind
        && given >= *max_files
    {
        return Ok(Verdict::Refused(form::FieldProblem::new(field, "too-many-files").with("max", max_files)));
    }
    let upload = Upload {
        id: ctx.new_id(),
        field: file.field.clone(),
        name,
        media_type: kind.map_or("application/octet-stream", |k| k.mime_type()).to_owned(),
        size: file.bytes.len() as i64,
        sha256: blobs::keep(&mut tx, &file.bytes).await?,
    };
    drafts::add_upload(&mut tx, id, &upload, ctx.now()).await?;
    let uploads = drafts::list_uploads(&mut tx, id).await?;
    refer(&mut draft, &file.field, &uploads);
    drafts::save(&mut tx, &draft, ctx.now()).await?;
    tx.commit().await?;
    Ok(Verdict::Kept)
}

/// Takes one file back.
///
/// # Errors
/// When the draft is not this person's or the store fails.
pub async fn remove_upload(portal: &Portal, ctx: &Ctx, id: DraftId, upload: Uuid) -> Result<(), Error> {
    repeat_on_conflict(|| async {
        let mut tx = portal.db.write(Scope::of(ctx)).await?;
        let mut draft = super::load_in(&mut tx, ctx, id, Action::EditDraft, portal).await?;
        let uploads = drafts::list_uploads(&mut tx, id).await?;
        let Some(gone) = uploads.iter().find(|u| u.id == upload) else { return Ok(()) };
        drafts::remove_upload(&mut tx, id, upload).await?;
        let rest: Vec<Upload> = uploads.iter().filter(|u| u.id != upload).cloned().collect();
        refer(&mut draft, &gone.field, &rest);
        drafts::save(&mut tx, &draft, ctx.now()).await?;
        Ok(tx.commit().await?)
    })
    .await
}

/// The answer of a file field is the list of its uploads; no list means not answered.
fn refer(draft: &mut Draft, field: &str, uploads: &[Upload]) {
    let list: Vec<Value> = uploads
        .iter()
        .filter(|u| u.field == field)
        .map(|u| json!({ "id": u.id.to_string(), "name": u.name, "size": u.size, "type": u.media_type }))
        .collect();
    if list.is_empty() {
        draft.answers.remove(field);
    } else {
        draft.answers.insert(field.to_owned(), Value::Array(list));
    }
}

/// Keeps the readable part of a file name: no folders, no control characters, at most 120 characters.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let clean: String = last.chars().filter(|c| !c.is_control() && !"<>:\"|?*".contains(*c)).take(120).collect();
    let clean = clean.trim().trim_start_matches('.').to_owned();
    if clean.is_empty() { "Datei".to_owned() } else { clean }
}

#[cfg(test)]
mod tests {
    use super::clean_name;

    #[test]
    fn names_lose_folders_and_control_characters() {
        assert_eq!(clean_name("C:\\Users\\a\\Pass \u{7}.pdf"), "Pass .pdf");
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("..."), "Datei");
    }
}
