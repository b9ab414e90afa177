//! Receipt: it arrived; the reference, what happens next, what is still to do.

use super::prelude::*;

/// What one sees right after sending.
#[derive(Template)]
#[template(path = "pages/receipt.html")]
pub struct Receipt {
    /// Everything around the page.
    pub frame: Frame,
    /// The service.
    pub service: String,
    /// `AA-2026-000123`
    pub reference: String,
    /// When it was sent.
    pub sent_at: DateTime,
    /// Who has it.
    pub receiver: String,
    /// An open payment: sum and where to pay.
    pub payment: Option<Payment>,
    /// What happens next.
    pub timeline: Vec<Moment>,
    /// What is ready already.
    pub documents: Vec<Document>,
    /// The page of the case.
    pub case_href: String,
}

/// A payment that is due.
#[derive(Clone)]
pub struct Payment {
    /// How much.
    pub amount: Amount,
    /// Where paying is sent (POST).
    pub action: String,
    /// A payment was begun and its outcome is not known yet.
    pub in_doubt: bool,
}

impl Page for Receipt {
    const NAME: &'static str = "receipt";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let page = |payment, documents| Self {
            frame: frame.read_by(Role::Inhabitant),
            service: "Wohnsitzbestätigung bestellen".into(),
            reference: "AA-2026-000123".into(),
            sent_at: date(2026, 11, 21).at(14, 30, 0, 0),
            receiver: "Stadt Aarau".into(),
            payment,
            timeline: Moment::samples(),
            documents,
            case_href: "/postfach/1".into(),
        };
        let payment =
            Payment { amount: Amount::new(2000, "CHF"), action: "/postfach/1/bezahlen".into(), in_doubt: false };
        vec![
            ("sent", page(None, vec![])),
            ("to-pay", page(Some(payment), vec![])),
            ("done", page(None, vec![Document::sample()])),
        ]
    }
}
