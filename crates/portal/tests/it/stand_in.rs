//! Systems outside that stand in for real ones: dead until they are started, slow when told to.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

/// A system on a port of its own.
#[derive(Clone)]
pub struct StandIn {
    address: SocketAddr,
    said: Arc<Mutex<Vec<String>>>,
    gate: Arc<(Mutex<Gate>, Condvar)>,
}

#[derive(PartialEq)]
enum Gate {
    Open,
    HoldsNext,
    Holds,
}

impl StandIn {
    /// A system that is dead: its port is closed.
    pub fn dead() -> StandIn {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        StandIn { address, said: Arc::default(), gate: Arc::new((Mutex::new(Gate::Open), Condvar::new())) }
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// What it was asked so far: bodies of requests, or mails.
    pub fn heard(&self) -> Vec<String> {
        self.said.lock().unwrap().clone()
    }

    /// The next question is not answered until [`StandIn::release`].
    pub fn hold_next(&self) {
        *self.gate.0.lock().unwrap() = Gate::HoldsNext;
    }

    /// Waits until a question is held back.
    pub fn wait_until_held(&self) {
        let gate = self.gate.0.lock().unwrap();
        let limit = Duration::from_secs(20);
        let (gate, _) = self.gate.1.wait_timeout_while(gate, limit, |gate| *gate != Gate::Holds).unwrap();
        assert!(*gate == Gate::Holds, "nobody asked");
    }

    /// Answers what was held back.
    pub fn release(&self) {
        *self.gate.0.lock().unwrap() = Gate::Open;
        self.gate.1.notify_all();
    }

    fn pass_gate(&self) {
        let mut gate = self.gate.0.lock().unwrap();
        if *gate == Gate::HoldsNext {
            *gate = Gate::Holds;
            self.gate.1.notify_all();
            drop(self.gate.1.wait_while(gate, |gate| *gate != Gate::Open).unwrap());
        }
    }

    fn serve(&self, each: fn(&StandIn, TcpStream) -> std::io::Result<()>) {
        let listener = TcpListener::bind(self.address).expect("the port is still free");
        let own = self.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let own = own.clone();
                std::thread::spawn(move || each(&own, stream));
            }
        });
    }

    /// Comes to life as a residents' register that knows one person.
    pub fn start_register(&self) {
        self.serve(|own, stream| own.answer(stream, register));
    }

    /// Comes to life as a payment provider at which everything is paid at once.
    pub fn start_payment_provider(&self) {
        self.serve(|own, stream| own.answer(stream, payment));
    }

    fn answer(&self, stream: TcpStream, with: fn(&StandIn, &str, &Value) -> Value) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut first = String::new();
        reader.read_line(&mut first)?;
        let (mut length, mut line) = (0, String::new());
        while reader.read_line(&mut line)? > 2 {
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
            line.clear();
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let asked: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
        if first.starts_with("POST") {
            self.said.lock().unwrap().push(asked.to_string());
            self.pass_gate();
        }
        let answer = with(self, first.split(' ').nth(1).unwrap_or_default(), &asked).to_string();
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
        let mut stream = stream;
        write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{answer}", answer.len())
    }

    /// Comes to life as a mail server that takes everything.
    pub fn start_mail_server(&self) {
        self.serve(|own, mut stream| {
            let mut reader = BufReader::new(stream.try_clone()?);
            stream.write_all(b"220 here\r\n")?;
            let (mut line, mut mail, mut in_mail) = (String::new(), String::new(), false);
            while reader.read_line(&mut line)? > 0 {
                let answer = match (in_mail, line.trim_end()) {
                    (true, ".") => {
                        in_mail = false;
                        own.said.lock().unwrap().push(std::mem::take(&mut mail));
                        "250 taken"
                    }
                    (true, _) => {
                        mail.push_str(&line);
                        ""
                    }
                    (false, "DATA") => {
                        in_mail = true;
                        "354 go on"
                    }
                    (false, "QUIT") => "221 bye",
                    (false, _) => "250 good",
                };
                if !answer.is_empty() {
                    write!(stream, "{answer}\r\n")?;
                }
                line.clear();
            }
            Ok(())
        });
    }
}

fn register(_: &StandIn, _: &str, asked: &Value) -> Value {
    let authority = asked["criteria"]["authority"].as_str().unwrap_or("aarau");
    json!({
        "as_of": "2026-11-01T08:00:00Z", "given_name": "Anna", "family_name": "Muster", "birth_date": "1988-05-14",
        "number": "756.0000.0010.16", "authority": authority, "street": "Rathausgasse 12", "postal_code": "5000",
        "town": "Aarau", "status": "main", "registered_since": "2015-04-01", "disclosure_block": false,
    })
}

fn payment(own: &StandIn, _: &str, asked: &Value) -> Value {
    let ordered: Value = own.heard().first().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let is_order = asked.get("amount").is_some();
    json!({
        "id": "p1", "pay_url": format!("http://127.0.0.1:{}/pay/p1", own.port()), "amount": ordered["amount"],
        "status": if is_order { "INITIAL" } else { "PAID" },
        "paid_at": if is_order { Value::Null } else { json!("2026-11-21T08:00:00Z") },
    })
}

/// A configuration file that lets the portal call this machine, with `more` in it.
pub fn configuration(more: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    let egress =
        "[egress]\nallow = [\"127.0.0.1\"]\ninternal = [\"127.0.0.1\"]\nbreaker_open_ms = 100\ntimeout_ms = 30000\n";
    file.write_all(format!("{egress}{more}").as_bytes()).expect("it is written");
    file
}

/// The lines that point the residents' register at a stand-in.
pub fn register_at(stand_in: &StandIn) -> String {
    let url = format!("http://127.0.0.1:{}/residents", stand_in.port());
    format!("[registers.residents]\nurl = \"{url}\"\napi_key = \"key\"\nsource = \"Einwohnerregister\"\n")
}
