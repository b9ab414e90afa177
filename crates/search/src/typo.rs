//! Distance between two words: insertions, deletions, replacements and swaps of neighbours, up to a bound.

/// How many mistakes a word of this many letters may have: none below 4, one below 8, else two.
pub fn allowed(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// The set of letters of a word as bits, to rule out most words without comparing them.
pub fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, c| set | 1 << (u32::from(c) % 64))
}

/// The distance of two words if it is at most `most`.
pub fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let width = b.len() + 1;
    let mut two_back = vec![0; width];
    let mut back: Vec<usize> = (0..width).collect();
    let mut row = vec![0; width];
    for i in 1..=a.len() {
        row[0] = i;
        let mut least = i;
        for j in 1..width {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (back[j] + 1).min(row[j - 1] + 1).min(back[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(two_back[j - 2] + 1);
            }
            row[j] = best;
            least = least.min(best);
        }
        if least > most {
            return None;
        }
        std::mem::swap(&mut two_back, &mut back);
        std::mem::swap(&mut back, &mut row);
    }
    Some(back[b.len()]).filter(|d| *d <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: &str, b: &str, most: usize) -> Option<usize> {
        distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), most)
    }

    #[test]
    fn counts_each_kind_of_mistake_once() {
        assert_eq!(of("verlohren", "verloren", 2), Some(1));
        assert_eq!(of("hnud", "hund", 1), Some(1));
        assert_eq!(of("umzihen", "umziehen", 2), Some(1));
        assert_eq!(of("pass", "pass", 0), Some(0));
        assert_eq!(of("hund", "katze", 2), None);
        assert_eq!(of("", "ab", 2), Some(2));
    }
}
