//! `deployment/create`: BPMN files with the decisions they call, all of them or none.

use super::caller::Caller;
use super::fault::Fault;
use super::{definition_id, moment};
use app::processes::definitions::{self, Definition, Deployed, File, Finding};
use axum::Json;
use axum::extract::{FromRequest, Multipart, Request};
use http::StatusCode;
use serde_json::{Map, Value, json};

/// What came in the form.
#[derive(Default)]
struct Form {
    name: Option<String>,
    source: Option<String>,
    tenant: Option<String>,
    files: Vec<File>,
}

/// `POST /deployment/create`.
pub async fn create(caller: Caller, request: Request) -> Result<Json<Value>, Fault> {
    let form = Multipart::from_request(request, &()).await;
    let form = form.map_err(|_| Fault::invalid("A deployment is a form of the type multipart/form-data."))?;
    let Form { name, source, tenant, files } = read(form).await?;
    caller.check_tenant(tenant.as_deref())?;
    match definitions::deploy(caller.portal(), &caller.ctx, files).await? {
        Deployed::Done(done) => Ok(Json(write(&caller, name, source, &done))),
        Deployed::Refused(findings) => Err(refusal(&findings)),
    }
}

async fn read(mut parts: Multipart) -> Result<Form, Fault> {
    let mut form = Form::default();
    loop {
        let part = parts
            .next_field()
            .await
            .map_err(|fault| Fault::new(fault.status(), "InvalidRequestException", fault.body_text()))?;
        let Some(part) = part else { return Ok(form) };
        let field = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let text = part
            .bytes()
            .await
            .map_err(|fault| Fault::new(fault.status(), "InvalidRequestException", fault.body_text()))?;
        let text = String::from_utf8(text.to_vec());
        let text = text.map_err(|_| Fault::invalid(format!("{} is not UTF-8.", file.as_deref().unwrap_or(&field))))?;
        match (field.as_str(), file) {
            ("deployment-name", _) => form.name = Some(text),
            ("deployment-source", _) => form.source = Some(text),
            ("tenant-id", _) => form.tenant = Some(text),
            // The same content never makes a new version here, so there is nothing to choose.
            ("enable-duplicate-filtering" | "deploy-changed-only", _) => {}
            ("deployment-activation-time", _) => {
                return Err(Fault::invalid("A deployment is active at once: leave deployment-activation-time out."));
            }
            (_, Some(name)) if !name.is_empty() => form.files.push(File { name, text }),
            // Some clients name the file in the field alone.
            _ => form.files.push(File { name: field, text }),
        }
    }
}

fn write(caller: &Caller, name: Option<String>, source: Option<String>, done: &[(String, Definition)]) -> Value {
    let id = done.first().map(|(_, first)| definition_id(first)).unwrap_or_default();
    let definitions: Map<String, Value> = done
        .iter()
        .map(|(file, definition)| {
            let about = json!({
                "id": definition_id(definition),
                "key": definition.key,
                "category": null,
                "description": null,
                "name": definition.name,
                "version": definition.version,
                "resource": file,
                "deploymentId": id,
                "diagram": null,
                "suspended": definition.suspended,
                "tenantId": caller.authority().key,
                "versionTag": null,
                "historyTimeToLive": null,
                "startableInTasklist": false,
            });
            (definition_id(definition), about)
        })
        .collect();
    json!({
        "links": [],
        "id": id,
        "name": name,
        "source": source,
        "deploymentTime": moment(caller.ctx.now()),
        "tenantId": caller.authority().key,
        "deployedProcessDefinitions": definitions,
        "deployedCaseDefinitions": null,
        "deployedDecisionDefinitions": null,
        "deployedDecisionRequirementsDefinitions": null,
    })
}

/// Everything that is wrong, by file.
fn refusal(findings: &[Finding]) -> Fault {
    let mut details: Map<String, Value> = Map::new();
    for finding in findings {
        let problem = json!({
            "message": finding.message,
            "line": finding.line,
            "column": 0,
            "mainElementId": finding.element,
            "elementIds": [finding.element],
            "rule": finding.rule,
        });
        let file = details.entry(finding.file.clone()).or_insert_with(|| json!({ "errors": [], "warnings": [] }));
        if let Some(errors) = file.get_mut("errors").and_then(Value::as_array_mut) {
            errors.push(problem);
        }
    }
    let lines: Vec<String> = findings.iter().take(20).map(ToString::to_string).collect();
    let message = format!("The deployment is refused, nothing of it was kept:\n{}", lines.join("\n"));
    Fault::new(StatusCode::BAD_REQUEST, "ParseException", message).with(Value::Object(details))
}
