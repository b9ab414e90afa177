//! Coverage: how much of what an authority does can be done online.

use super::prelude::*;

/// The share of services at each stage: a chart for this authority, a table for all of its federation.
#[derive(Template)]
#[template(path = "pages/coverage.html")]
pub struct Coverage {
    /// Everything around the page.
    pub frame: Frame,
    /// The authority's full name.
    pub name: String,
    /// Share that goes online, in hundred.
    pub percent: u64,
    /// All its services.
    pub total: u64,
    /// Those that go online.
    pub online: u64,
    /// The parts of the chart, one a stage.
    pub bars: Vec<Bar>,
    /// The authority above and the one whose portal this is.
    pub first: Vec<CoverageRow>,
    /// The communes by district; one without a name where there are no districts.
    pub districts: Vec<CoverageDistrict>,
}

/// The communes of a district.
pub struct CoverageDistrict {
    /// Its name; empty where there are no districts.
    pub name: String,
    /// The authority whose portal this is lies in it.
    pub is_here: bool,
    /// Share of all their services that goes online, in hundred.
    pub percent: u64,
    /// The communes, in order.
    pub rows: Vec<CoverageRow>,
}

/// A part of the chart.
pub struct Bar {
    /// 0 to 3.
    pub stage: usize,
    /// What the stage is called.
    pub name: String,
    /// How many services.
    pub count: u64,
    /// Where it begins, in thousandths of the width.
    pub from: u64,
    /// How wide it is, in thousandths.
    pub width: u64,
}

/// An authority in the table.
pub struct CoverageRow {
    /// Its name.
    pub name: String,
    /// The one whose portal this is.
    pub is_here: bool,
    /// Services by stage.
    pub stages: [u64; 4],
    /// Share that goes online, in hundred.
    pub percent: u64,
}

impl Page for Coverage {
    const NAME: &'static str = "coverage";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let bar = |stage, name: &str, count, from, width| Bar { stage, name: name.into(), count, from, width };
        let row = |name: &str, is_here, stages, percent| CoverageRow { name: name.into(), is_here, stages, percent };
        let district = |name: &str, is_here, rows: Vec<CoverageRow>| CoverageDistrict {
            name: name.into(),
            is_here,
            percent: 40,
            rows,
        };
        let page = Self {
            frame: frame.at(Section::Design).read_by(Role::Designer),
            name: "Stadt Aarau".into(),
            percent: 40,
            total: 90,
            online: 36,
            bars: vec![
                bar(0, "Nur Auskunft", 54, 0, 600),
                bar(1, "Formular und Nachricht", 30, 600, 333),
                bar(2, "Mit Ablauf", 5, 933, 56),
                bar(3, "Ganz von selbst", 1, 989, 11),
            ],
            first: vec![row("Kanton Aargau", false, [50, 10, 0, 0], 16), row("Aarau", true, [54, 30, 5, 1], 40)],
            districts: vec![
                district(
                    "Aarau",
                    true,
                    vec![row("Aarau", true, [54, 30, 5, 1], 40), row("Suhr", false, [54, 30, 5, 1], 40)],
                ),
                district("Zofingen", false, vec![row("Aarburg", false, [84, 6, 0, 0], 6)]),
            ],
        };
        vec![("", page)]
    }
}
