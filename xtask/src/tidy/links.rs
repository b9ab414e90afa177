//! Links in documents: whatever a Markdown file links to in the workspace is there.

use super::{File, Finding};

/// Follows every relative link of every Markdown file; `exists` says whether a path from the root is there.
pub fn check(files: &[File], exists: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.extension() == "md") {
        let mut in_code = false;
        for (number, line) in (1..).zip(file.text.lines()) {
            if line.trim_start().starts_with("```") {
                in_code = !in_code;
            }
            if in_code {
                continue;
            }
            for target in targets(line) {
                let path = target.split('#').next().unwrap_or_default();
                if path.is_empty() || path.contains(':') {
                    continue;
                }
                if !resolve(&file.path, path).is_some_and(|path| exists(&path)) {
                    let place = format!("{}:{number}", file.path);
                    findings.push(Finding::fault(place, format!("The link to {target} leads nowhere.")));
                }
            }
        }
    }
    findings
}

/// What stands in `](…)`, outside of code.
fn targets(line: &str) -> Vec<&str> {
    let mut targets = Vec::new();
    // Every second piece between backticks is code.
    for text in line.split('`').step_by(2) {
        for rest in text.split("](").skip(1) {
            let target = rest.split([')', ' ']).next().unwrap_or_default();
            targets.push(target.trim_matches(['<', '>']));
        }
    }
    targets
}

/// A link's path from the root; none where it leaves the workspace.
fn resolve(from: &str, link: &str) -> Option<String> {
    let mut pieces: Vec<&str> = if link.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    pieces.pop();
    for piece in link.split('/') {
        match piece {
            "" | "." => {}
            ".." => {
                pieces.pop()?;
            }
            piece => pieces.push(piece),
        }
    }
    Some(pieces.join("/"))
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn links_lead_somewhere() {
        let text = "[a](../README.md#top) [b](gone.md) [c](https://example.org/x) [d](#here)\n```\n[e](gone)\n```\n`[f](gone)`\n[g](../../out.md)\n";
        let exists = |path: &str| path == "README.md";
        let places: Vec<String> = check(&[file("docs/a.md", text)], &exists).into_iter().map(|f| f.place).collect();
        assert_eq!(places, ["docs/a.md:1", "docs/a.md:6"]);
    }
}
