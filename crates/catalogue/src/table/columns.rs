//! The columns and all the names that German and English files give them.

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Id,
    Title,
    Official,
    Summary,
    Description,
    Keywords,
    Category,
    Organisation,
    Url,
    Language,
    Area,
    Leika,
    Requirements,
    Documents,
    Procedure,
    Costs,
    Deadline,
    Duration,
    Legal,
    Hints,
}

impl Column {
    /// All columns in the order they are written.
    pub(super) const ALL: [Column; 20] = [
        Self::Id,
        Self::Title,
        Self::Official,
        Self::Summary,
        Self::Description,
        Self::Keywords,
        Self::Category,
        Self::Organisation,
        Self::Url,
        Self::Language,
        Self::Area,
        Self::Leika,
        Self::Requirements,
        Self::Documents,
        Self::Procedure,
        Self::Costs,
        Self::Deadline,
        Self::Duration,
        Self::Legal,
        Self::Hints,
    ];

    /// Its own name first, then what other files call it, all folded (which makes `daur` of Dauer).
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Id => &["id", "key", "nr", "nummer", "kennung", "schlussel", "leistungid", "identifier", "uuid"],
            Self::Title => &[
                "title",
                "titel",
                "name",
                "bezeichnung",
                "leistung",
                "leistungsname",
                "dienstleistung",
                "service",
                "label",
            ],
            Self::Official => &[
                "official",
                "leistungsbezeichnung",
                "amtlichebezeichnung",
                "fachbegriff",
                "officialterm",
                "officialname",
                "alternatename",
            ],
            Self::Summary => &[
                "summary",
                "kurzbeschreibung",
                "kurztext",
                "teaser",
                "zusammenfassung",
                "shortdescription",
                "abstract",
                "lead",
            ],
            Self::Description => {
                &["description", "beschreibung", "volltext", "text", "inhalt", "content", "body", "fulltext"]
            }
            Self::Keywords => &[
                "keywords",
                "stichworte",
                "stichworter",
                "schlagworte",
                "schlagworter",
                "suchbegriffe",
                "suchworte",
                "suchworter",
                "synonyme",
                "synonyms",
                "tags",
                "keyword",
                "stichwort",
                "schlagwort",
                "searchterms",
            ],
            Self::Category => &[
                "category",
                "kategorie",
                "kategorien",
                "categories",
                "thema",
                "themen",
                "rubrik",
                "topic",
                "topics",
                "lebenslage",
                "lebenslagen",
                "subject",
            ],
            Self::Organisation => &[
                "organisation",
                "zustandigestelle",
                "zustandig",
                "amt",
                "dienststelle",
                "behorde",
                "organization",
                "office",
                "authority",
                "department",
                "abteilung",
                "organisationseinheit",
                "organisationen",
                "authorities",
                "behorden",
                "amter",
                "responsible",
                "provider",
            ],
            Self::Url => {
                &["url", "link", "uri", "href", "adresse", "webseite", "internetadresse", "web", "onlinedienst"]
            }
            Self::Language => &["language", "sprache", "lang", "languagecode", "sprachcode", "locale", "inlanguage"],
            Self::Area => &[
                "area",
                "gebiet",
                "gebiete",
                "gemeinde",
                "gemeindenummer",
                "ags",
                "ars",
                "bfs",
                "bfsnr",
                "regionalschlussel",
                "gemeindeschlussel",
            ],
            Self::Leika => &["leika", "leikaid", "leikaschlussel", "leistungsschlussel", "fim"],
            Self::Requirements => &["requirements", "voraussetzungen", "voraussetzung", "prerequisites", "conditions"],
            Self::Documents => {
                &["documents", "unterlagen", "erforderlicheunterlagen", "benotigteunterlagen", "dokumente"]
            }
            Self::Procedure => &["procedure", "verfahrensablauf", "ablauf", "vorgehen", "steps"],
            Self::Costs => &["costs", "kosten", "gebuhren", "gebuhr", "fees", "fee"],
            Self::Deadline => &["deadline", "frist", "fristen", "deadlines"],
            Self::Duration => &["duration", "bearbeitungsdaur", "daur", "bearbeitungszeit", "processingtime"],
            Self::Legal => &["legal", "rechtsgrundlagen", "rechtsgrundlage", "handlungsgrundlagen", "gesetze"],
            Self::Hints => &["hints", "hinweise", "hinweis", "bemerkungen", "notes"],
        }
    }

    /// The name it is written with.
    pub(super) fn own_name(self) -> &'static str {
        self.names()[0]
    }

    /// The column with this name, however it is spelt, and how good a name it is: 0 is its own.
    pub(super) fn named(name: &str) -> Option<(Self, usize)> {
        let folded = fold(name);
        Self::ALL.into_iter().find_map(|column| {
            let rank = column.names().iter().position(|known| *known == folded)?;
            Some((column, rank))
        })
    }
}

/// Small letters without accents, spaces and marks: "Zuständige Stelle", `zustaendige_stelle` and `zustaendigeStelle`
/// are the same name.
pub(super) fn fold(name: &str) -> String {
    domain::place::fold(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_leads_to_its_column() {
        for (name, column) in [
            ("Titel", Column::Title),
            ("Bezeichnung", Column::Title),
            ("Kurzbeschreibung", Column::Summary),
            ("Stichwörter", Column::Keywords),
            ("Schlagworte", Column::Keywords),
            ("zustaendige_stelle", Column::Organisation),
            ("Zuständige Stelle", Column::Organisation),
            ("Gemeindeschlüssel", Column::Area),
            ("LeiKa-Schlüssel", Column::Leika),
        ] {
            assert_eq!(Column::named(name).map(|(column, _)| column), Some(column), "{name}");
        }
        assert_eq!(Column::named("Farbe"), None);
    }

    #[test]
    fn own_names_are_unique_and_folded() {
        for column in Column::ALL {
            assert_eq!(Column::named(column.own_name()), Some((column, 0)));
            for (rank, name) in column.names().iter().enumerate() {
                assert_eq!((fold(name).as_str(), Column::named(name)), (*name, Some((column, rank))));
            }
        }
    }
}
