//! Verify: anybody who holds a letter can check it by its code.

use super::prelude::*;

/// What is known about a code.
pub enum Verdict {
    /// Nothing was asked yet.
    Unasked,
    /// A genuine letter.
    Genuine(Letter),
    /// Nothing is known about it.
    Unknown,
    /// It was issued and taken back.
    Revoked {
        /// When.
        on: Date,
        /// The letter.
        letter: Letter,
    },
}

/// What is told about a genuine letter.
pub struct Letter {
    /// What it is.
    pub title: String,
    /// Who issued it.
    pub issued_by: String,
    /// When.
    pub issued_on: Date,
    /// Facts to compare with the paper.
    pub facts: Vec<Row>,
    /// Fingerprint of the file, 64 hexadecimal digits.
    pub sha256: String,
}

/// The public verification page.
#[derive(Template)]
#[template(path = "pages/verify.html")]
pub struct Verify {
    /// Everything around the page.
    pub frame: Frame,
    /// What was typed or scanned.
    pub code: String,
    /// What is wrong with the code; none: nothing.
    pub problem: Option<String>,
    /// The answer.
    pub verdict: Verdict,
}

impl Page for Verify {
    const NAME: &'static str = "verify";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let letter = || Letter {
            title: "Wohnsitzbestätigung".into(),
            issued_by: "Stadt Aarau, Einwohnerdienste".into(),
            issued_on: date(2026, 11, 19),
            facts: vec![Row::new("Name", "L. Đ.-M."), Row::new("Gemeinde", "Aarau")],
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
        };
        let page = |code: &str, problem: Option<&str>, verdict| Self {
            frame: frame.clone(),
            code: code.into(),
            problem: problem.map(str::to_owned),
            verdict,
        };
        vec![
            ("ask", page("", None, Verdict::Unasked)),
            (
                "wrong",
                page("12", Some("Der Code hat 17 Zeichen. Er steht unter dem Siegel des Briefes."), Verdict::Unasked),
            ),
            ("genuine", page("K7QF-93MD-C4TP-AH3C-6", None, Verdict::Genuine(letter()))),
            ("unknown", page("K7QF-93MD-C4TP-AH3D-6", None, Verdict::Unknown)),
            (
                "revoked",
                page("K7QF-93MD-C4TP-AH3C-6", None, Verdict::Revoked { on: date(2026, 11, 21), letter: letter() }),
            ),
        ]
    }
}
