//! Start event: plain, or by message, timer, signal or condition; in an event sub-process also by error, escalation or
//! compensation.
//!
//! | before | on | after |
//! |---|---|---|
//! | new instance | `Start`, `StartByMessage`, `StartBySignal`, `StartAt` | token completing at the start event, variables in the process scope |
//! | scope opened | – | token completing at its plain start event |
//! | listening | the trigger of an event sub-process | see `event_sub` |

use crate::command::Rejection;
use crate::compile::Reader;
use crate::elements::{Element, Trigger, trigger};
use crate::run::Run;
use crate::state::Variables;
use crate::xml::Xml;
use crate::{Event, NodeId, ScopeId, TokenId, scope};

/// Settings of a start event.
#[derive(Debug, Clone)]
pub struct StartEvent {
    /// What starts it; `None` for a plain start.
    pub trigger: Option<Trigger>,
    /// In an event sub-process: whether the scope around it is interrupted.
    pub interrupting: bool,
}

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    let trigger = trigger::read(reader, xml, "a start event")?;
    let interrupting = xml.attribute("isInterrupting") != Some("false");
    Some(Element::StartEvent(StartEvent { trigger, interrupting }))
}

/// How an instance is begun.
pub(crate) enum By<'c> {
    Plain,
    Message(&'c str),
    Signal(&'c str),
    Element(&'c str),
}

impl By<'_> {
    fn fits(&self, id: &str, trigger: Option<&Trigger>) -> bool {
        match (self, trigger) {
            (By::Plain, None) => true,
            (By::Message(name), Some(Trigger::Message(message))) => message.name == *name,
            (By::Signal(name), Some(Trigger::Signal(signal))) => signal.literal() == Some(name),
            (By::Element(wanted), _) => *wanted == id,
            _ => false,
        }
    }
}

/// Begins an instance at the first start event that fits.
pub(crate) fn start(run: &mut Run<'_>, by: &By<'_>, variables: Variables, called: bool) -> Result<(), Rejection> {
    let fits = |node: &NodeId| {
        let node = run.node(*node);
        matches!(&node.element, Element::StartEvent(event) if by.fits(&node.id, event.trigger.as_ref()))
    };
    let starts = run.model.scopes.first().map(|scope| scope.starts.as_slice()).unwrap_or_default();
    let Some(node) = starts.iter().copied().find(fits) else {
        return Err(Rejection::NoSuchStart(match by {
            By::Plain => "plain start event".to_owned(),
            By::Message(name) => format!("start event for the message \"{name}\""),
            By::Signal(name) => format!("start event for the signal \"{name}\""),
            By::Element(id) => format!("start event \"{id}\""),
        }));
    };
    let token = TokenId(run.new_id());
    run.emit(Event::Started { token, node, variables, called });
    scope::open_listeners(run, ScopeId(0), ScopeId(0));
    Ok(())
}
