# Clerks, operators, designers.
work-tabs = Filtres
work-mine = Les miennes
work-overdue = En retard
work-empty = Rien à faire ici.
work-caption = Tâches, la plus urgente d’abord
work-mark-all = Marquer tout sur cette page
work-mark = Marquer { $reference }
work-due = Délai
work-late = en retard
work-waits = Attend
work-matter = Affaire
work-applicant = De
work-task = Tâche
work-assignee = Chez
work-nobody = personne
work-bulk = Plusieurs à la fois
work-marked = Marqués :
work-claim-marked = Prendre en charge
keys-next = suivant
keys-open = ouvrir
keys-space-name = Espace
keys-mark = marquer
clerk-do = À faire maintenant
clerk-unclaimed = Personne n’a encore pris cette tâche.
clerk-mine = Vous avez pris cette tâche.
clerk-others = { $name } a pris cette tâche.
clerk-claim = Prendre la tâche
clerk-approve = Approuver et envoyer la lettre
clerk-ask = Demander des compléments
clerk-ask-what = Que manque-t-il ?
clerk-ask-reason = Message
clerk-ask-send = Demander
clerk-reject = Refuser
clerk-reject-reason = Motif
clerk-reject-hint = Figurera ainsi dans la lettre.
clerk-reject-send = Refuser et envoyer la lettre
clerk-nothing = Rien à faire pour l’instant.
operator-calm = Tout fonctionne
operator-trouble = { $count ->
    [one] Un incident demande votre attention
   *[other] { $count } incidents demandent votre attention
}
operator-since = depuis le { $moment }
operator-attempts = { $count ->
    [one] { $count } tentative
   *[other] { $count } tentatives
}
operator-retry = Réessayer
operator-cases = Demandes par état
operator-jobs = Tâches en arrière-plan
operator-kind = Type
operator-waiting = en attente
operator-running = en cours
operator-retrying = nouvelle tentative
operator-oldest = la plus ancienne depuis
designer-title = Paquets de prestations
designer-lead = Chaque prestation est un dossier avec textes, formulaire, processus et lettres.
designer-service = Prestation
designer-check = Contrôle
designer-version = Version
designer-sound = En ordre
designer-findings = { $count ->
    [one] { $count } constat
   *[other] { $count } constats
}
package-findings = À améliorer
package-preview = Ouvrir l’aperçu
package-steps = Déroulement
package-files = Fichiers
work-free = Encore à personne
work-service = Prestation
work-all-services = Toutes les prestations
work-show = Afficher
work-decide-marked = Marqués : { $decision }
bulk-ask-title = { $count ->
    [one] { $decision } : décider une affaire ?
   *[other] { $decision } : décider { $count } affaires ?
}
bulk-done-title = { $count ->
    [one] { $decision } : une affaire décidée
   *[other] { $decision } : { $count } affaires décidées
}
bulk-ask = Vérifiez la liste. Ce que vous décidez maintenant ne peut pas être annulé.
bulk-caption = Affaires marquées
bulk-verdict = Résultat
bulk-possible = sera décidé
bulk-decided = décidé
bulk-gone = n’est plus ouvert : quelqu’un a été plus rapide
bulk-rests = suspendue : possible seulement quand la demande reprend
clerk-rests = Cette demande est suspendue. Vous pourrez décider dès que quelqu’un la fait reprendre. Le déroulement indique quand et pourquoi elle a été suspendue.
bulk-not-offered = cette décision n’existe pas ici
bulk-failed = pas décidé : une erreur de notre part, essayez à nouveau
bulk-back = Retour à la liste de travail
