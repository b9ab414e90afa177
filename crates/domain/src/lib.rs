//! The nouns of Portikus: federation, authority, place, office, person, case, task, document; who may do what; time and ids.
//!
//! Pure: no I/O, no async, no clock of its own. Everything that varies comes in through [`Ctx`].

pub mod actor;
pub mod appearance;
pub mod authority;
pub mod case;
pub mod clock;
pub mod colour;
pub mod ctx;
pub mod directory;
pub mod document;
pub mod host_name;
pub mod hours;
pub mod id;
pub mod interface;
pub mod language;
pub mod money;
pub mod office;
pub mod origin;
pub mod palette;
pub mod person;
pub mod place;
pub mod policy;
pub mod reference;
pub mod task;
pub mod trust;
pub mod working_days;

pub use actor::{Actor, StaffRole};
pub use appearance::{Appearance, Font, Logo, LogoKind};
pub use authority::{Authority, AuthorityKind, Federation, FormerPlace, Merger, OfficialNumber, Theme};
pub use case::{Case, CaseState, Outcome};
pub use clock::{Clock, FixedClock, Ids};
pub use ctx::Ctx;
pub use directory::Directory;
pub use document::{Document, Seal};
pub use host_name::{HostNameFault, parse_host_name};
pub use id::{CaseId, DocumentId, DraftId, InstanceId, JobId, MessageId, PaymentId, PersonId, SessionId, TaskId};
pub use interface::{Interface, Right};
pub use language::{Country, Lang, LangTexts};
pub use money::{Currency, Money};
pub use office::{Contact, Office};
pub use origin::{OriginFault, parse_origin};
pub use palette::{ColourFault, Palette};
pub use person::{Person, Staff};
pub use place::PlaceAnswer;
pub use policy::{Action, Resource, allows};
pub use task::{Task, TaskKind};
pub use trust::TrustLevel;
pub use working_days::WorkingDays;
