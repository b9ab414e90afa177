//! Letters: typed letter data to a tagged PDF/A, with Typst.
//!
//! [`render`] takes a [`Letter`] and gives one file that is PDF/A-2a and PDF/UA-1 at once. It is plain work for a
//! processor (some milliseconds, no I/O), so a server calls it on a blocking thread. Everything in a letter is a value:
//! the template is ours and fixed, and no text of a letter is ever read as markup.

mod desk;
mod glyphs;
mod letter;
mod render;

pub use letter::{Labels, Letter, Section, Sender, Verify};
pub use render::{Fault, Pdf, render};
