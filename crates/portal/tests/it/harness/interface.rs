//! A program of an office: a key made at the terminal, and calls of the interface with it.

use super::{Browser, Portal};
use serde_json::{Value, json};
use std::process::Command;

/// An answer: its status and what it says.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body as JSON; null where there is none.
    pub json: Value,
}

impl Answer {
    /// The body, if the status is as wanted.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.json);
        self.json
    }
}

/// A program with a key.
#[derive(Clone)]
pub struct Interface {
    browser: Browser,
    base: String,
    /// The key's name.
    pub name: String,
    /// Its secret.
    pub secret: String,
}

impl Interface {
    /// A program with a fresh key at an authority, with all rights.
    pub fn new(portal: &Portal, authority: &str, name: &str) -> Interface {
        Interface::with_rights(portal, authority, name, "deploy,start,work,operate")
    }

    /// The same with these rights alone.
    pub fn with_rights(portal: &Portal, authority: &str, name: &str, rights: &str) -> Interface {
        let made = Command::new(env!("CARGO_BIN_EXE_portikus"))
            .args(["key", "add", "--authority", authority, "--name", name, "--may", rights])
            .env("PORTIKUS_DATABASE_URL", portal.database())
            .env("PORTIKUS_DATA", portal.folder())
            .output()
            .expect("the program starts");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let secret = String::from_utf8_lossy(&made.stdout).trim().to_owned();
        let base = portal.at(authority, "/engine-rest");
        Interface { browser: Browser::new(portal), base, name: name.to_owned(), secret }
    }

    /// The same key at another authority's host.
    pub fn at(&self, portal: &Portal, authority: &str) -> Interface {
        Interface { base: portal.at(authority, "/engine-rest"), ..self.clone() }
    }

    /// The same program with another secret.
    pub fn with_secret(&self, secret: &str) -> Interface {
        Interface { secret: secret.to_owned(), ..self.clone() }
    }

    /// Calls with any body.
    pub fn send(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> Answer {
        let headers = [format!("Authorization: Bearer {}", self.secret), format!("Content-Type: {kind}")];
        let url = format!("{}{path}", self.base);
        let page = self.browser.clone().send(method, &url, &headers, body).unwrap_or_else(|f| panic!("{url}: {f}"));
        if page.status != 204 {
            assert_eq!(page.header("content-type").as_deref(), Some("application/json"), "{url}: {}", page.html());
        }
        let json = serde_json::from_slice(&page.body).unwrap_or(Value::Null);
        Answer { status: page.status, json }
    }

    /// `POST` with a JSON body.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, "application/json", body.to_string().as_bytes())
    }

    /// `PUT` with a JSON body.
    pub fn put(&self, path: &str, body: &Value) -> Answer {
        self.send("PUT", path, "application/json", body.to_string().as_bytes())
    }

    /// `GET`.
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "application/json", b"")
    }

    /// Deploys files: names and contents.
    pub fn deploy(&self, files: &[(&str, &str)]) -> Answer {
        let mut body = "--cut\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\ntest\r\n".to_owned();
        for (name, text) in files {
            body.push_str(&format!(
                "--cut\r\nContent-Disposition: form-data; name=\"data\"; filename=\"{name}\"\r\n\r\n{text}\r\n"
            ));
        }
        body.push_str("--cut--\r\n");
        self.send("POST", "/deployment/create", "multipart/form-data; boundary=cut", body.as_bytes())
    }

    /// Starts a process and gives its id.
    #[track_caller]
    pub fn start(&self, key: &str, body: &Value) -> String {
        let started = self.post(&format!("/process-definition/key/{key}/start"), body).expect(200);
        started["id"].as_str().unwrap_or_default().to_owned()
    }

    /// Fetches work of one topic, waiting up to five seconds for it.
    #[track_caller]
    pub fn fetch(&self, worker: &str, topic: &str, most: u32, lock: u32) -> Vec<Value> {
        self.ask_for(json!({
            "workerId": worker, "maxTasks": most, "usePriority": true, "asyncResponseTimeout": 5000,
            "topics": [{ "topicName": topic, "lockDuration": lock }],
        }))
    }

    /// Fetches with a body of its own.
    #[track_caller]
    pub fn ask_for(&self, body: Value) -> Vec<Value> {
        let found = self.post("/external-task/fetchAndLock", &body).expect(200);
        found.as_array().cloned().unwrap_or_else(|| panic!("no list: {found}"))
    }

    /// Does something with fetched work.
    pub fn with_task(&self, task: &Value, verb: &str, body: &Value) -> Answer {
        self.post(&format!("/external-task/{}/{verb}", task["id"].as_str().unwrap_or_default()), body)
    }

    /// Whether the instance still runs.
    #[track_caller]
    pub fn runs(&self, instance: &str) -> bool {
        let found = self.get(&format!("/process-instance?processInstanceIds={instance}")).expect(200);
        found.as_array().is_some_and(|all| !all.is_empty())
    }

    /// A variable's value.
    #[track_caller]
    pub fn variable(&self, instance: &str, name: &str) -> Value {
        self.get(&format!("/process-instance/{instance}/variables/{name}")).expect(200)["value"].clone()
    }
}
