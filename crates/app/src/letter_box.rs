//! Writing letters and messages: facts of the case, words of the service, frame of the authority.

use crate::error::Error;
use crate::packages::{CaseFacts, Package, Tongue, WrittenLetter};
use crate::portal::Portal;
use domain::{Case, Ctx, Lang, Money, Person};
use letters::{Labels, Letter, Section, Sender, Verify};
use serde_json::{Map, Value, json};

/// The applicant as processes, letters and messages know her.
pub(crate) fn applicant(person: Option<&Person>, language: Lang) -> Map<String, Value> {
    let mut known = Map::new();
    if let Some(person) = person {
        known.insert("given_name".into(), json!(person.given_name));
        known.insert("family_name".into(), json!(person.family_name));
        known.insert("birth_date".into(), json!(person.birth_date));
        known.insert("email".into(), json!(person.email));
        known.insert("national_id".into(), json!(person.national_id));
    }
    known.insert("language".into(), json!(language.base().code()));
    known
}

/// The facts of a case.
pub(crate) fn facts<'c>(
    ctx: &'c Ctx,
    case: &'c Case,
    applicant: &'c Map<String, Value>,
    fee: Option<Money>,
) -> CaseFacts<'c> {
    CaseFacts {
        reference: &case.reference,
        submitted: case.submitted.to_zoned(ctx.zone()).date(),
        authority: &ctx.authority.key,
        authority_name: &ctx.authority.name,
        country: ctx.authority.country,
        applicant,
        answers: &case.answers,
        fee,
    }
}

/// What a letter is about and who gets it.
#[derive(Clone, Copy)]
pub(crate) struct Addressed<'a> {
    /// The case.
    pub(crate) case: &'a Case,
    /// Its service.
    pub(crate) package: &'a Package,
    /// The applicant, if she signed in.
    pub(crate) person: Option<&'a Person>,
    /// Language and country of the letter.
    pub(crate) tongue: Tongue,
}

/// A letter's words put into the authority's frame.
pub(crate) fn frame(portal: &Portal, ctx: &Ctx, matter: &Addressed<'_>, written: WrittenLetter, code: &str) -> Letter {
    let Addressed { case, package, person, tongue } = *matter;
    let authority = &ctx.authority;
    let office = portal.directory.office_for(&authority.key, &package.descriptor.in_country(authority.country).office);
    let words = FrameWords::of(tongue.lang);
    let spelt = |text: &str| -> String {
        if tongue.lang.base() == Lang::De { authority.country.spell(text).into_owned() } else { text.to_owned() }
    };
    let department = office.as_ref().map(|o| spelt(o.name.get(tongue.lang))).unwrap_or_default();
    let date = ctx.now().to_zoned(ctx.zone()).date().to_string();
    Letter {
        lang: tongue.lang.base().code().to_owned(),
        country: authority.country.code().to_owned(),
        authority: Sender {
            name: authority.full_name(tongue.lang),
            department: department.clone(),
            address: office.as_ref().map(|o| o.address.clone()).unwrap_or_default(),
            phone: office.as_ref().map(|o| o.phone.clone()).unwrap_or_default(),
            colour: authority.theme.brand.clone(),
            initial: authority.theme.initial.clone(),
        },
        recipient: recipient(case, person),
        place: authority.name.clone(),
        date: form::display_date(&date, tongue.locale()),
        issued: ctx.now(),
        subject: spelt(&written.subject),
        reference: case.reference.clone(),
        salutation: spelt(words.salutation),
        paragraphs: written.paragraphs.iter().map(|p| spelt(p)).collect(),
        facts: written.facts.iter().map(|(label, value)| (spelt(label), value.clone())).collect(),
        sections: vec![Section {
            title: String::new(),
            paragraphs: written.closing_paragraphs.iter().map(|p| spelt(p)).collect(),
        }],
        closing: spelt(words.closing),
        signer: vec![authority.full_name(tongue.lang), department],
        verify: Verify { url: format!("{}/pruefen/{code}", portal.base_url(authority)), code: code.to_owned() },
        labels: words.labels(&spelt),
        example: true,
    }
}

/// Name and, where the answers hold one, the postal address.
fn recipient(case: &Case, person: Option<&Person>) -> Vec<String> {
    let answer = |field: &str| case.answers.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let name = match person {
        Some(person) => person.full_name(),
        None => format!("{} {}", answer("given_name"), answer("family_name")),
    };
    let town = format!("{} {}", answer("postal_code"), answer("town"));
    [name, answer("street"), town].into_iter().map(|l| l.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The fixed words around a letter.
struct FrameWords {
    salutation: &'static str,
    closing: &'static str,
    reference: &'static str,
    date: &'static str,
    phone: &'static str,
    page: &'static str,
    verify: &'static str,
    verify_help: &'static str,
    code: &'static str,
    qr_alt: &'static str,
    example: &'static str,
}

impl FrameWords {
    fn of(lang: Lang) -> FrameWords {
        match lang {
            Lang::De | Lang::Simple => FrameWords {
                salutation: "Guten Tag",
                closing: "Freundliche Grüße",
                reference: "Referenz",
                date: "Datum",
                phone: "Telefon",
                page: "Seite {page} von {pages}",
                verify: "Echtheit prüfen",
                verify_help: "Scannen Sie den Code oder öffnen Sie die Seite und geben Sie den Prüfcode ein.",
                code: "Prüfcode",
                qr_alt: "QR-Code zur Seite, auf der Sie diesen Brief prüfen",
                example: "Beispieltext, ohne rechtliche Wirkung",
            },
            Lang::Fr => FrameWords {
                salutation: "Bonjour,",
                closing: "Meilleures salutations",
                reference: "Référence",
                date: "Date",
                phone: "Téléphone",
                page: "Page {page} sur {pages}",
                verify: "Vérifier l'authenticité",
                verify_help: "Scannez le code ou ouvrez la page et saisissez le code de vérification.",
                code: "Code de vérification",
                qr_alt: "Code QR vers la page qui vérifie cette lettre",
                example: "Texte d'exemple, sans effet juridique",
            },
            Lang::It => FrameWords {
                salutation: "Buongiorno",
                closing: "Cordiali saluti",
                reference: "Riferimento",
                date: "Data",
                phone: "Telefono",
                page: "Pagina {page} di {pages}",
                verify: "Verificare l'autenticità",
                verify_help: "Scansionate il codice oppure aprite la pagina e inserite il codice di verifica.",
                code: "Codice di verifica",
                qr_alt: "Codice QR della pagina che verifica questa lettera",
                example: "Testo di esempio, senza effetto giuridico",
            },
            Lang::En => FrameWords {
                salutation: "Hello",
                closing: "Kind regards",
                reference: "Reference",
                date: "Date",
                phone: "Phone",
                page: "Page {page} of {pages}",
                verify: "Check that this letter is genuine",
                verify_help: "Scan the code, or open the page and type in the check code.",
                code: "Check code",
                qr_alt: "QR code of the page that checks this letter",
                example: "Example text, without legal effect",
            },
        }
    }

    fn labels(&self, spelt: &impl Fn(&str) -> String) -> Labels {
        Labels {
            reference: spelt(self.reference),
            date: spelt(self.date),
            phone: spelt(self.phone),
            page: spelt(self.page),
            verify: spelt(self.verify),
            verify_help: spelt(self.verify_help),
            code: spelt(self.code),
            qr_alt: spelt(self.qr_alt),
            example: spelt(self.example),
        }
    }
}

/// A letter with a gap must not leave the house.
pub(crate) fn refuse_gaps(what: &str, gaps: &[String]) -> Result<(), Error> {
    if gaps.is_empty() {
        return Ok(());
    }
    Err(Error::Internal(format!("{what} has gaps, nothing was sent: {}", gaps.join(", "))))
}
