//! Draft: saved, not sent; how to go on, here or on another device, and when it will be deleted.

use super::prelude::*;

/// A saved draft.
#[derive(Template)]
#[template(path = "pages/draft.html")]
pub struct Draft {
    /// Everything around the page.
    pub frame: Frame,
    /// The service.
    pub service: String,
    /// The person came back to it (otherwise she has just saved).
    pub resumed: bool,
    /// When it was saved.
    pub saved_at: DateTime,
    /// Where to go on.
    pub continue_href: String,
    /// When it will be deleted.
    pub deleted_on: Date,
    /// Where deleting is sent (POST).
    pub delete_action: String,
}

impl Page for Draft {
    const NAME: &'static str = "draft";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let page = |resumed| Self {
            frame: frame.read_by(Role::Inhabitant),
            service: "Hund anmelden".into(),
            resumed,
            saved_at: date(2026, 11, 21).at(14, 30, 0, 0),
            continue_href: "/antraege/1/3".into(),
            deleted_on: date(2026, 12, 21),
            delete_action: "/antraege/1/loeschen".into(),
        };
        vec![("saved", page(false)), ("resumed", page(true))]
    }
}
