# What is wrong with a model, a sentence for each rule; the engine's own sentence, in English, stands below it.
rule-dmn = Cette décision ne peut pas être évaluée ainsi. La phrase en anglais ci-dessous dit ce qu’il faut changer.
# The file as a whole.
rule-bpmn-xml = Le fichier n’est pas du XML correct. Enregistrez à nouveau le modèle depuis le logiciel BPMN.
rule-bpmn-not-bpmn = Le fichier n’est pas un modèle BPMN. Choisissez un fichier enregistré en BPMN 2.0.
rule-bpmn-dtd = Le fichier contient une déclaration de type de document (DTD). Supprimez du fichier la partie qui commence par «<!».
rule-bpmn-too-large = Le modèle est trop grand. Répartissez-le en plusieurs processus qui s’appellent l’un l’autre.
rule-bpmn-too-deep = Le modèle est imbriqué trop profondément. Dessinez les sous-processus intérieurs comme processus à part et appelez-les.
rule-bpmn-too-many-attributes = Un élément a trop d’attributs, ou le fichier nomme trop d’espaces de noms. Supprimez ce qui ne sert pas.
rule-bpmn-no-process = Le fichier ne contient pas de processus, ou pas celui qui est cherché. Choisissez un fichier qui le contient.
rule-bpmn-not-executable = Aucun processus du fichier n’est exécutable. Cochez «Executable» pour le processus dans le logiciel BPMN.
rule-bpmn-several-processes = Le fichier contient plusieurs processus exécutables. Ne laissez «Executable» coché que pour un seul.
rule-bpmn-missing-id = L’élément n’a pas d’identifiant (ID). Donnez-lui le sien.
rule-bpmn-duplicate-id = Cet identifiant (ID) est utilisé plus d’une fois. Donnez à chaque élément le sien.
# What is set at an element.
rule-bpmn-unsupported-element = Le portail ne peut pas exécuter cet élément ou quelque chose en lui. Dessinez-le autrement ; la phrase en anglais ci-dessous dit de quoi il s’agit.
rule-bpmn-unsupported-extension = Le portail ne peut pas exécuter une extension de cet élément, par exemple une classe Java ou un listener. Supprimez-la ; ce qu’un programme doit faire reçoit le type «External» et un topic.
rule-bpmn-missing-reference = Une référence manque, ou elle mène à quelque chose qui n’existe pas. Indiquez dans l’élément ce qui est visé : le message, l’erreur, le signal, le flux ou le processus.
rule-bpmn-missing-definition = L’événement ne dit pas ce qu’il attend. Donnez-lui un type, par exemple message ou minuterie.
rule-bpmn-missing-topic = La tâche ne nomme pas de topic, aucun service ne peut donc la faire. Choisissez le type «External» et indiquez un topic.
rule-bpmn-missing-script = La tâche de script n’a pas de script. Indiquez une expression en FEEL.
rule-bpmn-missing-decision = La tâche de règle métier ne nomme pas de décision. Indiquez l’identifiant d’une décision DMN, ou un topic.
rule-bpmn-unknown-decision = La décision nommée n’est dans aucun des fichiers DMN. Vérifiez son identifiant ou ajoutez le fichier DMN.
rule-bpmn-decision-result = Cette forme du résultat (mapDecisionResult) n’existe pas. Possibles sont singleEntry, singleResult, collectEntries et resultList, ou aucune indication.
rule-bpmn-expression = Une expression ne peut pas être lue. Écrivez-la correctement en FEEL ; la phrase en anglais ci-dessous dit ce qui ne va pas.
rule-bpmn-script-language = Les conditions et les scripts ne s’exécutent qu’en FEEL. Écrivez l’expression en FEEL et indiquez «feel» comme langage.
rule-bpmn-mapping = Il manque à une entrée ou à une sortie son nom, sa source ou sa cible. Remplissez le champ vide ou supprimez la ligne.
rule-bpmn-performer = Il n’est pas dit qui fait la tâche : l’indication est vide. Remplissez-la ou supprimez-la.
rule-bpmn-retries = Le nombre d’essais ne peut pas être lu. Indiquez par exemple 3 ou R3/PT5M.
rule-bpmn-timer = La minuterie n’a pas de temps, ou il ne peut pas être lu. Indiquez une date, une durée ou un cycle, par exemple PT2H pour deux heures.
rule-bpmn-loop = La boucle ne finit jamais, ou son maximum n’est pas un nombre. Indiquez une condition (loopCondition) ou un maximum (loopMaximum).
rule-bpmn-multi-instance = On ne sait pas combien de fois répéter ici. Indiquez pour une activité soit un nombre (loopCardinality), soit une liste (collection) ; seules les activités peuvent être répétées.
# The ways through the process.
rule-bpmn-no-start = Le processus ou sous-processus n’a pas d’événement de début. Dessinez-en un qui mène à la première étape.
rule-bpmn-several-starts = Plusieurs événements de début commencent la même chose. N’en gardez qu’un dans un sous-processus ; dans un processus, donnez à chaque autre son propre message ou signal.
rule-bpmn-start-place = On ne peut pas commencer ainsi ici. Un processus commence simplement ou par un message, une minuterie, une condition ou un signal au nom fixe, un sous-processus simplement, un sous-processus événementiel par son événement.
rule-bpmn-dead-end = Le chemin ne continue pas à partir d’ici. Dessinez un flux de séquence qui mène à un événement de fin.
rule-bpmn-no-way-to-end = Aucun chemin ne mène d’ici à une fin. Dessinez un flux de séquence qui sort du cercle.
rule-bpmn-unreachable = Aucun chemin ne mène ici : le tour de cet élément ne viendrait jamais. Reliez-le par un flux de séquence, reliez une compensation à son événement, ou supprimez-le.
rule-bpmn-flow-into-start = Aucun flux de séquence ne doit mener à cet événement. Supprimez le flux ou menez-le à un autre élément.
rule-bpmn-flow-out-of-end = Aucun flux de séquence ne doit partir de cet événement. Supprimez le flux ou dessinez un autre événement.
rule-bpmn-flow-crosses-scope = Un flux de séquence ne doit pas traverser le bord d’un sous-processus. Faites-le finir et commencer au sous-processus lui-même.
rule-bpmn-flow-place = Les sous-processus événementiels et tout ce qui sert à la compensation n’ont pas de flux de séquence. Supprimez les flux à cet endroit.
rule-bpmn-condition-missing = Il manque ici une condition. Indiquez-la ; derrière une passerelle exclusive, seul le flux par défaut s’en passe.
rule-bpmn-condition-ignored = Derrière cette passerelle, ni les conditions ni un flux par défaut ne comptent. Supprimez les deux, ou dessinez une passerelle exclusive ou inclusive.
rule-bpmn-join-never = Cette passerelle attend des chemins qui ne sont jamais pris ensemble, et ne continue jamais. Là où il ne vient jamais qu’un seul chemin, dessinez une passerelle exclusive.
rule-bpmn-join-may-block = Sur certains chemins, cette passerelle attend pour toujours. Menez ici tous les chemins qu’elle attend ; là où il n’en vient parfois qu’un, dessinez une autre passerelle.
rule-bpmn-event-gateway = Derrière une passerelle événementielle, il n’y a que des événements qui attendent quelque chose et de simples tâches de réception. Aucun autre chemin n’y mène, et ils n’ont pas d’entrées.
rule-bpmn-link-twice = Un autre événement de lien porte ici le même nom. Donnez à chaque but d’un saut son propre nom.
# Events that sit somewhere, and what is undone.
rule-bpmn-boundary-place = Un événement de bord se place au bord d’une activité, dans le même sous-processus qu’elle. Attachez-le de nouveau à son activité.
rule-bpmn-boundary-never = Cet événement de bord ne peut jamais se produire à son activité. Supprimez-le ou attachez-le à une activité où il peut se produire ; une annulation va à une transaction.
rule-bpmn-boundary-twice = Un autre événement de cette activité intercepte déjà la même chose. Supprimez-en un, ou distinguez les erreurs et les escalades par leurs codes.
rule-bpmn-event-twice = Un autre sous-processus événementiel intercepte déjà la même chose ici. Supprimez-en un, ou distinguez les erreurs et les escalades par leurs codes.
rule-bpmn-error-not-interrupting = Une erreur ou une annulation interrompt toujours. Dessinez l’événement comme interruptif.
rule-bpmn-cancel-place = Un événement de fin d’annulation se place directement dans une transaction, et à son bord l’événement d’annulation d’où l’on continue. Dessinez ce qui manque.
rule-bpmn-compensation-handler = On ne sait pas ce qui défait le travail ici. Reliez l’événement de compensation par une association à exactement une activité de compensation du même sous-processus ; un sous-processus qui a pour cela son propre sous-processus événementiel n’en a pas besoin.
rule-bpmn-compensation-place = Rien ne peut être défait ici. Nommez une activité du même sous-processus qui a une compensation ; un processus entier n’est jamais défait.
