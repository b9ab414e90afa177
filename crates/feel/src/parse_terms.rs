//! The parser's second half: what an expression starts with, and what follows a term directly.

use std::sync::Arc;

use crate::ast::{Binding, Node, NodeId};
use crate::expression::Problem;
use crate::function::Parameter;
use crate::kind::Kind;
use crate::parse::{ADDITIVE, LOWEST, Parser};
use crate::token::Token;
use crate::value::Value;

/// How many tokens a name may have.
const LONGEST_NAME: usize = 64;
/// Unary minus binds tighter than every operator between two operands.
const NEGATION: u8 = 7;

impl Parser<'_> {
    pub(crate) fn prefix(&mut self) -> Result<NodeId, Problem> {
        match self.peek().clone() {
            Token::Number(digits) => {
                self.advance();
                Ok(self.literal(digits.parse().map_or(Value::Null, Value::Number)))
            }
            Token::Text(text) => {
                self.advance();
                Ok(self.literal(Value::String(text)))
            }
            Token::Sign("-") => {
                self.advance();
                let operand = self.expression(NEGATION)?;
                Ok(self.add(Node::Negate(operand)))
            }
            Token::Sign("(") => self.parenthesis(),
            Token::Sign("[") => self.list_or_range(),
            Token::Sign("]") => {
                self.advance();
                let low = self.expression(ADDITIVE - 1)?;
                self.expect_sign("..")?;
                self.range_end(low, false)
            }
            Token::Sign("{") => self.context(),
            Token::Sign("@") => {
                self.advance();
                let Token::Text(text) = self.peek().clone() else {
                    return Err(self.problem("A text in quotation marks is expected after @."));
                };
                self.advance();
                Ok(self.literal(crate::temporal::from_text(&text)))
            }
            Token::Sign("<" | "<=" | ">" | ">=" | "=" | "!=") => self.comparison(),
            Token::Word(word) => self.word(&word),
            Token::End => Err(self.problem("An expression is expected here.")),
            Token::Sign(_) => Err(self.problem("An expression cannot start like this.")),
        }
    }

    fn word(&mut self, word: &str) -> Result<NodeId, Problem> {
        if self.known_name().is_some() {
            return self.variable();
        }
        let next_opens = *self.peek_at(1) == Token::Sign("(");
        match word {
            "null" => {
                self.advance();
                Ok(self.literal(Value::Null))
            }
            "true" | "false" => {
                self.advance();
                Ok(self.literal(word == "true"))
            }
            "if" => self.conditional(),
            "for" => self.iteration(),
            "some" | "every" => self.quantified(word == "every"),
            "function" if next_opens => self.function(),
            _ if crate::parse::is_keyword(word) => Err(self.problem(&format!("“{word}” cannot stand here."))),
            _ => self.variable(),
        }
    }

    fn variable(&mut self) -> Result<NodeId, Problem> {
        let name = match self.builtin_name() {
            Some(name) => name,
            None => self.name(false)?,
        };
        let of_host = self.host.knows(&name);
        let own = self.scope.knows(&name) && !of_host;
        let listed = of_host || (!own && self.filters == 0 && crate::builtin::find(&name).is_none());
        if listed && !self.free.contains(&name) && self.free.len() < 1000 {
            self.free.push(name.clone());
        }
        Ok(self.add(Node::Name(name)))
    }

    /// The name of a built-in function of several words, unless it is followed by something else than a call.
    fn builtin_name(&mut self) -> Option<Arc<str>> {
        let start = self.position();
        let mut end = start;
        while let Token::Word(_) = self.peek_at(end - start)
            && end - start < 6
        {
            end += 1;
        }
        if end - start < 2 || *self.peek_at(end - start) != Token::Sign("(") {
            return None;
        }
        let name = self.source(start, end);
        crate::builtin::find(&name)?;
        self.go_to(end);
        Some(name)
    }

    fn comparison(&mut self) -> Result<NodeId, Problem> {
        let Some(operator) = self.comparison_sign() else { return Err(self.problem("A comparison is expected here.")) };
        self.advance();
        let operand = self.expression(ADDITIVE - 1)?;
        Ok(self.add(Node::Comparison(operator, operand)))
    }

    fn parenthesis(&mut self) -> Result<NodeId, Problem> {
        self.advance();
        let inner = self.expression(LOWEST)?;
        if self.take_sign("..") {
            return self.range_end(inner, false);
        }
        self.expect_sign(")")?;
        Ok(inner)
    }

    fn list_or_range(&mut self) -> Result<NodeId, Problem> {
        self.advance();
        if self.take_sign("]") {
            return Ok(self.add(Node::List(Vec::new())));
        }
        let first = self.expression(LOWEST)?;
        if self.take_sign("..") {
            return self.range_end(first, true);
        }
        let mut items = vec![first];
        while self.take_sign(",") {
            items.push(self.expression(LOWEST)?);
        }
        self.expect_sign("]")?;
        Ok(self.add(Node::List(items)))
    }

    /// The end of a range after its `..`.
    pub(crate) fn range_end(&mut self, low: NodeId, low_included: bool) -> Result<NodeId, Problem> {
        let high = self.expression(ADDITIVE - 1)?;
        let high_included = self.take_sign("]");
        if !high_included && !self.take_sign(")") && !self.take_sign("[") {
            return Err(self.problem("The range should end here with ], ) or [."));
        }
        Ok(self.add(Node::Range { low, low_included, high, high_included }))
    }

    fn context(&mut self) -> Result<NodeId, Problem> {
        self.advance();
        let mark = self.scope.mark();
        let mut entries = Vec::new();
        if !self.take_sign("}") {
            loop {
                let name = match self.peek().clone() {
                    Token::Text(text) => {
                        self.advance();
                        text
                    }
                    _ => self.new_name(&[":"])?,
                };
                self.expect_sign(":")?;
                let value = self.expression(LOWEST)?;
                self.scope.push(&name);
                self.members.push(&name);
                entries.push((name, value));
                if !self.take_sign(",") {
                    break;
                }
            }
            self.expect_sign("}")?;
        }
        self.scope.back_to(mark);
        Ok(self.add(Node::Context(entries)))
    }

    /// A name being declared: everything up to one of these signs or words.
    fn new_name(&mut self, ends: &[&str]) -> Result<Arc<str>, Problem> {
        let start = self.position();
        if !matches!(self.peek(), Token::Word(_)) {
            return Err(self.problem("A name is expected here."));
        }
        while self.position() - start < LONGEST_NAME {
            match self.peek() {
                Token::Word(word) if ends.contains(&&**word) && self.position() > start => break,
                Token::Word(_) | Token::Number(_) => self.advance(),
                Token::Sign("." | "/" | "-" | "'" | "+" | "*") => self.advance(),
                _ => break,
            }
        }
        Ok(self.source(start, self.position()))
    }

    fn conditional(&mut self) -> Result<NodeId, Problem> {
        self.advance();
        let condition = self.expression(LOWEST)?;
        self.expect_word("then")?;
        let then = self.expression(LOWEST)?;
        self.expect_word("else")?;
        let otherwise = self.expression(LOWEST)?;
        Ok(self.add(Node::If { condition, then, otherwise }))
    }

    fn iteration(&mut self) -> Result<NodeId, Problem> {
        self.advance();
        let mark = self.scope.mark();
        let bindings = self.bindings()?;
        self.expect_word("return")?;
        self.scope.push(&"partial".into());
        let body = self.expression(LOWEST)?;
        self.scope.back_to(mark);
        Ok(self.add(Node::For { bindings, body }))
    }

    fn quantified(&mut self, every: bool) -> Result<NodeId, Problem> {
        self.advance();
        let mark = self.scope.mark();
        let bindings = self.bindings()?;
        self.expect_word("satisfies")?;
        let body = self.expression(LOWEST)?;
        self.scope.back_to(mark);
        Ok(self.add(Node::Quantified { every, bindings, body }))
    }

    fn bindings(&mut self) -> Result<Vec<Binding>, Problem> {
        let mut bindings = Vec::new();
        loop {
            let name = self.new_name(&["in"])?;
            self.expect_word("in")?;
            let from = self.expression(LOWEST)?;
            let to = if self.take_sign("..") { Some(self.expression(LOWEST)?) } else { None };
            self.scope.push(&name);
            bindings.push(Binding { name, from, to });
            if !self.take_sign(",") {
                return Ok(bindings);
            }
        }
    }

    fn function(&mut self) -> Result<NodeId, Problem> {
        self.advance();
        self.expect_sign("(")?;
        let mark = self.scope.mark();
        let mut parameters = Vec::new();
        if !self.take_sign(")") {
            loop {
                let name = self.new_name(&[])?;
                let kind = if self.take_sign(":") { self.kind()? } else { Kind::Any };
                parameters.push(Parameter { name, kind });
                if !self.take_sign(",") {
                    break;
                }
            }
            self.expect_sign(")")?;
        }
        for parameter in &parameters {
            self.scope.push(&parameter.name);
        }
        let external = self.take_word("external");
        let body = self.expression(LOWEST)?;
        self.scope.back_to(mark);
        Ok(self.add(if external { Node::External { parameters } } else { Node::Function { parameters, body } }))
    }

    /// `.name`, `[filter]` or `(arguments)` after a term.
    pub(crate) fn postfix(&mut self, left: NodeId) -> Result<NodeId, Problem> {
        if self.take_sign(".") {
            let name = self.name(true)?;
            return Ok(self.add(Node::Path(left, name)));
        }
        if self.take_sign("[") {
            self.filters += 1;
            let mark = self.scope.mark();
            self.scope.push(&"item".into());
            let filter = self.expression(LOWEST)?;
            self.scope.back_to(mark);
            self.filters -= 1;
            self.expect_sign("]")?;
            return Ok(self.add(Node::Filter(left, filter)));
        }
        self.expect_sign("(")?;
        self.arguments(left)
    }

    fn arguments(&mut self, function: NodeId) -> Result<NodeId, Problem> {
        if self.take_sign(")") {
            return Ok(self.add(Node::Call { function, arguments: Vec::new() }));
        }
        if self.argument_name().is_some() {
            let mut arguments = Vec::new();
            loop {
                let name =
                    self.argument_name().ok_or_else(|| self.problem("The name of an argument is expected here."))?;
                self.go_to(name.1 + 1);
                arguments.push((name.0, self.expression(LOWEST)?));
                if !self.take_sign(",") {
                    break;
                }
            }
            self.expect_sign(")")?;
            return Ok(self.add(Node::CallNamed { function, arguments }));
        }
        let mut arguments = Vec::new();
        loop {
            arguments.push(self.expression(LOWEST)?);
            if !self.take_sign(",") {
                break;
            }
        }
        self.expect_sign(")")?;
        Ok(self.add(Node::Call { function, arguments }))
    }

    /// The name before a `:` and the position of that sign, if the next argument is a named one.
    fn argument_name(&self) -> Option<(Arc<str>, usize)> {
        let start = self.position();
        let mut length = 0;
        while length < LONGEST_NAME {
            match self.peek_at(length) {
                Token::Word(_) => {}
                Token::Number(_) | Token::Sign("." | "/" | "-" | "'" | "+" | "*") if length > 0 => {}
                Token::Sign(":") if length > 0 => return Some((self.source(start, start + length), start + length)),
                _ => return None,
            }
            length += 1;
        }
        None
    }
}
