//! The demo's outside world, mounted on host names of its own, and the connectors that lead to it.

use crate::clock::RandomIds;
use crate::config::Config;
use app::addresses::{Domains, list_origins};
use axum::Router;
use connectors::contrib::{http_register, oidc, sandbox_pay};
use connectors::egress::Fixed;
use demo::origin::OriginPattern;
use domain::{Clock, Ids};
use std::collections::HashMap;
use std::sync::Arc;
use url::Url;

/// Host labels of the demo's outside world.
const IDENTITY: &str = "id";
const REGISTER: &str = "register";
const PAYMENT: &str = "pay";
const CLIENT: &str = "portikus";

/// Adds the demo's providers to the configuration; gives their routers by host label. They send people back to the base
/// domain and to the `domains` that authorities have now.
///
/// # Errors
/// A sentence when one cannot be set up.
pub async fn add(
    config: &mut Config,
    domains: &Domains,
    clock: Arc<dyn Clock>,
) -> Result<HashMap<String, Router>, String> {
    let base = config.base_domain();
    let url = |label: &str| Url::parse(&format!("http://{label}.{base}")).map_err(|fault| fault.to_string());
    let now: demo::Clock = Arc::new(move || clock.now());
    let secret = || RandomIds.new_id().simple().to_string();
    let (register_key, payment_key) = (secret(), secret());
    let pattern = OriginPattern::parse(&format!("http://*.{base}"));
    let mut portals = vec![pattern.ok_or_else(|| format!("{base:?} cannot stand behind host names"))?];
    portals.extend(list_origins("http", &base, domains).iter().filter_map(|origin| OriginPattern::parse(origin)));
    let said = |fault: demo::Error| fault.to_string();
    let people = demo::people().map_err(said)?;

    let register = demo::register::Settings {
        database: config.data.join("demo-register.sqlite"),
        api_key: register_key.clone(),
        clock: Arc::clone(&now),
    };
    let register = demo::register::open(register, &people.inhabitants).await.map_err(said)?.router();
    let payment = demo::payment::Settings {
        base_url: url(PAYMENT)?,
        database: config.data.join("demo-payment.sqlite"),
        api_key: payment_key.clone(),
        return_origins: portals.clone(),
        clock: Arc::clone(&now),
    };
    let payment = demo::payment::open(payment).await.map_err(said)?.router();
    let client = demo::identity::Client {
        id: CLIENT.into(),
        secret: None,
        origins: portals,
        redirect_path: "/anmelden/zurueck".into(),
    };
    let identity = demo::identity::Settings {
        base_url: url(IDENTITY)?,
        client,
        levels: demo::identity::demo_levels(),
        accounts: people.accounts(),
        key_file: config.data.join("demo-identity-key.pem"),
        clock: now,
    };
    let identity = demo::identity::open(identity).map_err(said)?.router();

    point_connectors(config, &url, register_key, payment_key)?;
    Ok(HashMap::from([(REGISTER.to_owned(), register), (PAYMENT.to_owned(), payment), (IDENTITY.to_owned(), identity)]))
}

/// What the operator configured herself stays: a demo may be pointed at a register of one's own.
fn point_connectors(
    config: &mut Config,
    url: &dyn Fn(&str) -> Result<Url, String>,
    register_key: String,
    payment_key: String,
) -> Result<(), String> {
    let domain = config.base_domain();
    let host = domain.rsplit_once(':').map_or(domain.as_str(), |(host, _)| host);
    let mut address = config.listen;
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    // *.localhost is no name that servers look up; the demo's own listener is where it leads.
    let pattern =
        serde_json::from_value(serde_json::json!({ "host": format!("*.{host}"), "address": address.to_string() }));
    let fixed: Fixed = pattern.map_err(|fault| fault.to_string())?;
    config.egress.allow.push(fixed.host.clone());
    config.egress.fixed.push(fixed);
    config.identity.get_or_insert(oidc_settings(url(IDENTITY)?)?);
    config.payment.get_or_insert(sandbox_pay::Settings {
        url: url(PAYMENT)?.join("api/payments").map_err(|fault| fault.to_string())?,
        api_key: payment_key,
    });
    let register = http_register::Settings {
        url: url(REGISTER)?.join("residents/lookup").map_err(|fault| fault.to_string())?,
        api_key: register_key,
        source: "Einwohnerregister".into(),
    };
    config.registers.entry("residents".into()).or_insert(register);
    Ok(())
}

fn oidc_settings(issuer: Url) -> Result<oidc::Settings, String> {
    let levels: Vec<serde_json::Value> = ["low", "substantial", "high"]
        .iter()
        .map(|level| serde_json::json!({ "acr": format!("urn:portikus:demo:level:{level}"), "level": level }))
        .collect();
    let settings = serde_json::json!({ "issuer": issuer, "client_id": CLIENT, "levels": levels });
    serde_json::from_value(settings).map_err(|fault| fault.to_string())
}

/// Origins that forms of the portal may lead to by redirect.
pub fn form_targets(config: &Config) -> Vec<String> {
    let identity = config.identity.as_ref().map(|settings| settings.issuer.clone());
    let payment = config.payment.as_ref().map(|settings| settings.url.clone());
    [identity, payment].into_iter().flatten().map(|url| url.origin().ascii_serialization()).collect()
}
