//! The face of the portal, tested through the public door.

mod rendering;
