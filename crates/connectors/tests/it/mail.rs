//! Mail into a folder and over SMTP.

use std::time::Duration;

use connectors::contrib::mail_folder::MailFolder;
use connectors::contrib::mail_smtp::{MailSmtp, Protection, Settings};
use connectors::mail::{Mail, MailSender, Sender};
use connectors::{Egress, Fault};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use crate::server::{fixed_clock, is_retry};

fn mail() -> Mail {
    Mail {
        idempotency_key: "job-7".into(),
        from: Sender { name: "Stadt Aarau".into(), address: "portal@aarau.example".into() },
        to: "anna@example.org".into(),
        subject: "Neue Nachricht für Sie".into(),
        text: "In Ihrem Postfach liegt eine neue Nachricht.\n.\nEin Punkt allein beendet nichts.\n".into(),
        language: "de-CH".into(),
        at: "2026-11-21T10:00:00Z".parse().unwrap(),
    }
}

#[tokio::test]
async fn a_repeated_mail_is_in_the_folder_once() {
    let place = tempfile::tempdir().unwrap();
    let folder = MailFolder::new(place.path().join("outbox"));
    folder.check().await.unwrap();
    folder.send(&mail()).await.unwrap();
    folder.send(&mail()).await.unwrap();
    folder.send(&Mail { idempotency_key: "job-8".into(), ..mail() }).await.unwrap();
    let files: Vec<_> =
        std::fs::read_dir(place.path().join("outbox")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 2, "{files:?}");
    assert!(files.iter().all(|file| file.extension().unwrap() == "eml"));
    let text = std::fs::read_to_string(&files[0]).unwrap();
    assert!(text.contains("To: anna@example.org") && text.contains("text/plain; charset=utf-8"), "{text}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_tried_again() {
    let place = tempfile::tempdir().unwrap();
    let blocked = place.path().join("file");
    std::fs::write(&blocked, "").unwrap();
    is_retry(MailFolder::new(&blocked).send(&mail()).await);
    is_retry(MailFolder::new(&blocked).check().await);
}

/// Takes one mail and gives back what was said; `answer` is the reply to RCPT.
async fn sink(answer: &'static str) -> (std::net::SocketAddr, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let said = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let (reader, mut writer) = stream.into_split();
        let mut lines = BufReader::new(reader).lines();
        let (mut all, mut in_text) = (String::new(), false);
        writer.write_all(b"220 sink\r\n").await.unwrap();
        while let Ok(Some(line)) = lines.next_line().await {
            all.push_str(&line);
            all.push('\n');
            let reply = match line.as_str() {
                "." if in_text => {
                    in_text = false;
                    "250 taken\r\n"
                }
                _ if in_text => continue,
                "DATA" => {
                    in_text = true;
                    "354 go on\r\n"
                }
                "QUIT" => break,
                line if line.starts_with("RCPT") => answer,
                _ => "250 ok\r\n",
            };
            writer.write_all(reply.as_bytes()).await.unwrap();
        }
        all
    });
    (address, said)
}

fn smtp(address: std::net::SocketAddr, internal: bool) -> MailSmtp {
    let mut door = connectors::egress::Settings { allow: vec!["localhost".into()], ..Default::default() };
    if internal {
        door.internal = vec!["localhost".into()];
        // `localhost` may resolve to ::1 first; the sink listens on IPv4.
        door.fixed = vec![connectors::egress::Fixed { host: "localhost".into(), address }];
    }
    let settings = Settings {
        host: "localhost".into(),
        port: address.port(),
        protection: Protection::None,
        user: None,
        password: None,
        timeout_ms: 1_000,
    };
    MailSmtp::new(settings, Egress::new(door, fixed_clock()).unwrap())
}

#[tokio::test]
async fn a_mail_goes_over_smtp_as_it_is() {
    let (address, said) = sink("250 ok\r\n").await;
    smtp(address, true).send(&mail()).await.unwrap();
    let said = said.await.unwrap();
    assert!(said.contains("MAIL FROM:<portal@aarau.example>") && said.contains("RCPT TO:<anna@example.org>"), "{said}");
    assert!(said.contains("Message-ID: <") && said.contains("Ein Punkt allein beendet nichts."), "{said}");
}

#[tokio::test]
async fn mail_servers_refuse_stall_and_are_internal() {
    let (address, _said) = sink("550 no such user\r\n").await;
    assert!(matches!(smtp(address, true).send(&mail()).await, Err(Fault::Refused(_))));
    let (address, _said) = sink("451 later\r\n").await;
    is_retry(smtp(address, true).send(&mail()).await);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let before = std::time::Instant::now();
    is_retry(smtp(listener.local_addr().unwrap(), true).send(&mail()).await);
    assert!(before.elapsed() < Duration::from_secs(5));
    assert!(matches!(smtp(address, false).send(&mail()).await, Err(Fault::Refused(_))), "an internal address");
}
