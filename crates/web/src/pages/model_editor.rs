//! A process or decision of a service package, open for change: drawn where the browser can, else as text.

use super::prelude::*;

/// The editor.
#[derive(Template)]
#[template(path = "pages/model_editor.html")]
pub struct ModelEditor {
    /// Everything around the page.
    pub frame: Frame,
    /// What sort of model.
    pub kind: ModelKind,
    /// The service's title.
    pub title: String,
    /// `process.bpmn`
    pub path: String,
    /// The model as text.
    pub text: String,
    /// Who saved the draft and when; none where this is the running version.
    pub draft: Option<(String, DateTime)>,
    /// The draft was saved just now.
    pub saved: bool,
    /// How the package comes out.
    pub review: ReviewShown,
    /// Where the form is sent (POST: `content`, `do=check|save|discard`).
    pub action: String,
    /// Where the text is downloaded.
    pub download_href: String,
}

/// Which of the two drawings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelKind {
    /// BPMN
    Process,
    /// DMN
    Decision,
}

impl ModelKind {
    /// The bundled script.
    #[must_use]
    pub const fn script(self) -> &'static str {
        match self {
            Self::Process => "process-editor.js",
            Self::Decision => "decision-editor.js",
        }
    }

    /// The bundled style sheet.
    #[must_use]
    pub const fn style(self) -> &'static str {
        match self {
            Self::Process => "process-editor.css",
            Self::Decision => "decision-editor.css",
        }
    }

    /// Key of the page's heading.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Process => "model-process",
            Self::Decision => "model-decision",
        }
    }

    /// Whether settings stand beside the drawing.
    #[must_use]
    pub const fn has_panel(self) -> bool {
        matches!(self, Self::Process)
    }
}

/// How a package with its drafts comes out.
#[derive(Default)]
pub struct ReviewShown {
    /// What the check found.
    pub findings: Vec<ModelFinding>,
    /// How many examples pass, and of how many; none where they could not be played.
    pub examples: Option<(usize, usize)>,
    /// Examples that come out otherwise: title and the first difference.
    pub failed: Vec<(String, String)>,
}

/// Something the check found.
pub struct ModelFinding {
    /// File inside the package.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// The element in the model that is open.
    pub element: Option<String>,
    /// What it means and what to do, in the reader's language; none where it is no rule with words.
    pub meaning: Option<&'static str>,
    /// What is wrong, in a sentence, in English as the check says it.
    pub text: String,
    /// Whether it forbids using the package.
    pub is_fault: bool,
}

impl Page for ModelEditor {
    const NAME: &'static str = "model_editor";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let page = |kind: ModelKind, draft: bool, review: ReviewShown| Self {
            frame: frame
                .at(Section::Design)
                .read_by(Role::Designer)
                .with_back("Hund anmelden", "/werkstatt/hund-anmelden"),
            kind,
            title: "Hund anmelden".into(),
            path: if kind.has_panel() { "process.bpmn".into() } else { "decisions/dog-tax.dmn".into() },
            // Too short to be drawn: the samples show the form as it is without a script.
            text: "<definitions/>".into(),
            draft: draft.then(|| ("Noa Muster".into(), date(2026, 11, 21).at(9, 12, 0, 0))),
            saved: draft,
            review,
            action: "/werkstatt/hund-anmelden/prozess".into(),
            download_href: "/werkstatt/hund-anmelden/prozess/datei".into(),
        };
        let finding = |element: Option<&str>, meaning: Option<&'static str>, text: &str, is_fault| ModelFinding {
            file: "process.bpmn".into(),
            line: 42,
            element: element.map(str::to_owned),
            meaning,
            text: text.into(),
            is_fault,
        };
        let wrong = ReviewShown {
            findings: vec![
                finding(
                    Some("review_says"),
                    frame.texts.find("rule-bpmn-dead-end"),
                    "No sequence flow leaves this element; let it lead to an end event.",
                    true,
                ),
                finding(Some("review"), None, "The user task has no form key.", true),
                finding(None, None, "The process is called `hund`; call it `hund-anmelden` like the service.", false),
            ],
            examples: None,
            failed: vec![],
        };
        let differs = ReviewShown {
            findings: vec![],
            examples: Some((4, 5)),
            failed: vec![("Assistenzhund".into(), "Expected the fee 0.00, but it was 120.00.".into())],
        };
        vec![
            (
                "running",
                page(ModelKind::Process, false, ReviewShown { examples: Some((5, 5)), ..ReviewShown::default() }),
            ),
            ("wrong", page(ModelKind::Process, true, wrong)),
            ("decision", page(ModelKind::Decision, true, differs)),
        ]
    }
}
