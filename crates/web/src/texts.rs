//! The words of the portal: Fluent files in four languages, looked up by key; German is written with ß and
//! becomes Swiss (ss) on a Swiss host; quotation marks are «Swiss» and become „German“ on a German
//! one. Dates, amounts and numbers are written the way the place writes them.

mod formats;
#[cfg(test)]
mod used_keys;

pub use formats::Amount;

pub use domain::{Country, Lang};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Display;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// The Fluent files of a language; a later file's sentence replaces an earlier one's.
fn sources(lang: Lang) -> Vec<&'static str> {
    macro_rules! files {
        ($lang:literal) => {
            [
                include_str!(concat!("../texts/", $lang, "/frame.ftl")),
                include_str!(concat!("../texts/", $lang, "/finding.ftl")),
                include_str!(concat!("../texts/", $lang, "/searches.ftl")),
                include_str!(concat!("../texts/", $lang, "/synonyms.ftl")),
                include_str!(concat!("../texts/", $lang, "/applying.ftl")),
                include_str!(concat!("../texts/", $lang, "/afterwards.ftl")),
                include_str!(concat!("../texts/", $lang, "/office.ftl")),
                include_str!(concat!("../texts/", $lang, "/diagrams.ftl")),
                include_str!(concat!("../texts/", $lang, "/editing.ftl")),
                include_str!(concat!("../texts/", $lang, "/specialising.ftl")),
                include_str!(concat!("../texts/", $lang, "/course.ftl")),
                include_str!(concat!("../texts/", $lang, "/operation.ftl")),
                include_str!(concat!("../texts/", $lang, "/addresses.ftl")),
                include_str!(concat!("../texts/", $lang, "/special_hours.ftl")),
                include_str!(concat!("../texts/", $lang, "/embedding.ftl")),
                include_str!(concat!("../texts/", $lang, "/look.ftl")),
                include_str!(concat!("../texts/", $lang, "/mistakes.ftl")),
                include_str!(concat!("../texts/", $lang, "/notices.ftl")),
                include_str!(concat!("../texts/", $lang, "/rules.ftl")),
            ]
        };
    }
    let mut sources = match lang {
        Lang::De | Lang::Simple => files!("de"),
        Lang::Fr => files!("fr"),
        Lang::It => files!("it"),
        Lang::En => files!("en"),
    }
    .to_vec();
    if lang == Lang::Simple {
        sources.push(EASY);
    }
    sources
}

/// What is said more simply in easy language.
const EASY: &str = include_str!("../texts/de-simple/easy.ftl");

/// All texts of one language in one spelling: those without variables ready to print, the others as patterns.
struct Book {
    ready: HashMap<String, String>,
    patterns: FluentBundle<FluentResource>,
}

impl Book {
    fn read(lang: Lang, country: Country) -> Self {
        let tag: LanguageIdentifier = lang.base().code().parse().unwrap_or_default();
        let mut patterns = FluentBundle::new_concurrent(vec![tag]);
        patterns.set_use_isolating(false);
        let mut keys = Vec::new();
        for source in sources(lang) {
            let source = match (lang.base(), country) {
                (_, Country::Ch) => with_double_s(source).into_owned(),
                (Lang::De, Country::De) => source.replace('«', "„").replace('»', "“"),
                _ => source.to_owned(),
            };
            keys.extend(keys_of(&source).map(str::to_owned));
            // A file with a fault keeps its good messages; the test over all keys finds the bad ones.
            let resource = FluentResource::try_new(source).unwrap_or_else(|(good, _)| good);
            patterns.add_resource_overriding(resource);
        }
        let mut ready = HashMap::with_capacity(keys.len());
        for key in keys {
            let Some(pattern) = patterns.get_message(&key).and_then(|m| m.value()) else { continue };
            let mut faults = Vec::new();
            let text = patterns.format_pattern(pattern, None, &mut faults).into_owned();
            if faults.is_empty() {
                ready.insert(key, text);
            }
        }
        Self { ready, patterns }
    }

    fn of(lang: Lang, country: Country) -> &'static Self {
        static BOOKS: LazyLock<HashMap<(Lang, Country), Book>> = LazyLock::new(|| {
            Lang::OFFERED
                .into_iter()
                .flat_map(|lang| [(lang, Country::Ch), (lang, Country::De)])
                .map(|(lang, country)| ((lang, country), Book::read(lang, country)))
                .collect()
        });
        &BOOKS[&(lang, country)]
    }
}

/// Message keys in the order of a Fluent file.
fn keys_of(source: &str) -> impl Iterator<Item = &str> {
    source
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim()))
}

/// Writes ß as ss, as Switzerland does. Only for our texts and service texts: names of people stay as they are.
#[must_use]
pub fn with_double_s(text: &str) -> Cow<'_, str> {
    if text.contains('ß') { Cow::Owned(text.replace('ß', "ss")) } else { Cow::Borrowed(text) }
}

/// The words of one page: a language and a place. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Texts {
    lang: Lang,
    country: Country,
    book: &'static Book,
}

impl Texts {
    /// Texts for a language and country.
    #[must_use]
    pub fn new(lang: Lang, country: Country) -> Self {
        Self { lang, country, book: Book::of(lang, country) }
    }

    /// The language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The country.
    #[must_use]
    pub const fn country(&self) -> Country {
        self.country
    }

    /// The value for the page's `lang` attribute, such as `de-CH`.
    #[must_use]
    pub const fn tag(&self) -> &'static str {
        match (self.lang, self.country) {
            (Lang::De, Country::Ch) => "de-CH",
            (Lang::De, Country::De) => "de-DE",
            (Lang::Simple, Country::Ch) => "de-CH-simple",
            (Lang::Simple, Country::De) => "de-DE-simple",
            (lang, _) => lang.code(),
        }
    }

    /// A text without variables. A key that does not exist prints as `⟦key⟧`, which the page tests refuse.
    #[must_use]
    pub fn say(&self, key: &str) -> Cow<'static, str> {
        self.find(key).map_or_else(|| Cow::Owned(format!("⟦{key}⟧")), Cow::Borrowed)
    }

    /// A text without variables, where there is one.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&'static str> {
        self.book.ready.get(key).map(String::as_str)
    }

    /// A text with one variable, printed as it is.
    #[must_use]
    pub fn with(&self, key: &str, name: &str, value: impl Display) -> String {
        self.fill(key, &[(name, FluentValue::from(value.to_string()))])
    }

    /// A text with two variables, printed as they are.
    #[must_use]
    pub fn with2(&self, key: &str, name: &str, value: impl Display, name2: &str, value2: impl Display) -> String {
        self.fill(key, &[(name, FluentValue::from(value.to_string())), (name2, FluentValue::from(value2.to_string()))])
    }

    /// A text that depends on the number `$count` (one file, three files).
    #[must_use]
    pub fn count(&self, key: &str, count: impl Display) -> String {
        self.fill(key, &[("count", FluentValue::try_number(&count.to_string()))])
    }

    /// A text that depends on `$count` and has one more variable.
    #[must_use]
    pub fn count_with(&self, key: &str, count: impl Display, name: &str, value: impl Display) -> String {
        let count = count.to_string();
        let count = FluentValue::try_number(&count);
        self.fill(key, &[("count", count), (name, FluentValue::from(value.to_string()))])
    }

    /// A text with any number of variables, printed as they are. A text may choose its words by a whole number (`[one]`)
    /// or by a word (`[CH]`).
    #[must_use]
    pub fn with_all(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, number_or_text(value))).collect();
        self.fill(key, &values)
    }

    /// A service text (written with ß) in the spelling of this host.
    #[must_use]
    pub fn spell<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.country == Country::Ch && self.lang.base() == Lang::De {
            with_double_s(text)
        } else {
            Cow::Borrowed(text)
        }
    }

    fn fill(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.book.patterns.get_message(key).and_then(|m| m.value()) else {
            return format!("⟦{key}⟧");
        };
        let args: FluentArgs<'_> = values.iter().cloned().collect();
        let mut faults = Vec::new();
        let text = self.book.patterns.format_pattern(pattern, Some(&args), &mut faults);
        if faults.is_empty() { text.into_owned() } else { format!("⟦{key}⟧") }
    }
}

/// A value for a text: a number only where it prints exactly as it was written.
fn number_or_text(value: &str) -> FluentValue<'_> {
    let digits = (1..10).contains(&value.len()) && value.bytes().all(|c| c.is_ascii_digit());
    if digits && (value == "0" || !value.starts_with('0')) {
        FluentValue::try_number(value)
    } else {
        FluentValue::from(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// key → variables it uses
    pub(in crate::texts) fn shape(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
        shape_of(&sources(lang))
    }

    fn shape_of(sources: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
        let mut shape: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in sources.iter().flat_map(|s| s.lines()) {
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                key = line.split('=').next().unwrap_or_default().trim().to_owned();
                assert!(shape.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands there twice");
            }
            for part in line.split('$').skip(1) {
                let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(part.len());
                shape.entry(key.clone()).or_default().insert(part[..end].to_owned());
            }
        }
        shape
    }

    #[test]
    fn every_key_is_there_in_every_language_with_the_same_variables() {
        let german = shape(Lang::De);
        assert!(german.len() > 200);
        for lang in Lang::ALL {
            let other = shape(lang);
            let missing: Vec<_> = german.keys().filter(|k| !other.contains_key(*k)).collect();
            let surplus: Vec<_> = other.keys().filter(|k| !german.contains_key(*k)).collect();
            assert!(missing.is_empty() && surplus.is_empty(), "{lang:?}: missing {missing:?}, surplus {surplus:?}");
            for (key, variables) in &german {
                assert_eq!(variables, &other[key], "{lang:?}: variables of {key}");
            }
        }
    }

    #[test]
    fn every_text_can_be_printed() {
        for lang in Lang::ALL {
            let texts = Texts::new(lang, Country::De);
            for (key, variables) in shape(lang) {
                let values: Vec<_> = variables.iter().map(|v| (v.as_str(), FluentValue::from(2))).collect();
                let text = if values.is_empty() { texts.say(&key).into_owned() } else { texts.fill(&key, &values) };
                assert!(!text.contains('⟦') && !text.trim().is_empty(), "{lang:?}: {key}");
            }
        }
    }

    #[test]
    fn swiss_hosts_write_ss_but_names_keep_their_letters() {
        assert_eq!(with_double_s("Straße, groß"), "Strasse, gross");
        assert_eq!(Texts::new(Lang::De, Country::Ch).spell("Hundemaßstab"), "Hundemassstab");
        assert_eq!(Texts::new(Lang::De, Country::De).spell("Straße"), "Straße");
        assert!(Texts::new(Lang::De, Country::De).say("start-hint").contains("„Hund“"));
        assert!(
            Texts::new(Lang::De, Country::Ch).say("footer-label").is_ascii()
                || !Texts::new(Lang::De, Country::Ch).say("footer-label").contains('ß')
        );
        assert!(Texts::new(Lang::De, Country::Ch).with("signed-in-as", "name", "Anna Weiß").contains("Weiß"));
    }

    #[test]
    fn any_number_of_variables_is_printed_as_it_is() {
        let texts = Texts::new(Lang::De, Country::Ch);
        let files = |max: &str, count: &str| [("max", max.to_owned()), ("count", count.to_owned())];
        assert!(texts.with_all("mistake-too-many-files", &files("1", "2")).contains("bis eine übrig ist"));
        assert!(texts.with_all("mistake-too-many-files", &files("3", "1000")).contains("es 1000."));
        for name in ["007", "98765432109876543210", "brief.pdf"] {
            assert!(texts.with_all("mistake-file-empty", &[("name", name.to_owned())]).starts_with(name));
        }
        assert_eq!(texts.with_all("no-such-key", &files("1", "2")), "⟦no-such-key⟧");
        assert_eq!(texts.with_all("mistake-too-many-files", &[]), "⟦mistake-too-many-files⟧");
    }

    #[test]
    fn easy_language_replaces_german_sentences_with_the_same_variables() {
        let german = shape(Lang::De);
        let easy = shape_of(&[EASY]);
        assert!(easy.len() > 50);
        for (key, variables) in &easy {
            assert_eq!(german.get(key), Some(variables), "{key} is not said in German, or with other variables");
        }
        let texts = Texts::new(Lang::Simple, Country::Ch);
        assert_eq!(texts.tag(), "de-CH-simple");
        assert!(!texts.say("month-1").contains('⟦'), "what is not in easy language is German");
    }

    #[test]
    fn unknown_keys_show() {
        assert_eq!(Texts::new(Lang::De, Country::Ch).say("no-such-key"), "⟦no-such-key⟧");
        assert_eq!(Texts::new(Lang::Fr, Country::Ch).tag(), "fr");
    }
}
