//! Deployed models with their versions and what runs of them, deploying new ones, and what was done to many lately.

use super::ProcessAction;
use super::prelude::*;

/// All deployed models of an authority.
#[derive(Template)]
#[template(path = "pages/deployed_models.html")]
pub struct DeployedModels {
    /// Everything around the page.
    pub frame: Frame,
    /// The models, by key.
    pub models: Vec<ModelRow>,
    /// What was done to many lately, newest first.
    pub actions: Vec<ProcessAction>,
    /// What was found in the files; empty where nothing was sent.
    pub findings: Vec<FileFinding>,
    /// What was wrong with what was sent.
    pub problems: Vec<Problem>,
}

/// A model.
pub struct ModelRow {
    /// The process id in its file.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its versions, newest first.
    pub versions: Vec<VersionRow>,
}

/// A version of a model.
pub struct VersionRow {
    /// From 1.
    pub number: i64,
    /// Its page.
    pub href: String,
    /// When it was deployed.
    pub deployed: DateTime,
    /// By whom.
    pub by: String,
    /// How many processes run.
    pub running: u64,
    /// How many of them stand still.
    pub stuck: u64,
    /// No new processes begin.
    pub closed: bool,
}

/// Something that keeps a file from being deployed.
pub struct FileFinding {
    /// The file.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
    /// The element; empty for the whole file.
    pub element: String,
    /// What it means and what to do, in the reader's language; none for a rule without words.
    pub meaning: Option<&'static str>,
    /// A sentence, in English as the engine says it.
    pub text: String,
}

impl Page for DeployedModels {
    const NAME: &'static str = "deployed_models";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let version = |number: i64, running, stuck, closed| VersionRow {
            number,
            href: format!("/betrieb/definitionen/baugesuch/{number}"),
            deployed: date(2026, 11, 20).at(8, 30, 0, 0),
            by: "Otto Operator".into(),
            running,
            stuck,
            closed,
        };
        let page = |models, findings, problems| Self {
            frame: frame
                .at(Section::Operation)
                .read_by(Role::Operator)
                .with_back(&frame.say("nav-operation"), "/betrieb"),
            models,
            actions: ProcessAction::samples(frame),
            findings,
            problems,
        };
        let models = || {
            vec![
                ModelRow {
                    key: "baugesuch".into(),
                    name: "Baugesuch".into(),
                    versions: vec![version(2, 12, 0, false), version(1, 1_240, 3, true)],
                },
                ModelRow {
                    key: "materialbestellung".into(),
                    name: "Materialbestellung".into(),
                    versions: vec![version(1, 0, 0, false)],
                },
            ]
        };
        let finding = |line, element: &str, meaning: Option<&'static str>, text: &str| FileFinding {
            file: "baugesuch.bpmn".into(),
            line,
            element: element.into(),
            meaning,
            text: text.into(),
        };
        vec![
            ("full", page(models(), vec![], vec![])),
            (
                "refused",
                page(
                    models(),
                    vec![
                        finding(
                            12,
                            "pruefen",
                            frame.texts.find("rule-bpmn-unsupported-extension"),
                            "The attribute class=\"org.example.Run\" is not supported and may not be ignored.",
                        ),
                        finding(
                            31,
                            "baugesuch",
                            frame.texts.find("rule-bpmn-no-start"),
                            "The process has no start event.",
                        ),
                        finding(1, "", None, "A rule that has no words yet is told as the engine tells it."),
                    ],
                    vec![Problem::new("files", frame.say("models-refused"))],
                ),
            ),
            ("empty", page(vec![], vec![], vec![])),
        ]
    }
}
