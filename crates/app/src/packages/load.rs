//! From files to a package, all or nothing; the content hash is its version.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use domain::Lang;
use form::{Form, Problem};
use sha2::{Digest, Sha256};

use super::check::check_package;
use super::descriptor::Descriptor;
use super::fees::Fees;
use super::letters::Letter;
use super::process::compile_process;
use super::scenario::Scenario;
use super::template::Tongue;
use super::texts::ServiceTexts;

const MAX_FILES: usize = 200;
const MAX_FILE_BYTES: u64 = 2_000_000;
const MAX_DEPTH: usize = 2;

/// A checked service package. Immutable: other content is another version.
#[derive(Debug)]
pub struct Package {
    /// The service's key.
    pub key: String,
    /// SHA-256 over names and contents of all files, as 64 hexadecimal digits.
    pub version: String,
    /// Who is in charge and where.
    pub descriptor: Descriptor,
    /// Texts by language (`de`) and overlay (`de-DE`), as in the files; see [`Package::texts_for`].
    pub texts: BTreeMap<String, ServiceTexts>,
    /// The form, from stage 1.
    pub form: Option<Form>,
    /// The process, from stage 2.
    pub process: Option<Arc<engine::Model>>,
    /// Letters by name (the file's name without `.toml`).
    pub letters: BTreeMap<String, Letter>,
    /// What it costs.
    pub fees: Fees,
    /// Examples that must come out as written.
    pub scenarios: Vec<Scenario>,
    /// What the author should look at although the package works.
    pub warnings: Vec<Problem>,
    /// The files as they are, by path inside the package.
    pub files: BTreeMap<String, String>,
}

impl Package {
    /// The texts for a reader: the country's overlay over the language, that over German.
    pub fn texts_for(&self, tongue: Tongue) -> ServiceTexts {
        let (lang, country) = (tongue.lang.code(), tongue.country.code());
        let mut texts = self.texts.get("de").cloned().unwrap_or_default();
        let mut tags = vec![format!("de-{country}")];
        if tongue.lang != Lang::De {
            tags.extend([lang.to_owned(), format!("{lang}-{country}")]);
        }
        for above in tags.iter().filter_map(|tag| self.texts.get(tag)) {
            texts = above.over(&texts);
        }
        texts
    }

    /// The language that the texts for a reader are really in: German when hers is missing.
    pub fn language_for(&self, lang: Lang) -> Lang {
        if self.texts.contains_key(lang.code()) { lang } else { Lang::De }
    }
}

/// Reads and checks all files of a folder, named inside the package like `texts/de.toml`. The folder's name must be the
/// service's key.
///
/// # Errors
/// Every fault found, with the file's path inside the package; warnings come along.
pub fn load_folder(path: &Path) -> Result<Package, Vec<Problem>> {
    let mut files = BTreeMap::new();
    let mut problems = Vec::new();
    collect(path, "", 0, &mut files, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let package = parse(files)?;
    let folder = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if package.key != folder && folder != "." && !folder.is_empty() {
        let message = format!("`key` is `{}`, but the folder is called `{folder}`. Both must be the same.", package.key);
        return Err(vec![Problem::fault("service.toml", 1, message)]);
    }
    Ok(package)
}

fn collect(folder: &Path, inside: &str, depth: usize, files: &mut BTreeMap<String, String>, problems: &mut Vec<Problem>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            problems.push(Problem::fault(if inside.is_empty() { "." } else { inside }, 1, format!("The folder cannot be read: {error}.")));
            return;
        }
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        // Editors leave hidden files and copies behind.
        if name.starts_with('.') || name.ends_with('~') {
            continue;
        }
        let here = if inside.is_empty() { name } else { format!("{inside}/{name}") };
        if files.len() >= MAX_FILES {
            problems.push(Problem::fault(&here, 1, format!("A package has at most {MAX_FILES} files.")));
            return;
        }
        // Links are not followed: a package is what stands in its folder.
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth < MAX_DEPTH => collect(&entry.path(), &here, depth + 1, files, problems),
            Ok(kind) if kind.is_file() => match read_file(&entry.path()) {
                Ok(text) => {
                    files.insert(here, text);
                }
                Err(message) => problems.push(Problem::fault(&here, 1, message)),
            },
            _ => problems.push(Problem::fault(&here, 1, "Only plain files and folders belong in a package.")),
        }
    }
}

fn read_file(path: &Path) -> Result<String, String> {
    let size = std::fs::metadata(path).map_err(|error| format!("The file cannot be read: {error}."))?.len();
    if size > MAX_FILE_BYTES {
        return Err(format!("The file has {size} bytes; at most {MAX_FILE_BYTES} are possible."));
    }
    let bytes = std::fs::read(path).map_err(|error| format!("The file cannot be read: {error}."))?;
    String::from_utf8(bytes).map_err(|_| "The file is not UTF-8 text. Save it as UTF-8.".to_owned())
}

/// Checks the files of a package, by path inside it, as a whole.
///
/// # Errors
/// Every fault found, ordered by file and line; warnings come along.
pub fn parse(files: BTreeMap<String, String>) -> Result<Package, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut form = None;
    let mut texts = BTreeMap::new();
    let mut letters = BTreeMap::new();
    let mut scenarios = Vec::new();
    let mut fees = Fees::default();
    let mut descriptor = None;
    if !files.contains_key("service.toml") {
        problems.push(Problem::fault("service.toml", 1, "The file is missing. Every service begins with it."));
    }
    for (path, text) in &files {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let toml = name.ends_with(".toml");
        match (folder, name) {
            ("", "service.toml") => descriptor = Descriptor::parse(text, path, &mut problems),
            ("", "form.toml") => {
                let (read, found) = form::parse(text, path);
                form = read;
                problems.extend(found);
            }
            ("", "fees.toml") => fees = Fees::parse(text, path, &mut problems),
            ("", "process.bpmn") | ("decisions", _) if folder.is_empty() || name.ends_with(".dmn") => {}
            ("", name) if name.to_ascii_lowercase().ends_with(".md") => {}
            ("texts", _) if toml && is_language(stem) => {
                texts.insert(stem.to_owned(), ServiceTexts::parse(text, path, &mut problems));
            }
            ("letters", _) if toml => {
                letters.insert(stem.to_owned(), Letter::parse(text, path, &mut problems));
            }
            ("scenarios", _) if toml => scenarios.extend(Scenario::parse(text, path, &mut problems)),
            _ => problems.push(Problem::fault(path, 1, "This file does not belong in a package. See services/FORMAT.md for the names.")),
        }
    }
    let process = compile_process(&files, &mut problems);
    if let Some(descriptor) = descriptor {
        let key = descriptor.key.clone();
        let version = version_of(&files);
        let package =
            Package { key, version, descriptor, texts, form, process, letters, fees, scenarios, warnings: Vec::new(), files };
        check_package(&package, &mut problems);
        return finish(package, problems);
    }
    sort(&mut problems);
    Err(problems)
}

fn finish(mut package: Package, mut problems: Vec<Problem>) -> Result<Package, Vec<Problem>> {
    sort(&mut problems);
    if problems.iter().any(Problem::is_fault) {
        return Err(problems);
    }
    package.warnings = problems;
    Ok(package)
}

fn sort(problems: &mut Vec<Problem>) {
    problems.sort();
    problems.dedup();
}

/// The version: a hash over names and contents, each with its length, so that no two packages run together.
fn version_of(files: &BTreeMap<String, String>) -> String {
    let mut hash = Sha256::new();
    for (name, text) in files {
        for part in [name, text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
    }
    hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// `de`, `fr`, `it`, `en`, or one of them with `-CH` or `-DE`.
pub(crate) fn is_language(tag: &str) -> bool {
    let (lang, country) = tag.split_once('-').map_or((tag, None), |(lang, country)| (lang, Some(country)));
    Lang::from_code(lang).is_some() && matches!(country, None | Some("CH" | "DE"))
}
