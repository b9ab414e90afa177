//! One PostgreSQL for the whole run, from the installed programs, in a folder of its own, reachable by nobody else.

use super::guardian::Guardian;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};

/// Makes the cluster, says where, and takes it away when nobody listens any more. It syncs to disk as in earnest, so
/// that tests which kill the program prove something.
const SCRIPT: &str = r#"
    set -eu
    bin=$1
    folder=$(mktemp -d)
    trap 'exit 1' INT TERM HUP
    trap '"$bin/pg_ctl" stop -D "$folder/data" -m immediate >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
    "$bin/initdb" -D "$folder/data" -U owner --auth=trust --encoding=UTF8 --locale=C --no-sync >"$folder/log" 2>&1 \
        || { cat "$folder/log" >&2; exit 1; }
    "$bin/pg_ctl" start -w -D "$folder/data" -l "$folder/log" \
        -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c max_connections=300" >/dev/null 2>&1 \
        || { cat "$folder/log" >&2; exit 1; }
    echo "$folder"
    read -r _ || true
"#;

struct Cluster {
    _guardian: Mutex<Guardian>,
    bin: PathBuf,
    socket: String,
}

/// A fresh, empty database; its owner is `portikus`, an ordinary role that row-level security holds back.
pub fn fresh_database() -> String {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let cluster = CLUSTER.get_or_init(start);
    let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::SeqCst));
    let _turn = ONE_AT_A_TIME.lock();
    cluster.ask(&format!("CREATE DATABASE {name} OWNER portikus"));
    format!("postgres:///{name}?host={}&user=portikus", cluster.socket)
}

fn start() -> Cluster {
    let bin = programs();
    let folder = bin.to_str().expect("a plain path").to_owned();
    // PostgreSQL refuses to run as root.
    let by: &[&str] = if is_root() { &["runuser", "-u", "postgres", "--"] } else { &["env"] };
    let mut guardian = Guardian::start(by, SCRIPT, &[&folder]);
    let socket = guardian.line();
    assert!(!socket.is_empty(), "PostgreSQL did not start, see above");
    let cluster = Cluster { _guardian: Mutex::new(guardian), bin, socket };
    cluster.ask("CREATE ROLE portikus LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS");
    cluster
}

impl Cluster {
    fn ask(&self, sql: &str) {
        let done = Command::new(self.bin.join("psql"))
            .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", &self.socket, "-U", "owner", "-d", "postgres", "-c", sql])
            .output()
            .expect("psql starts");
        assert!(done.status.success(), "{sql}: {}", String::from_utf8_lossy(&done.stderr));
    }
}

/// The folder of the newest installed PostgreSQL.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").exists())
        .max();
    let elsewhere = ["/usr/local/pgsql/bin", "/usr/pgsql/bin", "/usr/bin", "/opt/homebrew/bin"];
    let found = newest
        .map(|(_, bin)| bin)
        .or_else(|| elsewhere.iter().map(Path::new).find(|bin| bin.join("initdb").exists()).map(Path::to_path_buf));
    found.expect("these tests run on PostgreSQL too: install it (on Debian and Ubuntu: apt-get install postgresql)")
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id starts");
    String::from_utf8_lossy(&id.stdout).trim() == "0"
}
