//! The sandbox payment provider: JSON over HTTP, no real money.

use domain::Money;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use crate::payment::{Created, Order, Payment, PaymentStatus};
use crate::{Answer, Egress, Fault};

/// Where the provider is and how it knows us.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The collection of payments, for example `https://pay.example.ch/api/payments`.
    pub url: Url,
    /// Sent as `Authorization: Bearer …`.
    pub api_key: String,
}

/// The connector.
pub struct SandboxPay {
    settings: Settings,
    egress: Egress,
}

#[derive(Deserialize)]
struct Stored {
    id: String,
    pay_url: Url,
    status: String,
    amount: Money,
    paid_at: Option<Timestamp>,
}

impl SandboxPay {
    /// A connector that leaves through `egress`.
    pub fn new(settings: Settings, egress: Egress) -> SandboxPay {
        SandboxPay { settings, egress }
    }

    fn base(&self) -> &str {
        self.settings.url.as_str().trim_end_matches('/')
    }

    fn request(
        &self,
        method: &str,
        url: &str,
        key: Option<&str>,
        body: String,
    ) -> Result<http::Request<Vec<u8>>, Fault> {
        let mut request = http::Request::builder()
            .method(method)
            .uri(url)
            .header("authorization", format!("Bearer {}", self.settings.api_key))
            .header("content-type", "application/json")
            .header("accept", "application/json");
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let unusable = |_| Fault::Refused("The settings of the payment provider are not usable in a request.".into());
        request.body(body.into_bytes()).map_err(unusable)
    }
}

impl Payment for SandboxPay {
    fn check(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            let url = format!("{}/check", self.base());
            let _: Value = self.egress.json(self.request("GET", &url, None, String::new())?).await?;
            Ok(())
        })
    }

    fn create<'a>(&'a self, order: &'a Order) -> Answer<'a, Created> {
        Box::pin(async move {
            let body = json!({
                "amount": order.amount,
                "purpose": order.purpose,
                "return_url": order.return_url,
            });
            let request = self.request("POST", self.base(), Some(&order.idempotency_key), body.to_string())?;
            let stored: Stored = self.egress.json(request).await?;
            // A payment over another sum must never be shown to a payer.
            if stored.amount != order.amount {
                return Err(Fault::Invalid("The payment provider created a payment over another amount.".into()));
            }
            if stored.pay_url.host_str() != self.settings.url.host_str() {
                return Err(Fault::Invalid("The payment page is not at the payment provider's host.".into()));
            }
            Ok(Created { provider_ref: stored.id, pay_url: stored.pay_url })
        })
    }

    fn status<'a>(&'a self, provider_ref: &'a str) -> Answer<'a, PaymentStatus> {
        Box::pin(async move {
            if provider_ref.is_empty() || !provider_ref.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            {
                return Err(Fault::Refused("This is no reference of the payment provider.".into()));
            }
            let url = format!("{}/{provider_ref}", self.base());
            let stored: Stored = self.egress.json(self.request("GET", &url, None, String::new())?).await?;
            if stored.id != provider_ref {
                return Err(Fault::Invalid("The payment provider answered about another payment.".into()));
            }
            match (stored.status.as_str(), stored.paid_at) {
                ("INITIAL", _) => Ok(PaymentStatus::Initial),
                ("PAID", Some(at)) => Ok(PaymentStatus::Paid { at, amount: stored.amount }),
                ("FAILED", _) => Ok(PaymentStatus::Failed),
                ("CANCELLED", _) => Ok(PaymentStatus::Cancelled),
                _ => Err(Fault::Invalid("The payment provider answered with an unknown status.".into())),
            }
        })
    }
}
