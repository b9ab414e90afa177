//! Which words of a query are kept: folded, cut, and none of those that may belong to a person.

/// More words are no search for a service.
const MOST_WORDS: usize = 8;
/// Characters of a query that is kept.
const LONGEST: usize = 80;
/// More digits than these in a row are a number of somebody: telephone, insurance, date of birth.
const MOST_DIGITS: usize = 4;
/// Of what was typed, more is not even looked at.
const LOOKED_AT: usize = 2_000;

/// The words under which a query is counted: small letters, single spaces, cut. Empty where they may say something about
/// a person; none where nothing was typed.
pub(super) fn kept_words(typed: &str) -> Option<String> {
    let typed: String = typed.chars().take(LOOKED_AT).flat_map(char::to_lowercase).collect();
    let plain: String = typed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = plain.split_whitespace().take(MOST_WORDS).collect();
    if words.is_empty() {
        return None;
    }
    if is_personal(&plain) {
        return Some(String::new());
    }
    let kept: String = words.join(" ").chars().take(LONGEST).collect();
    Some(kept.trim_end().to_owned())
}

/// An e-mail address, or digits in a row. People write long numbers in groups, so what stands between groups does not
/// end the row.
fn is_personal(text: &str) -> bool {
    let mut digits = 0;
    text.contains('@')
        || text.chars().any(|c| {
            digits = match c {
                c if c.is_numeric() => digits + 1,
                ' ' | '.' | '/' | '-' | '–' | '\'' | '’' | '(' | ')' => digits,
                _ => 0,
            };
            digits > MOST_DIGITS
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_cut() {
        assert_eq!(kept_words("  Hund\tANMELDEN \n").as_deref(), Some("hund anmelden"));
        assert_eq!(kept_words("Ärger Straße").as_deref(), Some("ärger straße"));
        assert_eq!(kept_words("a b c d e f g h i j").as_deref(), Some("a b c d e f g h"));
        assert_eq!(kept_words(&"x".repeat(500)).map(|words| words.len()), Some(80));
        assert_eq!(kept_words(&"ä ".repeat(5_000)).as_deref(), Some("ä ä ä ä ä ä ä ä"));
        assert_eq!(kept_words(" \u{0} \n"), None);
    }

    #[test]
    fn what_may_belong_to_a_person_is_not_kept() {
        for typed in
            ["a@b.example", "079 555 12 34", "756.1234.5678.97", "31.3.1980", "tel:062/5551", "(031) 555", "12345"]
        {
            assert_eq!(kept_words(typed).as_deref(), Some(""), "{typed}");
        }
        for typed in ["steuern 2026", "5000 aarau", "formular 12a 34b", "paragraf 7 absatz 12"] {
            assert_eq!(kept_words(typed).as_deref(), Some(typed), "{typed}");
        }
    }
}
