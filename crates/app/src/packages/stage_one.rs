//! Stage one, "form and message": a service with a form and no process of its own goes to the office in charge, which asks
//! back, settles or refuses it. The process is written into the package, so that a case keeps it like any other.

use std::collections::BTreeMap;

use domain::{Country, Lang};
use form::Problem;

use super::descriptor::Descriptor;
use super::process::PROCESS;
use super::texts::ServiceTexts;

const MODEL: &str = include_str!("stage_one/process.bpmn");
/// The office's task in it; packages with a process of their own do not have it.
const TASK: &str = "id=\"office_handles\"";

/// Gives a service of stage one its process.
pub(crate) fn add_process(descriptor: &Descriptor, files: &mut BTreeMap<String, String>) {
    let stages = [Country::Ch, Country::De].map(|country| descriptor.in_country(country).stage);
    let is_message = stages.iter().all(|stage| *stage <= 1) && stages.contains(&1);
    if is_message && files.contains_key("form.toml") && !files.contains_key(PROCESS) {
        files
            .insert(PROCESS.to_owned(), MODEL.replace("{key}", &descriptor.key).replace("{group}", &group(descriptor)));
    }
}

/// The work group of the office in charge, which may differ by country.
fn group(descriptor: &Descriptor) -> String {
    let [ch, de] = [Country::Ch, Country::De].map(|country| descriptor.in_country(country).office.clone());
    if ch == de {
        return ch;
    }
    format!("=if authority.country = &quot;DE&quot; then &quot;{de}&quot; else &quot;{ch}&quot;")
}

/// Adds the words of that process where the service has none of its own.
pub(crate) fn add_texts(files: &BTreeMap<String, String>, texts: &mut BTreeMap<String, ServiceTexts>) {
    if !files.get(PROCESS).is_some_and(|process| process.contains(TASK)) {
        return;
    }
    for lang in Lang::ALL {
        let Some(own) = texts.get_mut(lang.code()) else { continue };
        let words = match lang {
            Lang::Fr => include_str!("stage_one/fr.toml"),
            Lang::It => include_str!("stage_one/it.toml"),
            Lang::En => include_str!("stage_one/en.toml"),
            Lang::De | Lang::Simple => include_str!("stage_one/de.toml"),
        };
        // The test below reads them; a fault here would be one of this program.
        let mut faults: Vec<Problem> = Vec::new();
        let file = own.file.clone();
        *own = own.over(&ServiceTexts::parse(words, &file, &mut faults));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sound_in_every_language() {
        for text in [
            include_str!("stage_one/de.toml"),
            include_str!("stage_one/fr.toml"),
            include_str!("stage_one/it.toml"),
            include_str!("stage_one/en.toml"),
        ] {
            let mut faults = Vec::new();
            let texts = ServiceTexts::parse(text, "stage one", &mut faults);
            assert!(faults.is_empty(), "{faults:?}");
            assert_eq!(texts.tasks.len(), 2);
            assert_eq!(texts.tasks["office_handles"].choices, ["done", "ask", "refuse"]);
            assert_eq!(texts.messages.len(), 3);
            assert_eq!(texts.status.len(), 2);
        }
    }
}
