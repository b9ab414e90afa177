//! The files of the workspace as they would be checked in: without what `.gitignore` names.

use std::path::Path;

/// A file with its path from the root, written with `/`, and its text; empty for what is not text.
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    /// What follows the last dot of the name.
    pub fn extension(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, extension)| extension)
    }
}

/// Reads all files under `root`, in order of their paths.
///
/// # Errors
/// When a folder cannot be listed.
pub fn read(root: &Path) -> std::io::Result<Vec<File>> {
    let ignored = std::fs::read_to_string(root.join(".gitignore")).unwrap_or_default();
    let ignored: Vec<&str> = ignored.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
    let mut files = Vec::new();
    walk(root, "", &ignored, &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn walk(root: &Path, folder: &str, ignored: &[&str], files: &mut Vec<File>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        if name == ".git" || is_ignored(&path, &name, ignored) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            walk(root, &path, ignored, files)?;
        } else {
            let text = std::fs::read(entry.path()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            files.push(File { path, text: text.unwrap_or_default() });
        }
    }
    Ok(())
}

/// Whether a line of `.gitignore` covers a path: `/path` from the root, `*.end` any name, else any name.
fn is_ignored(path: &str, name: &str, ignored: &[&str]) -> bool {
    ignored.iter().map(|line| line.trim_end_matches('/')).any(|line| match line.strip_prefix('/') {
        Some(from_root) => path == from_root,
        None => line.strip_prefix('*').map_or(name == line || path == line, |end| name.ends_with(end)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_lines_cover_their_paths() {
        let lines = ["/target", "node_modules", "*.log", "/assets/dist/"];
        for (path, name, covered) in [
            ("target", "target", true),
            ("crates/target", "target", false),
            ("assets/node_modules", "node_modules", true),
            ("e2e/run.log", "run.log", true),
            ("assets/dist", "dist", true),
            ("assets/logo.svg", "logo.svg", false),
        ] {
            assert_eq!(is_ignored(path, name, &lines), covered, "{path}");
        }
    }
}
