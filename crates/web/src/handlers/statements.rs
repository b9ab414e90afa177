//! Imprint, privacy, accessibility, help: true for the authority of the host.

use crate::pages::{Accessibility, Help, Imprint, Privacy};
use crate::parts::Section;
use crate::server::{Reply, Visit, page};
use jiff::civil::{Date, date};

/// When these statements were last looked over.
const AS_OF: Date = date(2026, 11, 21);

fn address(visit: &Visit) -> Vec<String> {
    let office = visit.site.portal.directory.office_for(&visit.authority().key, "chancery");
    office.map(|office| office.address.clone()).unwrap_or_default()
}

/// Who answers for this portal.
pub async fn imprint(visit: Visit) -> Reply {
    let frame = visit.frame(Section::Other).await?;
    page(&Imprint { address: address(&visit), as_of: AS_OF, frame })
}

/// What is done with data here.
pub async fn privacy(visit: Visit) -> Reply {
    let frame = visit.frame(Section::Other).await?;
    page(&Privacy { address: address(&visit), as_of: AS_OF, frame })
}

/// How far accessibility goes, and whom to tell.
pub async fn accessibility(visit: Visit) -> Reply {
    let frame = visit.frame(Section::Other).await?;
    page(&Accessibility { address: address(&visit), as_of: AS_OF, frame })
}

/// How the portal works.
pub async fn help(visit: Visit) -> Reply {
    let frame = visit.frame(Section::Other).await?;
    page(&Help { address: address(&visit), as_of: AS_OF, frame })
}
