//! Full host names such as `service.aarau.example`: as browsers send them, or refused with a reason.

use thiserror::Error;

/// Why a text is no host name that people can have a portal under.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HostNameFault {
    /// A scheme, a port, a path or a wildcard.
    #[error("{0:?} is more than a host name: write it alone, for example service.aarau.example")]
    TooMuch(String),
    /// Not made of labels that the domain name system takes.
    #[error(
        "{0:?} is no host name: parts of small letters, digits and hyphens between dots, at most 63 characters each and \
         253 in all; umlauts as xn--…"
    )]
    NoName(String),
    /// One label alone.
    #[error("{0:?} has no dot: a host name of one's own is a full one, for example service.aarau.example")]
    NoDot(String),
    /// Numbers where a name should be.
    #[error("{0:?} is an IP address and no name")]
    Address(String),
}

/// Longest name of the domain name system, and its longest label.
const LONGEST: usize = 253;
const LONGEST_LABEL: usize = 63;

/// The host name as it is compared: small letters, without the dot at the end.
///
/// # Errors
/// One sentence about what is wrong.
pub fn parse_host_name(text: &str) -> Result<String, HostNameFault> {
    let name = text.trim().to_ascii_lowercase();
    let name = name.strip_suffix('.').unwrap_or(&name);
    let given = || text.trim().chars().take(LONGEST).collect::<String>();
    if name.starts_with('[') || name.parse::<std::net::IpAddr>().is_ok() {
        return Err(HostNameFault::Address(given()));
    }
    if name.contains([':', '/', '@', '*', '?', '#', '\\']) {
        return Err(HostNameFault::TooMuch(given()));
    }
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if name.len() > LONGEST || !name.split('.').all(is_label) {
        return Err(HostNameFault::NoName(given()));
    }
    match name.rsplit_once('.') {
        None => Err(HostNameFault::NoDot(given())),
        // Browsers read everything that ends in a number as an IPv4 address, also `1.2.3` and `0x7f.1`.
        Some((_, last)) if last.starts_with(|c: char| c.is_ascii_digit()) => Err(HostNameFault::Address(given())),
        Some(_) => Ok(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_they_are_compared() {
        for (text, name) in [
            (" Service.Aarau.example ", "service.aarau.example"),
            ("service.aarau.example.", "service.aarau.example"),
            ("xn--zrich-kva.example", "xn--zrich-kva.example"),
            ("service-aarau.localhost", "service-aarau.localhost"),
            ("4you.example", "4you.example"),
        ] {
            assert_eq!(parse_host_name(text).as_deref(), Ok(name));
        }
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        for text in ["127.0.0.1", "::1", "[::1]", "1.2.3", "0x7f.1", "10.0.0.1."] {
            assert!(matches!(parse_host_name(text), Err(HostNameFault::Address(_))), "{text}");
        }
        for text in ["https://a.example", "a.example:443", "a.example/", "*.example", "u@a.example", "a.example?x"] {
            assert!(matches!(parse_host_name(text), Err(HostNameFault::TooMuch(_))), "{text}");
        }
        let long = format!("{}.example", "a".repeat(64));
        let longer = format!("{}example", "abcdefghi.".repeat(25));
        for text in [
            "",
            ".",
            "a..b",
            "-a.example",
            "a-.example",
            "a b.example",
            "zürich.example",
            "a\n.example",
            &long,
            &longer,
        ] {
            assert!(matches!(parse_host_name(text), Err(HostNameFault::NoName(_))), "{text}");
        }
        assert!(matches!(parse_host_name("localhost"), Err(HostNameFault::NoDot(_))));
    }
}
