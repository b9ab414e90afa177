# Words that people use at a place, kept by its editors.
synonyms-title = What people call it
synonyms-lead = A word that everybody uses here and the search does not know? Write it down, and it leads to the right place at once.
synonyms-hold-here = The list is for { $name }. Words that hold everywhere are kept by the authority above.
synonyms-hold-below = The list is for { $name } and all its communes.
synonyms-label = Words and what is meant by them
synonyms-hint = One word a line, then = and what is meant, for example: Güselkarte = Abfallmarke. Put a comma between several meanings. At most { $most } lines.
synonyms-save = Save the words
synonyms-saved = The words hold from now on.
synonyms-in-force = Words in force
synonyms-word = Word
synonyms-means = What is meant
synonyms-leads = Leads to
synonyms-nothing = Nothing yet
synonym-no-meaning = “{ $line }” needs a word, then = and what is meant.
synonym-too-long = “{ $word }” is too long. Three words of at most 60 characters are possible.
synonym-too-many-meanings = “{ $word }” has more than five meanings. Keep the most important ones.
synonym-twice = “{ $word }” is there twice. Put all meanings on one line.
synonym-itself = “{ $word }” means itself. After the = write what the administration calls it.
synonym-too-many = There is room for at most { $most } lines. Take some away.
searches-explain = Explain the word
searches-explain-word = Explain the word: { $word }
