//! A look as a file: `brand`, and if wanted `font` and `logo`, the name of a file beside it.

use domain::Font;
use serde::Deserialize;

/// What a theme file says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Brand colour.
    pub brand: String,
    /// The font.
    #[serde(default)]
    pub font: Font,
    /// Name of the logo's file in the same folder.
    pub logo: Option<String>,
}

/// Reads a theme file (TOML).
///
/// # Errors
/// A sentence with line and reason.
pub fn parse_file(text: &str) -> Result<Given, String> {
    let given: Given = toml::from_str(text).map_err(|fault| fault.to_string())?;
    match &given.logo {
        Some(name) if name.contains(['/', '\\']) || name.starts_with('.') || name.is_empty() => {
            Err(format!("logo = {name:?}: the name of a file beside this one, without a folder"))
        }
        _ => Ok(given),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_mistakes_and_ways_out_of_the_folder_are_refused() {
        let good = parse_file("brand = \"#1f5c99\"\nfont = \"serif\"\nlogo = \"wappen.svg\"\n");
        assert!(good.is_ok_and(|given| given.font == Font::Serif));
        for (text, word) in [
            ("brand = \"#1f5c99\"\ncss = \"body{}\"", "css"),
            ("font = \"fira\"", "brand"),
            ("brand = \"#1f5c99\"\nfont = \"Comic Sans\"", "Comic Sans"),
            ("brand = \"#1f5c99\"\nlogo = \"../../etc/passwd\"", "without a folder"),
            ("brand = \"#1f5c99\"\nlogo = \"/etc/passwd\"", "without a folder"),
        ] {
            let said = parse_file(text).err().unwrap_or_default();
            assert!(said.contains(word), "{text}: {said}");
        }
    }
}
