//! From files to a package, all or nothing; the content hash is its version.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use domain::{Country, Lang};
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
#[derive(Clone, Debug)]
pub struct Package {
    /// The service's key.
    pub key: String,
    /// SHA-256 over names and contents of all files, as 64 hexadecimal digits.
    pub version: String,
    /// Who is in charge and where.
    pub descriptor: Descriptor,
    /// Texts by language (`de`) and overlay (`de-DE`), as in the files; see [`Package::texts_in`].
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
    readings: BTreeMap<(Lang, Country), Arc<ServiceTexts>>,
}

impl Package {
    /// The texts for a reader: the country's overlay over the language, that over German. Put together when the
    /// package was read, so that a page only points at them.
    pub fn texts_in(&self, tongue: Tongue) -> Arc<ServiceTexts> {
        self.readings.get(&(tongue.lang, tongue.country)).cloned().unwrap_or_default()
    }

    /// A copy of [`Package::texts_in`].
    pub fn texts_for(&self, tongue: Tongue) -> ServiceTexts {
        self.texts_in(tongue).as_ref().clone()
    }

    /// The language in which a single text is really said to a reader: hers when her language has it, else German.
    /// `package.language_of(tongue, |texts| texts.title.is_some())`
    pub fn language_of(&self, tongue: Tongue, is_said: impl Fn(&ServiceTexts) -> bool) -> Lang {
        let tags = [tongue.lang.code().to_owned(), tongue.tag()];
        let said = tags.iter().filter_map(|tag| self.texts.get(tag)).any(is_said);
        if said { tongue.lang } else { Lang::De }
    }

    /// The same version with other texts and another descriptor: the service as one authority has it.
    pub(crate) fn specialised(
        &self,
        texts: BTreeMap<String, ServiceTexts>,
        settle: impl FnMut(&mut Descriptor),
    ) -> Package {
        let mut descriptor = self.descriptor.clone();
        descriptor.settle_everywhere(settle);
        Package { readings: readings_of(&texts), texts, descriptor, ..self.clone() }
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
        let message =
            format!("`key` is `{}`, but the folder is called `{folder}`. Both must be the same.", package.key);
        return Err(vec![Problem::fault("service.toml", 1, message)]);
    }
    Ok(package)
}

fn collect(
    folder: &Path,
    inside: &str,
    depth: usize,
    files: &mut BTreeMap<String, String>,
    problems: &mut Vec<Problem>,
) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            problems.push(Problem::fault(
                if inside.is_empty() { "." } else { inside },
                1,
                format!("The folder cannot be read: {error}."),
            ));
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
    let (package, mut problems) = read(files);
    if let Some(package) = &package {
        check_package(package, &mut problems);
    }
    finish(package, problems)
}

/// Reads a package that was checked when it came in. Only what cannot be read at all is refused: a case keeps its
/// version, also when a later release of the portal checks more.
///
/// # Errors
/// Every fault that forbids reading it.
pub fn restore(files: BTreeMap<String, String>) -> Result<Package, Vec<Problem>> {
    let (package, problems) = read(files);
    finish(package, problems)
}

fn read(mut files: BTreeMap<String, String>) -> (Option<Package>, Vec<Problem>) {
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
            _ => problems.push(Problem::fault(
                path,
                1,
                "This file does not belong in a package. See services/FORMAT.md for the names.",
            )),
        }
    }
    if let Some(descriptor) = &descriptor {
        super::stage_one::add_process(descriptor, &mut files);
    }
    super::stage_one::add_texts(&files, &mut texts);
    let process = compile_process(&files, &mut problems);
    let package = descriptor.map(|descriptor| {
        let key = descriptor.key.clone();
        let version = version_of(&files);
        let readings = readings_of(&texts);
        Package {
            key,
            version,
            descriptor,
            texts,
            form,
            process,
            letters,
            fees,
            scenarios,
            warnings: Vec::new(),
            files,
            readings,
        }
    });
    (package, problems)
}

fn finish(package: Option<Package>, mut problems: Vec<Problem>) -> Result<Package, Vec<Problem>> {
    problems.sort();
    problems.dedup();
    match package {
        Some(mut package) if !problems.iter().any(Problem::is_fault) => {
            package.warnings = problems;
            Ok(package)
        }
        _ => Err(problems),
    }
}

/// The texts of every language and country, overlays laid over.
fn readings_of(texts: &BTreeMap<String, ServiceTexts>) -> BTreeMap<(Lang, Country), Arc<ServiceTexts>> {
    let mut readings = BTreeMap::new();
    for country in [Country::Ch, Country::De] {
        for lang in Lang::OFFERED {
            let code = country.code();
            let mut tags = vec!["de".to_owned(), format!("de-{code}")];
            if lang != Lang::De {
                tags.extend([lang.code().to_owned(), format!("{}-{code}", lang.code())]);
            }
            let layers = tags.iter().filter_map(|tag| texts.get(tag));
            let text = layers.fold(ServiceTexts::default(), |below, above| above.over(&below));
            readings.insert((lang, country), Arc::new(text));
        }
    }
    readings
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

/// `de`, `fr`, `it`, `en`, `de-simple`, or one of them with `-CH` or `-DE`.
pub(crate) fn is_language(tag: &str) -> bool {
    let lang = tag.strip_suffix("-CH").or_else(|| tag.strip_suffix("-DE")).unwrap_or(tag);
    Lang::from_code(lang).is_some()
}
