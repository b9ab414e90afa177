//! Reading XML safely: no document type, limits on size, nodes and depth.

use roxmltree::{Document, Node, ParsingOptions};

use crate::problem::Problem;

/// The largest file, in bytes.
const LARGEST_FILE: usize = 16 << 20;
/// The most nodes in a file.
const MOST_NODES: u32 = 1_000_000;
/// The most elements inside each other. Boxed expressions are read by recursion, so this also bounds the stack.
const DEEPEST: usize = 120;

/// A file under the hand: where problems are put down.
pub(crate) struct Source<'f> {
    pub(crate) file: &'f str,
    pub(crate) problems: Vec<Problem>,
}

impl<'f> Source<'f> {
    pub(crate) fn new(file: &'f str) -> Self {
        Self { file, problems: Vec::new() }
    }

    /// Puts down a problem at a node.
    pub(crate) fn report(&mut self, node: Node<'_, '_>, message: impl Into<String>) {
        let line = line_of(node);
        self.report_at(node, line, message);
    }

    /// Puts down a problem of a node at another line, such as one inside its text.
    pub(crate) fn report_at(&mut self, node: Node<'_, '_>, line: usize, message: impl Into<String>) {
        let named = node.ancestors().find_map(|n| n.attribute("id").or_else(|| n.attribute("name")));
        let element = named.unwrap_or(node.tag_name().name()).to_owned();
        self.problems.push(Problem { file: self.file.to_owned(), line, element, message: message.into() });
    }
}

/// The line of a node, from 1.
pub(crate) fn line_of(node: Node<'_, '_>) -> usize {
    // Counted only where a problem is told: searching the text for every node would take quadratic time.
    node.document().text_pos_at(node.range().start).row as usize
}

/// Parses the text, or says what stands against it.
pub(crate) fn document<'x>(xml: &'x str, file: &str) -> Result<Document<'x>, Problem> {
    let refuse = |line: usize, message: &str| Problem { file: file.to_owned(), line, element: String::new(), message: message.to_owned() };
    if xml.len() > LARGEST_FILE {
        return Err(refuse(1, "The file is too large."));
    }
    if let Some(at) = xml.find("<!DOCTYPE").or_else(|| xml.find("<!ENTITY")) {
        return Err(refuse(xml[..at].matches('\n').count() + 1, "A document type declaration is not allowed."));
    }
    if let Some(line) = too_deep(xml) {
        return Err(refuse(line, "The elements are nested too deeply."));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(xml, options)
        .map_err(|error| refuse(error.pos().row as usize, &format!("The file is not well-formed XML: {error}.")))
}

/// The line where elements nest too deeply, found before parsing as the parser itself may recurse.
fn too_deep(xml: &str) -> Option<usize> {
    let bytes = xml.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(found) = bytes[at..].iter().position(|b| *b == b'<') {
        let start = at + found;
        let rest = &xml[start..];
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")].iter().find(|(open, _)| rest.starts_with(open));
        if let Some((_, close)) = skipped {
            at = start + rest.find(close)? + close.len();
            continue;
        }
        let end = start + tag_end(&bytes[start..])?;
        match bytes.get(start + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            _ if bytes[end - 1] == b'/' => {}
            _ => depth += 1,
        }
        if depth > DEEPEST {
            return Some(xml[..start].matches('\n').count() + 1);
        }
        at = end + 1;
    }
    None
}

/// The `>` of a tag, not one inside of an attribute.
fn tag_end(tag: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), _) if open == *byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The child elements with this name, whatever their namespace prefix.
pub(crate) fn children<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// The first child element with this name.
pub(crate) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)
}

/// The text inside of a node and the line it starts at.
pub(crate) fn text_of(node: Node<'_, '_>) -> String {
    node.children().filter_map(|child| if child.is_text() { child.text() } else { None }).collect()
}

/// The text of a child element such as `<text>` or `<typeRef>`.
pub(crate) fn child_text(node: Node<'_, '_>, name: &str) -> Option<String> {
    child(node, name).map(text_of)
}
