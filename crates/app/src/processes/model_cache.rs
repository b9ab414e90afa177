//! Compiled models by content, and the pure step with them: what the committer runs.

use crate::calendar;
use crate::error::Error;
use crate::portal::Portal;
use crate::processes::definitions::File;
use crate::processes::effects::{self, Around};
use domain::{Authority, Directory, Ids, WorkingDays};
use engine::Model;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, RwLock};
use store::Scope;
use store::definitions::{self, Content};
use store::steps::{Instance, ModelKey, Order, Refusal, StepRows, Stepper};

/// More models than this are not kept; then the memory starts anew.
const MOST: usize = 2_000;

/// What a step needs to know about where its authority is.
struct Place {
    zone: TimeZone,
    /// Its working days.
    functions: feel::Context,
}

impl Place {
    fn of(authority: &Authority) -> Place {
        Place { zone: authority.country.zone(), functions: calendar::functions(&WorkingDays::at(authority)) }
    }
}

/// The models of a node.
pub(crate) struct Models {
    compiled: RwLock<HashMap<ModelKey, Arc<Model>>>,
    places: HashMap<String, Place>,
    ids: Arc<dyn Ids>,
    attempts: i64,
}

impl Models {
    pub(super) fn new(directory: &Directory, ids: Arc<dyn Ids>, attempts: i64) -> Models {
        let places = directory.authorities().map(|authority| (authority.key.clone(), Place::of(authority))).collect();
        Models { compiled: RwLock::default(), places, ids, attempts }
    }

    fn find(&self, key: &ModelKey) -> Option<Arc<Model>> {
        self.compiled.read().unwrap_or_else(|poisoned| poisoned.into_inner()).get(key).cloned()
    }

    fn keep(&self, key: ModelKey, model: &Arc<Model>) {
        let mut compiled = self.compiled.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        if compiled.len() >= MOST {
            compiled.clear();
        }
        compiled.insert(key, Arc::clone(model));
    }
}

impl Stepper for Models {
    fn step(&self, instance: &Instance, order: &Order, now: Timestamp) -> Result<StepRows, Refusal> {
        let origin = &instance.origin;
        let model = self.find(&origin.begin.model).ok_or_else(|| Refusal::ModelMissing(origin.begin.model.clone()))?;
        let place = self.places.get(&origin.authority).ok_or(Refusal::NotFound)?;
        let clock = feel::Clock { now, zone: place.zone.clone() };
        let outcome = engine::step_with(&model, &instance.state, &order.command, &clock, &place.functions)?;
        let around = Around { origin, state: &outcome.state, now, attempts: self.attempts, ids: &*self.ids };
        let changes = effects::changes(&around, &outcome.effects)?;
        Ok(StepRows { state: outcome.state, events: outcome.events, changes })
    }
}

/// The model of this content, compiled now or before.
///
/// # Errors
/// When the content is not in the store, or this program cannot run it any more.
pub(crate) async fn load(portal: &Portal, key: &ModelKey) -> Result<Arc<Model>, Error> {
    if let Some(model) = portal.processes.models.find(key) {
        return Ok(model);
    }
    let model = match key {
        ModelKey::Package(hash) => {
            let package = portal.load_package(hash).await?;
            let process = package.process.clone();
            process.ok_or_else(|| Error::Internal(format!("{} has no process", package.key)))?
        }
        ModelKey::Definition(hash) => {
            let mut tx = portal.db.read(Scope::installation()).await?;
            let content = definitions::load_content(&mut tx, hash).await?;
            drop(tx);
            let compiled = compile(content, String::new()).await?;
            let first = |problems: Vec<Finding>| problems.first().map_or_else(String::new, |first| first.to_string());
            let why = |problems| format!("a deployed process cannot be read by this program: {}", first(problems));
            Arc::new(compiled.map_err(|problems| Error::Internal(why(problems)))?)
        }
    };
    portal.processes.models.keep(key.clone(), &model);
    Ok(model)
}

/// What is wrong with a deployed file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
    /// The element's id; empty when the whole file is meant.
    pub element: String,
    /// A stable name of the rule.
    pub rule: String,
    /// A plain sentence.
    pub message: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Finding { file, line, element, rule, message } = self;
        let element = if element.is_empty() { String::new() } else { format!("{element}: ") };
        write!(f, "{file}:{line}: {element}{message} [{rule}]")
    }
}

/// Compiles beside the requests that are being answered: a large file takes its time, and a hostile one its limits.
pub(super) async fn compile(content: Content, file: String) -> Result<Result<Model, Vec<Finding>>, Error> {
    let work = tokio::task::spawn_blocking(move || compile_now(&content, &file));
    work.await.map_err(|fault| Error::Internal(format!("reading a process broke off: {fault}")))
}

fn compile_now(content: &Content, file: &str) -> Result<Model, Vec<Finding>> {
    let decisions = read_decisions(&content.decisions)?;
    let compiled = match &content.process {
        Some(process) => engine::compile_process(&content.bpmn, file, process, &decisions),
        None => engine::compile(&content.bpmn, file, &decisions),
    };
    compiled.map_err(|problems| {
        let finding = |problem: engine::Problem| Finding {
            file: problem.file,
            line: problem.line,
            element: problem.element,
            rule: problem.rule,
            message: problem.message,
        };
        problems.into_iter().map(finding).collect()
    })
}

/// The processes of a file that are deployed: each one that is executable, or the only one without naming it. A file that
/// cannot be read is one too; compiling it says what is wrong.
pub(super) fn meant(file: &File) -> Vec<Option<String>> {
    let listed = engine::list_processes(&file.text, &file.name).unwrap_or_default();
    let executable: Vec<_> = listed.into_iter().filter(|process| process.executable).map(|it| Some(it.id)).collect();
    if executable.len() > 1 { executable } else { vec![None] }
}

fn read_decisions(files: &BTreeMap<String, String>) -> Result<Vec<Arc<dmn::Model>>, Vec<Finding>> {
    let (mut models, mut findings) = (Vec::new(), Vec::new());
    for (name, text) in files {
        match dmn::parse(text, name) {
            Ok(model) => models.push(Arc::new(model)),
            Err(problems) => findings.extend(problems.into_iter().map(|problem| Finding {
                file: problem.file,
                line: u32::try_from(problem.line).unwrap_or(u32::MAX),
                element: problem.element,
                rule: "dmn".to_owned(),
                message: problem.message,
            })),
        }
    }
    if findings.is_empty() { Ok(models) } else { Err(findings) }
}
