//! `portikus theme …`: check a theme file, put it in force.

use crate::clock::{RandomIds, WallClock};
use crate::config::Config;
use crate::say;
use crate::wiring::{self, chain};
use app::appearance;
use clap::Subcommand;
use domain::{Actor, Appearance, ColourFault, Ctx, Lang, Palette};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use store::Db;

/// Work on an authority's colour, logo and font.
#[derive(Subcommand)]
pub enum Command {
    /// Say whether a theme can be read in light and dark; the exit code says it too.
    Check {
        /// The file (TOML): brand, and if wanted font and logo.
        file: PathBuf,
    },
    /// Put a theme in force at an authority; every running node has it within seconds.
    Set {
        /// The file (TOML): brand, and if wanted font and logo.
        file: PathBuf,
        /// Key of the authority.
        #[arg(long)]
        authority: String,
        /// Configuration file (TOML); PORTIKUS_CONFIG says the same.
        #[arg(long)]
        config: Option<PathBuf>,
    },
}

/// Runs a command.
///
/// # Errors
/// A sentence for the operator.
pub fn run(command: Command) -> Result<ExitCode, String> {
    match command {
        Command::Check { file } => Ok(if read(&file)?.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE }),
        Command::Set { file, authority, config } => {
            let Some(look) = read(&file)? else { return Ok(ExitCode::FAILURE) };
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map_err(|fault| fault.to_string())?.block_on(set(look, &authority, config))
        }
    }
}

/// Reads a theme and reports on it; none when it is refused.
fn read(file: &Path) -> Result<Option<Appearance>, String> {
    let text = std::fs::read_to_string(file).map_err(|fault| format!("{}: {fault}", file.display()))?;
    let given = appearance::parse_file(&text).map_err(|fault| format!("{}: {fault}", file.display()))?;
    let palette = match Palette::of(&given.brand) {
        Ok(palette) => palette,
        Err(fault) => {
            say(&format!("REFUSED    {fault}"));
            if let ColourFault::TooLight { failing, .. } = &fault {
                failing.iter().for_each(|pair| say(&format!("fails      {pair}")));
            }
            return Ok(None);
        }
    };
    palette.pairs().iter().for_each(|pair| say(&format!("passes     {pair}")));
    if palette.light.brand != palette.given {
        say(&format!("darkened   light pages show {} instead of {}", palette.light.brand, palette.given));
    }
    let logo = match &given.logo {
        None => None,
        Some(name) => {
            let path = file.parent().unwrap_or(Path::new(".")).join(name);
            let bytes = std::fs::read(&path).map_err(|fault| format!("{}: {fault}", path.display()))?;
            match appearance::clean_logo(&bytes) {
                Ok((logo, dropped)) => {
                    if !dropped.is_empty() {
                        say(&format!("left out   of {name}: {}", dropped.join(", ")));
                    }
                    Some(logo)
                }
                Err(fault) => {
                    say(&format!("REFUSED    {name}: {fault}"));
                    return Ok(None);
                }
            }
        }
    };
    Ok(Some(Appearance { brand: palette.given, font: given.font, logo }))
}

async fn set(look: Appearance, key: &str, config: Option<PathBuf>) -> Result<ExitCode, String> {
    let config = Config::load(config)?;
    let db = Db::open(&config.database()).await.map_err(|fault| chain(&fault))?;
    let authority = wiring::directory(&db).await?.find(key);
    let authority = authority.ok_or_else(|| format!("there is no authority {key}"))?;
    let ctx = Ctx::new(authority, Actor::System, Lang::De, Arc::new(WallClock), Arc::new(RandomIds));
    let saved = appearance::save(&db, &ctx, &look).await;
    db.close().await;
    let version = saved.map_err(|fault| chain(&fault))?;
    say(&format!("version {version} is in force at {key}"));
    Ok(ExitCode::SUCCESS)
}
