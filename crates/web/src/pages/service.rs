//! Service: the action on top, then who, cost here, duration, what is needed, deadline; steps; the office in charge.

use super::prelude::*;
use crate::parts::Said;
use domain::Lang;

/// What a service costs here.
pub enum Cost {
    /// Nothing.
    Free,
    /// One price.
    Fixed(Amount),
    /// From, to.
    Range(Amount, Amount),
    /// Not stated as an amount: the note says more.
    Open,
}

/// A service at the chosen place.
#[derive(Template)]
#[template(path = "pages/service.html")]
pub struct Service {
    /// Everything around the page.
    pub frame: Frame,
    /// As people say it.
    pub title: Said<String>,
    /// The administration's term; empty where it is the same.
    pub term: Said<String>,
    /// What it is, in a sentence or two.
    pub summary: Said<String>,
    /// More about it, in paragraphs.
    pub description: Said<Vec<String>>,
    /// A remark on the texts, such as that they are samples; empty for none.
    pub note: Said<String>,
    /// Said when a translation is missing and German is shown; the key of the sentence.
    pub fallback: Option<&'static str>,
    /// The easy-language version; none where there is none or this is it.
    pub easy_href: Option<String>,
    /// Where beginning an application is sent (POST).
    pub begin_action: Option<String>,
    /// Where it is applied for online, when that is another portal or the place has to be chosen first.
    pub online_href: Option<String>,
    /// A draft of the reader that can be continued.
    pub draft_href: Option<String>,
    /// Whether one must sign in on the way.
    pub needs_sign_in: bool,
    /// The place whose fee and office are shown.
    pub place: String,
    /// Who may apply.
    pub for_whom: Said<Vec<String>>,
    /// What it costs here.
    pub cost: Cost,
    /// What the authority says about the cost; none for nothing.
    pub cost_note: Said<Option<String>>,
    /// Working days it takes; 0: at once; none: unknown.
    pub days: Option<u32>,
    /// How many cases of the last year `days` rests on: nine of ten were closed by then. None: what the authority says.
    pub days_of_cases: Option<u32>,
    /// What to have ready.
    pub needs: Said<Vec<String>>,
    /// Until when, in a sentence; empty for none.
    pub deadline: Said<String>,
    /// Forms and leaflets that can be had at an address.
    pub files: Vec<Link>,
    /// Other ways, in sentences.
    pub other_ways: Said<Vec<String>>,
    /// How it goes.
    pub steps: Said<Vec<String>>,
    /// The office in charge.
    pub office: OfficeCard,
    /// Legal basis.
    pub legal: Said<Vec<String>>,
    /// Related services.
    pub related: Vec<Link>,
    /// The online counter that the authority had before; shown while the service is not online here.
    pub counter: Option<String>,
    /// Only editors see this: the service as its draft would have it.
    pub is_preview: bool,
    /// The service as linked data for search engines, safe inside a `<script>`; empty for none.
    pub json_ld: String,
}

impl Page for Service {
    const NAME: &'static str = "service";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let frame = frame.at(Section::Services).with_back(&frame.say("a-to-z-title"), "/leistungen");
        let strings = |list: &[&str]| Said::here(list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>());
        let said = |text: &str| Said::here(text.to_owned());
        let page = |frame: Frame| Self {
            frame,
            title: said("Wohnsitzbestätigung bestellen"),
            term: said("Wohnsitzzeugnis"),
            summary: said(
                "Die Wohnsitzbestätigung zeigt, dass Sie hier gemeldet sind. Sie brauchen sie zum Beispiel für eine Bank, einen Verein oder eine Behörde.",
            ),
            description: strings(&["Auf dem Blatt stehen Ihr Name, Ihr Geburtsdatum und Ihre Adresse."]),
            note: said("Beispieltext"),
            fallback: None,
            easy_href: Some("?lang=de-simple".into()),
            begin_action: Some("/leistungen/wohnsitzbestaetigung/antrag".into()),
            online_href: None,
            draft_href: None,
            needs_sign_in: true,
            place: "Aarau".into(),
            for_whom: strings(&["Sie sind volljährig und in Aarau gemeldet.", "Eltern bestellen für ihre Kinder."]),
            cost: Cost::Fixed(Amount::new(2000, "CHF")),
            cost_note: Said::default(),
            days: Some(0),
            days_of_cases: None,
            needs: strings(&["Ihre Anmeldung beim Portal", "Eine Karte für die Bezahlung"]),
            deadline: Said::default(),
            files: vec![Link::new("Merkblatt Umzug (PDF)", "https://www.aarau.example/merkblatt.pdf")],
            other_ways: strings(&[
                "Am Schalter: bringen Sie Ihren Ausweis mit.",
                "Telefonisch bestellen: 062 000 00 10.",
            ]),
            steps: strings(&[
                "Sie sagen, wofür Sie die Bestätigung brauchen.",
                "Wir holen Ihre Angaben aus dem Einwohnerregister.",
                "Sie bezahlen die Gebühr.",
                "Die Bestätigung liegt sofort in Ihrem Postfach, mit Siegel und Prüfcode.",
            ]),
            office: OfficeCard::sample(),
            legal: strings(&["Register- und Meldegesetz, Paragraf 12 (Beispieltext)"]),
            related: vec![
                Link::new("Umzug melden", "/leistungen/umzug"),
                Link::new("Hund anmelden", "/leistungen/hund"),
            ],
            counter: None,
            is_preview: false,
            json_ld: r#"{"@context":"https://schema.org","@type":"GovernmentService","name":"Wohnsitz"}"#.into(),
        };
        let offline = Self {
            begin_action: None,
            online_href: None,
            counter: Some("https://onlineschalter.aarau.example/".into()),
            days: Some(10),
            days_of_cases: Some(48),
            cost_note: Said::here(Some("Die Gebühr hängt vom Aufwand ab.".into())),
            cost: Cost::Range(Amount::new(5000, "CHF"), Amount::new(125_000, "CHF")),
            deadline: Said::new(
                "Melden Sie sich spätestens 14 Tage nach dem Umzug.".into(),
                Lang::De,
                frame.texts.lang(),
            ),
            fallback: Some("service-fallback"),
            ..page(frame.clone())
        };
        let draft = Self {
            draft_href: Some("/antraege/1".into()),
            cost: Cost::Open,
            days: None,
            ..page(frame.read_by(Role::Inhabitant))
        };
        let preview = Self { is_preview: true, begin_action: None, ..page(frame.read_by(Role::Designer)) };
        vec![("online", page(frame)), ("offline", offline), ("draft", draft), ("preview", preview)]
    }
}
