//! A service that an authority brought in, as pages and search read it.

use ::catalogue::{
    DocumentNote, OnlineService, Organisation, Record, RecordId, Responsibility, Service, TextModule, plain,
};
use domain::Lang;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A service of a brought-in catalogue.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Whose it is.
    pub authority: String,
    /// Its word in addresses, unique within the authority.
    pub key: String,
    /// The service.
    pub service: Service,
    /// The organisation unit in charge, where the catalogue says.
    pub office: Option<Organisation>,
    /// Where it is applied for online, elsewhere.
    pub online: Option<String>,
}

/// A text with the language it is in.
pub type Said = (String, Lang);

impl Entry {
    /// A text module as plain text, in the reader's language, else in German.
    pub fn text(&self, module: TextModule, lang: Lang) -> Option<Said> {
        let texts = self.service.modules.get(&module)?;
        said(|code| texts.in_language(code), lang).or_else(|| Some((plain(texts.find("de")?), Lang::De)))
    }

    /// The lines of a text module: paragraphs or items of a list.
    pub fn lines(&self, module: TextModule, lang: Lang) -> (Vec<String>, Lang) {
        let (text, lang) = self.text(module, lang).unwrap_or((String::new(), lang));
        let lines = text.lines().map(|line| line.trim().trim_start_matches(['-', '•', '*']).trim().to_owned());
        (lines.filter(|line| !line.is_empty()).collect(), lang)
    }

    /// As people say it.
    pub fn title(&self, lang: Lang) -> Said {
        let title = self.text(TextModule::Title, lang).or_else(|| self.text(TextModule::Official, lang));
        title.unwrap_or_else(|| (self.key.clone(), Lang::De))
    }

    /// The documents that can be had at an address, with their positions in the list and the addresses.
    pub fn files(&self) -> impl Iterator<Item = (usize, &DocumentNote, &str)> {
        self.service.documents.iter().enumerate().filter_map(|(at, document)| {
            let url = document.url.as_deref().filter(|url| is_address(url))?;
            Some((at, document, url))
        })
    }

    /// One or two lines.
    pub fn summary(&self, lang: Lang) -> Option<Said> {
        self.text(TextModule::Teaser, lang).or_else(|| self.text(TextModule::Short, lang)).or_else(|| {
            let (first, lang) = self.text(TextModule::Full, lang)?;
            Some((first.lines().next().unwrap_or_default().to_owned(), lang))
        })
    }
}

fn said<'t>(find: impl Fn(&str) -> Option<&'t str>, lang: Lang) -> Option<Said> {
    let base = lang.base();
    find(lang.code()).or_else(|| find(base.code())).map(|text| (plain(text), base))
}

/// The services among records, each with its office and online service; those that hold no title are left out.
pub(super) fn entries(records: Vec<(String, Record)>) -> Vec<Arc<Entry>> {
    let mut by_authority: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for (authority, record) in records {
        by_authority.entry(authority).or_default().push(record);
    }
    let mut entries = Vec::new();
    for (authority, records) in by_authority {
        let mut taken = BTreeSet::new();
        let around = Around::new(&records);
        for service in records.iter().filter_map(service_of).filter(|service| service.title("de").is_some()) {
            let key = key_of(service, &mut taken);
            let (office, online) = around.of(&service.id);
            entries.push(Arc::new(Entry {
                authority: authority.clone(),
                key,
                service: service.clone(),
                office: office.cloned(),
                online: online.filter(|url| is_address(url)),
            }));
        }
    }
    entries
}

/// What stands around the services of one authority, by the value of the id that is referred to: a catalogue may have
/// thousands of each.
#[derive(Default)]
struct Around<'r> {
    in_charge: HashMap<&'r str, Vec<&'r Responsibility>>,
    offices: HashMap<&'r str, Vec<&'r Organisation>>,
    online: HashMap<&'r str, Vec<&'r OnlineService>>,
}

impl<'r> Around<'r> {
    fn new(records: &'r [Record]) -> Around<'r> {
        let mut around = Around::default();
        for record in records {
            match record {
                Record::Responsibility(found) => around.in_charge.entry(&found.service.value).or_default().push(found),
                Record::Organisation(office) => around.offices.entry(&office.id.value).or_default().push(office),
                Record::Online(online) => around.online.entry(&online.id.value).or_default().push(online),
                Record::Service(_) | Record::Person(_) => {}
            }
        }
        around
    }

    /// The office in charge of a service, and where it is applied for online.
    fn of(&self, service: &RecordId) -> (Option<&'r Organisation>, Option<String>) {
        let charges = self.in_charge.get(service.value.as_str()).into_iter().flatten();
        let named: Vec<&RecordId> = charges.filter(|c| c.service.fits(service)).map(|charge| &charge.office).collect();
        let office = named.iter().find_map(|id| {
            let offices = self.offices.get(id.value.as_str())?;
            offices.iter().find(|office| id.fits(&office.id)).copied()
        });
        let online = named.iter().find_map(|id| {
            let online = self.online.get(id.value.as_str())?.iter().filter(|online| id.fits(&online.id));
            online.filter_map(|online| online.links.first()).map(|link| link.url.clone()).next()
        });
        (office, online)
    }
}

/// Whether a link may lead there.
pub(crate) fn is_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn service_of(record: &Record) -> Option<&Service> {
    match record {
        Record::Service(service) => Some(service),
        _ => None,
    }
}

/// `k-` and the id in letters, digits and hyphens, so that it never meets the key of a package.
fn key_of(service: &Service, taken: &mut BTreeSet<String>) -> String {
    let folded = domain::place::fold(&service.id.value);
    let mut key: String = folded.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(80).collect();
    key.insert_str(0, "k-");
    let wanted = key.clone();
    let mut again = 1;
    while !taken.insert(key.clone()) {
        again += 1;
        key = format!("{wanted}-{again}");
    }
    key
}
