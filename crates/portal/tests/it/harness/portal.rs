//! The real program on a port and in a folder of its own.

use super::Browser;
use super::guardian::Guardian;
use super::postgres;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU16, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Starts the program, says its process number and kills it when told to, or when the tests are gone. Then the folder
/// goes as well.
const SCRIPT: &str = r#"
    data=$1
    shift
    "$@" >>"$data/log" 2>&1 </dev/null &
    pid=$!
    echo "$pid"
    read -r word
    [ "$word" = stop ] && kill -TERM "$pid" && wait "$pid"
    kill -9 "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
    [ -n "$word" ] || rm -rf "$data"
"#;

/// What the portal keeps its data in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Database {
    /// The embedded one.
    Sqlite,
    /// A server.
    Postgres,
}

/// A running portal.
pub struct Portal {
    folder: PathBuf,
    database: String,
    settings: Vec<(String, String)>,
    with_demo: bool,
    listen: SocketAddr,
    metrics: SocketAddr,
    process: Mutex<Option<Guardian>>,
    number: AtomicU32,
    _folder: TempDir,
}

impl Portal {
    /// Starts a portal with an empty database and quick retries.
    pub fn start(database: Database) -> Portal {
        Portal::start_with(database, &[])
    }

    /// Starts one with settings of its own: pairs of variable without `PORTIKUS_` and value.
    pub fn start_with(database: Database, settings: &[(&str, &str)]) -> Portal {
        let portal = Portal::prepare(database, settings, None);
        portal.run();
        portal
    }

    /// Prepares one without starting it; with a configuration file it is one without the demo.
    pub fn prepare(database: Database, settings: &[(&str, &str)], configuration: Option<&str>) -> Portal {
        let folder = tempfile::Builder::new().prefix("portikus-it-").tempdir().expect("a temporary folder");
        let path = folder.path().to_path_buf();
        let address = match database {
            Database::Sqlite => format!("sqlite:{}", path.join("portikus.sqlite").display()),
            Database::Postgres => postgres::fresh_database(),
        };
        let mut settings: Vec<(String, String)> =
            settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        if let Some(text) = configuration {
            let file = path.join("portikus.toml");
            std::fs::write(&file, text).expect("a file");
            settings.push(("CONFIG".to_owned(), file.to_str().expect("a plain path").to_owned()));
        }
        Portal {
            listen: free_address(),
            metrics: free_address(),
            database: address,
            settings,
            with_demo: configuration.is_none(),
            process: Mutex::new(None),
            number: AtomicU32::new(0),
            folder: path,
            _folder: folder,
        }
    }

    /// Starts the program again after [`Portal::kill`], on the same port and data.
    pub fn run(&self) {
        self.begin(&[]);
        self.wait_until_ready();
    }

    /// Starts it so that it dies by itself at a moment (`after-commit:17`), and waits until it did, `patience` at most;
    /// tells whether it did.
    pub fn run_until_it_dies(&self, moment: &str, patience: Duration) -> bool {
        self.begin(&[format!("PORTIKUS_ABORT_AT={moment}")]);
        let (number, began) = (self.number.load(Ordering::SeqCst), Instant::now());
        let is_there = || {
            let stat = std::fs::read_to_string(format!("/proc/{number}/stat")).unwrap_or_default();
            // What has ended and was not waited for is a zombie.
            !stat.is_empty() && !stat.contains(") Z ")
        };
        while is_there() && began.elapsed() < patience {
            std::thread::sleep(Duration::from_millis(10));
        }
        let died = !is_there();
        self.kill();
        died
    }

    /// What a counter says to whoever watches the portal; `name` with its labels as they are written there.
    pub fn metric(&self, name: &str) -> Option<f64> {
        let mut stream = TcpStream::connect(self.metrics).expect("the metrics answer");
        stream.write_all(b"GET /metrics HTTP/1.0\r\n\r\n").expect("asked");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("read");
        text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
    }

    fn begin(&self, more: &[String]) {
        let metrics = self.metrics.to_string();
        let listen = self.listen.to_string();
        let data = self.folder.to_str().expect("a plain path");
        let mut variables = vec![
            format!("PORTIKUS_LISTEN={listen}"),
            format!("PORTIKUS_METRICS_LISTEN={metrics}"),
            format!("PORTIKUS_DATA={data}"),
            format!("PORTIKUS_DATABASE_URL={}", self.database),
            "PORTIKUS_RETRY_MS=50".to_owned(),
            "PORTIKUS_LOG=warn".to_owned(),
        ];
        variables.extend_from_slice(more);
        variables.extend(self.settings.iter().map(|(name, value)| format!("PORTIKUS_{name}={value}")));
        let mut arguments = vec![data, "env"];
        arguments.extend(variables.iter().map(String::as_str));
        arguments.extend([env!("CARGO_BIN_EXE_portikus"), "serve"]);
        arguments.extend(self.with_demo.then_some("--demo"));
        let mut guardian = Guardian::start(&["env"], SCRIPT, &arguments);
        let number = guardian.line().parse().unwrap_or_else(|_| panic!("the program did not start:\n{}", self.log()));
        self.number.store(number, Ordering::SeqCst);
        *self.lock() = Some(guardian);
    }

    fn wait_until_ready(&self) {
        let began = Instant::now();
        let browser = Browser::new(self);
        loop {
            match browser.clone().try_get(&self.at("", "/readyz")) {
                Ok(page) if page.status == 200 => return,
                _ if began.elapsed() > Duration::from_secs(60) => {
                    panic!("the portal does not get ready:\n{}", self.log())
                }
                _ => std::thread::sleep(Duration::from_millis(30)),
            }
        }
    }

    /// Kills the program at once (signal 9); the data stays for [`Portal::run`].
    pub fn kill(&self) {
        self.tell("kill");
    }

    /// Asks it to stop and waits.
    pub fn stop(&self) {
        self.tell("stop");
    }

    /// Sends the running program a signal (`STOP`, `CONT`).
    pub fn signal(&self, name: &str) {
        let number = self.number.load(Ordering::SeqCst).to_string();
        let sent = Command::new("kill").args([&format!("-{name}"), &number]).status().expect("kill starts");
        assert!(sent.success(), "the program {number} is gone:\n{}", self.log());
    }

    fn tell(&self, word: &str) {
        if let Some(mut guardian) = self.lock().take() {
            guardian.tell(word);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Guardian>> {
        self.process.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The address of a path at a host label (`aarau`); the bare domain for an empty label.
    pub fn at(&self, label: &str, path: &str) -> String {
        let port = self.listen.port();
        let dot = if label.is_empty() { "" } else { "." };
        format!("http://{label}{dot}localhost:{port}{path}")
    }

    /// Where it listens, whatever the host name says.
    pub fn listen(&self) -> SocketAddr {
        self.listen
    }

    /// The address of its database.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// Its data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The mails it wrote so far, oldest first.
    pub fn mails(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.folder.join("mail")).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = files.map(|entry| entry.path()).filter(|p| p.is_file()).collect();
        files.sort();
        files
            .iter()
            .filter_map(|path| std::fs::read(path).ok())
            .map(|b| String::from_utf8_lossy(&b).into_owned())
            .collect()
    }

    /// What the program said on its terminal.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        self.tell("kill");
        if std::thread::panicking() {
            eprintln!("the portal said:\n{}", self.log());
        }
    }
}

/// One portal a database that tests share which do not disturb each other.
pub fn shared(database: Database) -> Arc<Portal> {
    static SQLITE: OnceLock<Arc<Portal>> = OnceLock::new();
    static POSTGRES: OnceLock<Arc<Portal>> = OnceLock::new();
    let portal = match database {
        Database::Sqlite => &SQLITE,
        Database::Postgres => &POSTGRES,
    };
    Arc::clone(portal.get_or_init(|| Arc::new(Portal::start(database))))
}

/// A port that nobody has: below those that the system hands out by itself, each once in this process.
fn free_address() -> SocketAddr {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 20_000 + std::process::id() % 10_000;
    for _ in 0..2_000 {
        let number = first + u32::from(NEXT.fetch_add(1, Ordering::SeqCst)) % 2_000;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, u16::try_from(number).expect("a port")));
        if TcpListener::bind(address).is_ok() {
            return address;
        }
    }
    panic!("no port is free")
}
