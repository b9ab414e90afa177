//! Every route as everybody: who gets what is a golden file. A new route appears here by itself and has to be looked at.

use crate::harness::{Browser, Database, Form, Portal, shared};
use crate::walk::{begin, case_of, register_dog};
use std::fmt::Write;
use std::path::Path;

const ROUTES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/src/handlers/mod.rs");
const INTERFACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/src/handlers/engine_rest/mod.rs");
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/matrix.txt");

/// Who calls, and at which authority's host. The things belong to the first inhabitant, at Aarau, group `tax`.
const CALLERS: [(&str, &str, Option<&str>); 11] = [
    ("nobody", "aarau", None),
    ("other", "aarau", Some("beat.beispiel")),
    ("group", "aarau", Some("timo.taxe")),
    ("no-group", "aarau", Some("sina.schalter")),
    ("neighbour", "baden", Some("bruno.baden")),
    ("designer", "aargau", Some("doris.design")),
    ("operator", "aargau", Some("otto.operator")),
    ("own-operator", "aarau", Some("olga.ordnung")),
    ("abroad", "luzern", Some("anna.muster")),
    ("next-door", "baden", Some("anna.muster")),
    ("owner", "aarau", Some("anna.muster")),
];

struct Route {
    method: String,
    path: String,
}

/// All routes as the web names them, in order.
fn routes() -> Vec<Route> {
    let read = |path| std::fs::read_to_string(path).expect("the list of routes");
    let source = read(ROUTES) + &read(INTERFACE);
    let mut routes = Vec::new();
    for piece in source.split(".route(\"").skip(1) {
        let (path, rest) = piece.split_once('"').expect("a path");
        let handlers = rest.split_once('\n').map_or(rest, |(line, _)| line);
        for (method, call) in [("GET", "get("), ("POST", "post("), ("PUT", "put(")] {
            if handlers.contains(call) {
                routes.push(Route { method: method.to_owned(), path: path.to_owned() });
            }
        }
    }
    // Who signs out is nobody afterwards; who deletes a draft has none.
    routes.sort_by_key(|route| (route.path == "/abmelden", route.path.ends_with("/loeschen")));
    routes
}

/// The things that the placeholders stand for.
struct Things {
    case: String,
    task: String,
    document: String,
    draft: String,
}

impl Things {
    fn prepare(portal: &Portal) -> Things {
        let mut anna = Browser::new(portal);
        let receipt = register_dog(&mut anna, portal, "aarau", "anna.muster");
        let draft = begin(&mut anna, portal, "aarau", "wohnsitzbestaetigung").path();
        let page = anna.open(&case_of(&receipt));
        let last = |address: &str| address.rsplit('/').next().unwrap_or_default().to_owned();
        let document = last(&page.link("/dokument/"));
        let mut timo = Browser::new(portal);
        timo.sign_in_at(portal, "aarau", "timo.taxe", "/arbeit");
        let desk = timo.wait_for(&case_of(&receipt).replace("/vorgang/", "/arbeit/"), |page| {
            page.find_form("/aufgabe/").is_some()
        });
        Things {
            case: last(&case_of(&receipt)),
            task: last(&desk.form("/aufgabe/").action),
            document,
            draft: draft.split('/').nth(2).unwrap_or_default().to_owned(),
        }
    }

    fn address(&self, path: &str) -> String {
        let known = [
            ("{case}", self.case.as_str()),
            ("{task}", &self.task),
            ("{document}", &self.document),
            ("{draft}", &self.draft),
            ("{service}", "wohnsitzbestaetigung"),
            ("{page}", "zweck"),
            ("{situation}", "umziehen"),
            ("{office}", "residents"),
            ("{number}", "4001"),
            ("{code}", "AAAA-AAAA-AAAA-AAAA-A"),
            ("{incident}", "00000000-0000-0000-0000-000000000001"),
            ("{sheet}", "thema-0.css"),
            ("{job}", "00000000-0000-0000-0000-000000000001"),
            ("{instance}", "00000000-0000-0000-0000-000000000001"),
            ("{key}", "pruefung"),
            ("{tenant}", "aarau"),
            ("{name}", "betrag"),
            ("{decision}", "residence"),
            ("{version}", "1"),
            ("{action}", "00000000-0000-0000-0000-000000000001"),
        ];
        let address = known.iter().fold(path.to_owned(), |path, (name, value)| path.replace(name, value));
        assert!(!address.contains('{'), "{address}: say in Things::address what the placeholder stands for");
        address
    }
}

/// What somebody gets, in a word: a status, and `sign-in` for being asked to.
fn outcome(portal: &Portal, browser: &mut Browser, token: &str, label: &str, route: &Route, things: &Things) -> String {
    let url = portal.at(label, &things.address(&route.path));
    let page = match route.method.as_str() {
        "GET" => browser.get(&url),
        "POST" => browser.post(&Form::new(&url, &[("token", token)])),
        other => browser.send(other, &url, &[], b"").unwrap_or_else(|fault| panic!("{url}: {fault}")),
    };
    match page.header("location") {
        Some(to) if to.starts_with("/anmelden?") => "sign-in".to_owned(),
        _ => page.status.to_string(),
    }
}

fn matrix(portal: &Portal) -> String {
    let routes = routes();
    let things = Things::prepare(portal);
    let mut columns: Vec<Vec<String>> = Vec::new();
    for (_, label, person) in CALLERS {
        let mut browser = Browser::new(portal);
        if let Some(person) = person {
            browser.sign_in_at(portal, label, person, "/hilfe");
        }
        // Everybody sends the right token of the own session: what is refused is refused for who it is.
        let token = browser
            .open(&portal.at(label, "/hilfe"))
            .attributes("input[name=token]", "value")
            .first()
            .cloned()
            .unwrap_or_default();
        columns.push(routes.iter().map(|route| outcome(portal, &mut browser, &token, label, route, &things)).collect());
    }
    let mut text = String::from(
        "Every route as everybody. Cases, drafts, tasks and documents in the addresses belong to the owner, at Aarau; the task is\n\
         for the clerks of the group. sign-in: asked to sign in (better). Renew with UPDATE_GOLDEN=1 and read the difference.\n\n",
    );
    let width = routes.iter().map(|route| route.path.len()).max().unwrap_or(0) + 6;
    let _ = write!(text, "{:width$}", "");
    for (name, label, _) in CALLERS {
        let _ = write!(text, "{:>13}", if label == "aarau" { name.to_owned() } else { format!("{name}*") });
    }
    text.push('\n');
    for (row, route) in routes.iter().enumerate() {
        let _ = write!(text, "{:width$}", format!("{:<5}{}", route.method, route.path));
        for column in &columns {
            let _ = write!(text, "{:>13}", column[row]);
        }
        text.push('\n');
    }
    text.push_str("\n* at another authority's host: Baden (neighbour, next-door), Kanton Aargau (designer, operator), Luzern (abroad)\n");
    text
}

#[test]
fn every_route_as_every_role_at_every_tenant() {
    for database in [Database::Sqlite, Database::Postgres] {
        let found = matrix(&shared(database));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(Path::new(GOLDEN), &found).expect("the golden file can be written");
        }
        let golden = std::fs::read_to_string(GOLDEN).unwrap_or_default();
        let changed: Vec<String> = found
            .lines()
            .filter(|line| !golden.lines().any(|known| known == *line))
            .map(|line| format!("now   {line}"))
            .chain(
                golden
                    .lines()
                    .filter(|line| !found.lines().any(|now| now == *line))
                    .map(|line| format!("golden {line}")),
            )
            .collect();
        assert!(changed.is_empty(), "on {database:?} who gets what has changed:\n{}", changed.join("\n"));
    }
}
