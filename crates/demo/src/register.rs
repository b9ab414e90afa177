//! The demo residents' register: one look-up over HTTP and JSON, its own SQLite file, a log of who asked why.

use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sqlx::SqlitePool;

use crate::people::Person;
use crate::{Clock, Error, storage};

/// How the register is set up.
pub struct Settings {
    /// Its own database file.
    pub database: PathBuf,
    /// The key its users send as `Authorization: Bearer …`.
    pub api_key: String,
    /// The clock.
    pub clock: Clock,
}

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS residents (
        key TEXT PRIMARY KEY,
        number TEXT NOT NULL UNIQUE,
        given_name TEXT NOT NULL,
        family_name TEXT NOT NULL,
        birth_date TEXT NOT NULL,
        authority TEXT NOT NULL,
        entry TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS inquiries (
        at INTEGER NOT NULL,
        purpose TEXT NOT NULL,
        reference TEXT NOT NULL,
        resident TEXT
    ) STRICT;
";

/// The register with its open database.
#[derive(Clone)]
pub struct ResidentsRegister {
    settings: Arc<Settings>,
    pool: SqlitePool,
}

/// Opens the register and writes `residents` into it; an entry that is there already is brought up to date.
pub async fn open(settings: Settings, residents: &[Person]) -> Result<ResidentsRegister, Error> {
    let pool = storage::open(&settings.database, SCHEMA).await?;
    let mut writing = pool.begin().await?;
    for person in residents {
        let upsert = "INSERT INTO residents (key, number, given_name, family_name, birth_date, authority, entry)
                      VALUES ($1, $2, $3, $4, $5, $6, $7)
                      ON CONFLICT (key) DO UPDATE SET number = excluded.number, given_name = excluded.given_name,
                      family_name = excluded.family_name, birth_date = excluded.birth_date,
                      authority = excluded.authority, entry = excluded.entry";
        sqlx::query(upsert)
            .bind(&person.key)
            .bind(digits(&person.number))
            .bind(&person.given_name)
            .bind(&person.family_name)
            .bind(person.birth_date.to_string())
            .bind(&person.authority)
            .bind(person.entry().to_string())
            .execute(&mut *writing)
            .await?;
    }
    writing.commit().await?;
    Ok(ResidentsRegister { settings: settings.into(), pool })
}

/// What a number is made of: AHV and tax numbers are written with dots and spaces or without.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

impl ResidentsRegister {
    /// The register's API, to be mounted at the root of its own host name.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/residents/lookup", post(look_up))
            .route("/residents/lookup/check", get(check))
            .with_state(self.clone())
    }

    /// The entry of the one resident that fits; None for none, or more than one.
    async fn find(&self, criteria: &Criteria) -> Result<Option<(String, String)>, sqlx::Error> {
        let everywhere = criteria.authority.is_none();
        let authority = criteria.authority.as_deref().unwrap_or_default();
        let number = criteria.number.as_deref().map(digits);
        let rows: Vec<(String, String)> = match number {
            Some(number) => {
                let select = "SELECT key, entry FROM residents WHERE number = $1 AND ($2 OR authority = $3) LIMIT 2";
                sqlx::query_as(select).bind(number).bind(everywhere).bind(authority).fetch_all(&self.pool).await?
            }
            None => {
                let select = "SELECT key, entry FROM residents WHERE given_name = $1 AND family_name = $2
                              AND birth_date = $3 AND ($4 OR authority = $5) LIMIT 2";
                sqlx::query_as(select)
                    .bind(criteria.given_name.as_deref().unwrap_or_default().trim())
                    .bind(criteria.family_name.as_deref().unwrap_or_default().trim())
                    .bind(criteria.birth_date.as_deref().unwrap_or_default())
                    .bind(everywhere)
                    .bind(authority)
                    .fetch_all(&self.pool)
                    .await?
            }
        };
        let one = rows.len() == 1;
        Ok(rows.into_iter().next().filter(|_| one))
    }

    fn check_key(&self, headers: &HeaderMap) -> Result<(), Fault> {
        match storage::has_key(headers, &self.settings.api_key) {
            true => Ok(()),
            false => Err(Fault(StatusCode::UNAUTHORIZED, "The key is missing or wrong.")),
        }
    }
}

/// A question: criteria, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    criteria: Criteria,
    purpose: String,
    #[serde(default)]
    reference: String,
}

/// Either the number, or name and date of birth; with an authority only its own residents are found.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Criteria {
    #[serde(alias = "national_id", alias = "ahv_number", alias = "tax_id")]
    number: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
    birth_date: Option<String>,
    authority: Option<String>,
}

struct Fault(StatusCode, &'static str);

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Fault {
        tracing::error!(%error, "demo residents' register");
        Fault(StatusCode::INTERNAL_SERVER_ERROR, "The register is out of order.")
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

async fn check(State(register): State<ResidentsRegister>, headers: HeaderMap) -> Result<Json<Value>, Fault> {
    register.check_key(&headers)?;
    Ok(Json(json!({ "ok": true })))
}

async fn look_up(
    State(register): State<ResidentsRegister>,
    headers: HeaderMap,
    Json(question): Json<Question>,
) -> Result<Json<Map<String, Value>>, Fault> {
    register.check_key(&headers)?;
    if question.purpose.trim().is_empty() {
        return Err(Fault(StatusCode::UNPROCESSABLE_ENTITY, "A purpose is needed."));
    }
    let found = register.find(&question.criteria).await?;
    let now = (register.settings.clock)();
    sqlx::query("INSERT INTO inquiries (at, purpose, reference, resident) VALUES ($1, $2, $3, $4)")
        .bind(now.as_second())
        .bind(&question.purpose)
        .bind(&question.reference)
        .bind(found.as_ref().map(|(key, _)| key))
        .execute(&register.pool)
        .await?;
    let (_, entry) = found.ok_or(Fault(StatusCode::NOT_FOUND, "There is no such resident, or more than one."))?;
    let broken = |_| Fault(StatusCode::INTERNAL_SERVER_ERROR, "The register is out of order.");
    let mut entry: Map<String, Value> = serde_json::from_str(&entry).map_err(broken)?;
    entry.insert("as_of".into(), now.to_string().into());
    Ok(Json(entry))
}
