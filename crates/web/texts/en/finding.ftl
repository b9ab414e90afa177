# Start, search, services, offices, places.
start-title = Home
start-question = What would you like to do?
start-hint = Use your own words, for example “moving house” or “dog”.
start-waiting = Waiting for you
start-wanted = Often wanted
start-more = Find more
start-authorities = Authorities and offices
start-contact = Ask us
here = Showing information for { $place }
here-change = Change place
situations-title = Life events
situations-lead = What happens in your life and what you can get done.
a-to-z-title = Services A–Z
letters-label = Letters
authorities-lead = Who is here for you, from the commune to the canton or Kreis.
results-title = Search
results-title-for = Search: { $query }
results-count = { $count ->
    [one] One result
   *[other] { $count } results
}
results-nothing = We found nothing for “{ $query }”
results-nothing-tip = Try another word, or only its beginning.
results-nearest = Perhaps you mean
results-ask = Ask a person
kind-service = Service
kind-document = Document
kind-office = Office
kind-person = Person
kind-situation = Life event
in-charge = In charge: { $authority }
service-term = The administration calls it: { $term }
easy-language = Easy language
service-fallback = This text is not yet available in your language.
service-more = More about it
service-not-easy = This text is not yet available in easy language.
service-begin = Apply online
service-continue = Carry on
service-draft = You have begun an application and not sent it yet.
service-sign-in = You sign in on the way. You can look around first without signing in.
service-not-online = Not yet available online here
service-not-online-do = Please contact: { $office }.
service-counter = For the transition it can still be done online at the previous place:
service-counter-link = Previous online counter
hit-offline = Not online here yet. Phone { $phone }
hit-offline-office = Not online here yet. The office will help you.
hit-counter = Online still at the previous counter
service-facts = Key facts
service-for-whom = For whom
service-cost = Cost in { $place }
cost-ask = Ask the office about the cost.
cost-range = { $least } to { $most }
service-duration = How long it takes
service-days = { $count ->
    [one] at most one working day
   *[other] at most { $count } working days
}
service-days-more = This is the usual time once we have everything from you.
service-days-real = Nine in ten of the last { $count } applications were finished this fast.
service-needs = What you need
service-deadline = Deadline
service-steps = How it works
service-files = Forms and leaflets
service-other-ways = Other ways
service-legal = Legal basis
service-related = Related
service-other-place = Not your place? Change place
service-aside = Office in charge and more
office-in-charge = In charge in { $place }
office-address = Address
office-phone = Telephone
office-email = E-mail
office-contact = Contact
office-services = What this office does for you
office-staff = Who works here
hours-title = Opening hours
hours-today = Today
hours-today-closed = Closed today
hours-closed = closed
hours-holiday = public holiday
hours-ahead = Soon the hours differ:
hours-all = All opening hours
place-title = Which place?
place-hint = Name of the commune or postal code
place-find = Find
place-which = Several communes belong to “{ $query }”. Which one is it?
place-unknown = We do not know “{ $query }”. Check the spelling or choose from the list.
place-all = All communes
federation-title = Where do you live?
federation-own = Done directly with { $name }
federation-communes = { $count ->
    [one] The commune
   *[other] All { $count } communes
}
