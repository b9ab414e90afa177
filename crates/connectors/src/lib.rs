//! Connectors to the outside: one trait per kind (register, identity, payment, mail), one folder per
//! system under [`contrib`], and [`egress`], the only door through which anything leaves.

pub mod contrib;
pub mod egress;
pub mod fault;
pub mod identity;
pub mod mail;
pub mod payment;
pub mod register;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

pub use egress::Egress;
pub use fault::Fault;

/// The clock of whoever builds a connector; nothing in this crate reads the time on its own.
pub type Clock = Arc<dyn Fn() -> jiff::Timestamp + Send + Sync>;

/// What every connector call returns: a future, boxed so that the kinds can be trait objects, with a value or a [`Fault`].
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Fault>> + Send + 'a>>;
