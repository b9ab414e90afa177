//! A text of a service with the language it is really in, so that a missing translation is visible and read aloud right.

use domain::Lang;

/// A text or a list of texts; `T` is empty where nothing is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said<T> {
    /// The words.
    pub words: T,
    /// The language they are in, where it is not the page's own.
    foreign: Option<Lang>,
}

impl<T> Said<T> {
    /// Words in the page's own language.
    pub fn here(words: T) -> Self {
        Self { words, foreign: None }
    }

    /// Words in `really`, on a page in `page`. Easy German and German are one language for whoever reads aloud.
    pub fn new(words: T, really: Lang, page: Lang) -> Self {
        Self { words, foreign: (really.base() != page.base()).then_some(really) }
    }

    /// The same language, other words.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Said<U> {
        Said { words: change(self.words), foreign: self.foreign }
    }

    /// ` lang="de"` where the words are not in the page's own language.
    #[must_use]
    pub fn lang(&self) -> String {
        self.foreign.map_or_else(String::new, |lang| format!(" lang=\"{}\"", lang.code()))
    }
}
