//! Looking residents up end to end: the portal's connector against the demo register with the demo's people.

use connectors::Fault;
use connectors::contrib::http_register::{HttpRegister, Settings};
use connectors::register::{Query, Register};
use demo::register::{self, ResidentsRegister};

use crate::world::{Watch, serve};

async fn open(watch: &Watch, folder: &std::path::Path) -> ResidentsRegister {
    let settings =
        register::Settings { database: folder.join("register.sqlite"), api_key: "key".into(), clock: watch.clock() };
    register::open(settings, &demo::people().unwrap().inhabitants).await.unwrap()
}

async fn connector(register: &ResidentsRegister, watch: &Watch, key: &str) -> HttpRegister {
    let url = "http://register.localhost:8080/residents/lookup".parse().unwrap();
    let settings = Settings { url, api_key: key.into(), source: "Einwohnerregister".into() };
    HttpRegister::new(settings, serve(register.router(), watch).await)
}

fn ask() -> Query {
    Query::new("Wohnsitz bestätigen", "AA-1")
}

#[tokio::test]
async fn residents_are_found_by_number_and_by_name() {
    let (watch, folder) = (Watch::new(), tempfile::tempdir().unwrap());
    let portal = connector(&open(&watch, folder.path()).await, &watch, "key").await;
    portal.check().await.unwrap();
    let named = |given: &str, family: &str, born: &str| {
        ask().by("given_name", given).by("family_name", family).by("birth_date", born)
    };
    let anna = portal.look_up(&named("Anna", "Muster", "1988-05-14")).await.unwrap();
    assert_eq!(anna.values["status"], "main");
    assert_eq!(anna.values["postal_code"], "5000");
    assert_eq!(anna.values["disclosure_block"], false);
    assert_eq!((anna.source.as_str(), anna.as_of), ("Einwohnerregister", (watch.clock())()));
    for number in ["756.0000.0010.16", "7560000001016", "756 0000 0010 16"] {
        assert_eq!(portal.look_up(&ask().by("ahv_number", number)).await.unwrap().values, anna.values, "{number}");
    }
    let swiss = portal.look_up(&named("Đặng", "Öztürk-Ǧ", "1992-01-06")).await.unwrap();
    assert_eq!(swiss.values["street"], "Rohrerstrasse 77", "a Swiss register writes ss");
    let german = portal.look_up(&ask().by("tax_id", "01234567888")).await.unwrap();
    assert_eq!(german.values["street"], "Hochstraße 18");
    let single = portal.look_up(&named("", "Sukarno", "1990-08-17")).await.unwrap();
    assert_eq!(single.values["given_name"], "");

    for nobody in [
        named("Anna", "Muster", "1988-05-15"),
        named("Anna", "", ""),
        named("%", "%", "%"),
        named("' OR 1=1 --", "", ""),
        ask(),
        ask().by("ahv_number", ""),
        ask().by("ahv_number", "756.0000.0010.16").by("authority", "baden"),
    ] {
        assert!(matches!(portal.look_up(&nobody).await, Err(Fault::NotFound(_))), "{nobody:?}");
    }
    let mine = ask().by("ahv_number", "756.0000.0010.16").by("authority", "aarau");
    assert!(portal.look_up(&mine).await.is_ok());
}

#[tokio::test]
async fn the_register_wants_a_key_a_purpose_and_known_criteria() {
    let (watch, folder) = (Watch::new(), tempfile::tempdir().unwrap());
    let register = open(&watch, folder.path()).await;
    let stranger = connector(&register, &watch, "guess").await;
    let anna = ask().by("ahv_number", "756.0000.0010.16");
    assert!(matches!(stranger.check().await, Err(Fault::Refused(_))));
    assert!(matches!(stranger.look_up(&anna).await, Err(Fault::Refused(_))));
    let portal = connector(&register, &watch, "key").await;
    let idle = Query { purpose: " ".into(), ..anna.clone() };
    assert!(matches!(portal.look_up(&idle).await, Err(Fault::Refused(_))));
    assert!(matches!(portal.look_up(&ask().by("shoe_size", "41")).await, Err(Fault::Refused(_))));
    // A second start keeps the database and still answers.
    drop(register);
    let again = connector(&open(&watch, folder.path()).await, &watch, "key").await;
    assert!(again.look_up(&anna).await.is_ok());
}
