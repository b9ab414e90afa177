//! Evaluating decision tables: which rules match, and what their hit policy makes of them.

use std::cmp::Ordering;

use feel::{Context, Fault, Run, Value};

use crate::decide::{Trace, remark, with_current};
use crate::evaluate::{conform, literal};
use crate::explanation::{RuleExplanation, Unmatched};
use crate::table::{HitPolicy, Rule, Table};

/// A rule that matched: its outputs in the order of the columns.
type Hit = Vec<Value>;

impl Table {
    pub(crate) fn evaluate(&self, scope: &Context, trace: &Trace, run: &Run<'_>) -> Result<Value, Fault> {
        let Some(inputs) = self.input_values(scope, trace, run)? else { return Ok(Value::Null) };
        let mut hits: Vec<Hit> = Vec::new();
        for (position, rule) in self.rules.iter().enumerate() {
            run.charge(1)?;
            match self.first_failure(rule, &inputs, scope, run)? {
                Some(failed) => self.explain_failure(position, rule, failed, &inputs, trace),
                None => {
                    hits.push(self.outputs_of(rule, scope, trace, run)?);
                    with_current(trace, |current| {
                        current.fired.push(RuleExplanation {
                            index: position + 1,
                            id: rule.id.clone(),
                            annotations: rule.annotations.clone(),
                        });
                    });
                    if self.hit_policy == HitPolicy::First {
                        break;
                    }
                }
            }
        }
        if hits.is_empty()
            && let Some(default) = self.default(scope, run)?
        {
            return Ok(default);
        }
        self.apply(hits, scope, trace, run)
    }

    /// The values of the input expressions; `None` when one is not allowed.
    fn input_values(&self, scope: &Context, trace: &Trace, run: &Run<'_>) -> Result<Option<Vec<Value>>, Fault> {
        let mut values = Vec::with_capacity(self.inputs.len());
        for input in &self.inputs {
            let raw = literal(input.expression.as_ref(), scope, run)?;
            let was_null = raw.is_null();
            let value = conform(input.item.as_ref(), raw, trace, run)?;
            let allowed = match &input.values {
                Some(tests) if !value.is_null() => tests.run(&value, scope, run)?,
                _ => true,
            };
            if !allowed || (value.is_null() && !was_null) {
                remark(trace, format!("The input {} has the value {value}, which is not allowed.", input.label));
                return Ok(None);
            }
            values.push(value);
        }
        Ok(Some(values))
    }

    /// The first condition that does not hold; a rule that cannot be read fails at its first.
    fn first_failure(
        &self,
        rule: &Rule,
        inputs: &[Value],
        scope: &Context,
        run: &Run<'_>,
    ) -> Result<Option<usize>, Fault> {
        if rule.broken {
            return Ok(Some(0));
        }
        for (position, (condition, value)) in rule.conditions.iter().zip(inputs).enumerate() {
            if let Some(tests) = condition
                && !tests.run(value, scope, run)?
            {
                return Ok(Some(position));
            }
        }
        Ok(None)
    }

    fn explain_failure(&self, position: usize, rule: &Rule, failed: usize, inputs: &[Value], trace: &Trace) {
        let condition = rule.conditions.get(failed).and_then(Option::as_ref).map_or("", |tests| tests.text().trim());
        with_current(trace, |current| {
            current.unmatched.push(Unmatched {
                index: position + 1,
                id: rule.id.clone(),
                input: self.inputs.get(failed).map(|input| input.label.clone()).unwrap_or_default(),
                condition: condition.to_owned(),
                value: inputs.get(failed).map_or(serde_json::Value::Null, Value::to_json),
            });
        });
    }

    fn outputs_of(&self, rule: &Rule, scope: &Context, trace: &Trace, run: &Run<'_>) -> Result<Hit, Fault> {
        let mut values = Vec::with_capacity(self.outputs.len());
        for (output, expression) in self.outputs.iter().zip(&rule.outputs) {
            let value = literal(expression.as_ref(), scope, run)?;
            values.push(conform(output.item.as_ref(), value, trace, run)?);
        }
        Ok(values)
    }

    fn default(&self, scope: &Context, run: &Run<'_>) -> Result<Option<Value>, Fault> {
        if self.outputs.iter().all(|output| output.default.is_none()) {
            return Ok(None);
        }
        let values: Result<Hit, Fault> =
            self.outputs.iter().map(|output| literal(output.default.as_ref(), scope, run)).collect();
        let value = self.value_of(values?);
        let listed = matches!(self.hit_policy, HitPolicy::RuleOrder | HitPolicy::OutputOrder | HitPolicy::Collect);
        Ok(Some(if listed && !matches!(value, Value::List(_)) { Value::list(vec![value]) } else { value }))
    }

    /// A hit as a value: with several outputs a context of them.
    fn value_of(&self, hit: Hit) -> Value {
        match hit.len() {
            1 => hit.into_iter().next().unwrap_or_default(),
            _ => Value::Context(self.outputs.iter().map(|output| output.name.clone()).zip(hit).collect()),
        }
    }

    fn apply(&self, hits: Vec<Hit>, scope: &Context, trace: &Trace, run: &Run<'_>) -> Result<Value, Fault> {
        let all = |hits: Vec<Hit>| Value::list(hits.into_iter().map(|hit| self.value_of(hit)).collect());
        Ok(match self.hit_policy {
            HitPolicy::Unique if hits.len() > 1 => {
                remark(trace, "More than one rule matches, but the hit policy allows only one.".to_owned());
                Value::Null
            }
            HitPolicy::Any if !hits.windows(2).all(|pair| same(&pair[0], &pair[1])) => {
                remark(
                    trace,
                    "Several rules match with different outputs, but the hit policy wants the same.".to_owned(),
                );
                Value::Null
            }
            HitPolicy::Unique | HitPolicy::Any | HitPolicy::First => self.only(hits.into_iter().next()),
            HitPolicy::Priority => self.only(self.by_priority(hits, scope, run)?.into_iter().next()),
            HitPolicy::OutputOrder => all(self.by_priority(hits, scope, run)?),
            HitPolicy::RuleOrder | HitPolicy::Collect => all(hits),
            HitPolicy::Count => i64::try_from(hits.len()).ok().into(),
            HitPolicy::Sum | HitPolicy::Min | HitPolicy::Max if hits.is_empty() => Value::Null,
            HitPolicy::Sum | HitPolicy::Min | HitPolicy::Max => {
                let columns = 0..self.outputs.len();
                let totals = columns.map(|column| {
                    self.aggregate(hits.iter().filter_map(|hit| hit.get(column)).cloned().collect(), run)
                });
                self.value_of(totals.collect::<Result<_, Fault>>()?)
            }
        })
    }

    fn only(&self, hit: Option<Hit>) -> Value {
        hit.map_or(Value::Null, |hit| self.value_of(hit))
    }

    fn aggregate(&self, values: Vec<Value>, run: &Run<'_>) -> Result<Value, Fault> {
        let name = match self.hit_policy {
            HitPolicy::Sum => "sum",
            HitPolicy::Min => "min",
            _ => "max",
        };
        feel::call_builtin(name, vec![Value::list(values)], run)
    }

    /// Sorted by where each output stands among the output values, the first column first.
    fn by_priority(&self, hits: Vec<Hit>, scope: &Context, run: &Run<'_>) -> Result<Vec<Hit>, Fault> {
        let mut orders = Vec::with_capacity(self.outputs.len());
        for output in &self.outputs {
            let mut values = Vec::new();
            for expression in &output.values {
                if let Value::List(items) = expression.run(scope, run)? {
                    values.extend(items.iter().cloned());
                }
            }
            orders.push(values);
        }
        let place = |column: usize, value: &Value| {
            let order: &[Value] = &orders[column];
            order.iter().position(|known| feel::equal(known, value) == Some(true)).unwrap_or(order.len())
        };
        let mut ranked: Vec<(Vec<usize>, Hit)> = hits
            .into_iter()
            .map(|hit| (hit.iter().enumerate().map(|(column, value)| place(column, value)).collect(), hit))
            .collect();
        ranked.sort_by(|(a, _), (b, _)| -> Ordering { a.cmp(b) });
        Ok(ranked.into_iter().map(|(_, hit)| hit).collect())
    }
}

fn same(a: &[Value], b: &[Value]) -> bool {
    a.iter().zip(b).all(|(a, b)| feel::equal(a, b) == Some(true))
}
