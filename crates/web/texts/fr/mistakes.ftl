# What to do when an answer cannot be taken: one sentence per code of the form crate.
mistake-required = Remplissez ce champ.
mistake-required-choice = Choisissez une réponse.
mistake-required-many = Choisissez au moins une réponse.
mistake-required-date = Indiquez la date, par exemple 31 3 1980.
mistake-required-name = Indiquez le nom. Un seul nom suffit.
mistake-required-file = Téléversez un fichier.
mistake-also-needed = Veuillez répondre aussi à cette question.
mistake-declaration-needed = Cochez la case si vous êtes d’accord.
mistake-too-long = Raccourcissez le texte à { $max } caractères au plus. Il en compte { $length }.
mistake-control-characters = Saisissez de nouveau le texte à la main. Il contient des caractères invisibles.
mistake-choice-unknown = Choisissez une des réponses proposées.
mistake-number-format = Indiquez un nombre, par exemple 12.
mistake-number-whole = Indiquez un nombre entier, par exemple 12.
mistake-number-ambiguous = Écrivez { $thousands } ou { $decimal }, sans signe entre les milliers.
mistake-number-too-small = Indiquez { $min } ou plus.
mistake-number-too-large = Indiquez { $max } ou moins.
mistake-amount-format = Indiquez un montant, par exemple 1250.50.
mistake-date-format = Indiquez le jour, le mois et l’année, par exemple 31 3 1980.
mistake-date-day-missing = Indiquez aussi le jour.
mistake-date-month-missing = Indiquez aussi le mois.
mistake-date-year-missing = Indiquez aussi l’année.
mistake-date-not-real = La date { $day }.{ $month }.{ $year } n’existe pas. Vérifiez le jour et le mois.
mistake-date-too-early = Indiquez le { $limit_date } ou une date ultérieure.
mistake-date-too-late = Indiquez le { $limit_date } ou une date antérieure.
mistake-email-format = Indiquez une adresse e-mail, par exemple name@example.org.
mistake-phone-format = Indiquez un numéro de téléphone avec l’indicatif, par exemple +41 62 555 01 23.
mistake-iban-format = Vérifiez l’IBAN. Un IBAN suisse compte 21 caractères, un IBAN allemand 22.
mistake-iban-checksum = Comparez l’IBAN avec votre carte bancaire. Au moins un caractère est faux.
mistake-ahv-format = Indiquez le numéro AVS, par exemple 756.1234.5678.97.
mistake-ahv-checksum = Comparez le numéro AVS avec votre carte. Au moins un chiffre est faux.
mistake-tax-id-format = Indiquez les 11 chiffres de votre numéro d’identification fiscale.
mistake-tax-id-checksum = Comparez le numéro avec la lettre du fisc. Au moins un chiffre est faux.
mistake-address-street-missing = Indiquez la rue.
mistake-address-postal-code-missing = Indiquez le code postal.
mistake-address-town-missing = Indiquez la localité.
mistake-address-postal-code = { $country ->
    [CH] Vérifiez le code postal. En Suisse, il compte { $digits } chiffres.
    [LI] Vérifiez le code postal. Au Liechtenstein, il compte { $digits } chiffres.
    [AT] Vérifiez le code postal. En Autriche, il compte { $digits } chiffres.
    [DE] Vérifiez le code postal. En Allemagne, il compte { $digits } chiffres.
   *[other] Vérifiez le code postal. Dans ce pays, il compte { $digits } chiffres.
}
mistake-address-country = Choisissez le pays.
mistake-too-many-files = { $max ->
    [one] Supprimez des fichiers jusqu’à ce qu’il n’en reste que { $max }. Il y en a { $count }.
   *[other] Supprimez des fichiers jusqu’à ce qu’il en reste { $max } au plus. Il y en a { $count }.
}
mistake-file-type = Nous ne pouvons pas utiliser { $name }. Téléversez un fichier dans un de ces formats : { $accept }.
mistake-file-too-large = { $name } est trop volumineux ({ $size }). Téléversez un fichier de { $max_bytes } au plus.
mistake-file-empty = { $name } est vide. Choisissez de nouveau le fichier.
mistake-check-failed = Vérifiez cette réponse.
