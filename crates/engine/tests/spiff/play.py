"""Plays models in SpiffWorkflow with the answers that another engine was given.

Reads one JSON object a line: {"xml", "variables", "steps": [["complete" | "event", place], ...]}. Writes one a line:
{"open": [places open after the start, after the first step, ...], "ended": bool}, up to the first step that is not
possible here; {"error": text} where SpiffWorkflow itself stops.

A place is an element's id and, within multi-instances, the loop counters from the outside inwards: user3[0,1].
"""

import json
import re
import sys
import warnings

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.defaults import EventBasedGateway, NoneTask, StandardLoopTask, UserTask
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState


class Passed(NoneTask):
    """A task that nobody waits for."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.manual = False


class Parser(BpmnParser):
    """Whatever is answered from outside is a task that waits; a manual task is passed."""

    OVERRIDE_PARSER_CLASSES = {
        full_tag("serviceTask"): (TaskParser, UserTask),
        full_tag("callActivity"): (TaskParser, UserTask),
        full_tag("manualTask"): (TaskParser, Passed),
    }


class Engine(PythonScriptEngine):
    """The two kinds of FEEL conditions that the models have, numbers, and durations."""

    def evaluate(self, task, expression, external_context=None):
        if found := re.fullmatch(r"=(\w+) = (\d+)", expression):
            return task.data[found[1]] == int(found[2])
        if found := re.fullmatch(r"=(\w+)\[(\d+)\]", expression):
            return task.data[found[1]][int(found[2]) - 1]
        return int(expression) if expression.isdigit() else expression.strip("\"'")

    def validate(self, expression):
        pass


def place(task, name=None):
    counters, at = [], task
    while at is not None:
        for key in ("key_or_index", "item"):
            if key in at.internal_data:
                counters.insert(0, at.internal_data[key])
                break
        loop = at.parent and at.parent.task_spec
        if isinstance(loop, StandardLoopTask) and loop.task_spec == at.task_spec.name:
            counters.insert(0, len(at.parent.internal_data["merged"]))
        above = at.workflow.parent_task_id
        at = at.workflow.top_workflow.get_task_from_id(above) if above else None
    return (name or task.task_spec.bpmn_id) + (json.dumps(counters, separators=(",", ":")) if counters else "")


def waits(workflow):
    """Every place that is open: the task that waits, and the event definition that has to happen there, if any."""
    tasks = [t for t in workflow.get_tasks(state=TaskState.READY) if t.task_spec.manual]
    found = [(place(task), task, None) for task in tasks]
    for task in workflow.event_manager.tasks.values():
        if task.state != TaskState.WAITING:
            continue
        spec = task.task_spec
        if isinstance(spec, EventBasedGateway):
            for event, definition in zip(spec.outputs, spec.event_definition.event_definitions):
                found.append((place(task, event.bpmn_id), task, definition))
        elif isinstance(spec.event_definition, (TimerEventDefinition, MessageEventDefinition)):
            found.append((place(task), task, spec.event_definition))
    return found


def happen(workflow, kind, where):
    """Says whether the place was open."""
    for name, task, definition in waits(workflow):
        if name != where or (definition is None) == (kind == "event"):
            continue
        if definition is None:
            task.run()
        elif isinstance(task.task_spec, EventBasedGateway):
            task._set_internal_data(seen_events=[BpmnEvent(definition)])
            task.task_spec._update(task)
        else:
            task._set_internal_data(event_fired=True)
            task.task_spec._update(task)
        workflow.do_engine_steps()
        return True
    return False


def play(model):
    parser = Parser()
    parser.add_bpmn_xml(etree.fromstring(model["xml"].encode()))
    workflow = BpmnWorkflow(parser.get_spec("P"), parser.get_subprocess_specs("P"), script_engine=Engine())
    workflow.get_next_task(state=TaskState.READY).data.update(model["variables"])
    workflow.do_engine_steps()
    opened = [sorted(name for name, _, _ in waits(workflow))]
    for kind, where in model["steps"]:
        if not happen(workflow, kind, where):
            break
        opened.append(sorted(name for name, _, _ in waits(workflow)))
    return {"open": opened, "ended": workflow.is_completed()}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        try:
            answer = play(json.loads(line))
        except Exception as error:  # told with the model it belongs to
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
