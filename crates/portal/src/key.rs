//! `portikus key …`: keys for programs that work with an authority's processes over HTTP.

use crate::clock::{RandomIds, WallClock};
use crate::config::Config;
use crate::say;
use crate::wiring::{self, chain};
use clap::{Args, Subcommand};
use domain::{Actor, Ctx, Lang, Right};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use store::Db;

/// Work on keys.
#[derive(Subcommand)]
pub enum Command {
    /// Make a key. Its secret is printed once and kept nowhere.
    Add {
        #[command(flatten)]
        place: Place,
        /// Its name: letters, digits, hyphens, dots.
        #[arg(long)]
        name: String,
        /// What it may do: deploy, start, work, operate; separated by commas.
        #[arg(long, value_delimiter = ',', default_value = "work")]
        may: Vec<String>,
    },
    /// List an authority's keys.
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Remove a key.
    Remove {
        #[command(flatten)]
        place: Place,
        /// Its name.
        #[arg(long)]
        name: String,
    },
}

/// Whose keys.
#[derive(Args)]
pub struct Place {
    /// The authority's key, for example aarau.
    #[arg(long)]
    authority: String,
    /// Configuration file (TOML); PORTIKUS_CONFIG says the same.
    #[arg(long)]
    config: Option<PathBuf>,
}

/// Runs a command.
///
/// # Errors
/// A sentence for the operator.
pub fn run(command: Command) -> Result<ExitCode, String> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|fault| fault.to_string())?;
    runtime.block_on(carry_out(command))?;
    Ok(ExitCode::SUCCESS)
}

async fn carry_out(command: Command) -> Result<(), String> {
    let (Command::Add { place, .. } | Command::List { place } | Command::Remove { place, .. }) = &command;
    let config = Config::load(place.config.clone())?;
    let db = Db::open(&config.database()).await.map_err(|fault| chain(&fault))?;
    let directory = wiring::directory(&db).await?;
    let authority = directory.find(&place.authority);
    let authority = authority.ok_or_else(|| format!("there is no authority {}", place.authority))?;
    let ctx = Ctx::new(authority, Actor::System, Lang::De, Arc::new(WallClock), Arc::new(RandomIds));
    let said = speak(&db, &ctx, &command).await;
    db.close().await;
    said
}

async fn speak(db: &Db, ctx: &Ctx, command: &Command) -> Result<(), String> {
    match command {
        Command::Add { name, may, .. } => {
            let secret = app::interface_keys::add(db, ctx, name, &read_rights(may)?).await.map_err(|f| chain(&f))?;
            say(&secret);
        }
        Command::List { .. } => {
            for key in app::interface_keys::list(db, ctx).await.map_err(|fault| chain(&fault))? {
                let rights: Vec<&str> = key.interface.rights.iter().map(|right| right.as_str()).collect();
                say(&format!("{:<32} {:<28} since {}", key.interface.name, rights.join(","), key.created));
            }
        }
        Command::Remove { name, .. } => app::interface_keys::remove(db, ctx, name)
            .await
            .map_err(|_| format!("{} has no key {name}", ctx.authority.key))?,
    }
    Ok(())
}

fn read_rights(words: &[String]) -> Result<Vec<Right>, String> {
    let known = Right::ALL.map(Right::as_str).join(", ");
    let read = |word: &String| {
        Right::from_word(word.trim()).ok_or_else(|| format!("a key cannot have the right {word:?}: known are {known}"))
    };
    words.iter().map(read).collect()
}

/// A key for trying out at an authority of the demo, new at every start.
///
/// # Errors
/// A sentence for the operator.
pub async fn for_demo(portal: &app::Portal, authority: &str) -> Result<Option<(String, String)>, String> {
    let Some(authority) = portal.directory.find(authority) else { return Ok(None) };
    let ctx = portal.ctx(authority, Actor::System, Lang::De);
    let name = "demo".to_owned();
    // The one of the start before is gone with its secret.
    let _ = app::interface_keys::remove(&portal.db, &ctx, &name).await;
    let secret = app::interface_keys::add(&portal.db, &ctx, &name, &Right::ALL).await.map_err(|fault| chain(&fault))?;
    Ok(Some((name, secret)))
}
