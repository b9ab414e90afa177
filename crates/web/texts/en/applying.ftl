# Questions, check, sign-in, drafts.
problem-prefix = Error:
problems-title = { $count ->
    [one] Please correct one answer
   *[other] Please correct { $count } answers
}
step = Step { $step } of { $steps }
save-for-later = Save and carry on later
draft-note = Your application is saved but not sent yet. If you do not send it, we delete it on { $date }.
source = From: { $register }, as of { $date }
source-sign-in = your sign-in
source-dispute = Not correct
source-disputed = You say: not correct.
longtext-most = { $count ->
    [one] at most one character
   *[other] at most { $count } characters
}
date-day = Day
date-month = Month
date-year = Year
address-street = Street
address-number = Number
address-code = Postal code
address-town = Town
file-formats = { $formats }, at most { $size } MB per file
file-upload = Upload
file-kept = Checked
file-checking = Being checked
file-refused = Not accepted
file-remove = Remove
check-title = Check your answers
check-lead = Is everything right? Your application then goes to: { $receiver }.
fee = Fee
fee-when = You pay in the next step.
fee-none = This application costs nothing.
send = Send application
send-with-fee = Send, fee applies
sign-in-title = Sign in
sign-in-why = From here on we need you to sign in so that we know who is applying. Your answers so far are kept.
sign-in-own = This page belongs to your account. Sign in so that only you can see it.
sign-in-step-up = This step needs a stronger sign-in. Your answers so far are kept.
sign-in-expired = Your session has ended. What you saved is still there.
sign-in-with = Sign in with { $name }
sign-in-other-way = You cannot or do not want to sign in? Call us or come to the counter.
draft-title = Saved
draft-resumed = Carry on with your application
draft-not-sent = Your application is not sent yet
draft-saved-at = Saved on { $moment }.
draft-deleted-on = If you do not send it, we delete it on { $date }.
draft-device = You find it in your inbox, on another device too, once you have signed in there.
draft-continue = Carry on
draft-delete = Delete draft
to-inbox = Go to inbox
