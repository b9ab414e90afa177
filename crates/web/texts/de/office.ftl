# Clerks, operators, designers.
work-tabs = Filter
work-mine = Meine
work-overdue = Überfällig
work-empty = Hier ist nichts zu tun.
work-caption = Aufgaben, das Dringendste zuerst
work-mark-all = Alle auf dieser Seite markieren
work-mark = { $reference } markieren
work-due = Frist
work-late = überfällig
work-waits = Wartet
work-matter = Anliegen
work-applicant = Von
work-task = Aufgabe
work-assignee = Bei
work-nobody = niemand
work-bulk = Mehrere auf einmal
work-marked = Markiert:
work-claim-marked = Markierte übernehmen
keys-next = weiter
keys-open = öffnen
keys-space-name = Leertaste
keys-mark = markieren
clerk-do = Jetzt zu tun
clerk-unclaimed = Noch niemand hat diese Aufgabe übernommen.
clerk-mine = Sie haben diese Aufgabe übernommen.
clerk-others = { $name } hat diese Aufgabe übernommen.
clerk-claim = Aufgabe übernehmen
clerk-approve = Gutheißen und Brief senden
clerk-ask = Angaben nachfordern
clerk-ask-what = Was fehlt?
clerk-ask-reason = Nachricht dazu
clerk-ask-send = Nachfordern
clerk-reject = Ablehnen
clerk-reject-reason = Begründung
clerk-reject-hint = Steht so im Brief.
clerk-reject-send = Ablehnen und Brief senden
clerk-nothing = Zurzeit ist hier nichts zu tun.
operator-calm = Alles läuft
operator-trouble = { $count ->
    [one] Eine Störung braucht Sie
   *[other] { $count } Störungen brauchen Sie
}
operator-since = seit { $moment }
operator-attempts = { $count ->
    [one] ein Versuch
   *[other] { $count } Versuche
}
operator-retry = Noch einmal versuchen
operator-cases = Anträge nach Stand
operator-jobs = Aufträge im Hintergrund
operator-kind = Art
operator-waiting = wartend
operator-running = laufend
operator-retrying = neuer Versuch
operator-oldest = älteste seit
designer-title = Leistungspakete
designer-lead = Jede Leistung ist ein Ordner mit Texten, Formular, Ablauf und Briefen.
designer-service = Leistung
designer-check = Prüfung
designer-version = Fassung
designer-sound = In Ordnung
designer-findings = { $count ->
    [one] Ein Befund
   *[other] { $count } Befunde
}
package-findings = Was zu verbessern ist
package-preview = Vorschau öffnen
package-steps = Ablauf
package-files = Dateien
work-free = Noch niemand
work-service = Leistung
work-all-services = Alle Leistungen
work-show = Anzeigen
work-decide-marked = Markierte: { $decision }
bulk-ask-title = { $count ->
    [one] { $decision }: ein Anliegen entscheiden?
   *[other] { $decision }: { $count } Anliegen entscheiden?
}
bulk-done-title = { $count ->
    [one] { $decision }: ein Anliegen entschieden
   *[other] { $decision }: { $count } Anliegen entschieden
}
bulk-ask = Prüfen Sie die Liste. Was Sie jetzt entscheiden, lässt sich nicht zurücknehmen.
bulk-caption = Markierte Anliegen
bulk-verdict = Ergebnis
bulk-possible = wird entschieden
bulk-decided = entschieden
bulk-gone = nicht mehr offen: ein Kollege oder eine Kollegin war schneller
bulk-rests = ruht: erst möglich, wenn der Antrag weitergeht
clerk-rests = Dieser Antrag ruht. Entscheiden können Sie, sobald ihn jemand weiterlaufen lässt. Wann und warum er angehalten wurde, steht im Verlauf.
bulk-not-offered = diese Entscheidung gibt es hier nicht
bulk-failed = nicht entschieden: ein Fehler bei uns, versuchen Sie es nochmals
bulk-back = Zurück zur Arbeitsliste
