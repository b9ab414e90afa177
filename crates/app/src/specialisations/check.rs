//! What keeps words from being published: said before, so that nobody finds out from an inhabitant.

use super::part::Part;
use super::specialisation::{Online, Specialisation};
use domain::{Authority, Lang};
use url::Url;

/// Something to mend before it can be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// A text is longer than fits; the language, the part, most characters.
    TooLong(Lang, Part, usize),
    /// A service of one's own needs this in German.
    Missing(Part),
    /// The address of the online service is not a complete internet address.
    Address,
    /// It ends before it begins.
    Dates,
    /// Something else that the check of packages found.
    Other(String),
}

/// Everything to mend.
pub fn check(said: &Specialisation, service: &str, authority: &Authority) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for lang in Lang::OFFERED {
        for part in Part::ALL {
            if said.word(lang, part).chars().count() > part.longest() {
                mistakes.push(Mistake::TooLong(lang, part, part.longest()));
            }
        }
    }
    if let Online::Elsewhere(address) = &said.online {
        let fine = Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        if !fine {
            mistakes.push(Mistake::Address);
        }
    }
    if let (Some(from), Some(until)) = (said.from, said.until)
        && until < from
    {
        mistakes.push(Mistake::Dates);
    }
    if said.own.is_some() {
        let missing = [Part::Title, Part::Summary].into_iter().filter(|part| said.word(Lang::De, *part).is_empty());
        mistakes.extend(missing.map(Mistake::Missing));
        if mistakes.is_empty()
            && let Some(Err(problems)) = said.package(service, authority)
        {
            let faults = problems.iter().filter(|problem| problem.is_fault());
            mistakes.extend(faults.map(|problem| Mistake::Other(problem.to_string())));
        }
    }
    mistakes
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_cannot_be_published_is_said() {
        let authority = crate::specialisations::tests::authority("aarau");
        let mut said = Specialisation::default();
        assert_eq!(check(&said, "hund-anmelden", &authority), []);
        said.say(Lang::De, Part::Title, "x".repeat(121));
        said.online = Online::Elsewhere("javascript:alert(1)".to_owned());
        (said.from, said.until) = (Some(date(2026, 12, 1)), Some(date(2026, 11, 1)));
        let mistakes = check(&said, "hund-anmelden", &authority);
        assert_eq!(mistakes, [Mistake::TooLong(Lang::De, Part::Title, 120), Mistake::Address, Mistake::Dates]);
        let own = Specialisation { own: Some(super::super::OwnService::default()), ..Specialisation::default() };
        assert_eq!(
            check(&own, "aarau-x", &authority),
            [Mistake::Missing(Part::Title), Mistake::Missing(Part::Summary)]
        );
    }
}
