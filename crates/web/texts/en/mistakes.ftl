# What to do when an answer cannot be taken: one sentence per code of the form crate.
mistake-required = Please fill in this field.
mistake-required-choice = Choose an answer.
mistake-required-many = Choose at least one answer.
mistake-required-date = Enter the date, for example 31 3 1980.
mistake-required-name = Enter the name. A single name is fine.
mistake-required-file = Upload a file.
mistake-also-needed = Please answer this question too.
mistake-declaration-needed = Tick the box if you agree.
mistake-too-long = Shorten the text to at most { $max } characters. It has { $length } now.
mistake-control-characters = Type the text again by hand. It contains invisible characters.
mistake-choice-unknown = Choose one of the answers shown.
mistake-number-format = Enter a number, for example 12.
mistake-number-whole = Enter a whole number, for example 12.
mistake-number-ambiguous = Write { $thousands } or { $decimal }, without a sign between the thousands.
mistake-number-too-small = Enter { $min } or more.
mistake-number-too-large = Enter { $max } or less.
mistake-amount-format = Enter an amount, for example 1250.50.
mistake-date-format = Enter day, month and year, for example 31 3 1980.
mistake-date-day-missing = Enter the day as well.
mistake-date-month-missing = Enter the month as well.
mistake-date-year-missing = Enter the year as well.
mistake-date-not-real = There is no { $day }.{ $month }.{ $year }. Check day and month.
mistake-date-too-early = Enter { $limit_date } or a later date.
mistake-date-too-late = Enter { $limit_date } or an earlier date.
mistake-email-format = Enter an e-mail address, for example name@example.org.
mistake-phone-format = Enter a telephone number with its area code, for example +41 62 555 01 23.
mistake-iban-format = Check the IBAN. A Swiss IBAN has 21 characters, a German one 22.
mistake-iban-checksum = Compare the IBAN with your bank card. At least one character is wrong.
mistake-ahv-format = Enter the AHV number, for example 756.1234.5678.97.
mistake-ahv-checksum = Compare the AHV number with your card. At least one digit is wrong.
mistake-tax-id-format = Enter the 11 digits of your tax identification number.
mistake-tax-id-checksum = Compare the number with the letter from the tax office. At least one digit is wrong.
mistake-address-street-missing = Enter the street.
mistake-address-postal-code-missing = Enter the postal code.
mistake-address-town-missing = Enter the town.
mistake-address-postal-code = { $country ->
    [CH] Check the postal code. In Switzerland it has { $digits } digits.
    [LI] Check the postal code. In Liechtenstein it has { $digits } digits.
    [AT] Check the postal code. In Austria it has { $digits } digits.
    [DE] Check the postal code. In Germany it has { $digits } digits.
   *[other] Check the postal code. In this country it has { $digits } digits.
}
mistake-address-country = Choose the country.
mistake-too-many-files = { $max ->
    [one] Remove files until one is left. There are { $count } now.
   *[other] Remove files until at most { $max } are left. There are { $count } now.
}
mistake-file-type = We cannot use { $name }. Upload a file in one of these formats: { $accept }.
mistake-file-too-large = { $name } is too large ({ $size }). Upload a file of at most { $max_bytes }.
mistake-file-empty = { $name } is empty. Choose the file again.
mistake-check-failed = Check this answer.
