//! All federations, authorities and offices, looked up by host, key, number, name or postal code. Read-only after it is built.

use crate::authority::{Authority, Federation};
use crate::office::Office;
use crate::place::{PlaceAnswer, fold};
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
}

/// The tenants of this installation.
#[derive(Debug, Default)]
pub struct Directory {
    federations: BTreeMap<String, Arc<Federation>>,
    authorities: BTreeMap<String, Arc<Authority>>,
    offices: HashMap<String, Vec<Arc<Office>>>,
    hosts: HashMap<String, String>,
    by_word: HashMap<String, Vec<String>>,
    by_number: HashMap<String, String>,
}

impl Directory {
    /// Builds the look-up tables.
    ///
    /// # Errors
    /// When two authorities share a host or an authority has no federation.
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
                directory.index_words(&authority);
                let former = authority.former.iter().map(|f| f.number.clone());
                for number in authority.number.iter().map(|n| n.number.clone()).chain(former) {
                    directory.by_number.insert(number, authority.key.clone());
                }
            }
            directory.authorities.insert(authority.key.clone(), Arc::new(authority));
        }
        for office in offices {
            directory.offices.entry(office.authority.clone()).or_default().push(Arc::new(office));
        }
        Ok(directory)
    }

    fn index_words(&mut self, authority: &Authority) {
        let mut words = vec![fold(&authority.name), fold(&authority.key)];
        // "Buchs (AG)" is also found by "Buchs".
        words.extend(authority.name.split(" (").next().map(fold));
        words.extend(authority.number.iter().map(|n| n.number.clone()));
        words.extend(authority.postal_codes.iter().cloned());
        words.extend(
            authority
                .former
                .iter()
                .flat_map(|f| [fold(&f.name), fold(f.name.split(" (").next().unwrap_or(&f.name)), f.number.clone()]),
        );
        words.sort();
        words.dedup();
        for word in words.into_iter().filter(|w| !w.is_empty()) {
            self.by_word.entry(word).or_default().push(authority.key.clone());
        }
    }

    /// The authority that answers on the host label (`aarau` of `aarau.example.org`).
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

    /// All authorities of a federation, by key.
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

    /// The commune that answers today for an official number, also a former one.
    pub fn find_by_number(&self, number: &str) -> Option<Arc<Authority>> {
        self.find(self.by_number.get(number)?)
    }

    /// Which commune of `federation` is meant by a name, former name, official number, postal code or address line.
    pub fn find_place(&self, federation: &str, question: &str) -> PlaceAnswer {
        let question = question.trim();
        let within = |word: &str| -> Vec<Arc<Authority>> {
            self.by_word
                .get(word)
                .into_iter()
                .flatten()
                .filter_map(|key| self.find(key))
                .filter(|a| a.federation == federation)
                .collect()
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
        found.sort_by(|a, b| a.key.cmp(&b.key));
        found.dedup_by(|a, b| a.key == b.key);
        found
    }
}
