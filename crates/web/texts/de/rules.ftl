# What is wrong with a model, a sentence for each rule; the engine's own sentence, in English, stands below it.
rule-dmn = Diese Entscheidung lässt sich so nicht auswerten. Was zu ändern ist, sagt der englische Satz darunter.
# The file as a whole.
rule-bpmn-xml = Die Datei ist kein richtiges XML. Das Modell noch einmal aus dem BPMN-Programm speichern.
rule-bpmn-not-bpmn = Die Datei ist kein BPMN-Modell. Eine Datei wählen, die als BPMN 2.0 gespeichert ist.
rule-bpmn-dtd = Die Datei enthält eine Dokumenttyp-Deklaration (DTD). Das Stück, das mit «<!» beginnt, aus der Datei löschen.
rule-bpmn-too-large = Das Modell ist zu groß. Es auf mehrere Prozesse verteilen, die einander aufrufen.
rule-bpmn-too-deep = Das Modell ist zu tief verschachtelt. Innere Teilprozesse als eigene Prozesse zeichnen und aufrufen.
rule-bpmn-too-many-attributes = Ein Element hat zu viele Attribute, oder die Datei nennt zu viele Namensräume. Löschen, was nicht gebraucht wird.
rule-bpmn-no-process = In der Datei steht kein Prozess, oder nicht der gesuchte. Eine Datei wählen, die ihn enthält.
rule-bpmn-not-executable = Kein Prozess der Datei gilt als ausführbar. Im BPMN-Programm beim Prozess «Executable» ankreuzen.
rule-bpmn-several-processes = In der Datei stehen mehrere ausführbare Prozesse. Nur bei einem «Executable» angekreuzt lassen.
rule-bpmn-missing-id = Dem Element fehlt die Kennung (ID). Ihm eine eigene geben.
rule-bpmn-duplicate-id = Diese Kennung (ID) kommt mehr als einmal vor. Jedem Element eine eigene geben.
# What is set at an element.
rule-bpmn-unsupported-element = Das Portal kann dieses Element oder etwas daran nicht ausführen. Es anders zeichnen; worum es geht, sagt der englische Satz darunter.
rule-bpmn-unsupported-extension = Eine Zusatzangabe dieses Elements, etwa eine Java-Klasse oder ein Listener, kann das Portal nicht ausführen. Sie löschen; was ein Programm tun soll, bekommt die Art «External» und ein Topic.
rule-bpmn-missing-reference = Ein Verweis fehlt, oder er führt zu etwas, das es nicht gibt. Am Element eintragen, was gemeint ist: die Nachricht, den Fehler, das Signal, den Fluss oder den Prozess.
rule-bpmn-missing-definition = Das Ereignis sagt nicht, worauf es wartet. Ihm eine Art geben, zum Beispiel Nachricht oder Timer.
rule-bpmn-missing-topic = Die Aufgabe nennt kein Topic, also kann kein Dienst sie erledigen. Die Art «External» wählen und ein Topic eintragen.
rule-bpmn-missing-script = Der Skriptaufgabe fehlt das Skript. Einen Ausdruck in FEEL eintragen.
rule-bpmn-missing-decision = Die Geschäftsregelaufgabe nennt keine Entscheidung. Die Kennung einer DMN-Entscheidung oder ein Topic eintragen.
rule-bpmn-unknown-decision = Die genannte Entscheidung steht in keiner der DMN-Dateien. Ihre Kennung prüfen oder die DMN-Datei dazugeben.
rule-bpmn-decision-result = Diese Form des Ergebnisses (mapDecisionResult) gibt es nicht. Möglich sind singleEntry, singleResult, collectEntries und resultList, oder keine Angabe.
rule-bpmn-expression = Ein Ausdruck lässt sich nicht lesen. Ihn in FEEL richtig schreiben; woran es liegt, sagt der englische Satz darunter.
rule-bpmn-script-language = Bedingungen und Skripte laufen nur in FEEL. Den Ausdruck in FEEL schreiben und als Sprache «feel» eintragen.
rule-bpmn-mapping = Einer Eingabe oder Ausgabe fehlt der Name, die Quelle oder das Ziel. Das leere Feld ausfüllen oder den Eintrag löschen.
rule-bpmn-performer = Wer die Aufgabe erledigt, ist nicht gesagt: der Eintrag dafür ist leer. Ihn ausfüllen oder löschen.
rule-bpmn-retries = Bei den Versuchen steht keine Zahl. Zum Beispiel 3 oder R3/PT5M eintragen.
rule-bpmn-timer = Dem Timer fehlt die Zeit, oder sie lässt sich nicht lesen. Ein Datum, eine Dauer oder einen Takt eintragen, zum Beispiel PT2H für zwei Stunden.
rule-bpmn-loop = Die Schleife hört nie auf, oder ihre Höchstzahl ist keine Zahl. Eine Bedingung (loopCondition) oder eine Höchstzahl (loopMaximum) eintragen.
rule-bpmn-multi-instance = Wie oft hier wiederholt wird, ist nicht klar. Bei einer Aktivität entweder eine Zahl (loopCardinality) oder eine Liste (collection) eintragen; anderes als Aktivitäten lässt sich nicht wiederholen.
# The ways through the process.
rule-bpmn-no-start = Dem Prozess oder Teilprozess fehlt ein Startereignis. Eines zeichnen, das zum ersten Schritt führt.
rule-bpmn-several-starts = Mehrere Startereignisse beginnen dasselbe. Im Teilprozess nur eines behalten; im Prozess jedem weiteren eine eigene Nachricht oder ein eigenes Signal geben.
rule-bpmn-start-place = So kann es hier nicht beginnen. Ein Prozess beginnt einfach oder durch Nachricht, Timer, Bedingung oder ein Signal mit festem Namen, ein Teilprozess einfach, ein Ereignis-Teilprozess durch sein Ereignis.
rule-bpmn-dead-end = Von hier geht es nicht weiter. Einen Sequenzfluss zeichnen, der bis zu einem Endereignis führt.
rule-bpmn-no-way-to-end = Von hier führt kein Weg zu einem Ende. Einen Sequenzfluss zeichnen, der aus dem Kreis hinausführt.
rule-bpmn-unreachable = Hierher führt kein Weg: dieses Element käme nie an die Reihe. Es mit einem Sequenzfluss anschließen, eine Kompensation mit ihrem Ereignis verbinden, oder es löschen.
rule-bpmn-flow-into-start = In dieses Ereignis darf kein Sequenzfluss führen. Den Fluss löschen oder zu einem anderen Element ziehen.
rule-bpmn-flow-out-of-end = Aus diesem Ereignis darf kein Sequenzfluss hinausführen. Den Fluss löschen oder ein anderes Ereignis zeichnen.
rule-bpmn-flow-crosses-scope = Ein Sequenzfluss darf nicht über den Rand eines Teilprozesses führen. Ihn am Teilprozess selbst enden und beginnen lassen.
rule-bpmn-flow-place = Ereignis-Teilprozesse und alles zur Kompensation haben keine Sequenzflüsse. Die Flüsse dort löschen.
rule-bpmn-condition-missing = Hier fehlt eine Bedingung. Sie eintragen; hinter einem exklusiven Gateway kommt nur der Standardfluss ohne aus.
rule-bpmn-condition-ignored = Hinter diesem Gateway zählen weder Bedingungen noch ein Standardfluss. Beides löschen oder ein exklusives oder inklusives Gateway zeichnen.
rule-bpmn-join-never = Dieses Gateway wartet auf Wege, die nie zusammen gegangen werden, und geht nie weiter. Wo immer nur einer der Wege kommt, ein exklusives Gateway zeichnen.
rule-bpmn-join-may-block = Auf manchen Wegen wartet dieses Gateway für immer. Alle Wege, auf die es wartet, hierher führen; wo manchmal nur einer kommt, ein anderes Gateway zeichnen.
rule-bpmn-event-gateway = Hinter einem ereignisbasierten Gateway stehen nur Ereignisse, die auf etwas warten, und einfache Empfangsaufgaben. Zu ihnen führt kein anderer Weg, und sie haben keine Eingaben.
rule-bpmn-link-twice = Ein anderes Link-Ereignis hat hier denselben Namen. Jedem Ziel eines Sprungs einen eigenen Namen geben.
# Events that sit somewhere, and what is undone.
rule-bpmn-boundary-place = Ein angeheftetes Ereignis sitzt am Rand einer Aktivität, im selben Teilprozess wie sie. Es neu an seine Aktivität heften.
rule-bpmn-boundary-never = Dieses angeheftete Ereignis kann an seiner Aktivität nie eintreten. Es löschen oder an eine Aktivität heften, bei der es eintreten kann; ein Abbruch gehört an eine Transaktion.
rule-bpmn-boundary-twice = Ein anderes Ereignis an dieser Aktivität fängt schon dasselbe auf. Eines löschen, oder Fehler und Eskalationen durch ihre Codes unterscheiden.
rule-bpmn-event-twice = Ein anderer Ereignis-Teilprozess fängt hier schon dasselbe auf. Einen löschen, oder Fehler und Eskalationen durch ihre Codes unterscheiden.
rule-bpmn-error-not-interrupting = Ein Fehler oder Abbruch unterbricht immer. Das Ereignis als unterbrechend zeichnen.
rule-bpmn-cancel-place = Ein Abbruch-Endereignis gehört direkt in eine Transaktion, und an ihren Rand das Abbruchereignis, von dem es weitergeht. Zeichnen, was fehlt.
rule-bpmn-compensation-handler = Was hier rückgängig macht, ist nicht eindeutig. Das Kompensationsereignis durch eine Assoziation mit genau einer Kompensationsaktivität im selben Teilprozess verbinden; ein Teilprozess mit eigenem Ereignis-Teilprozess dafür braucht keine.
rule-bpmn-compensation-place = Hier lässt sich nichts rückgängig machen. Eine Aktivität im selben Teilprozess nennen, die eine Kompensation hat; ein ganzer Prozess wird nie rückgängig gemacht.
