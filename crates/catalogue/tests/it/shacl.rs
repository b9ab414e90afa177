//! CPSV-AP against its public SHACL shapes, with pyshacl in an environment of its own below `target`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::linked::{publisher, records};
use catalogue::linked::render_cpsv;
use serde_json::Value;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Python with pyshacl, or why there is none. The first run installs it, later runs find it.
fn python() -> Result<PathBuf, String> {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shacl");
    let python = home.join("bin/python");
    let run = |command: &mut Command| match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or("failed").to_owned()),
        Err(error) => Err(error.to_string()),
    };
    if run(Command::new(&python).args(["-c", "import pyshacl"])).is_err() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&home))?;
        let wanted = format!("{ROOT}/tests/shacl/requirements.txt");
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--requirement", &wanted]))?;
    }
    Ok(python)
}

fn validate(python: &Path, shapes: &Path, name: &str, document: &Value) -> (bool, String) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, document.to_string()).unwrap();
    let script = format!("{ROOT}/tests/shacl/validate.py");
    let output = Command::new(python).arg(script).arg(shapes).arg(&file).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), said)
}

#[test]
fn the_export_conforms_to_the_public_shapes() {
    let shapes = Path::new(ROOT).join("../../../shared/conformance/cpsv-ap/cpsv-ap-SHACL.ttl");
    if !shapes.is_file() {
        eprintln!("SKIPPED: the SHACL shapes are not beside the repository ({})", shapes.display());
        return;
    }
    let python = match python() {
        Ok(python) => python,
        Err(why) => {
            eprintln!("SKIPPED: no Python with pyshacl: {why}");
            return;
        }
    };
    let mut document = render_cpsv(&records(), &publisher());
    let (conforms, said) = validate(&python, &shapes, "cpsv.jsonld", &document);
    assert!(conforms && said.contains("services: 3"), "{said}");
    // The check can fail: without title and competent authority it does.
    for node in document["@graph"].as_array_mut().unwrap() {
        if node["@type"] == "cpsv:PublicService" {
            let fields = node.as_object_mut().unwrap();
            fields.remove("dct:title");
            fields.remove("cv:hasCompetentAuthority");
        }
    }
    let (conforms, said) = validate(&python, &shapes, "cpsv-broken.jsonld", &document);
    assert!(!conforms && said.matches("violation:").count() == 6, "{said}");
}
