//! `portikus authority …`: add a canton, a Kreis or a commune, see who there is, say which web sites may embed; addresses
//! are in `address.rs`.

use crate::address::{self, Address};
use crate::clock::{RandomIds, WallClock};
use crate::config::Config;
use crate::say;
use crate::wiring::{self, chain};
use app::addresses;
use app::authorities::{self, New};
use app::authority_settings::AuthoritySettings;
use clap::{Args, Subcommand};
use domain::{Actor, Authority, Ctx, Lang};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use store::Db;

/// Work on authorities.
#[derive(Subcommand)]
pub enum Command {
    /// Add an authority. A canton or Kreis begins its federation, a commune joins one.
    Add(Box<Add>),
    /// Let a commune go up in another one from a day on. Until then it answers itself.
    Merge {
        /// Key of the commune that goes.
        #[arg(long)]
        authority: String,
        /// Key of the commune that answers for it then.
        #[arg(long)]
        into: String,
        /// The day from which it does, for example 2027-01-01.
        #[arg(long)]
        from: String,
        /// Configuration file (TOML); PORTIKUS_CONFIG says the same.
        #[arg(long)]
        config: Option<PathBuf>,
    },
    /// List federations and their authorities.
    List {
        /// Configuration file (TOML); PORTIKUS_CONFIG says the same.
        #[arg(long)]
        config: Option<PathBuf>,
    },
    /// Say under which host names and short addresses an authority's portal is reached.
    Address(Box<Address>),
    /// Say which web sites may show an authority's search and services; replaces its list.
    Embed {
        /// Key of the authority.
        #[arg(long)]
        authority: String,
        /// An origin such as https://www.gemeinde.example; several times for several. None: nobody may.
        #[arg(long = "origin")]
        origins: Vec<String>,
        /// Configuration file (TOML); PORTIKUS_CONFIG says the same.
        #[arg(long)]
        config: Option<PathBuf>,
    },
}

/// What is said of a new authority.
#[derive(Args)]
pub struct Add {
    /// Short name, for example Aarau.
    #[arg(long)]
    name: String,
    /// canton, kreis or commune.
    #[arg(long)]
    level: String,
    /// Key of the federation.
    #[arg(long)]
    federation: String,
    /// Host label; several times for several, the main one first.
    #[arg(long = "host", required = true)]
    hosts: Vec<String>,
    /// Host name of its own outside the base domain; several times for several, the main one first.
    #[arg(long = "domain")]
    domains: Vec<String>,
    /// Number of the statistical office: BFS in Switzerland, AGS in Germany.
    #[arg(long)]
    number: Option<String>,
    /// Name as on a letterhead, for example "Stadt Aarau".
    #[arg(long)]
    full_name: Option<String>,
    /// Name of the federation, with its canton or Kreis.
    #[arg(long)]
    federation_name: Option<String>,
    /// Key; without it the first host label.
    #[arg(long)]
    key: Option<String>,
    /// Canton or Land by ISO 3166-2, for example CH-AG: its public holidays hold. A commune has its lead's.
    #[arg(long)]
    region: Option<String>,
    /// District.
    #[arg(long)]
    district: Option<String>,
    /// Postal codes, separated by commas.
    #[arg(long = "postal-code", value_delimiter = ',')]
    postal_codes: Vec<String>,
    /// Address of the office; several times for several lines.
    #[arg(long)]
    address: Vec<String>,
    /// Telephone of the office.
    #[arg(long, default_value = "")]
    phone: String,
    /// E-mail address of the office.
    #[arg(long, default_value = "")]
    email: String,
    /// Brand colour, #rrggbb.
    #[arg(long)]
    brand: Option<String>,
    /// A web site that may embed; several times for several.
    #[arg(long = "embed-origin")]
    embed_origins: Vec<String>,
    /// Address of the online counter that it had before.
    #[arg(long)]
    old_counter: Option<String>,
    /// The day from which it exists, for example 2027-01-01; without it, at once.
    #[arg(long)]
    since: Option<String>,
    /// Key of the commune that it goes up in.
    #[arg(long)]
    merged_into: Option<String>,
    /// The day from which that one answers for it.
    #[arg(long)]
    merged_from: Option<String>,
    /// Configuration file (TOML); PORTIKUS_CONFIG says the same.
    #[arg(long)]
    config: Option<PathBuf>,
}

/// Runs a command; the exit code says whether it was done.
///
/// # Errors
/// A sentence for the operator.
pub fn run(command: Command) -> Result<ExitCode, String> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|fault| fault.to_string())?;
    runtime.block_on(carry_out(command))
}

async fn carry_out(command: Command) -> Result<ExitCode, String> {
    match command {
        Command::Add(add) => self::add(*add).await,
        Command::Merge { authority, into, from, config } => merge(&authority, &into, &from, config).await,
        Command::List { config } => list(config).await,
        Command::Address(address) => address::settle(*address).await,
        Command::Embed { authority, origins, config } => embed(&authority, &origins, config).await,
    }
}

/// The configuration and its database.
///
/// # Errors
/// A sentence for the operator.
pub async fn open(config: Option<PathBuf>) -> Result<(Config, Db), String> {
    let config = Config::load(config)?;
    if config.database_url.is_none() {
        std::fs::create_dir_all(&config.data)
            .map_err(|fault| format!("the data folder {} cannot be made: {fault}", config.data.display()))?;
    }
    let db = Db::open(&config.database()).await.map_err(|fault| chain(&fault))?;
    Ok((config, db))
}

async fn add(add: Add) -> Result<ExitCode, String> {
    let (config, db) = open(add.config).await?;
    let settings = AuthoritySettings::load(&db).await.map_err(|fault| chain(&fault))?;
    let domains = &settings.in_force().domains;
    // Nothing is written when anything is wrong.
    let names = match addresses::check(&add.domains, &config.base_domain(), "", domains) {
        Ok(names) => names,
        Err(faults) => {
            faults.iter().for_each(|fault| crate::complain(&format!("--domain: {fault}")));
            return Ok(ExitCode::FAILURE);
        }
    };
    let new = New {
        key: add.key,
        name: add.name,
        full_name: add.full_name,
        federation: add.federation,
        federation_name: add.federation_name,
        level: add.level,
        number: add.number,
        hosts: add.hosts,
        region: add.region,
        district: add.district,
        postal_codes: add.postal_codes,
        address: add.address,
        phone: add.phone,
        email: add.email,
        brand: add.brand,
        embed_origins: add.embed_origins,
        old_counter: add.old_counter,
        since: add.since,
        merged_into: add.merged_into,
        merged_from: add.merged_from,
    };
    match authorities::add(&db, &new).await.map_err(|fault| chain(&fault))? {
        Ok(authority) => {
            if !names.is_empty() {
                addresses::keep(&db, &terminal(authority.clone()), &names).await.map_err(|fault| chain(&fault))?;
                settings.refresh(&db).await.map_err(|fault| chain(&fault))?;
            }
            db.close().await;
            let domains = &settings.in_force().domains;
            let portal = addresses::base_url(&config.scheme(), &config.base_domain(), domains, &authority);
            say(&format!("{} is added; its portal: {portal}/", authority.key));
            say("A portal that runs already knows it after its next start.");
            Ok(ExitCode::SUCCESS)
        }
        Err(problems) => {
            problems.iter().for_each(|problem| crate::complain(problem));
            Ok(ExitCode::FAILURE)
        }
    }
}

async fn list(config: Option<PathBuf>) -> Result<ExitCode, String> {
    let (config, db) = open(config).await?;
    let directory = authorities::list(&db).await.map_err(|fault| chain(&fault))?;
    let settings = AuthoritySettings::load(&db).await.map_err(|fault| chain(&fault))?;
    db.close().await;
    let in_force = settings.in_force();
    for federation in directory.federations() {
        say(&format!("{} ({})", federation.key, federation.name.get(Lang::De)));
        for authority in directory.authorities_of(&federation.key) {
            let number = authority.number.as_ref().map(|n| format!("{} {}", n.scheme, n.number)).unwrap_or_default();
            let (key, name) = (&authority.key, authority.full_name(Lang::De));
            // The main address, then the names that lead there.
            let (scheme, base) = (config.scheme(), config.base_domain());
            let portal = addresses::base_url(&scheme, &base, &in_force.domains, authority);
            let names = in_force.domains.of(key).iter().chain(&authority.hosts).map(String::as_str);
            let others = names.skip(1).collect::<Vec<_>>().join(", ");
            say(format!("  {key:<28} {number:<14} {name:<36} {portal}/ {others}").trim_end());
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn merge(key: &str, into: &str, from: &str, config: Option<PathBuf>) -> Result<ExitCode, String> {
    let (_, db) = open(config).await?;
    let merged = authorities::merge(&db, key, into, from).await;
    db.close().await;
    match merged.map_err(|fault| chain(&fault))? {
        Ok(authority) => {
            say(&format!("{} goes up in {into} on {from}.", authority.name));
            say("A portal that runs already knows it after its next start.");
            Ok(ExitCode::SUCCESS)
        }
        Err(problem) => {
            crate::complain(&problem);
            Ok(ExitCode::FAILURE)
        }
    }
}

async fn embed(key: &str, origins: &[String], config: Option<PathBuf>) -> Result<ExitCode, String> {
    let origins = match app::embedding::parse_origins(&origins.join("\n")) {
        Ok(origins) => origins,
        Err(faults) => {
            faults.iter().for_each(|fault| crate::complain(&fault.to_string()));
            return Ok(ExitCode::FAILURE);
        }
    };
    let (_, db) = open(config).await?;
    let authority = wiring::directory(&db).await?.find(key);
    let authority = authority.ok_or_else(|| format!("there is no authority {key}"))?;
    let ctx = terminal(authority);
    let allowed = app::embedding::allow(&db, &ctx, &origins).await;
    db.close().await;
    allowed.map_err(|fault| chain(&fault))?;
    origins.iter().for_each(|origin| say(origin));
    say(&format!("{} web sites may embed {key}", origins.len()));
    Ok(ExitCode::SUCCESS)
}

/// A context of the authority for the operator at the terminal.
pub fn terminal(authority: impl Into<Arc<Authority>>) -> Ctx {
    Ctx::new(authority.into(), Actor::System, Lang::De, Arc::new(WallClock), Arc::new(RandomIds))
}
