//! Where and how instances of a model may begin, so that a host can arm timers, messages and signals for it.

use jiff::Timestamp;

use crate::elements::{Element, StartEvent, Trigger};
use crate::expression::Sight;
use crate::state::Variables;
use crate::{Cycle, Model, NodeId, schedule};

/// One start event of the process itself.
#[derive(Debug, Clone, Copy)]
pub struct Start<'m> {
    /// Its node.
    pub node: NodeId,
    /// Its BPMN id, for [`crate::Command::StartAt`].
    pub element: &'m str,
    /// What starts it; `None` is a plain start ([`crate::Command::Start`]).
    pub trigger: Option<&'m Trigger>,
}

impl Model {
    /// The start events of the process: plain ones, and those that a timer, a message or a signal starts.
    pub fn starts(&self) -> Vec<Start<'_>> {
        let starts = self.scopes.first().map(|scope| scope.starts.as_slice()).unwrap_or_default();
        let start = |id: &NodeId| {
            let node = self.node(*id)?;
            let Element::StartEvent(StartEvent { trigger, .. }) = &node.element else { return None };
            Some(Start { node: *id, element: &node.id, trigger: trigger.as_ref() })
        };
        starts.iter().filter_map(start).collect()
    }
}

impl Start<'_> {
    /// When a timer start fires first after `clock.now`, and what follows. `None` for other starts. The error is a
    /// sentence.
    pub fn first(&self, clock: &feel::Clock) -> Result<Option<(Timestamp, Option<Cycle>)>, String> {
        let Some(Trigger::Timer(schedule)) = self.trigger else { return Ok(None) };
        let run = feel::Run::new(clock, feel::Limits::default());
        schedule.due(&Sight::new(Vec::new(), &run)).map(Some).map_err(|fault| fault.message)
    }

    /// Whether the condition of a conditional start is true with these variables; false for other starts. The error is a
    /// sentence.
    pub fn holds(&self, variables: &Variables, clock: &feel::Clock) -> Result<bool, String> {
        let Some(Trigger::Condition(condition)) = self.trigger else { return Ok(false) };
        let run = feel::Run::new(clock, feel::Limits::default());
        let value = Sight::new(vec![variables], &run).value(condition);
        value.map(|value| value == serde_json::Value::Bool(true)).map_err(|fault| fault.message)
    }

    /// The next time of a cycle that was due at `due`; `None` when it is over. Missed times are skipped.
    pub fn next(&self, due: Timestamp, cycle: &Cycle, clock: &feel::Clock) -> Option<(Timestamp, Cycle)> {
        schedule::next_time(due, cycle, clock)
    }
}
