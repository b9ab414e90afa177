//! The catalogue of services as authorities exchange it: records, their files, what changed, what is wrong with them.
//!
//! Pure: bytes in, records or bytes out. A file becomes [`Imported`]: records with their lines, what was refused and why,
//! what was not understood. [`read`] finds the format out; [`xzufi`], [`table`] and [`linked`] are the formats. [`diff`]
//! says what an import would change, [`check`] what editors should mend.

mod area;
mod check;
mod diff;
mod format;
mod import;
pub mod linked;
mod module;
mod office;
mod online;
mod person;
mod record;
mod references;
mod responsibility;
mod service;
pub mod table;
mod term;
mod texts;
mod xml;
pub mod xzufi;

pub use area::{AreaKey, AreaScheme};
pub use check::{Finding, MAX_SUMMARY, check};
pub use diff::{Change, Extent, Verdict, diff};
pub use format::{Format, read};
pub use import::{Defaults, Deletion, Fault, Ignored, Imported, Located, MAX_TEXT, Refusal};
pub use module::TextModule;
pub use office::{Address, ChannelKind, Contact, HoursException, Organisation};
pub use online::OnlineService;
pub use person::Person;
pub use record::{Kind, Record, RecordId, Validity};
pub use responsibility::Responsibility;
pub use service::{
    Category, Cost, DocumentNote, DocumentUse, EditorState, Keyword, Link, Release, Service, ServiceKey,
};
pub use term::{Term, TermUnit};
pub use texts::{Texts, plain, tag};
