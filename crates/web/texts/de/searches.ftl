# Choosing among search results, saying whether they were right, and what editors learn from searches.
results-kinds = Nach Art
kind-all = Alle
kind-services = Leistungen
kind-situations = Lebenslagen
kind-offices = Ämter
kind-persons = Personen
kind-documents = Dokumente
results-online = Nur was online geht
results-online-off = Auch anderes zeigen
results-none-left = Mit dieser Auswahl bleibt nichts übrig.
results-show-all = { $count ->
    [one] Den einen Treffer zeigen
   *[other] Alle { $count } Treffer zeigen
}
judge-question = Haben Sie gefunden, was Sie suchen?
judge-thanks = Danke für Ihre Antwort
judge-useful = Schön, dass Sie es gefunden haben. Bleibt etwas offen, hilft Ihnen das Amt gern weiter.
judge-useless = Das tut uns leid. Das Amt hilft Ihnen gern persönlich weiter.
judge-kept = Wir zählen nur, welche Wörter zum Ziel führen und welche nicht. Wer gesucht hat, wissen wir nicht.
searches-title = Was wird gesucht?
searches-lead = { $count ->
    [one] Eine Suche, ohne Treffer: { $missed }.
   *[other] { $count } Suchen, davon { $missed } ohne Treffer.
}
searches-kept = Gezählt wird ohne Personen. Wörter erscheinen hier, wenn sie mindestens { $least }-mal gesucht wurden.
searches-unseen = { $count ->
    [one] Eine Suche ist selten oder könnte etwas über eine Person sagen. Sie zählt mit und steht nicht in der Liste.
   *[other] { $count } Suchen sind selten oder könnten etwas über eine Person sagen. Sie zählen mit und stehen nicht in der Liste.
}
searches-period = Zeitraum
searches-where = Behörden
searches-whole = Alle Behörden
searches-days = { $count ->
    [one] Heute
   *[other] { $count } Tage
}
searches-empty = In dieser Zeit steht noch nichts in der Liste.
searches-download = Liste herunterladen (CSV)
searches-query = Gesucht
searches-language = Sprache
searches-asked = Wie oft
searches-missed = Ohne Treffer
searches-useful = Gefunden: Ja
searches-useless = Gefunden: Nein
