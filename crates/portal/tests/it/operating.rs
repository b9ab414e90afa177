//! An operator of Aarau at her pages: what the tests of operating share.

use crate::harness::{Browser, Database, Form, Interface, Page, Portal, shared};
use serde_json::{Value, json};
use std::process::Command;
use std::sync::Arc;

/// Both databases.
pub const BOTH: [Database; 2] = [Database::Sqlite, Database::Postgres];

/// A portal, a program and an operator of Aarau.
pub struct Office {
    /// The portal.
    pub portal: Arc<Portal>,
    /// A program with all rights at Aarau.
    pub program: Interface,
    /// Olga, signed in.
    pub olga: Browser,
}

impl Office {
    /// On the shared portal; the name is the program's.
    pub fn open(database: Database, name: &str) -> Office {
        let portal = shared(database);
        let mut olga = Browser::new(&portal);
        let page = olga.sign_in_at(&portal, "aarau", "olga.ordnung", "/betrieb/definitionen");
        assert_eq!((page.status, page.path().as_str()), (200, "/betrieb/definitionen"), "{}", page.text());
        Office { program: Interface::new(&portal, "aarau", name), portal, olga }
    }

    /// An address at Aarau.
    pub fn at(&self, path: &str) -> String {
        self.portal.at("aarau", path)
    }

    /// A page for the operator.
    #[track_caller]
    pub fn look(&mut self, path: &str) -> Page {
        let page = self.olga.open(&self.at(path));
        assert_eq!(page.status, 200, "{path}: {}", page.text());
        page
    }

    /// What a button on a page sends, with the page's own token.
    pub fn order(&self, page: &Page, path: &str, fields: &[(&str, &str)]) -> Form {
        let token = page.attributes("input[name=token]", "value").first().cloned().unwrap_or_default();
        Form::new(&self.at(path), fields).set("token", &token)
    }

    /// Presses a button.
    pub fn press(&mut self, page: &Page, path: &str, fields: &[(&str, &str)]) -> Page {
        let form = self.order(page, path, fields);
        self.olga.submit(&form)
    }

    /// Deploys files by the page; gives the page that comes.
    pub fn deploy(&mut self, files: &[(&str, &str)]) -> Page {
        let page = self.look("/betrieb/definitionen");
        let form = page.form("/betrieb/definitionen");
        let form = files.iter().fold(form, |form, (name, text)| form.attach("files", name, text.as_bytes()));
        self.olga.submit(&form)
    }

    /// Starts a process with a business key.
    pub fn start(&self, key: &str, business_key: &str) -> String {
        self.program.start(key, &json!({ "businessKey": business_key }))
    }

    /// Waits until an action is over; gives its page.
    pub fn wait(&mut self, page: &Page) -> Page {
        let url = page.url.to_string();
        assert!(url.contains("/betrieb/auftraege/"), "{url} ({}): {}", page.status, page.text());
        self.olga.wait_for(&url, |page| page.text().contains("fertig"))
    }

    /// The version that an instance runs.
    pub fn version_of(&self, instance: &str) -> i64 {
        let found = self.program.get(&format!("/process-instance?processInstanceIds={instance}")).expect(200);
        let definition = found[0]["definitionId"].as_str().unwrap_or_default().to_owned();
        definition.split(':').nth(1).and_then(|version| version.parse().ok()).unwrap_or_else(|| panic!("{found}"))
    }

    /// Pieces of work that a worker outside gets now.
    pub fn fetch_now(&self, topic: &str) -> Vec<Value> {
        let topics = json!([{ "topicName": topic, "lockDuration": 60_000 }]);
        self.program.ask_for(json!({ "workerId": "w", "maxTasks": 10, "topics": topics }))
    }

    /// Every chain of hashes is whole, and every history leads to the state that is stored.
    pub fn audit(&self) {
        let done = Command::new(env!("CARGO_BIN_EXE_portikus"))
            .arg("audit")
            .env("PORTIKUS_DATABASE_URL", self.portal.database())
            .env("PORTIKUS_DATA", self.portal.folder())
            .output()
            .expect("the program starts");
        let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{said}");
    }
}

/// Who is not an operator of Aarau gets nothing of a page: nobody is asked to sign in, nor is the canton's operator
/// anybody here; the others do not find it, and the canton's operator finds nothing of Aarau at home.
pub fn only_for_operators(portal: &Portal, path: &str) {
    for person in [None, Some("otto.operator")] {
        let mut browser = Browser::new(portal);
        if let Some(person) = person {
            browser.sign_in_at(portal, "aarau", person, "/hilfe");
        }
        let asked = browser.get(&portal.at("aarau", path));
        assert!(asked.header("location").is_some_and(|to| to.starts_with("/anmelden")), "{path}: {}", asked.status);
    }
    for person in ["vera.vertretung", "anna.muster"] {
        let mut browser = Browser::new(portal);
        browser.sign_in_at(portal, "aarau", person, "/hilfe");
        assert_eq!(browser.get(&portal.at("aarau", path)).status, 404, "{person} at {path}");
    }
    if path.matches('/').count() > 2 {
        let mut otto = Browser::new(portal);
        otto.sign_in_at(portal, "aargau", "otto.operator", "/hilfe");
        assert_eq!(otto.get(&portal.at("aargau", path)).status, 404, "the canton's operator at {path}");
    }
}
