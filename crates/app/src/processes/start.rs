//! Starting a deployed process by its key.

use crate::error::Error;
use crate::portal::Portal;
use crate::processes::instances::Process;
use crate::processes::order::{order, submit};
use crate::processes::{allow, definitions};
use domain::{Action, Ctx, InstanceId};
use engine::{Command, Variables};
use std::sync::Arc;
use store::definitions::Definition;
use store::process_instances::Running;
use store::steps::{Begin, Guard, ModelKey, Order, Parent, Receipt};

/// Longest business key, in bytes.
const LONGEST_KEY: usize = 255;

/// Starts the newest version of a key at its plain start event.
///
/// # Errors
/// [`Error::NotFound`] when nothing is deployed under the key, [`Error::Invalid`] when it may not start.
pub async fn start(
    portal: &Portal,
    ctx: &Ctx,
    key: &str,
    business_key: Option<String>,
    variables: Variables,
) -> Result<Process, Error> {
    allow(ctx, Action::StartProcesses)?;
    if business_key.as_ref().is_some_and(|key| key.len() > LONGEST_KEY) {
        return Err(Error::Invalid(format!("A business key has at most {LONGEST_KEY} bytes.")));
    }
    let definition = definitions::load_latest(portal, ctx, key).await?;
    if definition.suspended {
        return Err(Error::Invalid(format!("The process {key} is suspended: it starts no new instances.")));
    }
    let beginning = Beginning { business_key, ..Beginning::of(&definition, InstanceId(ctx.new_id())) };
    let receipt = begin(portal, ctx, beginning, Command::Start { variables }).await?;
    Ok(process_of(&receipt, definition))
}

/// What an instance begins with.
pub(super) struct Beginning {
    pub(super) id: InstanceId,
    pub(super) hash: [u8; 32],
    pub(super) business_key: Option<String>,
    pub(super) parent: Option<Parent>,
    pub(super) guard: Option<Guard>,
}

impl Beginning {
    pub(super) fn of(definition: &Definition, id: InstanceId) -> Beginning {
        Beginning { id, hash: definition.hash, business_key: None, parent: None, guard: None }
    }
}

/// Begins an instance with any start command.
///
/// # Errors
/// [`Error::Refused`] with the committer's reason.
pub(super) async fn begin(portal: &Portal, ctx: &Ctx, with: Beginning, command: Command) -> Result<Receipt, Error> {
    let Beginning { id, hash, business_key, parent, guard } = with;
    let begin = Begin { case: None, model: ModelKey::Definition(hash), business_key, parent };
    submit(portal, ctx, Order { begin: Some(begin), guard, ..order(ctx, id, command) }).await
}

/// What is told of an instance after a step.
pub(super) fn process_of(receipt: &Receipt, definition: Arc<Definition>) -> Process {
    let instance = &receipt.instance;
    let origin = &instance.origin;
    let running = Running {
        id: origin.id,
        definition: definition.hash,
        business_key: origin.begin.business_key.clone(),
        version: instance.version,
        suspended: instance.suspended,
        ended: instance.state.outcome().is_some(),
        parent: origin.begin.parent,
    };
    Process { running, definition }
}
