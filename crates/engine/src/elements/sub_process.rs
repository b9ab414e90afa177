//! Embedded sub-process and transaction: a scope of its own inside the process.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | – | waiting, boundary events listening, scope opened with the input mapping as its variables, a token at its start event, its event sub-processes listening |
//! | waiting | the last token inside ends | outputs mapped, scope gone, leaving |
//! | waiting | interrupting boundary event | everything inside closed, token at the boundary event |
//!
//! An event sub-process is the same scope, opened by its start event instead of a flow (see `event_sub`).

use crate::boundary::Wait;
use crate::compile::Reader;
use crate::elements::Element;
use crate::run::{Fault, Run};
use crate::state::Variables;
use crate::xml::Xml;
use crate::{ScopeId, TokenId, mapping, scope};

/// Settings of a sub-process.
#[derive(Debug, Clone)]
pub struct SubProcess {
    /// Its scope in the model.
    pub scope: ScopeId,
    /// What sort.
    pub kind: SubProcessKind,
}

/// What sort of sub-process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubProcessKind {
    /// Entered by a flow.
    Embedded,
    /// Entered by a flow; may be cancelled as a whole.
    Transaction,
    /// Opened by its start event while the scope around it runs.
    Event,
}

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>, transaction: bool) -> Option<Element> {
    let scope = reader.scope_of(xml)?;
    let kind = match (xml.attribute("triggeredByEvent"), transaction) {
        (Some("true"), _) => SubProcessKind::Event,
        (_, true) => SubProcessKind::Transaction,
        _ => SubProcessKind::Embedded,
    };
    Some(Element::SubProcess(SubProcess { scope, kind }))
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId, task: &SubProcess) -> Result<(), Fault> {
    let mut variables = run.token(token).map(|token| token.own.clone()).unwrap_or_default();
    variables.extend(mapping::inputs(run, token)?);
    let wait = Wait::for_boundaries(run, token, &variables)?;
    run.begin_wait(token, Variables::new(), wait);
    scope::open(run, token, task.scope, variables);
    Ok(())
}
