//! Mail into a folder: one `.eml` file per mail, written whole or not at all.

use std::path::{Path, PathBuf};

use crate::mail::{Mail, MailSender, message, message_id};
use crate::{Answer, Fault};

/// The folder that takes the mails. It is made when missing.
pub struct MailFolder {
    folder: PathBuf,
}

impl MailFolder {
    /// A sender that writes into `folder`.
    pub fn new(folder: impl Into<PathBuf>) -> MailFolder {
        MailFolder { folder: folder.into() }
    }
}

impl MailSender for MailFolder {
    fn check(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            tokio::fs::create_dir_all(&self.folder).await.map_err(|_| unwritable(&self.folder))?;
            let probe = self.folder.join(".check");
            tokio::fs::write(&probe, b"").await.map_err(|_| unwritable(&self.folder))?;
            tokio::fs::remove_file(&probe).await.map_err(|_| unwritable(&self.folder))
        })
    }

    fn send<'a>(&'a self, mail: &'a Mail) -> Answer<'a, ()> {
        Box::pin(async move {
            let bytes = message(mail)?.formatted();
            let id = message_id(mail);
            // The name follows from the key: a repeated mail lands on the same file, so it is there once.
            let name = id.split('@').next().unwrap_or(&id);
            let (part, whole) = (self.folder.join(format!("{name}.part")), self.folder.join(format!("{name}.eml")));
            tokio::fs::create_dir_all(&self.folder).await.map_err(|_| unwritable(&self.folder))?;
            if tokio::fs::try_exists(&whole).await.unwrap_or(false) {
                return Ok(());
            }
            tokio::fs::write(&part, &bytes).await.map_err(|_| unwritable(&self.folder))?;
            tokio::fs::rename(&part, &whole).await.map_err(|_| unwritable(&self.folder))
        })
    }
}

fn unwritable(folder: &Path) -> Fault {
    // A full disk or a missing right can be mended from outside, so this is worth another attempt.
    Fault::Retry(format!("The mail folder {} cannot be written.", folder.display()))
}
