//! What people searched for, for editors: what was not found comes first; rare queries stay unseen.

use crate::error::{Error, authorise};
use crate::portal::Portal;
use crate::sheet;
use domain::{Action, Ctx, Resource};
use jiff::ToSpan;
use jiff::civil::Date;
use store::Scope;
use store::searches::{self as table, Part};

pub use store::searches::Summed;

/// A query that fewer people typed may be a name, and stays unseen.
pub const LEAST: i64 = 3;
/// Lines a page.
pub const PAGE: u32 = 50;
/// Lines of a download.
const WHOLE: i64 = 20_000;

/// Over which time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    /// 30 days.
    #[default]
    Month,
    /// 365 days.
    Year,
}

impl Period {
    /// Its days, today included.
    #[must_use]
    pub const fn days(self) -> i32 {
        match self {
            Period::Month => 30,
            Period::Year => 365,
        }
    }

    fn since(self, today: Date) -> Date {
        today.saturating_sub((self.days() - 1).days())
    }
}

/// What an editor wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Over which time.
    pub period: Period,
    /// Of the whole federation: the lead authority's editors may choose that.
    pub whole: bool,
    /// Counted from 1.
    pub page: u32,
}

/// A page of queries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The queries.
    pub lines: Vec<Summed>,
    /// All searches of the time, also those that stay unseen.
    pub asked: i64,
    /// Those of them that hit nothing.
    pub missed: i64,
    /// Those whose words are not shown: rare, or with what may belong to a person.
    pub unseen: i64,
    /// How many pages there are, at least 1.
    pub pages: u32,
    /// Whether these are the searches of the whole federation.
    pub whole: bool,
}

/// A page of what people searched for.
///
/// # Errors
/// [`Error::NotFound`] for everybody but editors; when the store fails.
pub async fn list(portal: &Portal, ctx: &Ctx, wish: &Wish) -> Result<Listed, Error> {
    allow(ctx)?;
    let since = wish.period.since(ctx.today());
    let part = |page: u32| Part {
        since,
        least: LEAST,
        limit: i64::from(PAGE),
        offset: i64::from(page.saturating_sub(1)) * i64::from(PAGE),
    };
    let (scope, whole) = scope(ctx, wish.whole);
    let mut tx = portal.db.read(scope).await?;
    let mut lines = table::list(&mut tx, &part(wish.page)).await?;
    if lines.is_empty() && wish.page > 1 {
        lines = table::list(&mut tx, &part(1)).await?;
    }
    let (asked, missed) = table::sum(&mut tx, since).await?;
    let (queries, listed) = lines.first().map_or((0, 0), |line| (line.queries, line.listed));
    let pages = u32::try_from(queries).unwrap_or(u32::MAX).div_ceil(PAGE).max(1);
    Ok(Listed { lines, asked, missed, unseen: asked - listed, pages, whole })
}

/// The same as a table for spreadsheets, all pages in one.
///
/// # Errors
/// Like [`list`].
pub async fn render_csv(portal: &Portal, ctx: &Ctx, wish: &Wish) -> Result<String, Error> {
    allow(ctx)?;
    let part = Part { since: wish.period.since(ctx.today()), least: LEAST, limit: WHOLE, offset: 0 };
    let mut tx = portal.db.read(scope(ctx, wish.whole).0).await?;
    let lines = table::list(&mut tx, &part).await?;
    let rows = lines.iter().map(|line| {
        let counts = [line.asked, line.missed, line.useful, line.useless].map(|count| count.to_string());
        let [asked, missed, useful, useless] = counts;
        [line.query.clone(), line.language.clone(), asked, missed, useful, useless]
    });
    sheet::render_csv(["query", "language", "asked", "not_found", "useful", "not_useful"], rows)
}

/// The canton's or Kreis's editors look after their whole federation, the others after themselves.
fn scope(ctx: &Ctx, whole: bool) -> (Scope, bool) {
    let whole = whole && ctx.authority.kind.is_lead();
    (if whole { Scope::of_federation(ctx) } else { Scope::of(ctx) }, whole)
}

fn allow(ctx: &Ctx) -> Result<(), Error> {
    authorise(ctx, Action::ViewWorkshop, &Resource { authority: Some(&ctx.authority.key), ..Resource::default() })
}
