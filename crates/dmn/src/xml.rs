//! Reading XML safely: no document type, limits on size, nodes and depth.

use roxmltree::{Document, Node, ParsingOptions};

use crate::problem::Problem;

/// The largest file, in bytes.
const LARGEST_FILE: usize = 16 << 20;
/// The most nodes in a file.
const MOST_NODES: u32 = 1_000_000;
/// The most attributes of an element.
const MOST_ATTRIBUTES: usize = 200;
/// The most elements inside each other. Boxed expressions are read by recursion, so this also bounds the stack.
const DEEPEST: usize = 120;

/// A file under the hand: where problems are put down.
pub(crate) struct Source<'f> {
    pub(crate) file: &'f str,
    pub(crate) problems: Vec<Problem>,
    pub(crate) lines: Lines,
}

/// Where the lines of a file start, so that telling the place of many problems stays quick.
pub(crate) struct Lines(Vec<usize>);

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect())
    }

    /// The line of a node, from 1.
    pub(crate) fn line(&self, node: Node<'_, '_>) -> usize {
        self.0.partition_point(|newline| *newline < node.range().start) + 1
    }
}

impl<'f> Source<'f> {
    pub(crate) fn new(file: &'f str, text: &str) -> Self {
        Self { file, problems: Vec::new(), lines: Lines::of(text) }
    }

    /// Puts down a problem at a node.
    pub(crate) fn report(&mut self, node: Node<'_, '_>, message: impl Into<String>) {
        let line = self.lines.line(node);
        self.report_at(node, line, message);
    }

    /// Puts down a problem of a node at another line, such as one inside its text.
    pub(crate) fn report_at(&mut self, node: Node<'_, '_>, line: usize, message: impl Into<String>) {
        let named = node.ancestors().find_map(|n| n.attribute("id").or_else(|| n.attribute("name")));
        let element = named.unwrap_or(node.tag_name().name()).to_owned();
        self.problems.push(Problem { file: self.file.to_owned(), line, element, message: message.into() });
    }
}

/// Parses the text, or says what stands against it.
pub(crate) fn document<'x>(xml: &'x str, file: &str) -> Result<Document<'x>, Problem> {
    let refuse = |line: usize, message: &str| Problem {
        file: file.to_owned(),
        line,
        element: String::new(),
        message: message.to_owned(),
    };
    if xml.len() > LARGEST_FILE {
        return Err(refuse(1, "The file is too large."));
    }
    if let Some(at) = xml.find("<!DOCTYPE").or_else(|| xml.find("<!ENTITY")) {
        return Err(refuse(xml[..at].matches('\n').count() + 1, "A document type declaration is not allowed."));
    }
    if let Some((line, message)) = excess(xml) {
        return Err(refuse(line, message));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(xml, options)
        .map_err(|error| refuse(error.pos().row as usize, &format!("The file is not well-formed XML: {error}.")))
}

/// The line where elements nest too deeply or have too many attributes, found before parsing: the parser's own time and stack
/// grow with both.
fn excess(xml: &str) -> Option<(usize, &'static str)> {
    let line = |at: usize| xml[..at].matches('\n').count() + 1;
    let bytes = xml.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(found) = bytes[at..].iter().position(|b| *b == b'<') {
        let start = at + found;
        let rest = &xml[start..];
        let skipped =
            [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")].iter().find(|(open, _)| rest.starts_with(open));
        if let Some((_, close)) = skipped {
            at = start + rest.find(close)? + close.len();
            continue;
        }
        let (length, attributes) = tag_end(&bytes[start..])?;
        if attributes > MOST_ATTRIBUTES {
            return Some((line(start), "The element has too many attributes."));
        }
        let end = start + length;
        match bytes.get(start + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            _ if bytes[end - 1] == b'/' => {}
            _ => depth += 1,
        }
        if depth > DEEPEST {
            return Some((line(start), "The elements are nested too deeply."));
        }
        at = end + 1;
    }
    None
}

/// The `>` of a tag, not one inside of an attribute, and how many attributes there are.
fn tag_end(tag: &[u8]) -> Option<(usize, usize)> {
    let (mut quote, mut attributes) = (None, 0);
    for (at, byte) in tag.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some((at, attributes)),
            (None, b'"' | b'\'') => {
                quote = Some(*byte);
                attributes += 1;
            }
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
