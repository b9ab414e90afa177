//! The demo's outside world: residents' register, identity provider and payment provider as routers of their own, and
//! the federations, places and people to seed. Nothing here is part of the product; it stands for foreign systems.

pub mod federations;
pub mod identity;
pub mod origin;
mod pages;
pub mod payment;
pub mod people;
pub mod register;
mod storage;

use std::sync::Arc;

pub use federations::federations;
pub use people::people;

/// The clock of whoever mounts the demo; nothing in this crate reads the time on its own.
pub type Clock = Arc<dyn Fn() -> jiff::Timestamp + Send + Sync>;

/// Why a part of the demo cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A seed file is faulty; the sentence names file and place.
    #[error("{0}")]
    Seed(String),
    /// A setting is faulty.
    #[error("{0}")]
    Settings(String),
    /// The provider's own database cannot be opened or written.
    #[error("the demo's database cannot be used")]
    Storage(#[from] sqlx::Error),
    /// A file of the demo cannot be read or written.
    #[error("a file of the demo cannot be used")]
    File(#[from] std::io::Error),
}

/// An unguessable name of 128 bits in hexadecimal.
fn random_name() -> Result<String, getrandom::Error> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
