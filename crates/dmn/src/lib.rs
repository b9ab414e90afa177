//! DMN 1.5: decision tables and graphs, with an explanation of every result. Pure; expressions are FEEL.
//! Start at [`parse`] and [`Model::decide`]; [`tck`] runs the public conformance cases.

mod decide;
mod evaluate;
mod explanation;
mod graph;
mod hits;
mod item;
mod load;
mod logic;
mod model;
mod problem;
mod table;
pub mod tck;
mod xml;

pub use explanation::{Decided, DecisionExplanation, Explanation, RuleExplanation, Unmatched};
pub use feel::Fault;
pub use load::{File, parse, parse_lenient, parse_with_imports};
pub use model::{DecisionSummary, Model};
pub use problem::Problem;
