//! Worklist: what a clerk should do first; deadline and waiting time lead.

use super::inbox::Filter;
use super::prelude::*;
use crate::parts::Choice;

/// A clerk's worklist.
#[derive(Template)]
#[template(path = "pages/worklist.html")]
pub struct Worklist {
    /// Everything around the page.
    pub frame: Frame,
    /// Which tasks, as tabs.
    pub tabs: Vec<Filter>,
    /// The services that have tasks, to choose one.
    pub services: Vec<Choice>,
    /// The word of the open tab in addresses.
    pub which: &'static str,
    /// Decisions that can be taken for all marked ones; empty where the tasks differ.
    pub decisions: Vec<BulkDecision>,
    /// Service and element of the tasks, where they are of one kind: so that a later page can still name the decision.
    pub kind: String,
    /// This page of tasks, most urgent first.
    pub tasks: Vec<TaskRow>,
    /// More pages.
    pub pager: Pager,
    /// Where what is to be done with several is sent (POST): `task` per case, `do=claim` or `do=decide:<decision>`.
    pub bulk_action: String,
}

/// A decision for many.
pub struct BulkDecision {
    /// What the process is told.
    pub key: String,
    /// What the button says.
    pub name: String,
}

/// A task in the worklist.
pub struct TaskRow {
    /// Id of the task.
    pub id: String,
    /// What to do.
    pub task: String,
    /// The service.
    pub service: String,
    /// Who applied.
    pub applicant: String,
    /// Reference of the case.
    pub reference: String,
    /// Page of the case.
    pub href: String,
    /// Until when.
    pub due: Option<Date>,
    /// That day has passed.
    pub overdue: bool,
    /// Working days it waits for the office.
    pub waiting_days: u32,
    /// Who has taken it; empty: nobody.
    pub assignee: String,
    /// Its process rests: it cannot be completed now.
    pub rests: bool,
}

impl Page for Worklist {
    const NAME: &'static str = "worklist";

    fn samples(frame: &Frame) -> Vec<(&'static str, Self)> {
        let task = |id: u32, applicant: &str, due, overdue, waiting_days, assignee: &str| TaskRow {
            id: id.to_string(),
            task: "Angaben prüfen".into(),
            service: "Hund anmelden".into(),
            applicant: applicant.into(),
            reference: format!("AA-2026-{id:06}"),
            href: format!("/arbeit/{id}"),
            due,
            overdue,
            waiting_days,
            assignee: assignee.into(),
            rests: id == 130,
        };
        let tasks = vec![
            task(118, "Lea Đặng-Muster", Some(date(2026, 11, 19)), true, 6, "Reto Beispiel"),
            task(121, "Sean O'Neil", Some(date(2026, 11, 24)), false, 3, ""),
            task(124, "Öztürk-Ǧ", Some(date(2026, 11, 27)), false, 1, ""),
            task(130, "Noëlle Rösli", None, false, 0, ""),
        ];
        let tab = |key: &str, count, current| Filter {
            name: frame.say(key).into_owned(),
            href: "/arbeit".into(),
            count,
            current,
        };
        let page = |tasks| Self {
            frame: frame.at(Section::Work).read_by(Role::Clerk),
            tabs: vec![
                tab("work-all", 4, true),
                tab("work-mine", 1, false),
                tab("work-overdue", 1, false),
                tab("work-free", 2, false),
            ],
            services: vec![
                Choice::new("hund-anmelden", "Hund anmelden", true),
                Choice::new("wohnsitzbestaetigung", "Wohnsitz bestätigen lassen", false),
            ],
            which: "mine",
            kind: "hund-anmelden.review".into(),
            decisions: vec![BulkDecision { key: "approve".into(), name: "Anmeldung annehmen".into() }],
            tasks,
            pager: Pager { page: 1, pages: 1, previous: None, next: None },
            bulk_action: "/arbeit".into(),
        };
        vec![("full", page(tasks)), ("empty", page(vec![]))]
    }
}
