//! A service: what an authority does for people, in the terms of the field.

use std::collections::BTreeMap;

use domain::Money;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::area::AreaKey;
use crate::module::TextModule;
use crate::record::{RecordId, Validity};
use crate::term::Term;
use crate::texts::Texts;

/// A key in a catalogue above the authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ServiceKey {
    /// Key of the German catalogue of services (LeiKa/FIM), 14 digits.
    Leika(String),
    /// Another number, for example a canton's, with the name of its numbering.
    Other(RecordId),
}

/// Where a service, or an online service, sends people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The address.
    pub url: String,
    /// What the link says, in the language of `language`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Language tag.
    pub language: String,
}

/// A word that people search by, beside the title.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Keyword {
    /// Language tag.
    pub language: String,
    /// The word.
    pub word: String,
}

/// A category: a life situation, or a subject of the authority's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its code, for example 1050200 of the portal network; the value is empty when only a name is known.
    #[serde(default)]
    pub id: RecordId,
    /// The classification the code comes from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub class: String,
    /// Its name.
    #[serde(default)]
    pub title: Texts,
}

/// What a service costs, or one of several cases of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// The amount; none where only words are known.
    pub amount: Option<Money>,
    /// Upper end where `amount` is the lower one.
    pub up_to: Option<Money>,
    /// For what.
    #[serde(default)]
    pub text: Texts,
}

/// Whether a document is brought or received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentUse {
    /// People bring it.
    #[default]
    Needed,
    /// People get it.
    Issued,
}

/// A document that a service needs or issues.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentNote {
    /// What it is called.
    pub title: Texts,
    /// Brought or received.
    #[serde(default)]
    pub part: DocumentUse,
    /// Where it can be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Where a record stands with its editors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EditorState {
    /// Being written.
    Draft,
    /// Being reviewed.
    Review,
    /// For everybody: what comes in from outside is.
    #[default]
    Published,
}

/// Who approved a text, when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The day.
    pub on: Option<Date>,
    /// The office that approved it.
    pub by: Texts,
}

/// A service.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Its id.
    pub id: RecordId,
    /// Keys in catalogues above the authority; never invented.
    #[serde(default)]
    pub keys: Vec<ServiceKey>,
    /// Type of regulation (`typisierung`), for example `2` or `4a`.
    #[serde(default)]
    pub regulation: Vec<String>,
    /// The sixteen text modules.
    #[serde(default)]
    pub modules: BTreeMap<TextModule, Texts>,
    /// Links given with the text modules.
    #[serde(default)]
    pub links: Vec<Link>,
    /// Words that people search by.
    #[serde(default)]
    pub keywords: Vec<Keyword>,
    /// Life situations and subjects.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// What it costs.
    #[serde(default)]
    pub costs: Vec<Cost>,
    /// What the costs depend on, in words.
    #[serde(default)]
    pub cost_note: Texts,
    /// Until when people must act.
    #[serde(default)]
    pub deadline: Term,
    /// How long the authority takes.
    #[serde(default)]
    pub processing: Term,
    /// Documents, brought and received.
    #[serde(default)]
    pub documents: Vec<DocumentNote>,
    /// Where the service is valid.
    #[serde(default)]
    pub areas: Vec<AreaKey>,
    /// Whether a signature on paper is needed, where the file says.
    #[serde(default)]
    pub written_form: Option<bool>,
    /// From when to when.
    #[serde(default)]
    pub validity: Validity,
    /// Languages the texts are kept in.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Who approved the text.
    #[serde(default)]
    pub released: Option<Release>,
    /// When it was last changed where it comes from. Not part of the content.
    #[serde(default)]
    pub changed: Option<Timestamp>,
    /// Where it stands with its editors. Not part of the content, nor of transfer messages.
    #[serde(default)]
    pub state: EditorState,
}

impl Service {
    /// The text of a module in a language, else in German, else in any.
    pub fn text(&self, module: TextModule, language: &str) -> Option<&str> {
        self.modules.get(&module)?.find(language)
    }

    /// Sets the text of a module in a language; an empty text removes it.
    pub fn set_text(&mut self, module: TextModule, language: &str, text: impl AsRef<str>) {
        let texts = self.modules.entry(module).or_default();
        texts.set(language, text);
        if texts.is_empty() {
            self.modules.remove(&module);
        }
    }

    /// As people say it, else the administration's term.
    pub fn title(&self, language: &str) -> Option<&str> {
        self.text(TextModule::Title, language).or_else(|| self.text(TextModule::Official, language))
    }

    /// One or two lines: the teaser, else the short text.
    pub fn summary(&self, language: &str) -> Option<&str> {
        self.text(TextModule::Teaser, language).or_else(|| self.text(TextModule::Short, language))
    }

    /// The words in a language, as in the file.
    pub fn keywords_in<'a>(&'a self, language: &'a str) -> impl Iterator<Item = &'a str> {
        self.keywords.iter().filter(move |keyword| keyword.language == language).map(|keyword| keyword.word.as_str())
    }

    /// The key of the German catalogue of services, where there is one.
    pub fn leika(&self) -> Option<&str> {
        self.keys.iter().find_map(|key| match key {
            ServiceKey::Leika(number) => Some(number.as_str()),
            ServiceKey::Other(_) => None,
        })
    }
}
