# Start, search, services, offices, places.
start-title = Accueil
start-question = Que souhaitez-vous faire ?
start-hint = Écrivez avec vos propres mots, par exemple «déménager» ou «chien».
start-waiting = À faire
start-wanted = Souvent recherché
start-more = Trouver plus
start-authorities = Autorités et offices
start-contact = Posez-nous vos questions
here = Informations pour { $place }
here-change = Changer de lieu
situations-title = Situations de vie
situations-lead = Ce qui arrive dans votre vie et ce que vous pouvez régler.
a-to-z-title = Prestations A–Z
letters-label = Lettres
authorities-lead = Qui est là pour vous, de la commune au canton ou au Kreis.
results-title = Recherche
results-title-for = Recherche : { $query }
results-count = { $count ->
    [one] { $count } résultat
   *[other] { $count } résultats
}
results-nothing = Aucun résultat pour «{ $query }»
results-nothing-tip = Essayez un autre mot ou seulement son début.
results-nearest = Vouliez-vous dire
results-ask = Demandez à une personne
kind-service = Prestation
kind-document = Document
kind-office = Office
kind-person = Personne
kind-situation = Situation de vie
in-charge = Compétent : { $authority }
service-term = Terme administratif : { $term }
easy-language = Langue facile
service-fallback = Ce texte n’existe pas encore dans votre langue.
service-more = En savoir plus
service-not-easy = Ce texte n’existe pas encore en langue facile.
service-begin = Demander en ligne
service-continue = Reprendre
service-draft = Vous avez commencé une demande sans l’envoyer.
service-sign-in = Vous vous connecterez en chemin. Vous pouvez d’abord regarder sans compte.
service-not-online = Pas encore possible en ligne ici
service-not-online-do = Adressez-vous à : { $office }.
service-counter = En ligne, c’est encore possible à l’ancien endroit pendant la transition :
service-counter-link = Ancien guichet en ligne
hit-offline = Pas encore en ligne ici. Téléphone { $phone }
hit-offline-office = Pas encore en ligne ici. L’office vous aide.
hit-counter = En ligne encore à l’ancien guichet
service-facts = L’essentiel
service-for-whom = Pour qui
service-cost = Coût à { $place }
cost-ask = Demandez le coût à l’office.
cost-range = de { $least } à { $most }
service-duration = Durée
service-days = { $count ->
    [one] au plus { $count } jour ouvrable
   *[other] au plus { $count } jours ouvrables
}
service-days-more = C’est le délai habituel dès que nous avons toutes vos indications.
service-days-real = Neuf demandes sur dix, parmi les { $count } dernières, étaient réglées dans ce délai.
service-needs = Il vous faut
service-deadline = Délai
service-steps = Comment cela se passe
service-files = Formulaires et aide-mémoire
service-other-ways = Autres possibilités
service-legal = Base légale
service-related = Voir aussi
service-other-place = Pas votre lieu ? Changer de lieu
service-aside = Service compétent et plus
office-in-charge = Compétent à { $place }
office-address = Adresse
office-phone = Téléphone
office-email = E-mail
office-contact = Contact
office-services = Ce que cet office fait pour vous
office-staff = Qui travaille ici
hours-title = Heures d’ouverture
hours-today = Aujourd’hui
hours-today-closed = Fermé aujourd’hui
hours-closed = fermé
hours-holiday = jour férié
hours-ahead = Bientôt, ce sera différent :
hours-all = Toutes les heures d’ouverture
place-title = Quel lieu ?
place-hint = Nom de la commune ou code postal
place-find = Trouver
place-which = Plusieurs communes pour «{ $query }». Laquelle ?
place-unknown = Nous ne connaissons pas «{ $query }». Vérifiez l’orthographe ou choisissez dans la liste.
place-all = Toutes les communes
federation-title = Où habitez-vous ?
federation-own = À régler directement : { $name }
federation-communes = { $count ->
    [one] La commune
   *[other] Les { $count } communes
}
