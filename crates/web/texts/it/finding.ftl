# Start, search, services, offices, places.
start-title = Inizio
start-question = Che cosa desidera fare?
start-hint = Scriva con parole Sue, per esempio «trasloco» o «cane».
start-waiting = In attesa di Lei
start-wanted = Cercati spesso
start-more = Trovare di più
start-authorities = Autorità e uffici
start-contact = Ci contatti
here = Informazioni per { $place }
here-change = Cambiare luogo
situations-title = Situazioni di vita
situations-lead = Che cosa succede nella Sua vita e che cosa può sbrigare.
a-to-z-title = Servizi A–Z
letters-label = Lettere
authorities-lead = Chi è qui per Lei, dal comune al cantone o al Kreis.
results-title = Ricerca
results-title-for = Ricerca: { $query }
results-count = { $count ->
    [one] Un risultato
   *[other] { $count } risultati
}
results-nothing = Nessun risultato per «{ $query }»
results-nothing-tip = Provi un’altra parola o solo il suo inizio.
results-nearest = Forse cercava
results-ask = Chieda a una persona
kind-service = Servizio
kind-document = Documento
kind-office = Ufficio
kind-person = Persona
kind-situation = Situazione di vita
in-charge = Competente: { $authority }
service-term = Termine amministrativo: { $term }
easy-language = Lingua facile
service-fallback = Questo testo non esiste ancora nella Sua lingua.
service-more = Maggiori informazioni
service-not-easy = Questo testo non esiste ancora in lingua facile.
service-begin = Richiedere online
service-continue = Continuare
service-draft = Ha iniziato una domanda e non l’ha ancora inviata.
service-sign-in = Accederà durante la procedura. Prima può guardare senza conto.
service-not-online = Qui non è ancora possibile online
service-not-online-do = Si rivolga a: { $office }.
service-counter = Online è ancora possibile nel posto precedente, durante il passaggio:
service-counter-link = Sportello online precedente
hit-offline = Qui non ancora online. Telefono { $phone }
hit-offline-office = Qui non ancora online. L’ufficio La aiuta.
hit-counter = Online ancora allo sportello precedente
service-facts = L’essenziale
service-for-whom = Per chi
service-cost = Costo a { $place }
cost-ask = Chieda il costo all’ufficio.
cost-range = da { $least } a { $most }
service-duration = Durata
service-days = { $count ->
    [one] al massimo un giorno lavorativo
   *[other] al massimo { $count } giorni lavorativi
}
service-days-more = È il tempo abituale, appena abbiamo tutte le vostre indicazioni.
service-days-real = Nove domande su dieci, delle ultime { $count }, erano pronte entro questo tempo.
service-needs = Le serve
service-deadline = Termine
service-steps = Come funziona
service-files = Moduli e promemoria
service-other-ways = Altre vie
service-legal = Base legale
service-related = Vedi anche
service-other-place = Non è il Suo luogo? Cambi luogo
service-aside = Ufficio competente e altro
office-in-charge = Competente a { $place }
office-address = Indirizzo
office-phone = Telefono
office-email = E-mail
office-contact = Contatto
office-services = Che cosa fa per Lei questo ufficio
office-staff = Chi lavora qui
hours-title = Orari d’apertura
hours-today = Oggi
hours-today-closed = Oggi chiuso
hours-closed = chiuso
hours-holiday = giorno festivo
hours-ahead = Prossimamente è diverso:
hours-all = Tutti gli orari
place-title = Quale luogo?
place-hint = Nome del comune o codice postale
place-find = Trovare
place-which = Più comuni per «{ $query }». Quale?
place-unknown = Non conosciamo «{ $query }». Verifichi come è scritto o scelga dalla lista.
place-all = Tutti i comuni
federation-title = Dove abita?
federation-own = Da sbrigare direttamente: { $name }
federation-communes = { $count ->
    [one] Il comune
   *[other] Tutti i { $count } comuni
}
