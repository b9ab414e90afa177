//! The desk a letter is set on: template, fonts and Typst's library, loaded once; the letter's own files, laid out for one letter.

use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use crate::render::Fault;

const TEMPLATE: &str = include_str!("letter.typ");

/// What all letters have in common.
pub(crate) struct Shop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    letter: FileId,
    qr: FileId,
}

impl Shop {
    /// The one shop of this process; the first call loads the fonts.
    ///
    /// # Errors
    /// [`Fault::Setup`] when a name of our own files is refused, which is a mistake in this crate.
    pub(crate) fn open() -> Result<&'static Self, Fault> {
        static SHOP: OnceLock<Option<Shop>> = OnceLock::new();
        SHOP.get_or_init(Self::set_up).as_ref().ok_or(Fault::Setup)
    }

    fn set_up() -> Option<Self> {
        let path = |name| VirtualPath::new(name).ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern());
        // The mathematical fonts that come along are of no use in a letter and would only slow the search for a glyph.
        let fonts: Vec<Font> = typst_assets::fonts()
            .flat_map(|data| Font::iter(Bytes::new(data)))
            .filter(|font| ["Libertinus Serif", "DejaVu Sans Mono"].contains(&font.info().family.as_str()))
            .collect();
        Some(Self {
            library: LazyHash::new(
                Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build(),
            ),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::new(path("/letter.typ")?, TEMPLATE.to_owned()),
            letter: path("/letter.json")?,
            qr: path("/qr.svg")?,
        })
    }

    /// True when one of the fonts can print the character.
    pub(crate) fn has_glyph(&self, c: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)))
    }
}

/// One letter on the desk. It sees the template, its own two files and nothing else: no disk, no packages, no clock.
pub(crate) struct Desk {
    pub(crate) shop: &'static Shop,
    /// The letter as JSON.
    pub(crate) letter: Bytes,
    /// The QR code as SVG; absent when the letter cannot be verified.
    pub(crate) qr: Option<Bytes>,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.shop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shop.book
    }

    fn main(&self) -> FileId {
        self.shop.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.shop.template.id() { Ok(self.shop.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match &self.qr {
            Some(qr) if id == self.shop.qr => Ok(qr.clone()),
            _ if id == self.shop.letter => Ok(self.letter.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shop.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
