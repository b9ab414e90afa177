//! Life situations: the list of all, as tiles.

use super::prelude::*;
use super::start::Tile;

/// All life situations.
#[derive(Template)]
#[template(path = "pages/life_situations.html")]
pub struct LifeSituations {
    /// Everything around the page.
    pub frame: Frame,
    /// The situations.
    pub situations: Vec<Tile>,
}

impl Page for LifeSituations {
    const NAME: &'static str = "life_situations";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        vec![("all", Self { frame: frame.at(Section::Situations), situations: Tile::samples() })]
    }
}
