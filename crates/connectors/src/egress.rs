//! The only door to the outside: allow-list, one resolution per connection, no private addresses unless
//! configured, no redirects, caps on size and time, a circuit breaker per host.

pub mod address;
pub mod breaker;

use std::error::Error;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::header::HOST;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::{Host, Url};

use crate::{Clock, Fault};
use address::{AddressRefused, CheckedResolver, HostPattern};
use breaker::Breakers;

/// Where we may go and how patient we are. Every field has a default; the default allows no host at all.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Hosts that may be called: `register.example.ch` or `*.example.ch`.
    pub allow: Vec<HostPattern>,
    /// Hosts that may live at loopback, private or link-local addresses and may be called without TLS.
    pub internal: Vec<HostPattern>,
    /// Hosts that are not looked up but always reached at one address, in plain HTTP (the demo: our own listener).
    pub fixed: Vec<Fixed>,
    /// Milliseconds for a whole call, from resolving the name to the last byte of the answer.
    pub timeout_ms: u64,
    /// The longest answer that is read, in bytes.
    pub max_bytes: usize,
    /// Failures in a row after which a host is left alone.
    pub breaker_failures: u32,
    /// Milliseconds for which a failing host is left alone before one call may try again.
    pub breaker_open_ms: u64,
}

/// A host, or all hosts of a domain, reached at one fixed address.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// Which hosts: `id.localhost` or `*.localhost`.
    pub host: HostPattern,
    /// The address to connect to; it speaks plain HTTP and sees the original name in the Host header.
    pub address: SocketAddr,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            allow: Vec::new(),
            internal: Vec::new(),
            fixed: Vec::new(),
            timeout_ms: 10_000,
            max_bytes: 2_000_000,
            breaker_failures: 5,
            breaker_open_ms: 30_000,
        }
    }
}

/// The door. Cheap to clone; clones share connections and circuit breakers.
#[derive(Clone)]
pub struct Egress {
    settings: Arc<Settings>,
    allow: Arc<Vec<HostPattern>>,
    client: reqwest::Client,
    breakers: Arc<Mutex<Breakers>>,
    clock: Clock,
}

impl Egress {
    /// Opens the door. `Refused` when the TLS machinery cannot be set up.
    pub fn new(settings: Settings, clock: Clock) -> Result<Egress, Fault> {
        // Err only says that the process already has its provider, which is what we want.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .no_proxy()
                .user_agent(concat!("portikus/", env!("CARGO_PKG_VERSION")))
                .dns_resolver(CheckedResolver::new(settings.internal.clone()))
                .pool_idle_timeout(Duration::from_secs(20))
        };
        // A machine without any root certificate can still reach its internal hosts; all others then fail visibly.
        let client = builder()
            .build()
            .or_else(|_| builder().tls_certs_only([]).build())
            .map_err(|_| Fault::Refused("The HTTP client could not be set up on this machine.".into()))?;
        let breakers = Breakers::new(settings.breaker_failures, Duration::from_millis(settings.breaker_open_ms));
        Ok(Egress {
            allow: Arc::new(settings.allow.clone()),
            settings: Arc::new(settings),
            client,
            breakers: Arc::new(Mutex::new(breakers)),
            clock,
        })
    }

    /// The same door with another allow-list, for one tenant. Connections and circuit breakers stay shared.
    pub fn with_allow(&self, allow: Vec<HostPattern>) -> Egress {
        Egress { allow: Arc::new(allow), ..self.clone() }
    }

    /// The clock this door was built with.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Asks what is at an address and reads nothing: gives the status, also of a redirect. `Refused`: the address is not
    /// allowed. `Retry`: no answer.
    pub async fn status(&self, url: &str) -> Result<u16, Fault> {
        let ask = |method: http::Method| async move {
            let request = http::Request::builder().method(method).uri(url).body(Vec::new());
            let request = request.map_err(|_| Fault::Refused("This is not an address.".into()))?;
            let (request, host) = self.admit(request)?;
            let request = reqwest::Request::try_from(request)
                .map_err(|_| Fault::Refused(format!("The request to {host} is not well formed.")))?;
            let limit = Duration::from_millis(self.settings.timeout_ms);
            match tokio::time::timeout(limit, self.client.execute(request)).await {
                Ok(Ok(response)) => Ok(response.status().as_u16()),
                Ok(Err(error)) => Err(transport_fault(&host, &error)),
                Err(_) => Err(Fault::Retry(format!("{host} did not answer within {} ms.", self.settings.timeout_ms))),
            }
        };
        match ask(http::Method::HEAD).await {
            // Some sites know only whole pages.
            Ok(403 | 404 | 405 | 501) => ask(http::Method::GET).await,
            answer => answer,
        }
    }

    /// Sends one request and reads the whole answer. Any status below 300 or from 400 on is an answer, also 5xx
    /// (which counts as a failure of the host). `Refused`: the address is not allowed. `Retry`: no answer, or the
    /// circuit is open. `Invalid`: a redirect, or more bytes than allowed.
    pub async fn send(&self, request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, Fault> {
        let (request, host) = self.admit(request)?;
        let now = (self.clock)();
        if !self.breakers().admit(&host, now) {
            return Err(Fault::Retry(format!("{host} failed repeatedly and is left alone for a while.")));
        }
        let limit = Duration::from_millis(self.settings.timeout_ms);
        let outcome = match tokio::time::timeout(limit, self.exchange(request, &host)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(Fault::Retry(format!("{host} did not answer within {} ms.", self.settings.timeout_ms))),
        };
        let failed = match &outcome {
            Ok(response) => response.status().is_server_error(),
            Err(fault) => fault.is_retry(),
        };
        self.breakers().settle(&host, failed, (self.clock)());
        if failed {
            tracing::warn!(%host, "outside call failed");
        }
        outcome
    }

    /// Sends a request and reads a JSON answer; statuses become faults (see [`Fault::from_status`]).
    pub async fn json<T: DeserializeOwned>(&self, request: http::Request<Vec<u8>>) -> Result<T, Fault> {
        let host = request.uri().host().unwrap_or("the system").to_owned();
        let response = self.send(request).await?;
        if let Some(fault) = Fault::from_status(&host, response.status().as_u16()) {
            return Err(fault);
        }
        serde_json::from_slice(response.body())
            .map_err(|_| Fault::Invalid(format!("{host} answered with JSON of an unexpected shape.")))
    }

    /// Looks a host up once, under the same rules as [`Egress::send`], for protocols other than HTTP.
    pub async fn resolve(&self, host: &str, port: u16) -> Result<SocketAddr, Fault> {
        if !HostPattern::any(&self.allow, host) {
            return Err(not_allowed(host));
        }
        if let Some(fixed) = self.settings.fixed.iter().find(|fixed| fixed.host.matches(host)) {
            return Ok(fixed.address);
        }
        let internal = HostPattern::any(&self.settings.internal, host);
        let limit = Duration::from_millis(self.settings.timeout_ms);
        let addresses = tokio::time::timeout(limit, address::resolve(host, internal))
            .await
            .map_err(|_| Fault::Retry(format!("The name {host} could not be looked up in time.")))?
            .map_err(|error| lookup_fault(host, &*error))?;
        let first = addresses.into_iter().next();
        first
            .map(|mut found| {
                found.set_port(port);
                found
            })
            .ok_or_else(|| Fault::Retry(format!("The name {host} has no address.")))
    }

    /// True where `url` could be called under the present rules; the sentence says why not. Connects to nothing.
    pub fn check_url(&self, url: &Url) -> Result<(), Fault> {
        let request = http::Request::get(url.as_str())
            .body(Vec::new())
            .map_err(|_| Fault::Refused("The configured address is not a URL.".into()))?;
        self.admit(request).map(|_| ())
    }

    /// Applies every rule that needs no network and gives the request to make and the host it is for.
    fn admit(&self, mut request: http::Request<Vec<u8>>) -> Result<(http::Request<Vec<u8>>, String), Fault> {
        let url = Url::parse(&request.uri().to_string())
            .map_err(|_| Fault::Refused("The configured address is not a URL.".into()))?;
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        if !HostPattern::any(&self.allow, &host) {
            return Err(not_allowed(&host));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Fault::Refused(format!(
                "The address of {host} carries credentials; they belong in the settings."
            )));
        }
        if let Some(fixed) = self.settings.fixed.iter().find(|fixed| fixed.host.matches(&host)) {
            let authority = url[url::Position::BeforeHost..url::Position::AfterPort].to_owned();
            let target =
                format!("http://{}{}", fixed.address, &url[url::Position::BeforePath..url::Position::AfterQuery]);
            *request.uri_mut() = target.parse().map_err(|_| not_allowed(&host))?;
            let value = authority.parse().map_err(|_| not_allowed(&host))?;
            request.headers_mut().insert(HOST, value);
            return Ok((request, host));
        }
        let internal = HostPattern::any(&self.settings.internal, &host);
        if url.scheme() != "https" && !(internal && url.scheme() == "http") {
            return Err(Fault::Refused(format!("{host} may only be called over https.")));
        }
        // Addresses written as numbers never reach the resolver, so they are judged here.
        let literal = match url.host() {
            Some(Host::Ipv4(ip)) => Some(ip.into()),
            Some(Host::Ipv6(ip)) => Some(ip.into()),
            _ => None,
        };
        if literal.is_some_and(|ip| !internal && !address::is_public(ip)) {
            return Err(Fault::Refused(AddressRefused { host }.to_string()));
        }
        Ok((request, host))
    }

    async fn exchange(&self, request: http::Request<Vec<u8>>, host: &str) -> Result<http::Response<Vec<u8>>, Fault> {
        let request = reqwest::Request::try_from(request)
            .map_err(|_| Fault::Refused(format!("The request to {host} is not well formed.")))?;
        let mut response = self.client.execute(request).await.map_err(|error| transport_fault(host, &error))?;
        if response.status().is_redirection() {
            return Err(Fault::Invalid(format!("{host} tried to send us elsewhere; redirects are not followed.")));
        }
        let too_long = || Fault::Invalid(format!("{host} answered more than {} bytes.", self.settings.max_bytes));
        if response.content_length().is_some_and(|length| length > self.settings.max_bytes as u64) {
            return Err(too_long());
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| transport_fault(host, &error))? {
            if body.len() + chunk.len() > self.settings.max_bytes {
                return Err(too_long());
            }
            body.extend_from_slice(&chunk);
        }
        let mut whole = http::Response::new(body);
        *whole.status_mut() = response.status();
        *whole.headers_mut() = std::mem::take(response.headers_mut());
        Ok(whole)
    }

    fn breakers(&self) -> std::sync::MutexGuard<'_, Breakers> {
        // The map stays usable after a panic elsewhere: every entry is a plain value.
        self.breakers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn not_allowed(host: &str) -> Fault {
    Fault::Refused(format!("{host} is not on the list of hosts that may be called."))
}

fn lookup_fault(host: &str, error: &(dyn Error + Send + Sync + 'static)) -> Fault {
    match error.downcast_ref::<AddressRefused>() {
        Some(refused) => Fault::Refused(refused.to_string()),
        None => Fault::Retry(format!("The name {host} could not be looked up.")),
    }
}

fn transport_fault(host: &str, error: &reqwest::Error) -> Fault {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(inner) = cause {
        if let Some(refused) = inner.downcast_ref::<AddressRefused>() {
            return Fault::Refused(refused.to_string());
        }
        cause = inner.source();
    }
    match error.is_connect() {
        true => Fault::Retry(format!("No connection to {host}.")),
        false => Fault::Retry(format!("The connection to {host} broke.")),
    }
}
