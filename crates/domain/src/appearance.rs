//! How an authority looks: colour, font, logo. Typed values only, so that none of them can become a style of its own.

use serde::{Deserialize, Serialize};

/// The font of all pages. Only the first is fetched; the others are on the reader's device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Font {
    /// Fira Sans, the font of the house.
    #[default]
    Fira,
    /// The sans serif of the reader's device.
    System,
    /// A serif of the reader's device.
    Serif,
}

impl Font {
    /// All of them.
    pub const ALL: [Font; 3] = [Font::Fira, Font::System, Font::Serif];

    /// The word in files and forms.
    pub fn word(self) -> &'static str {
        match self {
            Font::Fira => "fira",
            Font::System => "system",
            Font::Serif => "serif",
        }
    }

    /// The font of a word.
    pub fn from_word(word: &str) -> Option<Font> {
        Font::ALL.into_iter().find(|font| font.word() == word)
    }
}

/// What a logo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogoKind {
    /// A drawing, rewritten from a list of what is allowed.
    Svg,
    /// Pixels.
    Png,
}

/// An authority's own logo, cleaned before it came here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// What it is.
    pub kind: LogoKind,
    /// The file in base64.
    pub base64: String,
}

/// What an authority decided about its look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appearance {
    /// Brand colour as `#rrggbb`.
    pub brand: String,
    /// The font.
    #[serde(default)]
    pub font: Font,
    /// Its logo; without one the generated shield.
    #[serde(default)]
    pub logo: Option<Logo>,
}
