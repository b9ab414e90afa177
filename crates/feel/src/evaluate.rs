//! Evaluation: one step for each kind of node. What is not defined gives null, as the standard says; only limits stop it.

use std::sync::Arc;

use crate::ast::{Node, NodeId, Operator, Program};
use crate::compare::{compare, equal};
use crate::env::{Env, Layer};
use crate::function::{Body, Function};
use crate::limits::{Fault, Run};
use crate::range::Range;
use crate::value::{Context, Value};
use crate::{access, arithmetic, call, iterate, unary};

/// An evaluation of one program: what every step needs.
pub(crate) struct Evaluator<'e> {
    pub(crate) program: &'e Arc<Program>,
    pub(crate) run: &'e Run<'e>,
}

pub(crate) fn evaluate(program: &Arc<Program>, node: NodeId, env: &Env, run: &Run<'_>) -> Result<Value, Fault> {
    Evaluator { program, run }.value(node, env)
}

impl Evaluator<'_> {
    /// The value of a node. Checks the limits on the way in and on the way out.
    pub(crate) fn value(&self, node: NodeId, env: &Env) -> Result<Value, Fault> {
        self.run.charge(1)?;
        match self.node(node) {
            Node::Literal(value) => return Ok(value.clone()),
            Node::Name(name) => return Ok(env.find(name).unwrap_or_else(|| call::builtin_value(name))),
            _ => {}
        }
        let value = self.run.deeper(|| self.compound(node, env))?;
        self.run.check(&value)?;
        Ok(value)
    }

    pub(crate) fn node(&self, node: NodeId) -> &Node {
        // Ids come from the parser that filled this very vector.
        &self.program.nodes[node as usize]
    }

    fn compound(&self, node: NodeId, env: &Env) -> Result<Value, Fault> {
        match self.node(node) {
            Node::Literal(value) => Ok(value.clone()),
            Node::Name(name) => Ok(env.find(name).unwrap_or_default()),
            Node::Negate(operand) => Ok(arithmetic::negate(&self.value(*operand, env)?)),
            Node::Binary(..) => self.binary(node, env),
            Node::Between { value, low, high } => self.between(*value, *low, *high, env),
            Node::In { value, tests } => self.within(*value, tests, env),
            Node::InstanceOf(value, kind) => {
                let value = self.value(*value, env)?;
                self.run.charge(value.weight() / 8)?;
                Ok(Value::Bool(kind.holds(&value) && !(value.is_null() && *kind == crate::kind::Kind::Any)))
            }
            Node::If { condition, then, otherwise } => {
                let chosen = if self.value(*condition, env)?.is_true() { then } else { otherwise };
                self.value(*chosen, env)
            }
            Node::For { bindings, body } => iterate::for_each(self, bindings, *body, env),
            Node::Quantified { every, bindings, body } => iterate::quantified(self, *every, bindings, *body, env),
            Node::Path(value, name) => Ok(access::path(&self.value(*value, env)?, name)),
            Node::Filter(list, filter) => iterate::filter(self, *list, *filter, env),
            Node::Call { function, arguments } => call::positional(self, *function, arguments, env),
            Node::CallNamed { function, arguments } => call::named(self, *function, arguments, env),
            Node::List(items) => self.list(items, env),
            Node::Context(entries) => self.context(entries, env),
            Node::Range { low, low_included, high, high_included } => {
                let (low, high) = (self.value(*low, env)?, self.value(*high, env)?);
                Ok(range(low, *low_included, high, *high_included))
            }
            Node::Comparison(operator, operand) => Ok(unary::as_range(*operator, self.value(*operand, env)?)),
            Node::Function { parameters, body } => {
                let body = Body::Written { program: self.program.clone(), node: *body, env: env.clone() };
                Ok(Value::Function(Arc::new(Function { parameters: parameters.clone(), body })))
            }
            Node::External { parameters } => {
                Ok(Value::Function(Arc::new(Function::foreign(parameters.clone(), Arc::new(call::Outside)))))
            }
            Node::Anything => Ok(Value::Bool(true)),
            Node::AnyOf(tests) => unary::any_of(self, tests, env),
            Node::NoneOf(tests) => unary::none_of(self, tests, env),
        }
    }

    /// Walks down a chain such as `a + b + c` without recursion: such chains may be long.
    fn binary(&self, node: NodeId, env: &Env) -> Result<Value, Fault> {
        let mut chain = Vec::new();
        let mut next = node;
        while let Node::Binary(operator, left, right) = self.node(next) {
            chain.push((*operator, *right));
            next = *left;
        }
        let mut left = self.value(next, env)?;
        while let Some((operator, right)) = chain.pop() {
            self.run.charge(1)?;
            left = match operator {
                Operator::And | Operator::Or => self.logical(operator, &left, right, env)?,
                _ => self.apply(operator, &left, &self.value(right, env)?)?,
            };
            self.run.check(&left)?;
        }
        Ok(left)
    }

    /// Three-valued: what is not a boolean counts as unknown.
    fn logical(&self, operator: Operator, left: &Value, right: NodeId, env: &Env) -> Result<Value, Fault> {
        let decisive = operator == Operator::Or;
        if let Value::Bool(value) = left
            && *value == decisive
        {
            return Ok(Value::Bool(decisive));
        }
        Ok(match (left, self.value(right, env)?) {
            (_, Value::Bool(value)) if value == decisive => Value::Bool(decisive),
            (Value::Bool(_), Value::Bool(_)) => Value::Bool(!decisive),
            _ => Value::Null,
        })
    }

    pub(crate) fn apply(&self, operator: Operator, left: &Value, right: &Value) -> Result<Value, Fault> {
        use std::cmp::Ordering;
        let ordered = |accepts: fn(Ordering) -> bool| Value::from(compare(left, right).map(accepts));
        self.run.charge((left.weight().min(right.weight())) / 8)?;
        Ok(match operator {
            Operator::Equal => equal(left, right).into(),
            Operator::NotEqual => equal(left, right).map(|same| !same).into(),
            Operator::Less => ordered(Ordering::is_lt),
            Operator::LessOrEqual => ordered(Ordering::is_le),
            Operator::Greater => ordered(Ordering::is_gt),
            Operator::GreaterOrEqual => ordered(Ordering::is_ge),
            Operator::Add => arithmetic::add(left, right),
            Operator::Subtract => arithmetic::subtract(left, right),
            Operator::Multiply => arithmetic::multiply(left, right),
            Operator::Divide => arithmetic::divide(left, right),
            Operator::Power => arithmetic::power(left, right),
            Operator::And | Operator::Or => Value::Null,
        })
    }

    fn between(&self, value: NodeId, low: NodeId, high: NodeId, env: &Env) -> Result<Value, Fault> {
        let (value, low, high) = (self.value(value, env)?, self.value(low, env)?, self.value(high, env)?);
        let above = compare(&value, &low).map(std::cmp::Ordering::is_ge);
        let below = compare(&value, &high).map(std::cmp::Ordering::is_le);
        Ok(match (above, below) {
            (Some(above), Some(below)) => Value::Bool(above && below),
            (Some(false), None) | (None, Some(false)) => Value::Bool(false),
            _ => Value::Null,
        })
    }

    fn within(&self, value: NodeId, tests: &[NodeId], env: &Env) -> Result<Value, Fault> {
        let value = self.value(value, env)?;
        let mut unknown = false;
        for test in tests {
            match unary::within(self, &value, *test, env)? {
                Some(true) => return Ok(Value::Bool(true)),
                Some(false) => {}
                None => unknown = true,
            }
        }
        Ok(if unknown { Value::Null } else { Value::Bool(false) })
    }

    fn list(&self, items: &[NodeId], env: &Env) -> Result<Value, Fault> {
        let values: Result<Vec<Value>, Fault> = items.iter().map(|item| self.value(*item, env)).collect();
        values.map(Value::list)
    }

    /// Later entries see the earlier ones; a name given twice makes the whole undefined.
    fn context(&self, entries: &[(Arc<str>, NodeId)], env: &Env) -> Result<Value, Fault> {
        let mut context = Context::new();
        for (name, node) in entries {
            // One layer however many entries there are; it is gone again before the next entry is put in, so that nothing is copied
            // unless a function kept it.
            let value = self.value(*node, &env.with(Layer::Many(context.clone())))?;
            if context.is_shared() {
                self.run.charge(context.len() as u64 / 8)?;
            }
            if context.insert(name.clone(), value).is_some() {
                return Ok(Value::Null);
            }
        }
        Ok(Value::Context(context))
    }
}

/// A range, or null when its ends have no common order or stand the wrong way round.
pub(crate) fn range(low: Value, low_included: bool, high: Value, high_included: bool) -> Value {
    let fits = match (&low, &high) {
        (Value::Null, _) | (_, Value::Null) => false,
        _ => compare(&low, &high).is_some_and(std::cmp::Ordering::is_le),
    };
    if fits {
        Value::Range(Arc::new(Range { low, low_included, high, high_included, single: false }))
    } else {
        Value::Null
    }
}
