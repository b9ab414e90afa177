//! The letter as data: who writes to whom, what it says, and how it can be verified.

use serde::Serialize;

/// One letter of an authority to one recipient. Every text is final and in the letter's language; nothing is translated,
/// formatted or read as markup here. Empty texts and lists simply do not appear.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Letter {
    /// Language as an ISO 639-1 code in lower case, for example `de`. Decides hyphenation and what a screen reader speaks.
    pub lang: String,
    /// Country of the sender as an ISO 3166-1 code in upper case: `CH` and `LI` put the window on the right, all others on
    /// the left as DIN 5008 form B.
    pub country: String,
    /// The authority that writes.
    pub authority: Sender,
    /// Name and address as they go into the window, one line each, at most six lines.
    pub recipient: Vec<String>,
    /// Place of issue, for example `Aarau`.
    pub place: String,
    /// Date of issue as the place writes it, for example `21. November 2026`.
    pub date: String,
    /// The moment of issue, written into the file's own description.
    #[serde(skip)]
    pub issued: jiff::Timestamp,
    /// What the letter is about; also the title of the document.
    pub subject: String,
    /// Reference number of the case.
    pub reference: String,
    /// For example `Guten Tag Frau Muster`.
    pub salutation: String,
    /// Paragraphs before the facts. A line feed within one starts a new line.
    pub paragraphs: Vec<String>,
    /// Label and value, shown as a table with the labels as row headings.
    pub facts: Vec<(String, String)>,
    /// What follows the facts: remarks, the fee, the right of appeal.
    pub sections: Vec<Section>,
    /// For example `Freundliche Grüsse`.
    pub closing: String,
    /// Who signs: name, then function, one line each.
    pub signer: Vec<String>,
    /// How anybody who holds the paper can verify it.
    pub verify: Verify,
    /// Fixed words around the letter.
    pub labels: Labels,
    /// True for a specimen: [`Labels::example`] stands at the head of the first page.
    pub example: bool,
}

/// The sender as the letterhead shows it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sender {
    /// Name of the authority, for example `Stadt Aarau`.
    pub name: String,
    /// Office within the authority, for example `Einwohnerdienste`.
    pub department: String,
    /// Postal address, one line each.
    pub address: Vec<String>,
    /// Phone number as the place writes it.
    pub phone: String,
    /// Colour of the authority as `#rrggbb`.
    pub colour: String,
    /// One or two letters for the shield.
    pub initial: String,
}

/// A part of the letter after the facts.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Section {
    /// Heading; empty for none.
    pub title: String,
    /// Paragraphs under it.
    pub paragraphs: Vec<String>,
}

/// The public page on which the letter can be verified. No block appears when the address is empty.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Verify {
    /// Full address that the QR code leads to, at most 1,000 bytes.
    pub url: String,
    /// The same code for people to type, already grouped, for example `7KQ2-M4XF-9RTB`.
    pub code: String,
}

/// Fixed words in the letter's language, given by the caller.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Labels {
    /// Before the reference number, for example `Aktenzeichen`.
    pub reference: String,
    /// Before place and date, for example `Datum`.
    pub date: String,
    /// Before the phone number, for example `Telefon`.
    pub phone: String,
    /// Page count with `{page}` and `{pages}`, for example `Seite {page} von {pages}`.
    pub page: String,
    /// Heading of the verification block, for example `Echtheit prüfen`.
    pub verify: String,
    /// One or two sentences that say how to verify.
    pub verify_help: String,
    /// Before the code, for example `Prüfcode`.
    pub code: String,
    /// What the QR code is, for those who cannot see it, for example `QR-Code zur Seite, auf der Sie den Brief prüfen`.
    pub qr_alt: String,
    /// Note on a specimen, for example `Beispieltext, ohne rechtliche Wirkung`.
    pub example: String,
}

impl Letter {
    /// Calls `change` on every text that the letter prints.
    pub(crate) fn each_text(&mut self, mut change: impl FnMut(&mut String)) {
        let sender = &mut self.authority;
        let labels = &mut self.labels;
        let single = [
            &mut sender.name,
            &mut sender.department,
            &mut sender.phone,
            &mut sender.initial,
            &mut self.place,
            &mut self.date,
            &mut self.subject,
            &mut self.reference,
            &mut self.salutation,
            &mut self.closing,
            &mut self.verify.url,
            &mut self.verify.code,
            &mut labels.reference,
            &mut labels.date,
            &mut labels.phone,
            &mut labels.page,
            &mut labels.verify,
            &mut labels.verify_help,
            &mut labels.code,
            &mut labels.qr_alt,
            &mut labels.example,
        ];
        let facts = self.facts.iter_mut().flat_map(|(label, value)| [label, value]);
        let sections = self.sections.iter_mut().flat_map(|s| std::iter::once(&mut s.title).chain(&mut s.paragraphs));
        single
            .into_iter()
            .chain(&mut sender.address)
            .chain(&mut self.recipient)
            .chain(&mut self.paragraphs)
            .chain(&mut self.signer)
            .chain(facts)
            .chain(sections)
            .for_each(&mut change);
    }
}
