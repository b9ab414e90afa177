"""A worker with the public client as it is: starts a process, does its work, and says what happens, one JSON line each."""

import json
import os

from camunda.client.engine_client import EngineClient
from camunda.external_task.external_task_worker import ExternalTaskWorker, NoExternalTaskFound

base, topic, key = os.environ["BASE"], os.environ["TOPIC"], os.environ["KEY"]
auth = {"auth_basic": {"username": os.environ["NAME"], "password": os.environ["SECRET"]}}


def say(**what):
    print(json.dumps(what), flush=True)


engine = EngineClient(base, config=auth)
for wish in ["good", "fail", "error"]:
    started = engine.start_process(key, {"wunsch": wish, "zahl": 1}, business_key="py-" + wish, tenant_id="aarau")
    say(event="started", wish=wish, id=started["id"])
say(event="found", count=len(engine.get_process_instance(key, ["wunsch_eq_good"], ["aarau"])))


seen = []


def work(task):
    wish = task.get_variable("wunsch")
    seen.append(wish)
    say(event="task", wish=wish, key=task.get_business_key(), activity=task.get_activity_id())
    if wish == "fail" and seen.count(wish) == 1:
        return task.failure("on purpose", "details", max_retries=1, retry_timeout=100)
    if wish == "error":
        return task.bpmn_error("UNKNOWN", "on purpose", {"grund": "python"})
    return task.complete({"summe": task.get_variable("zahl") + 41, "text": "grüezi"}, {"lokal": 1})


config = {**auth, "maxTasks": 2, "lockDuration": 20000, "asyncResponseTimeout": 2000}
worker = ExternalTaskWorker(worker_id="python-worker", base_url=base, config=config)
while len(seen) < 4:
    try:
        worker.fetch_and_execute(topic, work)
    except NoExternalTaskFound:
        pass
say(event="message", answer=len(engine.correlate_message(os.environ["MESSAGE"], business_key="py-fail")))
say(event="jobs", count=len(engine.get_jobs(0, 10, tenant_ids=["aarau"])))
say(event="done")
