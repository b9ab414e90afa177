//! Parallel gateway: a fork takes every outgoing flow; a join waits for one token on every incoming flow.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | another incoming flow has no token yet | waiting |
//! | entering | every incoming flow has a token | the others are merged into this one, leaving |

use crate::compile::Reader;
use crate::elements::Element;
use crate::run::{Fault, Run};
use crate::state::Phase;
use crate::xml::Xml;
use crate::{Event, TokenId, incidents};

pub(crate) fn read(_reader: &mut Reader<'_>, _xml: Xml<'_>) -> Option<Element> {
    Some(Element::ParallelGateway)
}

pub(crate) fn enter(run: &mut Run<'_>, id: TokenId) -> Result<(), Fault> {
    let Some(token) = run.token(id) else { return Ok(()) };
    let (node, scope, via) = (token.node, token.scope, token.via);
    let mut merged = Vec::new();
    let incoming = &run.node(node).incoming;
    run.charge(u32::try_from(incoming.len()).unwrap_or(u32::MAX))?;
    for flow in incoming.iter().filter(|flow| Some(**flow) != via) {
        // The oldest token on each flow: several on one flow wait for several rounds.
        let waiting = run.state.tokens.iter().find(|(_, other)| {
            other.node == node && other.scope == scope && other.phase == Phase::Waiting && other.via == Some(*flow)
        });
        match waiting {
            Some((other, _)) => merged.push(*other),
            None => {
                run.emit(Event::JoinReached { token: id, node });
                return Ok(());
            }
        }
    }
    merged.iter().for_each(|token| incidents::clear(run, *token));
    run.emit(Event::Joined { token: id, node, merged });
    Ok(())
}
