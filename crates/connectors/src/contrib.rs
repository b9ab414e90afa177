//! One file or folder per system that a kind can be connected to.

pub mod demo;
pub mod http_register;
pub mod mail_folder;
pub mod mail_smtp;
pub mod oidc;
pub mod sandbox_pay;
