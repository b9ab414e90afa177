//! What one authority says otherwise about a service, or a service of its own, and the package that comes of it.

use super::part::Part;
use crate::packages::{Descriptor, Package, parse};
use domain::{Authority, Lang};
use form::Problem;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words by part.
pub type Words = BTreeMap<Part, String>;

/// What an authority says otherwise; everything left out is as others say it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Specialisation {
    /// Words by language code (`de`, `fr`, `it`, `en`, `de-simple`).
    pub words: BTreeMap<String, Words>,
    /// How it can be done online.
    pub online: Online,
    /// The authority does not have this service.
    pub withheld: bool,
    /// First day on which all this holds.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// A service of the authority's own, which nobody else has said anything about.
    pub own: Option<OwnService>,
    /// Whose own service this was before the authority took it over; its key.
    pub adopted_from: Option<String>,
}

/// How a service can be done online.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Online {
    /// As others say.
    #[default]
    AsShared,
    /// Not, or not yet: people turn to the office.
    Not,
    /// Somewhere else, such as an older counter of the authority.
    Elsewhere(String),
}

/// What a service of an authority's own needs beside its words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnService {
    /// Kind of the office in charge.
    pub office: String,
    /// Life situations, the nearest first.
    pub life_situations: Vec<String>,
    /// Other authorities of the federation may take it over.
    pub shared: bool,
}

impl Specialisation {
    /// Whether it holds on that day.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// What is said in a language in a part; empty for nothing.
    pub fn word(&self, lang: Lang, part: Part) -> &str {
        self.words.get(lang.code()).and_then(|words| words.get(&part)).map_or("", String::as_str)
    }

    /// Says something in a language in a part; an empty text leaves it to others.
    pub fn say(&mut self, lang: Lang, part: Part, text: String) {
        let words = self.words.entry(lang.code().to_owned()).or_default();
        if text.is_empty() {
            words.remove(&part);
        } else {
            words.insert(part, text);
        }
        if words.is_empty() {
            self.words.remove(lang.code());
        }
    }

    /// Whether nothing is said at all.
    pub fn is_empty(&self) -> bool {
        *self == Specialisation::default()
    }

    /// The service as this authority has it, over what others say.
    pub fn over(&self, below: &Package, authority: &Authority) -> Package {
        let mut texts = below.texts.clone();
        for part in Part::ALL {
            let said: Vec<Lang> = Lang::OFFERED.into_iter().filter(|lang| !self.word(*lang, part).is_empty()).collect();
            // Who says something else in German makes the others' translations of it wrong: German is shown instead.
            let unsaid = if said.contains(&Lang::De) { Lang::OFFERED.to_vec() } else { said.clone() };
            for lang in unsaid {
                for tag in [lang.code().to_owned(), format!("{}-{}", lang.code(), authority.country.code())] {
                    if let Some(texts) = texts.get_mut(&tag) {
                        part.say(texts, "");
                    }
                }
            }
            for lang in said {
                let texts = texts.entry(lang.code().to_owned()).or_default();
                part.say(texts, self.word(lang, part));
            }
        }
        if [Part::Summary, Part::Description].iter().all(|part| !self.word(Lang::De, *part).is_empty()) {
            // The remark that the texts are samples is no longer true.
            texts.values_mut().for_each(|texts| texts.note = None);
        }
        below.specialised(texts, |descriptor| self.settle(descriptor))
    }

    fn settle(&self, descriptor: &mut Descriptor) {
        descriptor.withheld |= self.withheld;
        match &self.online {
            Online::AsShared => {}
            Online::Not => {
                descriptor.stage = 0;
                descriptor.elsewhere = None;
            }
            Online::Elsewhere(address) => {
                descriptor.stage = 0;
                descriptor.elsewhere = Some(address.clone());
            }
        }
    }

    /// The package of a service of the authority's own; none when it is not one.
    ///
    /// # Errors
    /// What keeps it from being a service.
    pub fn package(&self, key: &str, authority: &Authority) -> Option<Result<Package, Vec<Problem>>> {
        let own = self.own.as_ref()?;
        let level = if authority.kind.is_lead() { "canton" } else { "commune" };
        let mut service = toml::Table::new();
        service.insert("key".into(), key.into());
        service.insert("level".into(), level.into());
        service.insert("countries".into(), vec![authority.country.code()].into());
        service.insert("office".into(), own.office.clone().into());
        service.insert("trust_level".into(), "none".into());
        service.insert("stage".into(), 0.into());
        service.insert("life_situations".into(), own.life_situations.clone().into());
        let mut files = BTreeMap::from([("service.toml".to_owned(), service.to_string())]);
        let german = self.words.get(Lang::De.code()).cloned().unwrap_or_default();
        for (lang, words) in &self.words {
            files.insert(format!("texts/{lang}.toml"), file_of(&completed(lang, words, &german)));
        }
        Some(parse(files).map(|package| {
            package.specialised(package.texts.clone(), |descriptor| {
                descriptor.only = Some(authority.key.clone());
                self.settle(descriptor);
            })
        }))
    }

    /// The same service at another authority that takes it over: a package for that one alone.
    pub(super) fn adopted(of: &Package, by: &Authority) -> Package {
        of.specialised(of.texts.clone(), |descriptor| descriptor.only = Some(by.key.clone()))
    }
}

/// The words with what every service says, taken from the others where an editor left it out. Easy language lies over
/// German as it is.
fn completed(lang: &str, words: &Words, german: &Words) -> Words {
    let mut words = words.clone();
    if lang != Lang::Simple.code() {
        for part in [Part::Title, Part::Summary] {
            let said = german.get(&part).cloned().unwrap_or_default();
            words.entry(part).or_insert(said);
        }
        let title = words.get(&Part::Title).cloned().unwrap_or_default();
        for part in [Part::Official, Part::Keywords] {
            words.entry(part).or_insert_with(|| title.clone());
        }
    }
    words.retain(|_, text| !text.is_empty());
    words
}

/// `texts/<language>.toml` of a package.
fn file_of(words: &Words) -> String {
    let (mut texts, mut facts) = (toml::Table::new(), toml::Table::new());
    for (part, text) in words {
        let lines = || text.lines().map(str::to_owned).collect::<Vec<_>>();
        match part {
            Part::Documents => facts.insert("documents".into(), lines().into()),
            Part::Audience | Part::CostNote | Part::Deadline | Part::OtherChannels => {
                facts.insert(part.name().into(), text.clone().into())
            }
            part if part.is_list() => texts.insert(part.name().into(), lines().into()),
            part => texts.insert(part.name().into(), text.clone().into()),
        };
    }
    if !facts.is_empty() {
        texts.insert("facts".into(), facts.into());
    }
    texts.to_string()
}
