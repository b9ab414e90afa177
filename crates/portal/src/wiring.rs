//! Putting the portal together: store, tenants, services, connectors.

use crate::clock::{RandomIds, WallClock};
use crate::config::Config;
use crate::repertoire::{self, Repertoire};
use app::authority_settings::AuthoritySettings;
use app::finding::Finder;
use app::packages::{self, Package};
use app::processes::Host;
use app::searches::Tally;
use app::specialisations::InForce;
use app::{Connectors, FinderState, Older, Portal, Rules, Search};
use connectors::Egress;
use connectors::contrib::{
    http_register::HttpRegister, mail_folder::MailFolder, mail_smtp::MailSmtp, oidc::Oidc, sandbox_pay::SandboxPay,
};
use connectors::mail::MailSender;
use connectors::register::Register;
use domain::{Clock, Directory, Ids};
use jiff::SignedDuration;
use search::Lexicon;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Db, Scope, Tx};

/// The portal of this configuration, on its database.
///
/// # Errors
/// A sentence for the operator.
pub async fn portal(config: &Config, db: Db, settings: AuthoritySettings) -> Result<Portal, String> {
    let clock: Arc<dyn Clock> = Arc::new(WallClock);
    let directory = directory(&db).await?;
    let loaded = repertoire::load(config.services.as_deref())?;
    let situations = loaded.situations.clone();
    let services = services(&db, loaded, clock.as_ref()).await?;
    let lexicon = Lexicon::built_in();
    let (entries, catalogue) = app::catalogue::load(&db).await.map_err(|fault| chain(&fault))?;
    let (published, specialisations) = app::specialisations::load(&db).await.map_err(|fault| chain(&fault))?;
    let state = FinderState { catalogue, specialisations, day: FinderState::day_of(clock.as_ref()) };
    let specialised = InForce::build(&services, &directory, &published, state.day);
    let finder = Finder::build(&services, situations, &directory, entries, specialised, &lexicon);
    let connectors = connectors(config, &clock)?;
    let rules = Rules {
        scheme: config.scheme(),
        base_domain: config.base_domain(),
        mail_from: config.mail_from.clone(),
        retry_first: SignedDuration::from_millis(config.retry_ms.max(1)),
        retry_attempts: config.retry_attempts.max(1),
        lease: SignedDuration::from_secs(config.lease_seconds.max(5)),
        draft_days: config.draft_days.max(1),
        max_upload: config.max_upload,
    };
    let ids: Arc<dyn Ids> = Arc::new(RandomIds);
    let processes = Host::start(&db, &directory, &clock, &ids, rules.retry_attempts);
    Ok(Portal {
        directory,
        services,
        search: Search::new(finder, state),
        searches: Tally::default(),
        settings,
        db,
        connectors,
        rules,
        clock,
        ids,
        wake: tokio::sync::Notify::new(),
        processes,
        older: Older::default(),
    })
}

/// An error with everything below it.
pub fn chain(fault: &dyn std::error::Error) -> String {
    let mut text = fault.to_string();
    let mut below = fault.source();
    while let Some(cause) = below {
        text = format!("{text}: {cause}");
        below = cause.source();
    }
    text
}

/// Writes the demo's federations, or brings them up to date.
///
/// # Errors
/// A sentence for the operator.
pub async fn seed(db: &Db) -> Result<(), String> {
    let seeds = demo::federations().map_err(|fault| chain(&fault))?;
    let mut tx = db.write(Scope::installation()).await.map_err(|fault| chain(&fault))?;
    let written = async {
        for federation in &seeds.federations {
            store::tenants::save_federation(&mut tx, federation).await?;
        }
        let mut by_authority: BTreeMap<&str, Vec<domain::Office>> = BTreeMap::new();
        for office in &seeds.offices {
            by_authority.entry(office.authority.as_str()).or_default().push(office.clone());
        }
        for authority in &seeds.authorities {
            let offices = by_authority.get(authority.key.as_str()).map_or(&[] as &[_], Vec::as_slice);
            store::tenants::save_authority(&mut tx, authority, offices).await?;
        }
        tx.commit().await
    };
    written.await.map_err(|fault: store::Fault| chain(&fault))
}

/// The tenants in the database.
///
/// # Errors
/// A sentence when there are none.
pub async fn directory(db: &Db) -> Result<Directory, String> {
    let mut tx = db.read(Scope::installation()).await.map_err(|fault| chain(&fault))?;
    let (federations, authorities, offices) = store::tenants::load_all(&mut tx).await.map_err(|fault| chain(&fault))?;
    if authorities.is_empty() {
        return Err("there is no authority in the database yet: add one with `portikus authority add`, or start once with --demo".into());
    }
    Directory::build(federations, authorities, offices).map_err(|fault| chain(&fault))
}

/// Keeps every good package's version. A faulty package never half-loads: its last good version goes on.
async fn services(db: &Db, loaded: Repertoire, clock: &dyn Clock) -> Result<BTreeMap<String, Arc<Package>>, String> {
    let mut tx = db.write(Scope::installation()).await.map_err(|fault| chain(&fault))?;
    let mut services = BTreeMap::new();
    for package in loaded.packages {
        store::packages::keep(&mut tx, &package.version, &package.key, &package.files, clock.now())
            .await
            .map_err(|fault| chain(&fault))?;
        services.insert(package.key.clone(), Arc::new(package));
    }
    for (key, lines) in loaded.faulty {
        for line in &lines {
            tracing::error!(service = key, "{line}");
            crate::complain(line);
        }
        if let Some(package) = last_good(&mut tx, &key).await? {
            tracing::warn!(service = key, version = package.version, "the last good version goes on");
            services.insert(key, Arc::new(package));
        }
    }
    tx.commit().await.map_err(|fault| chain(&fault))?;
    Ok(services)
}

async fn last_good(tx: &mut Tx, key: &str) -> Result<Option<Package>, String> {
    let versions = store::packages::list_versions(tx, key).await.map_err(|fault| chain(&fault))?;
    for kept in versions {
        let files = store::packages::find(tx, &kept.hash).await.map_err(|fault| chain(&fault))?;
        if let Some(Ok(package)) = files.map(packages::parse) {
            return Ok(Some(package));
        }
    }
    Ok(None)
}

fn connectors(config: &Config, clock: &Arc<dyn Clock>) -> Result<Connectors, String> {
    let now = {
        let clock = Arc::clone(clock);
        Arc::new(move || clock.now()) as connectors::Clock
    };
    let egress = Egress::new(config.egress.clone(), now).map_err(|fault| chain(&fault))?;
    let missing = |what: &str| format!("[{what}] is missing in the configuration (or start with --demo)");
    let identity = config.identity.clone().ok_or_else(|| missing("identity"))?;
    let payment = config.payment.clone().ok_or_else(|| missing("payment"))?;
    let registers = config.registers.iter().map(|(name, settings)| {
        let register: Arc<dyn Register> = Arc::new(HttpRegister::new(settings.clone(), egress.clone()));
        (name.clone(), register)
    });
    let mail: Arc<dyn MailSender> = match &config.smtp {
        Some(settings) => Arc::new(MailSmtp::new(settings.clone(), egress.clone())),
        None => Arc::new(MailFolder::new(config.data.join("mail"))),
    };
    Ok(Connectors {
        registers: registers.collect(),
        identity: Arc::new(Oidc::new(identity, egress.clone())),
        payment: Arc::new(SandboxPay::new(payment, egress.clone())),
        mail,
        links: egress.with_allow(config.link_hosts.clone()),
    })
}
