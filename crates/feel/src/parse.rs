//! A Pratt parser: from tokens to nodes. What binds tighter has the higher number.

use std::collections::HashMap;
use std::sync::Arc;

use crate::ast::{Node, NodeId, Operator, Program};
use crate::expression::{Expression, Problem, UnaryTests};
use crate::kind::Kind;
use crate::names::{Names, Scope};
use crate::token::{Placed, Token, problem_at, tokens};
use crate::value::Value;

/// How deep an expression may nest.
const DEEPEST: u32 = 200;

pub(crate) const LOWEST: u8 = 0;
const OR: u8 = 1;
const AND: u8 = 2;
const COMPARISON: u8 = 3;
pub(crate) const ADDITIVE: u8 = 4;
const MULTIPLICATIVE: u8 = 5;
const POWER: u8 = 6;
const POSTFIX: u8 = 8;

const KEYWORDS: [&str; 18] = [
    "and",
    "between",
    "else",
    "every",
    "false",
    "for",
    "function",
    "if",
    "in",
    "instance",
    "null",
    "of",
    "or",
    "return",
    "satisfies",
    "some",
    "then",
    "true",
];

/// Parses an expression. `names` are the variables known here, also those with spaces or signs in them.
pub fn parse(text: &str, names: &[&str]) -> Result<Expression, Problem> {
    parse_with(text, &Names::new(names.iter().map(|name| Arc::from(*name)), HashMap::new()))
}

/// Parses unary tests such as `< 5, [10..20]`, `not("a")` or `-`.
pub fn parse_unary_tests(text: &str, names: &[&str]) -> Result<UnaryTests, Problem> {
    let names = Names::new(names.iter().map(|name| Arc::from(*name)), HashMap::new());
    parse_unary_tests_with(text, &names)
}

/// Parses an expression among the names and types of a host.
pub fn parse_with(text: &str, names: &Names) -> Result<Expression, Problem> {
    let mut parser = Parser::new(text, names)?;
    let root = parser.expression(LOWEST)?;
    parser.finish(root)
}

/// Parses unary tests among the names and types of a host.
pub fn parse_unary_tests_with(text: &str, names: &Names) -> Result<UnaryTests, Problem> {
    let mut parser = Parser::new(text, names)?;
    let root = parser.unary_tests()?;
    parser.finish(root).map(UnaryTests)
}

/// Whether a word is reserved.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

pub(crate) struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Placed>,
    at: usize,
    nodes: Vec<Node>,
    depth: u32,
    pub(crate) filters: u32,
    pub(crate) scope: Scope,
    /// Names of entries, known after a dot wherever they were declared.
    pub(crate) members: Scope,
    pub(crate) host: &'t Scope,
    pub(crate) kinds: &'t HashMap<String, Kind>,
    pub(crate) free: Vec<Arc<str>>,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, names: &'t Names) -> Result<Self, Problem> {
        Ok(Self {
            text,
            tokens: tokens(text)?,
            at: 0,
            nodes: Vec::new(),
            depth: 0,
            filters: 0,
            scope: Scope::default(),
            members: Scope::default(),
            host: &names.variables,
            kinds: &names.kinds,
            free: Vec::new(),
        })
    }

    fn finish(self, root: NodeId) -> Result<Expression, Problem> {
        if *self.peek() != Token::End {
            return Err(self.problem("The expression should end here."));
        }
        let program = Program { nodes: self.nodes, text: self.text.into() };
        Ok(Expression { program: Arc::new(program), root, free: self.free.into() })
    }

    /// Any expression whose operators bind tighter than `binding`.
    pub(crate) fn expression(&mut self, binding: u8) -> Result<NodeId, Problem> {
        if self.depth >= DEEPEST {
            return Err(self.problem("The expression is nested too deeply."));
        }
        self.depth += 1;
        let mut left = self.prefix()?;
        while let Some(next) = self.infix(left, binding)? {
            left = next;
        }
        self.depth -= 1;
        Ok(left)
    }

    /// One operator or postfix after `left`, if one binds tighter than `binding`.
    fn infix(&mut self, left: NodeId, binding: u8) -> Result<Option<NodeId>, Problem> {
        let (operator, strength) = match self.peek() {
            Token::Sign("." | "[" | "(") => {
                if self.ends_range() {
                    return Ok(None);
                }
                return self.postfix(left).map(Some);
            }
            Token::Word(word) => match &**word {
                "or" => (Operator::Or, OR),
                "and" => (Operator::And, AND),
                "between" if binding < COMPARISON => return self.between(left).map(Some),
                "in" if binding < COMPARISON => return self.within(left).map(Some),
                "instance" if binding < POSTFIX => return self.instance_of(left).map(Some),
                _ => return Ok(None),
            },
            Token::Sign(sign) => match *sign {
                "=" => (Operator::Equal, COMPARISON),
                "!=" => (Operator::NotEqual, COMPARISON),
                "<" => (Operator::Less, COMPARISON),
                "<=" => (Operator::LessOrEqual, COMPARISON),
                ">" => (Operator::Greater, COMPARISON),
                ">=" => (Operator::GreaterOrEqual, COMPARISON),
                "+" => (Operator::Add, ADDITIVE),
                "-" => (Operator::Subtract, ADDITIVE),
                "*" => (Operator::Multiply, MULTIPLICATIVE),
                "/" => (Operator::Divide, MULTIPLICATIVE),
                "**" => (Operator::Power, POWER),
                _ => return Ok(None),
            },
            _ => return Ok(None),
        };
        if strength <= binding {
            return Ok(None);
        }
        self.advance();
        let right = self.expression(strength)?;
        Ok(Some(self.add(Node::Binary(operator, left, right))))
    }

    /// `[` after the end of a range such as `]1..5[` closes the range instead of opening a filter.
    fn ends_range(&self) -> bool {
        if *self.peek() != Token::Sign("[") {
            return false;
        }
        match &self.peek_at(1) {
            Token::End => true,
            Token::Sign(sign) => matches!(*sign, ")" | "]" | "," | "}" | "=" | "!=" | "+" | "*" | "."),
            Token::Word(word) => {
                matches!(&**word, "and" | "or" | "then" | "else" | "return" | "satisfies" | "instance")
            }
            _ => false,
        }
    }

    fn between(&mut self, value: NodeId) -> Result<NodeId, Problem> {
        self.advance();
        let low = self.expression(COMPARISON)?;
        self.expect_word("and")?;
        let high = self.expression(COMPARISON)?;
        Ok(self.add(Node::Between { value, low, high }))
    }

    fn within(&mut self, value: NodeId) -> Result<NodeId, Problem> {
        self.advance();
        if *self.peek() != Token::Sign("(") {
            let test = self.positive_test(COMPARISON)?;
            return Ok(self.add(Node::In { value, tests: vec![test] }));
        }
        self.advance();
        let first = self.positive_test(LOWEST)?;
        if self.take_sign("..") {
            let range = self.range_end(first, false)?;
            return Ok(self.add(Node::In { value, tests: vec![range] }));
        }
        let mut tests = vec![first];
        while self.take_sign(",") {
            tests.push(self.positive_test(LOWEST)?);
        }
        self.expect_sign(")")?;
        Ok(self.add(Node::In { value, tests }))
    }

    fn instance_of(&mut self, value: NodeId) -> Result<NodeId, Problem> {
        self.advance();
        self.expect_word("of")?;
        let kind = self.kind()?;
        Ok(self.add(Node::InstanceOf(value, kind)))
    }

    /// `< 5`, a range, or an expression whose value is compared with.
    fn positive_test(&mut self, binding: u8) -> Result<NodeId, Problem> {
        match self.comparison_sign() {
            Some(operator) => {
                self.advance();
                let operand = self.expression(COMPARISON)?;
                Ok(self.add(Node::Comparison(operator, operand)))
            }
            None => self.expression(binding),
        }
    }

    /// The operator of a comparison without a left side.
    pub(crate) fn comparison_sign(&self) -> Option<Operator> {
        match self.peek() {
            Token::Sign("<") => Some(Operator::Less),
            Token::Sign("<=") => Some(Operator::LessOrEqual),
            Token::Sign(">") => Some(Operator::Greater),
            Token::Sign(">=") => Some(Operator::GreaterOrEqual),
            Token::Sign("=") => Some(Operator::Equal),
            Token::Sign("!=") => Some(Operator::NotEqual),
            _ => None,
        }
    }

    fn unary_tests(&mut self) -> Result<NodeId, Problem> {
        if *self.peek() == Token::End {
            return Err(self.problem("A test is missing; - stands for any value."));
        }
        if *self.peek() == Token::Sign("-") && *self.peek_at(1) == Token::End {
            self.advance();
            return Ok(self.add(Node::Anything));
        }
        let negated =
            matches!(self.peek(), Token::Word(word) if **word == *"not") && *self.peek_at(1) == Token::Sign("(");
        if negated {
            // `not(…)` may also be the function over one boolean: then something follows, or it is an ordinary expression.
            let (back, nodes) = (self.at, self.nodes.len());
            self.at += 2;
            let tests = self.test_list();
            if let Ok(tests) = tests
                && self.take_sign(")")
                && *self.peek() == Token::End
            {
                return Ok(self.add(Node::NoneOf(tests)));
            }
            self.at = back;
            self.nodes.truncate(nodes);
            self.depth = 0;
        }
        let tests = self.test_list()?;
        Ok(self.add(Node::AnyOf(tests)))
    }

    fn test_list(&mut self) -> Result<Vec<NodeId>, Problem> {
        let mut tests = vec![self.positive_test(LOWEST)?];
        while self.take_sign(",") {
            tests.push(self.positive_test(LOWEST)?);
        }
        Ok(tests)
    }

    /// A name: the longest one known here, else a word with the words that follow it.
    pub(crate) fn name(&mut self, after_dot: bool) -> Result<Arc<str>, Problem> {
        let upcoming = &self.tokens[self.at..];
        let member = if after_dot { self.members.longest(upcoming) } else { None };
        if let Some((name, length)) = member.or_else(|| self.known_name()) {
            self.at += length;
            return Ok(name);
        }
        let Token::Word(first) = self.peek().clone() else {
            return Err(self.problem("A name is expected here."));
        };
        let alone = !after_dot && (self.scope.knows(&first) || self.host.knows(&first));
        self.advance();
        if alone {
            return Ok(first);
        }
        let mut name = String::from(&*first);
        while let Token::Word(word) = self.peek()
            && !is_keyword(word)
        {
            name.push(' ');
            name.push_str(word);
            self.at += 1;
        }
        Ok(name.into())
    }

    /// The longest known name of several words or signs that starts here, and its number of tokens.
    pub(crate) fn known_name(&self) -> Option<(Arc<str>, usize)> {
        let upcoming = &self.tokens[self.at..];
        let (own, host) = (self.scope.longest(upcoming), self.host.longest(upcoming));
        own.into_iter().chain(host).max_by_key(|(_, length)| *length)
    }

    pub(crate) fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId::try_from(self.nodes.len() - 1).unwrap_or(NodeId::MAX)
    }

    pub(crate) fn literal(&mut self, value: impl Into<Value>) -> NodeId {
        self.add(Node::Literal(value.into()))
    }

    pub(crate) fn peek(&self) -> &Token {
        self.peek_at(0)
    }

    pub(crate) fn peek_at(&self, ahead: usize) -> &Token {
        self.tokens.get(self.at + ahead).map_or(&Token::End, |placed| &placed.token)
    }

    pub(crate) fn position(&self) -> usize {
        self.at
    }

    pub(crate) fn go_to(&mut self, position: usize) {
        self.at = position;
    }

    /// The text between two token positions, with single spaces.
    pub(crate) fn source(&self, from: usize, to: usize) -> Arc<str> {
        let (Some(first), Some(last)) = (self.tokens.get(from), self.tokens.get(to.saturating_sub(1))) else {
            return "".into();
        };
        self.text[first.start..last.end].split_whitespace().collect::<Vec<_>>().join(" ").into()
    }

    pub(crate) fn advance(&mut self) {
        self.at += 1;
    }

    pub(crate) fn take_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(next) if *next == sign);
        self.at += usize::from(found);
        found
    }

    pub(crate) fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Word(next) if **next == *word);
        self.at += usize::from(found);
        found
    }

    pub(crate) fn expect_sign(&mut self, sign: &str) -> Result<(), Problem> {
        if self.take_sign(sign) { Ok(()) } else { Err(self.problem(&format!("{sign} is expected here."))) }
    }

    pub(crate) fn expect_word(&mut self, word: &str) -> Result<(), Problem> {
        if self.take_word(word) { Ok(()) } else { Err(self.problem(&format!("“{word}” is expected here."))) }
    }

    /// A problem at the next token.
    pub(crate) fn problem(&self, message: &str) -> Problem {
        let at = self.tokens.get(self.at).map_or(self.text.len(), |placed| placed.start);
        problem_at(self.text, at, message)
    }
}
