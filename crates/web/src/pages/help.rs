//! Help: how the portal works and whom to ask.

use super::prelude::*;

/// The page, true for the authority of the frame.
#[derive(Template)]
#[template(path = "pages/help.html")]
pub struct Help {
    /// Everything around the page.
    pub frame: Frame,
    /// The authority's postal address, line by line.
    pub address: Vec<String>,
    /// When these statements were last looked over.
    pub as_of: Date,
}

impl Page for Help {
    const NAME: &'static str = "help";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        vec![(
            "authority",
            Self {
                frame: frame.clone(),
                address: vec!["Rathausgasse 1".into(), "5000 Aarau".into()],
                as_of: date(2026, 11, 21),
            },
        )]
    }
}
