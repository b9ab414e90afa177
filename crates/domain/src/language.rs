//! Languages, countries, and texts that exist in several languages.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The languages of the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// German, the language everything is complete in.
    #[default]
    De,
    /// French.
    Fr,
    /// Italian.
    It,
    /// English.
    En,
    /// German in easy language (Leichte Sprache): short sentences for people who read with difficulty. What has not been
    /// put into easy language is shown in German.
    #[serde(rename = "de-simple")]
    Simple,
}

impl Lang {
    /// All languages, in the order in which a reader is offered them.
    pub const ALL: [Lang; 4] = [Lang::De, Lang::Fr, Lang::It, Lang::En];

    /// All languages and behind them the easy one: what a reader can choose.
    pub const OFFERED: [Lang; 5] = [Lang::De, Lang::Fr, Lang::It, Lang::En, Lang::Simple];

    /// The language itself: easy German is German for everything but its wording (letters, registers, search).
    #[must_use]
    pub fn base(self) -> Lang {
        if self == Lang::Simple { Lang::De } else { self }
    }

    /// The two-letter code (ISO 639-1), or the tag of the easy language (BCP 47).
    pub const fn code(self) -> &'static str {
        match self {
            Lang::De => "de",
            Lang::Fr => "fr",
            Lang::It => "it",
            Lang::En => "en",
            Lang::Simple => "de-simple",
        }
    }

    /// The language's own name.
    pub const fn own_name(self) -> &'static str {
        match self {
            Lang::De => "Deutsch",
            Lang::Fr => "Français",
            Lang::It => "Italiano",
            Lang::En => "English",
            Lang::Simple => "Leichte Sprache",
        }
    }

    /// The language with this code.
    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::OFFERED.into_iter().find(|lang| lang.code() == code)
    }

    /// The first supported language of an `Accept-Language` header, by its weights.
    pub fn from_accept(header: &str) -> Option<Lang> {
        let mut wanted: Vec<(f32, usize, Lang)> = header
            .split(',')
            .take(20)
            .enumerate()
            .filter_map(|(place, part)| {
                let mut pieces = part.trim().split(';');
                let lang = Lang::from_code(pieces.next()?.split('-').next()?.to_ascii_lowercase().as_str())?;
                let weight = pieces.find_map(|p| p.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
                (weight > 0.0).then_some((weight, place, lang))
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        wanted.first().map(|(_, _, lang)| *lang)
    }
}

/// The country a place is in: decides spelling, formats, currency and law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Country {
    /// Switzerland.
    Ch,
    /// Germany.
    De,
}

impl Country {
    /// The two-letter code (ISO 3166-1).
    pub fn code(self) -> &'static str {
        match self {
            Country::Ch => "CH",
            Country::De => "DE",
        }
    }

    /// The time zone of its clocks.
    pub fn zone(self) -> TimeZone {
        let name = match self {
            Country::Ch => "Europe/Zurich",
            Country::De => "Europe/Berlin",
        };
        TimeZone::get(name).unwrap_or(TimeZone::UTC)
    }

    /// Spells a German text as the country writes it: Swiss texts have no ß.
    pub fn spell<'a>(self, text: &'a str) -> Cow<'a, str> {
        match self {
            Country::Ch if text.contains(['ß', 'ẞ']) => Cow::Owned(text.replace('ß', "ss").replace('ẞ', "SS")),
            _ => Cow::Borrowed(text),
        }
    }
}

/// A short text in several languages; German is always there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LangTexts(pub BTreeMap<Lang, String>);

impl LangTexts {
    /// A text that is the same in every language, for example a proper name.
    pub fn same(text: &str) -> Self {
        LangTexts(BTreeMap::from([(Lang::De, text.to_owned())]))
    }

    /// The text in `lang`, or in German when that is missing, with the language it is really in.
    pub fn find(&self, lang: Lang) -> (&str, Lang) {
        let lang = if self.0.contains_key(&lang) { lang } else { lang.base() };
        match self.0.get(&lang) {
            Some(text) => (text, lang),
            None => (self.0.get(&Lang::De).map_or("", String::as_str), Lang::De),
        }
    }

    /// The text in `lang`, or in German when that is missing.
    pub fn get(&self, lang: Lang) -> &str {
        self.find(lang).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_language_follows_weights_then_order() {
        assert_eq!(Lang::from_accept("pl,fr-CH;q=0.8,en;q=0.9"), Some(Lang::En));
        assert_eq!(Lang::from_accept("it,de"), Some(Lang::It));
        assert_eq!(Lang::from_accept("pl, xx;q=bad"), None);
        assert_eq!(Lang::from_accept("de;q=0"), None);
    }

    #[test]
    fn swiss_texts_have_no_sharp_s() {
        assert_eq!(Country::Ch.spell("Straße"), "Strasse");
        assert_eq!(Country::De.spell("Straße"), "Straße");
    }
}
