//! Script task: one FEEL expression. Other languages are refused at deployment.
//!
//! | before | on | after |
//! |---|---|---|
//! | entering | evaluated | completing with the value in the result variable |
//! | entering | the expression fails | incident |

use crate::compile::Reader;
use crate::elements::Element;
use crate::run::{Fault, Run};
use crate::state::Variables;
use crate::xml::{self, Xml};
use crate::{Event, Expression, TokenId, mapping};

/// Settings of a script task.
#[derive(Debug, Clone)]
pub struct ScriptTask {
    /// The FEEL expression.
    pub script: Expression,
    /// The variable that receives the value; without one a context's entries are written one by one.
    pub result_variable: Option<String>,
}

pub(crate) fn read(reader: &mut Reader<'_>, xml: Xml<'_>) -> Option<Element> {
    let format = xml.attribute("scriptFormat").unwrap_or_default();
    if !is_feel(format) {
        let message = format!("Scripts are FEEL only (scriptFormat=\"feel\"), not \"{format}\".");
        reader.problem("bpmn-script-language", xml, message);
        return None;
    }
    let Some(text) = xml::child(xml, "script").and_then(xml::text) else {
        reader.problem("bpmn-missing-script", xml, "The script task has no script.".to_owned());
        return None;
    };
    let script = reader.feel(xml, &text)?;
    Some(Element::ScriptTask(ScriptTask {
        script,
        result_variable: xml::extra(xml, "resultVariable").map(str::to_owned),
    }))
}

/// Whether a script or expression language means FEEL.
pub(crate) fn is_feel(language: &str) -> bool {
    let language = language.trim().to_ascii_lowercase();
    language == "feel" || language.ends_with("/feel") || language.ends_with("/feel/")
}

pub(crate) fn enter(run: &mut Run<'_>, token: TokenId, task: &ScriptTask) -> Result<(), Fault> {
    let Some(node) = run.token(token).map(|token| token.node) else { return Ok(()) };
    let locals = mapping::inputs(run, token)?;
    let outer = run.sight(token);
    let value = outer.within(&locals).value(&task.script)?;
    let mut variables = Variables::new();
    match (&task.result_variable, value) {
        (Some(name), value) => {
            variables.insert(name.clone(), value);
        }
        (None, serde_json::Value::Object(entries)) => variables = entries,
        (None, _) => {}
    }
    run.emit(Event::Completed { token, node, locals, variables });
    Ok(())
}
