//! The catalogue as rows: one service in one language a row, for spreadsheets and plain JSON.

mod columns;
mod csv;
mod json;
mod rows;

pub use csv::{read as read_csv, write as write_csv};
pub use json::{read as read_json, write as write_json};
