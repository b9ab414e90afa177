//! What a host has open outside if it does nothing but follow the effects; it must always match the state.

use std::collections::BTreeSet;

use engine::elements::Element;
use engine::{
    Command, Effect, IncidentId, Model, Phase, State, SubscriptionId, SubscriptionKind, TimerId, TokenId, Visit,
};

/// Rows a host keeps: tasks, service calls, timers, subscriptions, incidents.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outside {
    tasks: BTreeSet<(TokenId, Visit)>,
    services: BTreeSet<(TokenId, Visit)>,
    calls: BTreeSet<(TokenId, Visit)>,
    timers: BTreeSet<TimerId>,
    subscriptions: BTreeSet<SubscriptionId>,
    incidents: BTreeSet<IncidentId>,
}

impl Outside {
    /// Carries out the effects of a command. An answered call and a fired timer are over by themselves.
    pub fn follow(&mut self, command: &Command, effects: &[Effect]) {
        match command {
            Command::CompleteService { token, visit, .. } => assert!(self.services.remove(&(*token, *visit))),
            Command::CompleteCall { token, visit, .. } => assert!(self.calls.remove(&(*token, *visit))),
            Command::FireTimer { timer } => assert!(self.timers.remove(timer)),
            _ => {}
        }
        for effect in effects {
            let known = match effect {
                Effect::OpenTask { token, visit, .. } => self.tasks.insert((*token, *visit)),
                Effect::CloseTask { token, visit } => self.tasks.remove(&(*token, *visit)),
                // A retry calls again under the same key.
                Effect::CallService { token, visit, .. } => {
                    self.services.insert((*token, *visit)) || true_on_retry(command)
                }
                Effect::CancelService { token, visit } => self.services.remove(&(*token, *visit)),
                Effect::ArmTimer { timer, .. } => self.timers.insert(*timer),
                Effect::DisarmTimer { timer } => self.timers.remove(timer),
                // Fire and forget.
                Effect::SendMessage { .. } | Effect::BroadcastSignal { .. } | Effect::Escalate { .. } => true,
                Effect::CallProcess { token, visit, .. } => {
                    self.calls.insert((*token, *visit)) || true_on_retry(command)
                }
                Effect::CancelCall { token, visit } => self.calls.remove(&(*token, *visit)),
                Effect::SubscribeSignal { subscription, .. } | Effect::Subscribe { subscription, .. } => {
                    self.subscriptions.insert(*subscription)
                }
                Effect::Unsubscribe { subscription } => self.subscriptions.remove(subscription),
                Effect::RaiseIncident { incident, .. } => self.incidents.insert(*incident),
                Effect::ResolveIncident { incident } => self.incidents.remove(incident),
                Effect::Ended { .. } => *self == Self::default(),
            };
            assert!(known, "opened twice, or closed without being open: {effect:?} in {effects:?}");
        }
    }

    /// What must be open according to the state.
    pub fn of(model: &Model, state: &State) -> Self {
        let waiting = |wanted: fn(&Element) -> bool| {
            let tokens = state.tokens.iter().filter(|(_, token)| token.phase == Phase::Waiting);
            // The token of a whole multi-instance owns a scope; its instances do the work.
            let tokens = tokens.filter(|(id, _)| !state.scopes.values().any(|scope| scope.owner == Some(**id)));
            let fits = tokens.filter(|(_, token)| model.node(token.node).is_some_and(|node| wanted(&node.element)));
            fits.map(|(id, token)| (*id, token.visit)).collect()
        };
        Self {
            tasks: waiting(|element| matches!(element, Element::UserTask(_))),
            services: waiting(|element| matches!(element, Element::ServiceTask(_))),
            calls: waiting(|element| matches!(element, Element::CallActivity(_))),
            timers: state.timers.keys().copied().collect(),
            subscriptions: state
                .subscriptions
                .iter()
                .filter(|(_, subscription)| subscription.kind != SubscriptionKind::Condition)
                .map(|(id, _)| *id)
                .collect(),
            incidents: state.incidents.keys().copied().collect(),
        }
    }
}

fn true_on_retry(command: &Command) -> bool {
    matches!(command, Command::RetryIncident { .. })
}
