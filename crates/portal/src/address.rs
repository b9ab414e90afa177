//! `portikus authority address …`: host names of an authority's own, and its short addresses.

use crate::authority::{open, terminal};
use crate::say;
use crate::wiring::{self, chain};
use app::addresses;
use app::authority_settings::AuthoritySettings;
use app::short_addresses::{self, ShortAddress};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// What is said of an authority's addresses.
#[derive(Args)]
pub struct Address {
    /// Key of the authority.
    authority: String,
    /// A host name of its own, for example service.aarau.example; several times for several, the main one first. All
    /// other names lead there. Replaces the list.
    #[arg(long = "domain", conflicts_with = "no_domain")]
    domains: Vec<String>,
    /// Takes all host names of its own away: its label before the base domain is the main one again.
    #[arg(long)]
    no_domain: bool,
    /// A short address and the path that it leads to, for example /hunde=/leistungen/hund-anmelden; several times for
    /// several. Replaces the list.
    #[arg(long = "path", conflicts_with = "no_path")]
    paths: Vec<String>,
    /// Takes all short addresses away.
    #[arg(long)]
    no_path: bool,
    /// Configuration file (TOML); PORTIKUS_CONFIG says the same.
    #[arg(long)]
    config: Option<PathBuf>,
}

/// Puts in force what is said, and says what is in force then.
///
/// # Errors
/// A sentence for the operator.
pub async fn settle(address: Address) -> Result<ExitCode, String> {
    let (config, db) = open(address.config).await?;
    let directory = wiring::directory(&db).await?;
    let authority = directory.find(&address.authority);
    let authority = authority.ok_or_else(|| format!("there is no authority {}", address.authority))?;
    let ctx = terminal(authority.clone());
    let settings = AuthoritySettings::load(&db).await.map_err(|fault| chain(&fault))?;
    let base_domain = config.base_domain();
    let domains = &settings.in_force().domains;
    let names = addresses::check(&address.domains, &base_domain, &authority.key, domains);
    let (names, mut good) = names.map_or_else(
        |faults| {
            faults.iter().for_each(|fault| crate::complain(&format!("--domain: {fault}")));
            (Vec::new(), false)
        },
        |names| (names, true),
    );
    // One pair a line, as designers write them.
    let lines: String = address.paths.iter().map(|pair| pair.replacen('=', " ", 1) + "\n").collect();
    let (list, mut faults) = short_addresses::read(&lines, &directory, &authority.federation);
    let pages = web::find_pages(list.iter().flat_map(ShortAddress::paths)).await;
    faults.extend(short_addresses::check_pages(&list, &pages));
    good &= faults.is_empty();
    faults.iter().for_each(|fault| crate::complain(&format!("--path: {fault}")));
    if !good {
        return Ok(ExitCode::FAILURE);
    }
    if address.no_domain || !names.is_empty() {
        addresses::keep(&db, &ctx, &names).await.map_err(|fault| chain(&fault))?;
    }
    if address.no_path || !list.is_empty() {
        short_addresses::keep(&db, &ctx, &list).await.map_err(|fault| chain(&fault))?;
    }
    settings.refresh(&db).await.map_err(|fault| chain(&fault))?;
    db.close().await;
    let in_force = settings.in_force();
    let portal = addresses::base_url(&config.scheme(), &base_domain, &in_force.domains, &authority);
    say(&format!("The portal of {}: {portal}/", authority.key));
    let names = in_force.domains.of(&authority.key).iter().map(String::as_str);
    let labels = authority.hosts.iter().map(|label| format!("{label}.{}", addresses::split_port(&base_domain).0));
    let others: Vec<String> = names.map(str::to_owned).chain(labels).skip(1).collect();
    others.iter().for_each(|name| say(&format!("  {name} leads there")));
    let kept = in_force.short_addresses.get(&authority.key).map_or(&[][..], Vec::as_slice);
    short_addresses::render(kept).lines().for_each(|line| say(&format!("  {line}")));
    if !in_force.domains.of(&authority.key).is_empty() {
        say(
            "Its certificate and DNS entry have to be there, and the identity provider has to know the address to return to:",
        );
        say(&format!("  {portal}/anmelden/zurueck"));
    }
    Ok(ExitCode::SUCCESS)
}
