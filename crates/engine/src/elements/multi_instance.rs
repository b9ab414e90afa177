//! Multi-instance and standard loop: one activity done several times, at once or one after the other.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | count known | waiting; a scope of its own with the counters, one token per instance in it |
//! | entering | nothing to do | leaving |
//! | an instance leaves | completion condition true, or the last one | the others closed, scope gone, leaving |
//! | an instance leaves | sequential, more to do | the next instance enters |
//!
//! Boundary events belong to the whole, not to one instance. `loopCounter` begins at 0, as in the Camunda dialect.

use serde_json::Value;

use crate::boundary::Wait;
use crate::compile::Reader;
use crate::expression::{Sight, expression_fault};
use crate::run::{Fault, Run};
use crate::state::{Multi, Variables};
use crate::xml::{self, Xml};
use crate::{Event, Expression, ScopeId, TokenId, compensation};

/// How an activity is repeated.
#[derive(Debug, Clone)]
pub struct Repeat {
    /// One after the other instead of all at once. A standard loop is always sequential.
    pub sequential: bool,
    /// How often.
    pub times: Times,
    /// The variable that holds the item of an instance.
    pub element_variable: Option<String>,
    /// When true after an instance, no further one is needed.
    pub completion: Option<Expression>,
}

/// How often an activity is repeated.
#[derive(Debug, Clone)]
pub enum Times {
    /// This often (`loopCardinality`).
    Count(Expression),
    /// Once per item of a list.
    Items(Expression),
    /// As long as a condition is true (standard loop).
    While {
        /// The condition; `None` is always true.
        condition: Option<Expression>,
        /// Whether it is looked at before the first time too.
        before: bool,
        /// At most this often.
        most: Option<u32>,
    },
}

/// Reads the loop of an activity; `None` when it has none or a problem was noted.
pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Repeat> {
    if let Some(standard) = xml::child(xml, "standardLoopCharacteristics") {
        return read_standard(reader, xml, standard);
    }
    let multi = xml::child(xml, "multiInstanceLoopCharacteristics")?;
    for (_, tag) in xml::children(multi) {
        let known =
            ["loopCardinality", "completionCondition", "loopDataInputRef", "inputDataItem", "extensionElements"];
        if !known.contains(&tag) {
            reader.problem(
                "bpmn-unsupported-element",
                xml,
                format!("A \"{tag}\" of a multi-instance is not supported."),
            );
        }
    }
    let data = xml::child(multi, "loopDataInputRef").and_then(xml::text);
    let times = match (xml::child(multi, "loopCardinality").and_then(xml::text), xml::extra(multi, "collection"), data)
    {
        (Some(count), None, None) => Times::Count(number(reader, xml, &count)?),
        (None, Some(list), _) if list.starts_with('=') || list.contains('{') => {
            Times::Items(reader.expression(xml, list)?)
        }
        (None, Some(name), _) => Times::Items(reader.variable(xml, name)?),
        (None, None, Some(name)) => Times::Items(reader.variable(xml, &name)?),
        (Some(_), _, _) => {
            let message = "The multi-instance names both a number (loopCardinality) and a list (collection).";
            reader.problem("bpmn-multi-instance", xml, message.to_owned());
            return None;
        }
        (None, None, None) => {
            let message =
                "The multi-instance says neither how often (loopCardinality) nor for which list (collection).";
            reader.problem("bpmn-multi-instance", xml, message.to_owned());
            return None;
        }
    };
    let item = xml::child(multi, "inputDataItem").and_then(|item| item.attribute("name"));
    let completion = match xml::child(multi, "completionCondition") {
        Some(condition) => Some(reader.condition(condition, xml)?),
        None => None,
    };
    Some(Repeat {
        sequential: multi.attribute("isSequential") == Some("true"),
        times,
        element_variable: xml::extra(multi, "elementVariable").or(item).map(str::to_owned),
        completion,
    })
}

fn read_standard(reader: &mut Reader<'_>, xml: Xml<'_>, standard: Xml<'_>) -> Option<Repeat> {
    let condition = match xml::child(standard, "loopCondition") {
        Some(condition) => Some(reader.condition(condition, xml)?),
        None => None,
    };
    let most = match standard.attribute("loopMaximum").map(str::parse) {
        None => None,
        Some(Ok(most)) => Some(most),
        Some(Err(_)) => {
            reader.problem("bpmn-loop", xml, "loopMaximum is not a number.".to_owned());
            return None;
        }
    };
    if condition.is_none() && most.is_none() {
        let message = "The loop never ends: it has neither a condition (loopCondition) nor a maximum (loopMaximum).";
        reader.problem("bpmn-loop", xml, message.to_owned());
        return None;
    }
    let before = standard.attribute("testBefore") == Some("true");
    let times = Times::While { condition, before, most };
    Some(Repeat { sequential: true, times, element_variable: None, completion: None })
}

/// A plain number stays text, everything else is FEEL.
fn number(reader: &mut Reader<'_>, xml: Xml<'_>, text: &str) -> Option<Expression> {
    let plain = text.trim().parse::<u32>().is_ok();
    if plain { reader.expression(xml, text) } else { reader.feel(xml, text) }
}

/// A token reaches the activity: the whole begins.
pub(crate) fn enter(run: &mut Run<'_>, token: TokenId, repeat: &Repeat) -> Result<(), Fault> {
    let plan = plan(run, token, repeat)?;
    let wait = Wait::for_boundaries(run, token, &Variables::new())?;
    let (mut variables, at_once) = (Variables::new(), if repeat.sequential { plan.total.min(1) } else { plan.total });
    if !matches!(repeat.times, Times::While { .. }) {
        variables.insert("nrOfInstances".to_owned(), plan.total.into());
        variables.insert("nrOfCompletedInstances".to_owned(), 0.into());
        variables.insert("nrOfActiveInstances".to_owned(), 0.into());
    }
    run.charge(at_once)?;
    run.begin_wait(token, Variables::new(), wait);
    let scope = ScopeId(run.new_id());
    run.emit(Event::ScopeOpened { scope, owner: token, variables, multi: Some(Box::new(plan)) });
    for _ in 0..at_once {
        begin_instance(run, scope, repeat);
    }
    if at_once == 0 {
        finish(run, token, scope);
    }
    Ok(())
}

fn plan(run: &Run<'_>, token: TokenId, repeat: &Repeat) -> Result<Multi, Fault> {
    let sight = run.sight(token);
    let (total, mut rest) = match &repeat.times {
        Times::Count(expression) => {
            let written = expression.written();
            let count = sight.text(expression)?.and_then(|text| text.trim().parse::<u32>().ok());
            (count.ok_or_else(|| expression_fault(written, "a number of instances is expected"))?, Vec::new())
        }
        Times::Items(expression) => match sight.value(expression)? {
            Value::Array(items) => (u32::try_from(items.len()).unwrap_or(u32::MAX), items),
            _ => return Err(expression_fault(expression.written(), "a list is expected")),
        },
        Times::While { condition, before, most } => {
            let first = match condition {
                Some(condition) if *before => sight.truth(condition)?,
                _ => true,
            };
            (if first { most.unwrap_or(u32::MAX) } else { 0 }, Vec::new())
        }
    };
    rest.reverse();
    Ok(Multi { next: 0, total, rest })
}

fn begin_instance(run: &mut Run<'_>, scope: ScopeId, repeat: &Repeat) {
    let Some((owner, multi)) = run.state.scopes.get(&scope).and_then(|s| Some((s.owner?, s.multi.as_ref()?))) else {
        return;
    };
    let mut own = Variables::new();
    own.insert("loopCounter".to_owned(), multi.next.into());
    if let (Some(name), Some(item)) = (&repeat.element_variable, multi.rest.last()) {
        own.insert(name.clone(), item.clone());
    }
    let Some(node) = run.token(owner).map(|owner| owner.node) else { return };
    let token = TokenId(run.new_id());
    run.emit(Event::Placed { token, scope, node, waiting: false, serves: None, own });
}

/// An instance is done.
pub(crate) fn leave_instance(run: &mut Run<'_>, token: TokenId) {
    let Some((node, scope, own)) = run.token(token).map(|token| (token.node, token.scope, token.own.clone())) else {
        return;
    };
    compensation::remember(run, token, None);
    run.close_open(token, true);
    run.emit(Event::InstanceEnded { token, node });
    go_on(run, scope, &own);
}

/// Decides what follows an instance; after a fault a retry at the owner decides again.
pub(crate) fn go_on(run: &mut Run<'_>, scope: ScopeId, own: &Variables) {
    let Some((owner, multi)) = run.state.scopes.get(&scope).and_then(|s| Some((s.owner?, s.multi.as_ref()?))) else {
        return;
    };
    let (next, total) = (multi.next, multi.total);
    let Some(repeat) = run.node_of(owner).repeat.as_ref() else { return };
    match decide(run, scope, own, repeat, next < total) {
        Err(fault) => crate::incidents::raise(run, owner, fault),
        Ok(true) => finish(run, owner, scope),
        Ok(false) if repeat.sequential => {
            if !run.state.tokens.values().any(|token| token.scope == scope) {
                begin_instance(run, scope, repeat);
            }
        }
        Ok(false) => {}
    }
}

/// Whether the whole is done.
fn decide(run: &Run<'_>, scope: ScopeId, own: &Variables, repeat: &Repeat, more: bool) -> Result<bool, Fault> {
    let outer = run.scope_sight(scope);
    let sight: Sight<'_> = outer.within(own);
    if let Some(completion) = &repeat.completion
        && sight.truth(completion)?
    {
        return Ok(true);
    }
    let none_left = !run.state.tokens.values().any(|token| token.scope == scope);
    match &repeat.times {
        Times::While { condition: Some(condition), .. } => Ok(!more || !sight.truth(condition)?),
        _ if repeat.sequential => Ok(none_left && !more),
        _ => Ok(none_left),
    }
}

fn finish(run: &mut Run<'_>, owner: TokenId, scope: ScopeId) {
    run.close_open(owner, true);
    run.emit(Event::ScopeEnded { token: owner, scope, variables: Variables::new() });
}
