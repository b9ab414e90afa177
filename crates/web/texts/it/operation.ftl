# Deployed models, their versions, what is done to many processes, and tasks of processes without an application.
models-title = Modelli distribuiti
models-link = Modelli, versioni e passaggi
models-lead = I processi senza domanda seguono questi modelli. Un modello modificato diventa una nuova versione; ciò che è in corso mantiene la propria versione finché non lo fate passare a un’altra.
models-empty = Nessun modello è ancora distribuito.
models-version = Versione
models-version-of = Versione { $number }
models-deployed = Distribuito
models-by = da { $name }
models-running = In corso
models-stuck = { $count ->
    [one] uno è fermo
   *[other] { $count } sono fermi
}
models-new = Nuovi processi
models-open = iniziano
models-closed = non iniziano
models-deploy = Distribuire modelli
models-files = File BPMN e DMN
models-files-hint = Processi (.bpmn) e decisioni (.dmn) che essi chiamano. Lo stesso contenuto resta la stessa versione.
models-send = Verificare e distribuire
models-files-wrong = Scegliete almeno un file BPMN; accanto sono possibili solo file DMN.
models-refused = Nulla è stato distribuito: nei file c’è qualcosa che non può essere eseguito.
models-findings = Riscontri
models-line = { $file }, riga { $line }
version-running = In corso
version-stuck = Fermi
version-resting = A riposo
version-ended = Conclusi
version-key = Riferimento della pratica
version-others = Altre versioni
version-close = Non lasciare iniziare nuovi processi
version-close-hint = Ciò che è in corso continua. Nessun nuovo processo inizia, nemmeno secondo un orario.
version-open = Lasciare di nuovo iniziare processi
version-open-hint = Programmi, messaggi e orari possono di nuovo iniziare processi.
version-closed-note = Al momento nessun nuovo processo inizia secondo questa versione.
version-many = { $count ->
    [one] Con il processo di questo elenco
   *[other] Con tutti i { $count } processi di questo elenco
}
version-retry = Riprovare
version-retry-hint = Ciò che è fallito viene riprovato; gli incidenti valgono così come risolti.
version-rest = Mettere a riposo
version-rest-hint = Nessun compito, nessun servizio e nessun termine continua finché qualcuno non li fa ripartire.
version-wake = Far ripartire
version-wake-hint = Compiti, servizi e termini continuano.
version-cancel = Concludere
version-cancel-hint = Compiti e servizi aperti vengono chiusi. Non si può annullare.
version-none = In questo elenco non c’è alcun processo: non c’era nulla da fare.
migrate-title = Passare a un’altra versione
migrate-lead = I processi in corso cambiano modello e restano al loro posto. La prova guarda ciascuno e non cambia nulla.
migrate-to = A
migrate-option = Versione { $number }, distribuita { $moment }
migrate-renamed = Elementi rinominati
migrate-renamed-hint = Una riga per ogni elemento il cui identificativo cambia: vecchio = nuovo. Ciò che mantiene il nome non va indicato qui.
migrate-renamed-wrong = Scrivete in ogni riga due identificativi con un = in mezzo, per esempio verificare = guardare.
migrate-look = Prova
migrate-alone = Di questo modello c’è una sola versione. Distribuitene prima una nuova.
migrate-result = Risultato della prova
migrate-clear = { $count ->
    [0] Nessun processo può passare.
    [one] Un processo può passare.
   *[other] { $count } processi possono passare.
}
migrate-held = { $count ->
    [0] Nulla si oppone.
    [one] Qualcosa si oppone per un processo.
   *[other] Qualcosa si oppone per { $count } processi.
}
migrate-ok = può passare
migrate-not = resta com’è
migrate-verdict = Giudizio
migrate-begin = { $count ->
    [one] Far passare un processo
   *[other] Far passare { $count } processi
}
migrate-begin-hint = Passano quelli per i quali nulla si oppone. Il passaggio si può poi annullare.
migrate-empty = Al momento nessun processo segue questa versione.
obstacle-not-running = Il processo non è in corso.
obstacle-foreign-state = Lo stato salvato non corrisponde alla vecchia versione.
obstacle-not-in-old = La vecchia versione non ha l’elemento { $element }, indicato come rinominato.
obstacle-gone = Il processo si trova in { $element }. La nuova versione non ha questo elemento; indicate come si chiama ora.
obstacle-other-kind = { $element } è di altra natura nella nuova versione.
obstacle-other-scope = { $element } si trova in un altro sottoprocesso nella nuova versione.
obstacle-path-gone = In { $element } una via ne attende altre. È arrivata da { $detail }, che non esiste più.
obstacle-cannot-arm = Un nuovo evento non può essere preparato: { $detail }
obstacle-missing = Questo processo non esiste più.
obstacle-over = Il processo è già concluso o è andato avanti.
obstacle-at-rest = Il processo è a riposo.
obstacle-as-before = Era già così: non c’era nulla da fare.
obstacle-other-version = Il processo non segue più la vecchia versione.
obstacle-no-incident = Nulla lo ferma: non c’era nulla da riprovare.
obstacle-impossible = Qui non è possibile: { $detail }
obstacle-other = Non era possibile: { $detail }
actions-title = Ordini collettivi
action-suspend = Mettere a riposo
action-resume = Far ripartire
action-retry = Riprovare
action-cancel = Concludere
action-set = Impostare valori
action-migrate = Passaggio dalla versione { $from } alla versione { $to }
action-asked = { $name }, { $moment }
action-progress = { $done } di { $all } trattati
action-runs = in corso
action-over = terminato
action-went-well = Fatti
action-refused = Non possibili
action-waiting = Ancora aperti
action-reload = Aggiornare
action-reason = Motivo: { $reason }
action-report = Rapporto
action-fate = Risultato
fate-waiting = attende
fate-done = fatto
fate-refused = non possibile
action-undo = Annullare il passaggio
action-undo-hint = Ciò che è passato torna alla vecchia versione, dove nel frattempo nulla si oppone.
process-place = In «{ $step }»
process-skip = Saltare
process-skip-hint = Il passo vale come fatto benché nessuno l’abbia fatto. Ciò che è aperto per esso viene chiuso; il processo continua dopo.
process-move = Spostare a un altro passo
process-move-hint = Ciò che qui è aperto viene chiuso. Il processo inizia da capo il passo scelto.
process-move-send = Spostare
process-move-wrong = Scegliete dove spostare il processo.
process-rest = Mettere a riposo
process-rest-hint = Nessun compito, nessun servizio e nessun termine continua finché qualcuno non lo fa ripartire. Potete comunque impostare valori, spostarlo e concluderlo.
process-rest-case = Chi ha presentato la domanda legge che è sospesa; il motivo lo leggono solo Lei e l’ufficio. I termini non decorrono.
process-wake-case = Compiti e servizi riprendono. I termini si allungano del tempo della sospensione.
process-rest-reason = Motivo (resta negli interventi)
process-wake = Far ripartire
process-rests = Questo processo è a riposo: nessun compito, nessun servizio e nessun termine continua.
process-cancel-model = Compiti e servizi aperti vengono chiusi. Non si può annullare.
process-set-model = Un nuovo valore sostituisce il vecchio. Gli interventi dicono chi lo ha impostato.
process-values = Valori
process-deeds = Interventi
deed-moved = Spostato da «{ $step }» a «{ $detail }»
deed-skipped = «{ $step }» saltato
deed-values = Valori impostati: { $detail }
deed-rested = Messo a riposo
deed-woken = Fatto ripartire
deed-migrated = Passato a un’altra versione
deed-retried = «{ $step }» riprovato
deed-cancelled = Concluso
task-form = Le vostre indicazioni
task-shown = Che cosa ne sa il processo
task-nothing = Non c’è nulla da compilare. Concludete il compito quando è fatto.
task-complete = Concludere il compito
task-release = Restituire
task-taken = Una o un collega ha preso questo compito. Potete guardarlo.
task-rests = Il processo è a riposo. Il compito può essere concluso solo quando riparte.
task-since = Attende da { $moment }
work-resting = a riposo
