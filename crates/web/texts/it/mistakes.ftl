# What to do when an answer cannot be taken: one sentence per code of the form crate.
mistake-required = Compili questo campo.
mistake-required-choice = Scelga una risposta.
mistake-required-many = Scelga almeno una risposta.
mistake-required-date = Indichi la data, per esempio 31 3 1980.
mistake-required-name = Indichi il nome. Un solo nome basta.
mistake-required-file = Carichi un file.
mistake-also-needed = Risponda per favore anche a questa domanda.
mistake-declaration-needed = Metta la spunta se è d’accordo.
mistake-too-long = Accorci il testo a { $max } caratteri al massimo. Ora sono { $length }.
mistake-control-characters = Scriva di nuovo il testo a mano. Contiene caratteri invisibili.
mistake-choice-unknown = Scelga una delle risposte proposte.
mistake-number-format = Indichi un numero, per esempio 12.
mistake-number-whole = Indichi un numero intero, per esempio 12.
mistake-number-ambiguous = Scriva { $thousands } o { $decimal }, senza segni tra le migliaia.
mistake-number-too-small = Indichi { $min } o di più.
mistake-number-too-large = Indichi { $max } o di meno.
mistake-amount-format = Indichi un importo, per esempio 1250.50.
mistake-date-format = Indichi giorno, mese e anno, per esempio 31 3 1980.
mistake-date-day-missing = Indichi anche il giorno.
mistake-date-month-missing = Indichi anche il mese.
mistake-date-year-missing = Indichi anche l’anno.
mistake-date-not-real = La data { $day }.{ $month }.{ $year } non esiste. Verifichi il giorno e il mese.
mistake-date-too-early = Indichi questa data o una successiva: { $limit_date }.
mistake-date-too-late = Indichi questa data o una precedente: { $limit_date }.
mistake-email-format = Indichi un indirizzo e-mail, per esempio name@example.org.
mistake-phone-format = Indichi un numero di telefono con il prefisso, per esempio +41 62 555 01 23.
mistake-iban-format = Verifichi l’IBAN. Un IBAN svizzero ha 21 caratteri, uno tedesco 22.
mistake-iban-checksum = Confronti l’IBAN con la Sua carta bancaria. Almeno un carattere è sbagliato.
mistake-ahv-format = Indichi il numero AVS, per esempio 756.1234.5678.97.
mistake-ahv-checksum = Confronti il numero AVS con la Sua tessera. Almeno una cifra è sbagliata.
mistake-tax-id-format = Indichi le 11 cifre del Suo numero d’identificazione fiscale.
mistake-tax-id-checksum = Confronti il numero con la lettera dell’ufficio imposte. Almeno una cifra è sbagliata.
mistake-address-street-missing = Indichi la via.
mistake-address-postal-code-missing = Indichi il CAP.
mistake-address-town-missing = Indichi la località.
mistake-address-postal-code = { $country ->
    [CH] Verifichi il CAP. In Svizzera ha { $digits } cifre.
    [LI] Verifichi il CAP. Nel Liechtenstein ha { $digits } cifre.
    [AT] Verifichi il CAP. In Austria ha { $digits } cifre.
    [DE] Verifichi il CAP. In Germania ha { $digits } cifre.
   *[other] Verifichi il CAP. In questo Paese ha { $digits } cifre.
}
mistake-address-country = Scelga il Paese.
mistake-too-many-files = { $max ->
    [one] Rimuova dei file finché ne resta uno. Ora sono { $count }.
   *[other] Rimuova dei file finché ne restano al massimo { $max }. Ora sono { $count }.
}
mistake-file-type = Non possiamo usare { $name }. Carichi un file in uno di questi formati: { $accept }.
mistake-file-too-large = { $name } è troppo grande ({ $size }). Carichi un file di { $max_bytes } al massimo.
mistake-file-empty = { $name } è vuoto. Scelga di nuovo il file.
mistake-check-failed = Verifichi questa risposta.
