//! How each authority looks, computed when it changes: from what it decided, else from its data.

use crate::theme::{Shield, Theme, fingerprint};
use app::{Portal, appearance};
use bytes::Bytes;
use domain::{Appearance, Authority, ColourFault, Font, LogoKind, Palette};
use std::collections::HashMap;
use std::sync::{Arc, RwLock};

/// An authority's computed look.
#[derive(Default)]
pub(crate) struct Face {
    /// What stands before its name: its logo, else the shield. Inline SVG or an `img` with an address of ours.
    pub(crate) arms: String,
    /// The generated shield.
    pub(crate) shield: String,
    /// Address of its style sheet.
    pub(crate) theme_href: String,
    /// The style sheet.
    pub(crate) css: String,
    /// Brand, text on it, hover: for light, then for dark, with spaces between.
    pub(crate) colours: String,
    /// Pages fetch the font of the house.
    pub(crate) house_font: bool,
    /// Its own logo.
    pub(crate) logo: Option<LogoFile>,
}

/// A logo as it is served.
pub(crate) struct LogoFile {
    /// Its path, with a hash of its content.
    pub(crate) href: String,
    /// Its content type.
    pub(crate) kind: &'static str,
    /// The file.
    pub(crate) bytes: Bytes,
}

impl Face {
    pub(crate) fn of(authority: &Authority, look: &Appearance) -> Result<Face, ColourFault> {
        let theme = Theme { palette: Palette::of(&look.brand)?, font: look.font };
        let shield = Shield::new(&authority.theme.initial, &theme.palette).render_svg();
        let logo = look.logo.as_ref().map(|logo| {
            let bytes = appearance::logo_bytes(logo);
            let (ending, kind) = match logo.kind {
                LogoKind::Svg => ("svg", "image/svg+xml"),
                LogoKind::Png => ("png", "image/png"),
            };
            LogoFile { href: format!("/logo-{}.{ending}", fingerprint(&bytes)), kind, bytes: bytes.into() }
        });
        Ok(Face {
            arms: logo.as_ref().map_or_else(|| shield.clone(), |logo| arms(&logo.href)),
            shield,
            theme_href: theme.href(),
            css: theme.css(),
            colours: theme.words(),
            house_font: look.font == Font::Fira,
            logo,
        })
    }
}

/// A logo before the name; the name says whose it is.
pub(crate) fn arms(href: &str) -> String {
    format!("<img class=\"logo\" src=\"{href}\" alt=\"\">")
}

/// All faces: those of the data, made at start, and those that authorities decided on since.
pub(super) struct Faces {
    from_data: HashMap<String, Arc<Face>>,
    decided: RwLock<HashMap<String, (i64, Arc<Face>)>>,
}

impl Faces {
    /// Makes the faces of the data.
    pub(super) fn build(portal: &Portal) -> Result<Faces, String> {
        let faces = portal.directory.authorities().map(|authority| {
            let brand = authority.theme.brand.clone();
            let face = Face::of(authority, &Appearance { brand, font: Font::default(), logo: None });
            let face = face.map_err(|fault| format!("{}: {fault}", authority.key))?;
            Ok((authority.key.clone(), Arc::new(face)))
        });
        Ok(Faces { from_data: faces.collect::<Result<_, String>>()?, decided: RwLock::default() })
    }

    /// The face in force now.
    pub(super) fn find(&self, portal: &Portal, authority: &Authority) -> Arc<Face> {
        let from_data = || self.from_data.get(&authority.key).cloned().unwrap_or_default();
        let (version, look) = appearance::of(portal, authority);
        if version == 0 {
            return from_data();
        }
        let decided = self.decided.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some((_, face)) = decided.get(&authority.key).filter(|(known, _)| *known == version) {
            return Arc::clone(face);
        }
        drop(decided);
        // What is stored was checked; should a later version of this program see it otherwise, the old face stays.
        let Ok(face) = Face::of(authority, &look).map(Arc::new) else { return from_data() };
        let mut decided = self.decided.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        decided.insert(authority.key.clone(), (version, Arc::clone(&face)));
        face
    }

    /// Any of them, for the demo's own pages.
    pub(super) fn any(&self) -> Arc<Face> {
        self.from_data.values().next().cloned().unwrap_or_default()
    }
}
