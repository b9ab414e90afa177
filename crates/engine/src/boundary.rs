//! What a waiting token listens to, and what a boundary event does to it.

use crate::elements::{BoundaryEvent, Element, Message, Trigger};
use crate::run::{Fault, Run};
use crate::state::{ArmedTimer, Subscription, SubscriptionKind, Variables};
use crate::{Event, NodeId, Schedule, SubscriptionId, TimerId, TokenId, deliver};

/// The timers and subscriptions of one wait.
#[derive(Debug, Default)]
pub(crate) struct Wait {
    pub(crate) timers: Vec<(TimerId, ArmedTimer)>,
    pub(crate) subscriptions: Vec<(SubscriptionId, Subscription)>,
}

impl Wait {
    /// Everything the boundary events of the token's node listen to; nothing for one instance of a multi-instance.
    pub(crate) fn for_boundaries(run: &mut Run<'_>, token: TokenId, locals: &Variables) -> Result<Self, Fault> {
        let mut wait = Self::default();
        let boundaries = &run.node_of(token).boundaries;
        if boundaries.is_empty() || run.is_instance(token) {
            return Ok(wait);
        }
        run.charge(u32::try_from(boundaries.len()).unwrap_or(u32::MAX))?;
        for boundary in boundaries {
            if let Element::BoundaryEvent(event) = &run.node(*boundary).element {
                wait.add(run, token, *boundary, &event.trigger, locals)?;
            }
        }
        Ok(wait)
    }

    /// Adds what the event at `node` listens to.
    pub(crate) fn add(
        &mut self,
        run: &mut Run<'_>,
        token: TokenId,
        node: NodeId,
        trigger: &Trigger,
        locals: &Variables,
    ) -> Result<(), Fault> {
        match trigger {
            Trigger::Timer(schedule) => self.add_timer(run, token, node, schedule, locals)?,
            Trigger::Message(message) => self.add_message(run, token, node, message, locals)?,
            Trigger::Signal(name) => {
                let name = deliver::signal_name(run, token, name, locals)?;
                self.subscribe(run, token, node, SubscriptionKind::Signal, name, None);
            }
            Trigger::Condition(_) => {
                self.subscribe(run, token, node, SubscriptionKind::Condition, String::new(), None);
            }
            Trigger::Error(_) | Trigger::Escalation(_) | Trigger::Compensation | Trigger::Cancel | Trigger::Link(_) => {
            }
        }
        Ok(())
    }

    /// Adds a timer that belongs to `node`.
    fn add_timer(
        &mut self,
        run: &mut Run<'_>,
        token: TokenId,
        node: NodeId,
        schedule: &Schedule,
        locals: &Variables,
    ) -> Result<(), Fault> {
        let (due, cycle) = schedule.due(&run.sight(token).within(locals))?;
        self.timers.push((TimerId(run.new_id()), ArmedTimer { token, node, due, cycle }));
        Ok(())
    }

    /// Adds a message subscription that belongs to `node`.
    pub(crate) fn add_message(
        &mut self,
        run: &mut Run<'_>,
        token: TokenId,
        node: NodeId,
        message: &Message,
        locals: &Variables,
    ) -> Result<(), Fault> {
        let key = deliver::message_key(run, token, message, locals)?;
        self.subscribe(run, token, node, SubscriptionKind::Message, message.name.clone(), key);
        Ok(())
    }

    fn subscribe(
        &mut self,
        run: &mut Run<'_>,
        token: TokenId,
        node: NodeId,
        kind: SubscriptionKind,
        message: String,
        key: Option<String>,
    ) {
        let subscription = Subscription { token, node, kind, message, key, held: false };
        self.subscriptions.push((SubscriptionId(run.new_id()), subscription));
    }
}

/// A boundary event happens: an interrupting one takes the token away, another adds a token.
pub(crate) fn trigger(run: &mut Run<'_>, token: TokenId, boundary: NodeId, variables: Variables) {
    let Element::BoundaryEvent(BoundaryEvent { interrupting, .. }) = &run.node(boundary).element else { return };
    if *interrupting {
        run.close_open(token, false);
        run.emit(Event::Interrupted { token, by: boundary, variables });
    } else {
        let new = TokenId(run.new_id());
        run.emit(Event::Spawned { token: new, from: token, by: boundary, variables });
    }
}
