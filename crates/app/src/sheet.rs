//! Tables for spreadsheets: comma-separated, quoted where needed, and no cell that a spreadsheet would take for a formula.

use crate::error::Error;
use std::fmt::Display;

/// Writes a header line and a line a row.
///
/// # Errors
/// Never in practice: writing to memory does not fail.
pub(crate) fn render_csv<const N: usize>(
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<String, Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(internal)?;
    for row in rows {
        writer.write_record(row.map(|cell| defused(&cell))).map_err(internal)?;
    }
    String::from_utf8(writer.into_inner().map_err(internal)?).map_err(internal)
}

fn internal(fault: impl Display) -> Error {
    Error::Internal(fault.to_string())
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front.
fn defused(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_formulas_defused() {
        let rows = [["a,b \"c\"", "1"], ["=1+1", "2"]].map(|row| row.map(str::to_owned));
        let text = render_csv(["query", "asked"], rows).unwrap_or_default();
        assert_eq!(text, "query,asked\n\"a,b \"\"c\"\"\",1\n'=1+1,2\n");
    }
}
