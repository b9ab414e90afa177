# Words that people use at a place, kept by its editors.
synonyms-title = Come dice la gente
synonyms-lead = Una parola che qui usano tutti e che la ricerca non conosce? La scriva, e da subito porta alla meta.
synonyms-hold-here = L’elenco vale per { $name }. Le parole valide ovunque le tiene l’autorità superiore.
synonyms-hold-below = L’elenco vale per { $name } e per tutti i comuni.
synonyms-label = Parole e che cosa vogliono dire
synonyms-hint = Una parola per riga, poi = e che cosa vuol dire, per esempio: Güselkarte = Abfallmarke. Separi più significati con una virgola. Al massimo { $most } righe.
synonyms-save = Salva le parole
synonyms-saved = Le parole valgono da subito.
synonyms-in-force = Queste parole sono in vigore
synonyms-word = Parola
synonyms-means = Vuol dire
synonyms-leads = Porta a
synonyms-nothing = Ancora a niente
synonym-no-meaning = «{ $line }»: serve una parola, poi = e che cosa vuol dire.
synonym-too-long = «{ $word }» è troppo lungo. Sono possibili tre parole di al massimo 60 caratteri.
synonym-too-many-meanings = «{ $word }» ha più di cinque significati. Tenga i più importanti.
synonym-twice = «{ $word }» c’è due volte. Metta tutti i significati su una riga.
synonym-itself = «{ $word }» vuol dire sé stesso. Dopo il = scriva la parola dell’amministrazione.
synonym-too-many = C’è posto per al massimo { $most } righe. Ne tolga alcune.
searches-explain = Spiega la parola
searches-explain-word = Spiega la parola: { $word }
