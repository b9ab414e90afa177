//! Communes from `demo/places/*.csv`, with the communes that were merged into them.

use std::collections::HashMap;

use domain::{Authority, AuthorityKind, Country, FormerPlace, LangTexts, Merger, OfficialNumber};
use jiff::civil::Date;

use super::{Location, no_theme};
use crate::Error;

/// A row of a table: its cells by the names in the first line, and where it stands.
struct Row<'a> {
    file: &'a str,
    line: usize,
    cells: HashMap<&'a str, &'a str>,
}

impl<'a> Row<'a> {
    /// The cell of an optional column; empty where the table has no such column.
    fn cell(&self, column: &str) -> &'a str {
        self.cells.get(column).copied().unwrap_or_default()
    }

    /// The cell of a column that must hold something.
    fn filled(&self, column: &str) -> Result<&'a str, Error> {
        match self.cell(column) {
            "" => Err(self.fault(&format!("the column {column} is empty"))),
            text => Ok(text),
        }
    }

    /// The day of an optional column.
    fn day(&self, column: &str) -> Result<Option<Date>, Error> {
        match self.cell(column) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| self.fault(&format!("the column {column} holds no day"))),
        }
    }

    fn list(&self, column: &str) -> Vec<String> {
        self.cell(column).split(';').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    fn fault(&self, what: &str) -> Error {
        Error::Seed(format!("demo/{}:{}: {what}", self.file, self.line))
    }
}

/// Reads a table of plain cells: no cell holds a comma or a quotation mark.
fn rows<'a>(file: &'a str, text: &'a str) -> Result<Vec<Row<'a>>, Error> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let names: Vec<&str> = lines.next().map(|(_, line)| line.split(',').collect()).unwrap_or_default();
    lines
        .map(|(index, line)| {
            let cells: Vec<&str> = line.split(',').map(str::trim).collect();
            let row = Row { file, line: index + 1, cells: names.iter().copied().zip(cells.iter().copied()).collect() };
            match cells.len() == names.len() && !line.contains('"') {
                true => Ok(row),
                false => Err(row.fault(&format!("there must be {} plain cells", names.len()))),
            }
        })
        .collect()
}

/// Reads the communes of one federation.
pub(super) fn load(file: &str, federation: &str, country: Country) -> Result<Vec<(Authority, Location)>, Error> {
    let text = match file {
        "places/aargau.csv" => include_str!("../../../../demo/places/aargau.csv"),
        "places/luzern.csv" => include_str!("../../../../demo/places/luzern.csv"),
        "places/heinsberg.csv" => include_str!("../../../../demo/places/heinsberg.csv"),
        other => return Err(Error::Seed(format!("demo/federations.toml: {other} is not part of the binary"))),
    };
    let former = former()?;
    rows(file, text)?.iter().map(|row| commune(row, federation, country, &former)).collect()
}

fn commune(
    row: &Row<'_>,
    federation: &str,
    country: Country,
    former: &HashMap<String, Vec<FormerPlace>>,
) -> Result<(Authority, Location), Error> {
    let (name, kind, number) = (row.filled("name")?, row.filled("kind")?, row.filled("number")?);
    let scheme = match country {
        Country::Ch => "BFS",
        Country::De => "AGS",
    };
    let hosts = row.list("hosts");
    let postal_codes = row.list("postal_codes");
    let location = Location {
        kind: kind.to_owned(),
        street: row.cell("street").to_owned(),
        postal_code: postal_codes.first().cloned().ok_or_else(|| row.fault("there is no postal code"))?,
        post_town: row.filled("post_town")?.to_owned(),
    };
    let authority = Authority {
        // The first host names the authority everywhere.
        key: hosts.first().cloned().ok_or_else(|| row.fault("there is no host"))?,
        federation: federation.to_owned(),
        kind: AuthorityKind::Commune,
        name: name.to_owned(),
        full_name: LangTexts::same(&format!("{kind} {name}")),
        country,
        region: None,
        district: Some(row.cell("district")).filter(|name| !name.is_empty()).map(str::to_owned),
        number: Some(OfficialNumber { scheme: scheme.to_owned(), number: number.to_owned() }),
        hosts,
        postal_codes,
        former: former.get(number).cloned().unwrap_or_default(),
        theme: no_theme(),
        embed_origins: Vec::new(),
        old_counter: None,
        since: row.day("since")?,
        merged_into: match (row.cell("merged_into"), row.day("merged_from")?) {
            ("", None) => None,
            (successor, Some(from)) if !successor.is_empty() => Some(Merger { successor: successor.to_owned(), from }),
            _ => return Err(row.fault("a merger has a successor and a day")),
        },
    };
    Ok((authority, location))
}

/// The communes that are no more, by the number of their successor.
fn former() -> Result<HashMap<String, Vec<FormerPlace>>, Error> {
    let mut found: HashMap<String, Vec<FormerPlace>> = HashMap::new();
    for row in rows("places/mergers.csv", include_str!("../../../../demo/places/mergers.csv"))? {
        let year = row.filled("year")?.parse().map_err(|_| row.fault("the year is no number"))?;
        let place =
            FormerPlace { number: row.filled("number")?.to_owned(), name: row.filled("name")?.to_owned(), year };
        found.entry(row.filled("successor")?.to_owned()).or_default().push(place);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faulty_row_names_file_and_line() {
        let fault = |text: &'static str| match rows("places/x.csv", text) {
            Ok(rows) => rows.iter().map(|row| row.filled("name")).find_map(Result::err),
            Err(error) => Some(error),
        };
        let said = |text| fault(text).map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(said("number,name\n1,A\n2\n"), "demo/places/x.csv:3: there must be 2 plain cells");
        assert_eq!(said("number,name\n1,\n"), "demo/places/x.csv:2: the column name is empty");
        assert_eq!(said("number,name\n1,\"A\"\n"), "demo/places/x.csv:2: there must be 2 plain cells");
        assert_eq!(said("number,name\n\n1,A\n"), "");
    }
}
