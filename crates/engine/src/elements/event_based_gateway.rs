//! Event-based gateway: the first event that happens decides the way.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | – | waiting for every event behind it |
//! | waiting | one of them happens | the others forgotten, token completing at that event |

use crate::boundary::Wait;
use crate::compile::Reader;
use crate::elements::Element;
use crate::run::{Fault, Run};
use crate::state::Variables;
use crate::xml::Xml;
use crate::{Event, NodeId, TokenId};

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    let parallel = xml.attribute("eventGatewayType").is_some_and(|kind| kind != "Exclusive");
    if xml.attribute("instantiate") == Some("true") || parallel {
        let message = "An event-based gateway that starts instances or waits for all events is not supported.";
        reader.problem("bpmn-unsupported-element", xml, message.to_owned());
        return None;
    }
    Some(Element::EventGateway)
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId) -> Result<(), Fault> {
    let outgoing = &run.node_of(token).outgoing;
    run.charge(u32::try_from(outgoing.len()).unwrap_or(u32::MAX))?;
    let mut wait = Wait::default();
    for flow in outgoing {
        let target = run.model.flows[flow.index()].target;
        match &run.node(target).element {
            Element::CatchEvent(trigger) => wait.add(run, token, target, trigger, &Variables::new())?,
            Element::ReceiveTask(message) => wait.add_message(run, token, target, message, &Variables::new())?,
            _ => {}
        }
    }
    run.begin_wait(token, Variables::new(), wait);
    Ok(())
}

/// An event behind the gateway has happened.
pub(crate) fn choose(run: &mut Run<'_>, token: TokenId, node: NodeId, variables: Variables) {
    let flows = run.node_of(token).outgoing.iter().copied();
    let Some(flow) = flows.into_iter().find(|flow| run.model.flows[flow.index()].target == node) else { return };
    run.close_open(token, true);
    run.emit(Event::EventChosen { token, flow, node, variables });
}
