//! sRGB, OKLCH and WCAG contrast (Björn Ottosson's OKLab; WCAG 2.2 relative luminance).

/// An sRGB colour, eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

impl Rgb {
    /// Reads `#rrggbb` or `rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, r, g, b] = number.to_be_bytes();
        Some(Self([r, g, b]))
    }

    /// `#rrggbb` in small letters.
    pub fn hex(self) -> String {
        let [r, g, b] = self.0;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    fn linear(self) -> [f64; 3] {
        self.0.map(|v| {
            let v = f64::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// WCAG contrast ratio, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

/// A colour by how people see it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Oklch {
    /// Lightness, 0 to 1.
    pub l: f64,
    /// Chroma, from 0.
    pub c: f64,
    /// Hue in radians.
    pub h: f64,
}

impl From<Rgb> for Oklch {
    fn from(rgb: Rgb) -> Self {
        let [r, g, b] = rgb.linear();
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        let lightness = 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s;
        let a = 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s;
        Self { l: lightness, c: a.hypot(b), h: b.atan2(a) }
    }
}

impl Oklch {
    /// The same hue, `by` lighter (negative: darker).
    pub fn lighter(self, by: f64) -> Self {
        Self { l: (self.l + by).clamp(0.0, 1.0), ..self }
    }

    /// The nearest sRGB colour: chroma shrinks until it fits the gamut.
    pub fn rgb(self) -> Rgb {
        let mut chroma = self.c;
        loop {
            let linear = Self { c: chroma, ..self }.linear();
            if chroma <= 0.0 || linear.iter().all(|v| (-0.0005..=1.0005).contains(v)) {
                return Rgb(linear.map(encode));
            }
            chroma = (chroma - 0.004).max(0.0);
        }
    }

    fn linear(self) -> [f64; 3] {
        let (a, b) = (self.c * self.h.cos(), self.c * self.h.sin());
        let l = (self.l + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.l - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.l - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
        ]
    }
}

fn encode(linear: f64) -> u8 {
    let v = linear.clamp(0.0, 1.0);
    let v = if v <= 0.003_130_8 { v * 12.92 } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 };
    // In 0..=255 after the clamp above.
    (v * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_again() {
        for hex in ["#000000", "#ffffff", "#1f5c99", "#c0392b", "#00ff00", "#7a1f3d"] {
            let rgb = Rgb::parse(hex).unwrap();
            assert_eq!(Oklch::from(rgb).rgb().hex(), hex);
        }
        assert!((Rgb::parse("#777777").unwrap().contrast(Rgb([255; 3])) - 4.48).abs() < 0.01);
    }
}
