//! Pages, components, templates, texts and the JSON API: HTTP in, use cases of `app`, pages out.
//!
//! `server` knows tenants, sessions and headers; `handlers` are thin; `show` turns what use cases give into what
//! `pages` print.

mod handlers;
pub mod pages;
pub mod parts;
mod server;
mod show;
pub mod texts;
pub mod theme;

pub use server::{Demo, Settings, find_pages, serve_pages};
