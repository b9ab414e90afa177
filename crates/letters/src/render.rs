//! From a letter to the bytes of its PDF.

use std::panic::{AssertUnwindSafe, catch_unwind};

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::desk::{Desk, Shop};
use crate::glyphs::make_printable;
use crate::letter::Letter;

/// A finished letter.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file, PDF/A-2a and PDF/UA-1.
    pub bytes: Vec<u8>,
    /// Characters that no font has and that are printed as a hollow square, each once. Empty for all letters of DIN 91379.
    pub missing: Vec<char>,
}

/// Why a letter could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The authority's colour is not of the form `#rrggbb`.
    #[error("the colour {0:?} is not of the form #rrggbb")]
    Colour(String),
    /// The language or country is not a code of two letters.
    #[error("{0:?} is not a code of two letters")]
    Code(String),
    /// The subject is empty, and with it the title that every accessible document needs.
    #[error("a letter needs a subject")]
    Subject,
    /// The verification address does not fit into a QR code that a phone can read.
    #[error("the verification address of {0} bytes is too long for a QR code")]
    Address(usize),
    /// Typst or the PDF standard refused the document.
    #[error("the letter cannot be set: {0}")]
    Typeset(String),
    /// The typesetter stopped unexpectedly.
    #[error("the typesetter stopped unexpectedly")]
    Crash,
    /// Template or standards of this crate are unusable.
    #[error("the letter template is unusable")]
    Setup,
}

/// Sets the letter and gives its PDF. Safe to call from many threads; the first call also loads the fonts.
///
/// # Errors
/// A [`Fault`] for a colour, code, subject or address that cannot be used; nothing in the letter's texts can cause one.
pub fn render(letter: &Letter) -> Result<Pdf, Fault> {
    check(letter)?;
    let shop = Shop::open()?;
    let mut printable = letter.clone();
    let missing = make_printable(&mut printable, |c| shop.has_glyph(c));
    let desk = Desk {
        shop,
        letter: Bytes::new(serde_json::to_vec(&printable).map_err(|fault| Fault::Typeset(fault.to_string()))?),
        qr: render_qr(&letter.verify.url)?,
    };
    let _sweep = Sweep;
    // A fault in the typesetter must cost one letter, not the worker that called it.
    let bytes = catch_unwind(AssertUnwindSafe(|| typeset(&desk, letter))).map_err(|_| Fault::Crash)??;
    Ok(Pdf { bytes, missing })
}

/// Typst keeps what it computed, personal texts included; dropping this throws it away however the render ends.
struct Sweep;

impl Drop for Sweep {
    fn drop(&mut self) {
        typst::comemo::evict(0);
    }
}

fn check(letter: &Letter) -> Result<(), Fault> {
    let colour = &letter.authority.colour;
    let is_colour = |hex: &str| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit());
    if !colour.strip_prefix('#').is_some_and(is_colour) {
        return Err(Fault::Colour(colour.clone()));
    }
    for code in [&letter.lang, &letter.country] {
        if code.len() != 2 || !code.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Err(Fault::Code(code.clone()));
        }
    }
    if letter.subject.trim().is_empty() { Err(Fault::Subject) } else { Ok(()) }
}

fn typeset(desk: &Desk, letter: &Letter) -> Result<Vec<u8>, Fault> {
    let document = typst::compile(desk).output.map_err(|faults| refused(&faults))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(|_| Fault::Setup)?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("{}/{}/{}", letter.authority.name, letter.reference, letter.verify.code)),
        creator: Smart::Custom(Some("Portikus".to_owned())),
        timestamp: timestamp(letter.issued),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|faults| refused(&faults))
}

fn refused(faults: &[SourceDiagnostic]) -> Fault {
    Fault::Typeset(faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; "))
}

fn timestamp(at: jiff::Timestamp) -> Option<Timestamp> {
    let at = at.to_zoned(jiff::tz::TimeZone::UTC);
    let part = |number: i8| u8::try_from(number).ok();
    Datetime::from_ymd_hms(
        i32::from(at.year()),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
    .map(Timestamp::new_utc)
}

/// The QR code as a picture without a margin of its own, so that it aligns with the text beside it; the template leaves
/// the white space that readers need around it.
fn render_qr(url: &str) -> Result<Option<Bytes>, Fault> {
    if url.is_empty() {
        return Ok(None);
    }
    if url.len() > 1_000 {
        return Err(Fault::Address(url.len()));
    }
    let code = QrCode::with_error_correction_level(url, EcLevel::M).map_err(|_| Fault::Address(url.len()))?;
    let picture = code.render::<svg::Color<'_>>().quiet_zone(false).module_dimensions(1, 1).build();
    Ok(Some(Bytes::from_string(picture)))
}
