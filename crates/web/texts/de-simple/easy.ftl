# Sätze in Leichter Sprache. Was hier fehlt, steht auf Deutsch da.
