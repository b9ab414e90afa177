# Deployed models, their versions, what is done to many processes, and tasks of processes without an application.
models-title = Modèles déployés
models-link = Modèles, versions et migrations
models-lead = Les processus sans demande suivent ces modèles. Un modèle modifié devient une nouvelle version ; ce qui est en cours garde sa version jusqu’à ce que vous le fassiez passer à une autre.
models-empty = Aucun modèle n’est encore déployé.
models-version = Version
models-version-of = Version { $number }
models-deployed = Déployé
models-by = par { $name }
models-running = En cours
models-stuck = { $count ->
    [one] un est bloqué
   *[other] { $count } sont bloqués
}
models-new = Nouveaux processus
models-open = commencent
models-closed = ne commencent pas
models-deploy = Déployer des modèles
models-files = Fichiers BPMN et DMN
models-files-hint = Processus (.bpmn) et décisions (.dmn) qu’ils appellent. Un contenu identique reste la même version.
models-send = Vérifier et déployer
models-files-wrong = Choisissez au moins un fichier BPMN ; à côté, seuls des fichiers DMN sont possibles.
models-refused = Rien n’a été déployé : les fichiers contiennent quelque chose qui ne peut pas être exécuté.
models-findings = Constats
models-line = { $file }, ligne { $line }
version-running = En cours
version-stuck = Bloqués
version-resting = Au repos
version-ended = Terminés
version-key = Référence de l’affaire
version-others = Autres versions
version-close = Ne plus laisser commencer de nouveaux processus
version-close-hint = Ce qui est en cours continue. Plus aucun processus ne commence, même selon un horaire.
version-open = Laisser de nouveau commencer des processus
version-open-hint = Programmes, messages et horaires peuvent de nouveau commencer des processus.
version-closed-note = Aucun nouveau processus ne commence actuellement selon cette version.
version-many = { $count ->
    [one] Avec le processus de cette liste
   *[other] Avec les { $count } processus de cette liste
}
version-retry = Réessayer
version-retry-hint = Ce qui a échoué est essayé encore une fois ; les incidents sont alors considérés comme réglés.
version-rest = Mettre au repos
version-rest-hint = Aucune tâche, aucun service et aucun délai ne continue jusqu’à ce que quelqu’un les relance.
version-wake = Relancer
version-wake-hint = Tâches, services et délais continuent.
version-cancel = Terminer
version-cancel-hint = Les tâches et services ouverts sont fermés. Cela ne peut pas être annulé.
version-none = Cette liste ne contient aucun processus : il n’y avait rien à faire.
migrate-title = Passer à une autre version
migrate-lead = Les processus en cours changent de modèle et restent à leur place. L’essai regarde chacun et ne change rien.
migrate-to = Vers
migrate-option = Version { $number }, déployée { $moment }
migrate-renamed = Éléments renommés
migrate-renamed-hint = Une ligne par élément dont l’identifiant change : ancien = nouveau. Ce qui garde son nom n’a pas sa place ici.
migrate-renamed-wrong = Écrivez sur chaque ligne deux identifiants séparés par =, par exemple verifier = regarder.
migrate-look = Essai
migrate-alone = Ce modèle n’a qu’une version. Déployez d’abord une nouvelle version.
migrate-result = Résultat de l’essai
migrate-clear = { $count ->
    [0] Aucun processus ne peut passer.
    [one] Un processus peut passer.
   *[other] { $count } processus peuvent passer.
}
migrate-held = { $count ->
    [0] Rien ne s’y oppose.
    [one] Quelque chose s’oppose pour un processus.
   *[other] Quelque chose s’oppose pour { $count } processus.
}
migrate-ok = peut passer
migrate-not = reste comme il est
migrate-verdict = Verdict
migrate-begin = { $count ->
    [one] Faire passer un processus
   *[other] Faire passer { $count } processus
}
migrate-begin-hint = Passent ceux pour lesquels rien ne s’y oppose. Cela peut être annulé ensuite.
migrate-empty = Aucun processus ne suit actuellement cette version.
obstacle-not-running = Le processus n’est pas en cours.
obstacle-foreign-state = L’état enregistré ne correspond pas à l’ancienne version.
obstacle-not-in-old = L’ancienne version n’a pas d’élément { $element }, que vous dites renommé.
obstacle-gone = Le processus se trouve à { $element }. La nouvelle version n’a pas cet élément ; indiquez son nouveau nom.
obstacle-other-kind = { $element } est d’une autre nature dans la nouvelle version.
obstacle-other-scope = { $element } se trouve dans un autre sous-processus dans la nouvelle version.
obstacle-path-gone = À { $element }, un chemin en attend d’autres. Il est venu par { $detail }, qui n’existe plus.
obstacle-cannot-arm = Un nouvel événement ne peut pas être préparé : { $detail }
obstacle-missing = Ce processus n’existe plus.
obstacle-over = Le processus est déjà terminé ou a continué.
obstacle-at-rest = Le processus est au repos.
obstacle-as-before = Il l’était déjà : il n’y avait rien à faire.
obstacle-other-version = Le processus ne suit plus l’ancienne version.
obstacle-no-incident = Rien ne le bloque : il n’y avait rien à réessayer.
obstacle-impossible = Ce n’est pas possible ici : { $detail }
obstacle-other = Ce n’était pas possible : { $detail }
actions-title = Ordres groupés
action-suspend = Mettre au repos
action-resume = Relancer
action-retry = Réessayer
action-cancel = Terminer
action-set = Fixer des valeurs
action-migrate = Passer de la version { $from } à la version { $to }
action-asked = { $name }, { $moment }
action-progress = { $done } sur { $all } traités
action-runs = en cours
action-over = terminé
action-went-well = Faits
action-refused = Impossibles
action-waiting = Encore ouverts
action-reload = Actualiser
action-reason = Motif : { $reason }
action-report = Rapport
action-fate = Résultat
fate-waiting = attend
fate-done = fait
fate-refused = impossible
action-undo = Annuler le passage
action-undo-hint = Ce qui est passé revient à l’ancienne version, là où rien ne s’y oppose depuis.
process-place = À « { $step } »
process-skip = Sauter
process-skip-hint = L’étape est considérée comme faite bien que personne ne l’ait faite. Ce qui est ouvert pour elle est fermé ; le processus continue derrière.
process-move = Déplacer vers une autre étape
process-move-hint = Ce qui est ouvert ici est fermé. Le processus recommence l’étape choisie.
process-move-send = Déplacer
process-move-wrong = Choisissez où déplacer le processus.
process-rest = Mettre au repos
process-rest-hint = Aucune tâche, aucun service et aucun délai ne continue jusqu’à ce que quelqu’un le relance. Vous pouvez encore fixer des valeurs, le déplacer et le terminer.
process-rest-case = La personne qui a fait la demande lit qu’elle est suspendue ; seuls vous et l’office en lisez la raison. Les délais ne courent pas.
process-wake-case = Les tâches et les services reprennent. Les délais sont prolongés de la durée de la suspension.
process-rest-reason = Motif (conservé avec les interventions)
process-wake = Relancer
process-rests = Ce processus est au repos : aucune tâche, aucun service et aucun délai ne continue.
process-cancel-model = Les tâches et services ouverts sont fermés. Cela ne peut pas être annulé.
process-set-model = Une nouvelle valeur remplace l’ancienne. Les interventions disent qui l’a fixée.
process-values = Valeurs
process-deeds = Interventions
deed-moved = Déplacé de « { $step } » à « { $detail } »
deed-skipped = « { $step } » sauté
deed-values = Valeurs fixées : { $detail }
deed-rested = Mis au repos
deed-woken = Relancé
deed-migrated = Passé à une autre version
deed-retried = « { $step } » essayé encore une fois
deed-cancelled = Terminé
task-form = Vos indications
task-shown = Ce que le processus en sait
task-nothing = Il n’y a rien à remplir. Terminez la tâche quand elle est faite.
task-complete = Terminer la tâche
task-release = Rendre
task-taken = Une ou un collègue a pris cette tâche. Vous pouvez la regarder.
task-rests = Le processus est au repos. La tâche ne peut être terminée que lorsqu’il continue.
task-since = Attend depuis { $moment }
work-resting = au repos
