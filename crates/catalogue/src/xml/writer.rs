//! Writes XML with everything escaped; characters that XML cannot hold are left out.

use std::fmt::Write;

/// Writes elements, indented by two spaces a level.
#[derive(Default)]
pub(crate) struct Writer {
    out: String,
    open: Vec<&'static str>,
}

impl Writer {
    /// A document with its declaration.
    pub(crate) fn new() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    /// Opens an element; attributes with empty values are left out.
    pub(crate) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.out.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub(crate) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            let _ = writeln!(self.out, "</{name}>");
        }
    }

    /// An element with a text; nothing when the text is empty.
    pub(crate) fn leaf(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        if text.is_empty() {
            return;
        }
        self.start(name, attributes);
        self.out.push('>');
        escape(text, &mut self.out, false);
        let _ = writeln!(self.out, "</{name}>");
    }

    /// The text; everything that is still open is closed.
    pub(crate) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        let _ = write!(self.out, "<{name}");
        for (attribute, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            let _ = write!(self.out, " {attribute}=\"");
            escape(value, &mut self.out, true);
            self.out.push('"');
        }
    }

    fn indent(&mut self) {
        for _ in &self.open {
            self.out.push_str("  ");
        }
    }
}

fn escape(text: &str, out: &mut String, attribute: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            // A parser would make a line feed of it, or a space within an attribute.
            '\r' => out.push_str("&#13;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\t' if attribute => out.push_str("&#9;"),
            '\n' | '\t' => out.push(c),
            c if c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_escaped_and_closed() {
        let mut xml = Writer::new();
        xml.open("a", &[("b", "\"<\n"), ("c", "")]);
        xml.leaf("d", &[], "x & </a>\u{1}");
        let text = xml.finish();
        let body = text.lines().skip(1).collect::<Vec<_>>().join("\n");
        assert_eq!(body, "<a b=\"&quot;&lt;&#10;\">\n  <d>x &amp; &lt;/a&gt;</d>\n</a>");
    }
}
