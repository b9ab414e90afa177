//! The sixteen text modules of the German catalogue of services, each with its code and its everyday name.

use serde::{Deserialize, Serialize};

macro_rules! modules {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $de:literal;)*) => {
        /// A text module (code list `leistungstextmodulleika`).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum TextModule { $($(#[$doc])* #[serde(rename = $code)] $name,)* }

        impl TextModule {
            /// All of them, in the order of their codes.
            pub const ALL: [TextModule; 16] = [$(TextModule::$name,)*];

            /// The two-digit code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The German name, for reports.
            pub fn german(self) -> &'static str {
                match self { $(Self::$name => $de,)* }
            }
        }
    };
}

modules! {
    /// The administration's term (Leistungsbezeichnung).
    Official = "02", "Leistungsbezeichnung";
    /// As people say it (Leistungsbezeichnung II).
    Title = "03", "Leistungsname";
    /// Short text, often a list.
    Short = "05", "Kurztext";
    /// Full text.
    Full = "06", "Volltext";
    /// Legal basis.
    Legal = "07", "Handlungsgrundlagen";
    /// Documents that are needed.
    Documents = "08", "Erforderliche Unterlagen";
    /// Requirements.
    Requirements = "09", "Voraussetzungen";
    /// How it goes.
    Procedure = "11", "Verfahrensablauf";
    /// Note about forms.
    Forms = "14", "Formulare";
    /// Further information.
    Further = "15", "Weiterführende Informationen";
    /// Hints.
    Hints = "16", "Hinweise";
    /// Author of the text.
    Author = "18", "Urheber";
    /// Who is in charge, in words.
    Responsible = "22", "Zuständige Stelle";
    /// Whom to ask, in words.
    Contact = "23", "Ansprechpunkt";
    /// One or two lines for a list of hits.
    Teaser = "24", "Teaser";
    /// Legal remedy.
    Remedy = "25", "Rechtsbehelf";
}

impl TextModule {
    /// The module with this code; a missing leading zero is tolerated.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = format!("{:0>2}", code.trim());
        Self::ALL.into_iter().find(|module| module.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back() {
        for module in TextModule::ALL {
            assert_eq!(TextModule::from_code(module.code()), Some(module));
        }
        assert_eq!((TextModule::from_code("6"), TextModule::from_code("99")), (Some(TextModule::Full), None));
    }
}
