# Choosing among search results, saying whether they were right, and what editors learn from searches.
results-kinds = By kind
kind-all = All
kind-services = Services
kind-situations = Life events
kind-offices = Offices
kind-persons = People
kind-documents = Documents
results-online = Only what can be done online
results-online-off = Show the rest too
results-none-left = Nothing is left with this choice.
results-show-all = { $count ->
    [one] Show the result
   *[other] Show all { $count } results
}
judge-question = Did you find what you are looking for?
judge-thanks = Thank you for your answer
judge-useful = Good that you found it. If a question is left, the office is glad to help.
judge-useless = We are sorry. The office is glad to help you in person.
judge-kept = We only count which words lead to the goal and which do not. We do not know who searched.
searches-title = What do people search for?
searches-lead = { $count ->
    [one] One search, without a result: { $missed }.
   *[other] { $count } searches, { $missed } of them without a result.
}
searches-kept = Counted without persons. Words appear here once they were searched at least { $least } times.
searches-unseen = { $count ->
    [one] One search is rare or might say something about a person. It counts and is not on the list.
   *[other] { $count } searches are rare or might say something about a person. They count and are not on the list.
}
searches-period = Period
searches-where = Authorities
searches-whole = All authorities
searches-days = { $count ->
    [one] One day
   *[other] { $count } days
}
searches-empty = Nothing is on the list for this time yet.
searches-download = Download the list (CSV)
searches-query = Searched
searches-language = Language
searches-asked = How often
searches-missed = Without result
searches-useful = Found: yes
searches-useless = Found: no
