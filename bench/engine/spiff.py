"""SpiffWorkflow on the benchmark's process: in memory, and saved and loaded between the two requests of an instance.

Usage: spiff.py PROCESS.bpmn INSTANCES; prints one line of JSON. The script task is translated, the rest is the same file.
"""

import json
import resource
import sys
import time
from io import BytesIO

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.bpmn.serializer.default.task_spec import BpmnTaskSpecConverter
from SpiffWorkflow.bpmn.specs.defaults import ServiceTask
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState


class Answered(ServiceTask):
    """The service task of plain BPMN does nothing by itself; this one is answered at once."""

    def _execute(self, task):
        task.data["known"] = True
        return True


class Parser(BpmnParser):
    """Reads service tasks as those that are answered at once."""

    OVERRIDE_PARSER_CLASSES = {full_tag("serviceTask"): (TaskParser, Answered)}


def read(path):
    text = open(path, encoding="utf-8").read()
    text = text.replace('scriptFormat="feel"', 'scriptFormat="python"').replace("area * 2 + 10", "fee = area * 2 + 10")
    text = text.replace(">=fee &gt; 1000<", ">fee &gt; 1000<")
    parser = Parser()
    parser.add_bpmn_xml(etree.parse(BytesIO(text.encode())), filename=path)
    return parser.get_spec("permit")


def percentile(times, share):
    times.sort()
    return round(1000 * times[min(int(len(times) * share), len(times) - 1)], 2)


def begin(spec, engine, number):
    workflow = BpmnWorkflow(spec, script_engine=engine)
    workflow.get_next_task(state=TaskState.READY).data.update({"area": number % 400, "name": "Muster"})
    workflow.do_engine_steps()
    return workflow


def complete(workflow):
    task = workflow.get_next_task(state=TaskState.READY, manual=True)
    assert task.task_spec.name == "review", task.task_spec.name
    task.data["accepted"] = True
    task.run()
    workflow.do_engine_steps()
    assert workflow.is_completed()


def measure(spec, instances, saved):
    engine = PythonScriptEngine()
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure({**DEFAULT_CONFIG, Answered: BpmnTaskSpecConverter}))
    times, size = [], 0
    begun, cpu = time.perf_counter(), time.process_time()
    for number in range(instances):
        workflow = begin(spec, engine, number)
        text = serializer.serialize_json(workflow) if saved else None
        asked = time.perf_counter()
        if saved:
            workflow = serializer.deserialize_json(text)
            workflow.script_engine = engine
        complete(workflow)
        if saved:
            size = len(serializer.serialize_json(workflow))
        times.append(time.perf_counter() - asked)
    took, cpu = time.perf_counter() - begun, time.process_time() - cpu
    return {
        "rate": instances / took,
        "p50": percentile(times, 0.5),
        "p99": percentile(times, 0.99),
        "cpu_micros": 1e6 * cpu / instances,
        "bytes": size,
    }


if __name__ == "__main__":
    spec, instances = read(sys.argv[1]), int(sys.argv[2])
    measure(spec, 20, True)
    print(json.dumps({
        "memory": measure(spec, instances, False),
        "saved": measure(spec, max(instances // 5, 20), True),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }))
