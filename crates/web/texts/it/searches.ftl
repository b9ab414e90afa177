# Choosing among search results, saying whether they were right, and what editors learn from searches.
results-kinds = Per tipo
kind-all = Tutti
kind-services = Servizi
kind-situations = Situazioni di vita
kind-offices = Uffici
kind-persons = Persone
kind-documents = Documenti
results-online = Solo ciò che si fa online
results-online-off = Mostrare anche il resto
results-none-left = Con questa scelta non resta nulla.
results-show-all = { $count ->
    [one] Mostrare il risultato
   *[other] Mostrare tutti i { $count } risultati
}
judge-question = Ha trovato ciò che cerca?
judge-thanks = Grazie per la risposta
judge-useful = Siamo contenti che abbia trovato. Se resta una domanda, l’ufficio L’aiuta volentieri.
judge-useless = Ci dispiace. L’ufficio L’aiuta volentieri di persona.
judge-kept = Contiamo solo quali parole portano alla meta e quali no. Non sappiamo chi ha cercato.
searches-title = Che cosa si cerca?
searches-lead = { $count ->
    [one] Una ricerca, senza risultato: { $missed }.
   *[other] { $count } ricerche, di cui { $missed } senza risultato.
}
searches-kept = Si conta senza persone. Le parole appaiono qui se sono state cercate almeno { $least } volte.
searches-unseen = { $count ->
    [one] Una ricerca è rara o potrebbe dire qualcosa di una persona. È contata e non figura nell’elenco.
   *[other] { $count } ricerche sono rare o potrebbero dire qualcosa di una persona. Sono contate e non figurano nell’elenco.
}
searches-period = Periodo
searches-where = Autorità
searches-whole = Tutte le autorità
searches-days = { $count ->
    [one] Un giorno
   *[other] { $count } giorni
}
searches-empty = Per questo periodo l’elenco è ancora vuoto.
searches-download = Scaricare l’elenco (CSV)
searches-query = Ricerca
searches-language = Lingua
searches-asked = Quante volte
searches-missed = Senza risultato
searches-useful = Trovato: sì
searches-useless = Trovato: no
