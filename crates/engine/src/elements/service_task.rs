//! Service task and send task: a worker does it, named by topic.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | – | waiting, service called, boundary events listening |
//! | waiting | `CompleteService` | completing with the answer; an open incident is resolved |
//! | waiting | `FailService`, retries left | waiting (the host tries again) |
//! | waiting | `FailService`, none left | waiting with incident; a retry calls again under the same visit |
//! | waiting | `ThrowError` | at the boundary error event that catches it, else incident |
//! | waiting | interrupting boundary event | call cancelled, token at the boundary event |

use crate::boundary::Wait;
use crate::compile::Reader;
use crate::elements::Element;
use crate::expression::{Sight, expression_fault};
use crate::run::{Fault, Run};
use crate::state::Variables;
use crate::xml::{self, Xml};
use crate::{Effect, Expression, NodeId, TokenId, Visit, mapping};

/// Settings of a service, send or external business rule task.
#[derive(Debug, Clone)]
pub struct ServiceTask {
    /// Its BPMN tag.
    pub tag: &'static str,
    /// What is asked for.
    pub topic: Expression,
    /// How often the host tries; `None`: the host's own rule.
    pub retries: Option<u32>,
}

impl ServiceTask {
    /// Whether it is drawn as an event: a message throw or end event that names a topic.
    pub fn is_event(&self) -> bool {
        self.tag.ends_with("Event")
    }
}

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>, tag: &'static str) -> Option<Element> {
    let Some(topic) = reader.extra_expression(xml, "topic") else {
        if xml::extra(xml, "topic").is_none() {
            let message = "The task names no topic, so no service can do it.";
            reader.problem("bpmn-missing-topic", xml, message.to_owned());
        }
        return None;
    };
    let retries = retries(reader, xml)?;
    Some(Element::ServiceTask(ServiceTask { tag, topic, retries }))
}

/// `retries="3"`, or the number in a retry cycle such as `R3/PT10M`.
fn retries(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Option<u32>> {
    let cycle =
        xml::extras(xml).find(|(_, name)| *name == "failedJobRetryTimeCycle").and_then(|(cycle, _)| xml::text(cycle));
    let written = xml::extra(xml, "retries").map(str::to_owned).or(cycle);
    let Some(written) = written else { return Some(None) };
    let number = written.strip_prefix('R').and_then(|rest| rest.split('/').next()).unwrap_or(&written);
    match number.parse() {
        Ok(retries) => Some(Some(retries)),
        Err(_) => {
            reader.problem("bpmn-retries", xml, format!("\"{written}\" is not a number of retries."));
            None
        }
    }
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId) -> Result<(), Fault> {
    let locals = mapping::inputs(run, token)?;
    let wait = Wait::for_boundaries(run, token, &locals)?;
    let call = prepare(run, token, &locals)?;
    run.begin_wait(token, locals, wait);
    run.effect(call);
    Ok(())
}

/// The call.
pub(crate) fn prepare(run: &Run<'_>, token: TokenId, locals: &Variables) -> Result<Effect, Fault> {
    let (node, visit): (NodeId, Visit) = run.token(token).map_or((NodeId(0), 0), |token| (token.node, token.visit));
    let Element::ServiceTask(task) = &run.node(node).element else {
        return Err(expression_fault(&run.node(node).id, "this is not a service task"));
    };
    let outer = run.sight(token);
    let sight: Sight<'_> = outer.within(locals);
    let topic = sight.text(&task.topic)?.ok_or_else(|| expression_fault(task.topic.written(), "the topic is empty"))?;
    let input = if run.node(node).inputs.is_empty() { sight.all() } else { locals.clone() };
    Ok(Effect::CallService {
        token,
        visit,
        node,
        element: run.node(node).id.clone(),
        topic,
        input,
        retries: task.retries,
    })
}
