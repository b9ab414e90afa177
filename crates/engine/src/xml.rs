//! Reads XML defensively: size, depth and attribute caps and the DTD ban are checked before any parser sees the text.

use crate::Problem;

/// Largest accepted file, in bytes.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// Deepest accepted nesting of elements.
pub const MAX_DEPTH: usize = 128;
/// Most attributes of one element.
pub const MAX_ATTRIBUTES: usize = 128;
/// Most namespace declarations of one file; parsers copy them from element to element.
const MAX_NAMESPACES: usize = 256;
/// Most elements of one file.
pub const MAX_ELEMENTS: usize = 100_000;

/// The BPMN 2.0 model namespace.
const BPMN: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// The extension namespaces of the dialects that are read.
const DIALECTS: [&str; 2] = ["http://camunda.org/schema/1.0/bpmn", "http://operaton.org/schema/1.0/bpmn"];

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
pub(crate) fn parse<'a>(xml: &'a str, file: &str) -> Result<roxmltree::Document<'a>, Problem> {
    let problem = |rule: &str, line: u32, message: String| Problem {
        rule: rule.to_owned(),
        file: file.to_owned(),
        line,
        element: String::new(),
        message,
    };
    if xml.len() > MAX_BYTES {
        return Err(problem("bpmn-too-large", 1, format!("The file is larger than {MAX_BYTES} bytes.")));
    }
    if let Err((rule, offset, message)) = check_shape(xml.as_bytes()) {
        return Err(problem(rule, Lines::of(xml).line(offset), message));
    }
    let options = roxmltree::ParsingOptions { allow_dtd: false, ..roxmltree::ParsingOptions::default() };
    roxmltree::Document::parse_with_options(xml, options)
        .map_err(|error| problem("bpmn-xml", error.pos().row, format!("The file is not well-formed XML: {error}.")))
}

type Refusal = (&'static str, usize, String);

/// Walks the tags without building anything.
fn check_shape(xml: &[u8]) -> Result<(), Refusal> {
    let (mut at, mut depth, mut elements, mut namespaces) = (0, 0_usize, 0_usize, 0_usize);
    while let Some(found) = find(xml, at, b"<") {
        let rest = &xml[found..];
        if rest.starts_with(b"<!--") {
            at = find(xml, found + 4, b"-->").map_or(xml.len(), |end| end + 3);
        } else if rest.starts_with(b"<![CDATA[") {
            at = find(xml, found + 9, b"]]>").map_or(xml.len(), |end| end + 3);
        } else if rest.starts_with(b"<!") {
            return Err(("bpmn-dtd", found, "A document type declaration (DTD) is not accepted.".to_owned()));
        } else if rest.starts_with(b"<?") {
            at = find(xml, found + 2, b"?>").map_or(xml.len(), |end| end + 2);
        } else if rest.starts_with(b"</") {
            depth = depth.saturating_sub(1);
            at = found + 2;
        } else {
            let (end, empty) = check_tag(xml, found)?;
            elements += 1;
            namespaces += xml[found..end].windows(5).filter(|window| window == b"xmlns").count();
            if namespaces > MAX_NAMESPACES {
                let message = format!("The file declares more than {MAX_NAMESPACES} namespaces.");
                return Err(("bpmn-too-many-attributes", found, message));
            }
            if elements > MAX_ELEMENTS {
                return Err(("bpmn-too-large", found, format!("The file has more than {MAX_ELEMENTS} elements.")));
            }
            if depth >= MAX_DEPTH {
                return Err(("bpmn-too-deep", found, format!("Elements are nested deeper than {MAX_DEPTH} levels.")));
            }
            depth += usize::from(!empty);
            at = end;
        }
    }
    Ok(())
}

/// Walks one start tag: where it ends and whether it is an empty element.
fn check_tag(xml: &[u8], start: usize) -> Result<(usize, bool), Refusal> {
    let (mut at, mut attributes) = (start + 1, 0_usize);
    while let Some(byte) = xml.get(at) {
        match byte {
            b'"' | b'\'' => {
                attributes += 1;
                if attributes > MAX_ATTRIBUTES {
                    let message = format!("An element has more than {MAX_ATTRIBUTES} attributes.");
                    return Err(("bpmn-too-many-attributes", start, message));
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

/// The BPMN tag of an element; `None` for elements of other namespaces.
pub(crate) fn tag<'a>(xml: Xml<'a>) -> Option<&'a str> {
    (xml.tag_name().namespace() == Some(BPMN)).then(|| xml.tag_name().name())
}

/// BPMN child elements.
pub(crate) fn children<'a>(xml: Xml<'a>) -> impl Iterator<Item = (Xml<'a>, &'a str)> {
    xml.children().filter_map(|child| tag(child).map(|name| (child, name)))
}

/// The first BPMN child of that tag.
pub(crate) fn child<'a>(xml: Xml<'a>, name: &str) -> Option<Xml<'a>> {
    children(xml).find(|(_, tag)| *tag == name).map(|(child, _)| child)
}

/// Trimmed text of an element, its CDATA included; `None` when it is empty.
pub(crate) fn text(xml: Xml<'_>) -> Option<String> {
    let text: String = xml.children().filter(|child| child.is_text()).filter_map(|child| child.text()).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A dialect attribute (`camunda:` or `operaton:`).
pub(crate) fn extra<'a>(xml: Xml<'a>, name: &str) -> Option<&'a str> {
    DIALECTS.iter().find_map(|space| xml.attribute((*space, name))).map(str::trim).filter(|value| !value.is_empty())
}

/// The dialect elements below `extensionElements`.
pub(crate) fn extras<'a>(xml: Xml<'a>) -> impl Iterator<Item = (Xml<'a>, &'a str)> {
    child(xml, "extensionElements").into_iter().flat_map(|extension| extension.children()).filter_map(dialect)
}

/// Whether a namespace is one of the dialects that are read.
pub(crate) fn is_dialect(space: &str) -> bool {
    DIALECTS.contains(&space)
}

/// A dialect element's name; `None` for other namespaces.
pub(crate) fn dialect<'a>(xml: Xml<'a>) -> Option<(Xml<'a>, &'a str)> {
    let space = xml.tag_name().namespace()?;
    is_dialect(space).then(|| (xml, xml.tag_name().name()))
}
