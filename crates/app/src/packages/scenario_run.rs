//! Plays a scenario in memory: form, fee, process, letters and messages, with a clock that only moves when told.

use crate::calendar;
use domain::{Country, WorkingDays};
use engine::elements::Element;
use engine::{Command, Effect, Event, State, TimerId, TokenId, Visit};
use feel::Clock;
use form::{Answers, Form, Kind, Problem};
use jiff::{Timestamp, Zoned};
use serde_json::{Map, Value, json};

use super::facts::{CaseFacts, lang_of, task_answers};
use super::load::Package;
use super::scenario::{Move, Scenario};
use super::scenario_result::ScenarioResult;
use super::template::Tongue;

/// Tells the country of an authority by its key; `None` when there is no such authority.
pub type CountryOf<'a> = &'a dyn Fn(&str) -> Option<Country>;

/// More steps than this in one scenario mean that the process goes in circles.
const MOST_STEPS: usize = 1000;

/// Plays one scenario. `country_of` is asked when the scenario does not name the country of its authority.
pub fn run_scenario(package: &Package, scenario: &Scenario, country_of: CountryOf<'_>) -> ScenarioResult {
    let mut result = ScenarioResult { title: scenario.title.clone(), ..ScenarioResult::default() };
    let known = scenario.country.or_else(|| country_of(&scenario.authority));
    let country = known.or(match package.descriptor.countries.as_slice() {
        [only] => Some(*only),
        _ => None,
    });
    let Some(country) = country else {
        let message =
            format!("The authority `{}` is not known here; add `country = \"CH\"` or `\"DE\"`.", scenario.authority);
        result.failures.push(Problem::fault(&scenario.file, 1, message));
        return result;
    };
    let clock = Clock { now: scenario.submitted, zone: country.zone() };
    let answers = match &package.form {
        Some(form) => submitted_answers(form, scenario, &clock, &mut result),
        None => scenario.answers.clone(),
    };
    result.fee = package.fees.fee_for(&scenario.authority, country, &answers);
    if let Some(model) = package.process.as_deref() {
        let play = Play {
            package,
            scenario,
            model,
            clock,
            functions: calendar::functions(&WorkingDays::of(country.code())),
            country,
            answers,
            state: State::new(),
            waiting: Vec::new(),
            timers: Vec::new(),
            line: 1,
            result,
        };
        result = play.play();
    }
    result.compare(scenario);
    result
}

/// The answers as the form submits them. Optional questions without an answer count as left empty.
fn submitted_answers(form: &Form, scenario: &Scenario, clock: &Clock, result: &mut ScenarioResult) -> Answers {
    let line_of = |id: &str| scenario.answer_lines.get(id).copied().unwrap_or(1);
    let mut draft = scenario.answers.clone();
    for field in form.fields().filter(|field| field.is_question()) {
        match (&field.kind, draft.get_mut(&field.id)) {
            (Kind::File { .. }, Some(Value::Array(files))) => files.iter_mut().enumerate().for_each(|(at, file)| {
                if let Some(name) = file.as_str() {
                    let kind = name.rsplit_once('.').map_or("", |(_, ending)| ending);
                    *file = json!({ "id": format!("upload-{at}"), "name": name, "size": 1000, "type": kind });
                }
            }),
            (_, None) if !field.required => {
                draft.insert(field.id.clone(), Value::Null);
            }
            _ => {}
        }
    }
    for id in draft.keys().filter(|id| form.find_field(id).is_none()) {
        let message = format!("[answers] has `{id}`, but the form has no such field.");
        result.failures.push(Problem::fault(&scenario.file, line_of(id), message));
    }
    let journey = form::journey(form, &draft, clock);
    if let Some(page) = journey.first_open() {
        let step = journey.find_step(page);
        let wrong = step.and_then(|step| step.problems.first());
        let wrong = wrong.map(|problem| (problem.field.clone(), problem.code.to_owned()));
        let missing = step.and_then(|step| step.shown.iter().find(|id| !journey.answers_on_path.contains_key(*id)));
        let missing = missing.map(|id| (id.clone(), "has no answer of its kind".to_owned()));
        let (id, what) = wrong.or(missing).unwrap_or_default();
        let message = format!("The answers do not complete the page `{page}`: `{id}`: {what}.");
        result.failures.push(Problem::fault(&scenario.file, line_of(&id), message));
    }
    journey.answers_on_path
}

/// Something the process waits for.
struct Waiting {
    element: String,
    token: TokenId,
    visit: Visit,
    /// Another process is called; otherwise a person is asked.
    is_call: bool,
}

struct Play<'p> {
    package: &'p Package,
    scenario: &'p Scenario,
    model: &'p engine::Model,
    clock: Clock,
    /// The working days of the whole country.
    functions: feel::Context,
    country: Country,
    answers: Answers,
    state: State,
    waiting: Vec<Waiting>,
    timers: Vec<(Timestamp, TimerId)>,
    /// Line of the step being played.
    line: usize,
    result: ScenarioResult,
}

impl Play<'_> {
    fn play(mut self) -> ScenarioResult {
        let variables = self.facts().variables();
        self.step(Command::Start { variables });
        for (at, step) in self.scenario.steps.iter().enumerate() {
            self.line = step.line;
            if let Some(element) = &step.waits
                && !self.waits_at(element)
            {
                let message = format!("Step {}: nothing waits at `{element}`; {}.", at + 1, self.where_it_waits());
                self.fail(step.line, message);
                break;
            }
            match &step.action {
                Move::Complete(variables) => self.complete(step.waits.as_deref(), variables.clone()),
                Move::Answer(given) => {
                    let variables = task_answers(&self.answers, given);
                    self.answers.extend(given.clone());
                    self.complete(step.waits.as_deref(), variables);
                }
                Move::Message(name, variables) => {
                    self.note(format!("message {name} arrives"));
                    let waiting = self.state.subscriptions.values().find(|waiting| waiting.message == *name);
                    let key = waiting.and_then(|waiting| waiting.key.clone());
                    self.step(Command::DeliverMessage { name: name.clone(), key, variables: variables.clone() });
                }
                Move::Pass(span) => self.pass(*span, step.line),
            }
        }
        self.result.variables = self.state.variables().cloned().unwrap_or(self.result.variables);
        if let Some(incident) = self.state.incidents.values().next() {
            let message = format!("The process stands still: {}", incident.message);
            self.fail(self.scenario.expect.line, message);
        }
        let expect = &self.scenario.expect;
        match (&expect.waiting, self.state.outcome()) {
            (Some(element), _) if !self.waits_at(element) => {
                let message = format!("Expected to wait at `{element}`, but {}.", self.where_it_waits());
                self.fail(expect.line, message);
            }
            (None, None) if expect.end.is_some() => {
                let message = format!("The process has not ended: {}.", self.where_it_waits());
                self.fail(expect.line, message);
            }
            _ => {}
        }
        self.result
    }

    fn facts(&self) -> CaseFacts<'_> {
        CaseFacts {
            reference: "2026-BEISPIEL",
            submitted: self.scenario.submitted.to_zoned(self.clock.zone.clone()).date(),
            authority: &self.scenario.authority,
            authority_name: &self.scenario.authority,
            country: self.country,
            applicant: &self.scenario.applicant,
            answers: &self.answers,
            fee: self.result.fee,
        }
    }

    /// One command and everything that services answer to it by themselves.
    fn step(&mut self, first: Command) {
        let mut commands = std::collections::VecDeque::from([first]);
        for _ in 0..MOST_STEPS {
            let Some(command) = commands.pop_front() else { return };
            match engine::step_with(self.model, &self.state, &command, &self.clock, &self.functions) {
                Ok(outcome) => {
                    self.state = outcome.state;
                    self.keep_variables();
                    outcome.events.iter().for_each(|event| self.see(event));
                    for effect in outcome.effects {
                        commands.extend(self.carry_out(effect));
                    }
                }
                Err(rejection) => return self.fail(self.line, format!("The process refuses: {rejection}")),
            }
        }
        self.fail(self.line, format!("The process took more than {MOST_STEPS} steps without waiting."));
    }

    /// The variables go with the process when it ends, so the last ones seen are kept.
    fn keep_variables(&mut self) {
        if let Some(variables) = self.state.variables() {
            self.result.variables = variables.clone();
        }
    }

    fn see(&mut self, event: &Event) {
        match event {
            Event::TokenEnded { node, .. } => {
                if let Some(node) = self.model.node(*node)
                    && matches!(node.element, Element::EndEvent(_))
                {
                    self.result.end = Some(node.id.clone());
                    let line = format!("end: {}", node.label());
                    self.note(line);
                }
            }
            Event::OutputsMapped { variables, .. } | Event::Completed { variables, .. } => {
                self.result.variables.extend(variables.clone());
            }
            Event::Decided { decision, variables, .. } => {
                let line = format!("decision {decision}: {}", Value::Object(variables.clone()));
                self.note(line);
            }
            _ => {}
        }
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Command> {
        match effect {
            Effect::OpenTask { token, visit, element, name, .. } => {
                self.note(format!("task: {name}"));
                self.result.tasks.push(element.clone());
                self.waiting.push(Waiting { element, token, visit, is_call: false });
            }
            Effect::CloseTask { token, .. }
            | Effect::CancelService { token, .. }
            | Effect::CancelCall { token, .. } => {
                self.waiting.retain(|waiting| waiting.token != token);
            }
            Effect::CallService { token, visit, topic, input, .. } => {
                return Some(self.serve(token, visit, &topic, &input));
            }
            Effect::ArmTimer { timer, due, .. } => {
                self.timers.retain(|(_, other)| *other != timer);
                self.timers.push((due, timer));
            }
            Effect::DisarmTimer { timer } => self.timers.retain(|(_, other)| *other != timer),
            Effect::RaiseIncident { message, .. } => self.note(format!("incident: {message}")),
            Effect::CallProcess { called, token, visit, element, .. } => {
                self.note(format!("calls the process {called}"));
                self.waiting.push(Waiting { element, token, visit, is_call: true });
            }
            Effect::SendMessage { message, .. } => self.note(format!("message {message} is sent")),
            Effect::BroadcastSignal { name, .. } => self.note(format!("signal {name} is broadcast")),
            Effect::Subscribe { .. }
            | Effect::SubscribeSignal { .. }
            | Effect::Escalate { .. }
            | Effect::Unsubscribe { .. }
            | Effect::ResolveIncident { .. }
            | Effect::Ended { .. } => {}
        }
        None
    }

    /// What the portal would do for a service task, with the scenario's registers.
    fn serve(&mut self, token: TokenId, visit: Visit, topic: &str, input: &Map<String, Value>) -> Command {
        let text = |key: &str| input.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut variables = Map::new();
        self.note(format!("{topic}: {}", ["register", "letter", "message", "outcome", "status"].map(text).concat()));
        match topic {
            "register.lookup" => match self.scenario.registers.get(&text("register")) {
                Some(record) => {
                    variables.insert("record".to_owned(), record.clone());
                    let source = json!({ "name": text("register"), "looked_up": self.clock.now.to_string() });
                    variables.insert("source".to_owned(), source);
                }
                None => {
                    let (code, message) = ("not-found".to_owned(), "The register has no entry.".to_owned());
                    return Command::ThrowError { token, visit, code, message, variables };
                }
            },
            "letter.produce" => {
                let name = text("letter");
                self.write_letter(&name, input);
                variables.insert("document".to_owned(), format!("document-{}", self.result.letters.len()).into());
            }
            "message.send" => self.write_message(&text("message"), input),
            "case.decide" => self.result.outcome = Some(text("outcome")),
            _ => {}
        }
        Command::CompleteService { token, visit, variables }
    }

    fn write_letter(&mut self, name: &str, input: &Map<String, Value>) {
        let applicant = self.scenario.applicant.get("language");
        let lang = lang_of(input.get("language").or(applicant).and_then(Value::as_str));
        let tongue = Tongue { lang, country: self.country };
        let Some(letter) = self.package.letters.get(name) else {
            return self.fail(self.scenario.expect.line, format!("There is no letter `{name}`."));
        };
        let variables = self.facts().letter_variables(self.package, input, tongue);
        let written = letter.write(&variables, &self.clock, tongue);
        for gap in &written.gaps {
            let message = format!("The letter `{name}` has a gap: {{{gap}}} gives nothing.");
            self.fail(self.scenario.expect.line, message);
        }
        self.result.letters.push((name.to_owned(), written));
    }

    fn write_message(&mut self, name: &str, input: &Map<String, Value>) {
        let lang = lang_of(self.scenario.applicant.get("language").and_then(Value::as_str));
        let tongue = Tongue { lang, country: self.country };
        let texts = self.package.texts_in(tongue);
        let Some(message) = texts.messages.get(name) else {
            return self.fail(self.scenario.expect.line, format!("There is no message `{name}`."));
        };
        let variables = self.facts().letter_variables(self.package, input, tongue);
        let written = message.write(&variables, &self.clock, tongue);
        for gap in &written.gaps {
            let message = format!("The message `{name}` has a gap: {{{gap}}} gives nothing.");
            self.fail(self.scenario.expect.line, message);
        }
        self.result.messages.push((name.to_owned(), written));
    }

    fn complete(&mut self, element: Option<&str>, variables: Map<String, Value>) {
        let found = self.waiting.iter().position(|waiting| Some(waiting.element.as_str()) == element);
        let Some(at) = found else {
            let message = format!("`{}` is no open task or call that could be completed.", element.unwrap_or_default());
            return self.fail(self.line, message);
        };
        let Waiting { token, visit, element, is_call } = self.waiting.remove(at);
        self.note(format!("done: {element}"));
        self.step(match is_call {
            true => Command::CompleteCall { token, visit, variables },
            false => Command::CompleteTask { token, visit, variables },
        });
    }

    /// Lets time pass; timers fire at their own moments.
    fn pass(&mut self, span: jiff::Span, line: usize) {
        let now = Zoned::new(self.clock.now, self.clock.zone.clone());
        let Ok(until) = now.checked_add(span).map(|zoned| zoned.timestamp()) else {
            return self.fail(line, "So much time cannot pass.".to_owned());
        };
        for _ in 0..MOST_STEPS {
            let next = self.timers.iter().filter(|(due, _)| *due <= until).min().copied();
            let Some((due, timer)) = next else { break };
            self.timers.retain(|(_, other)| *other != timer);
            self.clock.now = self.clock.now.max(due);
            self.note("a deadline passes".to_owned());
            self.step(Command::FireTimer { timer });
        }
        self.clock.now = until;
    }

    fn waits_at(&self, element: &str) -> bool {
        self.open_elements().iter().any(|open| open == element)
    }

    fn open_elements(&self) -> Vec<String> {
        self.state.tokens.values().filter_map(|token| Some(self.model.node(token.node)?.id.clone())).collect()
    }

    fn where_it_waits(&self) -> String {
        match (&self.result.end, self.open_elements()) {
            (_, open) if !open.is_empty() => format!("it waits at {}", open.join(", ")),
            (Some(end), _) => format!("it ended at `{end}`"),
            (None, _) => "it ended".to_owned(),
        }
    }

    fn note(&mut self, line: String) {
        let day = self.clock.now.to_zoned(self.clock.zone.clone()).date();
        self.result.trail.push(format!("{day} {line}"));
    }

    fn fail(&mut self, line: usize, message: String) {
        self.result.failures.push(Problem::fault(&self.scenario.file, line.max(1), message));
    }
}
