//! Where the bundled styles, scripts and icons lie: logical name → address with a hash of the content in it.

use std::collections::HashMap;

/// The bundled files by logical name, as `assets/dist/manifest.json` lists them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assets {
    files: HashMap<String, String>,
}

impl Assets {
    /// The path in front of every bundled file.
    pub const PREFIX: &'static str = "/assets/";

    /// Reads the manifest, a JSON object of logical name → file name.
    ///
    /// # Errors
    /// When it is not such an object.
    pub fn parse(manifest: &str) -> Result<Self, serde_json::Error> {
        let names: HashMap<String, String> = serde_json::from_str(manifest)?;
        Ok(Self { files: names.into_iter().map(|(name, file)| (name, format!("{}{file}", Self::PREFIX))).collect() })
    }

    /// The address of a file such as `styles.css`; an unknown name gives the plain path, which answers 404.
    #[must_use]
    pub fn href(&self, name: &str) -> String {
        self.files.get(name).cloned().unwrap_or_else(|| format!("{}{name}", Self::PREFIX))
    }

    /// Logical names and addresses, unordered.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, href)| (name.as_str(), href.as_str()))
    }
}
