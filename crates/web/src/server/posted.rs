//! A form that was sent: from this very site, with this session's token, its fields and files.

use super::{Failure, Visit, Weak};
use app::Error;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use http::header;

/// A file in a form.
pub struct GivenUpload {
    /// The field's name.
    pub field: String,
    /// The name on the person's device.
    pub name: String,
    /// Its contents.
    pub bytes: Bytes,
}

/// Who sent a form, its fields and its files.
pub type Ours = (Visit, Vec<(String, String)>, Vec<GivenUpload>);

/// A form that was sent.
pub struct Posted {
    /// Who sent it.
    pub visit: Visit,
    /// Fields in order, without the token.
    pub fields: Vec<(String, String)>,
    /// Files in order; empty file inputs are left out.
    pub files: Vec<GivenUpload>,
    /// The token was this session's. A form without it may begin something, never change anything.
    pub is_ours: bool,
}

impl Posted {
    /// The first value of a field.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The visit, if the token was right.
    ///
    /// # Errors
    /// Otherwise.
    pub fn ours(self) -> Result<Ours, Failure> {
        if self.is_ours {
            Ok((self.visit, self.fields, self.files))
        } else {
            Err(Failure::Foreign(Box::new(self.visit)))
        }
    }
}

impl FromRequest<Weak> for Posted {
    type Rejection = Failure;

    async fn from_request(request: Request, weak: &Weak) -> Result<Posted, Failure> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, weak).await?;
        if !from_here(&visit, &parts.headers) {
            return Err(Failure::Foreign(Box::new(visit)));
        }
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|h| h.to_str().ok()).unwrap_or_default().to_owned();
        let request = Request::from_parts(parts, body);
        let read =
            if kind.starts_with("multipart/form-data") { read_parts(request).await } else { read_pairs(request).await };
        let (mut fields, files) = match read {
            Ok(read) => read,
            Err(why) => return Err(visit.refuse(Error::Invalid(why))),
        };
        let token = fields.iter().position(|(name, _)| name == "token").map(|at| fields.remove(at).1);
        let is_ours = match (&visit.session, token) {
            (Some(session), Some(token)) => same(&session.csrf, &token),
            _ => false,
        };
        Ok(Posted { visit, fields, files, is_ours })
    }
}

/// Browsers say where a form comes from. Another site's form stops here.
fn from_here(visit: &Visit, headers: &http::HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|h: &http::HeaderValue| h.to_str().ok());
    if let Some(origin) = text(header::ORIGIN) {
        let Some(host) = text(header::HOST) else { return false };
        return origin == format!("{}://{}", visit.site.portal.rules.scheme, host.to_ascii_lowercase());
    }
    match headers.get("sec-fetch-site").and_then(|h| h.to_str().ok()) {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => true,
    }
}

/// Compares in a time that does not depend on where they differ.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differ, (x, y)| differ | (x ^ y)) == 0
}

type Read = (Vec<(String, String)>, Vec<GivenUpload>);

async fn read_pairs(request: Request) -> Result<Read, String> {
    let bytes = Bytes::from_request(request, &()).await.map_err(|fault| fault.to_string())?;
    let pairs = url::form_urlencoded::parse(&bytes).map(|(name, value)| (name.into_owned(), value.into_owned()));
    Ok((pairs.take(5_000).collect(), Vec::new()))
}

async fn read_parts(request: Request) -> Result<Read, String> {
    let mut parts = Multipart::from_request(request, &()).await.map_err(|fault| fault.to_string())?;
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(|fault| fault.to_string())? {
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(name) => {
                let bytes = part.bytes().await.map_err(|fault| fault.to_string())?;
                if !name.is_empty() || !bytes.is_empty() {
                    files.push(GivenUpload { field, name, bytes });
                }
            }
            None => fields.push((field, part.text().await.map_err(|fault| fault.to_string())?)),
        }
        if fields.len() + files.len() > 5_000 {
            return Err("a form has too many fields".into());
        }
    }
    Ok((fields, files))
}
