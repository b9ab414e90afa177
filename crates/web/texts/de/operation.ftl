# Deployed models, their versions, what is done to many processes, and tasks of processes without an application.
models-title = Verteilte Modelle
models-link = Modelle, Fassungen und Umstellungen
models-lead = Nach diesen Modellen laufen Prozesse ohne Antrag. Ein geändertes Modell wird eine neue Fassung; was läuft, bleibt bei seiner Fassung, bis Sie es umstellen.
models-empty = Noch ist kein Modell verteilt.
models-version = Fassung
models-version-of = Fassung { $number }
models-deployed = Verteilt
models-by = von { $name }
models-running = Es laufen
models-stuck = { $count ->
    [one] einer steht still
   *[other] { $count } stehen still
}
models-new = Neue Prozesse
models-open = beginnen
models-closed = beginnen nicht
models-deploy = Modelle verteilen
models-files = BPMN- und DMN-Dateien
models-files-hint = Prozesse (.bpmn) und die Entscheidungen (.dmn), die sie aufrufen. Gleicher Inhalt bleibt dieselbe Fassung.
models-send = Prüfen und verteilen
models-files-wrong = Wählen Sie mindestens eine BPMN-Datei; daneben gehen nur DMN-Dateien.
models-refused = Nichts wurde verteilt: in den Dateien steht etwas, das sich nicht ausführen lässt.
models-findings = Befunde
models-line = { $file }, Zeile { $line }
version-running = Laufend
version-stuck = Steht still
version-resting = Ruhend
version-ended = Beendet
version-key = Geschäftszeichen
version-others = Andere Fassungen
version-close = Keine neuen Prozesse beginnen lassen
version-close-hint = Was läuft, läuft weiter. Neue Prozesse beginnen nicht mehr, auch nicht nach Zeitplan.
version-open = Wieder neue Prozesse beginnen lassen
version-open-hint = Programme, Nachrichten und Zeitpläne können wieder Prozesse beginnen.
version-closed-note = Nach dieser Fassung beginnen zurzeit keine neuen Prozesse.
version-many = { $count ->
    [one] Mit dem Prozess dieser Liste
   *[other] Mit allen { $count } Prozessen dieser Liste
}
version-retry = Noch einmal versuchen
version-retry-hint = Was gescheitert ist, wird noch einmal versucht; die Störungen gelten damit als behoben.
version-rest = Ruhen lassen
version-rest-hint = Keine Aufgabe, kein Dienst und keine Frist geht weiter, bis sie jemand weiterlaufen lässt.
version-wake = Weiterlaufen lassen
version-wake-hint = Aufgaben, Dienste und Fristen gehen weiter.
version-cancel = Beenden
version-cancel-hint = Offene Aufgaben und Dienste werden geschlossen. Das lässt sich nicht zurücknehmen.
version-none = In dieser Liste ist kein Prozess: es gab nichts zu tun.
migrate-title = Auf eine andere Fassung umstellen
migrate-lead = Laufende Prozesse wechseln das Modell und bleiben an ihrer Stelle. Der Probelauf schaut jeden an und ändert nichts.
migrate-to = Nach
migrate-option = Fassung { $number }, verteilt { $moment }
migrate-renamed = Umbenannte Elemente
migrate-renamed-hint = Eine Zeile für jedes Element, dessen Kennung sich ändert: alt = neu. Was gleich heißt, gehört nicht hierher.
migrate-renamed-wrong = Schreiben Sie in jede Zeile zwei Kennungen mit einem = dazwischen, zum Beispiel pruefen = ansehen.
migrate-look = Probelauf
migrate-alone = Von diesem Modell gibt es nur eine Fassung. Verteilen Sie zuerst eine neue.
migrate-result = Ergebnis des Probelaufs
migrate-clear = { $count ->
    [0] Kein Prozess lässt sich umstellen.
    [one] Ein Prozess lässt sich umstellen.
   *[other] { $count } Prozesse lassen sich umstellen.
}
migrate-held = { $count ->
    [0] Nichts steht im Weg.
    [one] Bei einem steht etwas im Weg.
   *[other] Bei { $count } steht etwas im Weg.
}
migrate-ok = lässt sich umstellen
migrate-not = bleibt, wie er ist
migrate-verdict = Urteil
migrate-begin = { $count ->
    [one] Einen Prozess umstellen
   *[other] { $count } Prozesse umstellen
}
migrate-begin-hint = Umgestellt wird, wo nichts im Weg steht. Die Umstellung lässt sich danach zurücknehmen.
migrate-empty = Nach dieser Fassung läuft zurzeit kein Prozess.
obstacle-not-running = Der Prozess läuft nicht.
obstacle-foreign-state = Der gespeicherte Stand passt nicht zur alten Fassung.
obstacle-not-in-old = Das umbenannte Element { $element } gibt es in der alten Fassung nicht.
obstacle-gone = Der Prozess steht bei { $element }. Das gibt es in der neuen Fassung nicht; nennen Sie, wie es jetzt heißt.
obstacle-other-kind = { $element } ist in der neuen Fassung von anderer Art.
obstacle-other-scope = { $element } liegt in der neuen Fassung in einem anderen Teilprozess.
obstacle-path-gone = Bei { $element } wartet ein Weg auf andere. Er kam über { $detail }, und das gibt es nicht mehr.
obstacle-cannot-arm = Ein neues Ereignis lässt sich nicht einrichten: { $detail }
obstacle-missing = Diesen Prozess gibt es nicht mehr.
obstacle-over = Der Prozess ist schon beendet oder weitergegangen.
obstacle-at-rest = Der Prozess ruht.
obstacle-as-before = Er war schon so: es gab nichts zu tun.
obstacle-other-version = Der Prozess läuft nicht mehr in der alten Fassung.
obstacle-no-incident = Nichts hält ihn auf: es gab nichts zu versuchen.
obstacle-impossible = Das geht hier nicht: { $detail }
obstacle-other = Das ging nicht: { $detail }
actions-title = Sammelaufträge
action-suspend = Ruhen lassen
action-resume = Weiterlaufen lassen
action-retry = Noch einmal versuchen
action-cancel = Beenden
action-set = Werte setzen
action-migrate = Umstellen von Fassung { $from } auf Fassung { $to }
action-asked = { $name }, { $moment }
action-progress = { $done } von { $all } bearbeitet
action-runs = läuft
action-over = fertig
action-went-well = Erledigt
action-refused = Nicht möglich
action-waiting = Noch offen
action-reload = Stand neu laden
action-reason = Grund: { $reason }
action-report = Bericht
action-fate = Ergebnis
fate-waiting = wartet
fate-done = erledigt
fate-refused = nicht möglich
action-undo = Umstellung zurücknehmen
action-undo-hint = Was umgestellt wurde, kommt in die alte Fassung zurück, wo seither nichts im Weg steht.
process-place = Bei «{ $step }»
process-skip = Überspringen
process-skip-hint = Der Schritt gilt als getan, obwohl ihn niemand getan hat. Was dafür offen ist, wird geschlossen; der Prozess geht dahinter weiter.
process-move = An einen anderen Schritt versetzen
process-move-hint = Was hier offen ist, wird geschlossen. Der Prozess beginnt den gewählten Schritt von vorn.
process-move-send = Versetzen
process-move-wrong = Wählen Sie, wohin der Prozess versetzt werden soll.
process-rest = Ruhen lassen
process-rest-hint = Keine Aufgabe, kein Dienst und keine Frist geht weiter, bis ihn jemand weiterlaufen lässt. Werte setzen, versetzen und beenden können Sie auch dann.
process-rest-case = Wer den Antrag gestellt hat, liest, dass er ruht; den Grund lesen nur Sie und das Amt. Fristen stehen still.
process-wake-case = Aufgaben und Dienste gehen weiter. Fristen verlängern sich um die Zeit, in der der Antrag ruhte.
process-rest-reason = Grund (steht in den Eingriffen)
process-wake = Weiterlaufen lassen
process-rests = Dieser Prozess ruht: keine Aufgabe, kein Dienst und keine Frist geht weiter.
process-cancel-model = Offene Aufgaben und Dienste werden geschlossen. Das lässt sich nicht zurücknehmen.
process-set-model = Ein neuer Wert ersetzt den alten. In den Eingriffen steht, wer ihn gesetzt hat.
process-values = Werte
process-deeds = Eingriffe
deed-moved = Von «{ $step }» nach «{ $detail }» versetzt
deed-skipped = «{ $step }» übersprungen
deed-values = Werte gesetzt: { $detail }
deed-rested = Zur Ruhe gelegt
deed-woken = Weiterlaufen lassen
deed-migrated = Auf eine andere Fassung umgestellt
deed-retried = «{ $step }» noch einmal versucht
deed-cancelled = Beendet
task-form = Ihre Angaben
task-shown = Was der Prozess dazu weiß
task-nothing = Hier ist nichts auszufüllen. Schließen Sie die Aufgabe ab, wenn sie getan ist.
task-complete = Aufgabe abschließen
task-release = Zurückgeben
task-taken = Eine Kollegin oder ein Kollege hat diese Aufgabe übernommen. Sie können sie ansehen.
task-rests = Der Prozess ruht zurzeit. Abschließen lässt sich die Aufgabe erst, wenn er weiterläuft.
task-since = Wartet seit { $moment }
work-resting = ruht
