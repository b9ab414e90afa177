//! Demo entry: the federations to visit and the names to sign in with.

use super::prelude::*;

/// The door to the demo.
#[derive(Template)]
#[template(path = "pages/demo_entry.html")]
pub struct DemoEntry {
    /// Everything around the page.
    pub frame: Frame,
    /// The federations.
    pub federations: Vec<DemoFederation>,
    /// Made-up people to sign in as.
    pub people: Vec<DemoPerson>,
}

/// A federation of the demo.
pub struct DemoFederation {
    /// Its name and address.
    pub entry: Link,
    /// Some communes worth a visit.
    pub communes: Vec<Link>,
    /// How many communes there are.
    pub count: u64,
}

/// A made-up person.
pub struct DemoPerson {
    /// Full name.
    pub name: String,
    /// What to type at the sign-in page.
    pub sign_in: String,
    /// What she is.
    pub role: Role,
    /// Where she lives or works.
    pub place: String,
}

impl DemoPerson {
    /// Key of the role's word.
    #[must_use]
    pub const fn role_key(&self) -> &'static str {
        match self.role {
            Role::Inhabitant => "role-inhabitant",
            Role::Clerk => "role-clerk",
            Role::Designer => "role-designer",
            Role::Operator => "role-operator",
        }
    }
}

impl Page for DemoEntry {
    const NAME: &'static str = "demo_entry";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let federation = |name: &str, count, communes: &[&str]| DemoFederation {
            entry: Link::new(name, "https://aargau.example/"),
            communes: communes.iter().map(|c| Link::new(*c, "https://aarau.example/")).collect(),
            count,
        };
        let person = |name: &str, sign_in: &str, role, place: &str| DemoPerson {
            name: name.into(),
            sign_in: sign_in.into(),
            role,
            place: place.into(),
        };
        vec![(
            "door",
            Self {
                frame: frame.clone(),
                federations: vec![
                    federation("Kanton Aargau", 196, &["Aarau", "Baden", "Zofingen"]),
                    federation("Kanton Luzern", 79, &["Luzern", "Kriens"]),
                    federation("Kreis Heinsberg", 10, &["Heinsberg", "Erkelenz"]),
                ],
                people: vec![
                    person("Lea Đặng-Muster", "lea", Role::Inhabitant, "Aarau"),
                    person("Reto Beispiel", "reto", Role::Clerk, "Aarau"),
                    person("Noa Muster", "noa", Role::Designer, "Kanton Aargau"),
                    person("Kim Beispiel", "kim", Role::Operator, "Kanton Aargau"),
                ],
            },
        )]
    }
}
