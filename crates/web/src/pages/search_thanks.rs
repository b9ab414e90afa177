//! Thanks for what somebody said of a search, and whom to ask.

use super::prelude::*;

/// The answer to "did you find what you looked for?".
#[derive(Template)]
#[template(path = "pages/search_thanks.html")]
pub struct SearchThanks {
    /// Everything around the page.
    pub frame: Frame,
    /// She found it.
    pub is_useful: bool,
    /// Whom to ask.
    pub office: OfficeCard,
}

impl Page for SearchThanks {
    const NAME: &'static str = "search_thanks";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let page = |is_useful| Self {
            frame: frame.with_back(&frame.say("results-title"), "/suche?q=hund"),
            is_useful,
            office: OfficeCard::sample(),
        };
        vec![("found", page(true)), ("not-found", page(false))]
    }
}
