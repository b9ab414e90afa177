# Questions, check, sign-in, drafts.
problem-prefix = Errore:
problems-title = { $count ->
    [one] Corregga un’indicazione
   *[other] Corregga { $count } indicazioni
}
step = Passo { $step } di { $steps }
save-for-later = Salvare e continuare dopo
draft-note = La Sua domanda è salvata, ma non ancora inviata. Senza invio la cancelliamo il { $date }.
source = Fonte: { $register }, stato { $date }
source-sign-in = il Suo accesso
source-dispute = Non è corretto
source-disputed = Lei dice: non è corretto.
longtext-most = { $count ->
    [one] al massimo un carattere
   *[other] al massimo { $count } caratteri
}
date-day = Giorno
date-month = Mese
date-year = Anno
address-street = Via
address-number = Numero
address-code = CAP
address-town = Località
file-formats = { $formats }, al massimo { $size } MB per file
file-upload = Caricare
file-kept = Verificato
file-checking = Verifica in corso
file-refused = Non accettato
file-remove = Rimuovere
check-title = Verificare le indicazioni
check-lead = È tutto giusto? Poi la Sua domanda va a: { $receiver }.
fee = Tassa
fee-when = Paga nel passo successivo.
fee-none = Questa domanda è gratuita.
send = Inviare la domanda
send-with-fee = Inviare con obbligo di pagamento
sign-in-title = Accedere
sign-in-why = Da qui serve il Suo accesso, perché dobbiamo sapere chi presenta la domanda. Le Sue risposte restano salvate.
sign-in-own = Questa pagina fa parte del Suo conto. Acceda, così la vede solo Lei.
sign-in-step-up = Questo passo richiede un accesso più sicuro. Le Sue risposte restano salvate.
sign-in-expired = La Sua sessione è scaduta. Quanto salvato è ancora disponibile.
sign-in-with = Accedere con { $name }
sign-in-other-way = Non vuole o non può accedere? Ci telefoni o venga allo sportello.
draft-title = Salvato
draft-resumed = Continuare la domanda
draft-not-sent = La Sua domanda non è ancora inviata
draft-saved-at = Salvato il { $moment }.
draft-deleted-on = Senza invio la cancelliamo il { $date }.
draft-device = Lo trova nella casella di posta, anche su un altro dispositivo, appena ha effettuato l’accesso.
draft-continue = Continuare
draft-delete = Cancellare la bozza
to-inbox = Alla casella di posta
