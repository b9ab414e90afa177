//! The provider's Ed25519 signing key, kept in a file so that tokens stay valid over a restart.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use openidconnect::core::CoreEdDsaPrivateSigningKey;
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use sha2::{Digest, Sha256};

use crate::Error;

/// What comes before the 32 secret bytes of an Ed25519 key in PKCS #8 (RFC 8410).
const PKCS8_START: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// Reads the key; makes one when the file is missing.
pub(super) fn load_or_create(file: &Path) -> Result<CoreEdDsaPrivateSigningKey, Error> {
    let pem = match fs::read_to_string(file) {
        Ok(pem) => pem,
        Err(error) if error.kind() == ErrorKind::NotFound => create(file)?,
        Err(error) => return Err(error.into()),
    };
    let unreadable = |_| Error::Settings(format!("{} is no Ed25519 key.", file.display()));
    let key = CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, None).map_err(unreadable)?;
    // The key's name follows from its public half: the same key has the same name after a restart.
    let public = serde_json::to_vec(&key.as_verification_key()).unwrap_or_default();
    let name: String = Sha256::digest(public).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(name))).map_err(unreadable)
}

fn create(file: &Path) -> Result<String, Error> {
    let mut der = PKCS8_START.to_vec();
    let mut secret = [0u8; 32];
    getrandom::fill(&mut secret).map_err(|_| Error::Settings("The machine gives no random numbers.".into()))?;
    der.extend_from_slice(&secret);
    let label = "PRIVATE KEY";
    let pem = format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(der));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(pem.as_bytes())?;
    Ok(pem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_keeps_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.pem");
        let first = load_or_create(&file).unwrap().as_verification_key();
        assert_eq!(first, load_or_create(&file).unwrap().as_verification_key());
        fs::write(&file, "nonsense").unwrap();
        assert!(matches!(load_or_create(&file), Err(Error::Settings(_))));
    }
}
