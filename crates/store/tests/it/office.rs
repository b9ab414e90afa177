//! The scope of an authority, for programs that have no portal around them.

use domain::{Actor, Authority, Clock, Ctx, Ids, Lang};
use serde_json::json;
use std::sync::Arc;
use store::Scope;

/// The scope in which an authority works.
pub fn scope(key: &str, federation: &str, clock: Arc<dyn Clock>) -> Scope {
    Scope::of(&ctx(key, federation, clock))
}

/// The scope in which the lead authority reads its whole federation.
#[allow(dead_code, reason = "not every program that shares this file asks")]
pub fn federation_scope(key: &str, federation: &str, clock: Arc<dyn Clock>) -> Scope {
    Scope::of_federation(&ctx(key, federation, clock))
}

fn ctx(key: &str, federation: &str, clock: Arc<dyn Clock>) -> Ctx {
    let authority: Authority = serde_json::from_value(json!({
        "key": key, "federation": federation, "kind": "commune", "name": key, "full_name": { "de": key }, "country": "CH",
        "district": null, "number": null, "hosts": [key], "postal_codes": [], "former": [],
        "theme": { "brand": "#003366", "initial": "A" },
    }))
    .expect("an authority");
    Ctx::new(Arc::new(authority), Actor::System, Lang::De, clock, Arc::new(NoIds))
}

/// Whoever needs ids makes them.
struct NoIds;

impl Ids for NoIds {
    fn new_id(&self) -> uuid::Uuid {
        uuid::Uuid::nil()
    }

    fn secret(&self) -> [u8; 32] {
        [0; 32]
    }
}
