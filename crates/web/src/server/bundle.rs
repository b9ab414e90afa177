//! The bundled styles, scripts, fonts and icons: in the program, compressed once at start, cached for ever by name.

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::{HeaderMap, StatusCode, header};
use include_dir::{Dir, include_dir};
use std::collections::HashMap;
use std::io::Write;

static DIST: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../assets/dist");

/// Every bundled file by its name, which carries a hash of its contents.
pub(super) struct Bundle(HashMap<&'static str, File>);

struct File {
    kind: &'static str,
    plain: Bytes,
    packed: Option<Bytes>,
}

impl Bundle {
    /// Reads and compresses everything.
    pub(super) fn load() -> Bundle {
        let files = DIST.files().filter_map(|file| {
            let name = file.path().to_str()?;
            let (kind, is_text) = match name.rsplit_once('.')?.1 {
                "css" => ("text/css; charset=utf-8", true),
                "js" => ("text/javascript; charset=utf-8", true),
                "svg" => ("image/svg+xml", true),
                "woff2" => ("font/woff2", false),
                _ => return None,
            };
            let packed = is_text.then(|| pack(file.contents())).flatten();
            Some((name, File { kind, plain: Bytes::from_static(file.contents()), packed }))
        });
        Bundle(files.collect())
    }

    /// A file's text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(&self.0.get(name)?.plain).ok()
    }

    /// Answers for a file; 404 for what is not there.
    pub(super) fn answer(&self, name: &str, asked: &HeaderMap) -> Response {
        let Some(file) = self.0.get(name) else { return StatusCode::NOT_FOUND.into_response() };
        let headers = [
            (header::CONTENT_TYPE, file.kind),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (header::VARY, "accept-encoding"),
        ];
        let takes_gzip =
            asked.get(header::ACCEPT_ENCODING).and_then(|h| h.to_str().ok()).is_some_and(|h| h.contains("gzip"));
        match &file.packed {
            Some(packed) if takes_gzip => {
                (headers, [(header::CONTENT_ENCODING, "gzip")], packed.clone()).into_response()
            }
            _ => (headers, file.plain.clone()).into_response(),
        }
    }
}

/// None when compressing fails or does not pay.
pub(super) fn pack(plain: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < plain.len()).then(|| packed.into())
}
