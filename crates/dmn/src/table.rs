//! Decision tables as read from a file.

use std::sync::Arc;

use feel::{Expression, UnaryTests};
use roxmltree::Node;

use crate::item::{Item, tests};
use crate::load::Loading;
use crate::xml::{child, child_text, children, text_of};

/// A decision table.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) hit_policy: HitPolicy,
    pub(crate) inputs: Vec<Input>,
    pub(crate) outputs: Vec<Output>,
    pub(crate) rules: Vec<Rule>,
}

/// What happens when several rules match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HitPolicy {
    /// At most one rule may match.
    Unique,
    /// All that match must say the same.
    Any,
    /// The rule whose output stands first among the output values.
    Priority,
    /// The first in the order of the table.
    First,
    /// All, in the order of the table.
    RuleOrder,
    /// All, in the order of the output values.
    OutputOrder,
    /// All, as a list.
    Collect,
    Sum,
    Min,
    Max,
    Count,
}

#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) label: String,
    pub(crate) expression: Option<Expression>,
    pub(crate) item: Option<Item>,
    pub(crate) values: Option<Arc<UnaryTests>>,
}

#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) name: Arc<str>,
    pub(crate) item: Option<Item>,
    /// The values in their order of priority.
    pub(crate) values: Vec<Expression>,
    pub(crate) default: Option<Expression>,
}

#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: Option<String>,
    /// `None` where the cell is empty and so matches everything.
    pub(crate) conditions: Vec<Option<UnaryTests>>,
    pub(crate) outputs: Vec<Option<Expression>>,
    pub(crate) annotations: Vec<String>,
    /// A cell that could not be parsed: the rule never fires.
    pub(crate) broken: bool,
}

impl Loading<'_> {
    pub(crate) fn table(&mut self, node: Node<'_, '_>) -> Table {
        let hit_policy = self.hit_policy(node);
        let inputs: Vec<Input> = children(node, "input").map(|input| self.input(input)).collect();
        let outputs: Vec<Output> = children(node, "output").map(|output| self.output(output)).collect();
        if outputs.is_empty() {
            self.source.report(node, "A decision table needs an output.");
        }
        let mut rules = Vec::new();
        for rule in children(node, "rule") {
            rules.push(self.rule(rule, inputs.len(), outputs.len()));
        }
        Table { hit_policy, inputs, outputs, rules }
    }

    fn hit_policy(&mut self, node: Node<'_, '_>) -> HitPolicy {
        match (node.attribute("hitPolicy").unwrap_or("UNIQUE"), node.attribute("aggregation")) {
            ("UNIQUE" | "U", _) => HitPolicy::Unique,
            ("ANY" | "A", _) => HitPolicy::Any,
            ("PRIORITY" | "P", _) => HitPolicy::Priority,
            ("FIRST" | "F", _) => HitPolicy::First,
            ("RULE ORDER" | "R", _) => HitPolicy::RuleOrder,
            ("OUTPUT ORDER" | "O", _) => HitPolicy::OutputOrder,
            ("COLLECT" | "C", None | Some("LIST")) => HitPolicy::Collect,
            ("COLLECT" | "C", Some("SUM")) | ("C+", _) => HitPolicy::Sum,
            ("COLLECT" | "C", Some("MIN")) | ("C<", _) => HitPolicy::Min,
            ("COLLECT" | "C", Some("MAX")) | ("C>", _) => HitPolicy::Max,
            ("COLLECT" | "C", Some("COUNT")) | ("C#", _) => HitPolicy::Count,
            (policy, aggregation) => {
                let with = aggregation.map(|name| format!(" with the aggregation {name}")).unwrap_or_default();
                self.source.report(node, format!("The hit policy {policy}{with} is not known."));
                HitPolicy::Unique
            }
        }
    }

    fn input(&mut self, node: Node<'_, '_>) -> Input {
        let holder = child(node, "inputExpression");
        let text = holder.and_then(|holder| child_text(holder, "text")).unwrap_or_default();
        let label = node.attribute("label").map_or_else(|| text.trim().to_owned(), ToOwned::to_owned);
        if text.trim().is_empty() {
            self.source.report(node, "This input has no expression.");
        }
        Input {
            label,
            expression: holder.and_then(|holder| self.literal(holder)),
            item: holder.and_then(|holder| self.type_of(holder)),
            values: tests(node, "inputValues", &mut self.source),
        }
    }

    fn output(&mut self, node: Node<'_, '_>) -> Output {
        let values = child(node, "outputValues").and_then(|holder| child(holder, "text"));
        let list = values.map(|holder| (holder, format!("[{}]", text_of(holder))));
        let values = list.map_or_else(Vec::new, |(holder, text)| match feel::parse_with(&text, &self.names) {
            Ok(expression) => vec![expression],
            Err(problem) => {
                self.report_feel(holder, &problem);
                Vec::new()
            }
        });
        Output {
            name: node.attribute("name").unwrap_or("").into(),
            item: self.type_of(node),
            values,
            default: child(node, "defaultOutputEntry").and_then(|holder| self.literal(holder)),
        }
    }

    fn rule(&mut self, node: Node<'_, '_>, inputs: usize, outputs: usize) -> Rule {
        let cells: Vec<Node<'_, '_>> = children(node, "inputEntry").collect();
        let results: Vec<Node<'_, '_>> = children(node, "outputEntry").collect();
        if cells.len() != inputs || results.len() != outputs {
            self.source.report(
                node,
                format!(
                    "This rule has {} conditions and {} outputs; the table has {inputs} and {outputs}.",
                    cells.len(),
                    results.len()
                ),
            );
        }
        let mut broken = false;
        let mut conditions = Vec::new();
        for cell in cells {
            let condition = self.condition(cell);
            broken |= condition.is_err();
            conditions.push(condition.unwrap_or_default());
        }
        let outputs = results.into_iter().map(|cell| self.literal(cell)).collect();
        let annotations = children(node, "annotationEntry").filter_map(|entry| child_text(entry, "text")).collect();
        Rule { id: node.attribute("id").map(ToOwned::to_owned), conditions, outputs, annotations, broken }
    }

    fn condition(&mut self, cell: Node<'_, '_>) -> Result<Option<UnaryTests>, ()> {
        let Some(holder) = child(cell, "text") else { return Ok(None) };
        let text = text_of(holder);
        if text.trim().is_empty() || text.trim() == "-" {
            return Ok(None);
        }
        feel::parse_unary_tests_with(&text, &self.names).map(Some).map_err(|problem| self.report_feel(holder, &problem))
    }
}
