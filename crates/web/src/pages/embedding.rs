//! Embedding: what to copy into a commune's own web site, how it looks there, and which sites may do it.

use super::prelude::*;

/// The page for whoever keeps the commune's web site.
#[derive(Template)]
#[template(path = "pages/embedding.html")]
pub struct Embedding {
    /// Everything around the page.
    pub frame: Frame,
    /// The address of this portal, without a slash at the end.
    pub base: String,
    /// The path of the script.
    pub script: &'static str,
    /// A service to show as the example: its title and its key.
    pub service: Link,
    /// Web sites that may embed.
    pub origins: Vec<String>,
    /// The reader may change that list.
    pub may_change: bool,
    /// The list as it was typed, a line each.
    pub lines: String,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// The list was just put in force.
    pub saved: bool,
}

impl Page for Embedding {
    const NAME: &'static str = "embedding";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let frame = frame.with_back(&frame.say("help-title"), "/hilfe");
        let page = |frame: Frame| Self {
            frame,
            base: "https://aarau.portal.example".into(),
            script: "/einbetten.js",
            service: Link::new("Hund anmelden", "hund-anmelden"),
            origins: Vec::new(),
            may_change: false,
            lines: String::new(),
            problems: Vec::new(),
            saved: false,
        };
        let allowed = vec!["https://www.aarau.example".to_owned()];
        let change = Self {
            may_change: true,
            saved: true,
            lines: allowed.join("\n"),
            origins: allowed.clone(),
            ..page(frame.read_by(Role::Designer))
        };
        let wrong = Self {
            may_change: true,
            origins: allowed,
            lines: "www.aarau.example/start".into(),
            problems: vec![Problem::new("origins", frame.with("embed-not-https", "line", "www.aarau.example/start"))],
            ..page(frame.read_by(Role::Designer))
        };
        vec![("nobody", page(frame)), ("change", change), ("wrong", wrong)]
    }
}
