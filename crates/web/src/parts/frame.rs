//! What stands around every page: whose portal it is, who reads, in which language, where one can go.

use super::Assets;
use crate::texts::{Country, Lang, Texts};
use crate::theme::{Shield, Theme};
use domain::{Font, Palette};
use std::fmt::Display;
use std::sync::Arc;

/// A link: what it says and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub text: String,
    /// Its address.
    pub href: String,
}

impl Link {
    /// A link to `href` saying `text`.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// One choice of the language switch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageLink {
    /// Two-letter code, also shown; the tag of the easy language.
    pub code: &'static str,
    /// The language's own name, read aloud.
    pub name: &'static str,
    /// This page in that language, keeping its data (`?lang=fr`).
    pub href: String,
    /// The one shown now.
    pub current: bool,
}

impl LanguageLink {
    /// Whether it leads to easy language, which is named in full.
    #[must_use]
    pub fn is_easy(&self) -> bool {
        self.code == Lang::Simple.code()
    }
}

/// The authority whose portal this is.
#[derive(Debug, Clone)]
pub struct AuthorityFace {
    /// `Stadt Aarau`
    pub name: String,
    /// `Kanton Aargau`; empty for the canton itself.
    pub within: String,
    /// What stands before the name: the shield from [`Shield::render_svg`], or an `img` with the authority's logo.
    pub shield: String,
    /// Address of its colour sheet, from [`Theme::href`].
    pub theme_href: String,
    /// Pages fetch the font of the house.
    pub house_font: bool,
    /// Telephone for help, as people write it.
    pub phone: String,
    /// E-mail for help.
    pub email: String,
}

/// The entry of the main navigation that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// `/`
    Start,
    /// `/leistungen`
    Services,
    /// `/lebenslagen`
    Situations,
    /// `/behoerden`
    Authorities,
    /// `/postfach`
    Inbox,
    /// `/arbeit`
    Work,
    /// `/betrieb`
    Operation,
    /// `/werkstatt`
    Design,
    /// `/gestaltung`
    Appearance,
    /// None of them.
    Other,
}

/// What the signed-in person is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Somebody with a matter of her own.
    Inhabitant,
    /// Works on cases.
    Clerk,
    /// Writes services.
    Designer,
    /// Keeps the portal running.
    Operator,
}

/// Who reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Full name as it is.
    pub name: String,
    /// Decides the navigation.
    pub role: Role,
    /// Unread entries in the inbox.
    pub unread: u32,
}

/// Everything around the content of a page. Build one per request.
#[derive(Clone)]
pub struct Frame {
    /// The words.
    pub texts: Texts,
    /// Whose portal.
    pub authority: AuthorityFace,
    /// Bundled files.
    pub assets: Arc<Assets>,
    /// The language switch, in order.
    pub languages: Vec<LanguageLink>,
    /// Marks the navigation.
    pub section: Section,
    /// Nobody: not signed in.
    pub signed_in: Option<SignedIn>,
    /// Where "sign in" leads, with the way back in it.
    pub sign_in_href: String,
    /// The person or company acted for, always shown when set.
    pub stands_for: Option<String>,
    /// Token that every form sends back as `token`.
    pub token: String,
    /// Shows the line "Demo – Beispieltexte".
    pub demo: bool,
    /// One step back.
    pub back: Option<Link>,
}

impl Frame {
    /// A text by key.
    #[must_use]
    pub fn say(&self, key: &str) -> std::borrow::Cow<'static, str> {
        self.texts.say(key)
    }

    /// A text by key with one variable.
    #[must_use]
    pub fn with(&self, key: &str, name: &str, value: impl Display) -> String {
        self.texts.with(key, name, value)
    }

    /// The address of a bundled file.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        self.assets.href(name)
    }

    /// The telephone as a `tel:` number.
    #[must_use]
    pub fn tel(&self, phone: &str) -> String {
        phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
    }

    /// ` aria-current` for the open navigation entry.
    #[must_use]
    pub fn here(&self, section: &str) -> bool {
        let name = match self.section {
            Section::Start => "start",
            Section::Services => "services",
            Section::Situations => "situations",
            Section::Authorities => "authorities",
            Section::Inbox => "inbox",
            Section::Work => "work",
            Section::Operation => "operation",
            Section::Design => "design",
            Section::Appearance => "appearance",
            Section::Other => "",
        };
        name == section
    }

    /// The role's name: decides which navigation is printed (`inhabitant` also for nobody).
    #[must_use]
    pub fn role(&self) -> &'static str {
        match self.signed_in.as_ref().map(|who| who.role) {
            Some(Role::Clerk) => "clerk",
            Some(Role::Designer) => "designer",
            Some(Role::Operator) => "operator",
            Some(Role::Inhabitant) | None => "inhabitant",
        }
    }

    /// A frame for samples: Aarau in Switzerland, Heinsberg in Germany, nobody signed in.
    #[must_use]
    pub fn sample(lang: Lang, country: Country, assets: Arc<Assets>) -> Self {
        let (name, within, colour) = match country {
            Country::Ch => ("Stadt Aarau", "Kanton Aargau", "#1f5c99"),
            Country::De => ("Stadt Heinsberg", "Kreis Heinsberg", "#8a1538"),
        };
        let (shield, theme_href) = Palette::of(colour).map_or_else(
            |problem| (String::new(), problem.to_string()),
            |palette| {
                let shield = Shield::new(name.trim_start_matches("Stadt "), &palette).render_svg();
                (shield, Theme { palette, font: Font::Fira }.href())
            },
        );
        let languages = Lang::OFFERED.map(|other| LanguageLink {
            code: other.code(),
            name: other.own_name(),
            href: format!("?lang={}", other.code()),
            current: other == lang,
        });
        Self {
            texts: Texts::new(lang, country),
            authority: AuthorityFace {
                name: name.into(),
                within: within.into(),
                shield,
                theme_href,
                house_font: true,
                phone: "062 000 00 00".into(),
                email: "kontakt@beispiel.test".into(),
            },
            assets,
            languages: languages.into(),
            section: Section::Other,
            signed_in: None,
            sign_in_href: "/anmelden?weiter=/".into(),
            stands_for: None,
            token: "sample".into(),
            demo: true,
            back: None,
        }
    }

    /// The same frame in another section; for samples.
    #[must_use]
    pub fn at(&self, section: Section) -> Self {
        Self { section, ..self.clone() }
    }

    /// The same frame, read by somebody; for samples.
    #[must_use]
    pub fn read_by(&self, role: Role) -> Self {
        let name = match role {
            Role::Inhabitant => "Lea Đặng-Muster",
            Role::Clerk => "Reto Beispiel",
            Role::Designer => "Noa Muster",
            Role::Operator => "Kim Beispiel",
        };
        Self { signed_in: Some(SignedIn { name: name.into(), role, unread: 2 }), ..self.clone() }
    }

    /// The same frame with a way back; for samples.
    #[must_use]
    pub fn with_back(&self, text: &str, href: &str) -> Self {
        Self { back: Some(Link::new(text, href)), ..self.clone() }
    }
}

/// Where one is in a long list. Pages count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    /// This page.
    pub page: u32,
    /// The last page.
    pub pages: u32,
    /// Address of the page before.
    pub previous: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
}
