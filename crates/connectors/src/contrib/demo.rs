//! Connectors for demonstrations and tests: one that works, one that refuses, one that hangs.

use std::collections::BTreeMap;
use std::future::pending;

use crate::mail::{Mail, MailSender};
use crate::payment::{Created, Order, Payment, PaymentStatus};
use crate::register::{Found, Query, Register};
use crate::{Answer, Fault};

/// A register with fixed entries. An entry is found when all criteria of the question equal its values.
#[derive(Debug, Clone, Default)]
pub struct FixedRegister {
    /// The entries.
    pub entries: Vec<Found>,
}

impl Register for FixedRegister {
    fn check(&self) -> Answer<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    fn look_up<'a>(&'a self, query: &'a Query) -> Answer<'a, Found> {
        Box::pin(async move {
            let fits = |entry: &&Found| holds(&query.criteria, entry) && !query.criteria.is_empty();
            let found = self.entries.iter().find(fits).cloned();
            found.ok_or_else(|| Fault::NotFound("The demo register has no such entry.".into()))
        })
    }
}

fn holds(criteria: &BTreeMap<String, String>, entry: &Found) -> bool {
    criteria.iter().all(|(name, value)| entry.values.get(name).and_then(|known| known.as_str()) == Some(value))
}

/// A system that refuses every call.
#[derive(Debug, Clone, Copy, Default)]
pub struct Refusing;

/// A system that accepts a call and never answers. Whoever calls it needs a time limit, which is the point.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hanging;

fn refuse<'a, T: Send + 'a>() -> Answer<'a, T> {
    Box::pin(async { Err(Fault::Refused("The demo system refuses every call.".into())) })
}

fn hang<'a, T: Send + 'a>() -> Answer<'a, T> {
    Box::pin(pending())
}

macro_rules! every_kind {
    ($system:ty, $answer:ident) => {
        impl Register for $system {
            fn check(&self) -> Answer<'_, ()> {
                $answer()
            }

            fn look_up<'a>(&'a self, _: &'a Query) -> Answer<'a, Found> {
                $answer()
            }
        }

        impl Payment for $system {
            fn check(&self) -> Answer<'_, ()> {
                $answer()
            }

            fn create<'a>(&'a self, _: &'a Order) -> Answer<'a, Created> {
                $answer()
            }

            fn status<'a>(&'a self, _: &'a str) -> Answer<'a, PaymentStatus> {
                $answer()
            }
        }

        impl MailSender for $system {
            fn check(&self) -> Answer<'_, ()> {
                $answer()
            }

            fn send<'a>(&'a self, _: &'a Mail) -> Answer<'a, ()> {
                $answer()
            }
        }
    };
}

every_kind!(Refusing, refuse);
every_kind!(Hanging, hang);
