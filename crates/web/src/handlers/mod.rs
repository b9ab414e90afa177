//! What happens at each address: decode, call a use case, print a page. The routes are all here.

mod api;
mod appearance;
mod apply;
mod brief;
mod cases;
mod demo;
mod deployed_models;
mod editing;
mod embedding;
mod engine_rest;
mod entry;
mod finding;
mod inbox;
mod instances;
mod links;
mod look;
mod mending;
mod migration;
mod model_version;
mod modelling;
mod office;
mod operation;
mod places;
mod process_actions;
mod process_task;
mod results;
mod searches;
mod service;
mod short_addresses;
mod sign_in;
mod sitemap;
mod special_hours;
mod specialising;
mod statements;
mod synonyms;
mod verify;
mod worklist;
mod workshop;

pub(crate) use demo::{demo_entry, unknown_host};
pub(crate) use embedding::SCRIPT;

use crate::server::Weak;
use axum::Router;
use axum::routing::{get, post};

/// Every page of a tenant, and what answers where there is none.
pub(crate) fn routes() -> Router<Weak> {
    pages().fallback(short_addresses::nothing)
}

/// Every page of a tenant.
pub(crate) fn pages() -> Router<Weak> {
    finding()
        .merge(applying())
        .merge(afterwards())
        .merge(working())
        .merge(facing())
        .merge(always())
        .merge(engine_rest::routes())
}

fn finding() -> Router<Weak> {
    Router::new()
        .route("/", get(finding::start))
        .route("/suche", get(results::results))
        .route("/suche/danke", get(results::thanks).post(results::judge))
        .route("/suche/vorschlaege", get(api::suggestions))
        .route("/api/v1/search", get(api::search))
        .route("/api/v1/life-situations", get(api::situations))
        .route("/api/v1/services/{service}", get(brief::service))
        .route("/api/v1/openapi.json", get(api::openapi))
        .route("/daten/abdeckung.csv", get(editing::coverage_csv))
        .route("/sitemap.xml", get(sitemap::sitemap))
        .route("/robots.txt", get(sitemap::robots))
        .route("/leistungen", get(finding::a_to_z))
        .route("/leistungen/{service}", get(service::show))
        .route("/lebenslagen", get(finding::situations))
        .route("/lebenslagen/{situation}", get(finding::situation))
        .route("/behoerden", get(places::authorities))
        .route("/behoerden/{office}", get(places::office))
        .route("/ort", get(places::place))
        .route("/ort/vorschlaege", get(places::suggestions))
        .route("/gemeinde/{number}", get(places::by_number))
        .route("/pruefen", get(verify::by_query))
        .route("/pruefen/{code}", get(verify::by_path))
}

fn applying() -> Router<Weak> {
    Router::new()
        .route("/leistungen/{service}/antrag", post(apply::begin))
        .route("/antrag/{draft}", get(apply::resume))
        .route("/antrag/{draft}/gespeichert", get(apply::saved))
        .route("/antrag/{draft}/loeschen", post(apply::discard))
        .route("/antrag/{draft}/pruefen", get(apply::check).post(apply::submit))
        .route("/antrag/{draft}/seite/{page}", get(apply::question).post(apply::answer))
}

fn afterwards() -> Router<Weak> {
    Router::new()
        .route("/postfach", get(inbox::inbox))
        .route("/konto", get(inbox::account))
        .route("/konto/daten.json", get(inbox::export))
        .route("/vorgang/{case}", get(cases::show))
        .route("/vorgang/{case}/gesendet", get(cases::receipt))
        .route("/vorgang/{case}/bezahlen", post(cases::pay))
        .route("/vorgang/{case}/bezahlt", get(cases::returned))
        .route("/vorgang/{case}/angabe/{task}", get(cases::request).post(cases::answer))
        .route("/vorgang/{case}/dokument/{document}", get(cases::document))
}

fn working() -> Router<Weak> {
    Router::new()
        .route("/arbeit", get(worklist::list).post(worklist::act))
        .route("/arbeit/aufgabe/{task}", get(process_task::show).post(process_task::act))
        .route("/arbeit/{case}", get(office::case))
        .route("/arbeit/{case}/aufgabe/{task}", post(office::complete))
        .route("/arbeit/{case}/dokument/{document}", get(office::document))
        .route("/betrieb", get(operation::overview))
        .route("/betrieb/stoerung/{incident}", post(operation::mend))
        .route("/betrieb/prozesse", get(instances::list))
        .route("/betrieb/prozesse/{instance}", get(instances::show))
        .route("/betrieb/prozesse/{instance}/diagramm.json", get(instances::diagram))
        .route("/betrieb/prozesse/{instance}/wert", post(mending::set_value))
        .route("/betrieb/prozesse/{instance}/beenden", post(mending::cancel))
        .route("/betrieb/prozesse/{instance}/eingriff", post(mending::act))
        .route("/betrieb/definitionen", get(deployed_models::list).post(deployed_models::deploy))
        .route("/betrieb/definitionen/{key}/{version}", get(model_version::show).post(model_version::act))
        .route("/betrieb/definitionen/{key}/{version}/umstellen", get(migration::show).post(migration::begin))
        .route("/betrieb/auftraege/{action}", get(process_actions::show).post(process_actions::undo))
        .route("/redaktion", get(editing::coverage))
        .route("/redaktion/uebersetzungen", get(editing::translations))
        .route("/redaktion/uebersetzungen/{service}", get(editing::translation))
        .route("/redaktion/zustaendigkeiten", get(editing::responsibilities))
        .route("/redaktion/links", get(links::list))
        .route("/redaktion/leistungen", get(specialising::list).post(specialising::settle))
        .route("/redaktion/leistungen/neu", get(specialising::new).post(specialising::create))
        .route("/redaktion/leistungen/{service}", get(specialising::edit).post(specialising::change))
        .route("/redaktion/leistungen/{service}/vorschau", get(specialising::preview))
        .route("/redaktion/leistungen/{service}/verlauf", get(specialising::versions).post(specialising::restore))
        .route("/redaktion/oeffnungszeiten", get(special_hours::list).post(special_hours::change))
        .route("/redaktion/suchen", get(searches::list))
        .route("/redaktion/synonyme", get(synonyms::list).post(synonyms::change))
        .route("/redaktion/suchen.csv", get(searches::download))
        .route("/werkstatt", get(workshop::packages))
        .route("/werkstatt/{service}", get(workshop::package))
        .route("/werkstatt/{service}/prozess", get(modelling::process).post(modelling::change_process))
        .route("/werkstatt/{service}/prozess/datei", get(modelling::process_file))
        .route(
            "/werkstatt/{service}/entscheidung/{decision}",
            get(modelling::decision).post(modelling::change_decision),
        )
        .route("/werkstatt/{service}/entscheidung/{decision}/datei", get(modelling::decision_file))
}

fn facing() -> Router<Weak> {
    Router::new()
        .route("/gestaltung", get(appearance::show).post(appearance::change))
        .route("/gestaltung/vorschau.css", get(appearance::preview))
        .route("/gestaltung/adressen", get(short_addresses::show).post(short_addresses::change))
        .route("/einbetten", get(embedding::show).post(embedding::change))
        .route("/einbetten.js", get(embedding::script))
}

fn always() -> Router<Weak> {
    Router::new()
        .route("/anmelden", get(sign_in::needed))
        .route("/anmelden/los", get(sign_in::begin))
        .route("/anmelden/zurueck", get(sign_in::finish))
        .route("/abmelden", post(sign_in::end))
        .route("/impressum", get(statements::imprint))
        .route("/datenschutz", get(statements::privacy))
        .route("/barrierefreiheit", get(statements::accessibility))
        .route("/hilfe", get(statements::help))
        .route("/wappen.svg", get(look::shield))
        .route("/{sheet}", get(look::file))
}
