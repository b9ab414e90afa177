//! An authority's look: refused with a report, seen before it is saved, in force on every node, and nothing of it is style.

use crate::harness::{Browser, Database, Form, Page, Portal, shared};
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 48\" onload=\"alert(1)\"><script>alert(2)</script><path fill=\"#7a1f3d\" d=\"M0 0h40v48z\"/></svg>";

fn portikus(portal: &Portal, arguments: &[&str]) -> (bool, String) {
    let done: Output = Command::new(env!("CARGO_BIN_EXE_portikus"))
        .args(arguments)
        .env("PORTIKUS_DATA", portal.folder())
        .env("PORTIKUS_DATABASE_URL", portal.database())
        .output()
        .expect("the command runs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    (done.status.success(), said)
}

/// The address of a page's colour sheet.
fn sheet(page: &Page) -> String {
    let sheets = page.attributes("link[rel=stylesheet]", "href");
    sheets.into_iter().find(|href| href.starts_with("/thema-")).expect("a colour sheet")
}

#[test]
fn promise_37_a_colour_that_cannot_be_read_cannot_be_switched_on() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = shared(database);
        let mut doris = Browser::new(&portal);
        let form = doris.sign_in_at(&portal, "aargau", "doris.design", "/gestaltung");
        let before = sheet(&form);
        let refused = doris.submit(&form.form("/gestaltung").set("brand", "#ffee00").set("do", "save"));
        assert_eq!(refused.status, 422);
        assert!(refused.title().starts_with("Fehler:"), "{}", refused.title());
        for word in ["#ffee00 ist zu hell", "Link auf Papier", "hell: #", "nötig 4.50:1", "nicht lesbar"] {
            assert!(refused.text().contains(word), "{word}: {}", refused.text());
        }
        let nearest = refused.texts("main strong.code").concat();
        assert!(refused.text().contains(&format!("Nehmen Sie zum Beispiel {nearest}")), "{nearest}");
        let taken = doris.submit(&refused.form("/gestaltung").set("brand", &nearest).set("do", "preview"));
        assert_eq!(taken.status, 200, "{}", taken.text());
        assert!(taken.text().contains("Vorschau") && !taken.text().contains("nicht lesbar"), "{}", taken.text());
        assert_eq!(sheet(&taken), before, "a preview changes nothing");
        for hostile in
            ["red", "#12345", "#fff;}body{display:none", "url(https://evil.example)", "</style>", "#ffffff\n"]
        {
            let refused = doris.submit(&form.form("/gestaltung").set("brand", hostile).set("do", "save"));
            assert_eq!(refused.status, 422, "{hostile}");
        }
        let preview = doris.get(&portal.at("aargau", "/gestaltung/vorschau.css?brand=%231f5c99&font=serif%7D%2A%7B"));
        assert!(preview.status == 200 && !preview.html().contains("serif}"), "{}", preview.html());
        let hostile = doris.get(&portal.at("aargau", "/gestaltung/vorschau.css?brand=%231f5c99%7D%2A%7B&font=fira"));
        assert_eq!(hostile.status, 404);
    }
}

#[test]
fn a_look_from_the_form_is_in_force_at_once_and_its_logo_is_harmless() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        let mut anybody = Browser::new(&portal);
        let before = sheet(&anybody.open(&portal.at("aargau", "/leistungen")));
        let mut doris = Browser::new(&portal);
        let page = doris.sign_in_at(&portal, "aargau", "doris.design", "/gestaltung");
        let form = page.form("/gestaltung").set("brand", "#7A1F3D").set("font", "serif");
        let seen = doris.submit(&form.set("do", "preview").attach("logo", "wappen.svg", LOGO.as_bytes()));
        assert_eq!(seen.status, 200, "{}", seen.text());
        assert!(seen.text().contains("Aus dem Logo weggelassen: <script>, onload"), "{}", seen.text());
        assert!(seen.attributes("img.logo", "src").iter().all(|src| src.starts_with("data:image/svg+xml;base64,")));
        let saved = doris.submit(&seen.form("/gestaltung").set("do", "save"));
        assert!(saved.text().contains("Gespeichert") && saved.text().contains("1: "), "{}", saved.text());

        let page = anybody.open(&portal.at("aargau", "/leistungen"));
        assert_ne!(sheet(&page), before, "no printed page of yesterday");
        let css = anybody.click(&page, &sheet(&page)).html();
        assert!(css.contains("#7a1f3d") && css.contains("Georgia"), "{css}");
        assert!(!page.html().contains("rel=\"preload\""), "the font of the house is not fetched");
        let src = page.attributes("header img.logo", "src").concat();
        let logo = anybody.click(&page, &src);
        assert_eq!(logo.header("content-type").as_deref(), Some("image/svg+xml"));
        assert_eq!(logo.header("x-content-type-options").as_deref(), Some("nosniff"));
        assert!(logo.header("content-security-policy").is_some_and(|policy| policy.contains("sandbox")));
        assert!(
            logo.html().contains("M0 0h40v48z") && !logo.html().contains("script") && !logo.html().contains("onload")
        );
        let other = anybody.open(&portal.at("aarau", "/leistungen"));
        assert!(other.attributes("header img.logo", "src").is_empty(), "each authority has its own");

        for bad in
            [&b"GIF89a"[..], b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>", &[b'x'; 30_000]]
        {
            let page = doris.open(&portal.at("aargau", "/gestaltung"));
            let form = page.form("/gestaltung").set("do", "save").attach("logo", "x.svg", bad);
            assert_eq!(doris.submit(&form).status, 422);
        }
        // The kept logo that the browser sends back is cleaned as if it were new.
        let page = doris.open(&portal.at("aargau", "/gestaltung"));
        let hostile =
            "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciPjxzY3JpcHQ+MTwvc2NyaXB0PjxyZWN0Lz48L3N2Zz4=";
        doris.submit(&page.form("/gestaltung").set("logo_kept", hostile).set("do", "save"));
        let page = anybody.open(&portal.at("aargau", "/"));
        let logo = anybody.click(&page, &page.attributes("header img.logo", "src").concat());
        assert!(logo.html().contains("<rect") && !logo.html().contains("script"), "{}", logo.html());
        let history = doris.open(&portal.at("aargau", "/gestaltung"));
        assert!(history.text().contains("2: ") && history.text().contains("Doris Design"), "{}", history.text());

        // An earlier version is looked at and put in force again.
        let earlier = doris.click(&history, &history.link("fassung=1"));
        assert!(earlier.text().contains("Das Formular enthält Fassung 1"), "{}", earlier.text());
        let still = anybody.open(&portal.at("aargau", "/"));
        assert!(anybody.click(&still, &still.attributes("header img.logo", "src").concat()).html().contains("<rect"));
        let saved = doris.submit(&earlier.form("/gestaltung").set("do", "save"));
        assert!(saved.text().contains("3: "), "{}", saved.text());
        let page = anybody.open(&portal.at("aargau", "/"));
        let logo = anybody.click(&page, &page.attributes("header img.logo", "src").concat());
        assert!(logo.html().contains("M0 0h40v48z"), "{}", logo.html());
        for number in ["99", "-1", "x"] {
            let none = doris.open(&portal.at("aargau", &format!("/gestaltung?fassung={number}")));
            assert!((400..500).contains(&none.status), "{number}: {}", none.status);
        }

        let mut timo = Browser::new(&portal);
        let page = timo.sign_in_at(&portal, "aarau", "timo.taxe", "/hilfe");
        let token = page.attributes("input[name=token]", "value").swap_remove(0);
        let form =
            Form::new(&portal.at("aarau", "/gestaltung"), &[("token", &token), ("brand", "#000000"), ("do", "save")]);
        assert_eq!(timo.post(&form).status, 404, "a clerk does not design");
    }
}

#[test]
fn a_theme_file_is_checked_and_put_in_force_while_the_portal_runs() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = Portal::start(database);
        let write = |name: &str, text: &str| {
            let path = portal.folder().join(name);
            std::fs::write(&path, text).expect("a file");
            path.to_str().expect("a plain path").to_owned()
        };
        let yellow = write("gelb.toml", "brand = \"#ffee00\"\n");
        let (good, said) = portikus(&portal, &["theme", "check", &yellow]);
        assert!(!good, "{said}");
        for word in ["REFUSED", "#ffee00", "light", "link-on-paper", "needed 4.5:1", "the nearest that passes is #"] {
            assert!(said.contains(word), "{word}: {said}");
        }
        let (good, said) = portikus(&portal, &["theme", "set", &yellow, "--authority", "aarau"]);
        assert!(!good && said.contains("REFUSED"), "{said}");
        write("wappen.svg", LOGO);
        let red = write("rot.toml", "brand = \"#7a1f3d\"\nfont = \"system\"\nlogo = \"wappen.svg\"\n");
        let (good, said) = portikus(&portal, &["theme", "check", &red]);
        assert!(good && said.matches("passes").count() == 8 && said.contains("left out"), "{said}");
        let odd = write("seltsam.toml", "brand = \"#7a1f3d\"\ncss = \"body{}\"\n");
        assert!(portikus(&portal, &["theme", "check", &odd]).1.contains("css"));

        let mut anybody = Browser::new(&portal);
        let before = sheet(&anybody.open(&portal.at("aarau", "/")));
        let (good, said) = portikus(&portal, &["theme", "set", &red, "--authority", "aarau"]);
        assert!(good, "{said}");
        let changed = (0..50).any(|_| {
            std::thread::sleep(Duration::from_millis(100));
            let page = anybody.open(&portal.at("aarau", "/"));
            sheet(&page) != before && !page.attributes("header img.logo", "src").is_empty()
        });
        assert!(changed, "the running portal never learnt it");
        // It outlives the start, which writes the demo's data anew.
        portal.stop();
        portal.run();
        assert_ne!(sheet(&anybody.open(&portal.at("aarau", "/"))), before);
        assert!(Path::new(&red).exists());
    }
}
