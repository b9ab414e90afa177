//! Embeds the bundled styles, scripts and icons anew when they change; says what to run when they are not there yet.

fn main() {
    let dist = "../../assets/dist";
    println!("cargo::rerun-if-changed={dist}");
    assert!(
        std::path::Path::new(dist).join("manifest.json").exists(),
        "assets/dist is missing: run `make assets` once, it bundles styles, scripts and icons"
    );
}
