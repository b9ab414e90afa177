//! Open tasks of people. A task's row goes when the task is done; what was done stands in the history.

use crate::db::Tx;
use crate::fault::{Fault, read_json, read_time, write_json};
use crate::macros::{record, row, rows, run};
use domain::{CaseId, InstanceId, PersonId, Task, TaskId, TaskKind};
use uuid::Uuid;

record! {
    pub(crate) struct Row {
        id: Uuid,
        case_id: Uuid,
        instance: Uuid,
        authority: String,
        token: i64,
        visit: i64,
        node: String,
        name: String,
        kind: String,
        form_key: Option<String>,
        work_group: Option<String>,
        assignee: Option<String>,
        input: String,
        opened: i64,
        due: Option<i64>,
    }
}

impl Row {
    pub(crate) fn into_task(self) -> Result<Task, Fault> {
        Ok(Task {
            id: TaskId(self.id),
            case: CaseId(self.case_id),
            instance: InstanceId(self.instance),
            authority: self.authority,
            token: self.token as u32,
            visit: self.visit as u32,
            node: self.node,
            name: self.name,
            kind: if self.kind == TaskKind::Applicant.as_str() { TaskKind::Applicant } else { TaskKind::Office },
            form_key: self.form_key,
            group: self.work_group,
            assignee: self.assignee,
            input: read_json("task", &self.input)?,
            opened: read_time("task", self.opened)?,
            due: self.due.map(|due| read_time("task", due)).transpose()?,
        })
    }
}

/// The rank of a task without a due time: after all others.
pub(crate) const NO_DUE: i64 = i64::MAX;

/// How a group is named in `task_offer`.
pub(crate) fn party_of_group(group: &str) -> String {
    format!("g:{group}")
}

/// How a person is named in `task_offer`.
pub(crate) fn party_of_user(user: &str) -> String {
    format!("u:{user}")
}

/// Opens a task.
///
/// # Errors
/// When the database refuses.
pub async fn open(tx: &mut Tx, task: &Task) -> Result<(), Fault> {
    let (authority, federation) = (tx.authority().to_owned(), tx.federation().to_owned());
    run!(
        tx,
        "INSERT INTO task (id, authority, federation, case_id, instance, token, visit, node, name, kind, form_key, work_group, \
         assignee, input, opened, due, rank, offers) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 0)",
        task.id.0,
        authority,
        federation,
        task.case.0,
        task.instance.0,
        i64::from(task.token),
        i64::from(task.visit),
        &task.node,
        &task.name,
        task.kind.as_str(),
        &task.form_key,
        &task.group,
        &task.assignee,
        write_json("task", &task.input)?,
        task.opened.as_microsecond(),
        task.due.map(|due| due.as_microsecond()),
        task.due.map_or(NO_DUE, |due| due.as_microsecond()),
    )?;
    Ok(())
}

/// Closes the task of a token.
///
/// # Errors
/// When the database refuses.
pub async fn close(tx: &mut Tx, instance: InstanceId, token: u32) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    run!(
        tx,
        "DELETE FROM task WHERE instance = $1 AND token = $2 AND authority = $3",
        instance.0,
        i64::from(token),
        authority,
    )?;
    Ok(())
}

/// The task of a case with this id; [`crate::clerk_tasks::find`] finds those without a case too.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, id: TaskId) -> Result<Option<Task>, Fault> {
    let authority = tx.authority().to_owned();
    row!(
        tx,
        Row,
        "SELECT id, case_id, instance, authority, token, visit, node, name, kind, form_key, work_group, assignee, input, opened, \
         due FROM task WHERE id = $1 AND authority = $2 AND case_id IS NOT NULL",
        id.0,
        authority,
    )?
    .map(Row::into_task)
    .transpose()
}

/// The open tasks of a case.
///
/// # Errors
/// When the database refuses.
pub async fn list_of_case(tx: &mut Tx, case: CaseId) -> Result<Vec<Task>, Fault> {
    let authority = tx.authority().to_owned();
    rows!(
        tx,
        Row,
        "SELECT id, case_id, instance, authority, token, visit, node, name, kind, form_key, work_group, assignee, input, opened, \
         due FROM task WHERE case_id = $1 AND authority = $2 ORDER BY opened",
        case.0,
        authority,
    )?
    .into_iter()
    .map(Row::into_task)
    .collect()
}

/// What a person has to do herself, over all authorities of the federation, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_own(tx: &mut Tx, person: PersonId) -> Result<Vec<Task>, Fault> {
    let federation = tx.federation().to_owned();
    rows!(
        tx,
        Row,
        "SELECT t.id, t.case_id, t.instance, t.authority, t.token, t.visit, t.node, t.name, t.kind, t.form_key, t.work_group, \
         t.assignee, t.input, t.opened, t.due FROM task t JOIN case_file c ON c.id = t.case_id \
         WHERE c.person = $1 AND c.federation = $2 AND t.kind = 'applicant' ORDER BY t.opened LIMIT 100",
        person.0,
        federation,
    )?
    .into_iter()
    .map(Row::into_task)
    .collect()
}

/// Takes a task, if nobody has it.
///
/// # Errors
/// [`Fault::Conflict`] when a colleague has it already.
pub async fn claim(tx: &mut Tx, id: TaskId, assignee: &str) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    let taken = run!(
        tx,
        "UPDATE task SET assignee = $1 WHERE id = $2 AND authority = $3 AND (assignee IS NULL OR assignee = $1)",
        assignee,
        id.0,
        authority,
    )?;
    if taken == 1 { Ok(()) } else { Err(Fault::Conflict("task")) }
}
