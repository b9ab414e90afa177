//! Lock files: they pin versions and checksums, and say nothing of where one machine fetched them.

use super::{File, Finding};

/// How cargo names its usual source, whichever mirror a machine uses.
const CARGO_SOURCE: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Looks at every `Cargo.lock` and `package-lock.json`.
pub fn check(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        for (number, line) in (1..).zip(file.text.lines()) {
            let line = line.trim();
            let sentence = match name {
                "Cargo.lock" if line.starts_with("source = ") && line != format!("source = \"{CARGO_SOURCE}\"") => {
                    "A package comes from somewhere else than the usual source."
                }
                "package-lock.json" if line.starts_with("\"resolved\":") && line.contains("://") => {
                    "It holds a download address. Set `omit-lockfile-registry-resolved=true` in .npmrc and write it anew."
                }
                _ => continue,
            };
            findings.push(Finding::fault(format!("{}:{number}", file.path), sentence));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn addresses_are_found() {
        let cargo = format!("source = \"{CARGO_SOURCE}\"\nsource = \"git+https://example.org/x\"\n");
        let npm = "\"integrity\": \"sha512-x\",\n\"resolved\": \"https://example.org/x.tgz\",\n";
        let places: Vec<String> = check(&[file("Cargo.lock", &cargo), file("e2e/package-lock.json", npm)])
            .into_iter()
            .map(|finding| finding.place)
            .collect();
        assert_eq!(places, ["Cargo.lock:2", "e2e/package-lock.json:2"]);
    }
}
