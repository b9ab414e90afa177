//! Configuration: a TOML file, over it the environment. An unknown key is a fault, so a typing mistake is noticed.

use connectors::contrib::{http_register, mail_smtp, oidc, sandbox_pay};
use connectors::egress;
use connectors::egress::address::HostPattern;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Everything an operator can set.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where the portal listens. `PORTIKUS_LISTEN`
    pub listen: SocketAddr,
    /// Where metrics are read; other than the portal's address. `PORTIKUS_METRICS_LISTEN`
    pub metrics_listen: Option<SocketAddr>,
    /// Folder for the embedded database, mails and keys. `PORTIKUS_DATA`
    pub data: PathBuf,
    /// `sqlite:<file>` or `postgres://…`; without it a SQLite file in the data folder. `PORTIKUS_DATABASE_URL`
    pub database_url: Option<String>,
    /// What stands behind the host labels. `PORTIKUS_BASE_DOMAIN`
    pub base_domain: Option<String>,
    /// `https`, or `http` for trying out. `PORTIKUS_SCHEME`
    pub scheme: Option<String>,
    /// Folder of service packages; without it `./services` or the built-in repertoire. `PORTIKUS_SERVICES`
    pub services: Option<PathBuf>,
    /// Address that notices come from. `PORTIKUS_MAIL_FROM`
    pub mail_from: String,
    /// Milliseconds before a failed job is tried again; doubles each time. `PORTIKUS_RETRY_MS`
    pub retry_ms: i64,
    /// Failures after which a job becomes an incident. `PORTIKUS_RETRY_ATTEMPTS`
    pub retry_attempts: i64,
    /// Seconds a node keeps a job. `PORTIKUS_LEASE_SECONDS`
    pub lease_seconds: i64,
    /// Days a draft is kept after its last change. `PORTIKUS_DRAFT_DAYS`
    pub draft_days: i64,
    /// Largest upload in bytes. `PORTIKUS_MAX_UPLOAD`
    pub max_upload: usize,
    /// For tests: the moment at which the program dies ([`store::failpoint::arm`]). `PORTIKUS_ABORT_AT`
    pub abort_at: Option<String>,
    /// What may be called outside.
    pub egress: egress::Settings,
    /// Sites that may be looked at for broken links, like `*.ch`; none by default. `PORTIKUS_LINK_HOSTS`
    pub link_hosts: Vec<HostPattern>,
    /// Who signs people in.
    pub identity: Option<oidc::Settings>,
    /// Who takes fees.
    pub payment: Option<sandbox_pay::Settings>,
    /// Mail server; without it mails become files in the data folder.
    pub smtp: Option<mail_smtp::Settings>,
    /// Registers by name.
    pub registers: BTreeMap<String, http_register::Settings>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            metrics_listen: None,
            data: PathBuf::from("data"),
            database_url: None,
            base_domain: None,
            scheme: None,
            services: None,
            mail_from: "portal@portikus.example".into(),
            retry_ms: 2_000,
            retry_attempts: 6,
            lease_seconds: 30,
            draft_days: 30,
            max_upload: 12_000_000,
            abort_at: None,
            egress: egress::Settings::default(),
            link_hosts: Vec::new(),
            identity: None,
            payment: None,
            smtp: None,
            registers: BTreeMap::new(),
        }
    }
}

impl Config {
    /// Reads the file, if one is named, and the environment.
    ///
    /// # Errors
    /// A sentence that names the file and line, or the variable.
    pub fn load(file: Option<PathBuf>) -> Result<Config, String> {
        let file = file.or_else(|| std::env::var_os("PORTIKUS_CONFIG").map(PathBuf::from));
        let mut config = match file {
            Some(path) => {
                let text = std::fs::read_to_string(&path)
                    .map_err(|fault| format!("the configuration file {} cannot be read: {fault}", path.display()))?;
                toml::from_str(&text).map_err(|fault| format!("{}: {fault}", path.display()))?
            }
            None => Config::default(),
        };
        config.listen = from_environment("LISTEN")?.unwrap_or(config.listen);
        config.metrics_listen = from_environment("METRICS_LISTEN")?.or(config.metrics_listen);
        config.data = from_environment("DATA")?.unwrap_or(config.data);
        config.database_url = from_environment("DATABASE_URL")?.or(config.database_url);
        config.base_domain = from_environment("BASE_DOMAIN")?.or(config.base_domain);
        config.scheme = from_environment("SCHEME")?.or(config.scheme);
        config.services = from_environment("SERVICES")?.or(config.services);
        config.mail_from = from_environment("MAIL_FROM")?.unwrap_or(config.mail_from);
        config.retry_ms = from_environment("RETRY_MS")?.unwrap_or(config.retry_ms);
        config.retry_attempts = from_environment("RETRY_ATTEMPTS")?.unwrap_or(config.retry_attempts);
        config.lease_seconds = from_environment("LEASE_SECONDS")?.unwrap_or(config.lease_seconds);
        config.draft_days = from_environment("DRAFT_DAYS")?.unwrap_or(config.draft_days);
        config.max_upload = from_environment("MAX_UPLOAD")?.unwrap_or(config.max_upload);
        if let Some(hosts) = from_environment::<String>("LINK_HOSTS")? {
            config.link_hosts =
                hosts.split([',', ' ']).filter(|host| !host.is_empty()).map(HostPattern::from).collect();
        }
        config.abort_at = from_environment("ABORT_AT")?.or(config.abort_at);
        Ok(config)
    }

    /// What stands behind the host labels.
    pub fn base_domain(&self) -> String {
        let base = self.base_domain.clone().unwrap_or_else(|| format!("localhost:{}", self.listen.port()));
        base.to_ascii_lowercase()
    }

    /// How people reach the portal: `https`, unless the operator says otherwise.
    pub fn scheme(&self) -> String {
        self.scheme.clone().unwrap_or_else(|| "https".to_owned())
    }

    /// The address of the database.
    pub fn database(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("portikus.sqlite").display()))
    }
}

fn from_environment<T: std::str::FromStr>(name: &str) -> Result<Option<T>, String>
where
    T::Err: std::fmt::Display,
{
    let name = format!("PORTIKUS_{name}");
    match std::env::var(&name) {
        Ok(text) if text.trim().is_empty() => Ok(None),
        Ok(text) => text.trim().parse().map(Some).map_err(|fault| format!("{name}={text:?} cannot be read: {fault}")),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(fault) => Err(format!("{name} cannot be read: {fault}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_mistake_in_the_file_is_a_fault() {
        let fault = toml::from_str::<Config>("listn = \"127.0.0.1:1\"").err().unwrap().to_string();
        assert!(fault.contains("listn") && fault.contains("line 1"), "{fault}");
    }

    #[test]
    fn hosts_follow_the_listener_until_told_otherwise() {
        let config: Config = toml::from_str("listen = \"127.0.0.1:9999\"").unwrap();
        assert_eq!(config.base_domain(), "localhost:9999");
        assert!(config.database().starts_with("sqlite:"));
    }
}
