//! Which hosts and which addresses may be reached.

use std::error::Error;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use serde::Deserialize;

/// A host name (`pay.example.ch`) or all hosts below a domain (`*.example.ch`, which does not include `example.ch`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct HostPattern(String);

impl From<String> for HostPattern {
    fn from(text: String) -> HostPattern {
        HostPattern(text.trim().to_ascii_lowercase())
    }
}

impl From<&str> for HostPattern {
    fn from(text: &str) -> HostPattern {
        HostPattern::from(text.to_owned())
    }
}

impl HostPattern {
    /// Whether `host` (without port) is meant.
    pub fn matches(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        match self.0.strip_prefix('*') {
            Some(suffix) => suffix.starts_with('.') && host.len() > suffix.len() && host.ends_with(suffix),
            None => !host.is_empty() && host == self.0,
        }
    }

    /// Whether any of `patterns` means `host`.
    pub fn any(patterns: &[HostPattern], host: &str) -> bool {
        patterns.iter().any(|pattern| pattern.matches(host))
    }
}

/// A name led to an address that we do not connect to.
#[derive(Debug)]
pub(super) struct AddressRefused {
    pub(super) host: String,
}

impl fmt::Display for AddressRefused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} leads to an internal address, which the settings do not allow.", self.host)
    }
}

impl Error for AddressRefused {}

/// Looks `host` up once. Refuses the whole answer when one address of it is internal, so that nobody can mix them.
pub(super) async fn resolve(host: &str, internal: bool) -> Result<Vec<SocketAddr>, Box<dyn Error + Send + Sync>> {
    let found: Vec<SocketAddr> = tokio::net::lookup_host((host, 0)).await?.collect();
    if !internal && found.iter().any(|address| !is_public(address.ip())) {
        return Err(Box::new(AddressRefused { host: host.to_owned() }));
    }
    Ok(found)
}

/// The resolver the HTTP client connects with: what it answers is what is connected to, there is no second look-up.
pub(super) struct CheckedResolver {
    internal: Vec<HostPattern>,
}

impl CheckedResolver {
    pub(super) fn new(internal: Vec<HostPattern>) -> CheckedResolver {
        CheckedResolver { internal }
    }
}

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let internal = HostPattern::any(&self.internal, name.as_str());
        Box::pin(async move {
            let found = resolve(name.as_str(), internal).await?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Whether an address belongs to the public internet: not loopback, private, link-local, mapped, reserved or the like.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let protocol = a == 192 && b == 0 && c == 0;
    let relay = a == 192 && b == 88 && c == 99;
    let benchmark = a == 198 && (b == 18 || b == 19);
    let named = ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_documentation();
    !(a == 0 || a >= 224 || named || shared || protocol || relay || benchmark)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    // Only 2000::/3 is handed out; it excludes loopback, mapped, translated, unique-local, link-local and multicast.
    let [first, second, ..] = ip.segments();
    let handed_out = first & 0xe000 == 0x2000;
    let protocol = first == 0x2001 && second < 0x0200;
    let documentation = (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && second < 0x1000);
    let six_to_four = first == 0x2002;
    handed_out && !(protocol || documentation || six_to_four)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_names_only() {
        let exact = HostPattern::from("Pay.example.ch");
        assert!(exact.matches("pay.EXAMPLE.ch"));
        assert!(!exact.matches("evilpay.example.ch"));
        assert!(!exact.matches("pay.example.ch.evil.test"));
        let below = HostPattern::from("*.localhost");
        assert!(below.matches("id.localhost") && below.matches("a.b.localhost"));
        assert!(!below.matches("localhost") && !below.matches("evillocalhost") && !below.matches(".localhost"));
        assert!(!HostPattern::from("*").matches("anything.test"), "there is no pattern for the whole internet");
        assert!(!HostPattern::from("").matches(""));
    }

    #[test]
    fn internal_addresses_are_not_public() {
        for text in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.0.8",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
            "ff02::1",
            "::7f00:1",
        ] {
            assert!(!is_public(text.parse().unwrap()), "{text} must not be reachable");
        }
        for text in ["9.9.9.9", "193.5.216.1", "2620:fe::fe", "2a00:1450::1"] {
            assert!(is_public(text.parse().unwrap()), "{text} is public");
        }
    }
}
