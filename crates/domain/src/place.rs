//! From what people write about a place to the commune that is meant.

use crate::authority::Authority;
use std::sync::Arc;

/// What a place question led to.
#[derive(Debug, Clone, PartialEq)]
pub enum PlaceAnswer {
    /// Exactly one commune.
    One(Arc<Authority>),
    /// Several communes share the name or postal code: the person must choose.
    Many(Vec<Arc<Authority>>),
    /// Nothing known by that name, number or code.
    None,
}

/// Folds a place name for comparison: lower case, no accents or umlauts, letters and digits only.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'à' | 'â' | 'á' => out.push('a'),
            'ö' | 'ô' | 'ó' => out.push('o'),
            'ü' | 'û' | 'ú' => out.push('u'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'î' | 'ï' | 'í' => out.push('i'),
            'ç' => out.push('c'),
            'ß' => out.push_str("ss"),
            c if c.is_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    // People without umlauts on their keyboard write ae, oe, ue: both spellings fold to the same.
    out.replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_fold_together() {
        assert_eq!(fold("Küttigen"), fold("kuettigen"));
        assert_eq!(fold("Übach-Palenberg"), fold("uebach palenberg"));
        assert_eq!(fold("Buchs (AG)"), fold("buchs ag"));
    }
}
