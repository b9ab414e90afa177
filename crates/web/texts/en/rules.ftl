# What is wrong with a model, a sentence for each rule; the engine's own sentence, in English, stands below it.
rule-dmn = This decision cannot be evaluated as it is. The sentence below says what to change.
# The file as a whole.
rule-bpmn-xml = The file is not proper XML. Save the model from your BPMN program again.
rule-bpmn-not-bpmn = The file is not a BPMN model. Choose a file that is saved as BPMN 2.0.
rule-bpmn-dtd = The file holds a document type declaration (DTD). Delete the part that begins with “<!” from the file.
rule-bpmn-too-large = The model is too large. Spread it over several processes that call each other.
rule-bpmn-too-deep = The model is nested too deeply. Draw inner sub-processes as processes of their own and call them.
rule-bpmn-too-many-attributes = An element has too many attributes, or the file names too many namespaces. Delete what is not needed.
rule-bpmn-no-process = The file holds no process, or not the one that is looked for. Choose a file that holds it.
rule-bpmn-not-executable = No process of the file counts as executable. Tick “Executable” at the process in your BPMN program.
rule-bpmn-several-processes = The file holds several executable processes. Leave “Executable” ticked at one of them only.
rule-bpmn-missing-id = The element has no ID. Give it one of its own.
rule-bpmn-duplicate-id = This ID is used more than once. Give every element its own.
# What is set at an element.
rule-bpmn-unsupported-element = The portal cannot run this element or something about it. Draw it in another way; the sentence below says what it is about.
rule-bpmn-unsupported-extension = The portal cannot run an extension of this element, such as a Java class or a listener. Delete it; what a program is to do gets the type “External” and a topic.
rule-bpmn-missing-reference = A reference is missing, or it leads to something that does not exist. Enter at the element what is meant: the message, the error, the signal, the flow or the process.
rule-bpmn-missing-definition = The event does not say what it waits for. Give it a type, for example message or timer.
rule-bpmn-missing-topic = The task names no topic, so no service can do it. Choose the type “External” and enter a topic.
rule-bpmn-missing-script = The script task has no script. Enter an expression in FEEL.
rule-bpmn-missing-decision = The business rule task names no decision. Enter the ID of a DMN decision, or a topic.
rule-bpmn-unknown-decision = The decision named is in none of the DMN files. Check its ID, or add the DMN file.
rule-bpmn-decision-result = There is no such shape of the result (mapDecisionResult). It can be singleEntry, singleResult, collectEntries or resultList, or be left out.
rule-bpmn-expression = An expression cannot be read. Write it properly in FEEL; the sentence below says what is wrong with it.
rule-bpmn-script-language = Conditions and scripts run in FEEL only. Write the expression in FEEL and enter “feel” as its language.
rule-bpmn-mapping = An input or output lacks its name, its source or its target. Fill in the empty field, or delete the entry.
rule-bpmn-performer = It is not said who does the task: the entry for it is empty. Fill it in or delete it.
rule-bpmn-retries = The number of retries cannot be read. Enter for example 3 or R3/PT5M.
rule-bpmn-timer = The timer has no time, or it cannot be read. Enter a date, a duration or a cycle, for example PT2H for two hours.
rule-bpmn-loop = The loop never ends, or its maximum is not a number. Enter a condition (loopCondition) or a maximum (loopMaximum).
rule-bpmn-multi-instance = It is not clear how often this is repeated. Enter either a number (loopCardinality) or a list (collection) at an activity; nothing but activities can be repeated.
# The ways through the process.
rule-bpmn-no-start = The process or sub-process has no start event. Draw one that leads to the first step.
rule-bpmn-several-starts = Several start events begin the same. Keep only one in a sub-process; in a process give each further one a message or signal of its own.
rule-bpmn-start-place = It cannot begin like this here. A process begins plainly or by a message, a timer, a condition or a signal with a fixed name, a sub-process plainly, an event sub-process by its event.
rule-bpmn-dead-end = The way does not go on from here. Draw a sequence flow that leads to an end event.
rule-bpmn-no-way-to-end = No way leads from here to an end. Draw a sequence flow that leads out of the circle.
rule-bpmn-unreachable = No way leads here: this element would never have its turn. Connect it by a sequence flow, join a compensation to its event, or delete it.
rule-bpmn-flow-into-start = No sequence flow may lead into this event. Delete the flow, or draw it to another element.
rule-bpmn-flow-out-of-end = No sequence flow may lead out of this event. Delete the flow, or draw another event.
rule-bpmn-flow-crosses-scope = A sequence flow may not lead across the border of a sub-process. Let it end and begin at the sub-process itself.
rule-bpmn-flow-place = Event sub-processes and everything for compensation have no sequence flows. Delete the flows there.
rule-bpmn-condition-missing = A condition is missing here. Enter it; behind an exclusive gateway only the default flow does without.
rule-bpmn-condition-ignored = Behind this gateway neither conditions nor a default flow count. Delete both, or draw an exclusive or inclusive gateway.
rule-bpmn-join-never = This gateway waits for ways that are never taken together, and never goes on. Where only one of the ways ever comes, draw an exclusive gateway.
rule-bpmn-join-may-block = On some ways this gateway waits for ever. Lead all ways it waits for to it; where sometimes only one comes, draw another gateway.
rule-bpmn-event-gateway = Behind an event-based gateway there are only events that wait for something, and simple receive tasks. No other way leads to them, and they have no inputs.
rule-bpmn-link-twice = Another link event here has the same name. Give each target of a jump a name of its own.
# Events that sit somewhere, and what is undone.
rule-bpmn-boundary-place = A boundary event sits on the border of an activity, in the same sub-process. Attach it to its activity again.
rule-bpmn-boundary-never = This boundary event can never happen on its activity. Delete it, or attach it to an activity where it can happen; a cancel event belongs on a transaction.
rule-bpmn-boundary-twice = Another event on this activity already catches the same. Delete one, or tell errors and escalations apart by their codes.
rule-bpmn-event-twice = Another event sub-process already catches the same here. Delete one, or tell errors and escalations apart by their codes.
rule-bpmn-error-not-interrupting = An error or cancel event always interrupts. Draw the event as interrupting.
rule-bpmn-cancel-place = A cancel end event belongs directly in a transaction, and on its border the cancel event from which it goes on. Draw what is missing.
rule-bpmn-compensation-handler = It is not clear what undoes the work here. Join the compensation event by an association to exactly one compensation activity in the same sub-process; a sub-process with an event sub-process of its own for this needs none.
rule-bpmn-compensation-place = Nothing can be undone here. Name an activity in the same sub-process that has a compensation; a whole process is never undone.
