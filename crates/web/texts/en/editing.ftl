# Editors: coverage, translations, responsibilities.
coverage-title = How much goes online?
coverage-lead = { $percent } of a hundred services can be done online ({ $name }).
coverage-aim = The aim is 80 of a hundred: the line in the chart.
coverage-chart = { $online } of { $total } services go online.
coverage-all = All authorities
coverage-download = Download the figures (CSV, open to everybody)
coverage-authority = Authority
coverage-communes = Communes
coverage-district = { $count ->
    [one] { $name }: one commune
   *[other] { $name }: { $count } communes
}
coverage-online = Online
coverage-stage-0 = Information only
coverage-stage-1 = Form and message
coverage-stage-2 = With a process
coverage-stage-3 = Fully automatic
translations-title = Translations
translations-lead = { $count ->
    [one] One translation is complete. What is missing stands on top.
   *[other] { $count } translations are complete. What is missing stands on top.
}
translation-whole = Complete
translation-brief = Title and summary
translation-missing = Missing
translation-beside = Language beside German
translation-show = Show
translation-text = Text
side-title = Title
side-official = Official name
side-summary = Summary
side-description = Description
side-steps = Steps
side-documents = Documents
side-keywords = Search words
responsibilities-title = Responsibilities
responsibilities-lead = Which office answers for which service.
responsibilities-office = Office
responsibilities-none = No office entered
responsibilities-fallback = No office names this work, so the first one answers.
