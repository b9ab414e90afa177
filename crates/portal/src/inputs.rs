//! What the commands for authors read: files, JSON variables, the moment at which everything happens.

use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};
use std::path::Path;

/// When a model is played.
#[derive(Args)]
pub struct Moment {
    /// The moment that now() and timers see, such as 2026-11-21T09:00:00Z; without it the present.
    #[arg(long)]
    now: Option<Timestamp>,
    /// The time zone, such as Europe/Zurich; without it that of this machine.
    #[arg(long)]
    zone: Option<String>,
}

impl Moment {
    /// The clock of the model.
    ///
    /// # Errors
    /// A sentence when there is no such time zone.
    pub fn clock(&self) -> Result<feel::Clock, String> {
        let zone = match &self.zone {
            Some(name) => TimeZone::get(name).map_err(|fault| format!("there is no time zone {name:?}: {fault}"))?,
            None => TimeZone::system(),
        };
        let now = self.now.unwrap_or_else(|| domain::Clock::now(&crate::clock::WallClock));
        Ok(feel::Clock { now, zone })
    }
}

/// A text file.
///
/// # Errors
/// A sentence with the file's name.
pub fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|fault| format!("{}: {fault}", path.display()))
}

/// The JSON object in a file; empty without one.
///
/// # Errors
/// A sentence with the file's name.
pub fn object(path: Option<&Path>) -> Result<Map<String, Value>, String> {
    let Some(path) = path else { return Ok(Map::new()) };
    match serde_json::from_str(&read(path)?).map_err(|fault| format!("{}: {fault}", path.display()))? {
        Value::Object(object) => Ok(object),
        _ => Err(format!("{}: a JSON object with the variables is needed", path.display())),
    }
}

/// The same as variables of FEEL.
///
/// # Errors
/// A sentence with the file's name.
pub fn scope(path: Option<&Path>) -> Result<feel::Context, String> {
    Ok(object(path)?.iter().map(|(name, value)| (name.as_str(), feel::Value::from_json(value))).collect())
}

/// JSON for reading.
pub fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string())
}
