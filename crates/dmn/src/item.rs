//! Item definitions: named types with components, collections and allowed values.

use std::collections::HashMap;
use std::sync::Arc;

use feel::{Context, Fault, Kind, Names, Run, UnaryTests, Value};
use roxmltree::Node;

use crate::xml::{Source, child, child_text, children};

/// A type with what its values must satisfy beyond their kind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Item {
    pub(crate) kind: Kind,
    /// Tests on each single value.
    allowed: Option<Arc<UnaryTests>>,
    /// Tests on the value as a whole, also of a collection.
    constraint: Option<Arc<UnaryTests>>,
    components: Arc<Vec<(Arc<str>, Self)>>,
    /// The type this one is built upon, or of the elements of a collection.
    base: Option<Arc<Self>>,
    collection: bool,
    /// Whether any test is to be made here or below.
    tested: bool,
}

impl Item {
    pub(crate) fn of_kind(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }

    /// The value as this type; `None` when it does not conform.
    pub(crate) fn conform(&self, value: Value, run: &Run<'_>) -> Result<Option<Value>, Fault> {
        if value.is_null() {
            return Ok(Some(value));
        }
        run.charge(value.weight() / 8)?;
        let coerced = self.kind.coerce(value);
        if coerced.is_null() || (self.tested && !self.passes(&coerced, run)?) {
            return Ok(None);
        }
        Ok(Some(coerced))
    }

    fn passes(&self, value: &Value, run: &Run<'_>) -> Result<bool, Fault> {
        if value.is_null() || !self.tested {
            return Ok(true);
        }
        run.charge(1)?;
        let scope = Context::new();
        if let Some(constraint) = &self.constraint
            && !constraint.run(value, &scope, run)?
        {
            return Ok(false);
        }
        if self.collection {
            let Value::List(items) = value else { return Ok(true) };
            for item in items.iter() {
                if !self.one_passes(item, run)? {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        self.one_passes(value, run)
    }

    fn one_passes(&self, value: &Value, run: &Run<'_>) -> Result<bool, Fault> {
        if let Some(allowed) = &self.allowed
            && !value.is_null()
        {
            // A list built upon a simple type lists values, each of which must be allowed.
            let single = match value {
                Value::List(items) => items.to_vec(),
                other => vec![other.clone()],
            };
            for value in &single {
                if !allowed.run(value, &Context::new(), run)? {
                    return Ok(false);
                }
            }
        }
        if let Some(base) = &self.base
            && !base.passes(value, run)?
        {
            return Ok(false);
        }
        if let Value::Context(context) = value {
            for (name, component) in self.components.iter() {
                if let Some(value) = context.get(name)
                    && !component.passes(value, run)?
                {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }
}

/// The item definitions of a file, by name; those of imports as `import.name`.
#[derive(Debug, Default)]
pub(crate) struct Items {
    known: HashMap<String, Item>,
}

impl Items {
    /// Takes the types of an imported file under the name of the import.
    pub(crate) fn import(&mut self, prefix: &str, other: &Self) {
        for (name, item) in other
            .known
            .iter()
            .filter(|(name, _)| !prefix.is_empty() || !self.known.contains_key(*name))
            .collect::<Vec<_>>()
        {
            let name = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            self.known.insert(name, item.clone());
        }
    }

    /// The kinds by name, for the parser of expressions.
    pub(crate) fn kinds(&self) -> HashMap<String, Kind> {
        self.known.iter().map(|(name, item)| (name.clone(), item.kind.clone())).collect()
    }

    /// The type a `typeRef` names.
    pub(crate) fn find(&self, reference: &str) -> Option<Item> {
        let reference = reference.trim();
        if let Some(item) = self.known.get(reference) {
            return Some(item.clone());
        }
        // Older files write feel:number or {namespace}number.
        let local = reference.rsplit(['}', ':']).next().unwrap_or(reference);
        self.known.get(local).cloned().or_else(|| Kind::named(local).map(Item::of_kind))
    }

    /// Reads all definitions of a file, in whatever order they stand.
    pub(crate) fn load(&mut self, definitions: Node<'_, '_>, source: &mut Source<'_>) {
        let nodes: HashMap<&str, Node<'_, '_>> =
            children(definitions, "itemDefinition").filter_map(|node| Some((node.attribute("name")?, node))).collect();
        for node in children(definitions, "itemDefinition") {
            let Some(name) = node.attribute("name") else {
                source.report(node, "An item definition needs a name.");
                continue;
            };
            self.define(name, &nodes, &mut Vec::new(), source);
        }
    }

    fn define<'a>(
        &mut self,
        name: &'a str,
        nodes: &HashMap<&'a str, Node<'a, '_>>,
        open: &mut Vec<&'a str>,
        source: &mut Source<'_>,
    ) -> Option<Item> {
        if let Some(done) = self.known.get(name) {
            return Some(done.clone());
        }
        let node = *nodes.get(name)?;
        if open.contains(&name) || open.len() > 50 {
            source.report(node, format!("The type {name} contains itself."));
            self.known.insert(name.to_owned(), Item::default());
            return Some(Item::default());
        }
        open.push(name);
        let item = self.read(node, nodes, open, source);
        open.pop();
        self.known.insert(name.to_owned(), item.clone());
        Some(item)
    }

    fn read<'a>(
        &mut self,
        node: Node<'a, '_>,
        nodes: &HashMap<&'a str, Node<'a, '_>>,
        open: &mut Vec<&'a str>,
        source: &mut Source<'_>,
    ) -> Item {
        let mut item = Item::default();
        let components: Vec<Node<'_, '_>> = children(node, "itemComponent").collect();
        if !components.is_empty() {
            let mut read = Vec::new();
            for component in components {
                let name: Arc<str> = component.attribute("name").unwrap_or("").into();
                read.push((name, self.read(component, nodes, open, source)));
            }
            item.kind = Kind::Context(read.iter().map(|(name, item)| (name.clone(), item.kind.clone())).collect());
            item.tested = read.iter().any(|(_, item)| item.tested);
            item.components = Arc::new(read);
        } else if let Some(function) = child(node, "functionItem") {
            item.kind = self.function_kind(function, nodes, open, source);
        } else if let Some(reference) = child_text(node, "typeRef") {
            let reference = reference.trim().to_owned();
            let known = nodes.get_key_value(reference.as_str()).map(|(name, _)| *name);
            let base = known.and_then(|name| self.define(name, nodes, open, source)).or_else(|| self.find(&reference));
            match base {
                Some(base) => {
                    item.kind = base.kind.clone();
                    item.tested = base.tested;
                    item.base = Some(Arc::new(base));
                }
                None => source.report(node, format!("The type {reference} is not defined.")),
            }
        }
        item.allowed = tests(node, "allowedValues", source);
        item.constraint = tests(node, "typeConstraint", source);
        item.tested |= item.allowed.is_some() || item.constraint.is_some();
        item.collection = node.attribute("isCollection") == Some("true");
        if item.collection {
            item.kind = Kind::List(Box::new(std::mem::take(&mut item.kind)));
        }
        item
    }

    fn function_kind<'a>(
        &mut self,
        function: Node<'a, '_>,
        nodes: &HashMap<&'a str, Node<'a, '_>>,
        open: &mut Vec<&'a str>,
        source: &mut Source<'_>,
    ) -> Kind {
        let mut resolve = |reference: Option<&str>| {
            let reference = reference.unwrap_or("Any").to_owned();
            let known = nodes.get_key_value(reference.as_str()).map(|(name, _)| *name);
            let item = known.and_then(|name| self.define(name, nodes, open, source)).or_else(|| self.find(&reference));
            item.map_or(Kind::Any, |item| item.kind)
        };
        let parameters =
            children(function, "parameters").map(|parameter| resolve(parameter.attribute("typeRef"))).collect();
        let result = resolve(function.attribute("outputTypeRef"));
        Kind::Function(parameters, Box::new(result))
    }
}

/// The unary tests of a child such as `<allowedValues>`.
pub(crate) fn tests(node: Node<'_, '_>, name: &str, source: &mut Source<'_>) -> Option<Arc<UnaryTests>> {
    let holder = child(node, name)?;
    let text = child_text(holder, "text")?;
    if text.trim().is_empty() {
        return None;
    }
    match feel::parse_unary_tests_with(&text, &Names::default()) {
        Ok(tests) => Some(Arc::new(tests)),
        Err(problem) => {
            source.report(holder, format!("{problem}"));
            None
        }
    }
}
