//! SVG from strangers: read by a parser without DTD, written anew from a list of allowed elements, attributes and values.
//! What is not on the list does not get out, whatever it is called.

use roxmltree::{Document, Node, ParsingOptions};
use std::fmt::Write;

const SVG: &str = "http://www.w3.org/2000/svg";
/// Deepest nesting and most elements of a logo.
const MOST_DEPTH: usize = 40;
const MOST_ELEMENTS: usize = 1_500;

/// Shapes, groups, colours that flow. No text with fonts, no images, no links, no scripts, no styles, no animation, no
/// `use` (which can multiply itself).
const ELEMENTS: [&str; 17] = [
    "svg",
    "g",
    "defs",
    "title",
    "desc",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
];

/// Geometry and paint.
const ATTRIBUTES: [&str; 50] = [
    "id",
    "viewBox",
    "width",
    "height",
    "preserveAspectRatio",
    "transform",
    "d",
    "points",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "opacity",
    "clip-path",
    "clip-rule",
    "mask",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "offset",
    "stop-color",
    "stop-opacity",
    "clipPathUnits",
    "maskUnits",
    "maskContentUnits",
    "color",
    "visibility",
    "display",
    "vector-effect",
    "paint-order",
];

/// Attributes that may point at something inside the drawing: `url(#name)`.
const POINTING: [&str; 4] = ["fill", "stroke", "clip-path", "mask"];

/// Writes a drawing anew; gives it with the names of what was left out.
///
/// # Errors
/// A sentence when it is no SVG, has a DTD, is too deep or too large, or nothing of it is left.
pub(super) fn clean(text: &str) -> Result<(String, Vec<String>), String> {
    check_before_parsing(text)?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 20_000, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|fault| fault.to_string())?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err(format!("its first element is not <svg xmlns=\"{SVG}\">"));
    }
    let mut cleaner = Cleaner::default();
    cleaner.element(root, true);
    if !["<path", "<rect", "<circle", "<ellipse", "<line", "<poly"].iter().any(|shape| cleaner.out.contains(shape)) {
        return Err("no shape is left of it".to_owned());
    }
    cleaner.dropped.sort();
    cleaner.dropped.dedup();
    Ok((cleaner.out, cleaner.dropped))
}

/// Caps that hold before a parser sees the text.
fn check_before_parsing(text: &str) -> Result<(), String> {
    if text.contains("<!DOCTYPE") || text.contains("<!ENTITY") {
        return Err("it has a document type or entities; save it without".to_owned());
    }
    let (mut depth, mut elements) = (0_usize, 0_usize);
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        if rest.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !rest.starts_with(['!', '?']) {
            elements += 1;
            let closes_itself = rest.find('>').is_some_and(|end| rest[..end].ends_with('/'));
            depth += usize::from(!closes_itself);
        }
        if depth > MOST_DEPTH || elements > MOST_ELEMENTS {
            return Err(format!(
                "it has more than {MOST_ELEMENTS} elements, or they are nested deeper than {MOST_DEPTH}"
            ));
        }
    }
    Ok(())
}

#[derive(Default)]
struct Cleaner {
    out: String,
    dropped: Vec<String>,
}

impl Cleaner {
    fn element(&mut self, node: Node<'_, '_>, is_root: bool) {
        let name = node.tag_name().name();
        if node.tag_name().namespace() != Some(SVG) || !ELEMENTS.contains(&name) || (name == "svg" && !is_root) {
            self.dropped.push(format!("<{name}>"));
            return;
        }
        // Writing to a string cannot fail.
        let _ = write!(self.out, "<{name}");
        if is_root {
            let _ = write!(self.out, " xmlns=\"{SVG}\"");
            self.view_box(node);
        }
        for attribute in node.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            match key {
                "style" if attribute.namespace().is_none() => self.style(node, value),
                // Its size is that of its frame on our page.
                "width" | "height" | "viewBox" if is_root => {}
                _ if attribute.namespace().is_none() => self.attribute(key, value),
                _ => self.dropped.push(key.to_owned()),
            }
        }
        if name == "title" || name == "desc" {
            let text: String = node.children().filter_map(|child| child.text()).collect();
            let text: String = text.chars().filter(|c| !c.is_control()).take(200).collect();
            let _ = write!(self.out, ">{}</{name}>", escape(&text));
            return;
        }
        self.out.push('>');
        for child in node.children().filter(Node::is_element) {
            self.element(child, false);
        }
        let _ = write!(self.out, "</{name}>");
    }

    /// A drawing without a view box would not grow and shrink with the page.
    fn view_box(&mut self, root: Node<'_, '_>) {
        let number = |name| {
            let text: &str = root.attribute(name)?;
            text.trim_end_matches("px").trim().parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0)
        };
        let own = root.attribute("viewBox").filter(|value| is_safe("viewBox", value));
        let made = number("width").zip(number("height")).map(|(width, height)| format!("0 0 {width} {height}"));
        if let Some(view_box) = own.map(str::to_owned).or(made) {
            let _ = write!(self.out, " viewBox=\"{view_box}\"");
        }
    }

    /// `style="fill:#f00"` says the same as `fill="#f00"`; only the second passes a strict content policy.
    fn style(&mut self, node: Node<'_, '_>, value: &str) {
        for (key, value) in value.split(';').filter_map(|part| part.split_once(':')) {
            let key = key.trim();
            if node.attribute(key).is_none() && key != "id" {
                self.attribute(key, value.trim());
            }
        }
    }

    fn attribute(&mut self, key: &str, value: &str) {
        if ATTRIBUTES.contains(&key) && is_safe(key, value) {
            let _ = write!(self.out, " {key}=\"{value}\"");
        } else {
            self.dropped.push(key.to_owned());
        }
    }
}

/// Numbers, words, colours, lists of them; `url(#name)` where something may be pointed at. No colon, so no address.
fn is_safe(key: &str, value: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty()
            && name.len() <= 64
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    if key == "id" {
        return is_name(value);
    }
    if let Some(pointed) = value.trim().strip_prefix("url(") {
        let name = pointed.strip_suffix(')').map(|inner| inner.trim().trim_matches(['"', '\'']));
        return POINTING.contains(&key)
            && !value.contains(['"', '\''])
            && name.and_then(|name| name.strip_prefix('#')).is_some_and(is_name);
    }
    let plain = |b: u8| b.is_ascii_alphanumeric() || b" \t\r\n.,+-#%()".contains(&b);
    value.bytes().all(plain) && !value.to_ascii_lowercase().contains("url(")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(inner: &str) -> String {
        format!(
            "<svg xmlns=\"{SVG}\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">{inner}<path d=\"M0 0h9v9z\"/></svg>"
        )
    }

    #[test]
    fn a_plain_drawing_comes_out_as_it_went_in() {
        let inner = "<defs><linearGradient id=\"a\"><stop offset=\"0\" stop-color=\"#f00\"></stop></linearGradient></defs>\
                     <g fill=\"url(#a)\" transform=\"translate(1,2) rotate(-4.5)\"><circle cx=\"4\" cy=\"4\" r=\"3\"></circle></g>";
        let (clean, dropped) = clean(&drawing(inner)).expect("a good drawing");
        assert!(clean.contains(inner), "{clean}");
        assert_eq!(dropped, Vec::<String>::new());
    }

    #[test]
    fn everything_that_could_act_or_fetch_is_left_out() {
        for hostile in [
            "<script>alert(1)</script>",
            "<script href=\"https://evil.example/x.js\"/>",
            "<SCRIPT>alert(1)</SCRIPT>",
            "<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">alert(1)</h:script>",
            "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\" onload=\"alert(1)\"/></foreignObject>",
            "<rect onclick=\"alert(1)\" onload=\"alert(1)\" width=\"1\" height=\"1\"/>",
            "<a href=\"javascript:alert(1)\"><rect width=\"1\" height=\"1\"/></a>",
            "<image href=\"https://evil.example/pixel.png\"/>",
            "<image xlink:href=\"data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=\"/>",
            "<use href=\"https://evil.example/x.svg#a\"/><use xlink:href=\"#a\"/>",
            "<style>@import url(https://evil.example/x.css); *{fill:url(https://evil.example)}</style>",
            "<rect fill=\"url(https://evil.example/x#a)\"/>",
            "<rect fill=\"url(data:image/png;base64,AAAA)\"/>",
            "<rect style=\"fill:url(https://evil.example);background:url(//evil.example)\"/>",
            "<rect style=\"behavior:url(x.htc);-moz-binding:url(https://evil.example)\"/>",
            "<rect fill=\"&quot; onload=&quot;alert(1)\"/>",
            "<animate attributeName=\"href\" to=\"javascript:alert(1)\"/><set attributeName=\"onload\" to=\"alert(1)\"/>",
            "<feImage href=\"https://evil.example\"/><iframe src=\"https://evil.example\"/>",
            "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>",
            "<desc><script>alert(1)</script></desc>",
            "<!-- --><![CDATA[<script>alert(1)</script>]]>",
            "<?xml-stylesheet href=\"https://evil.example/x.css\"?>",
        ] {
            let (clean, _) = clean(&drawing(hostile)).unwrap_or_else(|fault| panic!("{hostile}: {fault}"));
            let again = Document::parse(&clean).expect("sound XML");
            for node in again.descendants().filter(Node::is_element) {
                assert!(ELEMENTS.contains(&node.tag_name().name()), "{hostile}: {clean}");
                for attribute in node.attributes() {
                    assert!(ATTRIBUTES.contains(&attribute.name()), "{hostile}: {clean}");
                    assert!(!attribute.value().contains(':'), "{hostile}: {clean}");
                }
            }
            for word in ["<script", "evil", "javascript", "data:", "onload", "onclick", "<style", "style=", "href"] {
                assert!(!clean.contains(word), "{hostile} left {word}: {clean}");
            }
        }
    }

    #[test]
    fn what_is_no_drawing_or_attacks_the_reader_is_refused() {
        let deep = drawing(&("<g>".repeat(60) + &"</g>".repeat(60)));
        let many = drawing(&"<g/>".repeat(MOST_ELEMENTS + 1));
        for (text, word) in [
            (
                "<!DOCTYPE svg [<!ENTITY a \"x\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"&a;\"/></svg>",
                "entities",
            ),
            ("<svg><path d=\"M0 0\"/></svg>", "first element"),
            ("<html xmlns=\"http://www.w3.org/1999/xhtml\"><svg/></html>", "first element"),
            ("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>", "no shape"),
            ("<svg xmlns=\"http://www.w3.org/2000/svg\"><path", ""),
            ("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"&unknown;\"/></svg>", ""),
            (&deep, "deeper"),
            (&many, "elements"),
        ] {
            let said = clean(text).err().unwrap_or_else(|| panic!("taken: {text:.80}"));
            assert!(said.contains(word), "{said}");
        }
    }

    #[test]
    fn styles_become_attributes_and_sizes_a_view_box() {
        let text = format!(
            "<svg xmlns=\"{SVG}\" width=\"40px\" height=\"20\"><rect style=\"fill:#ff0000; stroke:none\" width=\"3\" height=\"3\"/></svg>"
        );
        let (clean, _) = clean(&text).expect("a good drawing");
        assert!(
            clean.contains("viewBox=\"0 0 40 20\"") && clean.contains("fill=\"#ff0000\" stroke=\"none\""),
            "{clean}"
        );
    }
}
