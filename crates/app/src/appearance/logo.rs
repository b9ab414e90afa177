//! Logos: a drawing (SVG) rewritten from a list of what is allowed, or pixels (PNG) stripped to the picture itself.

use super::svg;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::{Logo, LogoKind};
use thiserror::Error;

/// Largest logo in bytes: it is part of the first view of every page.
pub const LARGEST: usize = 24_000;
/// Largest width and height of a PNG.
pub const MOST_PIXELS: u32 = 1_200;

/// Why a logo is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LogoFault {
    /// More than [`LARGEST`] bytes.
    #[error("the logo has {0} bytes; at most {LARGEST} are taken")]
    TooLarge(usize),
    /// Neither SVG nor PNG.
    #[error("the logo is neither SVG nor PNG")]
    UnknownKind,
    /// A PNG that is wider or higher than [`MOST_PIXELS`].
    #[error("the logo is {0} × {1} pixels; at most {MOST_PIXELS} × {MOST_PIXELS} are taken")]
    TooManyPixels(u32, u32),
    /// A PNG that is not whole.
    #[error("the PNG is broken")]
    BrokenPng,
    /// An SVG that is refused as a whole.
    #[error("the SVG is refused: {0}")]
    Svg(String),
}

/// Cleans a logo; gives it with what was left out of a drawing.
///
/// # Errors
/// Why it is not taken.
pub fn clean(bytes: &[u8]) -> Result<(Logo, Vec<String>), LogoFault> {
    if bytes.len() > LARGEST {
        return Err(LogoFault::TooLarge(bytes.len()));
    }
    let (kind, content, dropped) = if bytes.starts_with(PNG) {
        (LogoKind::Png, clean_png(bytes)?, Vec::new())
    } else {
        let text = std::str::from_utf8(bytes).map_err(|_| LogoFault::UnknownKind)?;
        if !text.contains("<svg") {
            return Err(LogoFault::UnknownKind);
        }
        let (text, dropped) = svg::clean(text).map_err(LogoFault::Svg)?;
        (LogoKind::Svg, text.into_bytes(), dropped)
    };
    Ok((Logo { kind, base64: STANDARD.encode(content) }, dropped))
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Chunks that are the picture; texts, profiles, animations and what hides behind the end stay away.
const CHUNKS: [&[u8]; 7] = [b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND"];

fn clean_png(bytes: &[u8]) -> Result<Vec<u8>, LogoFault> {
    let number = |at: usize| -> Option<u32> { Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)) };
    let mut clean = PNG.to_vec();
    let mut at = PNG.len();
    loop {
        let length = number(at).ok_or(LogoFault::BrokenPng)? as usize;
        let kind = bytes.get(at + 4..at + 8).ok_or(LogoFault::BrokenPng)?;
        let whole = bytes.get(at..at.saturating_add(length).saturating_add(12)).ok_or(LogoFault::BrokenPng)?;
        if at == PNG.len() {
            if kind != b"IHDR" || length != 13 {
                return Err(LogoFault::BrokenPng);
            }
            let size = number(at + 8).zip(number(at + 12)).ok_or(LogoFault::BrokenPng)?;
            match size {
                (0, _) | (_, 0) => return Err(LogoFault::BrokenPng),
                (width, height) if width.max(height) > MOST_PIXELS => {
                    return Err(LogoFault::TooManyPixels(width, height));
                }
                _ => {}
            }
        }
        if CHUNKS.contains(&kind) {
            clean.extend_from_slice(whole);
        }
        if kind == b"IEND" {
            return Ok(clean);
        }
        at += whole.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap_or_default().to_be_bytes();
        [&length, kind, content, &[0; 4]].concat()
    }

    fn png(width: u32, extra: &[u8]) -> Vec<u8> {
        let head = [&width.to_be_bytes()[..], &8_u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        [PNG, &chunk(b"IHDR", &head), extra, &chunk(b"IDAT", b"xx"), &chunk(b"IEND", b"")].concat()
    }

    #[test]
    fn a_png_is_stripped_to_the_picture() {
        let hidden = [chunk(b"tEXt", b"Author\0Somebody"), chunk(b"acTL", b"12345678")].concat();
        let with_tail = [png(16, &hidden), b"<script>alert(1)</script>".to_vec()].concat();
        let (logo, _) = clean(&with_tail).expect("a good picture");
        assert_eq!(logo.kind, LogoKind::Png);
        assert_eq!(STANDARD.decode(logo.base64), Ok(png(16, b"")));
    }

    #[test]
    fn what_is_too_large_broken_or_something_else_is_refused() {
        assert_eq!(clean(&vec![b'x'; LARGEST + 1]), Err(LogoFault::TooLarge(LARGEST + 1)));
        assert_eq!(clean(&png(5000, b"")), Err(LogoFault::TooManyPixels(5000, 8)));
        let whole = png(16, b"");
        assert_eq!(clean(&whole[..whole.len() - 6]), Err(LogoFault::BrokenPng));
        assert_eq!(clean(PNG), Err(LogoFault::BrokenPng));
        for other in [&b"GIF89a"[..], b"\xff\xd8\xff\xe0 jpeg", b"<html><script>1</script></html>", b"", b"\xff<svg"] {
            assert_eq!(clean(other), Err(LogoFault::UnknownKind));
        }
    }
}
