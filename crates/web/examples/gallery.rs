//! Writes every page with every sample as static HTML, to be looked at: `gallery OUTDIR [lang] [CH|DE]`.
//! Serve OUTDIR (pages expect `/assets`), for example with `python3 -m http.server -d OUTDIR`.

use domain::{Font, Palette};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, error::Error, fs};
use web::pages::render_samples;
use web::parts::{Assets, Frame};
use web::texts::{Country, Lang};
use web::theme::Theme;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let out = PathBuf::from(args.next().ok_or("gallery OUTDIR [lang] [CH|DE]")?);
    let lang = args.next().and_then(|tag| Lang::from_code(&tag)).unwrap_or(Lang::De);
    let country = if args.next().is_some_and(|code| code == "DE") { Country::De } else { Country::Ch };
    let dist = dist_folder();
    let assets = Assets::parse(&fs::read_to_string(dist.join("manifest.json"))?)?;
    fs::create_dir_all(out.join("assets"))?;
    for entry in fs::read_dir(&dist)? {
        let entry = entry?;
        fs::copy(entry.path(), out.join("assets").join(entry.file_name()))?;
    }
    let frame = Frame::sample(lang, country, Arc::new(assets));
    for colour in ["#1f5c99", "#8a1538"] {
        let theme = Theme { palette: Palette::of(colour)?, font: Font::Fira };
        fs::write(out.join(theme.href().trim_start_matches('/')), theme.css())?;
        fs::create_dir_all(out.join("gestaltung"))?;
        fs::write(out.join("gestaltung/vorschau.css"), theme.preview_css())?;
    }
    // Nobody here could answer the embedded elements: the links inside them stay.
    fs::write(out.join("einbetten.js"), "")?;
    fs::write(out.join("wappen.svg"), &frame.authority.shield)?;
    let mut list = String::from("<!DOCTYPE html><html lang=en><title>Gallery</title><h1>Gallery</h1><ul>");
    for sample in render_samples(&frame)? {
        let file = format!("{}.html", sample.name);
        list += &format!("<li><a href=\"{file}\">{}</a>", sample.name);
        fs::write(out.join(&file), sample.html)?;
    }
    list += "</ul>";
    fs::write(out.join("index.html"), list)?;
    Ok(())
}

/// `assets/dist` of the workspace this was built in, or `$PORTIKUS_ASSETS`.
fn dist_folder() -> PathBuf {
    env::var_os("PORTIKUS_ASSETS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/dist"), PathBuf::from)
}
