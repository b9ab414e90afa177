# Words that people use at a place, kept by its editors.
synonyms-title = Wie die Leute sagen
synonyms-lead = Ein Wort, das hier alle brauchen und das die Suche nicht kennt? Schreiben Sie es auf, dann führt es ab sofort zum Ziel.
synonyms-hold-here = Die Liste gilt für { $name }. Wörter, die überall gelten, führt die Behörde darüber.
synonyms-hold-below = Die Liste gilt für { $name } und alle Gemeinden.
synonyms-label = Wörter und was damit gemeint ist
synonyms-hint = Ein Wort je Zeile, dann = und was gemeint ist, zum Beispiel: Güselkarte = Abfallmarke. Mehrere Bedeutungen trennt ein Komma. Höchstens { $most } Zeilen.
synonyms-save = Wörter speichern
synonyms-saved = Die Wörter gelten ab sofort.
synonyms-in-force = Diese Wörter gelten
synonyms-word = Wort
synonyms-means = Gemeint ist
synonyms-leads = Führt zu
synonyms-nothing = Noch zu nichts
synonym-no-meaning = «{ $line }» braucht ein Wort, dann = und was gemeint ist.
synonym-too-long = «{ $word }» ist zu lang. Drei Wörter mit höchstens 60 Zeichen gehen.
synonym-too-many-meanings = «{ $word }» hat mehr als fünf Bedeutungen. Behalten Sie die wichtigsten.
synonym-twice = «{ $word }» steht zweimal da. Schreiben Sie alle Bedeutungen in eine Zeile.
synonym-itself = «{ $word }» bedeutet sich selbst. Schreiben Sie hinter das =, wie die Verwaltung sagt.
synonym-too-many = Höchstens { $most } Zeilen haben Platz. Nehmen Sie einige weg.
searches-explain = Wort erklären
searches-explain-word = Wort erklären: { $word }
