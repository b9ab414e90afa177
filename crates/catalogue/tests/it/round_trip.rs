//! What is written is read again, whatever the records hold; and no bytes whatever bring a reader down.

use std::collections::BTreeSet;

use crate::samples::file;
use catalogue::{
    Address, AreaKey, Category, ChannelKind, Contact, Cost, Defaults, DocumentNote, DocumentUse, HoursException,
    Keyword, Link, OnlineService, Organisation, Person, Record, RecordId, Release, Responsibility, Service, ServiceKey,
    Term, TermUnit, TextModule, Texts, Validity, table, xzufi,
};
use domain::hours::OpeningHours;
use domain::{Currency, Money};
use jiff::Timestamp;
use jiff::civil::Date;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    "[a-zA-ZäöüßéÇ0-9<>&\"'.,;:|=+@\\]\\[ \r\n\t–-]{1,24}"
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("not empty", |text| !text.is_empty())
}

fn word() -> impl Strategy<Value = String> {
    "[A-Za-z0-9:/#-]{1,8}"
}

fn language() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["de", "fr", "it", "en", "uk", "de-simple"]).prop_map(str::to_owned)
}

fn some_texts() -> impl Strategy<Value = Texts> {
    btree_map(language(), text(), 1..3).prop_map(Texts)
}

fn texts() -> impl Strategy<Value = Texts> {
    btree_map(language(), text(), 0..3).prop_map(Texts)
}

fn id() -> impl Strategy<Value = RecordId> {
    ("[A-Z0-9]{0,4}", "[A-Z ]{0,3}", text()).prop_map(|(agency, scheme, value)| RecordId {
        agency,
        scheme: scheme.trim().to_owned(),
        value,
    })
}

fn area() -> impl Strategy<Value = AreaKey> {
    let scheme = prop::sample::select(vec!["AGS", "ARS", "BFS", "urn:x:y"]);
    (scheme, "[0-9]{1,12}").prop_map(|(scheme, number)| AreaKey::new(scheme, &number))
}

fn date() -> impl Strategy<Value = Date> {
    (1990..2100_i16, 1..13_i8, 1..29_i8).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

fn moment() -> impl Strategy<Value = Timestamp> {
    (0..4_000_000_000_i64).prop_map(|second| Timestamp::from_second(second).unwrap())
}

fn validity() -> impl Strategy<Value = Validity> {
    (of(date()), of(date())).prop_map(|(a, b)| match (a, b) {
        (Some(a), Some(b)) => Validity { from: Some(a.min(b)), until: Some(a.max(b)) },
        (from, until) => Validity { from, until },
    })
}

fn term() -> impl Strategy<Value = Term> {
    let unit = prop::sample::select(vec![TermUnit::Minute, TermUnit::Workday, TermUnit::Week, TermUnit::Weekday]);
    (texts(), of((any::<u32>(), unit))).prop_map(|(text, length)| Term { text, length })
}

fn link() -> impl Strategy<Value = Link> {
    (text(), prop_oneof![text(), Just(String::new())], language()).prop_map(|(url, title, language)| Link {
        url,
        title,
        language,
    })
}

fn cost() -> impl Strategy<Value = Cost> {
    let currency = prop::sample::select(vec![Currency::Chf, Currency::Eur]);
    (of(0..10_000_000_i64), of(0..10_000_000_i64), currency, texts())
        .prop_map(|(amount, up_to, currency, text)| {
            let money = |minor: Option<i64>| minor.map(|minor| Money { minor, currency });
            Cost { amount: money(amount), up_to: money(up_to), text }
        })
        .prop_filter("says something", |cost| *cost != Cost::default())
}

fn document() -> impl Strategy<Value = DocumentNote> {
    (some_texts(), any::<bool>(), of(text())).prop_map(|(title, issued, url)| DocumentNote {
        title,
        part: if issued { DocumentUse::Issued } else { DocumentUse::Needed },
        url,
    })
}

fn category() -> impl Strategy<Value = Category> {
    (of(id()), of(word()), texts()).prop_map(|(id, class, title)| Category {
        id: id.unwrap_or_default(),
        class: class.unwrap_or_default(),
        title,
    })
}

prop_compose! {
    fn texts_of_service()(
        title in some_texts(),
        modules in btree_map(prop::sample::select(TextModule::ALL.to_vec()), some_texts(), 0..5),
        links in vec(link(), 0..3),
        keywords in btree_set((language(), text()), 0..4),
        cost_note in texts(),
        languages in btree_set(language(), 0..3),
    ) -> Service {
        let mut modules = modules;
        modules.insert(TextModule::Title, title);
        let keywords = keywords.into_iter().map(|(language, word)| Keyword { language, word }).collect();
        let languages = languages.into_iter().collect();
        Service { modules, links, keywords, cost_note, languages, ..Service::default() }
    }
}

prop_compose! {
    fn service()(
        texts in texts_of_service(),
        id in id(),
        keys in vec(prop_oneof!["[0-9]{14}".prop_map(ServiceKey::Leika), id().prop_map(ServiceKey::Other)], 0..3),
        regulation in vec(word(), 0..2),
        categories in vec(category(), 0..2),
        costs in vec(cost(), 0..3),
        terms in (term(), term()),
        documents in vec(document(), 0..3),
        areas in vec(area(), 0..3),
        rest in (of(any::<bool>()), validity(), of((of(date()), texts())), of(moment())),
    ) -> Service {
        let (written_form, validity, released, changed) = rest;
        let released = released.map(|(on, by)| Release { on, by });
        let (deadline, processing) = terms;
        Service {
            id, keys, regulation, categories, costs, deadline, processing, documents, areas, written_form, validity,
            released, changed, ..texts
        }
    }
}

fn contact() -> impl Strategy<Value = Contact> {
    let kind = prop_oneof![
        Just(ChannelKind::Phone),
        Just(ChannelKind::Email),
        Just(ChannelKind::Web),
        Just(ChannelKind::Other("99".to_owned()))
    ];
    (kind, text(), prop_oneof![text(), Just(String::new())]).prop_map(|(kind, value, note)| Contact {
        kind,
        value,
        note,
    })
}

fn span() -> impl Strategy<Value = (u16, u16)> {
    (0..720_u16, 720..1441_u16)
}

prop_compose! {
    fn organisation()(
        id in id(),
        kinds in vec(text(), 0..2),
        words in (some_texts(), texts(), texts()),
        parent in of(id()),
        address in of((text(), word(), word(), text(), of(area()))),
        contacts in vec(contact(), 0..3),
        hours in vec((1..8_u8, span()), 0..3),
        exceptions in vec((date(), of(span()), texts()), 0..2),
        areas in vec(area(), 0..2),
        rest in (validity(), of(moment())),
    ) -> Organisation {
        let (name, description, hours_note) = words;
        let addresses = address.into_iter().map(|(street, number, postal_code, town, area)| Address {
            street, number, postal_code, town, area, box_number: String::new(),
        }).collect();
        let hours = hours.into_iter().map(|(weekday, (from, to))| OpeningHours { weekday, from, to }).collect();
        let exceptions = exceptions.into_iter().map(|(day, open, note)| HoursException { day, open, note }).collect();
        let (validity, changed) = rest;
        Organisation {
            id, kinds, name, description, parent, addresses, contacts, hours, exceptions, hours_note, areas, validity,
            changed,
        }
    }
}

prop_compose! {
    fn person()(
        id in id(),
        office in of(id()),
        names in (of(word()), of(word()), of(text()), text()),
        function in texts(),
        room in of(word()),
        contacts in vec(contact(), 0..2),
    ) -> Person {
        let (salutation, degree, given_name, family_name) = names;
        Person {
            id, office, function, contacts, family_name,
            salutation: salutation.unwrap_or_default(),
            degree: degree.unwrap_or_default(),
            given_name: given_name.unwrap_or_default(),
            room: room.unwrap_or_default(),
        }
    }
}

fn record() -> impl Strategy<Value = Record> {
    let online = (id(), some_texts(), vec(link(), 0..3), of(word()), btree_set(language(), 0..3)).prop_map(
        |(id, title, links, trust_level, languages)| OnlineService {
            id,
            title,
            links,
            trust_level: trust_level.unwrap_or_default(),
            languages: languages.into_iter().collect(),
        },
    );
    let responsibility =
        (id(), id(), id(), vec(area(), 0..3), of(word())).prop_map(|(id, service, office, areas, role)| {
            Responsibility { id, service, office, areas, role: role.unwrap_or_default() }
        });
    prop_oneof![
        3 => service().prop_map(|service| Record::Service(Box::new(service))),
        2 => organisation().prop_map(|unit| Record::Organisation(Box::new(unit))),
        2 => person().prop_map(|person| Record::Person(Box::new(person))),
        1 => online.prop_map(|online| Record::Online(Box::new(online))),
        1 => responsibility.prop_map(|found| Record::Responsibility(Box::new(found))),
    ]
}

/// Records with ids of their own; some persons work in a unit that is there.
fn catalogue() -> impl Strategy<Value = Vec<Record>> {
    vec(record(), 0..6).prop_map(|mut records| {
        let mut seen = BTreeSet::new();
        records.retain(|record| seen.insert((record.kind(), record.id().clone())));
        let unit = records.iter().find(|record| matches!(record, Record::Organisation(_))).map(|r| r.id().clone());
        for record in &mut records {
            if let Record::Person(person) = record
                && person.room.is_empty()
            {
                person.office = unit.clone().or(person.office.take());
            }
        }
        records
    })
}

fn sorted(mut records: Vec<Record>) -> Vec<Record> {
    records.sort_by_key(|record| (record.kind(), record.id().clone()));
    records
}

fn sender() -> xzufi::Sender {
    xzufi::Sender {
        name: "Gemeinde <Musterdorf> & Co".into(),
        message: "1".into(),
        made: "2026-11-21T12:00:00Z".parse().unwrap(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_message_read_again_is_the_same(records in catalogue()) {
        let text = xzufi::write(&sender(), &records);
        let read = xzufi::read(text.as_bytes()).unwrap();
        prop_assert_eq!(&read.refused, &[]);
        prop_assert_eq!(&read.ignored, &[]);
        prop_assert_eq!(sorted(read.into_records()), sorted(records));
    }

    #[test]
    fn records_survive_being_stored_as_json(record in record()) {
        let text = serde_json::to_string(&record).unwrap();
        prop_assert_eq!(serde_json::from_str::<Record>(&text).unwrap(), record);
    }

    #[test]
    fn tables_take_whatever_a_message_held(records in catalogue()) {
        let defaults = Defaults::default();
        let services = records.iter().filter(|record| matches!(record, Record::Service(_)));
        let values: BTreeSet<String> = services.map(|record| record.id().value.clone()).collect();
        let csv = table::read_csv(table::write_csv(&records).as_bytes(), &defaults).unwrap();
        prop_assert_eq!(csv.records.len(), values.len());
        let json = table::read_json(table::write_json(&records).to_string().as_bytes(), &defaults).unwrap();
        prop_assert_eq!(json.records.len(), values.len());
    }

    #[test]
    fn no_bytes_bring_a_reader_down(bytes in vec(any::<u8>(), 0..200), text in "\\PC{0,200}") {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            let _ = xzufi::read(bytes);
            let _ = table::read_csv(bytes, &Defaults::default());
            let _ = table::read_json(bytes, &Defaults::default());
        }
    }

    #[test]
    fn no_damage_to_a_good_file_brings_a_reader_down(at in 0..8000_usize, gone in 0..50_usize, new in "[<>/&\"a-z ]{0,5}") {
        let mut bytes = file("transfer.xml");
        let at = at.min(bytes.len());
        let end = (at + gone).min(bytes.len());
        bytes.splice(at..end, new.bytes());
        let _ = xzufi::read(&bytes);
        let mut bytes = file("services.csv");
        let at = at.min(bytes.len());
        let end = (at + gone).min(bytes.len());
        bytes.splice(at..end, new.bytes());
        let _ = table::read_csv(&bytes, &Defaults::default());
    }
}
