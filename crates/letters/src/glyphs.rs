//! Which characters can be printed: a character no font has must not stop a letter, and must not vanish silently.

use crate::letter::Letter;

/// Stands for a character that no font of ours has.
const UNPRINTABLE: char = '\u{25A1}';

/// Makes every text of the letter printable: control and direction-override characters go, characters without a glyph
/// become a hollow square. Gives the characters that were replaced, each once.
pub(crate) fn make_printable(letter: &mut Letter, has_glyph: impl Fn(char) -> bool) -> Vec<char> {
    let mut missing = Vec::new();
    let prints = |c: char| c.is_whitespace() || (has_glyph(c) && !is_private(c));
    letter.each_text(|text| {
        if text.chars().all(|c| is_plain(c) && prints(c)) {
            return;
        }
        *text = text
            .chars()
            .filter(|c| is_plain(*c))
            .map(|c| {
                if prints(c) {
                    return c;
                }
                if !missing.contains(&c) {
                    missing.push(c);
                }
                UNPRINTABLE
            })
            .collect();
    });
    missing
}

/// False for characters that would act on the text around them instead of being printed.
fn is_plain(c: char) -> bool {
    let overrides =
        matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    c == '\n' || !(c.is_control() || overrides)
}

/// Private-use characters mean nothing to a reader, and PDF/A forbids them.
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_character_becomes_a_square_and_is_reported_once() {
        let mut letter = Letter { subject: "a😀b😀".into(), place: "x\u{202E}y\u{7}".into(), ..Letter::default() };
        let missing = make_printable(&mut letter, |c| c.is_ascii());
        assert_eq!(missing, ['😀']);
        assert_eq!(letter.subject, "a□b□");
        assert_eq!(letter.place, "xy");
    }

    #[test]
    fn line_feeds_stay() {
        let mut letter = Letter { subject: "one\ntwo\u{E000}".into(), ..Letter::default() };
        make_printable(&mut letter, |_| true);
        assert_eq!(letter.subject, "one\ntwo□");
    }
}
