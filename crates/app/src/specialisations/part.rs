//! The parts of what people read about a service that an authority can say in words of its own.

use crate::packages::ServiceTexts;
use serde::{Deserialize, Serialize};

/// A part. Lists have one item a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// As people say it.
    Title,
    /// The administration's term.
    Official,
    /// Two lines at most.
    Summary,
    /// Paragraphs.
    Description,
    /// Who may apply.
    Audience,
    /// What to have ready.
    Documents,
    /// What is said about the cost.
    CostNote,
    /// Until when people must act.
    Deadline,
    /// How it goes.
    Steps,
    /// Other ways than online.
    OtherChannels,
    /// Names of laws.
    Legal,
    /// Words people search by.
    Keywords,
}

impl Part {
    /// All parts, in the order of a service's page.
    pub const ALL: [Part; 12] = [
        Part::Title,
        Part::Official,
        Part::Summary,
        Part::Audience,
        Part::CostNote,
        Part::Documents,
        Part::Deadline,
        Part::Description,
        Part::Steps,
        Part::OtherChannels,
        Part::Legal,
        Part::Keywords,
    ];

    /// Its name in forms and files: `cost_note`.
    pub fn name(self) -> &'static str {
        match self {
            Part::Title => "title",
            Part::Official => "official",
            Part::Summary => "summary",
            Part::Description => "description",
            Part::Audience => "audience",
            Part::Documents => "documents",
            Part::CostNote => "cost_note",
            Part::Deadline => "deadline",
            Part::Steps => "steps",
            Part::OtherChannels => "other_channels",
            Part::Legal => "legal",
            Part::Keywords => "keywords",
        }
    }

    /// Whether every line is an item of its own.
    pub fn is_list(self) -> bool {
        matches!(self, Part::Description | Part::Documents | Part::Steps | Part::Legal | Part::Keywords)
    }

    /// Most characters that fit where it is shown.
    pub fn longest(self) -> usize {
        match self {
            Part::Title | Part::Official => 120,
            Part::Summary => catalogue::MAX_SUMMARY,
            Part::Audience | Part::CostNote | Part::Deadline | Part::OtherChannels => 500,
            Part::Documents | Part::Legal | Part::Keywords => 2_000,
            Part::Description | Part::Steps => 8_000,
        }
    }

    /// What texts say in this part; empty for nothing.
    pub fn of(self, texts: &ServiceTexts) -> String {
        let fact = |name: &str| texts.facts.get(name).cloned().unwrap_or_default();
        match self {
            Part::Title => texts.title.clone().unwrap_or_default(),
            Part::Official => texts.official.clone().unwrap_or_default(),
            Part::Summary => texts.summary.clone().unwrap_or_default(),
            Part::Description => texts.description.join("\n"),
            Part::Documents => texts.documents.join("\n"),
            Part::Steps => texts.steps.join("\n"),
            Part::Legal => texts.legal.join("\n"),
            Part::Keywords => texts.keywords.join("\n"),
            Part::Audience | Part::CostNote | Part::Deadline | Part::OtherChannels => fact(self.name()),
        }
    }

    /// Says something in this part; an empty text says nothing.
    pub(super) fn say(self, texts: &mut ServiceTexts, text: &str) {
        let one = (!text.is_empty()).then(|| text.to_owned());
        let lines = || text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
        match self {
            Part::Title => texts.title = one,
            Part::Official => texts.official = one,
            Part::Summary => texts.summary = one,
            Part::Description => texts.description = lines(),
            Part::Documents => texts.documents = lines(),
            Part::Steps => texts.steps = lines(),
            Part::Legal => texts.legal = lines(),
            Part::Keywords => texts.keywords = lines(),
            Part::Audience | Part::CostNote | Part::Deadline | Part::OtherChannels => {
                match one {
                    Some(text) => texts.facts.insert(self.name().to_owned(), text),
                    None => texts.facts.remove(self.name()),
                };
            }
        }
    }

    /// As it is kept: lines trimmed, empty ones left out, a single text on one line, control characters gone.
    pub fn tidy(self, typed: &str) -> String {
        let plain: String = typed.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
        let lines = plain.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        lines.join(if self.is_list() { "\n" } else { " " })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_read_again() {
        for part in Part::ALL {
            let mut texts = ServiceTexts::default();
            let text = part.tidy("  Eins \r\n\r\n zwei  drei\u{0}\n");
            part.say(&mut texts, &text);
            assert_eq!(part.of(&texts), if part.is_list() { "Eins\nzwei drei" } else { "Eins zwei drei" });
            part.say(&mut texts, "");
            assert_eq!(part.of(&texts), "");
        }
    }
}
