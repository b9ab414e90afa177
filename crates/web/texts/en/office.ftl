# Clerks, operators, designers.
work-tabs = Filters
work-mine = Mine
work-overdue = Overdue
work-empty = Nothing to do here.
work-caption = Tasks, most urgent first
work-mark-all = Mark all on this page
work-mark = Mark { $reference }
work-due = Due
work-late = overdue
work-waits = Waiting
work-matter = Matter
work-applicant = From
work-task = Task
work-assignee = With
work-nobody = nobody
work-bulk = Several at once
work-marked = Marked:
work-claim-marked = Take over marked
keys-next = next
keys-open = open
keys-space-name = Space
keys-mark = mark
clerk-do = To do now
clerk-unclaimed = Nobody has taken this task yet.
clerk-mine = You have taken this task.
clerk-others = { $name } has taken this task.
clerk-claim = Take the task
clerk-approve = Approve and send letter
clerk-ask = Ask for an answer
clerk-ask-what = What is missing?
clerk-ask-reason = Message
clerk-ask-send = Ask
clerk-reject = Refuse
clerk-reject-reason = Reason
clerk-reject-hint = Appears like this in the letter.
clerk-reject-send = Refuse and send letter
clerk-nothing = Nothing to do at the moment.
operator-calm = Everything is running
operator-trouble = { $count ->
    [one] One incident needs you
   *[other] { $count } incidents need you
}
operator-since = since { $moment }
operator-attempts = { $count ->
    [one] one attempt
   *[other] { $count } attempts
}
operator-retry = Try again
operator-cases = Applications by state
operator-jobs = Background jobs
operator-kind = Kind
operator-waiting = waiting
operator-running = running
operator-retrying = retrying
operator-oldest = oldest since
designer-title = Service packages
designer-lead = Each service is a folder with texts, form, process and letters.
designer-service = Service
designer-check = Check
designer-version = Version
designer-sound = Sound
designer-findings = { $count ->
    [one] One finding
   *[other] { $count } findings
}
package-findings = What to improve
package-preview = Open preview
package-steps = Process
package-files = Files
work-free = Nobody yet
work-service = Service
work-all-services = All services
work-show = Show
work-decide-marked = Marked: { $decision }
bulk-ask-title = { $count ->
    [one] { $decision }: decide one matter?
   *[other] { $decision }: decide { $count } matters?
}
bulk-done-title = { $count ->
    [one] { $decision }: one matter decided
   *[other] { $decision }: { $count } matters decided
}
bulk-ask = Check the list. What you decide now cannot be taken back.
bulk-caption = Marked matters
bulk-verdict = Result
bulk-possible = will be decided
bulk-decided = decided
bulk-gone = no longer open: a colleague was faster
bulk-rests = on hold: possible when the application goes on
clerk-rests = This application is on hold. You can decide when somebody lets it go on. The course says when and why it was put on hold.
bulk-not-offered = this decision does not exist here
bulk-failed = not decided: a fault of ours, try again
bulk-back = Back to the worklist
