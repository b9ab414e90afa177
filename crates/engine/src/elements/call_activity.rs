//! Call activity: another process does the work in an instance of its own.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | – | waiting, process called with the `in` variables, boundary events listening |
//! | waiting | `CompleteCall` | completing with the `out` variables |
//! | waiting | `ThrowError`, `ThrowEscalation` | at the catcher, with the `out` variables; else incident or passed on |
//! | waiting | `FailService` | incident; a retry calls again under the same visit |
//! | waiting | interrupting boundary event | call cancelled, token at the boundary event |

use crate::boundary::Wait;
use crate::compile::Reader;
use crate::elements::Element;
use crate::expression::{Sight, expression_fault};
use crate::run::{Fault, Run};
use crate::state::Variables;
use crate::xml::{self, Xml};
use crate::{CalledVersion, Effect, Expression, Mapping, TokenId, mapping};

/// Settings of a call activity.
#[derive(Debug, Clone)]
pub struct CallActivity {
    /// The id of the process that is called.
    pub called: Expression,
    /// Which version of it.
    pub binding: Binding,
    /// The business key of the called instance.
    pub business_key: Option<Expression>,
    /// Whether every variable in sight is handed over.
    pub all_in: bool,
    /// What is handed over.
    pub ins: Vec<Mapping>,
    /// Whether every variable of the called instance comes back.
    pub all_out: bool,
    /// What comes back, computed from the variables of the called instance.
    pub outs: Vec<Mapping>,
}

/// Which version of a process is called.
#[derive(Debug, Clone)]
pub enum Binding {
    /// The newest.
    Latest,
    /// The one that was deployed together with the caller.
    Deployment,
    /// This version.
    Version(Expression),
    /// The one with this version tag.
    VersionTag(Expression),
}

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    let Some(called) = xml.attribute("calledElement").map(str::trim).filter(|called| !called.is_empty()) else {
        let message = "The call activity names no process (calledElement).";
        reader.problem("bpmn-missing-reference", xml, message.to_owned());
        return None;
    };
    let called = reader.expression(xml, called)?;
    let binding = match xml::extra(xml, "calledElementBinding") {
        None | Some("latest") => Binding::Latest,
        Some("deployment") => Binding::Deployment,
        Some("version") => Binding::Version(needed(reader, xml, "calledElementVersion")?),
        Some("versionTag") => Binding::VersionTag(needed(reader, xml, "calledElementVersionTag")?),
        Some(other) => {
            let message = format!("calledElementBinding=\"{other}\" is not known.");
            reader.problem("bpmn-unsupported-extension", xml, message);
            return None;
        }
    };
    let mut call = CallActivity {
        called,
        binding,
        business_key: None,
        all_in: false,
        ins: Vec::new(),
        all_out: false,
        outs: Vec::new(),
    };
    let parameters: Vec<(Xml<'_>, bool)> = xml::extras(xml)
        .filter(|(_, name)| matches!(*name, "in" | "out"))
        .map(|(parameter, name)| (parameter, name == "in"))
        .collect();
    for (parameter, inward) in parameters {
        if parameter.attribute("local") == Some("true") {
            let message = "Handing over local variables alone (local=\"true\") is not supported.";
            reader.problem("bpmn-unsupported-extension", xml, message.to_owned());
        }
        if let (true, Some(key)) = (inward, parameter.attribute("businessKey")) {
            call.business_key = reader.expression(xml, key);
        } else if parameter.attribute("variables") == Some("all") {
            *(if inward { &mut call.all_in } else { &mut call.all_out }) = true;
        } else if let Some(read) = read_parameter(reader, xml, parameter) {
            if inward { &mut call.ins } else { &mut call.outs }.push(read);
        }
    }
    Some(Element::CallActivity(Box::new(call)))
}

fn needed(reader: &mut Reader<'_>, xml: Xml<'_>, name: &str) -> Option<Expression> {
    if xml::extra(xml, name).is_none() {
        reader.problem("bpmn-missing-reference", xml, format!("The call activity needs {name}."));
    }
    reader.extra_expression(xml, name)
}

fn read_parameter(reader: &mut Reader<'_>, owner: Xml<'_>, parameter: Xml<'_>) -> Option<Mapping> {
    let text = |name| parameter.attribute(name).map(str::trim).filter(|text| !text.is_empty());
    let Some(target) = text("target") else {
        let message = "An \"in\" or \"out\" of the call activity has no target.";
        reader.problem("bpmn-mapping", owner, message.to_owned());
        return None;
    };
    let value = match (text("source"), text("sourceExpression")) {
        (Some(source), _) => reader.variable(owner, source)?,
        (None, Some(expression)) => reader.expression(owner, expression)?,
        (None, None) => {
            let message = format!("The \"in\" or \"out\" with the target \"{target}\" has no source.");
            reader.problem("bpmn-mapping", owner, message);
            return None;
        }
    };
    Some(Mapping { name: target.to_owned(), value })
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId) -> Result<(), Fault> {
    let locals = mapping::inputs(run, token)?;
    let wait = Wait::for_boundaries(run, token, &locals)?;
    let call = prepare(run, token, &locals)?;
    run.begin_wait(token, locals, wait);
    run.effect(call);
    Ok(())
}

/// The call, with everything it hands over.
pub(crate) fn prepare(run: &Run<'_>, token: TokenId, locals: &Variables) -> Result<Effect, Fault> {
    let at = run.node_of(token);
    let Element::CallActivity(call) = &at.element else {
        return Err(expression_fault(&at.id, "this is not a call activity"));
    };
    let Some((node, visit)) = run.token(token).map(|token| (token.node, token.visit)) else {
        return Err(expression_fault(&at.id, "nothing waits here"));
    };
    let outer = run.sight(token);
    let sight = outer.within(locals);
    let needed = |expression: &Expression| {
        sight.text(expression)?.ok_or_else(|| expression_fault(expression.written(), "there is no value"))
    };
    let mut variables = if call.all_in { sight.all() } else { Variables::new() };
    for mapping in &call.ins {
        variables.insert(mapping.name.clone(), sight.value(&mapping.value)?);
    }
    Ok(Effect::CallProcess {
        token,
        visit,
        node,
        element: at.id.clone(),
        called: needed(&call.called)?,
        version: match &call.binding {
            Binding::Latest => CalledVersion::Latest,
            Binding::Deployment => CalledVersion::Deployment,
            Binding::Version(version) => CalledVersion::Version(needed(version)?),
            Binding::VersionTag(tag) => CalledVersion::VersionTag(needed(tag)?),
        },
        business_key: match &call.business_key {
            Some(key) => sight.text(key)?,
            None => None,
        },
        variables,
    })
}

/// What comes back, computed from the variables of the called instance alone.
pub(crate) fn results(run: &Run<'_>, token: TokenId, called: &Variables) -> Result<Variables, Fault> {
    let Element::CallActivity(call) = &run.node_of(token).element else { return Ok(called.clone()) };
    let sight: Sight<'_> = run.sight_of(called);
    let mut results = if call.all_out { called.clone() } else { Variables::new() };
    for mapping in &call.outs {
        results.insert(mapping.name.clone(), sight.value(&mapping.value)?);
    }
    Ok(results)
}
