//! Origins of foreign web sites: written exactly as browsers send them, or refused with a reason.

use thiserror::Error;

/// Why a line is no origin.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OriginFault {
    /// No `https://` in front.
    #[error("{0:?} does not begin with https://")]
    NotHttps(String),
    /// A path, a question mark, a user name or a wildcard.
    #[error("{0:?} is more than an origin: write the scheme and the host alone, for example https://www.example.org")]
    TooMuch(String),
    /// No host, or one that no browser sends.
    #[error("{0:?} has no host name that browsers send: write it in small ASCII letters, umlauts as xn--…")]
    NoHost(String),
    /// The list is longer than this.
    #[error("more than {0} web sites: take some away")]
    TooMany(usize),
}

/// Longest origin that is taken.
const LONGEST: usize = 253;

/// The origin as a browser writes it in its `Origin` header: scheme and host in small letters, a port only where it is
/// not the usual one. Plain http is for trying out on one's own machine (`localhost` and names under it).
///
/// # Errors
/// One sentence about what is wrong.
pub fn parse_origin(text: &str) -> Result<String, OriginFault> {
    let text = text.trim();
    let small = text.strip_suffix('/').unwrap_or(text).to_ascii_lowercase();
    let given = || text.chars().take(LONGEST).collect::<String>();
    let (scheme, rest) = small.split_once("://").ok_or_else(|| OriginFault::NotHttps(given()))?;
    if rest.contains(['/', '?', '#', '@', '*', '\\']) {
        return Err(OriginFault::TooMuch(given()));
    }
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if rest.len() > LONGEST || !host.split('.').all(is_label) {
        return Err(OriginFault::NoHost(given()));
    }
    let local = host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1";
    let usual = match scheme {
        "https" => 443,
        "http" if local => 80,
        _ => return Err(OriginFault::NotHttps(given())),
    };
    match port.map(str::parse::<u16>) {
        None => Ok(format!("{scheme}://{host}")),
        Some(Ok(port)) if port == usual => Ok(format!("{scheme}://{host}")),
        Some(Ok(port)) if port > 0 => Ok(format!("{scheme}://{host}:{port}")),
        Some(_) => Err(OriginFault::NoHost(given())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_written_as_browsers_send_them() {
        for (text, origin) in [
            (" https://www.Aarau.example/ ", "https://www.aarau.example"),
            ("https://www.aarau.example:443", "https://www.aarau.example"),
            ("https://www.aarau.example:8443", "https://www.aarau.example:8443"),
            ("https://xn--mnchen-3ya.example", "https://xn--mnchen-3ya.example"),
            ("http://stadt.localhost:8090", "http://stadt.localhost:8090"),
        ] {
            assert_eq!(parse_origin(text).as_deref(), Ok(origin));
        }
    }

    #[test]
    fn everything_wider_than_one_origin_is_refused() {
        for text in [
            "",
            "*",
            "null",
            "https://",
            "https://*.example",
            "https://*",
            "http://www.example.org",
            "https://a b.example",
            "https://user@www.example",
            "https://www.example/pfad",
            "https://www.example?x",
            "https://www.example:0",
            "https://www.example:99999",
            "javascript://x",
            "https://münchen.example",
            "https://-a.example",
            "https://www..example",
            "https://a.example https://b.example",
            "https://[::1]",
        ] {
            assert!(parse_origin(text).is_err(), "{text}");
        }
    }
}
