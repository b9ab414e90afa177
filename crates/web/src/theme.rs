//! An authority's colour, made fit for reading: light and dark variants in OKLCH that meet WCAG contrast, or a refusal.

mod oklch;

use oklch::{Oklch, Rgb};
use sha2::{Digest, Sha256};
use std::fmt;

/// Light paper tint and the lightest dark surface: the least favourable grounds that links stand on.
const LIGHT_GROUND: Rgb = Rgb([0xF3, 0xF4, 0xF7]);
const DARK_GROUND: Rgb = Rgb([0x1D, 0x20, 0x34]);
const WHITE: Rgb = Rgb([255; 3]);
const BLACK: Rgb = Rgb([0; 3]);
/// Text contrast that WCAG 2.2 AA asks for (1.4.3), with a little room for rounding.
const TEXT: f64 = 4.6;
/// How much darker a brand colour may become before nobody knows it any more (OKLCH lightness).
const MOST_DARKENING: f64 = 0.22;

/// Why a colour cannot be switched on, in a sentence for the person who chose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem(String);

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Problem {}

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

/// An authority's theme: computed once when it is set, served as its own style sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// For light mode.
    pub light: Shade,
    /// For dark mode.
    pub dark: Shade,
}

impl Theme {
    /// Computes a theme from a brand colour `#rrggbb`.
    ///
    /// # Errors
    /// A sentence when the colour cannot be read, or is so light that a readable variant would no longer be it.
    pub fn from_brand(brand: &str) -> Result<Self, Problem> {
        let given = Rgb::parse(brand).ok_or_else(|| {
            Problem(format!(
                "Die Farbe {brand:?} ist nicht lesbar. Schreiben Sie sie als #rrggbb, zum Beispiel #1f5c99."
            ))
        })?;
        let colour = Oklch::from(given);
        let light = darken(colour).ok_or_else(|| too_light(given, colour))?;
        let dark = lighten(colour);
        let theme = Self {
            light: Shade { brand: light.rgb().hex(), on_brand: WHITE.hex(), hover: light.lighter(-0.07).rgb().hex() },
            dark: Shade { brand: dark.rgb().hex(), on_brand: BLACK.hex(), hover: dark.lighter(0.06).rgb().hex() },
        };
        Ok(theme)
    }

    /// The style sheet: custom properties alone, for both modes. Safe to serve as it is: only computed colours go in.
    #[must_use]
    pub fn css(&self) -> String {
        let block = |mode: &str, shade: &Shade| {
            format!(
                "@media (prefers-color-scheme:{mode}){{:root{{--kern-color-action-default:{b};--kern-color-action-on-default:{o};--kern-color-action-visited:{b};--kern-color-action-state-indicator-shade-hover:{h};--kern-color-action-state-indicator-shade-active:{h};--kern-color-decorative-brand-default:{b}}}}}\n",
                b = shade.brand,
                o = shade.on_brand,
                h = shade.hover
            )
        };
        block("light", &self.light) + &block("dark", &self.dark)
    }

    /// The path under which the sheet is served; changes with its content, so it can be cached for ever.
    #[must_use]
    pub fn href(&self) -> String {
        let sum = Sha256::digest(self.css().as_bytes());
        let hash: String = sum.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        format!("/thema-{hash}.css")
    }
}

fn too_light(given: Rgb, colour: Oklch) -> Problem {
    let mut nearest = colour;
    while nearest.l > 0.0 && !readable_on_light(nearest) {
        nearest = nearest.lighter(-0.005);
    }
    Problem(format!(
        "Die Farbe {} ist zu hell: Weiße Schrift darauf und Links in ihr wären nicht lesbar. Die nächste lesbare Farbe ist {}.",
        given.hex(),
        nearest.rgb().hex()
    ))
}

fn readable_on_light(colour: Oklch) -> bool {
    let rgb = colour.rgb();
    rgb.contrast(LIGHT_GROUND) >= TEXT && rgb.contrast(WHITE) >= TEXT
}

fn darken(colour: Oklch) -> Option<Oklch> {
    (0..=44).map(|step| colour.lighter(-f64::from(step) * MOST_DARKENING / 44.0)).find(|c| readable_on_light(*c))
}

/// In dark mode a lighter sister of the colour is expected; there is always one.
fn lighten(colour: Oklch) -> Oklch {
    (0..=200)
        .map(|step| colour.lighter(f64::from(step) * 0.005))
        .find(|c| c.rgb().contrast(DARK_GROUND) >= TEXT && c.rgb().contrast(BLACK) >= TEXT)
        .unwrap_or(Oklch { l: 0.9, c: 0.03, h: colour.h })
}

/// A simple shield for an authority that has not uploaded its arms: its initial on its colour, divided in a way of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shield {
    initial: char,
    field: String,
    division: u8,
}

impl Shield {
    /// The shield of an authority named `name` with this theme; the same name always gives the same shield.
    #[must_use]
    pub fn new(name: &str, theme: &Theme) -> Self {
        let initial = name.chars().find(|c| c.is_alphabetic()).and_then(|c| c.to_uppercase().next()).unwrap_or('•');
        let division = Sha256::digest(name.as_bytes())[0] % 6;
        Self { initial, field: theme.light.brand.clone(), division }
    }

    /// Inline SVG, hidden from screen readers (the name stands beside it). Colours are attributes, so a strict CSP allows it.
    #[must_use]
    pub fn render_svg(&self) -> String {
        let part = match self.division {
            0 => "M1 1h38v10H1z",
            1 => "M1 1h9v38.500C4.500 35 1 30.500 1 25z",
            2 => "M39 1v11L7 38.500C3.500 35 1.500 31 1 27z",
            3 => "M7 38.500 20 29l13 9.500C29.500 42 25 45 20 47 15 45 10.500 42 7 38.500z",
            4 => "M1 1h38v5H1zM1 9.500h38V12H1z",
            _ => "M39 1h-9v38.500c5.500-4.500 9-9 9-14.500z",
        };
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" class="shield" viewBox="0 0 40 48" aria-hidden="true" focusable="false"><path fill="{}" stroke="#fff" stroke-opacity=".6" d="M1 1h38v24c0 11-8 18-19 22C9 43 1 36 1 25z"/><path fill="#fff" fill-opacity=".3" d="{part}"/><text x="20" y="31" text-anchor="middle" fill="#fff">{}</text></svg>"##,
            self.field, self.initial
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(a: &str, b: &str) -> f64 {
        Rgb::parse(a).zip(Rgb::parse(b)).map_or(0.0, |(a, b)| a.contrast(b))
    }

    #[test]
    fn every_accepted_colour_is_readable_in_both_modes() {
        let mut accepted = 0;
        for r in (0..=255).step_by(51) {
            for g in (0..=255).step_by(51) {
                for b in (0..=255).step_by(51) {
                    let Ok(theme) = Theme::from_brand(&format!("#{r:02x}{g:02x}{b:02x}")) else { continue };
                    accepted += 1;
                    for (shade, grounds) in
                        [(&theme.light, ["#ffffff", "#f3f4f7"]), (&theme.dark, ["#131525", "#1d2034"])]
                    {
                        for ground in grounds {
                            assert!(contrast(&shade.brand, ground) >= 4.5, "{r} {g} {b} {shade:?} on {ground}");
                        }
                        assert!(contrast(&shade.brand, &shade.on_brand) >= 4.5, "{r} {g} {b} {shade:?}");
                        assert!(contrast(&shade.hover, &shade.on_brand) >= 4.5, "{r} {g} {b} {shade:?}");
                    }
                }
            }
        }
        assert!(accepted > 100, "{accepted}");
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_a_way_out() {
        let problem = Theme::from_brand("#ffee00").err().map(|p| p.to_string()).unwrap_or_default();
        let nearest = problem.rsplit(' ').next().unwrap_or_default().trim_end_matches('.');
        assert!(Theme::from_brand(nearest).is_ok(), "{problem}");
        for hostile in ["", "red", "#12345", "#12345g", "#fff;}body{display:none", "url(x)"] {
            assert!(Theme::from_brand(hostile).is_err(), "{hostile}");
        }
    }

    #[test]
    fn the_sheet_has_a_stable_name_and_no_foreign_text() {
        let theme = Theme::from_brand("#1f5c99").ok();
        let other = Theme::from_brand("#7a1f3d").ok();
        assert_ne!(theme.as_ref().map(Theme::href), other.as_ref().map(Theme::href));
        assert_eq!(theme.as_ref().map(Theme::href), Theme::from_brand("1F5C99").ok().map(|t| t.href()));
        let svg = other.map(|t| Shield::new("<b>Österreich", &t).render_svg()).unwrap_or_default();
        assert!(svg.contains(">B</text>") && !svg.contains("style"), "{svg}");
    }
}
