# Deployed models, their versions, what is done to many processes, and tasks of processes without an application.
models-title = Deployed models
models-link = Models, versions and migrations
models-lead = Processes without an application run by these models. A changed model becomes a new version; what runs stays with its version until you bring it over.
models-empty = No model has been deployed yet.
models-version = Version
models-version-of = Version { $number }
models-deployed = Deployed
models-by = by { $name }
models-running = Running
models-stuck = { $count ->
    [one] one stands still
   *[other] { $count } stand still
}
models-new = New processes
models-open = begin
models-closed = do not begin
models-deploy = Deploy models
models-files = BPMN and DMN files
models-files-hint = Processes (.bpmn) and the decisions (.dmn) that they call. The same content stays the same version.
models-send = Check and deploy
models-files-wrong = Choose at least one BPMN file; beside it only DMN files are possible.
models-refused = Nothing was deployed: the files hold something that cannot be executed.
models-findings = Findings
models-line = { $file }, line { $line }
version-running = Running
version-stuck = Standing still
version-resting = At rest
version-ended = Ended
version-key = Business key
version-others = Other versions
version-close = Let no new processes begin
version-close-hint = What runs goes on. New processes no longer begin, not even by schedule.
version-open = Let new processes begin again
version-open-hint = Programs, messages and schedules can begin processes again.
version-closed-note = No new processes begin by this version at the moment.
version-many = { $count ->
    [one] With the process of this list
   *[other] With all { $count } processes of this list
}
version-retry = Try again
version-retry-hint = What failed is tried again; the incidents count as mended with it.
version-rest = Put to rest
version-rest-hint = No task, no service and no deadline goes on until somebody lets them go on.
version-wake = Let go on
version-wake-hint = Tasks, services and deadlines go on.
version-cancel = End
version-cancel-hint = Open tasks and services are closed. This cannot be undone.
version-none = There is no process in this list: there was nothing to do.
migrate-title = Bring over to another version
migrate-lead = Running processes change their model and stay where they are. The trial run looks at each of them and changes nothing.
migrate-to = To
migrate-option = Version { $number }, deployed { $moment }
migrate-renamed = Renamed elements
migrate-renamed-hint = One line for each element whose id changes: old = new. What keeps its id does not belong here.
migrate-renamed-wrong = Write two ids with a = between them on each line, for example check = review.
migrate-look = Trial run
migrate-alone = There is only one version of this model. Deploy a new one first.
migrate-result = Result of the trial run
migrate-clear = { $count ->
    [0] No process can be brought over.
    [one] One process can be brought over.
   *[other] { $count } processes can be brought over.
}
migrate-held = { $count ->
    [0] Nothing stands in the way.
    [one] Something stands in the way of one.
   *[other] Something stands in the way of { $count }.
}
migrate-ok = can be brought over
migrate-not = stays as it is
migrate-verdict = Verdict
migrate-begin = { $count ->
    [one] Bring one process over
   *[other] Bring { $count } processes over
}
migrate-begin-hint = Those in whose way nothing stands are brought over. This can be undone afterwards.
migrate-empty = No process runs by this version at the moment.
obstacle-not-running = The process does not run.
obstacle-foreign-state = The stored state does not fit the old version.
obstacle-not-in-old = The old version has no element { $element }, which you say was renamed.
obstacle-gone = The process stands at { $element }. The new version has no such element; say what it is called now.
obstacle-other-kind = { $element } is of another kind in the new version.
obstacle-other-scope = { $element } lies in another sub-process in the new version.
obstacle-path-gone = At { $element } a path waits for others. It came by { $detail }, which is gone.
obstacle-cannot-arm = A new event cannot be set up: { $detail }
obstacle-missing = This process is no longer there.
obstacle-over = The process has ended or gone on already.
obstacle-at-rest = The process is at rest.
obstacle-as-before = It was so already: there was nothing to do.
obstacle-other-version = The process no longer runs the old version.
obstacle-no-incident = Nothing holds it up: there was nothing to try.
obstacle-impossible = This is not possible here: { $detail }
obstacle-other = This was not possible: { $detail }
actions-title = Orders for many
action-suspend = Put to rest
action-resume = Let go on
action-retry = Try again
action-cancel = End
action-set = Set values
action-migrate = Bring over from version { $from } to version { $to }
action-asked = { $name }, { $moment }
action-progress = { $done } of { $all } dealt with
action-runs = under way
action-over = finished
action-went-well = Done
action-refused = Not possible
action-waiting = Still open
action-reload = Reload
action-reason = Reason: { $reason }
action-report = Report
action-fate = Result
fate-waiting = waits
fate-done = done
fate-refused = not possible
action-undo = Undo
action-undo-hint = What was brought over returns to the old version, where nothing stands in the way since.
process-place = At “{ $step }”
process-skip = Skip
process-skip-hint = The step counts as done although nobody did it. What is open for it is closed; the process goes on behind it.
process-move = Move to another step
process-move-hint = What is open here is closed. The process begins the chosen step anew.
process-move-send = Move
process-move-wrong = Choose where the process is to be moved.
process-rest = Put to rest
process-rest-hint = No task, no service and no deadline goes on until somebody lets it go on. You can still set values, move and end it.
process-rest-case = The applicant reads that it is on hold; the reason is read by you and the office alone. Deadlines stand still.
process-wake-case = Tasks and services go on. Deadlines move by the time that the application was on hold.
process-rest-reason = Reason (is kept with the interventions)
process-wake = Let go on
process-rests = This process is at rest: no task, no service and no deadline goes on.
process-cancel-model = Open tasks and services are closed. This cannot be undone.
process-set-model = A new value replaces the old one. The interventions say who set it.
process-values = Values
process-deeds = Interventions
deed-moved = Moved from “{ $step }” to “{ $detail }”
deed-skipped = “{ $step }” skipped
deed-values = Values set: { $detail }
deed-rested = Put to rest
deed-woken = Let go on
deed-migrated = Brought over to another version
deed-retried = “{ $step }” tried again
deed-cancelled = Ended
task-form = Your entries
task-shown = What the process knows about it
task-nothing = There is nothing to fill in. Complete the task when it is done.
task-complete = Complete the task
task-release = Give back
task-taken = A colleague has taken this task. You can look at it.
task-rests = The process is at rest. The task can only be completed when it goes on.
task-since = Waiting since { $moment }
work-resting = at rest
