# Questions, check, sign-in, drafts.
problem-prefix = Erreur :
problems-title = { $count ->
    [one] Veuillez corriger une réponse
   *[other] Veuillez corriger { $count } réponses
}
step = Étape { $step } sur { $steps }
save-for-later = Enregistrer et continuer plus tard
draft-note = Votre demande est enregistrée, mais pas encore envoyée. Sans envoi, nous l’effacerons le { $date }.
source = Source : { $register }, état { $date }
source-sign-in = votre connexion
source-dispute = Inexact
source-disputed = Vous dites : inexact.
longtext-most = { $count ->
    [one] au plus { $count } caractère
   *[other] au plus { $count } caractères
}
date-day = Jour
date-month = Mois
date-year = Année
address-street = Rue
address-number = Numéro
address-code = Code postal
address-town = Localité
file-formats = { $formats }, au plus { $size } Mo par fichier
file-upload = Téléverser
file-kept = Vérifié
file-checking = Vérification en cours
file-refused = Refusé
file-remove = Supprimer
check-title = Vérifier vos réponses
check-lead = Tout est juste ? Votre demande ira ensuite à : { $receiver }.
fee = Émolument
fee-when = Vous payez à l’étape suivante.
fee-none = Cette demande est gratuite.
send = Envoyer la demande
send-with-fee = Envoyer et payer
sign-in-title = Se connecter
sign-in-why = À partir d’ici, vous devez vous connecter pour que nous sachions qui fait la demande. Vos réponses sont conservées.
sign-in-own = Cette page fait partie de votre compte. Connectez-vous pour être la seule personne à la voir.
sign-in-step-up = Cette étape demande une connexion plus sûre. Vos réponses sont conservées.
sign-in-expired = Votre session a expiré. Ce que vous avez enregistré est conservé.
sign-in-with = Se connecter avec { $name }
sign-in-other-way = Vous ne voulez ou ne pouvez pas vous connecter ? Appelez-nous ou passez au guichet.
draft-title = Enregistré
draft-resumed = Reprendre votre demande
draft-not-sent = Votre demande n’est pas encore envoyée
draft-saved-at = Enregistré le { $moment }.
draft-deleted-on = Sans envoi, nous l’effacerons le { $date }.
draft-device = Vous le retrouvez dans votre messagerie, aussi sur un autre appareil, dès que vous y êtes connecté.
draft-continue = Reprendre
draft-delete = Effacer le brouillon
to-inbox = Vers la messagerie
