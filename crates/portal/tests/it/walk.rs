//! How a person walks through the portal: the steps that several tests share.

use crate::harness::{Browser, Database, Page, Portal, shared};
use std::io::Write;
use std::process::{Command, Stdio};

/// Answers to everything the confirmation of residence asks; what the register filled in stays.
pub const RESIDENCE: &[(&str, &str)] = &[
    ("purpose", "landlord"),
    ("letter_language", "de"),
    ("copies", "1"),
    ("whole_household", "no"),
    ("delivery", "inbox"),
];

/// Answers to everything the dog registration asks.
pub const DOG: &[(&str, &str)] = &[
    ("dog_name", "Bello"),
    ("breed", "Mischling"),
    ("dog_birth_date-day", "1"),
    ("dog_birth_date-month", "3"),
    ("dog_birth_date-year", "2025"),
    ("chip_number", "756 0981 0000 0001"),
    ("sex", "male"),
    ("neutered", "no"),
    ("origin", "private"),
    ("held_since-day", "1"),
    ("held_since-month", "9"),
    ("held_since-year", "2026"),
    ("street", "Beispielgasse 1"),
    ("postal_code", "99999"),
    ("town", "Beispielort"),
    ("phone", "062 555 01 01"),
    ("other_dogs", "0"),
    ("liability", "yes"),
    ("assistance_dog", "no"),
];

/// The smallest file that is a PDF by its contents.
pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// Runs a test on a shared portal of each database.
pub fn on_both(test: impl Fn(&Portal)) {
    for database in [Database::Sqlite, Database::Postgres] {
        println!("on {database:?}");
        test(&shared(database));
    }
}

/// Opens the service page and begins: the first page of the form.
pub fn begin(browser: &mut Browser, portal: &Portal, label: &str, service: &str) -> Page {
    let page = browser.open(&portal.at(label, &format!("/leistungen/{service}")));
    browser.submit(&page.form("/antrag"))
}

/// Fills in what stands on the page of a form and is still empty, and goes on.
pub fn answer(browser: &mut Browser, page: &Page, answers: &[(&str, &str)]) -> Page {
    let names = page.attributes("main [name]", "name");
    let mut form = page.form("/seite/");
    for (name, value) in answers.iter().filter(|(name, _)| names.iter().any(|known| known == name)) {
        if form.value(name).unwrap_or_default().is_empty() {
            form = form.set(name, value);
        }
    }
    if names.iter().any(|name| name == "pet_passport") && page.texts(".files__name").is_empty() {
        form = form.attach("pet_passport", "ausweis.pdf", PDF);
    }
    browser.submit(&form.set("do", "continue"))
}

/// Answers page after page, signs in where asked, until the check page.
pub fn to_check(browser: &mut Browser, mut page: Page, person: &str, answers: &[(&str, &str)]) -> Page {
    for _ in 0..30 {
        let path = page.path();
        if path.starts_with("/anmelden") {
            page = browser.sign_in(&page, person);
        } else if path.contains("/seite/") {
            page = answer(browser, &page, answers);
        } else {
            assert!(path.ends_with("/pruefen"), "{path} ({}): {}", page.status, page.text());
            return page;
        }
    }
    panic!("the form does not end: {} {}", page.url, page.text());
}

/// Declares and sends: the receipt.
pub fn send(browser: &mut Browser, check: &Page) -> Page {
    let receipt = browser.submit(&check.form("/pruefen").set("declaration", "yes").set("do", "send"));
    assert!(receipt.path().ends_with("/gesendet"), "{} ({}): {}", receipt.url, receipt.status, receipt.text());
    receipt
}

/// From the service page to the receipt of a confirmation of residence.
pub fn apply_for_residence(browser: &mut Browser, portal: &Portal, label: &str, person: &str) -> Page {
    let first = begin(browser, portal, label, "wohnsitzbestaetigung");
    let check = to_check(browser, first, person, RESIDENCE);
    send(browser, &check)
}

/// From the service page to the receipt of a dog's registration.
pub fn register_dog(browser: &mut Browser, portal: &Portal, label: &str, person: &str) -> Page {
    let first = begin(browser, portal, label, "hund-anmelden");
    let check = to_check(browser, first, person, DOG);
    send(browser, &check)
}

/// The address of the case whose receipt or page this is.
pub fn case_of(page: &Page) -> String {
    let path = page.path();
    let id = path.split('/').nth(2).unwrap_or_default().split('?').next().unwrap_or_default();
    page.resolve(&format!("/vorgang/{id}"))
}

/// The reference on a receipt.
pub fn reference(receipt: &Page) -> String {
    receipt.texts(".reference").first().cloned().unwrap_or_else(|| panic!("no reference: {}", receipt.text()))
}

/// Goes to the provider's page and chooses there (`pay`, `cancel`, `fail`), without coming back.
pub fn choose_at_provider(browser: &mut Browser, page: &Page, choice: &str) -> Page {
    let provider = browser.submit(&page.form("/bezahlen"));
    assert!(provider.url.as_str().contains("//pay."), "{} ({}): {}", provider.url, provider.status, provider.text());
    browser.post(&provider.form("/pay/").set("choice", choice))
}

/// Pays and comes back to the case.
pub fn pay(browser: &mut Browser, page: &Page) -> Page {
    let back = choose_at_provider(browser, page, "pay").header("location").expect("the provider leads back");
    browser.open(&back)
}

/// Waits for the letter of a case; gives the case's page.
pub fn wait_for_letter(browser: &mut Browser, case: &str) -> Page {
    browser
        .wait_for(case, |page| !letters(page).is_empty() && page.texts("main .status").contains(&"Erledigt".to_owned()))
}

/// The addresses of a case's PDF letters; what the applicant gave and the copy of it are no letters.
pub fn letters(page: &Page) -> Vec<String> {
    let links = page.links().into_iter().zip(page.texts("a[href]"));
    links
        .filter(|(href, text)| {
            href.contains("/dokument/") && !text.contains("ausweis.pdf") && !text.starts_with("Kopie ")
        })
        .map(|(href, _)| href)
        .collect()
}

/// The text of a PDF, or None where `pdftotext` is not installed.
pub fn text_of(pdf: &[u8]) -> Option<String> {
    let program =
        Command::new("pdftotext").args(["-layout", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = program else {
        println!("pdftotext (poppler-utils) is not installed: the text of letters is not looked at");
        return None;
    };
    child.stdin.take().expect("piped").write_all(pdf).expect("pdftotext reads");
    let done = child.wait_with_output().expect("pdftotext ends");
    assert!(done.status.success());
    Some(String::from_utf8_lossy(&done.stdout).into_owned())
}

/// The code in the frame of a letter.
pub fn verification_code(text: &str) -> String {
    let is_code = |word: &&str| {
        let parts: Vec<&str> = word.split('-').collect();
        parts.iter().map(|part| part.len()).eq([4, 4, 4, 4, 1])
    };
    text.split_whitespace().find(is_code).unwrap_or_else(|| panic!("no code in {text}")).to_owned()
}

/// The mails to an address, as text behind the head.
pub fn mails_to(portal: &Portal, address: &str) -> Vec<String> {
    portal.mails().into_iter().filter(|mail| mail.contains(address)).collect()
}
