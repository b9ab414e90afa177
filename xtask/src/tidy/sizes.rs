//! Sizes: code files warn at 400 lines and fail at 600, before they become the one monster nobody planned.

use super::{File, Finding};

const LONG: usize = 400;
const TOO_LONG: usize = 600;
const CODE: [&str; 7] = ["rs", "ts", "js", "mjs", "css", "html", "sh"];

/// Counts the lines of code files.
pub fn check(files: &[File]) -> Vec<Finding> {
    let code = files.iter().filter(|file| CODE.contains(&file.extension()));
    code.filter_map(|file| {
        let lines = file.text.lines().count();
        let warning = lines <= TOO_LONG;
        (lines > LONG).then(|| Finding {
            place: file.path.clone(),
            sentence: if warning {
                format!("{lines} lines; {LONG} is the limit of what one reads at once. Find the second thing in it.")
            } else {
                format!("{lines} lines; no code file has more than {TOO_LONG}. Split it by the things it names.")
            },
            warning,
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn long_warns_and_too_long_fails() {
        let lines = |count: usize| "x\n".repeat(count);
        let files = [
            file("a.rs", &lines(400)),
            file("b.rs", &lines(401)),
            file("c.css", &lines(601)),
            file("d.md", &lines(900)),
        ];
        let found: Vec<(String, bool)> = check(&files).into_iter().map(|f| (f.place, f.warning)).collect();
        assert_eq!(found, [("b.rs".to_owned(), true), ("c.css".to_owned(), false)]);
    }
}
