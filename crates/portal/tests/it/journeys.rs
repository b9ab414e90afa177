//! Both services from the service page to the letter.

use crate::harness::{Browser, Database, shared};

#[test]
fn probe() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = shared(database);
        let mut anna = Browser::new(&portal);
        let page = anna.open(&portal.at("aarau", "/leistungen/wohnsitzbestaetigung"));
        println!("{} {}", page.status, page.text());
        let page = anna.submit(&page.form("/antrag"));
        println!("{} {} {:?}", page.status, page.path(), page.form("/seite/").fields);
        println!("{}", page.html());
    }
}
