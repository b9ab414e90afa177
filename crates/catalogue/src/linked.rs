//! The catalogue as linked data: CPSV-AP for catalogues of services, schema.org for one page.

mod cpsv;
mod graph;
mod schema_org;

pub use cpsv::{Publisher, render as render_cpsv};
pub use schema_org::{embed, render as render_schema_org};

use crate::office::{ChannelKind, Organisation};

/// Telephone, or mobile where there is no other.
fn phone(unit: &Organisation) -> Option<&str> {
    unit.contact(&ChannelKind::Phone).or_else(|| unit.contact(&ChannelKind::Mobile))
}

/// `Mo 08:30–11:45`, a line each.
fn hours_in_german(unit: &Organisation) -> String {
    const DAYS: [&str; 7] = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"];
    let lines = unit.hours.iter().map(|hours| {
        let day = DAYS.get(usize::from(hours.weekday).wrapping_sub(1)).copied().unwrap_or("?");
        format!("{day} {}", hours.span())
    });
    lines.collect::<Vec<_>>().join("\n")
}
