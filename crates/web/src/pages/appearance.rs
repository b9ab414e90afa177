//! Appearance: colour, logo and font of an authority; what can be read, what cannot, and how it will look.

use super::prelude::*;

/// The form, its report, the preview, the history.
#[derive(Template)]
#[template(path = "pages/appearance.html")]
pub struct Appearance {
    /// Everything around the page.
    pub frame: Frame,
    /// The colour as it was typed.
    pub brand: String,
    /// The chosen font: `fira`, `system`, `serif`.
    pub font: &'static str,
    /// The logo as a `data:` address; empty for none.
    pub logo: String,
    /// The cleaned logo in base64, sent back with the form.
    pub logo_kept: String,
    /// What was left out of the drawing, by name; empty for nothing.
    pub dropped: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// The contrasts: all of them, or those that fail.
    pub pairs: Vec<PairRow>,
    /// What each needs.
    pub needed: String,
    /// The nearest colour that passes, when this one does not.
    pub nearest: Option<String>,
    /// How it will look.
    pub preview: Option<Preview>,
    /// What was saved so far, newest first.
    pub versions: Vec<EarlierLook>,
    /// It was just saved.
    pub saved: bool,
    /// The form holds this earlier version, which is not in force.
    pub earlier: Option<i64>,
}

/// Two colours and how well they are told apart.
pub struct PairRow {
    /// Light or dark, in a word.
    pub mode: String,
    /// What stands on what.
    pub what: String,
    /// `#rrggbb`
    pub fore: String,
    /// `#rrggbb`
    pub back: String,
    /// `4.52:1`
    pub ratio: String,
    /// It is enough.
    pub passes: bool,
}

/// A look that is not saved yet.
pub struct Preview {
    /// Address of its style sheet.
    pub sheet: String,
    /// Logo or shield: inline SVG or an `img`, made by us.
    pub arms: String,
    /// The colour that light pages show instead of the one that was typed.
    pub adjusted: Option<String>,
}

/// A saved version.
pub struct EarlierLook {
    /// Counted from 1.
    pub number: i64,
    /// Where it can be looked at and saved again; none for the one in force.
    pub href: Option<String>,
    /// When.
    pub at: DateTime,
    /// By whom.
    pub by: String,
}

impl Page for Appearance {
    const NAME: &'static str = "appearance";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let frame = frame.at(Section::Appearance).read_by(Role::Designer);
        let pair = |mode: &str, passes: bool| PairRow {
            mode: frame.say(mode).into_owned(),
            what: frame.say("look-link-on-paper").into_owned(),
            fore: if passes { "#1f5c99" } else { "#b8a800" }.into(),
            back: "#ffffff".into(),
            ratio: if passes { "6.92:1" } else { "2.41:1" }.into(),
            passes,
        };
        let page = |preview: Option<Preview>| Self {
            frame: frame.clone(),
            brand: "#1f5c99".into(),
            font: "fira",
            logo: String::new(),
            logo_kept: String::new(),
            dropped: String::new(),
            problems: Vec::new(),
            pairs: vec![pair("look-light", true), pair("look-dark", true)],
            needed: "4.50:1".into(),
            nearest: None,
            preview,
            versions: Vec::new(),
            saved: false,
            earlier: None,
        };
        let preview = || {
            let (arms, adjusted) = (frame.authority.shield.clone(), Some("#1a5590".to_owned()));
            Preview { sheet: "/gestaltung/vorschau.css?brand=%231f5c99&font=fira".into(), arms, adjusted }
        };
        let version = |number: i64, href: Option<&str>| EarlierLook {
            number,
            href: href.map(str::to_owned),
            at: date(2026, 11, 20 + number as i8).at(9, 12, 0, 0),
            by: "Noa Muster".into(),
        };
        let versions = || vec![version(2, None), version(1, Some("/gestaltung?fassung=1"))];
        let saved =
            Self { saved: true, dropped: "<script>, onload".into(), versions: versions(), ..page(Some(preview())) };
        let earlier = Self { earlier: Some(1), versions: versions(), ..page(Some(preview())) };
        let refused = Self {
            brand: "#ffee00".into(),
            problems: vec![Problem::new(
                "brand",
                frame.texts.with2("look-too-light", "given", "#ffee00", "nearest", "#7a7100"),
            )],
            pairs: vec![pair("look-light", false)],
            nearest: Some("#7a7100".into()),
            ..page(None)
        };
        vec![("form", page(Some(preview()))), ("saved", saved), ("earlier", earlier), ("refused", refused)]
    }
}
