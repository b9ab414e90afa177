//! Who may do what: one pure function. Its whole table is the golden file `tests/it/policy-table.txt`.

use crate::actor::{Actor, StaffRole};
use crate::id::{PersonId, SessionId};
use crate::interface::Right;
use crate::trust::TrustLevel;

/// Everything the portal lets somebody do that is not public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read, change or leave an application that was not submitted.
    EditDraft,
    /// Submit it.
    SubmitDraft,
    /// Read a case, its documents and messages as the applicant.
    ReadOwnCase,
    /// Answer a request of the office, pay.
    ActOnOwnCase,
    /// See one's inbox and account.
    UseInbox,
    /// See the list of tasks of one's office.
    ListWorklist,
    /// Read a case as staff; is recorded in the applicant's data log.
    ReadCaseAsStaff,
    /// Complete an office task.
    CompleteTask,
    /// See and mend incidents: of one's own authority, as the lead authority's operator of the whole federation.
    MendIncidents,
    /// See service packages and what was found in them.
    ViewWorkshop,
    /// Change files of a service package in a draft of one's own authority, which nobody uses yet.
    DraftServices,
    /// Put in force what one's own authority says itself about services.
    PublishServices,
    /// Change an authority's face: colour, logo, font, and the web sites that may show its search.
    ShapePortal,
    /// Deploy process models of an authority.
    DeployProcesses,
    /// Start processes without an application, send messages to them.
    StartProcesses,
    /// Fetch work of service tasks and give it back.
    DoOutsideWork,
    /// Look at running processes without an application and their variables, mend and end them.
    OperateProcesses,
    /// Advance processes and run jobs.
    RunBackgroundWork,
}

impl Action {
    /// All actions, for the table and the route test.
    pub const ALL: [Action; 18] = [
        Action::EditDraft,
        Action::SubmitDraft,
        Action::ReadOwnCase,
        Action::ActOnOwnCase,
        Action::UseInbox,
        Action::ListWorklist,
        Action::ReadCaseAsStaff,
        Action::CompleteTask,
        Action::MendIncidents,
        Action::ViewWorkshop,
        Action::DraftServices,
        Action::PublishServices,
        Action::ShapePortal,
        Action::DeployProcesses,
        Action::StartProcesses,
        Action::DoOutsideWork,
        Action::OperateProcesses,
        Action::RunBackgroundWork,
    ];
}

/// What the action is done to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resource<'a> {
    /// The authority it belongs to; none for things that belong to a person or to the installation.
    pub authority: Option<&'a str>,
    /// The lead authority of its federation, for what that one looks after too.
    pub lead: Option<&'a str>,
    /// The person it belongs to.
    pub owner: Option<PersonId>,
    /// The browser session it was begun in, while nobody was signed in.
    pub session: Option<SessionId>,
    /// The work group that deals with it: the one a task is offered to, one of those of a service.
    pub group: Option<&'a str>,
    /// The member of staff whom a task is meant for by name, whatever her groups.
    pub clerk: Option<&'a str>,
    /// The trust level it asks for.
    pub level: TrustLevel,
}

/// Whether `actor` may do `action` to `resource`. Everything that is not allowed here is refused.
pub fn allows(actor: &Actor, action: Action, resource: &Resource<'_>) -> bool {
    match action {
        Action::EditDraft => owns_draft(actor, resource),
        Action::SubmitDraft => owns_draft(actor, resource) && actor.level() >= resource.level,
        Action::ReadOwnCase | Action::ActOnOwnCase => owns(actor, resource) && actor.level() >= resource.level,
        Action::UseInbox => matches!(actor, Actor::Inhabitant { .. }),
        Action::ListWorklist => works_for(actor, StaffRole::Clerk, resource),
        Action::ReadCaseAsStaff | Action::CompleteTask => {
            works_for(actor, StaffRole::Clerk, resource) && is_meant(actor, resource)
        }
        Action::MendIncidents => {
            works_for(actor, StaffRole::Operator, resource) || works_for_lead(actor, StaffRole::Operator, resource)
        }
        Action::ViewWorkshop | Action::DraftServices | Action::PublishServices => {
            works_for(actor, StaffRole::Designer, resource)
        }
        Action::ShapePortal => {
            // The operator's command line does the same for those who have no designer.
            works_for(actor, StaffRole::Designer, resource) || matches!(actor, Actor::System)
        }
        Action::DeployProcesses => {
            has_key(actor, Right::Deploy, resource)
                || works_for(actor, StaffRole::Designer, resource)
                || works_for(actor, StaffRole::Operator, resource)
        }
        Action::StartProcesses => has_key(actor, Right::Start, resource),
        Action::DoOutsideWork => has_key(actor, Right::Work, resource),
        Action::OperateProcesses => {
            // The portal goes on with what an operator began for many.
            has_key(actor, Right::Operate, resource)
                || works_for(actor, StaffRole::Operator, resource)
                || matches!(actor, Actor::System)
        }
        Action::RunBackgroundWork => matches!(actor, Actor::System),
    }
}

fn owns(actor: &Actor, resource: &Resource<'_>) -> bool {
    matches!((actor.person(), resource.owner), (Some(person), Some(owner)) if person == owner)
}

/// A draft belongs to the person who signed in; before that, to the browser session it was begun in.
fn owns_draft(actor: &Actor, resource: &Resource<'_>) -> bool {
    match resource.owner {
        // What was prefilled must not be shown to a weaker sign-in than the one that fetched it.
        Some(_) => owns(actor, resource) && actor.level() >= resource.level,
        None => matches!((actor.session(), resource.session), (Some(mine), Some(its)) if mine == its),
    }
}

/// A key works at its own authority alone.
fn has_key(actor: &Actor, right: Right, resource: &Resource<'_>) -> bool {
    match actor {
        Actor::Interface(key) => key.rights.contains(&right) && resource.authority == Some(key.authority.as_str()),
        _ => false,
    }
}

fn works_for(actor: &Actor, role: StaffRole, resource: &Resource<'_>) -> bool {
    works_at(actor, role, resource.authority)
}

fn works_for_lead(actor: &Actor, role: StaffRole, resource: &Resource<'_>) -> bool {
    works_at(actor, role, resource.lead)
}

fn works_at(actor: &Actor, role: StaffRole, authority: Option<&str>) -> bool {
    match actor {
        Actor::Staff(staff) => staff.roles.contains(&role) && authority == Some(staff.authority.as_str()),
        _ => false,
    }
}

/// What names neither group nor person is for everybody.
fn is_meant(actor: &Actor, resource: &Resource<'_>) -> bool {
    let Actor::Staff(staff) = actor else { return false };
    match (resource.group, resource.clerk) {
        (None, None) => true,
        (group, clerk) => {
            group.is_some_and(|group| staff.groups.iter().any(|mine| mine == group))
                || clerk == Some(staff.subject.as_str())
        }
    }
}
