//! All federations, authorities and offices, looked up by host, key, number, name or postal code. Read-only after it is
//! built. Places come and go by mergers, so whoever looks one up says for which day.

use crate::authority::{Authority, Federation};
use crate::office::Office;
use crate::place::{PlaceAnswer, fold};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use thiserror::Error;

/// Why a directory could not be built.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum DirectoryFault {
    /// Two authorities want the same host.
    #[error("the host name {host:?} is claimed by {first} and by {second}: give one of them another host name")]
    HostTwice {
        /// The host label.
        host: String,
        /// Who has it.
        first: String,
        /// Who wants it too.
        second: String,
    },
    /// An authority names a federation that is not there.
    #[error("the authority {authority} belongs to the federation {federation:?}, which does not exist")]
    NoFederation {
        /// The authority.
        authority: String,
        /// The unknown federation.
        federation: String,
    },
    /// An authority is merged into one that is not there.
    #[error("{authority} is merged into {successor:?}, which does not exist")]
    NoSuccessor {
        /// The authority.
        authority: String,
        /// The unknown successor.
        successor: String,
    },
    /// Mergers lead back to where they began.
    #[error("the mergers of {0} lead in a circle")]
    Circle(String),
}

/// The tenants of this installation.
#[derive(Debug, Default)]
pub struct Directory {
    federations: BTreeMap<String, Arc<Federation>>,
    authorities: BTreeMap<String, Arc<Authority>>,
    offices: HashMap<String, Vec<Arc<Office>>>,
    hosts: HashMap<String, String>,
    by_word: HashMap<String, Vec<Named>>,
    by_number: HashMap<String, Vec<Named>>,
}

/// That a word or number stands for a commune.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    /// Key of the commune.
    key: String,
    /// The number of the place that was merged into it and had this name or number; none: it is the commune's own.
    former: Option<String>,
}

impl Directory {
    /// Builds the look-up tables.
    ///
    /// # Errors
    /// When two authorities share a host, an authority has no federation, or a merger leads nowhere.
    pub fn build(
        federations: Vec<Federation>,
        authorities: Vec<Authority>,
        offices: Vec<Office>,
    ) -> Result<Directory, DirectoryFault> {
        let mut directory = Directory {
            federations: federations.into_iter().map(|f| (f.key.clone(), Arc::new(f))).collect(),
            ..Directory::default()
        };
        for authority in authorities {
            if !directory.federations.contains_key(&authority.federation) {
                return Err(DirectoryFault::NoFederation {
                    authority: authority.key,
                    federation: authority.federation,
                });
            }
            for host in &authority.hosts {
                if let Some(first) = directory.hosts.insert(host.clone(), authority.key.clone()) {
                    return Err(DirectoryFault::HostTwice { host: host.clone(), first, second: authority.key });
                }
            }
            if !authority.kind.is_lead() {
                directory.index(&authority);
            }
            directory.authorities.insert(authority.key.clone(), Arc::new(authority));
        }
        for office in offices {
            directory.offices.entry(office.authority.clone()).or_default().push(Arc::new(office));
        }
        directory.check_mergers()?;
        Ok(directory)
    }

    fn check_mergers(&self) -> Result<(), DirectoryFault> {
        for authority in self.authorities.values() {
            let mut at = authority;
            for step in 0.. {
                let Some(merger) = &at.merged_into else { break };
                let successor = self.authorities.get(&merger.successor);
                at = successor.ok_or_else(|| DirectoryFault::NoSuccessor {
                    authority: at.key.clone(),
                    successor: merger.successor.clone(),
                })?;
                if step > self.authorities.len() {
                    return Err(DirectoryFault::Circle(authority.key.clone()));
                }
            }
        }
        Ok(())
    }

    fn index(&mut self, authority: &Authority) {
        let mut words = vec![fold(&authority.name), fold(&authority.key)];
        // "Buchs (AG)" is also found by "Buchs".
        words.extend(authority.name.split(" (").next().map(fold));
        words.extend(authority.number.iter().map(|n| n.number.clone()));
        words.extend(authority.postal_codes.iter().cloned());
        let own = Named { key: authority.key.clone(), former: None };
        let mut named: Vec<(String, Named)> = words.into_iter().map(|word| (word, own.clone())).collect();
        for former in &authority.former {
            let short = former.name.split(" (").next().unwrap_or(&former.name);
            let of = Named { former: Some(former.number.clone()), ..own.clone() };
            let words = [fold(&former.name), fold(short), former.number.clone()];
            named.extend(words.map(|word| (word, of.clone())));
            self.by_number.entry(former.number.clone()).or_default().push(of);
        }
        if let Some(number) = &authority.number {
            // What has the number itself comes before what had it once.
            self.by_number.entry(number.number.clone()).or_default().insert(0, own);
        }
        named.sort();
        named.dedup();
        for (word, named) in named.into_iter().filter(|(word, _)| !word.is_empty()) {
            self.by_word.entry(word).or_default().push(named);
        }
    }

    /// The commune that a word or number stands for on a day; none as long as it does not exist.
    fn meant(&self, named: &Named, day: Date) -> Option<Arc<Authority>> {
        // Until its merger a former place answers itself, where it is one of us.
        let itself = |number: &String| {
            let holders = self.by_number.get(number).into_iter().flatten().filter(|named| named.former.is_none());
            holders.filter_map(|named| self.find(&named.key)).any(|authority| authority.answers_on(day))
        };
        if named.former.as_ref().is_some_and(itself) {
            return None;
        }
        Some(self.answering(&self.find(&named.key)?, day)).filter(|authority| authority.answers_on(day))
    }

    /// Who answers for an authority on a day: itself, and from its merger on its successor.
    pub fn answering(&self, authority: &Arc<Authority>, day: Date) -> Arc<Authority> {
        let mut answers = Arc::clone(authority);
        // That this ends was checked when the directory was built.
        while let Some(next) = answers.merger_on(day).and_then(|merger| self.find(&merger.successor)) {
            answers = next;
        }
        answers
    }

    /// The authority whose host label this is (`aarau` of `aarau.example.org`); [`Directory::answering`] says who answers
    /// there on a day.
    pub fn find_by_host(&self, label: &str) -> Option<Arc<Authority>> {
        self.find(self.hosts.get(label)?)
    }

    /// The authority with this key.
    pub fn find(&self, key: &str) -> Option<Arc<Authority>> {
        self.authorities.get(key).cloned()
    }

    /// The federation with this key.
    pub fn find_federation(&self, key: &str) -> Option<Arc<Federation>> {
        self.federations.get(key).cloned()
    }

    /// All federations, by key.
    pub fn federations(&self) -> impl Iterator<Item = &Arc<Federation>> {
        self.federations.values()
    }

    /// The authorities of a federation that answer themselves on a day, by key.
    pub fn answering_in<'a>(&'a self, federation: &'a str, day: Date) -> impl Iterator<Item = &'a Arc<Authority>> {
        self.authorities_of(federation).filter(move |authority| authority.answers_on(day))
    }

    /// All authorities of a federation, by key, also those that are no more or not yet.
    pub fn authorities_of<'a>(&'a self, federation: &'a str) -> impl Iterator<Item = &'a Arc<Authority>> {
        self.authorities.values().filter(move |a| a.federation == federation)
    }

    /// All authorities, by key.
    pub fn authorities(&self) -> impl Iterator<Item = &Arc<Authority>> {
        self.authorities.values()
    }

    /// The lead authority (canton or Kreis) of a federation.
    pub fn lead_of(&self, federation: &str) -> Option<Arc<Authority>> {
        self.find(&self.federations.get(federation)?.lead)
    }

    /// The offices of an authority.
    pub fn offices_of(&self, authority: &str) -> &[Arc<Office>] {
        self.offices.get(authority).map_or(&[], Vec::as_slice)
    }

    /// The office of `authority` that does this kind of work, else its first office.
    pub fn office_for(&self, authority: &str, kind: &str) -> Option<Arc<Office>> {
        let offices = self.offices_of(authority);
        offices.iter().find(|o| o.kinds.iter().any(|k| k == kind)).or_else(|| offices.first()).cloned()
    }

    /// The commune that answers on a day for an official number, also a former one.
    pub fn find_by_number(&self, number: &str, day: Date) -> Option<Arc<Authority>> {
        self.by_number.get(number)?.iter().find_map(|named| self.meant(named, day))
    }

    /// Which commune of `federation` is meant on a day by a name, former name, official number, postal code or address
    /// line.
    pub fn find_place(&self, federation: &str, question: &str, day: Date) -> PlaceAnswer {
        let question = question.trim();
        let within = |word: &str| -> Vec<Arc<Authority>> {
            let named = self.by_word.get(word).into_iter().flatten();
            let mut found: Vec<Arc<Authority>> = named
                .filter_map(|named| self.meant(named, day))
                .filter(|authority| authority.federation == federation)
                .collect();
            each_once(&mut found);
            found
        };
        let mut found = within(&fold(question));
        if found.is_empty() {
            found = self.places_in_address(question, within);
        }
        match found.len() {
            0 => PlaceAnswer::None,
            1 => PlaceAnswer::One(found.remove(0)),
            _ => PlaceAnswer::Many(found),
        }
    }

    /// An address line such as "Bachstrasse 7, 5000 Aarau": the postal code and the name narrow each other down.
    fn places_in_address(&self, line: &str, within: impl Fn(&str) -> Vec<Arc<Authority>>) -> Vec<Arc<Authority>> {
        let words: Vec<&str> = line.split([' ', ',', ';']).filter(|w| !w.is_empty()).take(30).collect();
        let mut by_code = Vec::new();
        let mut by_name = Vec::new();
        for (i, word) in words.iter().enumerate() {
            let is_code = (4..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
            if is_code {
                by_code.extend(within(word));
            } else if word.len() > 2 {
                let pair = words.get(i + 1).map(|next| fold(&format!("{word} {next}")));
                let named = pair.map(|p| within(&p)).filter(|n| !n.is_empty()).unwrap_or_else(|| within(&fold(word)));
                by_name.extend(named);
            }
        }
        let both: Vec<_> = by_code.iter().filter(|a| by_name.iter().any(|n| n.key == a.key)).cloned().collect();
        let mut found = if !both.is_empty() {
            both
        } else if !by_code.is_empty() {
            by_code
        } else {
            by_name
        };
        each_once(&mut found);
        found
    }
}

fn each_once(found: &mut Vec<Arc<Authority>>) {
    found.sort_by(|a, b| a.key.cmp(&b.key));
    found.dedup_by(|a, b| a.key == b.key);
}
