//! Cross checks over the files of a package: what one file names must exist in the other.

use std::collections::{BTreeMap, BTreeSet};

use domain::Lang;
use engine::elements::Element;
use feel::Expression;
use form::Problem;
use form::source::nearest;

use super::load::Package;
use super::process::{PROCESS, check_process, handed_on};
use super::texts::ServiceTexts;
use super::topics::START_VARIABLES;

pub(crate) fn check_package(package: &Package, problems: &mut Vec<Problem>) {
    check_stage(package, problems);
    check_languages(package, problems);
    for (tag, texts) in &package.texts {
        check_service_texts(package, tag, texts, problems);
    }
    package.fees.check("fees.toml", &package.descriptor.countries, package.form.as_ref(), problems);
    for letter in package.letters.values() {
        letter.check(problems);
    }
    if let Some(model) = package.process.as_deref() {
        check_process(package, model, problems);
        check_scenarios(package, model, problems);
    }
    check_expressions(package, problems);
}

fn check_stage(package: &Package, problems: &mut Vec<Problem>) {
    let stage = package.descriptor.stage;
    let has = |name: &str| package.files.keys().any(|path| path == name || path.starts_with(&format!("{name}/")));
    let mut need = |stage_from: u8, name: &str| {
        if stage >= stage_from && !has(name) {
            problems.push(Problem::fault("service.toml", 1, format!("Stage {stage} needs {name}.")));
        }
    };
    need(1, "form.toml");
    need(2, PROCESS);
    need(2, "scenarios");
}

fn check_languages(package: &Package, problems: &mut Vec<Problem>) {
    if !package.texts.contains_key("de") {
        problems.push(Problem::fault("texts/de.toml", 1, "The German texts are missing."));
    }
    for lang in Lang::ALL.into_iter().filter(|lang| !package.texts.contains_key(lang.code())) {
        let file = format!("texts/{}.toml", lang.code());
        problems.push(Problem::warning(&file, 1, "There are no texts in this language; German is shown instead."));
    }
    for tag in package.texts.keys().filter(|tag| tag.len() > 2 && !package.texts.contains_key(&tag[..2])) {
        let message = format!("This file lies over texts/{}.toml, which is not there.", &tag[..2]);
        problems.push(Problem::fault(&format!("texts/{tag}.toml"), 1, message));
    }
}

fn check_service_texts(package: &Package, tag: &str, texts: &ServiceTexts, problems: &mut Vec<Problem>) {
    let is_overlay = tag.len() > 2;
    let mut missing: Vec<(bool, String)> = Vec::new();
    if !is_overlay {
        let sentences = [("title", &texts.title), ("official", &texts.official), ("summary", &texts.summary)];
        let gone = sentences.iter().filter(|(_, text)| text.is_none()).map(|(key, _)| (true, (*key).to_owned()));
        missing.extend(gone);
        if texts.keywords.is_empty() {
            missing.push((true, "keywords".to_owned()));
        }
        if package.form.is_some() && texts.purpose.is_none() {
            missing.push((tag == "de", "purpose (why the data is processed)".to_owned()));
        }
    }
    if let Some(form) = &package.form {
        let found = form::check_texts(form, &texts.form, if is_overlay { "overlay" } else { tag });
        problems.extend(found.into_iter().filter(|problem| problem.is_fault() || !is_overlay));
    }
    if let Some(model) = package.process.as_deref() {
        for node in model.nodes.iter().filter(|_| !is_overlay) {
            let Element::UserTask(task) = &node.element else { continue };
            let text = texts.tasks.get(&node.id);
            for (key, said) in [
                ("title", text.is_some_and(|it| it.title.is_some())),
                ("status", text.is_some_and(|it| it.status.is_some())),
            ] {
                if !said {
                    missing.push((tag == "de", format!("[task.{}] {key}", node.id)));
                }
            }
            let decides = task.form_key.as_ref().is_some_and(|key| key.written() == "decide");
            if decides && text.is_none_or(|text| text.options.is_empty()) {
                missing.push((tag == "de", format!("[task.{}.option] with the decisions to choose from", node.id)));
            }
        }
        let named = handed_on(model, "message.send", "message");
        for name in named.keys().filter(|_| !is_overlay) {
            if texts.messages.get(name).is_none_or(|text| text.subject.is_none() || text.body.is_empty()) {
                missing.push((tag == "de", format!("[message.{name}] with subject and body")));
            }
        }
        let ids: Vec<&str> = model.nodes.iter().map(|node| node.id.as_str()).collect();
        let tasks = texts.tasks.iter().map(|(id, text)| (id, text.line));
        for (id, line) in tasks.chain(texts.status.iter().map(|(id, (line, _))| (id, *line))) {
            let stated = handed_on(model, "case.status", "status").contains_key(id);
            if !ids.contains(&id.as_str()) && !stated {
                let hint = nearest(id, &ids).map_or_else(String::new, |near| format!(" Do you mean `{near}`?"));
                problems.push(Problem::fault(&texts.file, line, format!("The process has no element `{id}`.{hint}")));
            }
        }
        for (name, text) in texts.messages.iter().filter(|(name, _)| !named.contains_key(*name)) {
            problems.push(Problem::warning(&texts.file, text.line, format!("Nothing sends the message `{name}`.")));
        }
    }
    for (fault, what) in missing {
        let make = if fault { Problem::fault } else { Problem::warning };
        problems.push(make(&texts.file, 1, format!("This is missing: {what}.")));
    }
}

fn check_scenarios(package: &Package, model: &engine::Model, problems: &mut Vec<Problem>) {
    for scenario in &package.scenarios {
        let ends = [&scenario.expect.end, &scenario.expect.waiting];
        let named = ends.into_iter().flatten().map(|id| (scenario.expect.line, id));
        let steps = scenario.steps.iter().filter_map(|step| Some((step.line, step.waits.as_ref()?)));
        for (line, id) in named.chain(steps) {
            if model.find_node(id).is_none() {
                let ids: Vec<&str> = model.nodes.iter().map(|node| node.id.as_str()).collect();
                let hint = nearest(id, &ids).map_or_else(String::new, |near| format!(" Do you mean `{near}`?"));
                problems.push(Problem::fault(
                    &scenario.file,
                    line,
                    format!("The process has no element `{id}`.{hint}"),
                ));
            }
        }
    }
}

/// Names and `answers.…` in letters, messages, process and decisions.
fn check_expressions(package: &Package, problems: &mut Vec<Problem>) {
    let nobody = BTreeMap::new();
    let (letters, messages) = match package.process.as_deref() {
        Some(model) => (handed_on(model, "letter.produce", "letter"), handed_on(model, "message.send", "message")),
        None => (nobody.clone(), nobody),
    };
    // A process that cannot be read says nothing about letters; its own faults are told already.
    let is_known = package.process.is_some() || !package.files.contains_key(PROCESS);
    for (name, letter) in package.letters.iter().filter(|_| is_known) {
        let Some(handed) = letters.get(name) else {
            problems.push(Problem::warning(&letter.file, 1, "No task of the process produces this letter."));
            continue;
        };
        for (line, expression) in letter.expressions() {
            check_expression(package, &letter.file, line, expression, handed, problems);
        }
    }
    for texts in package.texts.values() {
        for (name, message) in &texts.messages {
            let Some(handed) = messages.get(name) else { continue };
            for text in message.subject.iter().chain(&message.body) {
                for expression in text.expressions() {
                    check_expression(package, &texts.file, text.line, expression, handed, problems);
                }
            }
        }
    }
    let files = package.files.iter().filter(|(path, _)| *path == PROCESS || path.ends_with(".dmn"));
    for (path, text) in files {
        for (at, line) in text.lines().enumerate() {
            check_members(package, path, at + 1, line, problems);
        }
    }
}

fn check_expression(
    package: &Package,
    file: &str,
    line: usize,
    expression: &Expression,
    handed: &BTreeSet<String>,
    problems: &mut Vec<Problem>,
) {
    for name in expression.free_names() {
        let known =
            START_VARIABLES.iter().any(|(known, _)| *known == name) || ["labels", "money"].contains(&name.as_str());
        if !known && !handed.contains(&name) {
            let message = format!(
                "`{name}` is not known here. Hand it on as an input of the task in the process, or use answers.{name}."
            );
            problems.push(Problem::fault(file, line, message));
        }
    }
    check_members(package, file, line, expression.text(), problems);
}

/// `answers.x` and `labels.x` must name a field of the form; `labels.x` one with options.
fn check_members(package: &Package, file: &str, line: usize, text: &str, problems: &mut Vec<Problem>) {
    let Some(form) = &package.form else { return };
    for (object, wants_options) in [("answers", false), ("labels", true)] {
        for id in members(text, object) {
            let field = form.find_field(id);
            let message = match field {
                None => {
                    let ids: Vec<&str> = form.fields().map(|field| field.id.as_str()).collect();
                    let hint = nearest(id, &ids).map_or_else(String::new, |near| format!(" Do you mean `{near}`?"));
                    format!("`{object}.{id}`: the form has no field `{id}`.{hint}")
                }
                Some(field) if wants_options && field.options().is_empty() => {
                    format!("`labels.{id}`: the field `{id}` has no options, write `answers.{id}`.")
                }
                Some(_) => continue,
            };
            problems.push(Problem::fault(file, line, message));
        }
    }
}

/// The names after `object.` in a text.
fn members<'t>(text: &'t str, object: &str) -> Vec<&'t str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut found = Vec::new();
    for (at, _) in text.match_indices(object) {
        let before = text[..at].chars().next_back();
        let Some(rest) = text[at + object.len()..].strip_prefix('.') else { continue };
        let name = &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())];
        if !before.is_some_and(|c| is_name(c) || c == '.') && !name.is_empty() {
            found.push(name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::members;

    #[test]
    fn members_are_found_with_their_object() {
        assert_eq!(members("{answers.a_b} my.answers.x, answers. y (answers.c)", "answers"), ["a_b", "c"]);
    }
}
