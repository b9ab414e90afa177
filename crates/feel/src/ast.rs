//! The parsed form: all nodes of an expression in one flat vector, so that dropping and copying never recurse.

use std::sync::Arc;

use crate::function::Parameter;
use crate::kind::Kind;
use crate::value::Value;

/// The place of a node in its program.
pub(crate) type NodeId = u32;

/// The nodes of one expression.
#[derive(Debug, Default)]
pub(crate) struct Program {
    pub(crate) nodes: Vec<Node>,
    pub(crate) text: Box<str>,
}

/// An operator between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

/// One part of an expression.
#[derive(Debug)]
pub(crate) enum Node {
    Literal(Value),
    Name(Arc<str>),
    Negate(NodeId),
    Binary(Operator, NodeId, NodeId),
    Between {
        value: NodeId,
        low: NodeId,
        high: NodeId,
    },
    In {
        value: NodeId,
        tests: Vec<NodeId>,
    },
    InstanceOf(NodeId, Kind),
    If {
        condition: NodeId,
        then: NodeId,
        otherwise: NodeId,
    },
    For {
        bindings: Vec<Binding>,
        body: NodeId,
    },
    Quantified {
        every: bool,
        bindings: Vec<Binding>,
        body: NodeId,
    },
    Path(NodeId, Arc<str>),
    Filter(NodeId, NodeId),
    Call {
        function: NodeId,
        arguments: Vec<NodeId>,
    },
    CallNamed {
        function: NodeId,
        arguments: Vec<(Arc<str>, NodeId)>,
    },
    List(Vec<NodeId>),
    Context(Vec<(Arc<str>, NodeId)>),
    Range {
        low: NodeId,
        low_included: bool,
        high: NodeId,
        high_included: bool,
    },
    /// `< 5` standing alone: a range in an expression, a comparison in a unary test.
    Comparison(Operator, NodeId),
    Function {
        parameters: Vec<Parameter>,
        body: NodeId,
    },
    /// A function whose body is outside of FEEL; calling it gives null.
    External {
        parameters: Vec<Parameter>,
    },
    /// `-`: any value.
    Anything,
    /// `not(…)` over unary tests.
    NoneOf(Vec<NodeId>),
    /// `a, b, c`: one of several unary tests.
    AnyOf(Vec<NodeId>),
}

/// `x in list` or `x in 1..10` of a loop.
#[derive(Debug)]
pub(crate) struct Binding {
    pub(crate) name: Arc<str>,
    pub(crate) from: NodeId,
    pub(crate) to: Option<NodeId>,
}
