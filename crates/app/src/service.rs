//! What use cases ask a service package: what holds in this country, what it costs at this authority, what people read.

use crate::packages::{Package, ServiceTexts, Tongue};
use domain::{Authority, Country, Lang, Money, TrustLevel};
use engine::elements::Element;
use form::Answers;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Package {
    /// The sign-in that sending an application needs.
    pub fn trust_level(&self, country: Country) -> TrustLevel {
        self.descriptor.in_country(country).trust_level
    }

    /// The usual processing time in working days.
    pub fn working_days(&self, country: Country) -> Option<u32> {
        self.descriptor.in_country(country).working_days
    }

    /// What it costs at this authority with these answers; none when it is free.
    pub fn fee(&self, authority: &Authority, answers: &Answers) -> Option<Money> {
        self.fees.fee_for(&authority.key, authority.country, answers)
    }

    /// The texts for a reader.
    pub fn texts(&self, lang: Lang, country: Country) -> Arc<ServiceTexts> {
        self.texts_in(Tongue { lang, country })
    }

    /// The service's name as people say it.
    pub fn title(&self, lang: Lang, country: Country) -> String {
        let title = self.texts(lang, country).title.clone().unwrap_or_else(|| self.key.clone());
        country.spell(&title).into_owned()
    }

    /// The work groups that deal with the service in a country: that of the office in charge and those to which the
    /// process offers tasks.
    pub fn work_groups(&self, country: Country) -> BTreeSet<String> {
        let nodes = self.process.iter().flat_map(|model| &model.nodes);
        let offered = nodes.filter_map(|node| match &node.element {
            Element::UserTask(task) => Some(task.candidate_groups.iter().map(|group| group.written().to_owned())),
            _ => None,
        });
        let office = self.descriptor.in_country(country).office.clone();
        std::iter::once(office).chain(offered.flatten()).collect()
    }

    /// The decisions that a clerk's task offers.
    pub fn task_options(&self, element: &str) -> Vec<String> {
        let german = self.texts.get("de");
        german.and_then(|texts| texts.tasks.get(element)).map(|task| task.choices.clone()).unwrap_or_default()
    }
}
