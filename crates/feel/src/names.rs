//! The names known while parsing. FEEL names may hold spaces and signs, so only knowing them tells where one ends.

use std::collections::HashMap;
use std::sync::Arc;

use crate::kind::Kind;
use crate::token::{Placed, Token, tokens};

/// What a host tells the parser: its variables and its own types.
/// Made once for many expressions.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub(crate) variables: Arc<Scope>,
    pub(crate) kinds: Arc<HashMap<String, Kind>>,
}

impl Names {
    /// `variables` are names of variables and of entries reached through them; `kinds` are types for `instance of` and parameters.
    pub fn new(variables: impl IntoIterator<Item = Arc<str>>, kinds: HashMap<String, Kind>) -> Self {
        let mut scope = Scope::default();
        for name in variables {
            scope.push(&name);
        }
        Self { variables: Arc::new(scope), kinds: Arc::new(kinds) }
    }
}

/// The names in scope, innermost last.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    stack: Vec<Known>,
    by_first_word: HashMap<Arc<str>, Vec<usize>>,
    count: HashMap<Arc<str>, u32>,
}

#[derive(Debug)]
struct Known {
    name: Arc<str>,
    tokens: Vec<Token>,
}

impl Scope {
    /// Adds a name on top.
    pub(crate) fn push(&mut self, name: &Arc<str>) {
        let mut parts: Vec<Token> =
            tokens(name).map(|found| found.into_iter().map(|p| p.token).collect()).unwrap_or_default();
        parts.pop();
        if let [Token::Word(first), _, ..] = parts.as_slice() {
            self.by_first_word.entry(first.clone()).or_default().push(self.stack.len());
        }
        *self.count.entry(name.clone()).or_default() += 1;
        self.stack.push(Known { name: name.clone(), tokens: parts });
    }

    /// How many names there are, to go back to.
    pub(crate) fn mark(&self) -> usize {
        self.stack.len()
    }

    /// Takes the names above a mark away again.
    pub(crate) fn back_to(&mut self, mark: usize) {
        while self.stack.len() > mark {
            let Some(known) = self.stack.pop() else { return };
            if let [Token::Word(first), _, ..] = known.tokens.as_slice() {
                self.by_first_word.get_mut(first).map(Vec::pop);
            }
            if let Some(count) = self.count.get_mut(&known.name) {
                *count -= 1;
            }
        }
    }

    /// Whether the name is in scope.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.count.get(name).is_some_and(|count| *count > 0)
    }

    /// The longest name of several tokens that starts here, and how many tokens it takes.
    pub(crate) fn longest(&self, upcoming: &[Placed]) -> Option<(Arc<str>, usize)> {
        let Some(Token::Word(first)) = upcoming.first().map(|placed| &placed.token) else { return None };
        let candidates = self.by_first_word.get(first)?;
        let mut best: Option<&Known> = None;
        for known in candidates.iter().rev().filter_map(|at| self.stack.get(*at)) {
            let longer = best.is_none_or(|best| known.tokens.len() > best.tokens.len());
            if longer
                && known.tokens.len() <= upcoming.len()
                && known.tokens.iter().zip(upcoming).all(|(token, placed)| *token == placed.token)
            {
                best = Some(known);
            }
        }
        best.map(|known| (known.name.clone(), known.tokens.len()))
    }
}
