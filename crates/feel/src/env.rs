//! The names an expression can see: a chain of layers, the innermost first.

use std::sync::Arc;

use crate::value::{Context, Value};

/// A chain of layers. Cloning shares it, so that a function can keep the names it was written among.
#[derive(Clone, Debug, Default)]
pub(crate) struct Env(Option<Arc<Link>>);

#[derive(Debug)]
struct Link {
    layer: Layer,
    parent: Env,
    depth: u32,
}

/// One layer of names.
#[derive(Clone, Debug)]
pub(crate) enum Layer {
    /// A single variable.
    One(Arc<str>, Value),
    /// The entries of a context.
    Many(Context),
    /// The element a filter looks at: `item`, and its entries when it is a context.
    Item(Value),
}

impl Env {
    /// The chain with one more layer in front.
    pub(crate) fn with(&self, layer: Layer) -> Self {
        let own = match &layer {
            Layer::One(_, value) | Layer::Item(value) => value.depth(),
            Layer::Many(context) => Value::depth(&Value::Context(context.clone())),
        };
        let depth = 1 + own.max(self.depth());
        Self(Some(Arc::new(Link { layer, parent: self.clone(), depth })))
    }

    /// How deep values and layers nest.
    pub(crate) fn depth(&self) -> u32 {
        self.0.as_ref().map_or(0, |link| link.depth)
    }

    /// The innermost value of a name.
    pub(crate) fn find(&self, name: &str) -> Option<Value> {
        let mut next = self.0.as_deref();
        while let Some(link) = next {
            let found = match &link.layer {
                Layer::One(own, value) => (**own == *name).then(|| value.clone()),
                Layer::Many(context) => context.get(name).cloned(),
                Layer::Item(Value::Context(context)) => match context.get(name) {
                    Some(value) => Some(value.clone()),
                    None => (name == "item").then(|| Value::Context(context.clone())),
                },
                Layer::Item(value) => (name == "item").then(|| value.clone()),
            };
            if found.is_some() {
                return found;
            }
            next = link.parent.0.as_deref();
        }
        None
    }
}
