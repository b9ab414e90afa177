//! The parser's types: `number`, `date and time`, `list<string>`, `context<age: number>`, `function<string> -> number`.

use crate::expression::Problem;
use crate::kind::Kind;
use crate::parse::Parser;
use crate::token::Token;

/// How deep types may nest in each other.
const DEEPEST: u32 = 50;
/// The simple types of several words, which a greedy reading of words could run past.
const PHRASES: [&[&str]; 3] =
    [&["date", "and", "time"], &["days", "and", "time", "duration"], &["years", "and", "months", "duration"]];

impl Parser<'_> {
    /// A type.
    pub(crate) fn kind(&mut self) -> Result<Kind, Problem> {
        self.nested_kind(0)
    }

    fn nested_kind(&mut self, depth: u32) -> Result<Kind, Problem> {
        if depth > DEEPEST {
            return Err(self.problem("The type is nested too deeply."));
        }
        let start = self.position();
        let Token::Word(first) = self.peek().clone() else { return Err(self.problem("A type is expected here.")) };
        let has_arguments = *self.peek_at(1) == Token::Sign("<");
        match &*first {
            "list" | "range" if has_arguments => {
                self.go_to(start + 2);
                let item = Box::new(self.nested_kind(depth + 1)?);
                self.expect_sign(">")?;
                Ok(if &*first == "list" { Kind::List(item) } else { Kind::Range(item) })
            }
            "context" if has_arguments => {
                self.go_to(start + 2);
                self.context_kind(depth)
            }
            "function" if has_arguments => {
                self.go_to(start + 2);
                self.function_kind(depth)
            }
            _ => self.named_kind(),
        }
    }

    fn context_kind(&mut self, depth: u32) -> Result<Kind, Problem> {
        let mut entries = Vec::new();
        while !self.take_sign(">") {
            let from = self.position();
            while matches!(self.peek(), Token::Word(_)) {
                self.advance();
            }
            let name = self.source(from, self.position());
            self.expect_sign(":")?;
            entries.push((name, self.nested_kind(depth + 1)?));
            if !self.take_sign(",") {
                self.expect_sign(">")?;
                break;
            }
        }
        Ok(Kind::Context(entries))
    }

    fn function_kind(&mut self, depth: u32) -> Result<Kind, Problem> {
        let mut parameters = Vec::new();
        while !self.take_sign(">") {
            parameters.push(self.nested_kind(depth + 1)?);
            if !self.take_sign(",") {
                self.expect_sign(">")?;
                break;
            }
        }
        self.expect_sign("->")?;
        Ok(Kind::Function(parameters, Box::new(self.nested_kind(depth + 1)?)))
    }

    fn named_kind(&mut self) -> Result<Kind, Problem> {
        let start = self.position();
        let says = |words: &[&str]| {
            words
                .iter()
                .enumerate()
                .all(|(ahead, word)| matches!(self.peek_at(ahead), Token::Word(next) if **next == **word))
        };
        if let Some(words) = PHRASES.iter().find(|words| says(words)) {
            self.go_to(start + words.len());
            return Kind::named(&words.join(" ")).ok_or_else(|| self.problem("This type is not known."));
        }
        // Types of the host may have several words or a namespace before a dot: the longest known one wins.
        let mut best = None;
        for length in 1..=12 {
            match self.peek_at(length - 1) {
                Token::Word(_) | Token::Number(_) | Token::Sign("." | "-") => {}
                _ => break,
            }
            let name = self.source(start, start + length);
            if let Some(kind) = self.kinds.get(&*name).cloned().or_else(|| Kind::named(&name)) {
                best = Some((kind, length));
            }
        }
        let (kind, length) = best.ok_or_else(|| self.problem("This type is not known."))?;
        self.go_to(start + length);
        Ok(kind)
    }
}
