//! A person's own cases: reading, answering the office, paying, fetching documents.

pub mod answer;
pub mod pay;
pub mod read;

pub use answer::{Request, answer_request, open_request};
pub use read::{OwnCase, load_document, read_own};
pub use store::history::Entry;
pub use store::messages::Message;
