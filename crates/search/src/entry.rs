//! What can be found: an entry with its texts in one to four languages.

use domain::Lang;
use std::sync::Arc;

/// What sort of thing an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A service one can apply for or read about.
    Service,
    /// A life situation that gathers services.
    LifeSituation,
    /// An office with a counter, a phone, opening hours.
    Office,
    /// A member of staff.
    Person,
    /// A commune, canton, Kreis or federation.
    Authority,
    /// A document to download: a form, a leaflet, a by-law.
    Document,
    /// Any other page.
    Page,
}

/// One thing that can be found, as one authority offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The caller's number, given back in every hit. Dense numbers make the caller's `boost` cheap.
    pub id: u32,
    /// The caller's stable name, for example `hund-anmelden`; breaks ties so that equal hits keep their order.
    pub key: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// Its texts, at most one a language. Entries of the same kind with the same texts share one document in the index;
    /// those that share them in memory, too, are brought together fastest.
    pub texts: Arc<[EntryText]>,
}

/// The words of an entry in one language. Empty fields are fine.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EntryText {
    /// The language, which picks the stemmer.
    pub lang: Lang,
    /// The title people read.
    pub title: String,
    /// The official or legal name where it differs.
    pub official: String,
    /// Words and phrases that editors add, separated as they like.
    pub keywords: String,
    /// One or two sentences.
    pub summary: String,
    /// Everything else, as plain text.
    pub body: String,
}

impl EntryText {
    /// A text with a title only.
    pub fn titled(lang: Lang, title: &str) -> EntryText {
        let none = String::new;
        EntryText { lang, title: title.into(), official: none(), keywords: none(), summary: none(), body: none() }
    }
}
