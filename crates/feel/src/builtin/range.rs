//! How points and ranges lie to each other (`before`, `meets`, `overlaps` …), and `range` from text.

use std::cmp::Ordering;

use super::{Builtin, argument, entry, only, text};
use crate::ast::{Node, NodeId, Program};
use crate::compare::compare;
use crate::env::Env;
use crate::limits::{Fault, Run};
use crate::value::Value;

pub(super) const ALL: &[Builtin] = &[
    entry("before", &["point1, point2", "point, range", "range, point", "range1, range2"], |values, _| {
        Ok(relation(values, EITHER, EITHER, |a, b| a.high.before(&b.low)))
    }),
    entry("after", &["point1, point2", "point, range", "range, point", "range1, range2"], |values, _| {
        Ok(relation(values, EITHER, EITHER, |a, b| b.high.before(&a.low)))
    }),
    entry("meets", &["range1, range2"], |values, _| Ok(relation(values, RANGE, RANGE, |a, b| a.high.same(&b.low)))),
    entry("met by", &["range1, range2"], |values, _| Ok(relation(values, RANGE, RANGE, |a, b| b.high.same(&a.low)))),
    entry("overlaps", &["range1, range2"], |values, _| Ok(relation(values, RANGE, RANGE, |a, b| a.touches(b)))),
    entry("overlaps before", &["range1, range2"], |values, _| Ok(relation(values, RANGE, RANGE, overlaps_before))),
    entry("overlaps after", &["range1, range2"], |values, _| {
        Ok(relation(values, RANGE, RANGE, |a, b| overlaps_before(b, a)))
    }),
    entry("finishes", &["point, range", "range1, range2"], |values, _| Ok(relation(values, EITHER, RANGE, finishes))),
    entry("finished by", &["range, point", "range1, range2"], |values, _| {
        Ok(relation(values, RANGE, EITHER, |a, b| finishes(b, a)))
    }),
    entry("includes", &["range, point", "range1, range2"], |values, _| Ok(relation(values, RANGE, EITHER, includes))),
    entry("during", &["point, range", "range1, range2"], |values, _| {
        Ok(relation(values, EITHER, RANGE, |a, b| includes(b, a)))
    }),
    entry("starts", &["point, range", "range1, range2"], |values, _| Ok(relation(values, EITHER, RANGE, starts))),
    entry("started by", &["range, point", "range1, range2"], |values, _| {
        Ok(relation(values, RANGE, EITHER, |a, b| starts(b, a)))
    }),
    entry("coincides", &["point1, point2", "range1, range2"], |values, _| {
        let ranges = values.iter().filter(|value| matches!(only(value), Value::Range(_))).count();
        Ok(if ranges == 1 { Value::Null } else { relation(values, EITHER, EITHER, coincides) })
    }),
    entry("range", &["from"], range_from),
];

const RANGE: bool = true;
const EITHER: bool = false;

/// An end of a range: its value and whether the end proper lies just before (-1), on (0) or just behind (1) it.
struct End {
    value: Value,
    nudge: i8,
    infinite: bool,
}

impl End {
    fn order(&self, other: &Self) -> Option<Ordering> {
        if self.infinite || other.infinite {
            let place = |end: &Self| if end.infinite { end.nudge } else { 0 };
            return Some(place(self).cmp(&place(other)));
        }
        Some(compare(&self.value, &other.value)?.then(self.nudge.cmp(&other.nudge)))
    }

    fn before(&self, other: &Self) -> Option<bool> {
        self.order(other).map(Ordering::is_lt)
    }

    fn same(&self, other: &Self) -> Option<bool> {
        Some(!self.infinite && !other.infinite && self.order(other)?.is_eq())
    }

    fn not_after(&self, other: &Self) -> Option<bool> {
        self.order(other).map(Ordering::is_le)
    }
}

/// Both ends of a range, or a point as a range of its own.
struct Span {
    low: End,
    high: End,
}

impl Span {
    fn new(value: &Value) -> Option<Self> {
        let end = |value: &Value, nudge: i8, infinity: i8| End {
            value: value.clone(),
            nudge: if value.is_null() { infinity } else { nudge },
            infinite: value.is_null(),
        };
        match value {
            Value::Range(range) => Some(Self {
                low: end(&range.low, i8::from(!range.low_included), -1),
                high: end(&range.high, -i8::from(!range.high_included), 1),
            }),
            point => {
                compare(point, point)?;
                Some(Self { low: end(point, 0, 0), high: end(point, 0, 0) })
            }
        }
    }

    fn touches(&self, other: &Self) -> Option<bool> {
        Some(!self.high.before(&other.low)? && !other.high.before(&self.low)?)
    }
}

fn relation(values: &[Value], first: bool, second: bool, holds: fn(&Span, &Span) -> Option<bool>) -> Value {
    let span = |position: usize, must_be_range: bool| {
        let value = only(argument(values, position));
        if must_be_range && !matches!(value, Value::Range(_)) { None } else { Span::new(value) }
    };
    span(0, first).zip(span(1, second)).and_then(|(a, b)| holds(&a, &b)).into()
}

fn overlaps_before(a: &Span, b: &Span) -> Option<bool> {
    Some(a.low.before(&b.low)? && a.touches(b)? && a.high.not_after(&b.high)?)
}

fn finishes(a: &Span, b: &Span) -> Option<bool> {
    Some(a.high.order(&b.high)?.is_eq() && b.low.not_after(&a.low)?)
}

fn includes(a: &Span, b: &Span) -> Option<bool> {
    Some(a.low.not_after(&b.low)? && b.high.not_after(&a.high)?)
}

fn starts(a: &Span, b: &Span) -> Option<bool> {
    Some(a.low.order(&b.low)?.is_eq() && a.high.not_after(&b.high)?)
}

fn coincides(a: &Span, b: &Span) -> Option<bool> {
    Some(a.low.order(&b.low)?.is_eq() && a.high.order(&b.high)?.is_eq())
}

/// Reads a range written with constant ends.
fn range_from(values: &[Value], run: &Run<'_>) -> Result<Value, Fault> {
    let Some(parsed) = text(values, 0).and_then(|text| crate::parse::parse(text, &[]).ok()) else {
        return Ok(Value::Null);
    };
    let program = &parsed.program;
    let constant = match &program.nodes[parsed.root as usize] {
        Node::Range { low, high, .. } => is_constant(program, *low) && is_constant(program, *high),
        _ => false,
    };
    if !constant {
        return Ok(Value::Null);
    }
    crate::evaluate::evaluate(program, parsed.root, &Env::default(), run)
}

/// A literal, a negative number, or `date("…")` and its like.
fn is_constant(program: &Program, node: NodeId) -> bool {
    let literal = |node: NodeId| matches!(program.nodes[node as usize], Node::Literal(_));
    match &program.nodes[node as usize] {
        Node::Literal(_) => true,
        Node::Negate(operand) => literal(*operand),
        Node::Call { function, arguments } => {
            let temporal = matches!(&program.nodes[*function as usize], Node::Name(name)
                if matches!(&**name, "date" | "time" | "date and time" | "duration"));
            temporal && arguments.iter().all(|argument| literal(*argument))
        }
        _ => false,
    }
}
