# Start, search, services, offices, places.
start-title = Start
start-question = Was möchten Sie erledigen?
start-hint = Schreiben Sie in Ihren eigenen Worten, zum Beispiel «umziehen» oder «Hund».
start-waiting = Das wartet auf Sie
start-wanted = Oft gesucht
start-more = Mehr finden
start-authorities = Behörden und Ämter
start-contact = Fragen Sie uns
here = Sie sehen Angaben für { $place }
here-change = Ort ändern
situations-title = Lebenslagen
situations-lead = Was in Ihrem Leben passiert und was Sie dabei erledigen können.
a-to-z-title = Leistungen A–Z
letters-label = Buchstaben
authorities-lead = Wer hier für Sie da ist, von der Gemeinde bis zum Kanton oder Kreis.
results-title = Suche
results-title-for = Suche: { $query }
results-count = { $count ->
    [one] Ein Treffer
   *[other] { $count } Treffer
}
results-nothing = Zu «{ $query }» haben wir nichts gefunden
results-nothing-tip = Versuchen Sie ein anderes Wort oder nur den Anfang davon.
results-nearest = Meinen Sie vielleicht
results-ask = Fragen Sie einen Menschen
kind-service = Leistung
kind-document = Dokument
kind-office = Amt
kind-person = Person
kind-situation = Lebenslage
in-charge = Zuständig: { $authority }
service-term = Die Verwaltung nennt es: { $term }
easy-language = Leichte Sprache
service-fallback = Diesen Text gibt es noch nicht in Ihrer Sprache.
service-more = Mehr dazu
service-not-easy = Diesen Text gibt es noch nicht in Leichter Sprache.
service-begin = Online beantragen
service-continue = Weiterfahren
service-draft = Sie haben einen Antrag begonnen und noch nicht abgesendet.
service-sign-in = Unterwegs melden Sie sich an. Erst ansehen geht ohne Anmeldung.
service-not-online = Das geht hier noch nicht online
service-not-online-do = Wenden Sie sich an: { $office }.
service-counter = Online geht es für den Übergang noch am bisherigen Ort:
service-counter-link = Bisheriger Online-Schalter
hit-offline = Hier noch nicht online. Telefon { $phone }
hit-offline-office = Hier noch nicht online. Das Amt hilft Ihnen weiter.
hit-counter = Online noch am bisherigen Schalter
service-facts = Das Wichtigste
service-for-whom = Für wen
service-cost = Kosten in { $place }
cost-ask = Fragen Sie das Amt nach den Kosten.
cost-range = { $least } bis { $most }
service-duration = Dauer
service-days = { $count ->
    [one] höchstens ein Arbeitstag
   *[other] höchstens { $count } Arbeitstage
}
service-days-more = Das ist die übliche Dauer, sobald alle Angaben da sind.
service-days-real = So schnell waren neun von zehn der letzten { $count } Anträge fertig.
service-needs = Das brauchen Sie
service-deadline = Frist
service-steps = So läuft es ab
service-files = Formulare und Merkblätter
service-other-ways = Andere Wege
service-legal = Rechtliche Grundlage
service-related = Passt dazu
service-other-place = Nicht Ihr Ort? Ort ändern
service-aside = Zuständige Stelle und mehr
office-in-charge = Zuständig in { $place }
office-address = Adresse
office-phone = Telefon
office-email = E-Mail
office-contact = Kontakt
office-services = Was dieses Amt für Sie tut
office-staff = Wer hier arbeitet
hours-title = Öffnungszeiten
hours-today = Heute
hours-today-closed = Heute geschlossen
hours-closed = geschlossen
hours-holiday = Feiertag
hours-ahead = Demnächst ist es anders:
hours-all = Alle Öffnungszeiten
place-title = Welcher Ort?
place-hint = Name der Gemeinde oder Postleitzahl
place-find = Finden
place-which = Zu «{ $query }» gehören mehrere Gemeinden. Welche ist es?
place-unknown = «{ $query }» kennen wir nicht. Prüfen Sie die Schreibweise oder wählen Sie aus der Liste.
place-all = Alle Gemeinden
federation-title = Wo wohnen Sie?
federation-own = Direkt beim { $name } erledigen
federation-communes = { $count ->
    [one] Die Gemeinde
   *[other] Alle { $count } Gemeinden
}
