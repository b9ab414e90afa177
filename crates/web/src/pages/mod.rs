//! The pages: one struct, one template and its samples each. Handlers fill a struct and print it.

mod a_to_z;
mod accessibility;
mod account;
mod addresses;
mod answer;
mod appearance;
mod authorities;
mod case;
mod check;
mod clerk_case;
mod coverage;
mod decide_many;
mod demo_entry;
mod deployed_models;
mod designer;
mod draft;
mod embedding;
mod error;
mod federation;
mod help;
mod imprint;
mod inbox;
mod life_situation;
mod life_situations;
mod links;
mod migration;
mod model_editor;
mod model_version;
mod office;
mod onward;
mod operator;
mod place;
mod privacy;
mod process_action;
mod process_instance;
mod process_instances;
mod process_task;
mod question;
mod receipt;
mod responsibilities;
mod results;
mod search_thanks;
mod searches;
mod service;
mod service_editor;
mod service_list;
mod sign_in_needed;
mod special_hours;
mod start;
mod synonyms;
mod translations;
mod verify;
mod worklist;

pub use a_to_z::{AToZ, Letter as LetterEntries};
pub use accessibility::Accessibility;
pub use account::{Account, Look};
pub use addresses::{Addresses, ShortRow};
pub use answer::Answer;
pub use appearance::{Appearance, EarlierLook, PairRow, Preview};
pub use authorities::{Authorities, AuthorityGroup, OfficeEntry};
pub use case::{AnswerRequest, Case};
pub use check::{AnswerSection, Check};
pub use clerk_case::{ClerkCase, ClerkOption, ClerkTask};
pub use coverage::{Bar, Coverage, CoverageDistrict, CoverageRow};
pub use decide_many::{BulkRow, DecideMany};
pub use demo_entry::{DemoEntry, DemoFederation, DemoPerson};
pub use deployed_models::{DeployedModels, FileFinding, ModelRow, VersionRow};
pub use designer::{Designer, Finding, Package, PackageRow};
pub use draft::Draft;
pub use embedding::Embedding;
pub use error::{ErrorPage, Fault};
pub use federation::Federation;
pub use help::Help;
pub use imprint::Imprint;
pub use inbox::{Filter, Inbox, InboxEntry};
pub use life_situation::{LifeSituation, ServiceEntry, ServiceGroup};
pub use life_situations::LifeSituations;
pub use links::{Links, NamedAddress};
pub use migration::{Migration, Trial, TrialRow};
pub use model_editor::{ModelEditor, ModelFinding, ModelKind, ReviewShown};
pub use model_version::ModelVersion;
pub use office::{Office, Staff};
pub use onward::Onward;
pub use operator::{Incident, JobKind, Operator};
pub use place::{District, Place, PlaceMatch};
pub use privacy::Privacy;
pub use process_action::{ActionReport, ItemFate, ItemRow, ProcessAction};
pub use process_instance::{DeedRow, HeldRow, Mend, PlaceForm, ProcessInstance, StepRow, StepState};
pub use process_instances::{ProcessInstances, ProcessRow, ProcessState};
pub use process_task::{Holder, ProcessTask};
pub use question::Question;
pub use receipt::{Payment, Receipt};
pub use responsibilities::{Responsibilities, ResponsibilityRow};
pub use results::{Hit, HitKind, Offline, Results};
pub use search_thanks::SearchThanks;
pub use searches::{SearchRow, Searches};
pub use service::{Cost, Service};
pub use service_editor::{BelowText, EditedField, LanguageTab, NewService, OfferedService, ServiceEditor};
pub use service_list::{ListFilter, ListedService, ServiceList, ServiceVersion, ServiceVersions};
pub use sign_in_needed::{SignInNeeded, SignInWay};
pub use special_hours::{SpecialHours, SpecialRow};
pub use start::{Start, Tile, Waiting};
pub use synonyms::{SynonymRow, Synonyms};
pub use translations::{Side, Translation, TranslationRow, Translations};
pub use verify::{Letter, Verdict, Verify};
pub use worklist::{BulkDecision, TaskRow, Worklist};

use crate::parts::Frame;
use askama::Template;

/// What every page file needs.
mod prelude {
    pub(super) use super::Page;
    pub(super) use crate::parts::{
        CaseState, Choice, Document, Field, FieldKind, FileState, Frame, GivenFile, Link, Message, Moment, OfficeCard,
        Pager, Problem, Role, Row, Section, SourceMark, Width,
    };
    pub(super) use crate::texts::Amount;
    pub(super) use askama::Template;
    pub(super) use jiff::civil::{Date, DateTime, date};
}

/// A page that can show itself with made-up content, for the tests and the gallery.
pub trait Page: Template + Sized {
    /// The page's name, also its template's and its file's.
    const NAME: &'static str;
    /// Named variants worth looking at.
    fn samples(frame: &Frame) -> Vec<(&'static str, Self)>;
}

/// A page printed with sample content.
pub struct Sample {
    /// `question-wrong`
    pub name: String,
    /// The whole page.
    pub html: String,
}

/// Every page with every sample.
///
/// # Errors
/// When a template cannot be printed.
pub fn render_samples(frame: &Frame) -> Result<Vec<Sample>, askama::Error> {
    let mut all = Vec::new();
    print_samples::<Start>(frame, &mut all)?;
    print_samples::<Results>(frame, &mut all)?;
    print_samples::<SearchThanks>(frame, &mut all)?;
    print_samples::<Service>(frame, &mut all)?;
    print_samples::<LifeSituations>(frame, &mut all)?;
    print_samples::<LifeSituation>(frame, &mut all)?;
    print_samples::<AToZ>(frame, &mut all)?;
    print_samples::<Authorities>(frame, &mut all)?;
    print_samples::<Office>(frame, &mut all)?;
    print_samples::<Place>(frame, &mut all)?;
    print_samples::<Onward>(frame, &mut all)?;
    print_samples::<Federation>(frame, &mut all)?;
    print_samples::<Question>(frame, &mut all)?;
    print_samples::<Check>(frame, &mut all)?;
    print_samples::<SignInNeeded>(frame, &mut all)?;
    print_samples::<Draft>(frame, &mut all)?;
    print_samples::<Receipt>(frame, &mut all)?;
    print_samples::<Case>(frame, &mut all)?;
    print_samples::<Answer>(frame, &mut all)?;
    print_samples::<Inbox>(frame, &mut all)?;
    print_samples::<Account>(frame, &mut all)?;
    print_samples::<Verify>(frame, &mut all)?;
    print_samples::<ErrorPage>(frame, &mut all)?;
    print_samples::<Coverage>(frame, &mut all)?;
    print_samples::<Translations>(frame, &mut all)?;
    print_samples::<Translation>(frame, &mut all)?;
    print_samples::<Responsibilities>(frame, &mut all)?;
    print_samples::<Links>(frame, &mut all)?;
    print_samples::<Searches>(frame, &mut all)?;
    print_samples::<Synonyms>(frame, &mut all)?;
    print_samples::<Addresses>(frame, &mut all)?;
    print_samples::<SpecialHours>(frame, &mut all)?;
    print_samples::<ServiceList>(frame, &mut all)?;
    print_samples::<ServiceEditor>(frame, &mut all)?;
    print_samples::<NewService>(frame, &mut all)?;
    print_samples::<ServiceVersions>(frame, &mut all)?;
    print_samples::<Imprint>(frame, &mut all)?;
    print_samples::<Privacy>(frame, &mut all)?;
    print_samples::<Accessibility>(frame, &mut all)?;
    print_samples::<Help>(frame, &mut all)?;
    print_samples::<Embedding>(frame, &mut all)?;
    print_samples::<Appearance>(frame, &mut all)?;
    print_samples::<Worklist>(frame, &mut all)?;
    print_samples::<DecideMany>(frame, &mut all)?;
    print_samples::<ClerkCase>(frame, &mut all)?;
    print_samples::<Operator>(frame, &mut all)?;
    print_samples::<ProcessInstances>(frame, &mut all)?;
    print_samples::<ProcessInstance>(frame, &mut all)?;
    print_samples::<DeployedModels>(frame, &mut all)?;
    print_samples::<ModelVersion>(frame, &mut all)?;
    print_samples::<Migration>(frame, &mut all)?;
    print_samples::<ActionReport>(frame, &mut all)?;
    print_samples::<ProcessTask>(frame, &mut all)?;
    print_samples::<Designer>(frame, &mut all)?;
    print_samples::<Package>(frame, &mut all)?;
    print_samples::<ModelEditor>(frame, &mut all)?;
    print_samples::<DemoEntry>(frame, &mut all)?;
    Ok(all)
}

fn print_samples<P: Page>(frame: &Frame, all: &mut Vec<Sample>) -> Result<(), askama::Error> {
    for (variant, page) in P::samples(frame) {
        all.push(Sample { name: format!("{}-{variant}", P::NAME), html: page.render()? });
    }
    Ok(())
}
