//! From text to folded words: lower case, no accents, `ß` as `ss`, `ae` and `ä` alike. Anything else only separates.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest word that is looked at, in characters; the rest of a longer one is dropped.
const LONGEST_WORD: usize = 60;

/// The folded words of `text` in their order, at most `most`. Words joined by a hyphen also come as one ("e-id" gives
/// "e", "id" and "eid", the joined one last).
pub fn words(text: &str, most: usize) -> Vec<String> {
    let mut words = Vec::new();
    let mut joined = String::new();
    let mut pieces = 0;
    let mut rest = text;
    while words.len() < most {
        let Some(start) = rest.find(char::is_alphanumeric) else { break };
        let from_start = &rest[start..];
        let end = from_start.find(|c: char| !c.is_alphanumeric() && !is_combining_mark(c)).unwrap_or(from_start.len());
        let word = fold(&from_start[..end]);
        let hyphen = from_start[end..].starts_with('-')
            && from_start[end + 1..].chars().next().is_some_and(char::is_alphanumeric);
        if hyphen || pieces > 0 {
            joined.push_str(&word);
            pieces += 1;
        }
        if !word.is_empty() {
            words.push(word);
        }
        if !hyphen && pieces > 0 {
            words.push(std::mem::take(&mut joined));
            pieces = 0;
        }
        rest = &from_start[end..];
    }
    words.truncate(most);
    words
}

/// One word folded. "Führerausweis", "Fuehrerausweis" and "FÜHRERAUSWEIS" give the same.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    if word.is_ascii() {
        word.bytes().take(LONGEST_WORD).for_each(|b| push(&mut folded, b.to_ascii_lowercase().into()));
        return folded;
    }
    for c in word.chars().flat_map(char::to_lowercase).nfkd().filter(|c| !is_combining_mark(*c)).take(LONGEST_WORD) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => push(&mut folded, 'a'),
            'œ' | 'ø' => push(&mut folded, 'o'),
            'đ' | 'ð' => push(&mut folded, 'd'),
            'ł' => push(&mut folded, 'l'),
            'ı' => push(&mut folded, 'i'),
            c if c.is_alphanumeric() => push(&mut folded, c),
            _ => {}
        }
    }
    folded
}

/// Appends a letter; the `e` of `ae`, `oe`, `ue` is swallowed, but not in "Steuer", "Bauer" or "Quelle".
fn push(folded: &mut String, c: char) {
    if c == 'e' {
        let mut before = folded.chars().rev();
        let umlaut = match (before.next(), before.next()) {
            (Some('a' | 'o'), _) => true,
            (Some('u'), Some(b)) => !matches!(b, 'a' | 'e' | 'q'),
            (Some('u'), None) => true,
            _ => false,
        };
        if umlaut {
            return;
        }
    }
    folded.push(c);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fold_alike() {
        for word in ["Führerausweis", "fuehrerausweis", "FÜHRERAUSWEIS", "Fu\u{308}hrerausweis"] {
            assert_eq!(fold(word), "fuhrerausweis", "{word}");
        }
        assert_eq!(fold("Straße"), fold("Strasse"));
        assert_eq!(fold("Gebaeude"), fold("Gebäude"));
        assert_eq!(fold("sœur"), fold("soeur"));
    }

    #[test]
    fn diphthongs_keep_their_e() {
        assert_eq!(fold("Steuer"), "steuer");
        assert_eq!(fold("Bauen"), "bauen");
        assert_eq!(fold("Quelle"), "quelle");
    }

    #[test]
    fn hyphens_give_parts_and_whole() {
        assert_eq!(words("E-ID, l'école", 9), ["e", "id", "eid", "l", "ecole"]);
        assert_eq!(words("-- \u{0}\u{7}?*(AND)", 9), ["and"]);
    }
}
