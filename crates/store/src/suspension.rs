//! Instances at rest: no order moves them (but those of a person who mends), and none of their jobs is begun. Their
//! history says who put them to rest: [`crate::steps::migration::note`] in the same transaction.

use crate::db::Tx;
use crate::fault::Fault;
use crate::macros::run;
use domain::InstanceId;
use jiff::SignedDuration;

/// Puts an instance to rest, its jobs with it. False when it rests already, has ended or is not there.
///
/// # Errors
/// When the database refuses.
pub async fn suspend(tx: &mut Tx, id: InstanceId) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let changed = run!(
        tx,
        "UPDATE instance SET suspended = 1 WHERE id = $1 AND authority = $2 AND suspended = 0 AND ended IS NULL",
        id.0,
        &authority,
    )?;
    // A job that halted after failures stays so; it is mended through its incident.
    run!(tx, "UPDATE job SET halted = 2 WHERE instance = $1 AND authority = $2 AND halted = 0", id.0, authority)?;
    Ok(changed == 1)
}

/// Lets an instance go on, its jobs with it. False when it does not rest.
///
/// # Errors
/// When the database refuses.
pub async fn resume(tx: &mut Tx, id: InstanceId) -> Result<bool, Fault> {
    let authority = tx.authority().to_owned();
    let changed = run!(
        tx,
        "UPDATE instance SET suspended = 0 WHERE id = $1 AND authority = $2 AND suspended = 1",
        id.0,
        &authority,
    )?;
    run!(tx, "UPDATE job SET halted = 0 WHERE instance = $1 AND authority = $2 AND halted = 2", id.0, authority)?;
    Ok(changed == 1)
}

/// Moves the deadlines of an instance by the time it rested: those of its timers, and those that its tasks show.
///
/// # Errors
/// When the database refuses.
pub async fn put_off(tx: &mut Tx, id: InstanceId, by: SignedDuration) -> Result<(), Fault> {
    let authority = tx.authority().to_owned();
    let by = i64::try_from(by.as_micros()).unwrap_or(0);
    run!(
        tx,
        "UPDATE job SET due = due + $1 WHERE instance = $2 AND authority = $3 AND timer IS NOT NULL",
        by,
        id.0,
        &authority,
    )?;
    run!(
        tx,
        "UPDATE task SET due = due + $1, rank = rank + $1 WHERE instance = $2 AND authority = $3 AND due IS NOT NULL",
        by,
        id.0,
        authority,
    )?;
    Ok(())
}
