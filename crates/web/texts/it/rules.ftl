# What is wrong with a model, a sentence for each rule; the engine's own sentence, in English, stands below it.
rule-dmn = Questa decisione non può essere valutata così. La frase in inglese qui sotto dice che cosa cambiare.
# The file as a whole.
rule-bpmn-xml = Il file non è XML corretto. Salvare di nuovo il modello dal programma BPMN.
rule-bpmn-not-bpmn = Il file non è un modello BPMN. Scegliere un file salvato come BPMN 2.0.
rule-bpmn-dtd = Il file contiene una dichiarazione del tipo di documento (DTD). Cancellare dal file la parte che comincia con «<!».
rule-bpmn-too-large = Il modello è troppo grande. Distribuirlo su più processi che si chiamano a vicenda.
rule-bpmn-too-deep = Il modello è annidato troppo in profondità. Disegnare i sottoprocessi interni come processi a sé e chiamarli.
rule-bpmn-too-many-attributes = Un elemento ha troppi attributi, o il file nomina troppi spazi dei nomi. Cancellare ciò che non serve.
rule-bpmn-no-process = Il file non contiene alcun processo, o non quello cercato. Scegliere un file che lo contiene.
rule-bpmn-not-executable = Nessun processo del file è eseguibile. Spuntare «Executable» per il processo nel programma BPMN.
rule-bpmn-several-processes = Il file contiene più processi eseguibili. Lasciare «Executable» spuntato per uno solo.
rule-bpmn-missing-id = L’elemento non ha un identificativo (ID). Dargli il suo.
rule-bpmn-duplicate-id = Questo identificativo (ID) è usato più di una volta. Dare a ogni elemento il suo.
# What is set at an element.
rule-bpmn-unsupported-element = Il portale non può eseguire questo elemento o qualcosa in esso. Disegnarlo in altro modo; la frase in inglese qui sotto dice di che cosa si tratta.
rule-bpmn-unsupported-extension = Il portale non può eseguire un’estensione di questo elemento, per esempio una classe Java o un listener. Cancellarla; ciò che deve fare un programma riceve il tipo «External» e un topic.
rule-bpmn-missing-reference = Un riferimento manca, o porta a qualcosa che non esiste. Indicare nell’elemento che cosa si intende: il messaggio, l’errore, il segnale, il flusso o il processo.
rule-bpmn-missing-definition = L’evento non dice che cosa attende. Dargli un tipo, per esempio messaggio o timer.
rule-bpmn-missing-topic = Il compito non nomina un topic, quindi nessun servizio può svolgerlo. Scegliere il tipo «External» e indicare un topic.
rule-bpmn-missing-script = Al compito di script manca lo script. Indicare un’espressione in FEEL.
rule-bpmn-missing-decision = Il compito di regola aziendale non nomina una decisione. Indicare l’identificativo di una decisione DMN, o un topic.
rule-bpmn-unknown-decision = La decisione nominata non è in nessuno dei file DMN. Verificare il suo identificativo o aggiungere il file DMN.
rule-bpmn-decision-result = Questa forma del risultato (mapDecisionResult) non esiste. Sono possibili singleEntry, singleResult, collectEntries e resultList, o nessuna indicazione.
rule-bpmn-expression = Un’espressione non si può leggere. Scriverla correttamente in FEEL; la frase in inglese qui sotto dice che cosa non va.
rule-bpmn-script-language = Condizioni e script funzionano solo in FEEL. Scrivere l’espressione in FEEL e indicare «feel» come linguaggio.
rule-bpmn-mapping = A un’entrata o a un’uscita manca il nome, la fonte o la destinazione. Compilare il campo vuoto o cancellare la riga.
rule-bpmn-performer = Non è detto chi svolge il compito: l’indicazione è vuota. Compilarla o cancellarla.
rule-bpmn-retries = Il numero di tentativi non si può leggere. Indicare per esempio 3 o R3/PT5M.
rule-bpmn-timer = Al timer manca il tempo, o non si può leggere. Indicare una data, una durata o un ciclo, per esempio PT2H per due ore.
rule-bpmn-loop = Il ciclo non finisce mai, o il suo massimo non è un numero. Indicare una condizione (loopCondition) o un massimo (loopMaximum).
rule-bpmn-multi-instance = Non è chiaro quante volte si ripete. Indicare per un’attività un numero (loopCardinality) oppure un elenco (collection); solo le attività si possono ripetere.
# The ways through the process.
rule-bpmn-no-start = Al processo o sottoprocesso manca un evento iniziale. Disegnarne uno che porta al primo passo.
rule-bpmn-several-starts = Più eventi iniziali cominciano la stessa cosa. Tenerne uno solo in un sottoprocesso; in un processo dare a ciascun altro un messaggio o un segnale proprio.
rule-bpmn-start-place = Qui non si può cominciare così. Un processo comincia semplicemente o con un messaggio, un timer, una condizione o un segnale dal nome fisso, un sottoprocesso semplicemente, un sottoprocesso di evento con il suo evento.
rule-bpmn-dead-end = Da qui la via non continua. Disegnare un flusso di sequenza che porta a un evento finale.
rule-bpmn-no-way-to-end = Nessuna via porta da qui a una fine. Disegnare un flusso di sequenza che esce dal cerchio.
rule-bpmn-unreachable = Nessuna via porta qui: il turno di questo elemento non verrebbe mai. Collegarlo con un flusso di sequenza, collegare una compensazione al suo evento, o cancellarlo.
rule-bpmn-flow-into-start = Nessun flusso di sequenza può portare a questo evento. Cancellare il flusso o portarlo a un altro elemento.
rule-bpmn-flow-out-of-end = Nessun flusso di sequenza può partire da questo evento. Cancellare il flusso o disegnare un altro evento.
rule-bpmn-flow-crosses-scope = Un flusso di sequenza non può attraversare il bordo di un sottoprocesso. Farlo finire e cominciare al sottoprocesso stesso.
rule-bpmn-flow-place = I sottoprocessi di evento e tutto ciò che serve alla compensazione non hanno flussi di sequenza. Cancellare i flussi in quel punto.
rule-bpmn-condition-missing = Qui manca una condizione. Indicarla; dietro un gateway esclusivo solo il flusso predefinito ne fa a meno.
rule-bpmn-condition-ignored = Dietro questo gateway non contano né le condizioni né un flusso predefinito. Cancellare entrambi, o disegnare un gateway esclusivo o inclusivo.
rule-bpmn-join-never = Questo gateway attende vie che non si prendono mai insieme, e non va mai avanti. Dove arriva sempre una sola via, disegnare un gateway esclusivo.
rule-bpmn-join-may-block = Su certe vie questo gateway attende per sempre. Portare qui tutte le vie che attende; dove a volte ne arriva una sola, disegnare un altro gateway.
rule-bpmn-event-gateway = Dietro un gateway basato su eventi ci sono solo eventi che attendono qualcosa e semplici compiti di ricezione. Nessun’altra via vi porta, e non hanno entrate.
rule-bpmn-link-twice = Un altro evento di collegamento ha qui lo stesso nome. Dare a ogni meta di un salto un nome proprio.
# Events that sit somewhere, and what is undone.
rule-bpmn-boundary-place = Un evento di confine sta sul bordo di un’attività, nello stesso sottoprocesso. Attaccarlo di nuovo alla sua attività.
rule-bpmn-boundary-never = Questo evento di confine non può mai accadere alla sua attività. Cancellarlo o attaccarlo a un’attività dove può accadere; un annullamento va a una transazione.
rule-bpmn-boundary-twice = Un altro evento di questa attività intercetta già la stessa cosa. Cancellarne uno, o distinguere errori ed escalation con i loro codici.
rule-bpmn-event-twice = Un altro sottoprocesso di evento intercetta già qui la stessa cosa. Cancellarne uno, o distinguere errori ed escalation con i loro codici.
rule-bpmn-error-not-interrupting = Un errore o un annullamento interrompe sempre. Disegnare l’evento come interrompente.
rule-bpmn-cancel-place = Un evento finale di annullamento sta direttamente in una transazione, e sul suo bordo l’evento di annullamento da cui si continua. Disegnare ciò che manca.
rule-bpmn-compensation-handler = Non è chiaro che cosa qui annulla il lavoro. Collegare l’evento di compensazione con un’associazione a esattamente un’attività di compensazione nello stesso sottoprocesso; un sottoprocesso che ha per questo un proprio sottoprocesso di evento non ne ha bisogno.
rule-bpmn-compensation-place = Qui non si può annullare nulla. Nominare un’attività nello stesso sottoprocesso che ha una compensazione; un processo intero non si annulla mai.
