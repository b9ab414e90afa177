# Editors: coverage, translations, responsibilities.
coverage-title = Que peut-on faire en ligne ?
coverage-lead = { $percent } prestations sur cent peuvent être réglées en ligne ({ $name }).
coverage-aim = Le but est de 80 sur cent : le trait dans le graphique.
coverage-chart = { $online } prestations sur { $total } peuvent être réglées en ligne.
coverage-all = Toutes les autorités
coverage-download = Télécharger les chiffres (CSV, ouverts à tous)
coverage-authority = Autorité
coverage-communes = Communes
coverage-district = { $count ->
    [one] { $name } : { $count } commune
   *[other] { $name } : { $count } communes
}
coverage-online = En ligne
coverage-stage-0 = Information seule
coverage-stage-1 = Formulaire et message
coverage-stage-2 = Avec processus
coverage-stage-3 = Entièrement automatique
translations-title = Traductions
translations-lead = { $count ->
    [one] Une traduction est complète. Ce qui manque est en haut.
   *[other] { $count } traductions sont complètes. Ce qui manque est en haut.
}
translation-whole = Complète
translation-brief = Titre et résumé
translation-missing = Manque
translation-beside = Langue à côté de l'allemand
translation-show = Afficher
translation-text = Texte
side-title = Titre
side-official = Nom officiel
side-summary = Résumé
side-description = Description
side-steps = Étapes
side-documents = Documents
side-keywords = Mots de recherche
responsibilities-title = Compétences
responsibilities-lead = Quel service répond de quelle prestation.
responsibilities-office = Service
responsibilities-none = Aucun service inscrit
responsibilities-fallback = Aucun service ne nomme cette tâche. C'est donc le premier qui répond.
