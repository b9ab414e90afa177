//! Evaluating a model: decisions in the order of their requirements, functions of knowledge models and services.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use feel::{Context, Fault, Foreign, Function, Kind, Parameter, Run, Value};

use crate::explanation::{DecisionExplanation, Explanation};
use crate::graph::{Element, ElementId, Graph, Requirement, Role, Service};
use crate::logic::{Boxed, FunctionLogic};

/// The explanation being written. Behind a lock as functions, which may be called from anywhere, write into it too.
pub(crate) type Trace = Arc<Mutex<Explanation>>;

/// The entry the tables now evaluated write into.
pub(crate) fn with_current(trace: &Trace, write: impl FnOnce(&mut DecisionExplanation)) {
    let mut explanation = trace.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(current) = explanation.decisions.last_mut() {
        write(current);
    }
}

/// Puts a remark down at the current decision.
pub(crate) fn remark(trace: &Trace, text: String) {
    let mut explanation = trace.lock().unwrap_or_else(PoisonError::into_inner);
    match explanation.decisions.last_mut() {
        Some(current) => current.remarks.push(text),
        None => explanation.remarks.push(text),
    }
}

/// One call of a model.
pub(crate) struct Session {
    graph: Arc<Graph>,
    trace: Trace,
}

impl Session {
    pub(crate) fn new(graph: Arc<Graph>) -> Self {
        Self { graph, trace: Trace::default() }
    }

    pub(crate) fn into_explanation(self) -> Explanation {
        std::mem::take(&mut *self.trace.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The value of an element for these inputs.
    pub(crate) fn answer(&self, id: ElementId, inputs: &Context, run: &Run<'_>) -> Result<Value, Fault> {
        match &self.graph.elements[id].role {
            Role::Input => Ok(Value::Null),
            Role::Decision(_) => {
                let values = self.evaluate(&[id], HashMap::new(), inputs, run)?;
                Ok(values.get(&id).cloned().unwrap_or_default())
            }
            Role::Knowledge(logic) => {
                let arguments =
                    logic.parameters.iter().map(|parameter| inputs.get(&parameter.name).cloned().unwrap_or_default());
                self.function(id).call(arguments.collect(), run)
            }
            Role::Service(service) => {
                let missing = service.inputs.iter().find(|input| {
                    let element = &self.graph.elements[input.target];
                    self.input_of(element, inputs).is_none()
                });
                if let Some(missing) = missing {
                    let name = &self.graph.elements[missing.target].name;
                    remark(&self.trace, format!("The parameter {name} is missing."));
                }
                let arguments = service
                    .inputs
                    .iter()
                    .map(|input| self.input_of(&self.graph.elements[input.target], inputs).unwrap_or_default());
                let arguments: Vec<Value> = arguments.collect();
                self.function(id).call(arguments, run)
            }
        }
    }

    /// An input by its name, or inside of a context that carries the inputs of an import.
    fn input_of(&self, element: &Element, inputs: &Context) -> Option<Value> {
        inputs
            .get(&element.name)
            .cloned()
            .or_else(|| inputs.iter().find_map(|(_, value)| value.as_context()?.get(&element.name).cloned()))
    }

    /// The values of the targets and all they need.
    fn evaluate(
        &self,
        targets: &[ElementId],
        given: HashMap<ElementId, Value>,
        inputs: &Context,
        run: &Run<'_>,
    ) -> Result<HashMap<ElementId, Value>, Fault> {
        let order = self.graph.order(targets, &|id| given.contains_key(&id));
        let mut values = given;
        for id in order {
            run.charge(1)?;
            let element = &self.graph.elements[id];
            let value = match &element.role {
                Role::Input => {
                    let value = self.input_of(element, inputs).unwrap_or_default();
                    self.conform(element, value, run)?
                }
                Role::Decision(logic) => self.decision(element, logic.as_ref(), &values, run)?,
                Role::Knowledge(_) | Role::Service(_) => Value::Function(Arc::new(self.function(id))),
            };
            values.insert(id, value);
        }
        Ok(values)
    }

    fn decision(
        &self,
        element: &Element,
        logic: Option<&Boxed>,
        values: &HashMap<ElementId, Value>,
        run: &Run<'_>,
    ) -> Result<Value, Fault> {
        let scope = self.scope(&element.requires, values);
        let inputs: Context = scope
            .iter()
            .filter(|(_, value)| !matches!(value, Value::Function(_)))
            .map(|(name, value)| (name, value.clone()))
            .collect();
        self.trace.lock().unwrap_or_else(PoisonError::into_inner).decisions.push(DecisionExplanation {
            id: element.id.clone(),
            name: element.name.to_string(),
            inputs: Value::Context(inputs).to_json(),
            ..DecisionExplanation::default()
        });
        let value = match logic {
            Some(boxed) => boxed.evaluate(&scope, &self.trace, run)?,
            None => Value::Null,
        };
        let value = self.conform(element, value, run)?;
        with_current(&self.trace, |current| current.output = value.to_json());
        Ok(value)
    }

    /// The names an element sees: what it requires, those of other files inside a context named like the import.
    fn scope(&self, requires: &[Requirement], values: &HashMap<ElementId, Value>) -> Context {
        let mut scope = Context::new();
        for requirement in requires {
            let value = values.get(&requirement.target).cloned().unwrap_or_default();
            let name = &self.graph.elements[requirement.target].name;
            match &requirement.import {
                None => {
                    scope.insert(name.clone(), value);
                }
                Some(import) => {
                    let mut inner = scope.get(import).and_then(Value::as_context).cloned().unwrap_or_default();
                    inner.insert(name.clone(), value);
                    scope.insert(import.clone(), inner);
                }
            }
        }
        scope
    }

    fn conform(&self, element: &Element, value: Value, run: &Run<'_>) -> Result<Value, Fault> {
        let Some(item) = &element.item else { return Ok(value) };
        match item.conform(value, run)? {
            Some(value) => Ok(value),
            None => {
                remark(&self.trace, format!("The value of {} is not of its declared type.", element.name));
                Ok(Value::Null)
            }
        }
    }

    /// A knowledge model or a decision service as a function.
    fn function(&self, id: ElementId) -> Function {
        let graph = self.graph.clone();
        let trace = self.trace.clone();
        let parameters = match &graph.elements[id].role {
            Role::Knowledge(logic) => logic.parameters.clone(),
            Role::Service(service) => service.inputs.iter().map(|input| self.parameter(input)).collect(),
            Role::Input | Role::Decision(_) => Vec::new(),
        };
        Function::foreign(parameters, Arc::new(ElementFunction { graph, trace, id }))
    }

    fn parameter(&self, input: &Requirement) -> Parameter {
        let element = &self.graph.elements[input.target];
        let kind = element.item.as_ref().map_or(Kind::Any, |item| item.kind.clone());
        Parameter { name: element.name.clone(), kind }
    }
}

/// A knowledge model or a decision service that FEEL can call.
struct ElementFunction {
    graph: Arc<Graph>,
    trace: Trace,
    id: ElementId,
}

impl Foreign for ElementFunction {
    fn call(&self, arguments: &[Value], run: &Run<'_>) -> Result<Value, Fault> {
        let session = Session { graph: self.graph.clone(), trace: self.trace.clone() };
        let element = &self.graph.elements[self.id];
        match &element.role {
            Role::Knowledge(logic) => session.knowledge(element, logic, arguments, run),
            Role::Service(service) => session.service(element, service, arguments, run),
            Role::Input | Role::Decision(_) => Ok(Value::Null),
        }
    }
}

impl Session {
    fn knowledge(
        &self,
        element: &Element,
        logic: &FunctionLogic,
        arguments: &[Value],
        run: &Run<'_>,
    ) -> Result<Value, Fault> {
        let targets: Vec<ElementId> = element.requires.iter().map(|requirement| requirement.target).collect();
        let values = self.evaluate(&targets, HashMap::new(), &Context::new(), run)?;
        let scope = self.scope(&element.requires, &values);
        let value = logic.evaluate(arguments, &scope, &self.trace, run)?;
        match &element.item {
            Some(item) if !matches!(item.kind, Kind::Function(..)) => Ok(item.conform(value, run)?.unwrap_or_default()),
            Some(item) => match &item.kind {
                Kind::Function(_, result) => Ok(result.coerce(value)),
                _ => Ok(value),
            },
            None => Ok(value),
        }
    }

    /// Arguments stand for the inputs, also where an input is a decision that could be evaluated.
    fn service(
        &self,
        element: &Element,
        service: &Service,
        arguments: &[Value],
        run: &Run<'_>,
    ) -> Result<Value, Fault> {
        let mut given = HashMap::new();
        for (input, value) in service.inputs.iter().zip(arguments) {
            let value = self.conform(&self.graph.elements[input.target], value.clone(), run)?;
            given.insert(input.target, value);
        }
        let targets: Vec<ElementId> = service.outputs.iter().map(|output| output.target).collect();
        let values = self.evaluate(&targets, given, &Context::new(), run)?;
        let value_of = |id: &ElementId| values.get(id).cloned().unwrap_or_default();
        let value = match targets.as_slice() {
            [only] => value_of(only),
            several => {
                Value::Context(several.iter().map(|id| (self.graph.elements[*id].name.clone(), value_of(id))).collect())
            }
        };
        match &element.item {
            Some(item) if !matches!(item.kind, Kind::Function(..)) => self.conform(element, value, run),
            _ => Ok(value),
        }
    }
}
