# Words that people use at a place, kept by its editors.
synonyms-title = Comme disent les gens
synonyms-lead = Un mot que tout le monde emploie ici et que la recherche ne connaît pas ? Notez-le, et il mène tout de suite au but.
synonyms-hold-here = La liste vaut pour { $name }. Les mots valables partout sont tenus par l’autorité au-dessus.
synonyms-hold-below = La liste vaut pour { $name } et toutes les communes.
synonyms-label = Mots et ce qu’ils veulent dire
synonyms-hint = Un mot par ligne, puis = et ce qu’il veut dire, par exemple : Güselkarte = Abfallmarke. Séparez plusieurs sens par une virgule. Au plus { $most } lignes.
synonyms-save = Enregistrer les mots
synonyms-saved = Les mots valent dès maintenant.
synonyms-in-force = Ces mots sont en vigueur
synonyms-word = Mot
synonyms-means = Veut dire
synonyms-leads = Mène à
synonyms-nothing = Encore à rien
synonym-no-meaning = « { $line } » : il faut un mot, puis = et ce qu’il veut dire.
synonym-too-long = « { $word } » est trop long. Trois mots de 60 caractères au plus sont possibles.
synonym-too-many-meanings = « { $word } » a plus de cinq sens. Gardez les plus importants.
synonym-twice = « { $word } » est là deux fois. Mettez tous les sens sur une ligne.
synonym-itself = « { $word } » veut dire lui-même. Après le =, écrivez le mot de l’administration.
synonym-too-many = Il y a de la place pour { $most } lignes au plus. Enlevez-en quelques-unes.
searches-explain = Expliquer le mot
searches-explain-word = Expliquer le mot : { $word }
