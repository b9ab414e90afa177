//! From text to tokens. Names of several words are put together by the parser, which knows what is in scope.

use std::sync::Arc;

use crate::expression::Problem;

/// The longest text that is parsed, in bytes.
pub(crate) const LONGEST_TEXT: usize = 1 << 20;

/// The smallest unit of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    /// A word of a name, or a keyword.
    Word(Arc<str>),
    Number(Arc<str>),
    Text(Arc<str>),
    Sign(&'static str),
    End,
}

/// A token with the bytes it covers.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) token: Token,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Longer signs before their beginnings.
const SIGNS: [&str; 28] = [
    "..", "**", "<=", ">=", "!=", "->", "(", ")", "[", "]", "{", "}", ",", ":", ".", "+", "-", "*", "/", "<", ">", "=",
    "@", "'", "–", "−", ";", "%",
];

/// Cuts the text into tokens, the last of which is `End`.
pub(crate) fn tokens(text: &str) -> Result<Vec<Placed>, Problem> {
    if text.len() > LONGEST_TEXT {
        return Err(problem_at(text, 0, "The expression is too long."));
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        if c.is_whitespace() || c == '\u{feff}' {
            at += c.len_utf8();
            continue;
        }
        if let Some(after) = comment_end(text, at)? {
            at = after;
            continue;
        }
        let token = if c == '"' {
            let (token, after) = string(text, at)?;
            at = after;
            token
        } else if c.is_ascii_digit() || (c == '.' && text[at + 1..].starts_with(|d: char| d.is_ascii_digit())) {
            at = number_end(text, at);
            Token::Number(text[start..at].into())
        } else if starts_name(c) {
            at += text[at..].find(|d: char| !continues_name(d)).unwrap_or(text.len() - at);
            Token::Word(text[start..at].into())
        } else if let Some(sign) = SIGNS.iter().find(|sign| text[at..].starts_with(**sign)) {
            at += sign.len();
            Token::Sign(if matches!(*sign, "–" | "−") { "-" } else { sign })
        } else {
            return Err(problem_at(text, at, &format!("The character {c:?} has no meaning here.")));
        };
        found.push(Placed { token, start, end: at });
    }
    found.push(Placed { token: Token::End, start: at, end: at });
    Ok(found)
}

/// A problem at a byte of the text, told as line and column.
pub(crate) fn problem_at(text: &str, byte: usize, message: &str) -> Problem {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    Problem { line, column, message: message.to_owned() }
}

fn comment_end(text: &str, at: usize) -> Result<Option<usize>, Problem> {
    let rest = &text[at..];
    if rest.starts_with("//") {
        return Ok(Some(at + rest.find('\n').unwrap_or(rest.len())));
    }
    if let Some(comment) = rest.strip_prefix("/*") {
        let length = comment.find("*/").ok_or_else(|| problem_at(text, at, "This comment has no end."))?;
        return Ok(Some(at + length + 4));
    }
    Ok(None)
}

/// The grammar's name start characters.
fn starts_name(c: char) -> bool {
    matches!(c,
        '?' | '_' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

fn continues_name(c: char) -> bool {
    starts_name(c) || matches!(c, '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

fn number_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let digits = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let mut end = digits(start);
    if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        end = digits(end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let after = digits(end + 1 + sign);
        if after > end + 1 + sign && !text[after..].starts_with(continues_name) {
            end = after;
        }
    }
    end
}

fn string(text: &str, start: usize) -> Result<(Token, usize), Problem> {
    let mut value = String::new();
    let mut at = start + 1;
    let unknown = |at: usize| {
        problem_at(text, at, "This escape is not known; \\n, \\r, \\t, \\', \\\", \\\\, \\uXXXX and \\UXXXXXX are.")
    };
    loop {
        let rest = &text[at..];
        let end = rest
            .find(['"', '\\'])
            .ok_or_else(|| problem_at(text, start, "This text has no closing quotation mark."))?;
        value.push_str(&rest[..end]);
        at += end;
        if rest[end..].starts_with('"') {
            return Ok((Token::Text(value.into()), at + 1));
        }
        let escape = rest[end + 1..].chars().next().ok_or_else(|| unknown(at))?;
        let hex = |from: usize, digits: usize| {
            text.get(from..from + digits).and_then(|code| u32::from_str_radix(code, 16).ok())
        };
        let mut length = 2;
        match escape {
            'n' => value.push('\n'),
            'r' => value.push('\r'),
            't' => value.push('\t'),
            '\'' | '"' | '\\' => value.push(escape),
            'u' => {
                let mut code = hex(at + 2, 4).ok_or_else(|| unknown(at))?;
                length = 6;
                if (0xD800..0xDC00).contains(&code) && text.get(at + 6..at + 8) == Some("\\u") {
                    let low = hex(at + 8, 4).filter(|low| (0xDC00..0xE000).contains(low)).ok_or_else(|| unknown(at))?;
                    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                    length = 12;
                }
                value.push(char::from_u32(code).ok_or_else(|| unknown(at))?);
            }
            'U' => {
                value.push(hex(at + 2, 6).and_then(char::from_u32).ok_or_else(|| unknown(at))?);
                length = 8;
            }
            _ => {
                // Other escapes stand for themselves, so that regular expressions can be written plainly.
                value.push('\\');
                value.push(escape);
                length = 1 + escape.len_utf8();
            }
        }
        at += length;
    }
}
