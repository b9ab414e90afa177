//! Which process of a file is meant.

use serde::Serialize;

use crate::Problem;
use crate::compile::Reader;
use crate::xml::{self, Xml};

/// One process of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedProcess {
    /// Its id, for [`crate::compile_process`].
    pub id: String,
    /// Its name, if any.
    pub name: Option<String>,
    /// Whether it is marked as executable.
    pub executable: bool,
}

/// The processes of a file, in the order of the file; only the XML itself is checked.
pub fn list_processes(xml: &str, file: &str) -> Result<Vec<ListedProcess>, Problem> {
    let document = xml::parse(xml, file)?;
    let listed = |process: Xml<'_>| ListedProcess {
        id: process.attribute("id").unwrap_or_default().to_owned(),
        name: process.attribute("name").map(str::to_owned),
        executable: is_executable(process),
    };
    Ok(processes(document.root_element()).map(listed).collect())
}

fn processes<'a>(root: Xml<'a>) -> impl Iterator<Item = Xml<'a>> {
    xml::children(root).filter(|(_, tag)| *tag == "process").map(|(process, _)| process)
}

fn is_executable(process: Xml<'_>) -> bool {
    process.attribute("isExecutable") == Some("true")
}

/// The process with the wanted id, else the only executable one.
pub(super) fn choose<'a>(reader: &mut Reader<'_>, root: Xml<'a>, wanted: Option<&str>) -> Option<Xml<'a>> {
    if let Some(wanted) = wanted {
        let found = processes(root).find(|process| process.attribute("id") == Some(wanted));
        if found.is_none() {
            reader.problem("bpmn-no-process", root, format!("The file holds no process \"{wanted}\"."));
        }
        return found;
    }
    let executable: Vec<Xml<'a>> = processes(root).filter(|process| is_executable(*process)).collect();
    match (executable.as_slice(), processes(root).next()) {
        ([only], _) => Some(*only),
        ([_, second, ..], _) => {
            let message = "The file holds several executable processes; say which one is meant.";
            reader.problem("bpmn-several-processes", *second, message.to_owned());
            None
        }
        ([], Some(first)) => {
            let message = "No process in the file is marked as executable (isExecutable=\"true\").";
            reader.problem("bpmn-not-executable", first, message.to_owned());
            None
        }
        ([], None) => {
            reader.problem("bpmn-no-process", root, "The file holds no process.".to_owned());
            None
        }
    }
}
