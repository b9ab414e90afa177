# Editors: coverage, translations, responsibilities.
coverage-title = Quanto si può fare online?
coverage-lead = { $percent } prestazioni su cento si possono sbrigare online ({ $name }).
coverage-aim = L'obiettivo è 80 su cento: la linea nel grafico.
coverage-chart = { $online } prestazioni su { $total } si possono sbrigare online.
coverage-all = Tutte le autorità
coverage-download = Scaricare le cifre (CSV, aperte a tutti)
coverage-authority = Autorità
coverage-communes = Comuni
coverage-district = { $count ->
    [one] { $name }: un comune
   *[other] { $name }: { $count } comuni
}
coverage-online = Online
coverage-stage-0 = Solo informazione
coverage-stage-1 = Modulo e messaggio
coverage-stage-2 = Con processo
coverage-stage-3 = Del tutto automatico
translations-title = Traduzioni
translations-lead = { $count ->
    [one] Una traduzione è completa. Quello che manca sta in alto.
   *[other] { $count } traduzioni sono complete. Quello che manca sta in alto.
}
translation-whole = Completa
translation-brief = Titolo e riassunto
translation-missing = Manca
translation-beside = Lingua accanto al tedesco
translation-show = Mostra
translation-text = Testo
side-title = Titolo
side-official = Nome ufficiale
side-summary = Riassunto
side-description = Descrizione
side-steps = Passi
side-documents = Documenti
side-keywords = Parole di ricerca
responsibilities-title = Competenze
responsibilities-lead = Quale ufficio risponde di quale prestazione.
responsibilities-office = Ufficio
responsibilities-none = Nessun ufficio iscritto
responsibilities-fallback = Nessun ufficio nomina questo compito. Perciò risponde il primo.
