//! The one search box: analyser, lexicon, index, ranking, suggestions.
//!
//! Everything is in memory and pure: [`Index::build`] takes entries and a [`Lexicon`], [`Index::search`] gives ids back;
//! [`Index::rebuild`] brings other entries under the same lexicon.
//! The reader's place and permissions come in as one function, [`Query::boost`].

mod compound;
mod entry;
mod fold;
mod index;
mod lexicon;
mod lists;
mod query;
mod rank;
mod stem;
mod stopwords;
mod topics;
mod typo;
mod vocabulary;
mod wording;

pub use domain::Lang;
pub use entry::{Entry, EntryText, Kind};
pub use fold::words;
pub use index::Index;
pub use lexicon::{Lexicon, Problem, Said, Topic};
pub use query::How;
pub use rank::{Hit, MAX_BOOST, Query, Reason, Suggestion};
