//! An authority's look as a style sheet of custom properties and as a shield: only computed colours and known fonts go in.

use domain::palette::Shade;
use domain::{Font, Palette};
use sha2::{Digest, Sha256};

/// An authority's theme: computed once when it is set, served as its own style sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The colours.
    pub palette: Palette,
    /// The font.
    pub font: Font,
}

impl Theme {
    /// The style sheet: custom properties alone, for both modes.
    #[must_use]
    pub fn css(&self) -> String {
        let block = |mode: &str, shade: &Shade| {
            format!("@media (prefers-color-scheme:{mode}){{:root{{{}}}}}\n", colours(shade))
        };
        block("light", &self.palette.light) + &block("dark", &self.palette.dark) + &self.font_css(":root")
    }

    /// The same for one part of a page in a fixed mode each, to look at before it is saved: `.look--light`, `.look--dark`.
    #[must_use]
    pub fn preview_css(&self) -> String {
        const LIGHT: &str = "--kern-color-layout-background-default:#fff;--kern-color-layout-background-hued:#f3f4f7;--kern-color-layout-text-default:#131525;--kern-color-layout-text-muted:#565a75;--kern-color-decorative-border-default:#c5c8d6;color-scheme:light;";
        const DARK: &str = "--kern-color-layout-background-default:#131525;--kern-color-layout-background-hued:#1d2034;--kern-color-layout-text-default:#eceef6;--kern-color-layout-text-muted:#b9bdd2;--kern-color-decorative-border-default:#4b4f6c;color-scheme:dark;";
        let block = |name: &str, ground: &str, shade: &Shade| format!(".look--{name}{{{ground}{}}}\n", colours(shade));
        block("light", LIGHT, &self.palette.light) + &block("dark", DARK, &self.palette.dark) + &self.font_css(".look")
    }

    /// Brand, text on it and hover, for light and then for dark: `#rrggbb` with spaces between.
    #[must_use]
    pub fn words(&self) -> String {
        let Palette { light, dark, .. } = &self.palette;
        let all = [&light.brand, &light.on_brand, &light.hover, &dark.brand, &dark.on_brand, &dark.hover];
        all.map(String::as_str).join(" ")
    }

    /// The path under which the sheet is served; changes with its content, so it can be cached for ever.
    #[must_use]
    pub fn href(&self) -> String {
        format!("/thema-{}.css", fingerprint(self.css().as_bytes()))
    }

    fn font_css(&self, at: &str) -> String {
        let family = match self.font {
            Font::Fira => return String::new(),
            Font::System => "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif",
            Font::Serif => "Georgia,\"Times New Roman\",\"Noto Serif\",serif",
        };
        format!("{at}{{--kern-typography-font-family-default:{family}}}\n")
    }
}

fn colours(shade: &Shade) -> String {
    let Shade { brand: b, on_brand: o, hover: h } = shade;
    format!(
        "--kern-color-action-default:{b};--kern-color-action-on-default:{o};--kern-color-action-visited:{b};--kern-color-action-state-indicator-shade-hover:{h};--kern-color-action-state-indicator-shade-active:{h};--kern-color-decorative-brand-default:{b}"
    )
}

/// Twelve hexadecimal digits that change with the content.
#[must_use]
pub fn fingerprint(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// A simple shield for an authority that has not uploaded its arms: its initial on its colour, divided in a way of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shield {
    initial: char,
    field: String,
    division: u8,
}

impl Shield {
    /// The shield of an authority named `name` with this palette; the same name always gives the same shield.
    #[must_use]
    pub fn new(name: &str, palette: &Palette) -> Self {
        let initial = name.chars().find(|c| c.is_alphabetic()).and_then(|c| c.to_uppercase().next()).unwrap_or('•');
        let division = Sha256::digest(name.as_bytes())[0] % 6;
        Self { initial, field: palette.light.brand.clone(), division }
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

    fn theme(brand: &str, font: Font) -> Theme {
        Theme { palette: Palette::of(brand).expect("a readable colour"), font }
    }

    #[test]
    fn the_sheet_has_a_stable_name_and_no_foreign_text() {
        let blue = theme("#1f5c99", Font::Fira);
        let red = theme("#7a1f3d", Font::Fira);
        assert_ne!(blue.href(), red.href());
        assert_eq!(blue.href(), theme("1F5C99", Font::Fira).href());
        assert_ne!(blue.href(), theme("#1f5c99", Font::Serif).href());
        let svg = Shield::new("<b>Österreich", &red.palette).render_svg();
        assert!(svg.contains(">B</text>") && !svg.contains("style"), "{svg}");
    }

    #[test]
    fn sheets_hold_custom_properties_alone() {
        for font in Font::ALL {
            let theme = theme("#1f5c99", font);
            for sheet in [theme.css(), theme.preview_css()] {
                assert!(!sheet.contains("url(") && !sheet.contains("@import") && !sheet.contains('<'), "{sheet}");
                for line in sheet.split([';', '{', '}']).filter(|line| line.contains(':')) {
                    let ours = ["--kern-", "color-scheme:", ":root", "@media (prefers-color-scheme:"];
                    assert!(ours.iter().any(|start| line.trim().starts_with(start)), "{line}");
                }
            }
        }
    }
}
