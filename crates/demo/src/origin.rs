//! Registered origins: which addresses the demo providers may send a browser back to.

use url::Url;

/// An origin such as `https://portal.example.ch`, or `http://*.localhost:8080` for all hosts of a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginPattern {
    scheme: String,
    host: String,
    port: Option<u16>,
}

impl OriginPattern {
    /// Reads a pattern; None when it is none.
    pub fn parse(text: &str) -> Option<OriginPattern> {
        let (scheme, rest) = text.trim_end_matches('/').split_once("://")?;
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse().ok()?)),
            None => (rest, None),
        };
        let sound = !host.is_empty() && host != "*" && !host.contains(['/', '@', '?', '#', ' ', ';', ',']);
        let port = port.or(match scheme {
            "https" => Some(443),
            "http" => Some(80),
            _ => return None,
        });
        sound.then(|| OriginPattern { scheme: scheme.to_owned(), host: host.to_ascii_lowercase(), port })
    }

    /// Whether `url` lies at this origin and carries neither credentials nor a fragment.
    pub fn matches(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        let host_fits = match self.host.strip_prefix('*') {
            Some(suffix) => suffix.starts_with('.') && host.len() > suffix.len() && host.ends_with(suffix),
            None => host == self.host,
        };
        let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        url.scheme() == self.scheme && host_fits && url.port_or_known_default() == self.port && plain
    }

    /// The pattern as a source of a content security policy.
    pub(crate) fn source(&self) -> String {
        let port = self.port.map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}://{}{port}", self.scheme, self.host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_registered_origins_fit() {
        let pattern = OriginPattern::parse("http://*.localhost:8080").unwrap();
        let fits = |url: &str| pattern.matches(&Url::parse(url).unwrap());
        assert!(fits("http://aarau.localhost:8080/back?x=1"));
        for wrong in [
            "https://aarau.localhost:8080/",
            "http://aarau.localhost/",
            "http://localhost:8080/",
            "http://aarau.localhost.evil.test:8080/",
            "http://aarau.localhost:8080@evil.test/",
            "http://user@aarau.localhost:8080/",
            "http://aarau.localhost:8080/#token",
            "javascript:alert(1)",
        ] {
            assert!(!fits(wrong), "{wrong}");
        }
        assert_eq!(OriginPattern::parse("http://*"), None);
        assert_eq!(OriginPattern::parse("nonsense"), None);
        let https = OriginPattern::parse("https://portal.example").unwrap();
        assert!(https.matches(&Url::parse("https://portal.example:443/x").unwrap()));
    }
}
