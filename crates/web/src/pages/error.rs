//! Error: a sentence, a reference, a way forward, and nothing of the system.

use super::prelude::*;

/// What went wrong, as far as the reader needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// 403: not allowed.
    Forbidden,
    /// 404: not there, or not yours.
    NotFound,
    /// 409: somebody else was quicker.
    Conflict,
    /// 410: the page or form has expired.
    Expired,
    /// 421: no authority lives under this host name.
    UnknownHost,
    /// 429: too many requests.
    TooMany,
    /// 500: our fault.
    Ours,
    /// 503: a system behind us does not answer.
    Unavailable,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 8] = [
        Self::Forbidden,
        Self::NotFound,
        Self::Conflict,
        Self::Expired,
        Self::UnknownHost,
        Self::TooMany,
        Self::Ours,
        Self::Unavailable,
    ];

    /// The status code of the answer.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Expired => 410,
            Self::UnknownHost => 421,
            Self::TooMany => 429,
            Self::Ours => 500,
            Self::Unavailable => 503,
        }
    }

    /// Name of its texts: `error-<name>-title`, `error-<name>-text`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::Conflict => "conflict",
            Self::Expired => "expired",
            Self::UnknownHost => "unknown-host",
            Self::TooMany => "too-many",
            Self::Ours => "ours",
            Self::Unavailable => "unavailable",
        }
    }
}

/// An error page.
#[derive(Template)]
#[template(path = "pages/error.html")]
pub struct ErrorPage {
    /// Everything around the page.
    pub frame: Frame,
    /// What went wrong.
    pub fault: Fault,
    /// Under which the log knows it; empty for none.
    pub reference: String,
    /// Where to go now.
    pub ways: Vec<Link>,
}

impl ErrorPage {
    /// The heading.
    #[must_use]
    pub fn heading(&self) -> String {
        self.frame.say(&format!("error-{}-title", self.fault.name())).into_owned()
    }

    /// What happened and what to do.
    #[must_use]
    pub fn sentence(&self) -> String {
        self.frame.say(&format!("error-{}-text", self.fault.name())).into_owned()
    }
}

impl Page for ErrorPage {
    const NAME: &'static str = "error";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        Fault::ALL
            .into_iter()
            .map(|fault| {
                (
                    fault.name(),
                    Self {
                        frame: frame.clone(),
                        fault,
                        reference: "7F3A-91C2".into(),
                        ways: vec![
                            Link::new(frame.say("nav-start"), "/"),
                            Link::new(frame.say("a-to-z-title"), "/leistungen"),
                        ],
                    },
                )
            })
            .collect()
    }
}
