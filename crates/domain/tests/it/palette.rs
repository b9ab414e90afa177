//! Random brand colours: whatever is accepted is readable in both modes, whatever is refused comes with a way out.

use domain::palette::{ColourFault, Mode, NEEDED, Palette};
use proptest::prelude::*;

/// WCAG 2.2 relative luminance, written a second time, straight from the definition.
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).map_or(f64::NAN, f64::from) / 255.0;
    let linear = |v: f64| if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(channel(1)) + 0.7152 * linear(channel(3)) + 0.0722 * linear(channel(5))
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_colour_is_readable_in_both_modes_or_refused_with_a_way_out(r: u8, g: u8, b: u8) {
        let brand = format!("#{r:02x}{g:02x}{b:02x}");
        match Palette::of(&brand) {
            Ok(palette) => {
                for (shade, grounds) in [
                    (&palette.light, ["#ffffff", "#f3f4f7"]),
                    (&palette.dark, ["#131525", "#1d2034"]),
                ] {
                    for ground in grounds {
                        prop_assert!(contrast(&shade.brand, ground) >= NEEDED, "{shade:?} on {ground}");
                    }
                    prop_assert!(contrast(&shade.brand, &shade.on_brand) >= NEEDED, "{shade:?}");
                    prop_assert!(contrast(&shade.hover, &shade.on_brand) >= NEEDED, "{shade:?}");
                }
                let pairs = palette.pairs();
                prop_assert_eq!(pairs.len(), 8);
                for pair in pairs {
                    prop_assert!((pair.ratio - contrast(&pair.fore, &pair.back)).abs() < 0.01 && pair.passes());
                }
            }
            Err(ColourFault::TooLight { failing, nearest, .. }) => {
                prop_assert!(!failing.is_empty() && failing.iter().all(|pair| pair.mode == Mode::Light));
                for pair in &failing {
                    prop_assert!(contrast(&pair.fore, &pair.back) < NEEDED, "{pair}");
                }
                prop_assert!(Palette::of(&nearest).is_ok_and(|again| again.light.brand == nearest), "{nearest}");
            }
            Err(fault) => prop_assert!(false, "{fault}"),
        }
    }
}
