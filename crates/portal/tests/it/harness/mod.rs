//! What every test here stands on: a running portal, a real PostgreSQL, a browser that keeps cookies.

mod browser;
mod guardian;
mod interface;
mod page;
mod portal;
mod postgres;

pub use browser::Browser;
pub use interface::Interface;
pub use page::{Form, Page};
pub use portal::{Database, Portal, shared};
