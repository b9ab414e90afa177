//! Keys for programs of an office: made by an operator at the terminal, shown once, recognised at every request.

use crate::error::Error;
use crate::portal::Portal;
use domain::{Ctx, Interface, Right};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::interface_keys::{self, InterfaceKey};
use store::{Db, Scope};

/// What a program shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credentials {
    /// The key's name and its secret.
    Basic {
        /// The key's name.
        name: String,
        /// Its secret.
        secret: String,
    },
    /// The secret alone.
    Bearer(String),
}

/// The key behind the credentials, if it is one of this authority.
///
/// # Errors
/// When the store fails.
pub async fn recognise(portal: &Portal, ctx: &Ctx, shown: &Credentials) -> Result<Option<Arc<Interface>>, Error> {
    let mut tx = portal.db.read(Scope::of(ctx)).await?;
    let found = match shown {
        Credentials::Basic { name, secret } => {
            let hash = hash(secret);
            // What is compared are hashes: where they differ tells nothing about the secret.
            interface_keys::find(&mut tx, name).await?.filter(|key| key.secret == hash)
        }
        Credentials::Bearer(secret) => interface_keys::find_by_secret(&mut tx, &hash(secret)).await?,
    };
    Ok(found.map(|key| Arc::new(key.interface)))
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Makes a key and gives its secret, which is kept nowhere. Names are short and plain, because they stand before a colon.
///
/// # Errors
/// [`Error::Invalid`] for a name that cannot be used or is taken.
pub async fn add(db: &Db, ctx: &Ctx, name: &str, rights: &[Right]) -> Result<String, Error> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || name.len() > 60 || !name.chars().all(plain) {
        let rule = "has 1 to 60 letters (a to z), digits, hyphens, underscores or dots";
        return Err(Error::Invalid(format!("The name of a key {rule}.")));
    }
    if rights.is_empty() {
        return Err(Error::Invalid("A key that may do nothing is of no use.".to_owned()));
    }
    let secret: String = ctx.secret().iter().map(|byte| format!("{byte:02x}")).collect();
    let secret = format!("pk_{secret}");
    let authority = ctx.authority.key.clone();
    let key = Interface { id: ctx.new_id(), name: name.to_owned(), authority, rights: rights.to_vec() };
    let mut tx = db.write(Scope::of(ctx)).await?;
    if !interface_keys::add(&mut tx, &key, &hash(&secret), ctx.now()).await? {
        return Err(Error::Invalid(format!("{} has a key named {name} already: remove it first.", ctx.authority.key)));
    }
    tx.commit().await?;
    Ok(secret)
}

/// The keys of an authority, without their secrets.
///
/// # Errors
/// When the store fails.
pub async fn list(db: &Db, ctx: &Ctx) -> Result<Vec<InterfaceKey>, Error> {
    let mut tx = db.read(Scope::of(ctx)).await?;
    Ok(interface_keys::list(&mut tx).await?)
}

/// Removes a key: from now on nobody comes in with it.
///
/// # Errors
/// [`Error::NotFound`] when there is none of this name.
pub async fn remove(db: &Db, ctx: &Ctx, name: &str) -> Result<(), Error> {
    let mut tx = db.write(Scope::of(ctx)).await?;
    if !interface_keys::remove(&mut tx, name).await? {
        return Err(Error::NotFound);
    }
    Ok(tx.commit().await?)
}
