//! A tiny HTTP server on loopback whose answers are written by the test, byte for byte.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connectors::egress::{Egress, Fixed, Settings};
use connectors::{Clock, Fault};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How the server treats a connection.
#[derive(Clone)]
pub enum Manner {
    /// Answers with this status and body.
    Say(u16, String),
    /// Answers with these bytes as they are.
    Raw(Vec<u8>),
    /// Never answers.
    Silent,
    /// Sends headers, then a byte at a time, for ever.
    Drip,
    /// Sends as much as the other side takes.
    Flood,
    /// Closes the connection at once.
    Close,
}

/// A running server; it ends with the test.
pub struct Server {
    pub address: std::net::SocketAddr,
    pub calls: Arc<AtomicUsize>,
    /// The last request, head and body.
    pub seen: Arc<Mutex<String>>,
    manner: Arc<Mutex<Manner>>,
}

impl Server {
    pub async fn start(manner: Manner) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Server {
            address: listener.local_addr().unwrap(),
            calls: Arc::default(),
            seen: Arc::default(),
            manner: Arc::new(Mutex::new(manner)),
        };
        let (calls, seen, manner) = (server.calls.clone(), server.seen.clone(), server.manner.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                calls.fetch_add(1, Ordering::SeqCst);
                let manner = manner.lock().unwrap().clone();
                tokio::spawn(answer(stream, manner, seen.clone()));
            }
        });
        server
    }

    pub fn say(&self, status: u16, body: &str) {
        *self.manner.lock().unwrap() = Manner::Say(status, body.to_owned());
    }

    pub fn behave(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    pub fn count(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    /// A door that knows this server as `https://sys.localhost`, with short patience.
    pub fn door(&self) -> Egress {
        Egress::new(self.settings(), fixed_clock()).unwrap()
    }

    pub fn settings(&self) -> Settings {
        Settings {
            allow: vec!["*.localhost".into()],
            fixed: vec![Fixed { host: "*.localhost".into(), address: self.address }],
            timeout_ms: 400,
            max_bytes: 100_000,
            ..Settings::default()
        }
    }
}

/// A clock that stands still.
pub fn fixed_clock() -> Clock {
    Arc::new(|| "2026-11-21T10:00:00Z".parse().unwrap())
}

pub fn is_retry<T: std::fmt::Debug>(outcome: Result<T, Fault>) -> String {
    match outcome {
        Err(Fault::Retry(sentence)) => sentence,
        other => panic!("expected a retry, got {other:?}"),
    }
}

async fn answer(mut stream: TcpStream, manner: Manner, seen: Arc<Mutex<String>>) {
    if matches!(manner, Manner::Close) {
        return;
    }
    let mut request = Vec::new();
    let mut piece = [0u8; 4096];
    loop {
        let Ok(length) = stream.read(&mut piece).await else { return };
        request.extend_from_slice(&piece[..length]);
        let text = String::from_utf8_lossy(&request).into_owned();
        let complete = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let wanted = head
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .map_or(0, |(_, value)| value.trim().parse().unwrap());
            body.len() >= wanted
        });
        if complete || length == 0 {
            *seen.lock().unwrap() = text;
            break;
        }
    }
    let open_end = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";
    match manner {
        Manner::Say(status, body) => {
            let head = format!(
                "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
        }
        Manner::Raw(bytes) => {
            let _ = stream.write_all(&bytes).await;
        }
        Manner::Silent => tokio::time::sleep(Duration::from_secs(60)).await,
        Manner::Drip => {
            let _ = stream.write_all(open_end).await;
            while stream.write_all(b" ").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        Manner::Flood => {
            let _ = stream.write_all(open_end).await;
            let block = vec![b' '; 65_536];
            for _ in 0..1_600 {
                if stream.write_all(&block).await.is_err() {
                    return;
                }
            }
        }
        Manner::Close => {}
    }
}
