//! Boxed expressions as read from a file: literal, context, list, relation, invocation, function, loops, table.

use std::sync::Arc;

use feel::{Expression, Parameter};
use roxmltree::Node;

use crate::item::Item;
use crate::load::Loading;
use crate::table::Table;
use crate::xml::{child, child_text, children, text_of};

/// An expression in one of its boxed forms, with the type of its value.
#[derive(Debug)]
pub(crate) struct Boxed {
    pub(crate) logic: Logic,
    pub(crate) item: Option<Item>,
}

/// The forms of boxed expressions.
#[derive(Debug)]
pub(crate) enum Logic {
    /// A FEEL text; `None` when it could not be parsed, which gives null.
    Literal(Option<Expression>),
    /// Named entries; the one without a name is the result.
    Context(Vec<Entry>),
    List(Vec<Boxed>),
    Relation {
        columns: Vec<Arc<str>>,
        rows: Vec<Vec<Boxed>>,
    },
    Invocation {
        function: Box<Boxed>,
        bindings: Vec<(Arc<str>, Boxed)>,
    },
    Function(Arc<FunctionLogic>),
    Table(Box<Table>),
    Conditional {
        condition: Box<Boxed>,
        then: Box<Boxed>,
        otherwise: Box<Boxed>,
    },
    Filter {
        list: Box<Boxed>,
        matches: Box<Boxed>,
    },
    For {
        variable: Arc<str>,
        list: Box<Boxed>,
        body: Box<Boxed>,
    },
    Quantified {
        every: bool,
        variable: Arc<str>,
        list: Box<Boxed>,
        body: Box<Boxed>,
    },
}

/// One line of a boxed context.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: Option<Arc<str>>,
    pub(crate) item: Option<Item>,
    pub(crate) value: Boxed,
}

/// A function with its parameters and body; no body when it lies outside of FEEL.
#[derive(Debug, Default)]
pub(crate) struct FunctionLogic {
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) items: Vec<Option<Item>>,
    pub(crate) body: Option<Boxed>,
    pub(crate) result: Option<Item>,
}

const FORMS: [&str; 12] = [
    "literalExpression",
    "context",
    "list",
    "relation",
    "invocation",
    "functionDefinition",
    "decisionTable",
    "conditional",
    "filter",
    "for",
    "some",
    "every",
];

impl Loading<'_> {
    /// The boxed expression among the children of a node.
    pub(crate) fn boxed_child(&mut self, node: Node<'_, '_>) -> Option<Boxed> {
        let found = node.children().find(|child| child.is_element() && FORMS.contains(&child.tag_name().name()))?;
        Some(self.boxed(found))
    }

    /// The boxed expression inside of a named child; reported when missing.
    fn boxed_in(&mut self, node: Node<'_, '_>, name: &str) -> Box<Boxed> {
        let found = child(node, name).and_then(|holder| self.boxed_child(holder));
        Box::new(found.unwrap_or_else(|| {
            self.source.report(node, format!("The part <{name}> with an expression is missing."));
            Boxed { logic: Logic::Literal(None), item: None }
        }))
    }

    pub(crate) fn boxed(&mut self, node: Node<'_, '_>) -> Boxed {
        let logic = match node.tag_name().name() {
            "literalExpression" => Logic::Literal(self.literal(node)),
            "context" => Logic::Context(self.entries(node)),
            "list" => {
                let items: Vec<Node<'_, '_>> = node
                    .children()
                    .filter(|child| child.is_element() && FORMS.contains(&child.tag_name().name()))
                    .collect();
                Logic::List(items.into_iter().map(|item| self.boxed(item)).collect())
            }
            "relation" => self.relation(node),
            "invocation" => self.invocation(node),
            "functionDefinition" => Logic::Function(Arc::new(self.function(node))),
            "decisionTable" => Logic::Table(Box::new(self.table(node))),
            "conditional" => Logic::Conditional {
                condition: self.boxed_in(node, "if"),
                then: self.boxed_in(node, "then"),
                otherwise: self.boxed_in(node, "else"),
            },
            "filter" => Logic::Filter { list: self.boxed_in(node, "in"), matches: self.boxed_in(node, "match") },
            "for" => Logic::For {
                variable: node.attribute("iteratorVariable").unwrap_or("item").into(),
                list: self.boxed_in(node, "in"),
                body: self.boxed_in(node, "return"),
            },
            form => Logic::Quantified {
                every: form == "every",
                variable: node.attribute("iteratorVariable").unwrap_or("item").into(),
                list: self.boxed_in(node, "in"),
                body: self.boxed_in(node, "satisfies"),
            },
        };
        Boxed { logic, item: self.type_of(node) }
    }

    /// The FEEL text of a node, parsed. Another language, or faulty FEEL, is reported and gives `None`.
    pub(crate) fn literal(&mut self, node: Node<'_, '_>) -> Option<Expression> {
        let language = node.attribute("expressionLanguage").unwrap_or("");
        if !language.is_empty() && !language.to_lowercase().contains("feel") {
            self.source.report(node, format!("The expression language {language} is not supported; FEEL is."));
            return None;
        }
        let holder = child(node, "text")?;
        let text = text_of(holder);
        if text.trim().is_empty() {
            return None;
        }
        feel::parse_with(&text, &self.names).map_err(|problem| self.report_feel(holder, &problem)).ok()
    }

    /// Puts a problem inside of a FEEL text down at its line in the file.
    pub(crate) fn report_feel(&mut self, holder: Node<'_, '_>, problem: &feel::Problem) {
        let line = self.source.lines.line(holder) + problem.line - 1;
        let message =
            format!("{} (line {}, column {} of the expression)", problem.message, problem.line, problem.column);
        self.soft.push(self.source.problems.len());
        self.source.report_at(holder, line, message);
    }

    fn entries(&mut self, node: Node<'_, '_>) -> Vec<Entry> {
        let mut entries = Vec::new();
        for entry in children(node, "contextEntry") {
            let variable = child(entry, "variable");
            let name = variable.and_then(|variable| variable.attribute("name")).map(Arc::from);
            let item = variable.and_then(|variable| self.type_of(variable));
            let value = self.boxed_child(entry).unwrap_or_else(|| {
                self.source.report(entry, "This entry has no expression.");
                Boxed { logic: Logic::Literal(None), item: None }
            });
            entries.push(Entry { name, item, value });
        }
        entries
    }

    fn relation(&mut self, node: Node<'_, '_>) -> Logic {
        let columns: Vec<Arc<str>> =
            children(node, "column").map(|column| column.attribute("name").unwrap_or("").into()).collect();
        let mut rows = Vec::new();
        for row in children(node, "row") {
            let cells: Vec<Node<'_, '_>> =
                row.children().filter(|cell| FORMS.contains(&cell.tag_name().name())).collect();
            if cells.len() != columns.len() {
                self.source.report(row, "This row has another number of cells than the relation has columns.");
            }
            rows.push(cells.into_iter().map(|cell| self.boxed(cell)).collect());
        }
        Logic::Relation { columns, rows }
    }

    fn invocation(&mut self, node: Node<'_, '_>) -> Logic {
        let function = Box::new(self.boxed_child(node).unwrap_or_else(|| {
            self.source.report(node, "This invocation does not say what it calls.");
            Boxed { logic: Logic::Literal(None), item: None }
        }));
        let mut bindings = Vec::new();
        for binding in children(node, "binding") {
            let name = child(binding, "parameter").and_then(|parameter| parameter.attribute("name")).unwrap_or("");
            let value = self.boxed_child(binding).unwrap_or(Boxed { logic: Logic::Literal(None), item: None });
            bindings.push((name.into(), value));
        }
        Logic::Invocation { function, bindings }
    }

    pub(crate) fn function(&mut self, node: Node<'_, '_>) -> FunctionLogic {
        let mut function = FunctionLogic { result: self.type_of(node), ..FunctionLogic::default() };
        for formal in children(node, "formalParameter") {
            let item = self.type_of(formal);
            let kind = item.as_ref().map_or(feel::Kind::Any, |item| item.kind.clone());
            function.parameters.push(Parameter { name: formal.attribute("name").unwrap_or("").into(), kind });
            function.items.push(item);
        }
        let outside = matches!(node.attribute("kind"), Some("Java" | "PMML"));
        if outside {
            self.soft.push(self.source.problems.len());
            self.source.report(node, "Functions in Java or PMML are not executed; calling this one gives null.");
        } else {
            function.body = self.boxed_child(node);
        }
        function
    }

    /// The type that a node's `typeRef` names, as an attribute or a child element.
    pub(crate) fn type_of(&mut self, node: Node<'_, '_>) -> Option<Item> {
        let reference = node.attribute("typeRef").map(ToOwned::to_owned).or_else(|| child_text(node, "typeRef"))?;
        if reference.trim().is_empty() {
            return None;
        }
        let found = self.items.find(&reference);
        if found.is_none() {
            self.soft.push(self.source.problems.len());
            self.source.report(node, format!("The type {} is not defined.", reference.trim()));
        }
        found
    }
}
