//! A loaded model, ready to decide.

use std::sync::Arc;

use feel::{Clock, Context, Fault, Limits, Run, Value};

use crate::decide::Session;
use crate::explanation::{Decided, Explanation};
use crate::graph::{ElementId, Graph, Role};

/// A model that was read and checked. Cheap to clone and share.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) graph: Arc<Graph>,
}

/// What a decision is called and needs.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct DecisionSummary {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The names of the input data it needs, directly or through other decisions.
    pub inputs: Vec<String>,
}

impl Model {
    /// Evaluates a decision, a decision service or a business knowledge model, named by its id or name; the latter two take
    /// their parameters from `inputs`. An unknown one gives null and says so in the explanation.
    pub fn decide(&self, decision: &str, inputs: &Context, clock: &Clock) -> Result<Decided, Fault> {
        self.decide_with_limits(decision, inputs, clock, Limits::default())
    }

    /// Like [`Model::decide`], under these limits.
    pub fn decide_with_limits(
        &self,
        decision: &str,
        inputs: &Context,
        clock: &Clock,
        limits: Limits,
    ) -> Result<Decided, Fault> {
        let Some(id) = self.graph.find(decision) else {
            let remark = format!("The model has no decision named {decision}.");
            let explanation = Explanation { decisions: Vec::new(), remarks: vec![remark] };
            return Ok(Decided { value: Value::Null, explanation });
        };
        let run = Run::new(clock, limits);
        let session = Session::new(self.graph.clone());
        let value = session.answer(id, inputs, &run)?;
        Ok(Decided { value, explanation: session.into_explanation() })
    }

    /// The decisions of the model, without those of imported ones.
    pub fn decisions(&self) -> Vec<DecisionSummary> {
        let own = self.graph.main_from..self.graph.elements.len();
        own.filter(|id| matches!(self.graph.elements[*id].role, Role::Decision(_))).map(|id| self.summary(id)).collect()
    }

    /// The decision services of the model.
    pub fn services(&self) -> Vec<DecisionSummary> {
        let own = self.graph.main_from..self.graph.elements.len();
        let services = own.filter_map(|id| match &self.graph.elements[id].role {
            Role::Service(service) => Some((id, service)),
            _ => None,
        });
        services
            .map(|(id, service)| {
                let inputs =
                    service.inputs.iter().map(|input| self.graph.elements[input.target].name.to_string()).collect();
                DecisionSummary { inputs, ..self.summary(id) }
            })
            .collect()
    }

    fn summary(&self, id: ElementId) -> DecisionSummary {
        let element = &self.graph.elements[id];
        let needed = self.graph.order(&[id], &|_| false);
        let inputs = needed.into_iter().filter(|id| matches!(self.graph.elements[*id].role, Role::Input));
        DecisionSummary {
            id: element.id.clone(),
            name: element.name.to_string(),
            inputs: inputs.map(|id| self.graph.elements[id].name.to_string()).collect(),
        }
    }
}
