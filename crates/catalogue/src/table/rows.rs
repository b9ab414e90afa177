//! Rows to services and back: rows with the same id are one service in several languages.

use std::collections::HashMap;

use super::columns::{Column, fold};
use crate::area::AreaKey;
use crate::import::{Defaults, Imported, Located, check_text};
use crate::module::TextModule;
use crate::record::{Kind, Record, RecordId};
use crate::references::References;
use crate::service::{Category, Keyword, Link, Service, ServiceKey};
use crate::texts::{Texts, tag};

/// One row: texts by column, lists with one entry or many.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) line: u32,
    /// Where a file has several names for a column, the best comes first.
    pub(super) cells: Vec<(Column, Vec<String>)>,
}

impl Row {
    /// A row of cells with the rank of their column's name.
    pub(super) fn new(line: u32, mut cells: Vec<((Column, usize), Vec<String>)>) -> Self {
        cells.sort_by_key(|((_, rank), _)| *rank);
        Self { line, cells: cells.into_iter().map(|((column, _), texts)| (column, texts)).collect() }
    }

    fn list(&self, column: Column) -> impl Iterator<Item = &str> {
        let cells = self.cells.iter().filter(move |(own, _)| *own == column);
        cells.flat_map(|(_, texts)| texts).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    fn text(&self, column: Column) -> &str {
        self.list(column).next().unwrap_or_default()
    }
}

/// The entries of a cell: those of a list are separated by `|`, keywords also by comma, semicolon or line.
pub(super) fn entries(column: Column, cell: &str) -> Vec<String> {
    match column {
        Column::Keywords if !cell.contains('|') => cell.split([',', ';', '\n']).map(str::to_owned).collect(),
        _ if is_list(column) => cell.split('|').map(str::to_owned).collect(),
        _ => vec![cell.to_owned()],
    }
}

/// Columns that hold lists; in CSV their entries are separated by `|`.
pub(super) fn is_list(column: Column) -> bool {
    matches!(column, Column::Keywords | Column::Category | Column::Area | Column::Url)
}

/// Gathers services from rows, and refuses what is none.
pub(super) struct Gathering<'a> {
    pub(super) imported: Imported,
    defaults: &'a Defaults,
    /// Place of the service with this id among the records, and the languages it has.
    known: HashMap<String, (usize, Vec<String>)>,
}

impl<'a> Gathering<'a> {
    pub(super) fn new(defaults: &'a Defaults) -> Self {
        Self { imported: Imported::default(), defaults, known: HashMap::new() }
    }

    pub(super) fn add(&mut self, row: &Row) {
        if row.cells.iter().all(|(_, texts)| texts.iter().all(|text| text.trim().is_empty())) {
            return;
        }
        let title =
            [Column::Title, Column::Official].into_iter().map(|column| row.text(column)).find(|t| !t.is_empty());
        // Without ids the title is what stays the same from one import to the next.
        let own_id = row.text(Column::Id);
        let value = if own_id.is_empty() { title.map(fold).unwrap_or_default() } else { own_id.to_owned() };
        let id = RecordId::new(&self.defaults.agency, &value);
        let named = Some(id.clone()).filter(|id| !id.value.is_empty());
        let broken = row.cells.iter().flat_map(|(column, texts)| texts.iter().map(|text| (*column, text)));
        let broken = broken.into_iter().find_map(|(column, text)| check_text(text, column.own_name()));
        if title.is_none() || value.is_empty() {
            self.refuse(row.line, named, "Der Titel fehlt.");
            return;
        }
        if let Some(sentence) = broken {
            self.refuse(row.line, named, sentence);
            return;
        }
        let language = match row.text(Column::Language) {
            "" => tag(&self.defaults.language),
            language => tag(language),
        };
        let fresh = self.imported.records.len();
        let (at, languages) = self.known.entry(value.clone()).or_insert((fresh, Vec::new()));
        if languages.contains(&language) {
            let sentence = format!("Die Kennung „{value}“ steht in der Sprache „{language}“ schon in der Datei.");
            self.refuse(row.line, named, sentence);
            return;
        }
        languages.push(language.clone());
        if *at == fresh {
            let service = Record::Service(Box::new(Service { id, ..Service::default() }));
            self.imported.records.push(Located { line: row.line, record: service });
        }
        if let Some(Located { record: Record::Service(service), .. }) = self.imported.records.get_mut(*at) {
            fill(service, row, &language);
        }
    }

    pub(super) fn refuse(&mut self, line: u32, id: Option<RecordId>, sentence: impl Into<String>) {
        self.imported.refuse(line, Some(Kind::Service), id, sentence);
    }
}

/// The text module that a column holds.
fn module(column: Column) -> Option<TextModule> {
    Some(match column {
        Column::Title => TextModule::Title,
        Column::Official => TextModule::Official,
        Column::Summary => TextModule::Teaser,
        Column::Description => TextModule::Full,
        Column::Organisation => TextModule::Responsible,
        Column::Requirements => TextModule::Requirements,
        Column::Documents => TextModule::Documents,
        Column::Procedure => TextModule::Procedure,
        Column::Legal => TextModule::Legal,
        Column::Hints => TextModule::Hints,
        _ => return None,
    })
}

fn fill(service: &mut Service, row: &Row, language: &str) {
    for column in Column::ALL {
        let text: Vec<&str> = match column {
            Column::Title | Column::Official => row.list(column).take(1).collect(),
            _ => row.list(column).collect(),
        };
        let text = text.join("\n");
        match (module(column), column) {
            _ if text.is_empty() => {}
            (Some(module), _) => service.set_text(module, language, text),
            (_, Column::Costs) => service.cost_note.set(language, text),
            (_, Column::Deadline) => service.deadline.text.set(language, text),
            (_, Column::Duration) => service.processing.text.set(language, text),
            _ => {}
        }
    }
    for word in row.list(Column::Keywords) {
        let keyword = Keyword { language: language.to_owned(), word: word.to_owned() };
        if !service.keywords.contains(&keyword) {
            service.keywords.push(keyword);
        }
    }
    for (place, name) in row.list(Column::Category).enumerate() {
        // The n-th category of another language is the translation of the n-th one.
        match service.categories.get_mut(place) {
            Some(category) if category.title.in_language(language).is_none() => category.title.set(language, name),
            _ => {
                let mut title = Texts::default();
                title.set(language, name);
                service.categories.push(Category { title, ..Category::default() });
            }
        }
    }
    for url in row.list(Column::Url) {
        service.links.push(Link { url: url.to_owned(), title: String::new(), language: language.to_owned() });
    }
    for area in row.list(Column::Area).map(AreaKey::parse) {
        if !service.areas.contains(&area) {
            service.areas.push(area);
        }
    }
    for key in row.list(Column::Leika).map(|number| ServiceKey::Leika(number.to_owned())) {
        if !service.keys.contains(&key) {
            service.keys.push(key);
        }
    }
    if !service.languages.iter().any(|known| known == language) {
        service.languages.push(language.to_owned());
    }
}

/// The rows of all services among the records: one for every language that has a title.
pub(super) fn rows(records: &[Record]) -> Vec<Row> {
    let references = References::of(records);
    let mut rows = Vec::new();
    for record in records {
        let Record::Service(service) = record else { continue };
        let mut languages: Vec<&str> = Vec::new();
        for module in [TextModule::Title, TextModule::Official] {
            let found = service.modules.get(&module).into_iter().flat_map(|texts| texts.iter()).map(|(tag, _)| tag);
            languages.extend(found);
        }
        languages.sort_unstable_by_key(|language| (*language != "de", *language));
        languages.dedup();
        rows.extend(languages.into_iter().map(|language| row(service, language, &references)));
    }
    rows
}

fn row(service: &Service, language: &str, references: &References<'_>) -> Row {
    let exact = |module| service.modules.get(&module).and_then(|texts| texts.in_language(language));
    let summary = exact(TextModule::Teaser).or_else(|| exact(TextModule::Short));
    let office =
        exact(TextModule::Responsible).map(str::to_owned).or_else(|| office_name(service, language, references));
    let one = |text: Option<&str>| text.map(|text| vec![text.to_owned()]).unwrap_or_default();
    let links = service.links.iter().filter(|link| link.language == language).map(|link| link.url.clone());
    let categories = service.categories.iter().filter_map(|category| category.title.in_language(language));
    let cell = |column| match column {
        Column::Id => vec![service.id.value.clone()],
        Column::Summary => one(summary),
        Column::Organisation => one(office.as_deref()),
        Column::Keywords => service.keywords_in(language).map(str::to_owned).collect(),
        Column::Category => categories.clone().map(str::to_owned).collect(),
        Column::Url => links.clone().collect(),
        Column::Language => vec![language.to_owned()],
        Column::Area => service.areas.iter().map(ToString::to_string).collect(),
        Column::Leika => one(service.leika()),
        Column::Costs => one(service.cost_note.in_language(language)),
        Column::Deadline => one(service.deadline.text.in_language(language)),
        Column::Duration => one(service.processing.text.in_language(language)),
        text => one(module(text).and_then(exact)),
    };
    Row { line: 0, cells: Column::ALL.into_iter().map(|column| (column, cell(column))).collect() }
}

fn office_name(service: &Service, language: &str, references: &References<'_>) -> Option<String> {
    references.units(&service.id).first()?.name.find(language).map(str::to_owned)
}
