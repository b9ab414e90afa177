//! Sign-in needed: why, with which means, and that nothing typed is lost.

use super::prelude::*;

/// Asks to sign in, at the moment it is needed.
#[derive(Template)]
#[template(path = "pages/sign_in_needed.html")]
pub struct SignInNeeded {
    /// Everything around the page.
    pub frame: Frame,
    /// The service; empty: the person wants her inbox or account.
    pub service: String,
    /// The session had ended.
    pub expired: bool,
    /// The reader is signed in, but not strongly enough.
    pub step_up: bool,
    /// Ways to sign in that are strong enough.
    pub ways: Vec<SignInWay>,
}

/// A way to sign in.
pub struct SignInWay {
    /// `Demo-Anmeldung`
    pub name: String,
    /// What it is, in a line.
    pub line: String,
    /// Where it leads.
    pub href: String,
}

impl Page for SignInNeeded {
    const NAME: &'static str = "sign_in_needed";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let page = |service: &str, expired, step_up| Self {
            frame: frame.with_back(&frame.say("back"), "/antraege/1/1"),
            service: service.into(),
            expired,
            step_up,
            ways: vec![SignInWay {
                name: "Demo-Anmeldung".into(),
                line: "Anmeldedienst der Demo, ohne echte Daten".into(),
                href: "/anmelden/demo".into(),
            }],
        };
        vec![
            ("service", page("Wohnsitzbestätigung bestellen", false, false)),
            ("expired", page("Wohnsitzbestätigung bestellen", true, false)),
            ("stepping-up", page("", false, true)),
        ]
    }
}
