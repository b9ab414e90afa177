//! Mail over SMTP. The server's address goes through the same door as everything else; TLS is the default.

use std::net::SocketAddr;
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use serde::Deserialize;

use crate::mail::{Mail, MailSender, message};
use crate::{Answer, Egress, Fault};

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// TLS from the first byte (usually port 465).
    Tls,
    /// Plain greeting, then TLS or nothing (usually port 587).
    StartTls,
    /// No TLS: only for a server on the same machine.
    None,
}

/// Where the mail server is and how it knows us.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Host name; it must be on the allow-list like every other host.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Protection of the connection.
    pub protection: Protection,
    /// User name, where the server wants one.
    #[serde(default)]
    pub user: Option<String>,
    /// Password, where the server wants one.
    #[serde(default)]
    pub password: Option<String>,
    /// Milliseconds for handing one mail over.
    #[serde(default = "patience")]
    pub timeout_ms: u64,
}

fn patience() -> u64 {
    20_000
}

/// The sender.
pub struct MailSmtp {
    settings: Settings,
    egress: Egress,
}

impl MailSmtp {
    /// A sender that looks its server up through `egress`.
    pub fn new(settings: Settings, egress: Egress) -> MailSmtp {
        MailSmtp { settings, egress }
    }

    fn transport(&self, address: SocketAddr) -> Result<AsyncSmtpTransport<Tokio1Executor>, Fault> {
        let parameters = || {
            TlsParameters::new(self.settings.host.clone())
                .map_err(|_| Fault::Refused("The mail server's name cannot be used for TLS.".into()))
        };
        let tls = match self.settings.protection {
            Protection::Tls => Tls::Wrapper(parameters()?),
            Protection::StartTls => Tls::Required(parameters()?),
            Protection::None => Tls::None,
        };
        // Connects to the address that was checked; the certificate is still judged against the name.
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(address.ip().to_string())
            .port(address.port())
            .tls(tls)
            .timeout(Some(Duration::from_millis(self.settings.timeout_ms)));
        if let (Some(user), Some(password)) = (&self.settings.user, &self.settings.password) {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(builder.build())
    }

    async fn within<T>(&self, work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
        let limit = Duration::from_millis(self.settings.timeout_ms);
        let late = |_| Fault::Retry(format!("The mail server {} did not answer in time.", self.settings.host));
        tokio::time::timeout(limit, work).await.map_err(late)?
    }

    fn fault(&self, error: &lettre::transport::smtp::Error) -> Fault {
        let host = &self.settings.host;
        match error.is_permanent() {
            true => Fault::Refused(format!("The mail server {host} refused a mail or our sign-in for good.")),
            false => Fault::Retry(format!("The mail server {host} could not take a mail now.")),
        }
    }
}

impl MailSender for MailSmtp {
    fn check(&self) -> Answer<'_, ()> {
        Box::pin(self.within(async move {
            let address = self.egress.resolve(&self.settings.host, self.settings.port).await?;
            let answered = self.transport(address)?.test_connection().await.map_err(|error| self.fault(&error))?;
            match answered {
                true => Ok(()),
                false => Err(Fault::Retry(format!("The mail server {} does not answer.", self.settings.host))),
            }
        }))
    }

    fn send<'a>(&'a self, mail: &'a Mail) -> Answer<'a, ()> {
        Box::pin(self.within(async move {
            let message = message(mail)?;
            let address = self.egress.resolve(&self.settings.host, self.settings.port).await?;
            self.transport(address)?.send(message).await.map_err(|error| self.fault(&error))?;
            Ok(())
        }))
    }
}
