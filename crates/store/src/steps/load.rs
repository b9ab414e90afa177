//! Reads the instances of a batch with one statement.

use crate::db::Tx;
use crate::fault::{Fault, read_json};
use crate::macros::record;
use crate::many::{Cell, Many};
use crate::outline;
use crate::pack::unpack;
use crate::steps::{Begin, Instance, ModelKey, Origin, Parent};
use domain::{CaseId, InstanceId};
use std::sync::Arc;
use uuid::Uuid;

record! {
    struct Row {
        id: Uuid,
        authority: String,
        federation: String,
        case_id: Option<Uuid>,
        package: Option<String>,
        definition: Option<Vec<u8>>,
        business_key: Option<String>,
        parent: Option<Uuid>,
        parent_token: Option<i64>,
        version: i64,
        suspended: i64,
        state: String,
        hash: Option<Vec<u8>>,
    }
}

/// The instances with these ids, of whatever authority, with the hash of their last step; missing ones are left out.
///
/// # Errors
/// When the database refuses or a state cannot be read.
pub(super) async fn instances(tx: &mut Tx, ids: &[InstanceId]) -> Result<Vec<Arc<Instance>>, Fault> {
    let mut wanted = Many::new(["id"]);
    ids.iter().for_each(|id| wanted.push([Cell::id(id.0)]));
    let mut found: Vec<Row> = wanted
        .read(
            tx,
            "WITH v ({names}) AS ({rows}) SELECT i.id, i.authority, i.federation, i.case_id, i.package, i.definition, \
             i.business_key, i.parent, i.parent_token, i.version, i.suspended, i.state, e.hash FROM instance i \
             LEFT JOIN instance_event e ON e.instance = i.id AND e.version = i.version \
             WHERE i.id IN (SELECT id FROM v WHERE id IS NOT NULL)",
        )
        .await?;
    let texts = found.iter_mut().map(|row| unpack(&std::mem::take(&mut row.state))).collect();
    let texts = outline::restore(tx, texts).await?;
    found.into_iter().zip(texts).map(|(row, text)| row.into_instance(&text)).collect()
}

impl Row {
    fn into_instance(self, state: &str) -> Result<Arc<Instance>, Fault> {
        let unreadable = |why: &str| Fault::Unreadable { what: "process instance", why: why.to_owned() };
        let model = match (self.package, self.definition) {
            (Some(package), _) => ModelKey::Package(package),
            (None, Some(hash)) => {
                let hash = hash.try_into().map_err(|_| unreadable("its definition's hash has the wrong length"))?;
                ModelKey::Definition(hash)
            }
            (None, None) => return Err(unreadable("it names no model")),
        };
        let parent = self.parent.zip(self.parent_token);
        let parent = parent.map(|(id, token)| Parent { instance: InstanceId(id), token: token as u32 });
        Ok(Arc::new(Instance {
            origin: Arc::new(Origin {
                id: InstanceId(self.id),
                authority: self.authority,
                federation: self.federation,
                begin: Begin { case: self.case_id.map(CaseId), model, business_key: self.business_key, parent },
            }),
            version: self.version,
            suspended: self.suspended != 0,
            state: read_json("process state", state)?,
            hash: self.hash.unwrap_or_default(),
        }))
    }
}
