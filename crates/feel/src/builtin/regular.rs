//! Regular expressions as XPath writes them: `matches`, `replace`, `split`. Translated to the library's own notation.

use std::fmt::Write;
use std::sync::Arc;

use fancy_regex::{Regex, RegexBuilder};

use super::{argument, only, text};
use crate::limits::{Fault, Run};
use crate::value::Value;

/// The longest pattern that is compiled, in bytes.
const LONGEST_PATTERN: usize = 10_000;
/// Steps the search with back-references may take.
const BACKTRACKS: usize = 100_000;

pub(super) fn matches(values: &[Value], run: &Run<'_>) -> Result<Value, Fault> {
    let Some((input, regex)) = text(values, 0).zip(compiled(values, 1, 2, run)?) else { return Ok(Value::Null) };
    run.charge(input.len() as u64 / 4)?;
    Ok(regex.is_match(input).ok().into())
}

pub(super) fn replace(values: &[Value], run: &Run<'_>) -> Result<Value, Fault> {
    let (Some(input), Some(replacement)) = (text(values, 0), text(values, 2)) else { return Ok(Value::Null) };
    let Some(regex) = compiled(values, 1, 3, run)? else { return Ok(Value::Null) };
    run.charge(input.len() as u64 / 4)?;
    // A pattern that matches nothing at all has no defined replacement.
    if regex.is_match("").unwrap_or(true) {
        return Ok(Value::Null);
    }
    let literal = text(values, 3).is_some_and(|flags| flags.contains('q'));
    let Some(parts) = replacement_parts(replacement, literal, regex.captures_len() - 1) else { return Ok(Value::Null) };
    let (mut output, mut end) = (String::new(), 0);
    for found in regex.captures_iter(input) {
        let Ok(found) = found else { return Ok(Value::Null) };
        let Some(whole) = found.get(0) else { continue };
        output.push_str(&input[end..whole.start()]);
        for part in &parts {
            match part {
                Part::Text(text) => output.push_str(text),
                Part::Group(group) => output.push_str(found.get(*group).map_or("", |matched| matched.as_str())),
            }
        }
        end = whole.end();
        run.charge(2 + parts.len() as u64)?;
        if output.len() as u64 / 32 > run.limits().size {
            return Err(Fault::Size);
        }
    }
    output.push_str(&input[end..]);
    Ok(output.into())
}

pub(super) fn split(values: &[Value], run: &Run<'_>) -> Result<Value, Fault> {
    let Some((input, regex)) = text(values, 0).zip(compiled(values, 1, 2, run)?) else { return Ok(Value::Null) };
    run.charge(input.len() as u64 / 4)?;
    if regex.is_match("").unwrap_or(true) {
        return Ok(Value::Null);
    }
    let (mut parts, mut end) = (Vec::new(), 0);
    for found in regex.find_iter(input) {
        let Ok(found) = found else { return Ok(Value::Null) };
        parts.push(Value::from(&input[end..found.start()]));
        end = found.end();
    }
    parts.push(Value::from(&input[end..]));
    Ok(Value::list(parts))
}

/// The compiled pattern; `None` when pattern or flags are not valid.
fn compiled(values: &[Value], pattern: usize, flags: usize, run: &Run<'_>) -> Result<Option<Arc<Regex>>, Fault> {
    let flags = match only(argument(values, flags)) {
        Value::Null => "",
        Value::String(flags) => flags,
        _ => return Ok(None),
    };
    let Some(pattern) = text(values, pattern) else { return Ok(None) };
    if pattern.len() > LONGEST_PATTERN || !flags.chars().all(|flag| "smixq".contains(flag)) {
        return Ok(None);
    }
    run.regex(pattern, flags, || build(pattern, flags))
}

fn build(pattern: &str, flags: &str) -> Option<Regex> {
    let has = |flag: char| flags.contains(flag);
    let translated = if has('q') {
        fancy_regex::escape(pattern).into_owned()
    } else {
        Translation::of(&without_spaces(pattern, has('x')), has('s'))?
    };
    let mut switches = String::new();
    for (flag, switch) in [('s', 's'), ('m', 'm'), ('i', 'i')] {
        if has(flag) {
            switches.push(switch);
        }
    }
    let whole = if switches.is_empty() { translated } else { format!("(?{switches}:{translated})") };
    RegexBuilder::new(&whole)
        .backtrack_limit(BACKTRACKS)
        .delegate_size_limit(1 << 20)
        .delegate_dfa_size_limit(1 << 20)
        .build()
        .ok()
}

enum Part {
    Text(String),
    Group(usize),
}

/// `$1` stands for a group, `\$` and `\\` for themselves; anything else with these signs is not valid.
fn replacement_parts(text: &str, literal: bool, groups: usize) -> Option<Vec<Part>> {
    if literal {
        return Some(vec![Part::Text(text.to_owned())]);
    }
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next()? {
                escaped @ ('\\' | '$') => plain.push(escaped),
                _ => return None,
            },
            '$' => {
                let mut group = usize::try_from(chars.next()?.to_digit(10)?).ok()?;
                while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
                    let longer = group * 10 + usize::try_from(digit).ok()?;
                    if longer > groups {
                        break;
                    }
                    group = longer;
                    chars.next();
                }
                parts.push(Part::Text(std::mem::take(&mut plain)));
                if group <= groups {
                    parts.push(Part::Group(group));
                }
            }
            other => plain.push(other),
        }
    }
    parts.push(Part::Text(plain));
    Some(parts)
}

/// With the flag x, spaces outside of classes mean nothing.
fn without_spaces(pattern: &str, skip: bool) -> String {
    let mut class = 0_u32;
    let mut escaped = false;
    let kept = pattern.chars().filter(|c| {
        let space = skip && class == 0 && matches!(c, ' ' | '\t' | '\n' | '\r');
        match c {
            _ if space => return false,
            '[' if !escaped => class += 1,
            ']' if !escaped => class = class.saturating_sub(1),
            _ => {}
        }
        escaped = *c == '\\' && !escaped;
        true
    });
    kept.collect()
}

/// A translation under way.
struct Translation<'p> {
    chars: std::iter::Peekable<std::str::Chars<'p>>,
    output: String,
    dot_is_all: bool,
}

impl<'p> Translation<'p> {
    fn of(pattern: &'p str, dot_is_all: bool) -> Option<String> {
        let mut translation = Self { chars: pattern.chars().peekable(), output: String::new(), dot_is_all };
        translation.run()?;
        Some(translation.output)
    }

    fn run(&mut self) -> Option<()> {
        let mut after_quantifier = true;
        while let Some(c) = self.chars.next() {
            let mut quantified = false;
            match c {
                '\\' => self.escape(false)?,
                '[' => self.class(0)?,
                '.' if !self.dot_is_all => self.output.push_str("[^\\n\\r]"),
                '(' => {
                    self.output.push('(');
                    if self.chars.next_if_eq(&'?').is_some() {
                        // Of the groups with a question mark only the one that does not capture is known.
                        self.chars.next_if_eq(&':')?;
                        self.output.push_str("?:");
                    }
                    after_quantifier = true;
                    continue;
                }
                '|' => {
                    self.output.push('|');
                    after_quantifier = true;
                    continue;
                }
                '*' | '+' | '?' | '{' => {
                    if after_quantifier {
                        return None;
                    }
                    self.quantifier(c)?;
                    quantified = true;
                }
                '}' | ']' => return None,
                '^' | '$' | ')' => self.output.push(c),
                '#' | '&' | '~' | '-' | ' ' => {
                    self.output.push('\\');
                    self.output.push(c);
                }
                other => self.output.push(other),
            }
            after_quantifier = quantified;
        }
        Some(())
    }

    fn quantifier(&mut self, c: char) -> Option<()> {
        self.output.push(c);
        if c == '{' {
            let mut digits = String::new();
            loop {
                match self.chars.next()? {
                    '}' => break,
                    d @ ('0'..='9' | ',') => digits.push(d),
                    _ => return None,
                }
            }
            let (least, most) = digits.split_once(',').unwrap_or((&digits, ""));
            let least: u32 = least.parse().ok()?;
            if !most.is_empty() && most.parse::<u32>().ok()? < least {
                return None;
            }
            self.output.push_str(&digits);
            self.output.push('}');
        }
        if self.chars.next_if_eq(&'?').is_some() {
            self.output.push('?');
        }
        Some(())
    }

    fn escape(&mut self, in_class: bool) -> Option<()> {
        let c = self.chars.next()?;
        let name_start = "_:\\p{L}";
        let name_more = "-._:\\p{L}\\p{Nd}\\p{M}";
        let class = |inner: &str, negated: bool| format!("[{}{inner}]", if negated { "^" } else { "" });
        match c {
            'n' | 'r' | 't' | '\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^'
            | '$' => {
                self.output.push('\\');
                self.output.push(c);
            }
            'd' | 'D' => self.output.push_str(if c == 'd' { "\\p{Nd}" } else { "\\P{Nd}" }),
            's' | 'S' => self.output.push_str(&class(" \\t\\n\\r", c == 'S')),
            'w' | 'W' => self.output.push_str(&class("\\p{P}\\p{Z}\\p{C}", c == 'w')),
            'i' | 'I' => self.output.push_str(&class(name_start, c == 'I')),
            'c' | 'C' => self.output.push_str(&class(name_more, c == 'C')),
            'p' | 'P' => self.property(c == 'P')?,
            '1'..='9' if !in_class => {
                self.output.push('\\');
                self.output.push(c);
            }
            _ => return None,
        }
        Some(())
    }

    fn property(&mut self, negated: bool) -> Option<()> {
        self.chars.next_if_eq(&'{')?;
        let mut name = String::new();
        loop {
            match self.chars.next()? {
                '}' => break,
                c if c.is_ascii_alphanumeric() || c == '-' => name.push(c),
                _ => return None,
            }
        }
        match name.strip_prefix("Is") {
            Some(block) => {
                let (first, last) = super::regular_blocks::block(block)?;
                let sign = if negated { "^" } else { "" };
                write!(self.output, "[{sign}\\x{{{first:X}}}-\\x{{{last:X}}}]").ok()
            }
            None if name.len() <= 2 => write!(self.output, "\\{}{{{name}}}", if negated { 'P' } else { 'p' }).ok(),
            None => None,
        }
    }

    /// `[a-z-[aeiou]]`: ranges, escapes, and what is taken away at the end.
    fn class(&mut self, depth: u32) -> Option<()> {
        if depth > 10 {
            return None;
        }
        self.output.push('[');
        if self.chars.next_if_eq(&'^').is_some() {
            self.output.push('^');
        }
        let mut empty = true;
        loop {
            let c = self.chars.next()?;
            match c {
                ']' if !empty => break,
                '-' if self.chars.peek() == Some(&'[') => {
                    self.chars.next();
                    self.output.push_str("--");
                    self.class(depth + 1)?;
                    self.chars.next_if_eq(&']')?;
                    break;
                }
                '-' if !empty && self.chars.peek().is_some_and(|next| *next != ']') => self.output.push('-'),
                '-' => self.output.push_str("\\-"),
                '\\' => self.escape(true)?,
                '[' | ']' => return None,
                '&' | '~' | '#' | '^' => {
                    self.output.push('\\');
                    self.output.push(c);
                }
                other => self.output.push(other),
            }
            empty = false;
        }
        self.output.push(']');
        Some(())
    }
}
