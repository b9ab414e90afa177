//! A register behind HTTP and JSON with an API key: `POST <url>` with criteria, purpose and reference, `GET <url>/check`.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use url::Url;

use crate::register::{Found, Query, Register};
use crate::{Answer, Egress, Fault};

/// Where the register is and how it knows us.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The look-up address, for example `https://register.example.ch/residents/lookup`.
    pub url: Url,
    /// Sent as `Authorization: Bearer …`.
    pub api_key: String,
    /// What readers see as the source ("Einwohnerregister").
    pub source: String,
}

/// The connector.
pub struct HttpRegister {
    settings: Settings,
    egress: Egress,
}

#[derive(Deserialize)]
struct Entry {
    as_of: Timestamp,
    /// A register that serves several authorities names itself; else the settings do.
    source: Option<String>,
    #[serde(flatten)]
    values: Map<String, Value>,
}

impl HttpRegister {
    /// A connector that leaves through `egress`.
    pub fn new(settings: Settings, egress: Egress) -> HttpRegister {
        HttpRegister { settings, egress }
    }

    fn request(&self, method: &str, url: &str, body: Vec<u8>) -> Result<http::Request<Vec<u8>>, Fault> {
        http::Request::builder()
            .method(method)
            .uri(url)
            .header("authorization", format!("Bearer {}", self.settings.api_key))
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .body(body)
            .map_err(|_| Fault::Refused("The settings of the register are not usable in a request.".into()))
    }
}

impl Register for HttpRegister {
    fn check(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            let url = format!("{}/check", self.settings.url.as_str().trim_end_matches('/'));
            let _: Value = self.egress.json(self.request("GET", &url, Vec::new())?).await?;
            Ok(())
        })
    }

    fn look_up<'a>(&'a self, query: &'a Query) -> Answer<'a, Found> {
        Box::pin(async move {
            let body = json!({
                "criteria": query.criteria,
                "purpose": query.purpose,
                "reference": query.reference,
            });
            let request = self.request("POST", self.settings.url.as_str(), body.to_string().into_bytes())?;
            let entry: Entry = self.egress.json(request).await?;
            let source = entry.source.unwrap_or_else(|| self.settings.source.clone());
            Ok(Found { values: entry.values, source, as_of: entry.as_of })
        })
    }
}
