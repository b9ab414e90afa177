//! Texts: every key exists in all four languages, once, and speaks of the same variables.

use super::{File, Finding};
use std::collections::{BTreeMap, BTreeSet};

const FOLDER: &str = "crates/web/texts/";
const LANGUAGES: [&str; 4] = ["de", "fr", "it", "en"];
/// Easy German lies over German and need not be complete; a test of the web room compares its variables.
const OVERLAY: &str = "de-simple";

/// A message: where it stands, and the variables it uses.
#[derive(Debug, Default, PartialEq, Eq)]
struct Message {
    place: String,
    variables: BTreeSet<String>,
}

type Messages = BTreeMap<String, Message>;

/// Compares the Fluent files of the four languages: `texts/de.ftl` or `texts/de/*.ftl`.
pub fn check(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut languages: BTreeMap<&str, Messages> = LANGUAGES.into_iter().map(|lang| (lang, Messages::new())).collect();
    for file in files.iter().filter(|file| file.extension() == "ftl") {
        let Some(rest) = file.path.strip_prefix(FOLDER) else { continue };
        let lang = rest.split(['/', '.']).next().unwrap_or_default();
        match languages.get_mut(lang) {
            Some(messages) => read(file, messages, &mut findings),
            None if lang == OVERLAY => {}
            None => findings.push(Finding::fault(&file.path, "This is none of the languages de, fr, it, en.")),
        }
    }
    let keys: BTreeSet<&String> = languages.values().flat_map(BTreeMap::keys).collect();
    for key in keys {
        let all: Vec<(&str, Option<&Message>)> =
            LANGUAGES.iter().map(|lang| (*lang, languages[lang].get(key))).collect();
        let Some((first, reference)) = all.iter().find_map(|(lang, message)| message.map(|m| (*lang, m))) else {
            continue;
        };
        for (lang, message) in all {
            match message {
                None => {
                    let sentence = format!("`{key}` has no text in {lang}.");
                    findings.push(Finding::fault(&reference.place, sentence));
                }
                Some(message) if message.variables != reference.variables => {
                    let names = |m: &Message| m.variables.iter().cloned().collect::<Vec<_>>().join(", ");
                    let sentence = format!(
                        "`{key}` uses the variables ({}) in {lang}, but ({}) in {first}.",
                        names(message),
                        names(reference)
                    );
                    findings.push(Finding::fault(&message.place, sentence));
                }
                Some(_) => {}
            }
        }
    }
    findings
}

/// Reads keys and variables; a line that begins at the margin with a letter or `-` begins a message.
fn read(file: &File, messages: &mut Messages, findings: &mut Vec<Finding>) {
    let mut current: Option<String> = None;
    for (number, line) in (1..).zip(file.text.lines()) {
        if line.starts_with('#') {
            current = None;
            continue;
        }
        if line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-') {
            let key = line.split('=').next().unwrap_or_default().trim().to_owned();
            let message = Message { place: format!("{}:{number}", file.path), variables: BTreeSet::new() };
            if let Some(other) = messages.get(&key) {
                let sentence = format!("`{key}` is already at {}.", other.place);
                findings.push(Finding::fault(&message.place, sentence));
            }
            messages.insert(key.clone(), message);
            current = Some(key);
        }
        if let Some(message) = current.as_ref().and_then(|key| messages.get_mut(key)) {
            message.variables.extend(variables(line));
        }
    }
}

/// The names after `$` inside of braces.
fn variables(line: &str) -> impl Iterator<Item = String> {
    let is_name = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let braces = line.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    braces
        .flat_map(|inside| inside.split('$').skip(1))
        .map(move |rest| rest.chars().take_while(is_name).collect::<String>())
        .filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn missing_keys_and_other_variables_are_found() {
        let german =
            "# Frame\nhello = Guten Tag, { $name }\nfees = { $count ->\n    [one] eine\n   *[other] { $count }\n }\n";
        let french = "hello = Bonjour\nfees = { $count }\n";
        let other = "hello = Hi, { $name }\nfees = { $count }\nhello = Again, { $name }\n";
        let files = [
            file("crates/web/texts/de/frame.ftl", german),
            file("crates/web/texts/fr/frame.ftl", french),
            file("crates/web/texts/it/frame.ftl", "fees = { $count }\n"),
            file("crates/web/texts/en.ftl", other),
            file("crates/web/texts/rm.ftl", other),
        ];
        let sentences: Vec<String> = check(&files).into_iter().map(|f| format!("{} {}", f.place, f.sentence)).collect();
        assert_eq!(sentences.len(), 4, "{sentences:#?}");
        assert!(sentences[0].starts_with("crates/web/texts/en.ftl:3 `hello` is already at"), "{}", sentences[0]);
        assert!(sentences[1].contains("none of the languages"), "{}", sentences[1]);
        assert!(sentences[2].starts_with("crates/web/texts/fr/frame.ftl:1 `hello` uses"), "{}", sentences[2]);
        assert!(sentences[3].ends_with("`hello` has no text in it."), "{}", sentences[3]);
    }
}
