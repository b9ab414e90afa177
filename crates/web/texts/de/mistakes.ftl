# What to do when an answer cannot be taken: one sentence per code of the form crate.
mistake-required = Füllen Sie dieses Feld aus.
mistake-required-choice = Wählen Sie eine Antwort.
mistake-required-many = Wählen Sie mindestens eine Antwort.
mistake-required-date = Geben Sie das Datum ein, zum Beispiel 31 3 1980.
mistake-required-name = Geben Sie den Namen ein. Ein einziger Name genügt.
mistake-required-file = Laden Sie eine Datei hoch.
mistake-also-needed = Beantworten Sie bitte auch diese Frage.
mistake-declaration-needed = Setzen Sie das Häkchen, wenn Sie einverstanden sind.
mistake-too-long = Kürzen Sie den Text auf höchstens { $max } Zeichen. Jetzt sind es { $length }.
mistake-control-characters = Tippen Sie den Text noch einmal von Hand ein. Er enthält unsichtbare Zeichen.
mistake-choice-unknown = Wählen Sie eine der angezeigten Antworten.
mistake-number-format = Geben Sie eine Zahl ein, zum Beispiel 12.
mistake-number-whole = Geben Sie eine ganze Zahl ein, zum Beispiel 12.
mistake-number-ambiguous = Schreiben Sie { $thousands } oder { $decimal }, ohne Zeichen zwischen den Tausendern.
mistake-number-too-small = Geben Sie { $min } oder mehr ein.
mistake-number-too-large = Geben Sie { $max } oder weniger ein.
mistake-amount-format = Geben Sie einen Betrag ein, zum Beispiel 1250.50.
mistake-date-format = Geben Sie Tag, Monat und Jahr ein, zum Beispiel 31 3 1980.
mistake-date-day-missing = Geben Sie auch den Tag ein.
mistake-date-month-missing = Geben Sie auch den Monat ein.
mistake-date-year-missing = Geben Sie auch das Jahr ein.
mistake-date-not-real = Den { $day }.{ $month }.{ $year } gibt es nicht. Prüfen Sie Tag und Monat.
mistake-date-too-early = Geben Sie den { $limit_date } oder ein späteres Datum ein.
mistake-date-too-late = Geben Sie den { $limit_date } oder ein früheres Datum ein.
mistake-email-format = Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.org.
mistake-phone-format = Geben Sie eine Telefonnummer mit Vorwahl ein, zum Beispiel +41 62 555 01 23.
mistake-iban-format = Prüfen Sie die IBAN. Eine Schweizer IBAN hat 21 Zeichen, eine deutsche 22.
mistake-iban-checksum = Vergleichen Sie die IBAN mit Ihrer Bankkarte. Mindestens ein Zeichen stimmt nicht.
mistake-ahv-format = Geben Sie die AHV-Nummer ein, zum Beispiel 756.1234.5678.97.
mistake-ahv-checksum = Vergleichen Sie die AHV-Nummer mit Ihrer Karte. Mindestens eine Ziffer stimmt nicht.
mistake-tax-id-format = Geben Sie die 11 Ziffern Ihrer Steuer-Identifikationsnummer ein.
mistake-tax-id-checksum = Vergleichen Sie die Nummer mit dem Brief vom Finanzamt. Mindestens eine Ziffer stimmt nicht.
mistake-address-street-missing = Geben Sie die Straße ein.
mistake-address-postal-code-missing = Geben Sie die Postleitzahl ein.
mistake-address-town-missing = Geben Sie den Ort ein.
mistake-address-postal-code = { $country ->
    [CH] Prüfen Sie die Postleitzahl. In der Schweiz hat sie { $digits } Ziffern.
    [LI] Prüfen Sie die Postleitzahl. In Liechtenstein hat sie { $digits } Ziffern.
    [AT] Prüfen Sie die Postleitzahl. In Österreich hat sie { $digits } Ziffern.
    [DE] Prüfen Sie die Postleitzahl. In Deutschland hat sie { $digits } Ziffern.
   *[other] Prüfen Sie die Postleitzahl. In diesem Land hat sie { $digits } Ziffern.
}
mistake-address-country = Wählen Sie das Land.
mistake-too-many-files = { $max ->
    [one] Entfernen Sie Dateien, bis eine übrig ist. Jetzt sind es { $count }.
   *[other] Entfernen Sie Dateien, bis höchstens { $max } übrig sind. Jetzt sind es { $count }.
}
mistake-file-type = { $name } können wir nicht verwenden. Laden Sie eine Datei in einem dieser Formate hoch: { $accept }.
mistake-file-too-large = { $name } ist zu groß ({ $size }). Laden Sie eine Datei mit höchstens { $max_bytes } hoch.
mistake-file-empty = { $name } ist leer. Wählen Sie die Datei noch einmal.
mistake-check-failed = Prüfen Sie diese Antwort.
