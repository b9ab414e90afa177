//! Reads XML defensively: size, depth, attribute caps and the DTD ban are checked before any parser sees the text.

mod writer;

pub(crate) use writer::Writer;

use crate::import::Fault;
use crate::texts::{Texts, tag};

/// Largest accepted file, in bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// Deepest accepted nesting of elements.
const MAX_DEPTH: usize = 128;
/// Most attributes of one element.
const MAX_ATTRIBUTES: usize = 128;
/// Most namespace declarations of one file; parsers copy them from element to element.
const MAX_NAMESPACES: usize = 256;
/// Most elements of one file.
const MAX_ELEMENTS: usize = 2_000_000;

/// One element of the parsed file.
pub(crate) type Xml<'a> = roxmltree::Node<'a, 'a>;

/// Where the lines of a text begin, so that a place is found without walking the text again.
pub(crate) struct Lines(Vec<usize>);

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(breaks).collect())
    }

    /// The line of a byte offset, counted from 1.
    pub(crate) fn line(&self, offset: usize) -> u32 {
        u32::try_from(self.0.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX)
    }
}

/// Parses a file after checking the caps.
///
/// # Errors
/// A cap is broken, there is a DTD, or the file is not well-formed.
pub(crate) fn parse(xml: &str) -> Result<roxmltree::Document<'_>, Fault> {
    if xml.len() > MAX_BYTES {
        return Err(Fault::new(1, format!("Die Datei ist größer als {} MB.", MAX_BYTES / 1024 / 1024)));
    }
    check_shape(xml.as_bytes()).map_err(|(at, sentence)| Fault::new(Lines::of(xml).line(at), sentence))?;
    let options = roxmltree::ParsingOptions { allow_dtd: false, ..roxmltree::ParsingOptions::default() };
    roxmltree::Document::parse_with_options(xml, options)
        .map_err(|error| Fault::new(error.pos().row, format!("Die Datei ist kein wohlgeformtes XML ({error}).")))
}

type Broken = (usize, String);

/// Walks the tags without building anything.
fn check_shape(xml: &[u8]) -> Result<(), Broken> {
    let (mut at, mut depth, mut elements, mut namespaces) = (0, 0_usize, 0_usize, 0_usize);
    while let Some(found) = find(xml, at, b"<") {
        let rest = &xml[found..];
        let skip = |from: usize, end: &[u8]| find(xml, found + from, end).map_or(xml.len(), |at| at + end.len());
        if rest.starts_with(b"<!--") {
            at = skip(4, b"-->");
        } else if rest.starts_with(b"<![CDATA[") {
            at = skip(9, b"]]>");
        } else if rest.starts_with(b"<!") {
            return Err((found, "Eine Dokumenttyp-Deklaration (DTD) wird nicht angenommen.".to_owned()));
        } else if rest.starts_with(b"<?") {
            at = skip(2, b"?>");
        } else if rest.starts_with(b"</") {
            depth = depth.saturating_sub(1);
            at = found + 2;
        } else {
            let (end, empty) = check_tag(xml, found)?;
            elements += 1;
            namespaces += xml[found..end].windows(5).filter(|window| window == b"xmlns").count();
            if namespaces > MAX_NAMESPACES {
                return Err((found, format!("Die Datei erklärt mehr als {MAX_NAMESPACES} Namensräume.")));
            }
            if elements > MAX_ELEMENTS {
                return Err((found, format!("Die Datei hat mehr als {MAX_ELEMENTS} Elemente.")));
            }
            if depth >= MAX_DEPTH {
                return Err((found, format!("Elemente sind tiefer als {MAX_DEPTH} Ebenen verschachtelt.")));
            }
            depth += usize::from(!empty);
            at = end;
        }
    }
    Ok(())
}

/// Walks one start tag: where it ends and whether it is an empty element.
fn check_tag(xml: &[u8], start: usize) -> Result<(usize, bool), Broken> {
    let (mut at, mut attributes) = (start + 1, 0_usize);
    while let Some(byte) = xml.get(at) {
        match byte {
            b'"' | b'\'' => {
                attributes += 1;
                if attributes > MAX_ATTRIBUTES {
                    return Err((start, format!("Ein Element hat mehr als {MAX_ATTRIBUTES} Attribute.")));
                }
                at = find(xml, at + 1, &[*byte]).map_or(xml.len(), |end| end + 1);
            }
            b'>' => return Ok((at + 1, xml[at - 1] == b'/')),
            _ => at += 1,
        }
    }
    Ok((xml.len(), false))
}

fn find(text: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    text.get(from..)?.windows(what.len()).position(|window| window == what).map(|at| from + at)
}

/// The name without namespace: files of different versions, and files without any, read alike.
pub(crate) fn name<'a>(xml: Xml<'a>) -> &'a str {
    xml.tag_name().name()
}

/// Child elements with their names.
pub(crate) fn children<'a>(xml: Xml<'a>) -> impl Iterator<Item = (Xml<'a>, &'a str)> {
    xml.children().filter(Xml::is_element).map(|child| (child, name(child)))
}

/// The first child of that name.
pub(crate) fn child<'a>(xml: Xml<'a>, wanted: &str) -> Option<Xml<'a>> {
    children(xml).find(|(_, name)| *name == wanted).map(|(child, _)| child)
}

/// The first element of that name anywhere below.
pub(crate) fn below<'a>(xml: Xml<'a>, wanted: &str) -> Option<Xml<'a>> {
    xml.descendants().skip(1).find(|node| node.is_element() && name(*node) == wanted)
}

/// Trimmed text of an element, its CDATA included; of all below, where text and mark-up are mixed.
pub(crate) fn text(xml: Xml<'_>) -> String {
    let text: String = xml.descendants().filter(Xml::is_text).filter_map(|node| node.text()).collect();
    text.trim().to_owned()
}

/// Text of the first child of that name; empty without.
pub(crate) fn text_of(xml: Xml<'_>, wanted: &str) -> String {
    child(xml, wanted).map(text).unwrap_or_default()
}

/// An attribute, whatever its namespace; empty without.
pub(crate) fn attribute<'a>(xml: Xml<'a>, wanted: &str) -> &'a str {
    xml.attributes().find(|attribute| attribute.name() == wanted).map_or("", |attribute| attribute.value().trim())
}

/// The code of a code element: its child `code`, else its text.
pub(crate) fn code(xml: Xml<'_>) -> String {
    child(xml, "code").map_or_else(|| text(xml), text)
}

/// Adds the text of an element in its language; a second text of the same language goes on a line of its own.
pub(crate) fn add_text(texts: &mut Texts, xml: Xml<'_>) {
    let (language, text) = (tag(attribute(xml, "languageCode")), text(xml));
    match texts.0.get_mut(&language) {
        Some(before) if !text.is_empty() => {
            before.push('\n');
            before.push_str(&text);
        }
        _ => texts.set(&language, text),
    }
}

/// The texts of all children of that name.
pub(crate) fn texts(xml: Xml<'_>, wanted: &str) -> Texts {
    let mut texts = Texts::default();
    for (child, _) in children(xml).filter(|(_, name)| *name == wanted) {
        add_text(&mut texts, child);
    }
    texts
}
