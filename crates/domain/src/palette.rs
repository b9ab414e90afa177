//! An authority's colour, made fit for reading: variants for light and dark that meet WCAG contrast, or a refusal that
//! says which pair fails, by how much, and what would pass.

use crate::colour::{Oklch, Rgb};
use std::fmt;
use thiserror::Error;

/// Light paper, its tint, and the dark surfaces: what links stand on.
const LIGHT_PAPER: Rgb = Rgb([255; 3]);
const LIGHT_TINT: Rgb = Rgb([0xF3, 0xF4, 0xF7]);
const DARK_PAPER: Rgb = Rgb([0x13, 0x15, 0x25]);
const DARK_TINT: Rgb = Rgb([0x1D, 0x20, 0x34]);
const WHITE: Rgb = Rgb([255; 3]);
const BLACK: Rgb = Rgb([0; 3]);
/// Text contrast that WCAG 2.2 AA asks for (1.4.3). Measured on the colours as they are written, eight bits a channel.
pub const NEEDED: f64 = 4.5;
/// How much darker a brand colour may become before nobody knows it any more: so many steps of OKLCH lightness.
const MOST_STEPS: u32 = 44;
const STEP: f64 = 0.005;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Dark text on light paper.
    Light,
    /// Light text on dark paper.
    Dark,
}

/// What stands on what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairKind {
    /// A link on paper.
    LinkOnPaper,
    /// A link on a tinted surface.
    LinkOnTint,
    /// The words on a button.
    TextOnButton,
    /// The words on a button under the pointer.
    TextOnHover,
}

impl PairKind {
    /// A word for keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            PairKind::LinkOnPaper => "link-on-paper",
            PairKind::LinkOnTint => "link-on-tint",
            PairKind::TextOnButton => "text-on-button",
            PairKind::TextOnHover => "text-on-hover",
        }
    }
}

/// Two colours that must be told apart, and how well they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// In which mode.
    pub mode: Mode,
    /// What they are.
    pub kind: PairKind,
    /// The words, `#rrggbb`.
    pub fore: String,
    /// What they stand on, `#rrggbb`.
    pub back: String,
    /// WCAG contrast, 1 to 21.
    pub ratio: f64,
}

impl Pair {
    /// Whether it can be read.
    pub fn passes(&self) -> bool {
        self.ratio >= NEEDED
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mode = if self.mode == Mode::Light { "light" } else { "dark" };
        let Pair { kind, fore, back, ratio, .. } = self;
        write!(f, "{mode:<6}{:<15} {fore} on {back}  {ratio:>5.2}:1, needed {NEEDED}:1", kind.word())
    }
}

/// Why a colour cannot be switched on.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ColourFault {
    /// It is not written as `#rrggbb`.
    #[error("the colour {0:?} cannot be read: write it as #rrggbb, for example #1f5c99")]
    Unreadable(String),
    /// It is so light that a readable variant would no longer be it.
    #[error("the colour {given} is too light for words on it and links in it; the nearest that passes is {nearest}")]
    TooLight {
        /// As it was given.
        given: String,
        /// The pairs that fail although the colour was darkened as far as it may be.
        failing: Vec<Pair>,
        /// The nearest colour of the same hue that passes as it is.
        nearest: String,
    },
}

/// The colours of one mode, as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shade {
    /// Primary buttons, links, the header line.
    pub brand: String,
    /// Text on the brand colour.
    pub on_brand: String,
    /// The brand colour under the pointer.
    pub hover: String,
}

/// The colours of an authority in both modes, each pair of them readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    /// As it was given, `#rrggbb`.
    pub given: String,
    /// For light mode.
    pub light: Shade,
    /// For dark mode.
    pub dark: Shade,
}

impl Palette {
    /// Computes both modes from a brand colour `#rrggbb`.
    ///
    /// # Errors
    /// When the colour cannot be read or cannot be made readable.
    pub fn of(brand: &str) -> Result<Palette, ColourFault> {
        let given =
            Rgb::parse(brand.trim()).ok_or_else(|| ColourFault::Unreadable(brand.chars().take(40).collect()))?;
        let colour = Oklch::from(given);
        let dark = lighten(colour);
        let palette = |light: Oklch| Palette {
            given: given.hex(),
            light: Shade { brand: light.rgb().hex(), on_brand: WHITE.hex(), hover: light.lighter(-0.07).rgb().hex() },
            dark: Shade { brand: dark.rgb().hex(), on_brand: BLACK.hex(), hover: dark.lighter(0.06).rgb().hex() },
        };
        match darken(colour) {
            Some(light) => Ok(palette(light)),
            None => {
                let darkest = palette(darker(colour, MOST_STEPS));
                let failing = darkest.pairs().into_iter().filter(|pair| !pair.passes()).collect();
                Err(ColourFault::TooLight { given: given.hex(), failing, nearest: nearest(colour).rgb().hex() })
            }
        }
    }

    /// Every pair that people have to read, in both modes.
    pub fn pairs(&self) -> Vec<Pair> {
        let of = |mode: Mode, shade: &Shade, paper: Rgb, tint: Rgb| {
            let (brand, on, hover) = (shade.brand.clone(), shade.on_brand.clone(), shade.hover.clone());
            [
                (PairKind::LinkOnPaper, brand.clone(), paper.hex()),
                (PairKind::LinkOnTint, brand.clone(), tint.hex()),
                (PairKind::TextOnButton, on.clone(), brand),
                (PairKind::TextOnHover, on, hover),
            ]
            .map(|(kind, fore, back)| {
                let ratio = Rgb::parse(&fore).zip(Rgb::parse(&back)).map_or(1.0, |(a, b)| a.contrast(b));
                Pair { mode, kind, fore, back, ratio }
            })
        };
        let light = of(Mode::Light, &self.light, LIGHT_PAPER, LIGHT_TINT);
        light.into_iter().chain(of(Mode::Dark, &self.dark, DARK_PAPER, DARK_TINT)).collect()
    }
}

fn darker(colour: Oklch, steps: u32) -> Oklch {
    colour.lighter(-f64::from(steps) * STEP)
}

fn readable_on_light(colour: Oklch) -> bool {
    let rgb = colour.rgb();
    rgb.contrast(LIGHT_TINT) >= NEEDED && rgb.contrast(WHITE) >= NEEDED
}

fn darken(colour: Oklch) -> Option<Oklch> {
    (0..=MOST_STEPS).map(|steps| darker(colour, steps)).find(|c| readable_on_light(*c))
}

/// The first that passes on the way to black.
fn nearest(colour: Oklch) -> Oklch {
    let found = (0..=200).map(|steps| darker(colour, steps)).find(|c| readable_on_light(*c));
    found.unwrap_or(Oklch { l: 0.0, ..colour })
}

/// In dark mode a lighter sister of the colour is expected; there is always one.
fn lighten(colour: Oklch) -> Oklch {
    (0_u32..=200)
        .map(|steps| colour.lighter(f64::from(steps) * STEP))
        .find(|c| c.rgb().contrast(DARK_TINT) >= NEEDED && c.rgb().contrast(BLACK) >= NEEDED)
        .unwrap_or(Oklch { l: 0.9, c: 0.03, h: colour.h })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_refused_with_pair_ratio_and_a_way_out() {
        let Err(ColourFault::TooLight { failing, nearest, given }) = Palette::of("#FFEE00") else {
            panic!("yellow is too light");
        };
        assert_eq!(given, "#ffee00");
        assert!(!failing.is_empty() && failing.iter().all(|pair| pair.mode == Mode::Light && pair.ratio < NEEDED));
        assert!(failing[0].to_string().contains("needed 4.5:1"), "{}", failing[0]);
        assert_eq!(Palette::of(&nearest).map(|palette| palette.light.brand), Ok(nearest), "it passes as it is");
        for hostile in ["", "red", "#12345", "#12345g", "#fff;}body{display:none", "url(x)", "#1f5c99;"] {
            assert!(matches!(Palette::of(hostile), Err(ColourFault::Unreadable(_))), "{hostile}");
        }
    }
}
