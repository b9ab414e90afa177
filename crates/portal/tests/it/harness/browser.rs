//! A small browser: keeps cookies by host, follows redirects, sends forms as the page has them. Host names need no
//! resolving: everything goes to the portal's listener.

use super::{Form, Page, Portal};
use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Read, Result, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use url::Url;

/// A browser of one person.
#[derive(Clone)]
pub struct Browser {
    address: SocketAddr,
    cookies: BTreeMap<(String, String), String>,
    /// Header lines sent with every request besides the usual ones.
    pub extra: Vec<String>,
}

impl Browser {
    /// A fresh browser at a portal.
    pub fn new(portal: &Portal) -> Browser {
        Browser { address: portal.listen(), cookies: BTreeMap::new(), extra: Vec::new() }
    }

    /// Opens an address and follows redirects.
    pub fn open(&mut self, url: &str) -> Page {
        self.try_open(url).unwrap_or_else(|fault| panic!("{url}: {fault}"))
    }

    /// The same; the connection may break.
    pub fn try_open(&mut self, url: &str) -> Result<Page> {
        let page = self.try_get(url)?;
        self.follow(page)
    }

    /// Opens an address without following redirects.
    pub fn get(&mut self, url: &str) -> Page {
        self.try_get(url).unwrap_or_else(|fault| panic!("{url}: {fault}"))
    }

    /// The same; the connection may break.
    pub fn try_get(&mut self, url: &str) -> Result<Page> {
        self.send("GET", url, &[], b"")
    }

    /// Follows a link of a page by its address.
    pub fn click(&mut self, page: &Page, href: &str) -> Page {
        self.open(&page.resolve(href))
    }

    /// Sends a form and follows redirects.
    pub fn submit(&mut self, form: &Form) -> Page {
        self.try_submit(form).unwrap_or_else(|fault| panic!("{}: {fault}", form.action))
    }

    /// The same; the connection may break.
    pub fn try_submit(&mut self, form: &Form) -> Result<Page> {
        let page = self.try_post(form)?;
        self.follow(page)
    }

    /// Sends a form without following redirects.
    pub fn post(&mut self, form: &Form) -> Page {
        self.try_post(form).unwrap_or_else(|fault| panic!("{}: {fault}", form.action))
    }

    /// The same; the connection may break.
    pub fn try_post(&mut self, form: &Form) -> Result<Page> {
        let origin = Url::parse(&form.action).map_err(Error::other)?.origin().ascii_serialization();
        self.post_from(form, &origin)
    }

    /// Sends a form as if it stood on another site.
    pub fn post_from(&mut self, form: &Form, origin: &str) -> Result<Page> {
        let (kind, body) = form.encode();
        self.send("POST", &form.action, &[format!("Content-Type: {kind}"), format!("Origin: {origin}")], &body)
    }

    /// Goes through the demo identity provider as `person`, from wherever the portal asks for a sign-in.
    pub fn sign_in(&mut self, asked: &Page, person: &str) -> Page {
        let way = asked.links().into_iter().find(|href| href.starts_with("/anmelden/los"));
        let way = way.unwrap_or_else(|| panic!("no way to sign in on {}: {}", asked.url, asked.text()));
        let choice = self.click(asked, &way);
        match choice.find_form("/sign-in") {
            Some(form) => self.submit(&form.set("person", person)),
            None => choice,
        }
    }

    /// Signs in at a host and lands on `path`.
    pub fn sign_in_at(&mut self, portal: &Portal, label: &str, person: &str, path: &str) -> Page {
        let asked = self.open(&portal.at(label, &format!("/anmelden?weiter={path}")));
        self.sign_in(&asked, person)
    }

    /// Opens an address again and again until the page is as wanted; fails after half a minute.
    pub fn wait_for(&mut self, url: &str, wanted: impl Fn(&Page) -> bool) -> Page {
        let began = Instant::now();
        loop {
            let page = self.open(url);
            if wanted(&page) {
                return page;
            }
            assert!(began.elapsed() < Duration::from_secs(30), "{url} never got there: {}", page.text());
            std::thread::sleep(Duration::from_millis(60));
        }
    }

    /// Replaces a cookie's value.
    pub fn set_cookie(&mut self, host: &str, name: &str, value: &str) {
        self.cookies.insert((host.to_owned(), name.to_owned()), value.to_owned());
    }

    fn follow(&mut self, mut page: Page) -> Result<Page> {
        for _ in 0..20 {
            match page.header("location") {
                Some(to) if (300..400).contains(&page.status) => page = self.try_get(&page.resolve(&to))?,
                _ => return Ok(page),
            }
        }
        Err(Error::other(format!("{} leads in a circle", page.url)))
    }

    /// Sends any request, without following redirects.
    pub fn send(&mut self, method: &str, url: &str, headers: &[String], body: &[u8]) -> Result<Page> {
        let url = Url::parse(url).map_err(Error::other)?;
        let host = format!("{}:{}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or(80));
        let mine = self.cookies.iter().filter(|((at, _), _)| *at == host);
        let cookies: Vec<String> = mine.map(|((_, name), value)| format!("{name}={value}")).collect();
        let mut lines =
            vec![format!("Host: {host}"), "Connection: close".to_owned(), format!("Content-Length: {}", body.len())];
        lines.extend(self.extra.iter().cloned());
        lines.extend(headers.iter().cloned());
        if !cookies.is_empty() {
            lines.push(format!("Cookie: {}", cookies.join("; ")));
        }
        let target = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        let answer =
            exchange(self.address, &format!("{method} {target} HTTP/1.1\r\n{}\r\n\r\n", lines.join("\r\n")), body)?;
        let page = read(url, &answer).ok_or_else(|| Error::new(ErrorKind::UnexpectedEof, "the answer broke off"))?;
        for (_, line) in page.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (pair, rest) = line.split_once(';').unwrap_or((line, ""));
            if let Some((name, value)) = pair.split_once('=') {
                let key = (host.clone(), name.trim().to_owned());
                if rest.to_ascii_lowercase().contains("max-age=0") {
                    self.cookies.remove(&key);
                } else {
                    self.cookies.insert(key, value.to_owned());
                }
            }
        }
        Ok(page)
    }
}

fn exchange(address: SocketAddr, head: &str, body: &[u8]) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

/// Reads an answer; None when it is not whole.
fn read(url: Url, answer: &[u8]) -> Option<Page> {
    let split = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&answer[..split]).into_owned();
    let rest = &answer[split + 4..];
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(n, v)| (n.to_ascii_lowercase(), v.trim().to_owned()))
        .collect();
    let find = |name: &str| headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
    let body = match (find("transfer-encoding"), find("content-length")) {
        (Some("chunked"), _) => chunks(rest)?,
        (_, Some(length)) => rest.get(..length.parse().ok()?)?.to_vec(),
        _ => rest.to_vec(),
    };
    Some(Page { url, status, headers, body })
}

fn chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = rest.windows(2).position(|bytes| bytes == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..line]).ok()?.trim(), 16).ok()?;
        rest = &rest[line + 2..];
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..length)?);
        rest = rest.get(length + 2..)?;
    }
}
