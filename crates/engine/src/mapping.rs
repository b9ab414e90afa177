//! Input and output mappings of an activity.
//!
//! Inputs are evaluated in order when the token enters; each sees the ones before it, and the activity sees nothing
//! else of its own. Where outputs are declared they are a filter: only they reach the scope. Without outputs everything
//! the work brought is written as it is.

use crate::Expression;
use crate::expression::Sight;
use crate::run::{Fault, Run};
use crate::state::Variables;
use crate::{Event, TokenId};

/// One input or output parameter.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The variable that is set.
    pub name: String,
    /// Its value.
    pub value: Expression,
}

/// Evaluates mappings in order, each within sight of the ones before.
pub(crate) fn evaluate(mappings: &[Mapping], sight: &Sight<'_>) -> Result<Variables, Fault> {
    let mut values = Variables::new();
    for mapping in mappings {
        let value = sight.within(&values).value(&mapping.value)?;
        values.insert(mapping.name.clone(), value);
    }
    Ok(values)
}

/// The evaluated input mapping of the token's node.
pub(crate) fn inputs(run: &Run<'_>, token: TokenId) -> Result<Variables, Fault> {
    let node = run.node_of(token);
    evaluate(&node.inputs, &run.sight(token))
}

/// Writes what the work brought to the scope: the token goes from completing to leaving.
pub(crate) fn keep_results(run: &mut Run<'_>, token: TokenId) -> Result<(), Fault> {
    let node = run.node_of(token);
    if node.outputs.is_empty() {
        run.emit(Event::ResultsKept { token });
    } else {
        let variables = evaluate(&node.outputs, &run.sight(token))?;
        run.emit(Event::OutputsMapped { token, variables });
    }
    Ok(())
}
