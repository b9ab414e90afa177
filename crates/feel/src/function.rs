//! Functions as values: built in, written in FEEL, or brought by the host (a business knowledge model, a calendar).

use std::fmt;
use std::sync::Arc;

use crate::ast::{NodeId, Program};
use crate::builtin::Builtin;
use crate::env::Env;
use crate::kind::Kind;
use crate::limits::{Fault, Run};
use crate::value::Value;

/// A parameter of a function.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: Arc<str>,
    /// What it must conform to.
    pub kind: Kind,
}

/// A function of the host. It must be deterministic and charge `run` for long work.
pub trait Foreign: Send + Sync {
    /// Computes the result; arguments come in the order of the parameters.
    fn call(&self, arguments: &[Value], run: &Run<'_>) -> Result<Value, Fault>;
}

/// Something that can be called.
#[derive(Clone)]
pub struct Function {
    /// The parameters in order; empty for a built-in, which knows its own.
    pub parameters: Vec<Parameter>,
    pub(crate) body: Body,
}

#[derive(Clone)]
pub(crate) enum Body {
    Builtin(&'static Builtin),
    Written { program: Arc<Program>, node: NodeId, env: Env },
    Foreign(Arc<dyn Foreign>),
}

impl Function {
    /// A function of the host.
    pub fn foreign(parameters: Vec<Parameter>, body: Arc<dyn Foreign>) -> Self {
        Self { parameters, body: Body::Foreign(body) }
    }

    pub(crate) fn builtin(builtin: &'static Builtin) -> Self {
        Self { parameters: Vec::new(), body: Body::Builtin(builtin) }
    }

    /// Whether it can be called with values of these types. No types at all stand for any function; a built-in takes what it takes.
    pub(crate) fn accepts(&self, kinds: &[Kind]) -> bool {
        if kinds.is_empty() || matches!(self.body, Body::Builtin(_)) {
            return true;
        }
        let fits = |(kind, parameter): (&Kind, &Parameter)| kind.conforms_to(&parameter.kind);
        kinds.len() == self.parameters.len() && kinds.iter().zip(&self.parameters).all(fits)
    }

    pub(crate) fn depth(&self) -> u32 {
        if let Body::Written { env, .. } = &self.body { env.depth() + 1 } else { 1 }
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.parameters.iter().map(|parameter| &*parameter.name).collect();
        write!(f, "function({})", names.join(", "))
    }
}
