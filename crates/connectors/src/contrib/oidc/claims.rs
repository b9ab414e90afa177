//! From signed claims to an identity: which claim carries what is a matter of settings.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::TrustLevel;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::identity::Identity;

/// The names of the claims. A name that begins with `/` is a path into nested claims (`/address/locality`).
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClaimNames {
    /// Given names.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Date of birth as `YYYY-MM-DD`.
    pub birth_date: String,
    /// E-mail address.
    pub email: String,
    /// Language tag.
    pub language: String,
    /// A national number.
    pub national_id: String,
    /// Key of the authority that a member of staff works for.
    pub authority: String,
    /// Roles of staff: a list of texts.
    pub roles: String,
    /// Work groups of staff: a list of texts.
    pub groups: String,
}

impl Default for ClaimNames {
    fn default() -> ClaimNames {
        ClaimNames {
            given_name: "given_name".into(),
            family_name: "family_name".into(),
            birth_date: "birthdate".into(),
            email: "email".into(),
            language: "locale".into(),
            national_id: "national_id".into(),
            authority: "authority".into(),
            roles: "roles".into(),
            groups: "groups".into(),
        }
    }
}

/// The claims of a token whose signature has been judged already.
pub(super) fn read(token: &str) -> Option<Map<String, Value>> {
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    serde_json::from_slice(&payload).ok()
}

impl ClaimNames {
    /// The identity in `claims`; None where there is no subject.
    pub(super) fn identity(
        &self,
        issuer: String,
        level: TrustLevel,
        claims: Map<String, Value>,
        token: String,
    ) -> Option<Identity> {
        let text = |name: &str| find(&claims, name)?.as_str().map(str::to_owned).filter(|text| !text.is_empty());
        let unverified = claims.get("email_verified") == Some(&Value::Bool(false));
        let list = |name: &str| {
            let values = find(&claims, name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            values.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
        };
        Some(Identity {
            subject: text("sub")?,
            given_name: text(&self.given_name),
            family_name: text(&self.family_name),
            birth_date: text(&self.birth_date).and_then(|date| date.parse().ok()),
            email: text(&self.email).filter(|_| !unverified),
            language: text(&self.language),
            national_id: text(&self.national_id),
            authority: text(&self.authority),
            roles: list(&self.roles),
            groups: list(&self.groups),
            authenticated_at: claims
                .get("auth_time")
                .and_then(Value::as_i64)
                .and_then(|second| Timestamp::from_second(second).ok()),
            issuer,
            level,
            claims,
            token,
        })
    }
}

fn find<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let Some(path) = name.strip_prefix('/') else { return claims.get(name) };
    let mut steps = path.split('/');
    let first = claims.get(steps.next()?)?;
    steps.try_fold(first, |value, step| value.get(step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn identity(names: ClaimNames, claims: Value) -> Option<Identity> {
        let Value::Object(claims) = claims else { return None };
        names.identity("https://id.example".into(), TrustLevel::Low, claims, String::new())
    }

    #[test]
    fn claims_are_found_where_the_settings_say() {
        let names = ClaimNames { national_id: "/ids/ahv".into(), ..ClaimNames::default() };
        let claims = json!({
            "sub": "7", "given_name": "Đặng", "birthdate": "1990-02-30", "ids": { "ahv": "756.1" },
            "groups": ["residents", 3], "roles": ["clerk"], "email": "a@b.example", "email_verified": false, "auth_time": 1_800_000_000,
        });
        let found = identity(names, claims).unwrap();
        assert_eq!(found.national_id.as_deref(), Some("756.1"));
        assert_eq!(found.given_name.as_deref(), Some("Đặng"));
        assert_eq!(found.family_name, None);
        assert_eq!(found.birth_date, None, "30 February is no date");
        assert_eq!(found.email, None, "the provider says it never checked the address");
        assert_eq!((found.groups, found.roles), (vec!["residents".to_owned()], vec!["clerk".to_owned()]));
        assert_eq!(found.authority, None);
        assert_eq!(found.authenticated_at, Timestamp::from_second(1_800_000_000).ok());
    }

    #[test]
    fn no_subject_no_identity() {
        assert!(identity(ClaimNames::default(), json!({ "given_name": "Anna" })).is_none());
        assert!(identity(ClaimNames::default(), json!({ "sub": "" })).is_none());
    }
}
