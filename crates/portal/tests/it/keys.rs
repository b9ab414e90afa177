//! `portikus key`: made, listed and removed at the terminal; what was removed opens nothing any more.

use crate::engine_rest::unique;
use crate::harness::{Database, Interface, Portal, shared};
use std::process::{Command, Output};

fn key(portal: &Portal, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_portikus"))
        .arg("key")
        .args(arguments)
        .env("PORTIKUS_DATABASE_URL", portal.database())
        .env("PORTIKUS_DATA", portal.folder())
        .output()
        .expect("the program starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complained(output: &Output) -> String {
    assert!(!output.status.success(), "{}", said(output));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn keys_are_made_listed_and_removed() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = shared(database);
        let name = unique("schluessel");
        let program = Interface::with_rights(&portal, "aarau", &name, "start,operate");
        program.get("/job").expect(200);

        let list = key(&portal, &["list", "--authority", "aarau"]);
        assert!(list.status.success());
        let line = said(&list).lines().find(|line| line.starts_with(&name)).expect("it is listed").to_owned();
        assert!(line.contains("start,operate") && line.contains("since "), "{line}");
        assert!(!said(&list).contains(&program.secret), "the secret is kept nowhere");
        assert!(!said(&key(&portal, &["list", "--authority", "baden"])).contains(&name), "it is Aarau's alone");

        let twice = key(&portal, &["add", "--authority", "aarau", "--name", &name]);
        assert!(complained(&twice).contains("already"), "{}", complained(&twice));
        let foreign = key(&portal, &["remove", "--authority", "baden", "--name", &name]);
        assert!(complained(&foreign).contains("baden has no key"), "{}", complained(&foreign));
        program.get("/job").expect(200);

        assert!(key(&portal, &["remove", "--authority", "aarau", "--name", &name]).status.success());
        program.get("/job").expect(401);
        assert!(!said(&key(&portal, &["list", "--authority", "aarau"])).contains(&name));
        let gone = key(&portal, &["remove", "--authority", "aarau", "--name", &name]);
        assert!(complained(&gone).contains("has no key"), "{}", complained(&gone));
    }
}

#[test]
fn what_cannot_be_a_key_is_refused_with_a_sentence() {
    let portal = shared(Database::Sqlite);
    let add = |name: &str, may: &str| key(&portal, &["add", "--authority", "aarau", "--name", name, "--may", may]);
    assert!(complained(&add("x", "fly")).contains("deploy, start, work, operate"));
    assert!(complained(&add("mit leerzeichen", "work")).contains("letters"));
    assert!(complained(&add("mit:doppelpunkt", "work")).contains("letters"));
    assert!(complained(&key(&portal, &["list", "--authority", "nirgends"])).contains("no authority nirgends"));
}
