//! Life situations: the tiles of the start page, from `services/life-situations.toml`.

use domain::LangTexts;
use serde::Deserialize;

/// A life situation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Situation {
    /// Key that services name.
    pub key: String,
    /// Name of a drawing.
    pub icon: String,
    /// Code of the German portal network, where confirmed.
    pub pv_code: Option<String>,
    /// Title.
    pub title: LangTexts,
    /// One line under it.
    pub line: LangTexts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    situation: Vec<Situation>,
}

/// Reads the file.
///
/// # Errors
/// One sentence with the line of the first fault.
pub fn parse_situations(text: &str, file: &str) -> Result<Vec<Situation>, form::Problem> {
    toml::from_str::<File>(text).map(|file| file.situation).map_err(|fault| {
        let line = fault.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        form::Problem::fault(file, line, fault.message())
    })
}
