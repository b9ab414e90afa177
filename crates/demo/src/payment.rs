//! The sandbox payment provider: payments are created over an API and paid, called off or failed on a page. No money.

use std::path::PathBuf;

use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use domain::{Country, Currency, Money};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqlitePool};
use url::Url;

use crate::origin::OriginPattern;
use crate::pages::{self, NoticePage, PayPage};
use crate::{Clock, Error, random_name, storage};

/// How the provider is set up.
pub struct Settings {
    /// Where the provider is reached, for example `http://pay.localhost:8080`.
    pub base_url: Url,
    /// Its own database file.
    pub database: PathBuf,
    /// The key its customers send as `Authorization: Bearer …`.
    pub api_key: String,
    /// Where payers may be sent back to.
    pub return_origins: Vec<OriginPattern>,
    /// The clock.
    pub clock: Clock,
}

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS payments (
        id TEXT PRIMARY KEY,
        idempotency_key TEXT NOT NULL UNIQUE,
        minor INTEGER NOT NULL,
        currency TEXT NOT NULL,
        purpose TEXT NOT NULL,
        return_url TEXT NOT NULL,
        status TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        settled_at INTEGER
    ) STRICT;
";

/// A payment that nobody touched is called off after a day.
const OPEN_FOR: SignedDuration = SignedDuration::from_hours(24);

/// The provider with its open database.
#[derive(Clone)]
pub struct PaymentProvider {
    settings: std::sync::Arc<Settings>,
    pool: SqlitePool,
}

struct Payment {
    id: String,
    minor: i64,
    currency: String,
    purpose: String,
    return_url: String,
    status: String,
    settled_at: Option<i64>,
}

impl FromRow<'_, SqliteRow> for Payment {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Payment> {
        Ok(Payment {
            id: row.try_get("id")?,
            minor: row.try_get("minor")?,
            currency: row.try_get("currency")?,
            purpose: row.try_get("purpose")?,
            return_url: row.try_get("return_url")?,
            status: row.try_get("status")?,
            settled_at: row.try_get("settled_at")?,
        })
    }
}

impl Payment {
    /// The amount as the country of its currency writes it.
    fn price(&self) -> String {
        let (currency, country) = match self.currency.as_str() {
            "EUR" => (Currency::Eur, Country::De),
            _ => (Currency::Chf, Country::Ch),
        };
        Money { minor: self.minor, currency }.display(country)
    }
}

#[derive(Deserialize)]
struct Order {
    amount: Money,
    purpose: String,
    return_url: Url,
}

/// Opens the provider's database; what was paid before a restart stays paid.
pub async fn open(settings: Settings) -> Result<PaymentProvider, Error> {
    let pool = storage::open(&settings.database, SCHEMA).await?;
    Ok(PaymentProvider { settings: settings.into(), pool })
}

impl PaymentProvider {
    /// The provider's API and pages, to be mounted at the root of its own host name.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/api/payments", post(create))
            .route("/api/payments/check", get(check))
            .route("/api/payments/{id}", get(show))
            .route("/pay/{id}", get(pay_page).post(settle))
            .merge(pages::style_route())
            .with_state(self.clone())
    }

    async fn find(&self, id: &str) -> Result<Option<Payment>, sqlx::Error> {
        let limit = ((self.settings.clock)() - OPEN_FOR).as_second();
        sqlx::query(
            "UPDATE payments SET status = 'CANCELLED' WHERE id = $1 AND status = 'INITIAL' AND created_at < $2",
        )
        .bind(id)
        .bind(limit)
        .execute(&self.pool)
        .await?;
        let select = "SELECT id, minor, currency, purpose, return_url, status, settled_at FROM payments WHERE id = $1";
        sqlx::query_as(select).bind(id).fetch_optional(&self.pool).await
    }

    fn answer(&self, payment: &Payment) -> Result<Value, Fault> {
        let pay_url = self.settings.base_url.join(&format!("/pay/{}", payment.id)).map_err(|_| Fault::Broken)?;
        let paid_at = payment.settled_at.filter(|_| payment.status == "PAID");
        Ok(json!({
            "id": payment.id,
            "pay_url": pay_url,
            "status": payment.status,
            "amount": { "minor": payment.minor, "currency": payment.currency },
            "paid_at": paid_at.and_then(|second| Timestamp::from_second(second).ok()),
        }))
    }

    fn check_key(&self, headers: &HeaderMap) -> Result<(), Fault> {
        match storage::has_key(headers, &self.settings.api_key) {
            true => Ok(()),
            false => Err(Fault::Api(StatusCode::UNAUTHORIZED, "The key is missing or wrong.")),
        }
    }
}

/// What the provider answers when something is wrong.
enum Fault {
    Api(StatusCode, &'static str),
    NoPage,
    Broken,
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Fault {
        tracing::error!(%error, "demo payment provider");
        Fault::Broken
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        match self {
            Fault::Api(status, message) => (status, Json(json!({ "error": message }))).into_response(),
            Fault::NoPage => pages::render(
                StatusCode::NOT_FOUND,
                &[],
                &NoticePage::new(
                    "Diese Zahlung gibt es nicht",
                    "Bitte kehren Sie zum Portal zurück und beginnen Sie dort neu.",
                ),
            ),
            Fault::Broken => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

async fn check(State(provider): State<PaymentProvider>, headers: HeaderMap) -> Result<Json<Value>, Fault> {
    provider.check_key(&headers)?;
    Ok(Json(json!({ "ok": true })))
}

async fn create(
    State(provider): State<PaymentProvider>,
    headers: HeaderMap,
    Json(order): Json<Order>,
) -> Result<Response, Fault> {
    provider.check_key(&headers)?;
    let refuse = |message| Fault::Api(StatusCode::UNPROCESSABLE_ENTITY, message);
    let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if key.is_empty() || key.len() > 200 {
        return Err(refuse("An Idempotency-Key header of at most 200 characters is needed."));
    }
    if order.amount.minor <= 0 {
        return Err(refuse("The amount must be positive."));
    }
    if order.purpose.trim().is_empty() || order.purpose.chars().count() > 140 {
        return Err(refuse("A purpose of at most 140 characters is needed."));
    }
    if !provider.settings.return_origins.iter().any(|origin| origin.matches(&order.return_url)) {
        return Err(refuse("The return address is not registered."));
    }
    let id = random_name().map_err(|_| Fault::Broken)?;
    let insert = "INSERT INTO payments (id, idempotency_key, minor, currency, purpose, return_url, status, created_at)
                  VALUES ($1, $2, $3, $4, $5, $6, 'INITIAL', $7) ON CONFLICT (idempotency_key) DO NOTHING";
    sqlx::query(insert)
        .bind(&id)
        .bind(key)
        .bind(order.amount.minor)
        .bind(order.amount.currency.code())
        .bind(&order.purpose)
        .bind(order.return_url.as_str())
        .bind((provider.settings.clock)().as_second())
        .execute(&provider.pool)
        .await?;
    let select =
        "SELECT id, minor, currency, purpose, return_url, status, settled_at FROM payments WHERE idempotency_key = $1";
    let payment: Payment = sqlx::query_as(select).bind(key).fetch_one(&provider.pool).await?;
    let same = payment.minor == order.amount.minor
        && payment.currency == order.amount.currency.code()
        && payment.purpose == order.purpose
        && payment.return_url == order.return_url.as_str();
    if !same {
        return Err(Fault::Api(StatusCode::CONFLICT, "This key was used for another payment."));
    }
    let status = if payment.id == id { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(provider.answer(&payment)?)).into_response())
}

async fn show(
    State(provider): State<PaymentProvider>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<Value>, Fault> {
    provider.check_key(&headers)?;
    let payment = provider.find(&id).await?;
    let payment = payment.ok_or(Fault::Api(StatusCode::NOT_FOUND, "There is no such payment."))?;
    Ok(Json(provider.answer(&payment)?))
}

async fn pay_page(State(provider): State<PaymentProvider>, Path(id): Path<String>) -> Result<Response, Fault> {
    let payment = provider.find(&id).await?.ok_or(Fault::NoPage)?;
    let page = PayPage {
        action: format!("/pay/{}", payment.id),
        amount: payment.price(),
        purpose: payment.purpose,
        settled: match payment.status.as_str() {
            "PAID" => Some("Diese Zahlung ist erledigt."),
            "FAILED" => Some("Diese Zahlung ist fehlgeschlagen."),
            "CANCELLED" => Some("Diese Zahlung wurde abgebrochen."),
            _ => None,
        },
        return_url: payment.return_url,
    };
    Ok(pages::render(StatusCode::OK, &provider.settings.return_origins, &page))
}

#[derive(Deserialize)]
struct Choice {
    choice: String,
}

async fn settle(
    State(provider): State<PaymentProvider>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Form(form): Form<Choice>,
) -> Result<Response, Fault> {
    if !pages::same_origin(&headers, &provider.settings.base_url) {
        return Err(Fault::Api(StatusCode::FORBIDDEN, "This form was sent from another site."));
    }
    let status = match form.choice.as_str() {
        "pay" => "PAID",
        "cancel" => "CANCELLED",
        "fail" => "FAILED",
        _ => return Err(Fault::Api(StatusCode::UNPROCESSABLE_ENTITY, "Unknown choice.")),
    };
    let payment = provider.find(&id).await?.ok_or(Fault::NoPage)?;
    // The first choice counts; a second click changes nothing.
    sqlx::query("UPDATE payments SET status = $1, settled_at = $2 WHERE id = $3 AND status = 'INITIAL'")
        .bind(status)
        .bind((provider.settings.clock)().as_second())
        .bind(&id)
        .execute(&provider.pool)
        .await?;
    Ok(Redirect::to(&payment.return_url).into_response())
}
