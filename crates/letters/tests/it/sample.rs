//! Letters for the tests, and the tools that read a PDF back.

use std::path::PathBuf;
use std::process::Command;

use letters::{Labels, Letter, Section, Sender, Verify};

/// A Swiss letter with a name that has every difficulty at once.
pub fn swiss() -> Letter {
    Letter {
        lang: "de".into(),
        country: "CH".into(),
        authority: Sender {
            name: "Stadt Aarau".into(),
            department: "Einwohnerdienste".into(),
            address: vec!["Rathausgasse 1".into(), "5000 Aarau".into()],
            phone: "062 000 00 00".into(),
            colour: "#14507a".into(),
            initial: "A".into(),
        },
        recipient: vec!["Đặng Öztürk-Ǧ".into(), "Beispielweg 7a".into(), "5000 Aarau".into()],
        place: "Aarau".into(),
        date: "21. November 2026".into(),
        issued: jiff::Timestamp::from_second(1_795_000_000).unwrap(),
        subject: "Wohnsitzbestätigung".into(),
        reference: "WB-2026-004711".into(),
        salutation: "Guten Tag Đặng Öztürk-Ǧ".into(),
        paragraphs: vec!["Wir bestätigen, dass Sie bei uns mit Hauptwohnsitz gemeldet sind.".into()],
        facts: vec![
            ("Name".into(), "Đặng Öztürk-Ǧ".into()),
            ("Geboren am".into(), "31.3.1980".into()),
            ("Adresse".into(), "Beispielweg 7a, 5000 Aarau".into()),
            ("Gemeldet seit".into(), "1.4.2019".into()),
        ],
        sections: vec![Section {
            title: "Gut zu wissen".into(),
            paragraphs: vec![
                "Diese Bestätigung gilt drei Monate ab Ausstellung. Die Gebühr von CHF 20.00 ist bezahlt.".into(),
            ],
        }],
        closing: "Freundliche Grüsse".into(),
        signer: vec!["Einwohnerdienste Aarau".into(), "Dieses Schreiben gilt ohne Unterschrift.".into()],
        verify: Verify { url: "https://aarau.example/pruefen/7KQ2M4XF9RTB".into(), code: "7KQ2-M4XF-9RTB".into() },
        labels: Labels {
            reference: "Aktenzeichen".into(),
            date: "Datum".into(),
            phone: "Telefon".into(),
            page: "Seite {page} von {pages}".into(),
            verify: "Echtheit prüfen".into(),
            verify_help:
                "Lesen Sie den QR-Code mit dem Telefon, oder öffnen Sie die Adresse und vergleichen Sie die Angaben."
                    .into(),
            code: "Prüfcode".into(),
            qr_alt: "QR-Code zur Seite, auf der Sie dieses Schreiben prüfen".into(),
            example: "Beispieltext".into(),
        },
        example: true,
    }
}

/// A German letter that runs over several pages.
pub fn german_long() -> Letter {
    let mut letter = swiss();
    letter.country = "DE".into();
    letter.authority = Sender {
        name: "Stadt Heinsberg".into(),
        department: "Bürgerservice".into(),
        address: vec!["Apfelstraße 60".into(), "52525 Heinsberg".into()],
        phone: "02452 000-0".into(),
        colour: "#7a1f2b".into(),
        initial: "HS".into(),
    };
    letter.recipient = vec!["Frau".into(), "Anna O'Neil".into(), "Große Straße 12".into(), "52525 Heinsberg".into()];
    letter.subject =
        "Ihr Antrag auf Anmeldung eines Hundes: Bescheid über die Hundesteuer für das laufende Jahr".into();
    letter.paragraphs = (1..=22)
        .map(|n| format!("Absatz {n}. Sie haben Ihren Hund angemeldet. Wir haben Ihre Angaben geprüft und setzen die Steuer wie unten beschrieben fest. Bitte heben Sie diesen Bescheid auf, damit Sie ihn bei einer Kontrolle vorzeigen können."))
        .collect();
    letter.closing = "Mit freundlichen Grüßen".into();
    letter
}

/// What `tool` prints for the PDF, or the reason why it cannot be asked.
pub fn read_with(tool: &str, arguments: &[&str], pdf: &[u8]) -> Result<String, String> {
    let folder = tempfile::tempdir().map_err(|fault| fault.to_string())?;
    let file = folder.path().join("letter.pdf");
    std::fs::write(&file, pdf).map_err(|fault| fault.to_string())?;
    let mut command = Command::new(tool);
    for argument in arguments {
        command.arg(if *argument == "FILE" { file.as_os_str() } else { argument.as_ref() });
    }
    let output = command.output().map_err(|_| format!("{tool} is not installed"))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
}

/// The text of the PDF in reading order; `None`, said aloud, where pdftotext is missing.
pub fn text_of(pdf: &[u8]) -> Option<String> {
    match read_with("pdftotext", &["-enc", "UTF-8", "FILE", "-"], pdf) {
        Ok(text) => Some(text),
        Err(why) => {
            println!("SKIPPED: {why} (Debian package poppler-utils)");
            None
        }
    }
}

/// Keeps the PDF for a person to look at when LETTERS_OUT names a folder.
pub fn keep(name: &str, pdf: &[u8]) {
    if let Some(folder) = std::env::var_os("LETTERS_OUT") {
        std::fs::write(PathBuf::from(folder).join(name), pdf).unwrap();
    }
}
