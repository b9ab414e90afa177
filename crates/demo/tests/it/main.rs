//! The demo's systems through their public doors: over HTTP, with the portal's own connectors on the other side.

mod identity;
mod payment;
mod register;
mod world;
