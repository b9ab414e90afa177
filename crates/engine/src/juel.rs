//! Translates the common subset of `${…}` expressions into FEEL: comparison, boolean logic, arithmetic, the
//! conditional operator, member access. Everything else is refused with a sentence.

const MAX_NESTING: u32 = 64;

/// Roots that are live engine objects elsewhere and have no meaning here.
const ENGINE_OBJECTS: [&str; 6] = ["execution", "task", "externalTask", "caseExecution", "connector", "eventName"];

/// Whether a text holds a `${…}` or `#{…}` expression.
pub(crate) fn is_juel(text: &str) -> bool {
    text.contains("${") || text.contains("#{")
}

/// Translates a text with one or several `${…}` parts. A text that is one expression keeps its type; mixed text
/// becomes a string.
pub(crate) fn translate(text: &str) -> Result<String, String> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    let whole = rest;
    while let Some(start) = [rest.find("${"), rest.find("#{")].into_iter().flatten().min() {
        if start > 0 {
            parts.push(quote(&rest[..start]));
        }
        let body = &rest[start + 2..];
        let end = end_of(body).ok_or_else(|| format!("the expression in \"{whole}\" is not closed with }}"))?;
        let feel = translate_one(&body[..end])?;
        if start == 0 && parts.is_empty() && body[end + 1..].is_empty() {
            return Ok(feel);
        }
        parts.push(format!("string({feel})"));
        rest = &body[end + 1..];
    }
    if !rest.is_empty() {
        parts.push(quote(rest));
    }
    Ok(parts.join(" + "))
}

/// Where the closing brace is, quotes respected.
fn end_of(body: &str) -> Option<usize> {
    let mut quote = None;
    for (at, character) in body.char_indices() {
        match (quote, character) {
            (None, '}') => return Some(at),
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    None
}

fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[derive(Debug, Clone, PartialEq)]
enum Word {
    Name(String),
    Number(String),
    Text(String),
    Sign(&'static str),
}

fn translate_one(body: &str) -> Result<String, String> {
    let words = lex(body)?;
    let mut parser = Parser { words, at: 0, depth: 0 };
    let feel = parser.conditional()?;
    match parser.peek() {
        None => Ok(feel),
        Some(word) => Err(format!("{} is not understood here", show(word))),
    }
}

fn show(word: &Word) -> String {
    match word {
        Word::Name(text) | Word::Number(text) => format!("\"{text}\""),
        Word::Text(text) => format!("the text '{text}'"),
        Word::Sign(text) => format!("\"{text}\""),
    }
}

const SIGNS: [&str; 22] = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "(", ")", "[", "]", ".", "+", "-", "*", "/", "?", ":", "%", ",",
];

fn lex(body: &str) -> Result<Vec<Word>, String> {
    let mut words = Vec::new();
    let mut rest = body.trim_start();
    while let Some(first) = rest.chars().next() {
        if first == '"' || first == '\'' {
            let (text, used) = lex_text(rest, first)?;
            words.push(Word::Text(text));
            rest = &rest[used..];
        } else if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            words.push(Word::Number(rest[..end].to_owned()));
            rest = &rest[end..];
        } else if first.is_alphabetic() || first == '_' {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            words.push(Word::Name(rest[..end].to_owned()));
            rest = &rest[end..];
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            words.push(Word::Sign(sign));
            rest = &rest[sign.len()..];
        } else {
            return Err(format!("the sign \"{first}\" is not understood"));
        }
        rest = rest.trim_start();
    }
    Ok(words)
}

fn lex_text(rest: &str, open: char) -> Result<(String, usize), String> {
    let mut text = String::new();
    let mut characters = rest.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => text.extend(characters.next().map(|(_, escaped)| escaped)),
            _ if character == open => return Ok((text, at + 1)),
            _ => text.push(character),
        }
    }
    Err("a text in quotes is not closed".to_owned())
}

struct Parser {
    words: Vec<Word>,
    at: usize,
    depth: u32,
}

/// Binary operators, loosest first: the written signs and words, and what FEEL calls them.
const LEVELS: [&[(&str, &str)]; 6] = [
    &[("||", "or"), ("or", "or")],
    &[("&&", "and"), ("and", "and")],
    &[("==", "="), ("eq", "="), ("!=", "!="), ("ne", "!=")],
    &[("<", "<"), (">", ">"), ("<=", "<="), (">=", ">="), ("lt", "<"), ("gt", ">"), ("le", "<="), ("ge", ">=")],
    &[("+", "+"), ("-", "-")],
    &[("*", "*"), ("/", "/"), ("div", "/")],
];

impl Parser {
    fn peek(&self) -> Option<&Word> {
        self.words.get(self.at)
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Word::Sign(next)) if *next == sign);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        if self.take_sign(sign) { Ok(()) } else { Err(format!("\"{sign}\" is missing")) }
    }

    fn conditional(&mut self) -> Result<String, String> {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            return Err("the expression is nested too deeply".to_owned());
        }
        let test = self.binary(0)?;
        let result = if self.take_sign("?") {
            let yes = self.conditional()?;
            self.expect(":")?;
            let no = self.conditional()?;
            format!("(if {test} then {yes} else {no})")
        } else {
            test
        };
        self.depth -= 1;
        Ok(result)
    }

    fn binary(&mut self, level: usize) -> Result<String, String> {
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.binary(level + 1)?;
        loop {
            let written = match self.peek() {
                Some(Word::Sign(sign)) => *sign,
                Some(Word::Name(name)) => name.as_str(),
                _ => return Ok(left),
            };
            let Some((_, feel)) = operators.iter().find(|(juel, _)| *juel == written) else { return Ok(left) };
            self.at += 1;
            let right = self.binary(level + 1)?;
            left = format!("({left} {feel} {right})");
        }
    }

    fn unary(&mut self) -> Result<String, String> {
        let (mut nots, mut minus) = (0_u32, false);
        loop {
            if self.take_sign("!") || self.take_name("not") {
                nots += 1;
            } else if self.take_sign("-") {
                minus = !minus;
            } else {
                break;
            }
            if nots > MAX_NESTING {
                return Err("the expression is nested too deeply".to_owned());
            }
        }
        if self.peek() == Some(&Word::Name("empty".to_owned())) {
            return Err("\"empty\" is not translated; compare with null or \"\" instead".to_owned());
        }
        let value = self.postfix()?;
        let value = if minus { format!("-{value}") } else { value };
        Ok((0..nots).fold(value, |inner, _| format!("not({inner})")))
    }

    fn take_name(&mut self, name: &str) -> bool {
        let found = matches!(self.peek(), Some(Word::Name(next)) if next == name);
        self.at += usize::from(found);
        found
    }

    fn postfix(&mut self) -> Result<String, String> {
        let mut value = self.primary()?;
        loop {
            if self.take_sign(".") {
                let Some(Word::Name(name)) = self.peek().cloned() else {
                    return Err("a member name is missing after the dot".to_owned());
                };
                self.at += 1;
                value = format!("{value}.{name}");
            } else if self.take_sign("[") {
                value = match self.peek().cloned() {
                    Some(Word::Text(name)) => format!("get value({value}, {})", quote(&name)),
                    Some(Word::Number(number)) => {
                        let place: u32 = number.parse().map_err(|_| format!("[{number}] is not a place in a list"))?;
                        format!("{value}[{}]", u64::from(place) + 1)
                    }
                    _ => return Err("only a number or a text may stand in [ ]".to_owned()),
                };
                self.at += 1;
                self.expect("]")?;
            } else if matches!(self.peek(), Some(Word::Sign("("))) {
                return Err(format!("calling \"{value}(…)\" is not translated"));
            } else {
                return Ok(value);
            }
        }
    }

    fn primary(&mut self) -> Result<String, String> {
        let word = self.peek().cloned().ok_or("the expression is incomplete")?;
        self.at += 1;
        match word {
            Word::Number(number) => Ok(number),
            Word::Text(text) => Ok(quote(&text)),
            Word::Name(name) if ENGINE_OBJECTS.contains(&name.as_str()) => {
                Err(format!("the engine object \"{name}\" is not available"))
            }
            Word::Name(name) => Ok(name),
            Word::Sign("(") => {
                let inner = self.conditional()?;
                self.expect(")")?;
                Ok(format!("({inner})"))
            }
            Word::Sign(sign) => Err(format!("\"{sign}\" is not understood here")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[test]
    fn the_common_subset_becomes_feel() {
        for (juel, feel) in [
            ("${approved}", "approved"),
            ("${amount > 100 && !blocked}", "((amount > 100) and not(blocked))"),
            ("#{a.b.c eq 'x' or d != null}", "((a.b.c = \"x\") or (d != null))"),
            ("${list[0]}", "list[1]"),
            ("${m['a b']}", "get value(m, \"a b\")"),
            ("${a == 1 ? 'x' : 'y'}", "(if (a = 1) then \"x\" else \"y\")"),
            ("Hallo ${name}!", "\"Hallo \" + string(name) + \"!\""),
            ("${'}'}", "\"}\""),
        ] {
            assert_eq!(translate(juel).as_deref(), Ok(feel), "{juel}");
        }
    }

    #[test]
    fn everything_else_is_refused_with_a_sentence() {
        for juel in ["${bean.run()}", "${execution.id}", "${empty x}", "${a", "${a ; b}", "${a % 2}", "${}", "${a b}"] {
            assert!(translate(juel).is_err(), "{juel}");
        }
        let deep = format!("${{{}a{}}}", "(".repeat(100_000), ")".repeat(100_000));
        assert!(translate(&deep).is_err());
    }
}
