//! User task: work of a person.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | – | waiting, task open, boundary events listening |
//! | entering | mapping, assignment, due date or boundary timer cannot be computed | incident |
//! | waiting | `CompleteTask` | completing with what the person entered |
//! | waiting | `ThrowError` | at the boundary error event that catches it, else incident |
//! | waiting | interrupting boundary event | task closed, token at the boundary event |

use crate::boundary::Wait;
use crate::compile::Reader;
use crate::elements::Element;
use crate::expression::{Sight, split_commas};
use crate::run::{Fault, Run};
use crate::xml::{self, Xml};
use crate::{Effect, Expression, TokenId, mapping};

/// Settings of a user task.
#[derive(Debug, Clone)]
pub struct UserTask {
    /// The person in charge.
    pub assignee: Option<Expression>,
    /// Persons who may take it; an expression may give a list.
    pub candidate_users: Vec<Expression>,
    /// Groups whose members may take it; an expression may give a list.
    pub candidate_groups: Vec<Expression>,
    /// The form to show.
    pub form_key: Option<Expression>,
    /// When it should be done: a moment.
    pub due: Option<Expression>,
}

impl UserTask {
    /// Whether the task says nothing about who does it; then the lane it lies in is its group.
    pub fn names_nobody(&self) -> bool {
        self.assignee.is_none() && self.candidate_users.is_empty() && self.candidate_groups.is_empty()
    }
}

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    let candidate_users = candidates(reader, xml, "candidateUsers");
    let candidate_groups = candidates(reader, xml, "candidateGroups");
    let mut task = UserTask {
        assignee: reader.extra_expression(xml, "assignee"),
        candidate_users,
        candidate_groups,
        form_key: form_key(reader, xml)?,
        due: reader.extra_expression(xml, "dueDate"),
    };
    read_performers(reader, xml, &mut task);
    Some(Element::UserTask(task))
}

/// The form: its key, or the id of a deployed form (`formRef`), `id@version` where a version is named.
fn form_key(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Option<Expression>> {
    let Some(reference) = xml::extra(xml, "formRef") else { return Some(reader.extra_expression(xml, "formKey")) };
    let binding = xml::extra(xml, "formRefBinding").unwrap_or("latest");
    if let ("version", Some(version)) = (binding, xml::extra(xml, "formRefVersion")) {
        return Some(reader.expression(xml, &format!("{reference}@{version}")));
    }
    if !matches!(binding, "latest" | "deployment") {
        let message = format!("A form with formRefBinding=\"{binding}\" is not supported; use latest or deployment.");
        reader.problem("bpmn-unsupported-extension", xml, message);
        return None;
    }
    Some(reader.expression(xml, reference))
}

fn candidates(reader: &mut Reader<'_>, xml: Xml<'_>, name: &str) -> Vec<Expression> {
    let Some(text) = xml::extra(xml, name) else { return Vec::new() };
    let parts = if is_computed(text) { vec![text.to_owned()] } else { split_commas(text) };
    parts.iter().filter_map(|part| reader.expression(xml, part)).collect()
}

/// The plain BPMN way: `humanPerformer` is the person in charge, `potentialOwner` names groups, or `user(a), group(b)`.
fn read_performers(reader: &mut Reader<'_>, xml: Xml<'_>, task: &mut UserTask) {
    for (performer, tag) in xml::children(xml).filter(|(_, tag)| PERFORMERS.contains(tag)) {
        let expression = xml::child(performer, "resourceAssignmentExpression")
            .and_then(|inner| xml::child(inner, "formalExpression"));
        let Some(text) = expression.and_then(xml::text) else {
            reader.problem("bpmn-performer", xml, format!("The {tag} has no expression that names who it is."));
            continue;
        };
        if tag == "humanPerformer" {
            task.assignee = reader.expression(xml, &text);
            continue;
        }
        for part in if is_computed(&text) { vec![text] } else { split_commas(&text) } {
            let inside = |kind: &str| part.strip_prefix(kind)?.strip_prefix('(')?.strip_suffix(')').map(str::to_owned);
            match (inside("user"), inside("group")) {
                (Some(user), _) => task.candidate_users.extend(reader.expression(xml, &user)),
                (None, group) => task.candidate_groups.extend(reader.expression(xml, &group.unwrap_or(part))),
            }
        }
    }
}

const PERFORMERS: [&str; 2] = ["humanPerformer", "potentialOwner"];

/// A FEEL list has commas of its own.
fn is_computed(text: &str) -> bool {
    text.starts_with('=')
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId, task: &UserTask) -> Result<(), Fault> {
    let Some((id, visit)) = run.token(token).map(|token| (token.node, token.visit)) else { return Ok(()) };
    let node = run.node(id);
    let own = run.token(token).map(|token| token.own.clone()).unwrap_or_default();
    let locals = mapping::inputs(run, token)?;
    let wait = Wait::for_boundaries(run, token, &locals)?;
    let outer = run.sight(token);
    let sight = outer.within(&locals);
    let one = |expression: &Option<Expression>| match expression {
        Some(expression) => sight.text(expression),
        None => Ok(None),
    };
    let task = Effect::OpenTask {
        token,
        visit,
        node: id,
        element: node.id.clone(),
        name: node.label().to_owned(),
        assignee: one(&task.assignee)?,
        candidate_users: many(&sight, &task.candidate_users)?,
        candidate_groups: match &node.lane {
            Some(lane) if task.names_nobody() => vec![lane.clone()],
            _ => many(&sight, &task.candidate_groups)?,
        },
        form_key: one(&task.form_key)?,
        due: match &task.due {
            Some(due) => sight.moment(due)?,
            None => None,
        },
        variables: own.into_iter().chain(locals.clone()).collect(),
    };
    run.begin_wait(token, locals, wait);
    run.effect(task);
    Ok(())
}

fn many(sight: &Sight<'_>, expressions: &[Expression]) -> Result<Vec<String>, Fault> {
    let mut texts = Vec::new();
    for expression in expressions {
        texts.extend(sight.texts(expression)?);
    }
    Ok(texts)
}
