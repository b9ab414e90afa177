//! Event sub-processes: what happens when one of them is triggered.
//!
//! | kind | on | after |
//! |---|---|---|
//! | interrupting | its event | everything else in the scope closed, a token waits at the sub-process, its scope opened |
//! | non-interrupting | its event | the same, but the rest goes on and it listens on |

use crate::elements::{Element, StartEvent, SubProcess};
use crate::run::Run;
use crate::state::Variables;
use crate::{Event, NodeId, ScopeId, TokenId, scope};

/// What a listening token listened to has happened.
pub(crate) fn trigger(run: &mut Run<'_>, listener: TokenId, start: NodeId, variables: Variables) {
    let Some((around, node)) = run.token(listener).map(|token| (token.scope, token.node)) else { return };
    begin(run, around, node, start, variables);
}

/// Begins the event sub-process `node` in the running scope `around`, at its start event.
pub(crate) fn begin(run: &mut Run<'_>, around: ScopeId, node: NodeId, start: NodeId, variables: Variables) {
    let Element::SubProcess(SubProcess { scope: of_model, .. }) = &run.node(node).element else { return };
    let Element::StartEvent(StartEvent { interrupting, .. }) = &run.node(start).element else { return };
    if *interrupting {
        scope::empty(run, around, None);
    }
    let owner = TokenId(run.new_id());
    run.emit(Event::Placed { token: owner, scope: around, node, waiting: true, serves: None, own: Variables::new() });
    let inner = ScopeId(run.new_id());
    run.emit(Event::ScopeOpened { scope: inner, owner, variables: Variables::new(), multi: None });
    scope::begin(run, inner, start, variables);
    scope::open_listeners(run, inner, *of_model);
}
