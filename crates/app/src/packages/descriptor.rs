//! `service.toml`: who is in charge, where the service exists, what it needs.

use std::collections::BTreeMap;

use domain::{AuthorityKind, Country, TrustLevel};
use form::Problem;
use form::source::{Table, nearest, read_toml};

/// Who offers a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A commune.
    Commune,
    /// A district.
    District,
    /// A canton or a Kreis.
    Canton,
}

impl Level {
    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::District => "district",
            Self::Canton => "canton",
        }
    }

    /// Whether an authority of this kind stands on this level; districts have no portal of their own yet.
    pub fn fits(self, kind: AuthorityKind) -> bool {
        match self {
            Self::Commune => kind == AuthorityKind::Commune,
            Self::Canton => kind.is_lead(),
            Self::District => false,
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Commune, Self::District, Self::Canton].into_iter().find(|level| level.as_str() == word)
    }
}

/// What `service.toml` says, for one country: settings of `[country.XX]` are worked in.
#[derive(Clone, Debug, PartialEq)]
pub struct Descriptor {
    /// The service's key, also the folder's name.
    pub key: String,
    /// Who is in charge.
    pub level: Level,
    /// Other levels that offer it too.
    pub also: Vec<Level>,
    /// The countries it exists in.
    pub countries: Vec<Country>,
    /// Federations that have it; empty means all in its countries.
    pub federations: Vec<String>,
    /// Life situations, the nearest first.
    pub life_situations: Vec<String>,
    /// Kind of the office in charge.
    pub office: String,
    /// Key in the German catalogue of services.
    pub leika: Option<String>,
    /// Trust level needed for sending.
    pub trust_level: TrustLevel,
    /// 0 information, 1 form and message, 2 form with a clerk, 3 fully automatic.
    pub stage: u8,
    /// Usual processing time in working days.
    pub working_days: Option<u32>,
    /// 0–10, how often people ask for it.
    pub demand: u8,
    /// The one authority that has it, by key; none for all that fit.
    pub only: Option<String>,
    /// The authority says that it does not have it.
    pub withheld: bool,
    /// Where it is done online, outside this portal.
    pub elsewhere: Option<String>,
    by_country: BTreeMap<&'static str, Box<Descriptor>>,
}

/// Kinds of office that a service can name.
pub(crate) const OFFICES: &[&str] = &[
    "chancery",
    "residents",
    "civil-status",
    "passport",
    "tax",
    "building",
    "works",
    "energy",
    "social",
    "family",
    "school",
    "police",
    "migration",
    "traffic",
    "trade",
    "debt",
    "forest",
    "nature",
    "culture",
    "fire",
    "cemetery",
    "court",
    "justice",
    "grants",
];

const COUNTRY_KEYS: &[&str] = &["level", "also", "office", "leika", "trust_level", "stage", "working_days", "demand"];
const KEYS: &[&str] = &["key", "countries", "federations", "life_situations", "country"];

impl Descriptor {
    /// The descriptor as it holds in `country`.
    pub fn in_country(&self, country: Country) -> &Descriptor {
        self.by_country.get(country.code()).map_or(self, |special| special)
    }

    /// Whether authorities of this federation, country and kind offer the service.
    pub fn is_offered(&self, federation: &str, country: Country, kind: AuthorityKind) -> bool {
        let here = self.in_country(country);
        self.countries.contains(&country)
            && (self.federations.is_empty() || self.federations.iter().any(|key| key == federation))
            && (here.level.fits(kind) || here.also.iter().any(|level| level.fits(kind)))
    }

    /// Changes the settings for every country.
    pub(crate) fn settle_everywhere(&mut self, mut settle: impl FnMut(&mut Descriptor)) {
        settle(self);
        self.by_country.values_mut().for_each(|special| settle(special));
    }

    /// Reads `service.toml`; `None` when a needed part is missing or wrong.
    pub(crate) fn parse(text: &str, file: &str, problems: &mut Vec<Problem>) -> Option<Self> {
        let root = read_toml(text, file, problems)?;
        root.check_keys(&[KEYS, COUNTRY_KEYS].concat(), problems);
        let key = root.needed_text("key", problems)?;
        let countries = read_countries(&root, problems);
        let general = Self {
            level: Level::Commune,
            also: Vec::new(),
            countries,
            federations: root.texts("federations", problems),
            life_situations: root.texts("life_situations", problems),
            office: String::new(),
            leika: None,
            trust_level: TrustLevel::None,
            stage: 0,
            working_days: None,
            demand: 0,
            only: None,
            withheld: false,
            elsewhere: None,
            by_country: BTreeMap::new(),
            key,
        };
        for needed in ["level", "office", "trust_level", "stage"] {
            if root.find(needed).is_none() {
                problems.push(root.fault(1, format!("`{needed}` is missing.")));
            }
        }
        let mut descriptor = read_settings(&root, general, problems);
        if let Some(tables) = root.table("country", problems) {
            tables.check_keys(&["CH", "DE"], problems);
            for country in [Country::Ch, Country::De] {
                if let Some(table) = tables.table(country.code(), problems) {
                    table.check_keys(COUNTRY_KEYS, problems);
                    let special = read_settings(table, descriptor.clone(), problems);
                    descriptor.by_country.insert(country.code(), Box::new(special));
                }
            }
        }
        Some(descriptor)
    }
}

fn read_countries(root: &Table, problems: &mut Vec<Problem>) -> Vec<Country> {
    let mut countries = Vec::new();
    for (line, code) in root.texts_with_lines("countries", problems) {
        match [Country::Ch, Country::De].into_iter().find(|country| country.code() == code) {
            Some(country) => countries.push(country),
            None => problems.push(root.fault(line, format!("The country {code:?} is not known. Known: CH, DE."))),
        }
    }
    if countries.is_empty() {
        problems.push(root.fault(root.line_of("countries"), "`countries` is missing, like [\"CH\", \"DE\"]."));
    }
    countries
}

/// The settings of a table over those of `base`.
fn read_settings(table: &Table, base: Descriptor, problems: &mut Vec<Problem>) -> Descriptor {
    let mut here = base;
    if let Some(word) = table.text("level", problems) {
        here.level = read_level(table, "level", table.line_of("level"), &word, problems).unwrap_or(here.level);
    }
    if table.find("also").is_some() {
        let words = table.texts_with_lines("also", problems);
        here.also = words.iter().filter_map(|(line, word)| read_level(table, "also", *line, word, problems)).collect();
    }
    if let Some(office) = table.text("office", problems) {
        if !OFFICES.contains(&office.as_str()) {
            let hint = nearest(&office, OFFICES).map_or_else(String::new, |near| format!(" Do you mean `{near}`?"));
            problems.push(table.fault(table.line_of("office"), format!("The office `{office}` is not known.{hint}")));
        }
        here.office = office;
    }
    if let Some(word) = table.text("trust_level", problems) {
        here.trust_level = TrustLevel::from_word(&word);
        if here.trust_level.as_str() != word {
            let message = format!("The trust level `{word}` is not known. Known: none, low, substantial, high.");
            problems.push(table.fault(table.line_of("trust_level"), message));
        }
    }
    if let Some(stage) = table.count("stage", problems) {
        here.stage = small(table, "stage", stage, 3, problems);
    }
    if let Some(demand) = table.count("demand", problems) {
        here.demand = small(table, "demand", demand, 10, problems);
    }
    if let Some(days) = table.count("working_days", problems) {
        here.working_days = u32::try_from(days).ok();
    }
    if let Some(leika) = table.text("leika", problems) {
        here.leika = Some(leika);
    }
    here
}

fn read_level(table: &Table, key: &str, line: usize, word: &str, problems: &mut Vec<Problem>) -> Option<Level> {
    let level = Level::from_word(word);
    if level.is_none() {
        let message = format!("`{key}` is commune, district or canton, not `{word}`.");
        problems.push(table.fault(line, message));
    }
    level
}

fn small(table: &Table, key: &str, number: u64, most: u8, problems: &mut Vec<Problem>) -> u8 {
    match u8::try_from(number) {
        Ok(number) if number <= most => number,
        _ => {
            problems.push(table.fault(table.line_of(key), format!("`{key}` is a number from 0 to {most}.")));
            most
        }
    }
}
