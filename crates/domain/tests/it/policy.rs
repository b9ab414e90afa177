//! The whole permission table as a file a lawyer can read; a change of rule is a change of that file.

use domain::{Action, Actor, Interface, PersonId, Resource, Right, SessionId, Staff, StaffRole, TrustLevel, allows};
use std::fmt::Write;
use std::sync::Arc;
use uuid::Uuid;

const ME: PersonId = PersonId(Uuid::from_u128(1));
const SOMEBODY: PersonId = PersonId(Uuid::from_u128(2));
const MY_SESSION: SessionId = SessionId(Uuid::from_u128(3));
const OTHER_SESSION: SessionId = SessionId(Uuid::from_u128(4));

fn staff(role: StaffRole, authority: &str, group: &str) -> Actor {
    Actor::Staff(Arc::new(Staff {
        subject: "s".into(),
        name: "S".into(),
        authority: authority.into(),
        roles: vec![role],
        groups: vec![group.into()],
    }))
}

fn key(right: Right, authority: &str) -> Actor {
    let (name, authority) = ("k".to_owned(), authority.to_owned());
    Actor::Interface(Arc::new(Interface { id: Uuid::from_u128(5), name, authority, rights: vec![right] }))
}

#[test]
fn the_policy_table_is_the_golden_file() {
    let actors = [
        ("visitor without session", Actor::Visitor { session: None }),
        ("visitor", Actor::Visitor { session: Some(MY_SESSION) }),
        ("inhabitant (low)", Actor::Inhabitant { person: ME, level: TrustLevel::Low, session: MY_SESSION }),
        (
            "inhabitant (substantial)",
            Actor::Inhabitant { person: ME, level: TrustLevel::Substantial, session: MY_SESSION },
        ),
        ("clerk here, group tax", staff(StaffRole::Clerk, "aarau", "tax")),
        ("clerk here, group residents", staff(StaffRole::Clerk, "aarau", "residents")),
        ("clerk elsewhere", staff(StaffRole::Clerk, "baden", "tax")),
        ("designer here", staff(StaffRole::Designer, "aarau", "tax")),
        ("operator here", staff(StaffRole::Operator, "aarau", "tax")),
        ("operator of the canton", staff(StaffRole::Operator, "aargau", "tax")),
        ("operator of another canton", staff(StaffRole::Operator, "luzern", "tax")),
        ("clerk of the canton", staff(StaffRole::Clerk, "aargau", "tax")),
        ("key to deploy", key(Right::Deploy, "aarau")),
        ("key to start", key(Right::Start, "aarau")),
        ("key to work", key(Right::Work, "aarau")),
        ("key to operate", key(Right::Operate, "aarau")),
        ("key to operate elsewhere", key(Right::Operate, "baden")),
        ("the portal itself", Actor::System),
    ];
    let (here, lead) = (Some("aarau"), Some("aargau"));
    let resources = [
        (
            "mine",
            Resource {
                authority: here,
                lead,
                owner: Some(ME),
                group: Some("tax"),
                level: TrustLevel::Substantial,
                ..Resource::default()
            },
        ),
        (
            "somebody else's",
            Resource {
                authority: here,
                lead,
                owner: Some(SOMEBODY),
                group: Some("tax"),
                level: TrustLevel::Substantial,
                ..Resource::default()
            },
        ),
        (
            "begun in this session",
            Resource {
                authority: here,
                lead,
                session: Some(MY_SESSION),
                level: TrustLevel::Substantial,
                ..Resource::default()
            },
        ),
        (
            "begun in another session",
            Resource {
                authority: here,
                lead,
                session: Some(OTHER_SESSION),
                level: TrustLevel::Substantial,
                ..Resource::default()
            },
        ),
        (
            "meant for me",
            Resource { authority: here, lead, group: Some("other"), clerk: Some("s"), ..Resource::default() },
        ),
        ("meant for a colleague", Resource { authority: here, lead, clerk: Some("colleague"), ..Resource::default() }),
        ("nobody's", Resource { authority: here, lead, ..Resource::default() }),
    ];
    let mut table =
        String::from("Who may do what. One line per action and actor; listed are the things it may be done to.\n\n");
    for action in Action::ALL {
        writeln!(table, "{action:?}").unwrap();
        for (who, actor) in &actors {
            let may: Vec<&str> =
                resources.iter().filter(|(_, r)| allows(actor, action, r)).map(|(name, _)| *name).collect();
            writeln!(table, "  {who:<28} {}", if may.is_empty() { "-".to_owned() } else { may.join(", ") }).unwrap();
        }
    }
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/policy-table.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(golden, &table).unwrap();
    }
    assert_eq!(
        table,
        std::fs::read_to_string(golden).unwrap_or_default(),
        "run with UPDATE_GOLDEN=1 after a deliberate change"
    );
}

#[test]
fn nobody_but_the_portal_runs_background_work() {
    assert!(allows(&Actor::System, Action::RunBackgroundWork, &Resource::default()));
    assert!(!allows(&Actor::System, Action::CompleteTask, &Resource::default()));
}
