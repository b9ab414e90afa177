# Clerks, operators, designers.
work-tabs = Filtri
work-mine = Le mie
work-overdue = Scadute
work-empty = Qui non c’è nulla da fare.
work-caption = Compiti, il più urgente per primo
work-mark-all = Segnare tutto in questa pagina
work-mark = Segnare { $reference }
work-due = Termine
work-late = scaduto
work-waits = In attesa
work-matter = Pratica
work-applicant = Da
work-task = Compito
work-assignee = Presso
work-nobody = nessuno
work-bulk = Più alla volta
work-marked = Segnati:
work-claim-marked = Prendere in carico
keys-next = avanti
keys-open = aprire
keys-space-name = Barra spaziatrice
keys-mark = segnare
clerk-do = Da fare ora
clerk-unclaimed = Nessuno ha ancora preso questo compito.
clerk-mine = Ha preso in carico questo compito.
clerk-others = { $name } ha preso in carico questo compito.
clerk-claim = Prendere in carico
clerk-approve = Approvare e inviare la lettera
clerk-ask = Chiedere complementi
clerk-ask-what = Che cosa manca?
clerk-ask-reason = Messaggio
clerk-ask-send = Chiedere
clerk-reject = Respingere
clerk-reject-reason = Motivazione
clerk-reject-hint = Apparirà così nella lettera.
clerk-reject-send = Respingere e inviare la lettera
clerk-nothing = Al momento non c’è nulla da fare.
operator-calm = Tutto funziona
operator-trouble = { $count ->
    [one] Un guasto richiede il Suo intervento
   *[other] { $count } guasti richiedono il Suo intervento
}
operator-since = dal { $moment }
operator-attempts = { $count ->
    [one] un tentativo
   *[other] { $count } tentativi
}
operator-retry = Riprovare
operator-cases = Domande per stato
operator-jobs = Lavori in background
operator-kind = Tipo
operator-waiting = in attesa
operator-running = in corso
operator-retrying = nuovo tentativo
operator-oldest = il più vecchio dal
designer-title = Pacchetti di servizi
designer-lead = Ogni servizio è una cartella con testi, modulo, processo e lettere.
designer-service = Servizio
designer-check = Controllo
designer-version = Versione
designer-sound = In ordine
designer-findings = { $count ->
    [one] Un rilievo
   *[other] { $count } rilievi
}
package-findings = Da migliorare
package-preview = Aprire l’anteprima
package-steps = Svolgimento
package-files = File
work-free = Ancora di nessuno
work-service = Prestazione
work-all-services = Tutte le prestazioni
work-show = Mostra
work-decide-marked = Selezionate: { $decision }
bulk-ask-title = { $count ->
    [one] { $decision }: decidere una pratica?
   *[other] { $decision }: decidere { $count } pratiche?
}
bulk-done-title = { $count ->
    [one] { $decision }: una pratica decisa
   *[other] { $decision }: { $count } pratiche decise
}
bulk-ask = Controlli l’elenco. Ciò che decide ora non si può annullare.
bulk-caption = Pratiche selezionate
bulk-verdict = Risultato
bulk-possible = verrà decisa
bulk-decided = decisa
bulk-gone = non è più aperta: qualcuno è stato più veloce
bulk-rests = sospesa: possibile solo quando la domanda riprende
clerk-rests = Questa domanda è sospesa. Potrà decidere appena qualcuno la fa riprendere. Quando e perché è stata sospesa sta nello svolgimento.
bulk-not-offered = questa decisione qui non esiste
bulk-failed = non decisa: un errore da parte nostra, riprovi
bulk-back = Torna alla lista di lavoro
