//! Promise 21: paying leads to one clear state even if the line breaks.

use crate::harness::{Browser, Database, Portal};
use crate::walk::{apply_for_residence, case_of, choose_at_provider, letters, on_both, pay, wait_for_letter};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

#[test]
fn promise_21_paid_although_the_browser_never_returns() {
    on_both(|portal| {
        let mut reto = Browser::new(portal);
        let receipt = apply_for_residence(&mut reto, portal, "baden", "reto.fiktiv");
        choose_at_provider(&mut reto, &receipt, "pay");
        wait_for_letter(&mut reto, &case_of(&receipt));
    });
}

#[test]
fn promise_21_returning_often_counts_once() {
    on_both(|portal| {
        let mut reto = Browser::new(portal);
        let receipt = apply_for_residence(&mut reto, portal, "baden", "reto.fiktiv");
        let back = choose_at_provider(&mut reto, &receipt, "pay").header("location").unwrap();
        std::thread::scope(|scope| {
            for _ in 0..10 {
                let (mut browser, back) = (reto.clone(), back.clone());
                scope.spawn(move || assert!(browser.open(&back).status == 200));
            }
        });
        let page = wait_for_letter(&mut reto, &case_of(&receipt));
        let paid = page.texts(".timeline__title").iter().filter(|title| title.contains("bezahlt")).count();
        assert_eq!((letters(&page).len(), paid), (1, 1), "{:?}", page.texts(".timeline__title"));
    });
}

#[test]
fn promise_21_the_return_proves_nothing() {
    on_both(|portal| {
        let mut reto = Browser::new(portal);
        let receipt = apply_for_residence(&mut reto, portal, "baden", "reto.fiktiv");
        let case = case_of(&receipt);
        for _ in 0..3 {
            let page = reto.open(&format!("{case}/bezahlt"));
            assert!(page.text().contains("Zahlung offen") && page.find_form("/bezahlen").is_some(), "{}", page.text());
        }
        // Called off, it can be begun again and is one payment in the end.
        let back = choose_at_provider(&mut reto, &receipt, "cancel").header("location").unwrap();
        let page = reto.open(&back);
        assert!(page.find_form("/bezahlen").is_some() && letters(&page).is_empty(), "{}", page.text());
        pay(&mut reto, &page);
        wait_for_letter(&mut reto, &case);
    });
}

#[test]
fn promise_21_a_provider_that_is_dead_at_the_return_is_asked_later() {
    for database in [Database::Sqlite, Database::Postgres] {
        let provider = Provider::open();
        let settings = provider.settings();
        let portal = Portal::start_with(database, &[("CONFIG", settings.path().to_str().unwrap())]);
        let mut anna = Browser::new(&portal);
        let receipt = apply_for_residence(&mut anna, &portal, "aarau", "anna.muster");
        let case = case_of(&receipt);

        // Dead before anybody could pay: the page says so, and nothing is lost.
        provider.set(|state| state.dead = true);
        anna.open(&case);
        provider.set(|state| state.dead = false);
        let away = (0..50).map(|_| anna.post(&receipt.form("/bezahlen"))).find(|page| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            page.status == 303
        });
        let to = away.and_then(|page| page.header("location")).expect("a page to pay at");
        assert!(to.contains("kasse.test"), "{to}");

        // Paid there; at the return the provider is dead: no fault, no letter, still open.
        provider.set(|state| {
            state.paid = true;
            state.dead = true;
        });
        let page = anna.open(&format!("{case}/bezahlt"));
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(page.find_form("/bezahlen").is_some() && letters(&page).is_empty(), "{}", page.text());
        // It comes back and nobody does anything: the letter comes all the same, and one payment was ordered.
        provider.set(|state| state.dead = false);
        wait_for_letter(&mut anna, &case);
        assert_eq!(provider.set(|state| state.orders.len()), 1);
    }
}

/// A payment provider that can be dead.
struct Provider {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    dead: bool,
    paid: bool,
    orders: BTreeMap<String, Value>,
}

impl Provider {
    fn open() -> Provider {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = answer(stream, &shared, address);
            }
        });
        Provider { address, state }
    }

    fn set<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap())
    }

    /// The portal's configuration that leads here.
    fn settings(&self) -> tempfile::NamedTempFile {
        let mut file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
        let address = self.address;
        let port = address.port();
        write!(
            file,
            "[payment]\nurl = \"http://kasse.test:{port}/api/payments\"\napi_key = \"x\"\n[egress]\nallow = [\"kasse.test\"]\n\
             breaker_open_ms = 200\n[[egress.fixed]]\nhost = \"kasse.test\"\naddress = \"{address}\"\n"
        )
        .unwrap();
        file
    }
}

fn answer(mut stream: TcpStream, state: &Mutex<State>, address: SocketAddr) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut line, mut length, mut key) = (String::new(), 0, String::new());
    reader.read_line(&mut line)?;
    let post = line.starts_with("POST");
    let mut id = line.split(' ').nth(1).unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().unwrap_or(0),
            "idempotency-key" => key = value.trim().to_owned(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut state = state.lock().unwrap();
    if state.dead {
        return stream.write_all(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
    if post {
        let order: Value = serde_json::from_slice(&body).unwrap_or_default();
        id = key.replace('-', "");
        state.orders.insert(id.clone(), order["amount"].clone());
    }
    let answer = json!({
        "id": id,
        "pay_url": format!("http://kasse.test:{}/pay/{id}", address.port()),
        "status": if state.paid { "PAID" } else { "INITIAL" },
        "amount": state.orders.get(&id),
        "paid_at": state.paid.then_some("2026-11-21T12:00:00Z"),
    })
    .to_string();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        answer.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(answer.as_bytes())
}
