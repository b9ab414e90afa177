# Choosing among search results, saying whether they were right, and what editors learn from searches.
results-kinds = Par type
kind-all = Tout
kind-services = Prestations
kind-situations = Situations de vie
kind-offices = Offices
kind-persons = Personnes
kind-documents = Documents
results-online = Seulement ce qui se fait en ligne
results-online-off = Montrer aussi le reste
results-none-left = Avec ce choix, il ne reste rien.
results-show-all = { $count ->
    [one] Montrer le résultat
   *[other] Montrer les { $count } résultats
}
judge-question = Avez-vous trouvé ce que vous cherchez ?
judge-thanks = Merci de votre réponse
judge-useful = Tant mieux si vous avez trouvé. S’il reste une question, l’office vous aide volontiers.
judge-useless = Nous le regrettons. L’office vous aide volontiers en personne.
judge-kept = Nous comptons seulement quels mots mènent au but et lesquels non. Nous ne savons pas qui a cherché.
searches-title = Que cherche-t-on ?
searches-lead = { $count ->
    [one] { $count } recherche, sans résultat : { $missed }.
   *[other] { $count } recherches, dont { $missed } sans résultat.
}
searches-kept = On compte sans personnes. Des mots apparaissent ici s’ils ont été cherchés au moins { $least } fois.
searches-unseen = { $count ->
    [one] { $count } recherche est rare ou pourrait dire quelque chose d’une personne. Elle est comptée et ne figure pas dans la liste.
   *[other] { $count } recherches sont rares ou pourraient dire quelque chose d’une personne. Elles sont comptées et ne figurent pas dans la liste.
}
searches-period = Période
searches-where = Autorités
searches-whole = Toutes les autorités
searches-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
searches-empty = Rien ne figure encore dans la liste pour cette période.
searches-download = Télécharger la liste (CSV)
searches-query = Recherche
searches-language = Langue
searches-asked = Combien de fois
searches-missed = Sans résultat
searches-useful = Trouvé : oui
searches-useless = Trouvé : non
