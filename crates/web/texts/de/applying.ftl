# Questions, check, sign-in, drafts.
problem-prefix = Fehler:
problems-title = { $count ->
    [one] Bitte verbessern Sie eine Angabe
   *[other] Bitte verbessern Sie { $count } Angaben
}
step = Schritt { $step } von { $steps }
save-for-later = Speichern und später weiter
draft-note = Ihr Antrag ist gespeichert, aber noch nicht abgesendet. Ohne Absenden löschen wir ihn am { $date }.
source = Aus: { $register }, Stand { $date }
source-sign-in = Ihre Anmeldung
source-dispute = Stimmt nicht
source-disputed = Sie sagen: stimmt nicht.
longtext-most = { $count ->
    [one] höchstens ein Zeichen
   *[other] höchstens { $count } Zeichen
}
date-day = Tag
date-month = Monat
date-year = Jahr
address-street = Straße
address-number = Nummer
address-code = Postleitzahl
address-town = Ort
file-formats = { $formats }, je Datei höchstens { $size } MB
file-upload = Hochladen
file-kept = Geprüft
file-checking = Wird geprüft
file-refused = Nicht angenommen
file-remove = Entfernen
check-title = Angaben prüfen
check-lead = Stimmt alles? Danach geht Ihr Antrag an: { $receiver }.
fee = Gebühr
fee-when = Sie bezahlen im nächsten Schritt.
fee-none = Dieser Antrag kostet nichts.
send = Antrag absenden
send-with-fee = Kostenpflichtig absenden
sign-in-title = Anmelden
sign-in-why = Ab hier brauchen wir Ihre Anmeldung, damit wir wissen, wer den Antrag stellt. Ihre bisherigen Antworten bleiben erhalten.
sign-in-own = Diese Seite gehört zu Ihrem Konto. Melden Sie sich an, damit nur Sie sie sehen.
sign-in-step-up = Für diesen Schritt brauchen wir eine stärkere Anmeldung. Ihre bisherigen Antworten bleiben erhalten.
sign-in-expired = Ihre Sitzung ist abgelaufen. Was Sie gespeichert haben, ist noch da.
sign-in-with = Mit { $name } anmelden
sign-in-other-way = Sie möchten oder können sich nicht anmelden? Rufen Sie uns an oder kommen Sie an den Schalter.
draft-title = Gespeichert
draft-resumed = Weiter mit Ihrem Antrag
draft-not-sent = Ihr Antrag ist noch nicht abgesendet
draft-saved-at = Gespeichert am { $moment }.
draft-deleted-on = Ohne Absenden löschen wir ihn am { $date }.
draft-device = Sie finden ihn im Postfach, auch auf einem anderen Gerät, sobald Sie dort angemeldet sind.
draft-continue = Weiterfahren
draft-delete = Entwurf löschen
to-inbox = Zum Postfach
