//! Records found by what they refer to, so that large catalogues are walked once and not once a record.

use std::collections::HashMap;

use crate::office::Organisation;
use crate::online::OnlineService;
use crate::person::Person;
use crate::record::{Kind, Record, RecordId};
use crate::responsibility::Responsibility;

/// An index over records. Ids are looked up by their value and compared by [`RecordId::fits`].
#[derive(Default)]
pub(crate) struct References<'a> {
    ids: HashMap<&'a str, Vec<&'a Record>>,
    by_service: HashMap<&'a str, Vec<&'a Responsibility>>,
    by_office: HashMap<&'a str, Vec<&'a Person>>,
}

impl<'a> References<'a> {
    pub(crate) fn of(records: &'a [Record]) -> Self {
        let mut found = Self::default();
        for record in records {
            found.ids.entry(&record.id().value).or_default().push(record);
            match record {
                Record::Responsibility(one) => found.by_service.entry(&one.service.value).or_default().push(one),
                Record::Person(person) => {
                    if let Some(office) = &person.office {
                        found.by_office.entry(&office.value).or_default().push(person);
                    }
                }
                _ => {}
            }
        }
        found
    }

    fn all(&self, id: &RecordId) -> impl Iterator<Item = &'a Record> {
        let same = self.ids.get(id.value.as_str()).into_iter().flatten().copied();
        same.filter(move |record| record.id().fits(id))
    }

    /// Whether a record of one of these kinds has the id.
    pub(crate) fn has(&self, id: &RecordId, kinds: &[Kind]) -> bool {
        self.all(id).any(|record| kinds.contains(&record.kind()))
    }

    /// Who is in charge of a service.
    pub(crate) fn responsibilities(&self, service: &RecordId) -> impl Iterator<Item = &'a Responsibility> {
        let same = self.by_service.get(service.value.as_str()).into_iter().flatten().copied();
        same.filter(move |found| found.service.fits(service))
    }

    /// The organisation unit with this id.
    pub(crate) fn unit(&self, id: &RecordId) -> Option<&'a Organisation> {
        self.all(id).find_map(|record| match record {
            Record::Organisation(unit) => Some(unit.as_ref()),
            _ => None,
        })
    }

    /// The units in charge of a service, each once.
    pub(crate) fn units(&self, service: &RecordId) -> Vec<&'a Organisation> {
        let mut units: Vec<&Organisation> = Vec::new();
        for unit in self.responsibilities(service).filter_map(|found| self.unit(&found.office)) {
            if !units.iter().any(|known| known.id == unit.id) {
                units.push(unit);
            }
        }
        units
    }

    /// The online services that are there for a service.
    pub(crate) fn online(&self, service: &RecordId) -> Vec<&'a OnlineService> {
        let offices = self.responsibilities(service).map(|found| &found.office);
        let online = offices.filter_map(|id| {
            self.all(id).find_map(|record| match record {
                Record::Online(online) => Some(online.as_ref()),
                _ => None,
            })
        });
        online.collect()
    }

    /// The persons who work in exactly this unit.
    pub(crate) fn persons(&self, office: &RecordId) -> impl Iterator<Item = &'a Person> {
        let same = self.by_office.get(office.value.as_str()).into_iter().flatten().copied();
        same.filter(move |person| person.office.as_ref() == Some(office))
    }
}
