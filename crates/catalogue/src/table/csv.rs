//! CSV: separator and header names are found out, formulas are defused on the way out.

use super::columns::Column;
use super::rows::{Gathering, Row, entries, is_list, rows};
use crate::import::{Defaults, Fault, Imported, decode};
use crate::record::Record;

/// Most rows of one file.
const MAX_ROWS: usize = 500_000;

/// Reads a table with a header line, separated by comma, semicolon or tab.
///
/// # Errors
/// The file is not UTF-8, is empty, has no column for the title, or has far too many rows.
pub fn read(bytes: &[u8], defaults: &Defaults) -> Result<Imported, Fault> {
    let text = decode(bytes)?;
    let separator = separator(text);
    let mut reader =
        ::csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut lines = reader.records();
    let header = loop {
        match lines.next() {
            Some(Ok(record)) if record.iter().all(|cell| cell.trim().is_empty()) => {}
            Some(Ok(record)) => break record,
            Some(Err(error)) => return Err(Fault::new(1, format!("Die Kopfzeile ist nicht zu lesen: {error}."))),
            None => return Err(Fault::new(1, "Die Datei ist leer.")),
        }
    };
    let columns: Vec<Option<(Column, usize)>> = header.iter().map(Column::named).collect();
    let header_line = header.position().map_or(1, |at| line_of(text, at));
    if !columns.iter().flatten().any(|(column, _)| matches!(column, Column::Title | Column::Official)) {
        let found = header.iter().map(|name| format!("„{}“", name.trim())).collect::<Vec<_>>().join(", ");
        let sentence = format!("Keine Spalte für den Titel gefunden. Die Spalten heißen {found}.");
        return Err(Fault::new(header_line, sentence));
    }
    let mut gathering = Gathering::new(defaults);
    for (name, column) in header.iter().zip(&columns) {
        if column.is_none() && !name.trim().is_empty() {
            gathering.imported.ignore(header_line, format!("Spalte „{}“", name.trim()));
        }
    }
    let open_quote = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    let mut lines = lines.enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        if number >= MAX_ROWS {
            return Err(Fault::new(header_line, format!("Die Datei hat mehr als {MAX_ROWS} Zeilen.")));
        }
        let record = match line {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(header_line, |at| line_of(text, at));
                gathering.refuse(line, None, format!("Die Zeile ist nicht zu lesen: {error}."));
                continue;
            }
        };
        let at = record.position().map_or(header_line, |at| line_of(text, at));
        if open_quote && lines.peek().is_none() {
            gathering.refuse(at, None, "Ein Anführungszeichen wird geöffnet und nie geschlossen.");
        } else if record.len() > columns.len() && record.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty())
        {
            let sentence = format!("Die Zeile hat {} Felder, die Kopfzeile {}.", record.len(), columns.len());
            gathering.refuse(at, None, sentence);
        } else {
            gathering.add(&row(at, &columns, &record));
        }
    }
    Ok(gathering.imported)
}

fn row(line: u32, columns: &[Option<(Column, usize)>], record: &::csv::StringRecord) -> Row {
    let cells = columns.iter().zip(record).filter_map(|(column, cell)| {
        let column = (*column)?;
        Some((column, entries(column.0, armed(cell))))
    });
    Row::new(line, cells.collect())
}

/// The line a row begins on. The reader counts empty lines before a row as part of it.
fn line_of(text: &str, position: &::csv::Position) -> u32 {
    let from = usize::try_from(position.byte()).ok().and_then(|at| text.as_bytes().get(at..)).unwrap_or_default();
    let blank = from.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    u32::try_from(position.line()).unwrap_or(u32::MAX).saturating_add(u32::try_from(blank).unwrap_or(0))
}

/// The separator that the first line with words has most of, outside of quotes.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| line.chars().any(char::is_alphanumeric)).unwrap_or_default();
    let mut counts = [(b'|', 0_usize), (b';', 0), (b'\t', 0), (b',', 0)];
    let mut quoted = false;
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        for (separator, count) in &mut counts {
            *count += usize::from(!quoted && byte == *separator);
        }
    }
    counts
        .iter()
        .max_by_key(|(_, count)| *count)
        .filter(|(_, count)| *count > 0)
        .map_or(b',', |(separator, _)| *separator)
}

/// Writes all services: one row a language, comma, UTF-8 with byte-order mark so that spreadsheets see it.
pub fn write(records: &[Record]) -> String {
    let mut out = String::from("\u{feff}");
    let header: Vec<&str> = Column::ALL.into_iter().map(Column::own_name).collect();
    out.push_str(&header.join(","));
    out.push_str("\r\n");
    for row in rows(records) {
        let cells = row.cells.iter().map(|(column, texts)| quoted(&defused(&joined(*column, texts))));
        out.push_str(&cells.collect::<Vec<_>>().join(","));
        out.push_str("\r\n");
    }
    out
}

/// The entries of a cell on one line. What `|` separates cannot hold one.
fn joined(column: Column, texts: &[String]) -> String {
    if !is_list(column) {
        return texts.join("\n");
    }
    let mut cell = texts.iter().map(|text| text.replace('|', "/")).collect::<Vec<_>>().join("|");
    // A single keyword with a comma in it would be read as two.
    if texts.len() == 1 && cell.contains([',', ';', '\n']) {
        cell.push('|');
    }
    cell
}

const ARMS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front.
fn defused(cell: &str) -> String {
    if cell.starts_with(ARMS) { format!("'{cell}") } else { cell.to_owned() }
}

/// Takes away the apostrophe that [`defused`] put there.
fn armed(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(ARMS)).unwrap_or(cell)
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', ';', '\n', '\r', '\t']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
