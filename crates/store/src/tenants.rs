//! Federations, authorities and offices, kept as documents and read as a whole at start.

use crate::db::Tx;
use crate::fault::{Fault, read_json, write_json};
use crate::macros::{rows, run};
use domain::{Authority, Federation, Office};

/// Writes a federation or brings it up to date.
///
/// # Errors
/// When the database refuses.
pub async fn save_federation(tx: &mut Tx, federation: &Federation) -> Result<(), Fault> {
    let doc = write_json("federation", federation)?;
    run!(
        tx,
        "INSERT INTO federation (key, doc) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET doc = excluded.doc",
        &federation.key,
        doc,
    )?;
    Ok(())
}

/// Writes an authority and its offices or brings them up to date.
///
/// # Errors
/// When the database refuses.
pub async fn save_authority(tx: &mut Tx, authority: &Authority, offices: &[Office]) -> Result<(), Fault> {
    let doc = write_json("authority", authority)?;
    run!(
        tx,
        "INSERT INTO tenant (key, federation_key, doc) VALUES ($1, $2, $3) \
         ON CONFLICT (key) DO UPDATE SET federation_key = excluded.federation_key, doc = excluded.doc",
        &authority.key,
        &authority.federation,
        doc,
    )?;
    for office in offices {
        let doc = write_json("office", office)?;
        run!(
            tx,
            "INSERT INTO office (tenant_key, key, doc) VALUES ($1, $2, $3) \
             ON CONFLICT (tenant_key, key) DO UPDATE SET doc = excluded.doc",
            &authority.key,
            &office.key,
            doc,
        )?;
    }
    Ok(())
}

/// Everything there is, in three flat lists.
///
/// # Errors
/// When the database refuses or a document cannot be read.
pub async fn load_all(tx: &mut Tx) -> Result<(Vec<Federation>, Vec<Authority>, Vec<Office>), Fault> {
    let federations = rows!(tx, (String,), "SELECT doc FROM federation ORDER BY key")?;
    let authorities = rows!(tx, (String,), "SELECT doc FROM tenant ORDER BY key")?;
    let offices = rows!(tx, (String,), "SELECT doc FROM office ORDER BY tenant_key, key")?;
    Ok((
        federations.iter().map(|(doc,)| read_json("federation", doc)).collect::<Result<_, _>>()?,
        authorities.iter().map(|(doc,)| read_json("authority", doc)).collect::<Result<_, _>>()?,
        offices.iter().map(|(doc,)| read_json("office", doc)).collect::<Result<_, _>>()?,
    ))
}
