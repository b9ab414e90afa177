//! On the way to another authority's portal: read for a blink, or longer where the browser does not go on by itself.

use super::prelude::*;

/// The link that leads on.
#[derive(Template)]
#[template(path = "pages/onward.html")]
pub struct Onward {
    /// Everything around the page.
    pub frame: Frame,
    /// Who is there, and the address.
    pub to: Link,
}

impl Page for Onward {
    const NAME: &'static str = "onward";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let to = Link::new("Stadt Baden", "https://service.baden.example/leistungen/hund-anmelden");
        vec![("plain", Self { to, frame: frame.clone() })]
    }
}
