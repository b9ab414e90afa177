//! The kind "mail": short notices in plain text. The caller chooses sender, language and words; a mail carries no
//! personal data.

use jiff::Timestamp;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use sha2::{Digest, Sha256};

use crate::{Answer, Fault};

/// A mailbox as it appears in a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The name people read ("Stadt Aarau"); may be empty.
    pub name: String,
    /// The address.
    pub address: String,
}

/// One mail to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Stable over all attempts; the Message-ID is made from it, so that a repeated mail can be recognised.
    pub idempotency_key: String,
    /// The authority that writes.
    pub from: Sender,
    /// The address it goes to.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The body in plain text; lines end with `\n`.
    pub text: String,
    /// Language tag of subject and text ("de-CH").
    pub language: String,
    /// The date in the header.
    pub at: Timestamp,
}

/// Something that takes mails.
pub trait MailSender: Send + Sync {
    /// Checks settings, connection and credentials without sending anything.
    fn check(&self) -> Answer<'_, ()>;

    /// Hands one mail over. After `Retry` it may have gone out; a repetition carries the same Message-ID.
    fn send<'a>(&'a self, mail: &'a Mail) -> Answer<'a, ()>;
}

/// The Message-ID without angle brackets: a hash of the key, at the sender's domain. Nothing can be read from it.
pub(crate) fn message_id(mail: &Mail) -> String {
    let domain = mail.from.address.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    let hash = Sha256::digest(mail.idempotency_key.as_bytes());
    let name: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{name}@{domain}")
}

/// The mail as a message. `Refused` for addresses that are none and for headers with control characters.
pub(crate) fn message(mail: &Mail) -> Result<Message, Fault> {
    let line = |text: &str, what: &str| match text.chars().any(char::is_control) {
        true => Err(Fault::Refused(format!("The {what} of a mail contains a line break or control character."))),
        false => Ok(()),
    };
    line(&mail.subject, "subject")?;
    line(&mail.from.name, "sender's name")?;
    line(&mail.language, "language")?;
    let address = |text: &str, whose: &str| {
        text.parse::<lettre::Address>().map_err(|_| Fault::Refused(format!("The {whose} address of a mail is none.")))
    };
    let name = Some(mail.from.name.clone()).filter(|name| !name.is_empty());
    let from = Mailbox::new(name, address(&mail.from.address, "sender's")?);
    let to = Mailbox::new(None, address(&mail.to, "recipient's")?);
    Message::builder()
        .date(mail.at.into())
        .message_id(Some(format!("<{}>", message_id(mail))))
        .from(from)
        .to(to)
        .subject(mail.subject.clone())
        .header(AutoSubmitted)
        .header(ContentLanguage(mail.language.clone()))
        .header(ContentType::TEXT_PLAIN)
        .body(mail.text.clone())
        .map_err(|_| Fault::Refused("A mail could not be put together.".into()))
}

/// Tells out-of-office robots not to answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[derive(Clone)]
struct ContentLanguage(String);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(ContentLanguage(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> Mail {
        Mail {
            idempotency_key: "job-1".into(),
            from: Sender { name: "Stadt Zürich-Beispiel".into(), address: "portal@beispiel.example".into() },
            to: "anna@example.org".into(),
            subject: "Neue Nachricht für Sie".into(),
            text: "Grüezi\n\nIn Ihrem Postfach liegt eine neue Nachricht.\n".into(),
            language: "de-CH".into(),
            at: "2026-11-21T10:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn the_same_key_gives_the_same_message() {
        let first = message(&mail()).unwrap().formatted();
        assert_eq!(first, message(&mail()).unwrap().formatted());
        let text = String::from_utf8(first).unwrap();
        assert!(text.contains(&format!("Message-ID: <{}>", message_id(&mail()))), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated") && text.contains("Content-Language: de-CH"), "{text}");
        assert!(text.contains("Content-Type: text/plain; charset=utf-8"), "{text}");
        assert!(!text.contains("job-1"), "the key itself stays inside");
        let other = Mail { idempotency_key: "job-2".into(), ..mail() };
        assert_ne!(message_id(&mail()), message_id(&other));
    }

    #[test]
    fn nobody_smuggles_a_header_in() {
        for mail in [
            Mail { subject: "Hallo\r\nBcc: all@example.org".into(), ..mail() },
            Mail { to: "anna@example.org\nBcc: all@example.org".into(), ..mail() },
            Mail { to: "anna@example.org, eve@example.org".into(), ..mail() },
            Mail { from: Sender { name: "Stadt\nBcc: x@y.z".into(), ..mail().from }, ..mail() },
            Mail { language: "de\nX: y".into(), ..mail() },
        ] {
            assert!(matches!(message(&mail), Err(Fault::Refused(_))), "{mail:?}");
        }
        let name = r#"Stadt "Aarau", <eve@example.org>"#.to_owned();
        let quoted = Mail { from: Sender { name, ..mail().from }, ..mail() };
        let message = message(&quoted).unwrap();
        assert_eq!(message.envelope().from().unwrap().to_string(), "portal@beispiel.example");
    }
}
