//! What kind of file it is: the marks of PDF/A-2a and PDF/UA-1, tags, language, title.

use letters::render;

use crate::sample::{german_long, read_with, swiss};

#[test]
fn the_file_declares_pdf_a_2a_and_pdf_ua_1() {
    let pdf = render(&swiss()).unwrap().bytes;
    // The description of a PDF/A file is never compressed, so that any tool can read it.
    let readable = String::from_utf8_lossy(&pdf).into_owned();
    for mark in
        ["<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>", "<pdfuaid:part>1</pdfuaid:part>"]
    {
        assert!(readable.contains(mark), "{mark} is missing");
    }
    assert!(readable.contains("Wohnsitzbestätigung"), "the title is missing in the description");
}

#[test]
fn structure_language_and_title_can_be_read_back() {
    let pdf = render(&german_long()).unwrap().bytes;
    let Ok(facts) = read_with("pdfinfo", &["FILE"], &pdf) else {
        println!("SKIPPED: pdfinfo is not installed (Debian package poppler-utils)");
        return;
    };
    for expected in
        ["Tagged:          yes", "Pages:           3", "JavaScript:      no", "A4", "Bescheid über die Hundesteuer"]
    {
        assert!(facts.contains(expected), "{expected} is missing:\n{facts}");
    }
    let tags = read_with("pdfinfo", &["-struct-text", "FILE"], &pdf).unwrap();
    for expected in ["H1", "H2", "Table", "TH", "Figure", "Link", "Document"] {
        assert!(tags.contains(expected), "tag {expected} is missing:\n{tags}");
    }
}

#[test]
fn qpdf_finds_no_fault() {
    match read_with("qpdf", &["--check", "FILE"], &render(&german_long()).unwrap().bytes) {
        Ok(said) => assert!(said.contains("No syntax or stream encoding errors found"), "{said}"),
        Err(why) => println!("SKIPPED: {why}"),
    }
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    assert_eq!(render(&swiss()).unwrap().bytes, render(&swiss()).unwrap().bytes);
}
