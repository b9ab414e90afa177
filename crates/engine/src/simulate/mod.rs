//! Plays a process in memory: a script answers for people, services and messages, a virtual clock jumps from timer to
//! timer. Used by scenario tests of service packages and by the command line; pure like everything here.
//!
//! ```no_run
//! # fn play(model: &engine::Model, start: feel::Clock) {
//! let script: engine::simulate::Script =
//!     serde_json::from_value(serde_json::json!({ "answers": { "Task_Check": { "complete": { "ok": true } } } }))
//!         .unwrap_or_default();
//! let trace = engine::simulate::run(model, &script, &start);
//! assert!(trace.outcome.is_some(), "rests at {:?}", trace.open);
//! # }
//! ```

mod script;
mod trace;

use std::collections::BTreeMap;

use jiff::{Span, Timestamp};

pub use script::{Answer, Answers, IncomingMessage, IncomingSignal, Script, Timers};
pub use trace::{Line, Open, Trace, Wait};

use crate::state::{State, Subscription, SubscriptionKind, Variables};
use crate::{Command, Effect, Model, TimerId, TokenId, Visit, step};

/// How many commands one simulation may take before it is stopped.
pub const MAX_COMMANDS: usize = 1_000;

/// Plays the process from its start until it ends, rests, or [`MAX_COMMANDS`] is reached. Never fails: what goes wrong
/// is in [`Trace::stopped`] and [`Trace::open`].
pub fn run(model: &Model, script: &Script, start: &feel::Clock) -> Trace {
    let mut player = Player::new(model, script, start.clone());
    if let Some(wrong) = find_wrong_wait(script) {
        return player.finish(Some(wrong));
    }
    let variables = script.variables.clone();
    let stopped = match (&script.start_message, &script.start_at) {
        (Some(name), _) => player.send(&Command::StartByMessage { name: name.clone(), variables }),
        (None, Some(element)) => player.send(&Command::StartAt { element: element.clone(), variables }),
        (None, None) => player.send(&Command::Start { variables }),
    };
    let stopped = stopped.or_else(|| player.play());
    player.finish(stopped)
}

/// A waiting time in the script that is no duration, as a sentence.
fn find_wrong_wait(script: &Script) -> Option<String> {
    script.answers.iter().find_map(|(key, answers)| {
        let Answers::Each(list) = answers else { return None };
        let wrong = |answer: &&Answer| matches!(answer, Answer::Wait(span) if span.parse::<Span>().is_err());
        list.iter().find(wrong).map(|_| format!("A waiting time for \"{key}\" is not a duration like P3D."))
    })
}

/// What is open.
#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Task,
    Service(String),
    Call(String),
}

/// An open task, service call or process call.
struct Work {
    token: TokenId,
    visit: Visit,
    element: String,
    kind: Kind,
    not_before: Timestamp,
}

struct Player<'p> {
    model: &'p Model,
    script: &'p Script,
    clock: feel::Clock,
    state: State,
    lines: Vec<Line>,
    effects: Vec<Effect>,
    work: Vec<Work>,
    used_answers: BTreeMap<String, usize>,
    next_message: usize,
    next_signal: usize,
    commands: usize,
}

impl<'p> Player<'p> {
    fn new(model: &'p Model, script: &'p Script, clock: feel::Clock) -> Self {
        Self {
            model,
            script,
            clock,
            state: State::new(),
            lines: Vec::new(),
            effects: Vec::new(),
            work: Vec::new(),
            used_answers: BTreeMap::new(),
            next_message: 0,
            next_signal: 0,
            commands: 0,
        }
    }

    /// Carries out one command; a sentence when the simulation must stop.
    fn send(&mut self, command: &Command) -> Option<String> {
        self.commands += 1;
        if self.commands > MAX_COMMANDS {
            return Some(format!("Stopped after {MAX_COMMANDS} commands; there may be an endless loop."));
        }
        let outcome = match step(self.model, &self.state, command, &self.clock) {
            Ok(outcome) => outcome,
            Err(rejection) => return Some(rejection.to_string()),
        };
        self.state = outcome.state;
        self.lines.extend(outcome.events.iter().map(|event| trace::line(self.model, self.clock.now, event)));
        for effect in &outcome.effects {
            self.note(effect);
        }
        self.effects.extend(outcome.effects);
        None
    }

    fn note(&mut self, effect: &Effect) {
        let now = self.clock.now;
        match effect {
            Effect::OpenTask { token, visit, element, .. } => {
                let element = element.clone();
                self.work.push(Work { token: *token, visit: *visit, element, kind: Kind::Task, not_before: now });
            }
            Effect::CallService { token, visit, element, topic, .. } => {
                let (element, kind) = (element.clone(), Kind::Service(topic.clone()));
                self.work.push(Work { token: *token, visit: *visit, element, kind, not_before: now });
            }
            Effect::CallProcess { token, visit, element, called, .. } => {
                let (element, kind) = (element.clone(), Kind::Call(called.clone()));
                self.work.push(Work { token: *token, visit: *visit, element, kind, not_before: now });
            }
            Effect::CloseTask { token, visit }
            | Effect::CancelService { token, visit }
            | Effect::CancelCall { token, visit } => {
                self.work.retain(|work| (work.token, work.visit) != (*token, *visit));
            }
            _ => {}
        }
    }

    fn play(&mut self) -> Option<String> {
        loop {
            let command = self.next_answer().or_else(|| self.next_message()).or_else(|| self.next_signal());
            let command = match command {
                Some(command) => command,
                None => match self.next_moment()? {
                    Some(timer) => Command::FireTimer { timer },
                    None => continue,
                },
            };
            if let Some(stopped) = self.send(&command) {
                return Some(stopped);
            }
        }
    }

    /// The next answer to the oldest open work that has one and is not told to wait.
    fn next_answer(&mut self) -> Option<Command> {
        let mut at = 0;
        while at < self.work.len() {
            if self.work[at].not_before > self.clock.now {
                at += 1;
                continue;
            }
            let Some((key, answer)) = self.answer_for(&self.work[at]) else {
                at += 1;
                continue;
            };
            *self.used_answers.entry(key).or_insert(0) += 1;
            if let Answer::Wait(span) = &answer {
                self.work[at].not_before = self.later(span);
                continue;
            }
            // After an escalation the work is still open.
            let stays = matches!(answer, Answer::Escalate { .. });
            let command = command(&self.work[at], answer);
            if !stays {
                self.work.remove(at);
            }
            return Some(command);
        }
        None
    }

    fn answer_for(&self, work: &Work) -> Option<(String, Answer)> {
        let second = match &work.kind {
            Kind::Task => None,
            Kind::Service(name) | Kind::Call(name) => Some(name),
        };
        let keys = std::iter::once(&work.element).chain(second);
        let (key, answers) = keys.filter_map(|key| self.script.answers.get_key_value(key)).next()?;
        let answer = match answers {
            Answers::Always(Answer::Wait(_) | Answer::Escalate { .. }) => None,
            Answers::Always(answer) => Some(answer),
            Answers::Each(list) => list.get(self.used_answers.get(key).copied().unwrap_or(0)),
        };
        answer.map(|answer| (key.clone(), answer.clone()))
    }

    fn later(&self, span: &str) -> Timestamp {
        let span: Span = span.parse().unwrap_or_default();
        let later = self.clock.now.to_zoned(self.clock.zone.clone()).checked_add(span);
        later.map_or(self.clock.now, |later| later.timestamp())
    }

    fn next_message(&mut self) -> Option<Command> {
        let message = self.script.messages.get(self.next_message)?;
        let waited_for = self.state.subscriptions.values().any(|subscription| {
            subscription.kind == SubscriptionKind::Message
                && subscription.message == message.name
                && (subscription.key.is_none() || subscription.key == message.key)
        });
        if !waited_for {
            return None;
        }
        self.next_message += 1;
        let IncomingMessage { name, key, variables } = message.clone();
        Some(Command::DeliverMessage { name, key, variables })
    }

    /// The next signal of the script, once something waits for it.
    fn next_signal(&mut self) -> Option<Command> {
        let signal = self.script.signals.get(self.next_signal)?;
        let waits = |s: &Subscription| s.kind == SubscriptionKind::Signal && s.message == signal.name;
        if !self.state.subscriptions.values().any(waits) {
            return None;
        }
        self.next_signal += 1;
        let IncomingSignal { name, variables } = signal.clone();
        Some(Command::DeliverSignal { name, variables })
    }

    /// Jumps to the next moment at which something happens: `Some(Some(timer))` fires, `Some(None)` ends a wait of the
    /// script, `None` means that the simulation rests.
    fn next_moment(&mut self) -> Option<Option<TimerId>> {
        let fire = self.script.timers == Timers::Fire;
        let timers = self.state.timers.iter().filter(|_| fire).map(|(id, timer)| (timer.due, Some(*id)));
        let waits =
            self.work.iter().filter(|work| work.not_before > self.clock.now).map(|work| (work.not_before, None));
        let (at, timer) = waits.chain(timers).min()?;
        self.clock.now = self.clock.now.max(at);
        Some(timer)
    }

    fn finish(self, stopped: Option<String>) -> Trace {
        let open = self.open();
        let unused = self.unused();
        let outcome = self.state.outcome().cloned();
        Trace { lines: self.lines, effects: self.effects, outcome, open, stopped, unused, state: self.state }
    }

    fn open(&self) -> Vec<Open> {
        let element = |node| self.model.node(node).map_or_else(String::new, |node| node.id.clone());
        let work = self.work.iter().map(|work| Open {
            element: work.element.clone(),
            wait: match &work.kind {
                Kind::Task => Wait::Task,
                Kind::Service(topic) => Wait::Service { topic: topic.clone() },
                Kind::Call(called) => Wait::Process { called: called.clone() },
            },
        });
        let messages = self.state.subscriptions.values().map(|waits| Open {
            element: element(waits.node),
            wait: match waits.kind {
                SubscriptionKind::Message => Wait::Message { name: waits.message.clone(), key: waits.key.clone() },
                SubscriptionKind::Signal => Wait::Signal { name: waits.message.clone() },
                SubscriptionKind::Condition => Wait::Condition,
            },
        });
        let timers = self.state.timers.values();
        let timers = timers.map(|timer| Open { element: element(timer.node), wait: Wait::Timer { due: timer.due } });
        let incidents = self.state.incidents.values().map(|incident| Open {
            element: element(incident.node),
            wait: Wait::Incident { message: incident.message.clone() },
        });
        work.chain(messages).chain(timers).chain(incidents).collect()
    }

    fn unused(&self) -> Vec<String> {
        let mut unused = Vec::new();
        for (key, answers) in &self.script.answers {
            let used = self.used_answers.get(key).copied().unwrap_or(0);
            match answers {
                Answers::Each(list) if used < list.len() => {
                    unused.push(format!(
                        "{} of {} answers for \"{key}\" were not asked for.",
                        list.len() - used,
                        list.len()
                    ));
                }
                Answers::Always(_) if used == 0 => unused.push(format!("The answer for \"{key}\" was not asked for.")),
                _ => {}
            }
        }
        let messages = self.script.messages.iter().skip(self.next_message);
        unused.extend(messages.map(|message| format!("Nothing waited for the message \"{}\".", message.name)));
        let signals = self.script.signals.iter().skip(self.next_signal);
        unused.extend(signals.map(|signal| format!("Nothing waited for the signal \"{}\".", signal.name)));
        unused
    }
}

fn command(work: &Work, answer: Answer) -> Command {
    let (token, visit) = (work.token, work.visit);
    match answer {
        Answer::Complete(variables) => match work.kind {
            Kind::Task => Command::CompleteTask { token, visit, variables },
            Kind::Service(_) => Command::CompleteService { token, visit, variables },
            Kind::Call(_) => Command::CompleteCall { token, visit, variables },
        },
        Answer::Escalate { code, variables } => Command::ThrowEscalation { token, visit, code, variables },
        Answer::Error { code, message, variables } => Command::ThrowError { token, visit, code, message, variables },
        Answer::Fail(message) => Command::FailService { token, visit, message, retries_left: 0 },
        Answer::Wait(_) => Command::SetVariables { variables: Variables::new() },
    }
}
