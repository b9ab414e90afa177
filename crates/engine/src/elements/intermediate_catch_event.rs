//! Intermediate catch event: waits for a timer, a message, a signal or a condition; a link is reached by its throw event.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | – | waiting, timer armed or message or signal subscribed |
//! | waiting | `FireTimer` / `DeliverMessage` / `DeliverSignal` / condition true | completing with what came |
//! | entering | time or key cannot be computed | incident |

use crate::boundary::Wait;
use crate::compile::Reader;
use crate::elements::{Element, Trigger, trigger};
use crate::run::{Fault, Run};
use crate::xml::Xml;
use crate::{TokenId, mapping};

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    match trigger::read(reader, xml, "an intermediate catch event")? {
        Some(trigger) if trigger.is_armed() || matches!(trigger, Trigger::Link(_)) => {
            Some(Element::CatchEvent(trigger))
        }
        Some(_) => {
            let message = "An intermediate catch event waits for a timer, a message, a signal, a condition or a link.";
            reader.problem("bpmn-unsupported-element", xml, message.to_owned());
            None
        }
        None => {
            let message = "The intermediate catch event does not say what it waits for.";
            reader.problem("bpmn-missing-definition", xml, message.to_owned());
            None
        }
    }
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId, trigger: &Trigger) -> Result<(), Fault> {
    let Some(node) = run.token(token).map(|token| token.node) else { return Ok(()) };
    let locals = mapping::inputs(run, token)?;
    let mut wait = Wait::default();
    wait.add(run, token, node, trigger, &locals)?;
    run.begin_wait(token, locals, wait);
    Ok(())
}
