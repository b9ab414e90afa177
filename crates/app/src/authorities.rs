//! Adding an authority: checked as a whole, written where every start reads its tenants from.

use crate::error::Error;
use domain::directory::DirectoryFault;
use domain::{
    Authority, AuthorityKind, Country, Directory, Federation, LangTexts, Merger, Office, OfficialNumber, Palette,
    Theme, parse_origin,
};
use jiff::civil::Date;
use store::{Db, Scope, tenants};
use url::Url;

/// What is said of a new authority.
#[derive(Debug, Clone, Default)]
pub struct New {
    /// Its key; without one the first host label.
    pub key: Option<String>,
    /// Short name: Aarau.
    pub name: String,
    /// Name as on a letterhead: Stadt Aarau. Without one the short name.
    pub full_name: Option<String>,
    /// The federation.
    pub federation: String,
    /// Name of the federation, when it begins with this canton or Kreis.
    pub federation_name: Option<String>,
    /// `canton`, `kreis` or `commune`.
    pub level: String,
    /// Number of the statistical office: BFS in Switzerland, AGS in Germany.
    pub number: Option<String>,
    /// Host labels, the main one first.
    pub hosts: Vec<String>,
    /// Canton or Land by ISO 3166-2, for example `CH-AG`, whose public holidays hold; a commune without one has its lead's.
    pub region: Option<String>,
    /// District.
    pub district: Option<String>,
    /// Postal codes.
    pub postal_codes: Vec<String>,
    /// Address of the office, a line each.
    pub address: Vec<String>,
    /// Its telephone.
    pub phone: String,
    /// Its e-mail address.
    pub email: String,
    /// Brand colour.
    pub brand: Option<String>,
    /// Web sites that may embed.
    pub embed_origins: Vec<String>,
    /// The online counter it had before.
    pub old_counter: Option<String>,
    /// The day from which it exists (2027-01-01); without one, at once.
    pub since: Option<String>,
    /// Key of the authority that it goes up in.
    pub merged_into: Option<String>,
    /// The day from which that one answers for it.
    pub merged_from: Option<String>,
}

/// A readable blue for whoever has not chosen.
const BLUE: &str = "#22427a";

/// Every kind of work of an authority that has one office so far.
const ALL_WORK: [&str; 1] = ["chancery"];

/// Adds an authority; a canton or Kreis begins its federation. Nothing is written when anything is wrong.
///
/// # Errors
/// The inner one: sentences for whoever typed it. The outer one: the store failed.
pub async fn add(db: &Db, new: &New) -> Result<Result<Authority, Vec<String>>, Error> {
    let mut tx = db.write(Scope::installation()).await?;
    let (mut federations, mut authorities, mut offices) = tenants::load_all(&mut tx).await?;
    let (federation, authority) = match check(new, &federations, &authorities) {
        Ok(checked) => checked,
        Err(problems) => return Ok(Err(problems)),
    };
    let office = office(new, &authority);
    if let Some(federation) = &federation {
        federations.push(federation.clone());
    }
    authorities.push(authority.clone());
    offices.push(office.clone());
    if let Err(fault) = Directory::build(federations, authorities, offices) {
        return Ok(Err(vec![fault.to_string()]));
    }
    if let Some(federation) = &federation {
        tenants::save_federation(&mut tx, federation).await?;
    }
    tenants::save_authority(&mut tx, &authority, &[office]).await?;
    tx.commit().await?;
    Ok(Ok(authority))
}

/// Lets an authority go up in another one from a day on; until then it answers itself.
///
/// # Errors
/// The inner one: a sentence for whoever typed it. The outer one: the store failed.
pub async fn merge(db: &Db, key: &str, successor: &str, from: &str) -> Result<Result<Authority, String>, Error> {
    let mut tx = db.write(Scope::installation()).await?;
    let (federations, mut authorities, offices) = tenants::load_all(&mut tx).await?;
    let merger = match merger(key, successor, from, &authorities) {
        Ok(merger) => merger,
        Err(problem) => return Ok(Err(problem)),
    };
    let Some(authority) = authorities.iter_mut().find(|authority| authority.key == key) else {
        return Ok(Err(format!("{key:?}: there is no authority with this key")));
    };
    if authority.kind.is_lead() {
        return Ok(Err(format!("{key:?}: a canton or Kreis does not go up in another authority")));
    }
    authority.merged_into = Some(merger);
    let changed = authority.clone();
    if let Err(fault) = Directory::build(federations, authorities, offices) {
        return Ok(Err(fault.to_string()));
    }
    tenants::save_authority(&mut tx, &changed, &[]).await?;
    tx.commit().await?;
    Ok(Ok(changed))
}

fn merger(key: &str, successor: &str, from: &str, authorities: &[Authority]) -> Result<Merger, String> {
    let from = day("--from", from)?;
    match authorities.iter().find(|authority| authority.key == successor) {
        _ if successor == key => Err(format!("{successor:?}: an authority does not go up in itself")),
        Some(there) if there.kind.is_lead() => Err(format!("{successor:?} is no commune")),
        Some(_) => Ok(Merger { successor: successor.to_owned(), from }),
        None => Err(format!("{successor:?}: the authority that it goes up in has to be there first")),
    }
}

fn day(flag: &str, text: &str) -> Result<Date, String> {
    text.trim().parse().map_err(|_| format!("{flag} {text:?}: a day such as 2027-01-01"))
}

/// Everybody there is.
///
/// # Errors
/// When the store fails or the tenants do not fit together.
pub async fn list(db: &Db) -> Result<Directory, Error> {
    let mut tx = db.read(Scope::installation()).await?;
    let (federations, authorities, offices) = tenants::load_all(&mut tx).await?;
    Directory::build(federations, authorities, offices)
        .map_err(|fault: DirectoryFault| Error::Invalid(fault.to_string()))
}

type Checked = (Option<Federation>, Authority);

fn check(new: &New, federations: &[Federation], authorities: &[Authority]) -> Result<Checked, Vec<String>> {
    let mut problems = Vec::new();
    let name = plain(&new.name);
    if name.is_empty() || name.len() > 120 {
        problems.push("--name: an authority has a name of 1 to 120 characters".to_owned());
    }
    let hosts: Vec<String> = new.hosts.iter().map(|host| host.trim().to_ascii_lowercase()).collect();
    if hosts.is_empty() {
        problems.push("--host: it needs at least one host label, for example aarau for aarau.<base domain>".to_owned());
    }
    for host in hosts.iter().filter(|host| !is_host(host)) {
        problems.push(format!("--host {host:?}: small letters, digits and hyphens, parts separated by dots"));
    }
    let key = new.key.clone().or_else(|| hosts.first().cloned()).unwrap_or_default();
    if !hosts.is_empty() && !is_host(&key) {
        problems.push(format!("--key {key:?}: small letters, digits and hyphens"));
    }
    if authorities.iter().any(|authority| authority.key == key) {
        problems.push(format!("--key {key:?}: there is an authority with this key already"));
    }
    let known = federations.iter().find(|federation| federation.key == new.federation);
    let (kind, country) = match (new.level.as_str(), known) {
        ("canton", _) => (AuthorityKind::Canton, Country::Ch),
        ("kreis", _) => (AuthorityKind::Kreis, Country::De),
        ("commune", Some(federation)) => (AuthorityKind::Commune, federation.country),
        ("commune", None) => {
            let keys: Vec<&str> = federations.iter().map(|federation| federation.key.as_str()).collect();
            let there = if keys.is_empty() { "there is none yet".to_owned() } else { keys.join(", ") };
            problems.push(format!(
                "--federation {:?}: a commune joins a federation that is there ({there}); add its canton or Kreis first",
                new.federation
            ));
            (AuthorityKind::Commune, Country::Ch)
        }
        (other, _) => {
            problems.push(format!("--level {other:?}: write canton, kreis or commune"));
            (AuthorityKind::Commune, Country::Ch)
        }
    };
    if kind.is_lead() {
        if known.is_some() {
            problems.push(format!("--federation {:?}: this federation has its lead authority already", new.federation));
        } else if !is_host(&new.federation) {
            problems.push(format!("--federation {:?}: small letters, digits and hyphens", new.federation));
        }
    }
    let number = new.number.as_deref().map(|number| official(number, kind, country, authorities));
    let number = number.and_then(|checked| checked.map_err(|problem| problems.push(problem)).ok());
    if kind == AuthorityKind::Commune && new.number.is_none() {
        problems.push("--number: a commune has a number of the statistical office (BFS or AGS)".to_owned());
    }
    let digits = if country == Country::Ch { 4 } else { 5 };
    for code in &new.postal_codes {
        if code.len() != digits || !code.bytes().all(|b| b.is_ascii_digit()) {
            problems.push(format!("--postal-code {code:?}: {digits} digits here"));
        }
    }
    let own = new.region.as_deref().map(|region| region.trim().to_ascii_uppercase());
    let start = format!("{}-", country.code());
    if let Some(region) = &own
        && !region
            .strip_prefix(&start)
            .is_some_and(|rest| (1..=3).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
    {
        problems.push(format!("--region {region:?}: ISO 3166-2, here {start} and the canton's or Land's letters"));
    }
    let lead = known.and_then(|federation| authorities.iter().find(|authority| authority.key == federation.lead));
    let region = own.or_else(|| lead.and_then(|lead| lead.region.clone()));
    let brand = new.brand.clone().unwrap_or_else(|| BLUE.to_owned());
    if let Err(fault) = Palette::of(&brand) {
        problems.push(format!("--brand: {fault}"));
    }
    let mut embed_origins = Vec::new();
    for origin in &new.embed_origins {
        match parse_origin(origin) {
            Ok(origin) => embed_origins.push(origin),
            Err(fault) => problems.push(format!("--embed-origin: {fault}")),
        }
    }
    let counter = new.old_counter.as_deref().map(Url::parse);
    if counter.as_ref().is_some_and(|url| !url.as_ref().is_ok_and(|url| url.scheme() == "https")) {
        problems.push("--old-counter: an address that begins with https://".to_owned());
    }
    let since = new.since.as_deref().map(|since| day("--since", since));
    let since = since.and_then(|read| read.map_err(|problem| problems.push(problem)).ok());
    let merged_into = match (&new.merged_into, &new.merged_from) {
        (None, None) => None,
        (Some(successor), Some(from)) => match merger(&key, successor, from, authorities) {
            Ok(merger) => Some(merger),
            Err(problem) => {
                problems.push(problem);
                None
            }
        },
        _ => {
            problems.push("--merged-into and --merged-from: a merger has a successor and a day".to_owned());
            None
        }
    };
    if !problems.is_empty() {
        return Err(problems);
    }
    let full_name = new.full_name.as_deref().map_or_else(|| name.clone(), plain);
    let federation = kind.is_lead().then(|| Federation {
        key: new.federation.clone(),
        name: LangTexts::same(&new.federation_name.as_deref().map_or_else(|| full_name.clone(), plain)),
        country,
        lead: key.clone(),
    });
    let initial = name.chars().find(|c| c.is_alphabetic()).map(String::from).unwrap_or_default();
    let authority = Authority {
        key,
        federation: new.federation.clone(),
        kind,
        full_name: LangTexts::same(&full_name),
        name,
        country,
        region,
        district: new.district.as_deref().map(plain).filter(|district| !district.is_empty()),
        number,
        hosts,
        postal_codes: new.postal_codes.clone(),
        former: Vec::new(),
        theme: Theme { brand, initial },
        embed_origins,
        old_counter: counter.and_then(Result::ok).map(String::from),
        since,
        merged_into,
    };
    Ok((federation, authority))
}

fn official(
    number: &str,
    kind: AuthorityKind,
    country: Country,
    authorities: &[Authority],
) -> Result<OfficialNumber, String> {
    let (scheme, fits): (&str, &[usize]) = match (country, kind) {
        (Country::Ch, _) => ("BFS", &[1, 2, 3, 4]),
        (Country::De, AuthorityKind::Commune) => ("AGS", &[8]),
        (Country::De, _) => ("AGS", &[5]),
    };
    if !fits.contains(&number.len()) || !number.bytes().all(|b| b.is_ascii_digit()) {
        let lengths = fits.last().copied().unwrap_or_default();
        let up_to = if fits.len() > 1 { "up to " } else { "" };
        return Err(format!("--number {number:?}: {scheme} numbers have {up_to}{lengths} digits here"));
    }
    let taken = authorities.iter().find(|authority| {
        authority.country == country
            && authority.kind.is_lead() == kind.is_lead()
            && (authority.number.as_ref().is_some_and(|own| own.number == number)
                || authority.former.iter().any(|former| former.number == number))
    });
    match taken {
        Some(authority) => Err(format!("--number {number}: this is the number of {}", authority.name)),
        None => Ok(OfficialNumber { scheme: scheme.to_owned(), number: number.to_owned() }),
    }
}

/// One office to turn to, until the authority describes its own.
fn office(new: &New, authority: &Authority) -> Office {
    Office {
        key: "chancery".to_owned(),
        authority: authority.key.clone(),
        kinds: ALL_WORK.map(str::to_owned).to_vec(),
        name: authority.full_name.clone(),
        address: new.address.iter().map(|line| plain(line)).filter(|line| !line.is_empty()).collect(),
        phone: plain(&new.phone),
        email: plain(&new.email),
        hours: Vec::new(),
        exceptions: Vec::new(),
        staff: Vec::new(),
    }
}

/// One line without control characters.
fn plain(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control()).collect()
}

/// Small letters, digits and hyphens, in parts separated by dots.
fn is_host(label: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    label.len() <= 63 && label.split('.').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commune() -> New {
        New {
            name: "Musterwil".into(),
            federation: "muster".into(),
            level: "commune".into(),
            number: Some("4999".into()),
            hosts: vec!["musterwil".into()],
            ..New::default()
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let wrong = New {
            name: " ".into(),
            hosts: vec!["Muster wil".into()],
            postal_codes: vec!["ABC".into()],
            brand: Some("#ffee00".into()),
            embed_origins: vec!["*".into()],
            old_counter: Some("javascript:alert(1)".into()),
            ..commune()
        };
        let problems = check(&wrong, &[], &[]).err().unwrap_or_default().join("\n");
        for word in ["--name", "--host", "--federation", "--postal-code", "--brand", "--embed-origin", "--old-counter"]
        {
            assert!(problems.contains(word), "{word}: {problems}");
        }
        assert!(problems.contains("add its canton or Kreis first"), "{problems}");
    }

    #[test]
    fn a_lead_begins_its_federation_and_a_commune_joins_it() {
        let lead = New {
            name: "Kanton Muster".into(),
            level: "canton".into(),
            number: None,
            hosts: vec!["kanton-muster".into()],
            ..commune()
        };
        let (federation, lead) = check(&lead, &[], &[]).expect("a canton");
        let federations = [federation.expect("a federation")];
        assert_eq!(federations[0].lead, "kanton-muster");
        let (none, commune) = check(&commune(), &federations, std::slice::from_ref(&lead)).expect("a commune");
        assert!(none.is_none());
        assert_eq!(commune.number.as_ref().map(|n| n.scheme.as_str()), Some("BFS"));
        let again = check(&self::commune(), &federations, &[lead, commune]).err().unwrap_or_default().join("\n");
        assert!(again.contains("this key already") && again.contains("number of Musterwil"), "{again}");
    }
}
