# Editors: coverage, translations, responsibilities.
coverage-title = Wie viel geht online?
coverage-lead = { $percent } von hundert Leistungen lassen sich online erledigen ({ $name }).
coverage-aim = Das Ziel ist 80 von hundert: der Strich in der Grafik.
coverage-chart = { $online } von { $total } Leistungen gehen online.
coverage-all = Alle Behörden
coverage-download = Zahlen herunterladen (CSV, offen für alle)
coverage-authority = Behörde
coverage-communes = Gemeinden
coverage-district = { $count ->
    [one] { $name }: eine Gemeinde
   *[other] { $name }: { $count } Gemeinden
}
coverage-online = Online
coverage-stage-0 = Nur Auskunft
coverage-stage-1 = Formular und Nachricht
coverage-stage-2 = Mit Ablauf
coverage-stage-3 = Ganz von selbst
translations-title = Übersetzungen
translations-lead = { $count ->
    [one] Eine Übersetzung ist vollständig. Was fehlt, steht oben.
   *[other] { $count } Übersetzungen sind vollständig. Was fehlt, steht oben.
}
translation-whole = Vollständig
translation-brief = Titel und Kurztext
translation-missing = Fehlt
translation-beside = Sprache neben dem Deutschen
translation-show = Zeigen
translation-text = Text
side-title = Titel
side-official = Amtlicher Name
side-summary = Kurztext
side-description = Beschreibung
side-steps = Schritte
side-documents = Unterlagen
side-keywords = Suchwörter
responsibilities-title = Zuständigkeiten
responsibilities-lead = Welche Stelle für welche Leistung antwortet.
responsibilities-office = Stelle
responsibilities-none = Keine Stelle eingetragen
responsibilities-fallback = Keine Stelle nennt diese Aufgabe. Darum antwortet die erste.
