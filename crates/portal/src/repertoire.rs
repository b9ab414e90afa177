//! The repertoire: service packages and life situations from a folder, or those built into the program.

use app::finding::{Situation, parse_situations};
use app::packages::{self, Package};
use include_dir::{Dir, DirEntry, include_dir};
use std::collections::BTreeMap;
use std::path::Path;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../services");
const SITUATIONS: &str = "life-situations.toml";

/// Everything that was read; faulty packages are left out as a whole and reported.
#[derive(Default)]
pub struct Repertoire {
    /// Good packages.
    pub packages: Vec<Package>,
    /// Keys of faulty ones, with what is wrong, a line each.
    pub faulty: Vec<(String, Vec<String>)>,
    /// Life situations.
    pub situations: Vec<Situation>,
}

/// Reads a folder, `./services` if there is none named, or the built-in repertoire.
///
/// # Errors
/// A sentence when the folder or the life situations cannot be read.
pub fn load(folder: Option<&Path>) -> Result<Repertoire, String> {
    let here = Path::new("services");
    match folder.or_else(|| here.join(SITUATIONS).is_file().then_some(here)) {
        Some(folder) => from_folder(folder),
        None => built_in(),
    }
}

fn from_folder(folder: &Path) -> Result<Repertoire, String> {
    let cannot = |fault: std::io::Error| format!("the services in {} cannot be read: {fault}", folder.display());
    let mut repertoire = Repertoire::default();
    let mut folders: Vec<_> = std::fs::read_dir(folder).map_err(cannot)?.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    for path in folders.iter().filter(|path| path.join("service.toml").is_file()) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        repertoire.add(&name, packages::load_folder(path));
    }
    let text = std::fs::read_to_string(folder.join(SITUATIONS)).map_err(cannot)?;
    repertoire.situations = parse_situations(&text, SITUATIONS).map_err(|problem| problem.to_string())?;
    Ok(repertoire)
}

fn built_in() -> Result<Repertoire, String> {
    let mut repertoire = Repertoire::default();
    for folder in BUILT_IN.dirs() {
        let name = folder.path().to_string_lossy().into_owned();
        let mut files = BTreeMap::new();
        collect(folder, folder.path(), &mut files);
        repertoire.add(&name, packages::parse(files));
    }
    let text = BUILT_IN.get_file(SITUATIONS).and_then(|file| file.contents_utf8()).unwrap_or_default();
    repertoire.situations = parse_situations(text, SITUATIONS).map_err(|problem| problem.to_string())?;
    Ok(repertoire)
}

fn collect(folder: &Dir<'_>, root: &Path, files: &mut BTreeMap<String, String>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, root, files),
            DirEntry::File(file) => {
                let name = file.path().strip_prefix(root).unwrap_or(file.path()).to_string_lossy().into_owned();
                files.insert(name, String::from_utf8_lossy(file.contents()).into_owned());
            }
        }
    }
}

impl Repertoire {
    fn add(&mut self, name: &str, loaded: Result<Package, Vec<form::Problem>>) {
        match loaded {
            Ok(package) => self.packages.push(package),
            Err(problems) => {
                let lines = problems.iter().map(|problem| format!("{name}/{problem}")).collect();
                self.faulty.push((name.to_owned(), lines));
            }
        }
    }
}
