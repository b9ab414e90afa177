//! The `camunda:` and `operaton:` extensions: what is read, what is harmless, and that everything else is refused,
//! because an extension that is silently ignored changes what a model means.

use crate::compile::Reader;
use crate::elements::{self, script_task::is_feel};
use crate::xml::{self, Xml};
use crate::{Expression, Mapping};

/// Attributes that an element file reads.
const READ: [&str; 24] = [
    "assignee",
    "calledElementBinding",
    "calledElementVersion",
    "calledElementVersionTag",
    "candidateGroups",
    "candidateUsers",
    "collection",
    "decisionRef",
    "dueDate",
    "elementVariable",
    "errorCodeVariable",
    "errorMessageVariable",
    "escalationCodeVariable",
    "formKey",
    "formRef",
    "formRefBinding",
    "formRefVersion",
    "mapDecisionResult",
    "resultVariable",
    "retries",
    "topic",
    "type",
    "decisionRefBinding",
    "correlationKey",
];

/// Attributes without meaning here: every wait state is a transaction border, priorities and history are the host's.
const HARMLESS: [&str; 22] = [
    "async",
    "asyncAfter",
    "asyncBefore",
    "candidateStarterGroups",
    "calledElementTenantId",
    "candidateStarterUsers",
    "diagramRelationId",
    "errorMessage",
    "exclusive",
    "followUpDate",
    "historyTimeToLive",
    "isStartableInTasklist",
    "jobPriority",
    "modelerTemplate",
    "modelerTemplateIcon",
    "modelerTemplateVersion",
    "priority",
    "taskPriority",
    "versionTag",
    "decisionRefVersion",
    "decisionRefTenantId",
    "variableName",
];

/// Extension elements that are read or harmless.
const ELEMENTS: [&str; 6] = ["failedJobRetryTimeCycle", "in", "inputOutput", "out", "potentialStarter", "properties"];

/// BPMN children that any flow element may have without a change of meaning.
const PARTS: [&str; 12] = [
    "auditing",
    "dataInputAssociation",
    "dataOutputAssociation",
    "documentation",
    "extensionElements",
    "incoming",
    "ioSpecification",
    "monitoring",
    "outgoing",
    "multiInstanceLoopCharacteristics",
    "property",
    "standardLoopCharacteristics",
];

/// Notes every extension and every BPMN part of an element that is not understood. `parts`: children that belong to
/// this kind of element.
pub(super) fn check(reader: &mut Reader<'_>, xml: Xml<'_>, parts: &[&str]) {
    check_attributes(reader, xml);
    for (extension, name) in xml::extras(xml) {
        if !ELEMENTS.contains(&name) {
            let message = format!("The extension \"{name}\" is not supported and may not be ignored.");
            reader.problem("bpmn-unsupported-extension", extension, message);
        }
    }
    let tag = xml::tag(xml).unwrap_or_default();
    let holds_flow = tag == "process" || elements::is_scope(tag);
    for (extension, name) in xml::extras(xml).filter(|(_, name)| matches!(*name, "in" | "out") && tag != "callActivity")
    {
        let message = format!("The extension \"{name}\" belongs to a call activity.");
        reader.problem("bpmn-unsupported-extension", extension, message);
    }
    for (child, tag) in xml::children(xml) {
        if tag.ends_with("EventDefinition") || tag.ends_with("LoopCharacteristics") {
            check_attributes(reader, child);
            for (extension, name) in
                xml::extras(child).filter(|(_, name)| !matches!(*name, "failedJobRetryTimeCycle" | "properties"))
            {
                let message = format!("The extension \"{name}\" is not supported here and may not be ignored.");
                reader.problem("bpmn-unsupported-extension", extension, message);
            }
        } else if !holds_flow && !PARTS.contains(&tag) && !parts.contains(&tag) {
            reader.problem("bpmn-unsupported-element", xml, format!("A \"{tag}\" is not supported here."));
        }
    }
}

fn check_attributes(reader: &mut Reader<'_>, xml: Xml<'_>) {
    for attribute in xml.attributes() {
        let name = attribute.name();
        if !attribute.namespace().is_some_and(xml::is_dialect) || HARMLESS.contains(&name) {
            continue;
        }
        let external = name != "type" || attribute.value() == "external";
        let latest = name != "decisionRefBinding" || attribute.value() != "version";
        if !READ.contains(&name) || !external || !latest {
            let message =
                format!("The attribute {name}=\"{}\" is not supported and may not be ignored.", attribute.value());
            reader.problem("bpmn-unsupported-extension", xml, message);
        }
    }
}

/// The input and output parameters of an element.
pub(super) fn read_mappings(reader: &mut Reader<'_>, xml: Xml<'_>) -> (Vec<Mapping>, Vec<Mapping>) {
    let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
    let blocks: Vec<Xml<'_>> =
        xml::extras(xml).filter(|(_, name)| *name == "inputOutput").map(|(block, _)| block).collect();
    for block in blocks {
        for (parameter, name) in block.children().filter_map(xml::dialect) {
            let list = match name {
                "inputParameter" => &mut inputs,
                "outputParameter" => &mut outputs,
                _ => continue,
            };
            list.extend(read_parameter(reader, xml, parameter));
        }
    }
    (inputs, outputs)
}

fn read_parameter(reader: &mut Reader<'_>, owner: Xml<'_>, parameter: Xml<'_>) -> Option<Mapping> {
    let Some(name) = parameter.attribute("name").map(str::trim).filter(|name| !name.is_empty()) else {
        reader.problem("bpmn-mapping", owner, "An input or output parameter has no name.".to_owned());
        return None;
    };
    let nested = parameter.children().filter_map(xml::dialect).next();
    let value = match nested {
        None => match xml::text(parameter) {
            Some(text) => reader.expression(owner, &text)?,
            None => Expression::Literal(String::new()),
        },
        Some((script, "script")) if script.attribute("scriptFormat").is_some_and(is_feel) => {
            let text = xml::text(script).unwrap_or_default();
            reader.feel(owner, &text)?
        }
        Some((_, kind)) => {
            let message = format!("The parameter \"{name}\" is given as a {kind}; write it as FEEL instead.");
            reader.problem("bpmn-unsupported-extension", owner, message);
            return None;
        }
    };
    Some(Mapping { name: name.to_owned(), value })
}
