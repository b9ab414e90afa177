//! Moments at which the program dies when it was told to. Nobody tells it outside of tests: they show that nothing is lost
//! and nothing happens twice, wherever it falls.

use std::sync::atomic::{AtomicI64, Ordering};

/// A moment between two things that must not come apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// All rows of a transaction are written, none is committed.
    BeforeCommit,
    /// A transaction is committed, whoever asked for it has no answer yet.
    AfterCommit,
    /// Something outside was done, and nothing says so here yet.
    OutsideDone,
}

const MOMENTS: [(&str, Moment); 3] = [
    ("before-commit", Moment::BeforeCommit),
    ("after-commit", Moment::AfterCommit),
    ("outside-done", Moment::OutsideDone),
];

/// How often each moment may still pass; below zero: for ever.
static LEFT: [AtomicI64; 3] = [AtomicI64::new(-1), AtomicI64::new(-1), AtomicI64::new(-1)];

/// Lets the program die at a moment, as in `after-commit:17`: the eighteenth time it comes.
///
/// # Errors
/// A sentence when the text names no moment or no number.
pub fn arm(text: &str) -> Result<(), String> {
    let found = text.split_once(':').and_then(|(name, times)| {
        let (_, moment) = MOMENTS.iter().find(|(known, _)| *known == name)?;
        Some((*moment, times.parse::<i64>().ok().filter(|times| *times >= 0)?))
    });
    let Some((moment, times)) = found else {
        let known = MOMENTS.map(|(name, _)| name).join(", ");
        return Err(format!("{text:?} is no moment to die at: one of {known}, a colon, and how often it may pass"));
    };
    LEFT[moment as usize].store(times, Ordering::SeqCst);
    Ok(())
}

/// Says that the program is at this moment.
pub fn pass(moment: Moment) {
    let left = &LEFT[moment as usize];
    if left.load(Ordering::Relaxed) >= 0 && left.fetch_sub(1, Ordering::SeqCst) == 0 {
        // As `kill -9` does: nothing is tidied up.
        std::process::abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_moment_is_told() {
        assert!(arm("at-tea:3").unwrap_err().contains("before-commit, after-commit, outside-done"));
        assert!(arm("after-commit").is_err() && arm("after-commit:-1").is_err());
        pass(Moment::OutsideDone);
    }
}
