//! References people read out on the phone: short, without letters that look alike, with a check letter.

/// No 0/O, 1/I/L, U/V, 5/S, 8/B, 2/Z: what is left can be read from bad paper.
const LETTERS: &[u8; 20] = b"34679ACDEFGHJKMNPQRT";

/// Writes a reference such as `AARA-7K4M-92QXC` from the authority's key and random bytes (60 bits are enough for
/// a number that is also authorised). The last letter catches a mistyped or swapped letter.
pub fn case_reference(authority: &str, random: &[u8; 32]) -> String {
    let prefix: String = authority.chars().filter(char::is_ascii_alphabetic).take(4).collect::<String>().to_uppercase();
    let body = letters(&random[..8], 8);
    format!("{prefix}-{}-{}{}", &body[..4], &body[4..], check_letter(&body))
}

/// Writes a seal code such as `7K4M-92QX-ACDE-FGHJ-3` for a letter: 16 letters, about 69 bits.
pub fn seal_code(random: &[u8; 32]) -> String {
    let body = letters(&random[..16], 16);
    format!("{}-{}-{}-{}-{}", &body[..4], &body[4..8], &body[8..12], &body[12..], check_letter(&body))
}

/// Brings a seal code that a person typed into the form we store, or none when its check letter is wrong.
pub fn read_seal_code(typed: &str) -> Option<String> {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    if plain.len() != 17 || !plain.bytes().all(|b| LETTERS.contains(&b)) || !plain.ends_with(check_letter(&plain[..16]))
    {
        return None;
    }
    Some(format!("{}-{}-{}-{}-{}", &plain[..4], &plain[4..8], &plain[8..12], &plain[12..16], &plain[16..]))
}

fn letters(random: &[u8], count: usize) -> String {
    random.iter().take(count).map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
}

/// Weighted sum: catches every single wrong letter and every swap of neighbours (weights differ and 20 letters
/// are coprime to the odd weights used).
fn check_letter(body: &str) -> char {
    const WEIGHTS: [usize; 4] = [1, 3, 7, 9];
    let sum: usize = body
        .bytes()
        .enumerate()
        .map(|(i, b)| WEIGHTS[i % WEIGHTS.len()] * LETTERS.iter().position(|l| *l == b).unwrap_or(0))
        .sum();
    char::from(LETTERS[sum % LETTERS.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_how_people_type_and_refuses_mistakes() {
        let random: [u8; 32] = std::array::from_fn(|i| (i * 37 + 11) as u8);
        let code = seal_code(&random);
        assert_eq!(read_seal_code(&code.to_lowercase().replace('-', " ")), Some(code.clone()));
        for place in [0, 3, 5, 12] {
            let mut wrong: Vec<u8> = code.bytes().collect();
            wrong[place] = if wrong[place] == b'A' { b'C' } else { b'A' };
            assert_eq!(read_seal_code(std::str::from_utf8(&wrong).unwrap()), None);
        }
        assert_eq!(read_seal_code(&"9".repeat(10_000)), None);
    }

    #[test]
    fn references_start_with_the_place() {
        let reference = case_reference("aarau", &[7; 32]);
        assert!(reference.starts_with("AARA-"), "{reference}");
        assert_eq!(reference.len(), 15);
    }
}
