//! A text in several languages as catalogues carry it, and the plain words of a text with mark-up.

use std::collections::BTreeMap;

use domain::{Lang, LangTexts};
use serde::{Deserialize, Serialize};

/// The language of what does not say its own.
pub const GERMAN: &str = "de";

/// A text by language tag (BCP 47, small letters: `de`, `fr`, `uk`, `de-simple`). Texts are kept as they came, mark-up
/// included: print them through [`plain`] or escaped, never raw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(pub BTreeMap<String, String>);

impl Texts {
    /// A German text.
    pub fn german(text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(GERMAN.to_owned(), text.into())]))
    }

    /// Sets the text of a language, without space at its ends, which no file keeps; an empty text removes it.
    pub fn set(&mut self, language: &str, text: impl AsRef<str>) {
        let (language, text) = (tag(language), text.as_ref().trim());
        if text.is_empty() {
            self.0.remove(&language);
        } else {
            self.0.insert(language, text.to_owned());
        }
    }

    /// The text in exactly this language.
    pub fn in_language(&self, language: &str) -> Option<&str> {
        self.0.get(language).map(String::as_str)
    }

    /// The text in this language, else in German, else in any.
    pub fn find(&self, language: &str) -> Option<&str> {
        let first = || self.0.values().next().map(String::as_str);
        self.in_language(language).or_else(|| self.in_language(GERMAN)).or_else(first)
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Languages and texts, in the order of the tags.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (language.as_str(), text.as_str()))
    }

    /// The languages of the frame, for pages; other languages stay behind.
    pub fn to_lang_texts(&self) -> LangTexts {
        let known = self.iter().filter_map(|(tag, text)| Some((Lang::from_code(tag)?, plain(text))));
        LangTexts(known.collect())
    }
}

/// A language tag in the spelling of [`Texts`]: small letters, hyphens; German when there is none.
pub fn tag(language: &str) -> String {
    let language = language.trim().replace('_', "-").to_lowercase();
    if language.is_empty() { GERMAN.to_owned() } else { language }
}

/// The words of a text without mark-up: tags fall, block ends become line breaks, the usual entities are resolved.
/// What only looks like a tag (`a < b`) stays.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let begins = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match after.find('>').filter(|_| begins) {
            Some(end) => {
                let name = after[..end].trim_start_matches('/');
                let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
                if BLOCKS.contains(&name.to_ascii_lowercase().as_str()) {
                    out.push('\n');
                }
                rest = &after[end + 1..];
            }
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    tidy(&resolve(&out))
}

const BLOCKS: [&str; 14] = ["p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table"];

const ENTITIES: [(&str, &str); 14] = [
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&#xa0;", " "),
    ("&shy;", ""),
    ("&auml;", "ä"),
    ("&ouml;", "ö"),
    ("&uuml;", "ü"),
    ("&szlig;", "ß"),
    ("&ndash;", "–"),
    // Last, so that `&amp;lt;` becomes `&lt;` and not a bracket.
    ("&amp;", "&"),
];

fn resolve(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    ENTITIES.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

/// One space between words, one line break between paragraphs, nothing at the ends.
fn tidy(text: &str) -> String {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_lines() {
        assert_eq!(plain("<p>Eins &amp; zwei</p><ul><li>a</li><li>b&nbsp;c</li></ul>"), "Eins & zwei\na\nb c");
        assert_eq!(plain("a < b und <b>fett</b>"), "a < b und fett");
        assert_eq!(plain("&amp;lt;script&amp;gt;"), "&lt;script&gt;");
        assert_eq!(plain("<"), "<");
    }

    #[test]
    fn a_missing_language_falls_back_to_german() {
        let mut texts = Texts::german("Hund");
        texts.set("FR_ch", "Chien");
        assert_eq!((texts.find("fr-ch"), texts.find("it")), (Some("Chien"), Some("Hund")));
        texts.set("de", " ");
        assert_eq!(texts.find("it"), Some("Chien"));
    }
}
