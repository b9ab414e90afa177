//! Leaving a node: which sequence flows are taken.
//!
//! | node | flows taken |
//! |---|---|
//! | exclusive gateway | the first whose condition is true, else the default, else an incident |
//! | everything else | every flow without condition and every one whose condition is true; the default if that is none |

use crate::elements::{Element, multi_instance};
use crate::event::TakenFlow;
use crate::run::{Fault, Run};
use crate::state::IncidentKind;
use crate::{Event, FlowId, Node, TokenId, compensation};

/// Takes the way on; a node without outgoing flows ends the token.
pub(crate) fn leave(run: &mut Run<'_>, token: TokenId) -> Result<(), Fault> {
    let node = run.node_of(token);
    if run.is_instance(token) {
        multi_instance::leave_instance(run, token);
        return Ok(());
    }
    // What undoes something goes nowhere afterwards.
    let undone = run.token(token).is_some_and(|token| token.serves.is_some() && token.visit == 1);
    if node.outgoing.is_empty() || undone || node.for_compensation {
        compensation::remember(run, token, None);
        run.end_token(token);
        return Ok(());
    }
    let taken = choose(run, token, node)?;
    compensation::remember(run, token, None);
    if let [flow] = taken[..] {
        run.emit(Event::Moved { token, flow, node: run.model.flows[flow.index()].target });
        return Ok(());
    }
    run.charge(u32::try_from(taken.len()).unwrap_or(u32::MAX))?;
    let mut branches = Vec::with_capacity(taken.len());
    for flow in taken {
        let branch = if branches.is_empty() { token } else { TokenId(run.new_id()) };
        branches.push(TakenFlow { token: branch, flow, node: run.model.flows[flow.index()].target });
    }
    run.emit(Event::Forked { token, branches });
    Ok(())
}

fn choose(run: &Run<'_>, token: TokenId, node: &Node) -> Result<Vec<FlowId>, Fault> {
    let only_one = matches!(node.element, Element::ExclusiveGateway);
    let sight = run.sight(token);
    let mut taken = Vec::new();
    for flow in &node.outgoing {
        if node.default == Some(*flow) {
            continue;
        }
        let truth = match &run.model.flows[flow.index()].condition {
            Some(condition) if !matches!(node.element, Element::ParallelGateway) => sight.truth(condition)?,
            _ => true,
        };
        if truth {
            taken.push(*flow);
            if only_one {
                break;
            }
        }
    }
    if taken.is_empty() {
        taken.extend(node.default);
    }
    if taken.is_empty() {
        let message = format!("No condition after \"{}\" is true and there is no default flow.", node.label());
        return Err(Fault { kind: IncidentKind::NoFlowChosen, message });
    }
    Ok(taken)
}
