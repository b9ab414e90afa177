//! `portikus serve`: one process, one listener for people, one for metrics, one worker.

use crate::clock::{RandomIds, WallClock};
use crate::config::Config;
use crate::wiring::{self, chain};
use crate::{complain, key, outside, say};
use app::authority_settings::AuthoritySettings;
use axum::Router;
use axum::routing::get;
use domain::{AuthorityKind, Ids, Lang, StaffRole};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use store::Db;
use tokio::net::TcpListener;
use tokio::sync::watch;
use web::pages::{DemoFederation, DemoPerson};
use web::parts::{Link, Role};

const METRICS: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 9464);

/// Starts the portal and runs until it is told to stop.
///
/// # Errors
/// A sentence for the operator.
pub fn run(with_demo: bool, file: Option<PathBuf>) -> Result<ExitCode, String> {
    let config = Config::load(file)?;
    begin_log();
    // Two TLS providers could be compiled in; this one is ours.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|fault| fault.to_string())?;
    runtime.block_on(serve(config, with_demo))?;
    Ok(ExitCode::SUCCESS)
}

fn begin_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("PORTIKUS_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let _ =
        tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_writer(std::io::stderr).try_init();
}

async fn serve(mut config: Config, with_demo: bool) -> Result<(), String> {
    std::fs::create_dir_all(&config.data)
        .map_err(|fault| format!("the data folder {} cannot be made: {fault}", config.data.display()))?;
    let listener = TcpListener::bind(config.listen).await.map_err(|fault| {
        format!("cannot listen on {}: {fault}; set PORTIKUS_LISTEN to another address", config.listen)
    })?;
    let metrics = begin_metrics(&config).await?;
    let db = Db::open(&config.database()).await.map_err(|fault| chain(&fault))?;
    let settings = AuthoritySettings::load(&db).await.map_err(|fault| chain(&fault))?;
    let mut mounted = HashMap::new();
    if with_demo {
        config.scheme.get_or_insert_with(|| "http".to_owned());
        wiring::seed(&db).await?;
        let domains = &settings.in_force().domains;
        mounted = outside::add(&mut config, domains, Arc::new(WallClock)).await?;
    }
    let portal = Arc::new(wiring::portal(&config, db, settings).await?);
    if let Some(moment) = &config.abort_at {
        store::failpoint::arm(moment)?;
    }
    let settings = web::Settings {
        outside: mounted,
        form_targets: outside::form_targets(&config),
        demo: with_demo.then(|| demo_entry(&portal)).transpose()?,
    };
    let pages = web::serve_pages(Arc::clone(&portal), settings)?;
    let (stop, stopped) = watch::channel(false);
    let node = RandomIds.new_id().simple().to_string();
    tokio::spawn(app::catalogue::follow(Arc::clone(&portal), stopped.clone()));
    tokio::spawn(app::authority_settings::follow(Arc::clone(&portal), stopped.clone()));
    let worker = tokio::spawn(app::work::run(Arc::clone(&portal), node, stopped.clone()));
    greet(&portal, &config, with_demo)?;
    if with_demo {
        show_keys(&portal).await?;
    }
    if let Some((listener, handle)) = metrics {
        let router = Router::new().route("/metrics", get(move || async move { handle.render() }));
        tokio::spawn(async move { axum::serve(listener, router).await });
    }
    tokio::spawn(check_connectors(Arc::clone(&portal)));
    let asked = {
        let portal = Arc::clone(&portal);
        async move {
            asked_to_stop(stop).await;
            // Programs that wait for work go home, or they would hold up the end.
            portal.processes.close();
        }
    };
    axum::serve(listener, pages).with_graceful_shutdown(asked).await.map_err(|fault| fault.to_string())?;
    // Jobs under way finish, or their lease runs out and another start takes them up.
    let _ = tokio::time::timeout(std::time::Duration::from_secs(5), worker).await;
    portal.db.close().await;
    Ok(())
}

/// Says at once which system outside cannot be used, before a person's application finds out.
async fn check_connectors(portal: Arc<app::Portal>) {
    let outside = &portal.connectors;
    let mut checks = vec![
        ("identity provider".to_owned(), outside.identity.check()),
        ("payment provider".to_owned(), outside.payment.check()),
        ("mail".to_owned(), outside.mail.check()),
    ];
    checks.extend(outside.registers.iter().map(|(name, register)| (format!("register {name}"), register.check())));
    for (name, check) in checks {
        match check.await {
            Ok(()) => tracing::info!("{name}: reached"),
            Err(fault) => tracing::warn!("{name}: cannot be used: {fault}"),
        }
    }
}

async fn asked_to_stop(stop: watch::Sender<bool>) {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
    let _ = stop.send(true);
}

/// The recorder, and the listener if it could be had. The usual address may be taken by a second portal on this machine;
/// one that was asked for must be free.
async fn begin_metrics(config: &Config) -> Result<Option<(TcpListener, PrometheusHandle)>, String> {
    let handle = PrometheusBuilder::new().install_recorder().map_err(|fault| fault.to_string())?;
    match (TcpListener::bind(config.metrics_listen.unwrap_or(METRICS)).await, config.metrics_listen) {
        (Ok(listener), _) => Ok(Some((listener, handle))),
        (Err(fault), Some(address)) => Err(format!("cannot listen for metrics on {address}: {fault}")),
        (Err(fault), None) => {
            complain(&format!("no metrics on {METRICS}: {fault}; set PORTIKUS_METRICS_LISTEN to have them elsewhere"));
            Ok(None)
        }
    }
}

fn demo_entry(portal: &app::Portal) -> Result<web::Demo, String> {
    let people = demo::people().map_err(|fault| fault.to_string())?;
    let place = |key: &str| portal.directory.find(key).map(|a| a.full_name(Lang::De)).unwrap_or_default();
    let federations = portal.directory.federations().filter_map(|federation| {
        let lead = portal.directory.lead_of(&federation.key)?;
        let answering = portal.directory.answering_in(&federation.key, portal.today(federation.country));
        let communes: Vec<_> = answering.filter(|a| a.kind == AuthorityKind::Commune).collect();
        let shown = ["aarau", "baden", "buchs-ag", "luzern", "emmen", "kriens", "heinsberg", "erkelenz", "wegberg"];
        let known = communes.iter().filter(|a| shown.contains(&a.key.as_str()));
        Some(DemoFederation {
            entry: Link::new(lead.full_name(Lang::De), format!("{}/", portal.base_url(&lead))),
            communes: known.map(|a| Link::new(a.name.clone(), format!("{}/", portal.base_url(a)))).collect(),
            count: communes.len() as u64,
        })
    });
    let inhabitants = people.inhabitants.iter().take(8).map(|person| DemoPerson {
        name: format!("{} {}", person.given_name, person.family_name).trim().to_owned(),
        sign_in: person.key.clone(),
        role: Role::Inhabitant,
        place: place(&person.authority),
    });
    let staff = people.staff.iter().map(|person| DemoPerson {
        name: format!("{} {}", person.given_name, person.family_name).trim().to_owned(),
        sign_in: person.key.clone(),
        role: match person.roles.first().and_then(|role| StaffRole::from_word(role)) {
            Some(StaffRole::Designer) => Role::Designer,
            Some(StaffRole::Operator) => Role::Operator,
            _ => Role::Clerk,
        },
        place: place(&person.authority),
    });
    Ok(web::Demo { federations: federations.collect(), people: inhabitants.chain(staff).collect() })
}

/// Keys to try out the interface for programs with: one for each lead authority, and one for a commune.
async fn show_keys(portal: &app::Portal) -> Result<(), String> {
    let leads = portal.directory.federations().map(|federation| federation.lead.clone());
    for authority in leads.chain(["aarau".to_owned()]) {
        if let Some((name, secret)) = key::for_demo(portal, &authority).await? {
            say(&format!("Key of {authority:<12} {name}:{secret}"));
        }
    }
    Ok(())
}

/// Says where to go and, in the demo, as whom.
fn greet(portal: &app::Portal, config: &Config, with_demo: bool) -> Result<(), String> {
    let (scheme, base) = (&portal.rules.scheme, &portal.rules.base_domain);
    say(&format!("Portikus listens on {}", config.listen));
    for federation in portal.directory.federations() {
        if let Some(lead) = portal.directory.lead_of(&federation.key) {
            let today = portal.today(federation.country);
            let communes = portal.directory.answering_in(&federation.key, today).count().saturating_sub(1);
            say(&format!(
                "  {:<32} {} and {communes} communes",
                format!("{}/", portal.base_url(&lead)),
                lead.full_name(Lang::De)
            ));
        }
    }
    if with_demo {
        say(&format!("  {:<32} all of them, with the names to sign in as", format!("{scheme}://{base}/")));
        let people = demo::people().map_err(|fault| fault.to_string())?;
        let address = |key: &str| portal.directory.find(key).map(|there| portal.base_url(&there)).unwrap_or_default();
        if let Some(person) = people.inhabitants.first() {
            say(&format!("Sign in as inhabitant  {:<24} at {}/", person.key, address(&person.authority)));
        }
        for role in StaffRole::ALL {
            let somebody = people.staff.iter().find(|s| s.roles.iter().any(|r| r == role.as_str()));
            if let Some(person) = somebody {
                let at = address(&person.authority);
                say(&format!("Sign in as {:<11} {:<24} at {at}/", role.as_str(), person.key));
            }
        }
    }
    Ok(())
}
