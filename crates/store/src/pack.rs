//! Short texts for long JSON: phrases that every process document holds are written as one or two control characters.
//!
//! Control characters never occur in JSON text, so this loses nothing, stays text in the database, and what a person
//! entered can still be read and searched there. A new phrase goes to the end of its list; none is ever changed or
//! taken out, because stored rows name them by place.

use std::sync::LazyLock;

/// One character each: 0x01 to 0x1b without tabulator and line ends.
const FREQUENT: [&str; 24] = [
    ",\"node\":",
    "},{\"is\":\"results-kept\",\"token\":1},{\"is\":\"moved\",\"token\":1,\"flow\":",
    "},{\"is\":\"completed\",\"token\":1,\"node\":",
    ",\"variables\":{\"",
    "},{\"is\":\"results-kept\",\"token\":",
    "},{\"is\":\"moved\",\"token\":",
    ",\"flow\":",
    "},{\"is\":\"completed\",\"token\":",
    "},{\"is\":\"wait-began\",\"token\":",
    "[{\"is\":\"started\",\"token\":1,\"node\":",
    "[{\"is\":\"completed\",\"token\":1,\"node\":",
    "},{\"is\":\"token-ended\",\"token\":",
    "},{\"is\":\"ended\",\"outcome\":\"completed\"}]",
    ",\"locals\":{\"",
    "},{\"is\":\"outputs-mapped\",\"token\":",
    "{\"v\":1,\"s\":\"running\",\"n\":",
    "{\"v\":1,\"s\":{\"ended\":\"completed\"},\"n\":",
    ",\"c\":{\"0\":{\"d\":{\"",
    "}}},\"t\":{\"1\":{\"n\":",
    ",\"c\":0,\"v\":",
    ",\"p\":\"w\",\"f\":",
    "},\"",
    "true",
    "\":\"",
];

/// A lead character and a place each.
const RARE: [&str; 38] = [
    "[{\"is\":\"started\",\"token\":",
    "[{\"is\":\"completed\",\"token\":",
    "[{\"is\":\"timer-fired\",\"timer\":",
    "[{\"is\":\"message-received\",\"subscription\":",
    "},{\"is\":\"forked\",\"token\":",
    ",\"branches\":[{\"t\":",
    "},{\"is\":\"join-reached\",\"token\":",
    "},{\"is\":\"joined\",\"token\":",
    ",\"merged\":[",
    "},{\"is\":\"decided\",\"token\":",
    ",\"decision\":\"",
    ",\"explanation\":{\"",
    "},{\"is\":\"interrupted\",\"token\":",
    "},{\"is\":\"spawned\",\"token\":",
    "},{\"is\":\"error-thrown\",\"token\":",
    "},{\"is\":\"service-failed\",\"token\":",
    "},{\"is\":\"incident-raised\",\"incident\":",
    "},{\"is\":\"incident-resolved\",\"incident\":",
    "},{\"is\":\"variables-set\",\"scope\":",
    "},{\"is\":\"timer-fired\",\"timer\":",
    "},{\"is\":\"message-received\",\"subscription\":",
    ",\"timers\":[[",
    ",\"subscriptions\":[[",
    ",\"message\":\"",
    ",\"visit\":",
    ",\"retries_left\":",
    "}}},\"t\":{\"",
    ",\"p\":\"w\"",
    ",\"p\":\"e\"",
    "},\"a\":{\"",
    "},\"m\":{\"",
    "},\"i\":{\"",
    "{\"t\":",
    ",\"f\":",
    ",\"n\":",
    ",\"d\":\"",
    "false",
    "null",
];

/// Leads a phrase of the second list.
const LEAD: u8 = 0x1c;
/// Where the places of the second list begin: a printable character follows the lead.
const FIRST_PLACE: u8 = 0x21;

/// A phrase's characters in the order of [`FREQUENT`].
fn mark(place: usize) -> u8 {
    match place as u8 {
        low @ 0..=7 => low + 1,
        middle @ 8..=9 => middle - 8 + 0x0b,
        high => high - 10 + 0x0e,
    }
}

/// A tree of all phrases by their bytes: what may follow, and which phrase is complete here.
#[derive(Default)]
struct Branch {
    next: Vec<(u8, usize)>,
    phrase: Option<[u8; 2]>,
}

static TREE: LazyLock<Vec<Branch>> = LazyLock::new(|| {
    let mut tree = vec![Branch::default()];
    let frequent = FREQUENT.iter().enumerate().map(|(place, phrase)| (*phrase, [0, mark(place)]));
    let rare = RARE.iter().enumerate().map(|(place, phrase)| (*phrase, [LEAD, FIRST_PLACE + place as u8]));
    for (phrase, code) in frequent.chain(rare) {
        let mut at = 0;
        for byte in phrase.bytes() {
            at = match tree[at].next.iter().find(|(known, _)| *known == byte) {
                Some((_, next)) => *next,
                None => {
                    tree.push(Branch::default());
                    let new = tree.len() - 1;
                    tree[at].next.push((byte, new));
                    new
                }
            };
        }
        tree[at].phrase = Some(code);
    }
    tree
});

/// Writes JSON text short. Text with raw control characters, which JSON never has, comes back as it is; 0x1d to 0x1f
/// belong to [`crate::outline`] and pass.
pub(crate) fn pack(text: &str) -> String {
    let bytes = text.as_bytes();
    if bytes.iter().any(|byte| *byte <= LEAD) {
        return text.to_owned();
    }
    let tree = &*TREE;
    let mut short = Vec::with_capacity(bytes.len() / 2);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match longest(tree, &bytes[at..]) {
            Some(([0, code], length)) => {
                short.push(code);
                at += length;
            }
            Some((code, length)) => {
                short.extend(code);
                at += length;
            }
            None => {
                short.push(*byte);
                at += 1;
            }
        }
    }
    // Phrases are ASCII, so whole characters were replaced by whole characters.
    String::from_utf8(short).unwrap_or_else(|_| text.to_owned())
}

fn longest(tree: &[Branch], rest: &[u8]) -> Option<([u8; 2], usize)> {
    let (mut at, mut found) = (0, None);
    for (length, byte) in rest.iter().enumerate() {
        let Some((_, next)) = tree[at].next.iter().find(|(known, _)| known == byte) else { break };
        at = *next;
        if let Some(code) = tree[at].phrase {
            found = Some((code, length + 1));
        }
    }
    found
}

/// The JSON text that was written short.
pub(crate) fn unpack(short: &str) -> String {
    let mut text = String::with_capacity(short.len() * 3);
    let mut rest = short;
    while let Some(at) = rest.find(|c: char| c <= '\u{1c}') {
        text.push_str(&rest[..at]);
        let code = rest.as_bytes()[at];
        let mut length = 1;
        if code == LEAD {
            let place = rest.as_bytes().get(at + 1).and_then(|place| place.checked_sub(FIRST_PLACE));
            if let Some(phrase) = place.and_then(|place| RARE.get(usize::from(place))) {
                text.push_str(phrase);
                length = 2;
            }
        } else if let Some(phrase) = (0..FREQUENT.len()).find(|place| mark(*place) == code).map(|p| FREQUENT[p]) {
            text.push_str(phrase);
        }
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_has_a_code_of_its_own_and_comes_back() {
        let mut codes: Vec<u8> = (0..FREQUENT.len()).map(mark).collect();
        assert!(codes.iter().all(|code| *code < LEAD && ![0, 9, 10, 13].contains(code)), "{codes:?}");
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), FREQUENT.len());
        assert!(RARE.len() + usize::from(FIRST_PLACE) < 0x7f);
        for phrase in FREQUENT.iter().chain(&RARE) {
            assert_eq!(unpack(&pack(phrase)), *phrase);
            assert!(pack(phrase).len() <= 2, "{phrase}");
        }
    }

    #[test]
    fn any_json_text_comes_back_as_it_was() {
        for text in [
            "",
            "[]",
            r#"[{"is":"moved","token":12,"flow":3,"node":4},{"is":"results-kept","token":1}]"#,
            r#"{"v":1,"s":"running","n":1,"c":{"0":{"d":{"größe":"Zürich \u0001 \"node\":","x":[true,false,null]}}}}"#,
        ] {
            let short = pack(text);
            assert_eq!(unpack(&short), text);
            assert!(short.len() <= text.len());
        }
        assert_eq!(pack("a\u{1}b"), "a\u{1}b", "what is no JSON stays");
    }

    #[test]
    fn a_history_shrinks_to_a_third() {
        let text = r#"[{"is":"completed","token":1,"node":1,"variables":{"fee":120}},{"is":"results-kept","token":1},{"is":"moved","token":1,"flow":1,"node":2},{"is":"completed","token":1,"node":2},{"is":"results-kept","token":1},{"is":"moved","token":1,"flow":2,"node":3}]"#;
        assert!(pack(text).len() * 3 < text.len(), "{} of {}", pack(text).len(), text.len());
    }
}
