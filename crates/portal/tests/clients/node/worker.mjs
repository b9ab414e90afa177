// A worker with the public client as it is. It says what happens, one JSON line each, and stops when told by its input.

import { BasicAuthInterceptor, Client, Variables } from "camunda-external-task-client-js";

const { BASE, HOST, NAME, SECRET, TOPIC } = process.env;
const say = (what) => console.log(JSON.stringify(what));

// Everything goes to the listener; the host name says which authority is meant.
const host = (config) => ({ ...config, headers: { ...config.headers, host: HOST } });
const auth = new BasicAuthInterceptor({ username: NAME, password: SECRET });
const client = new Client({
  baseUrl: BASE, workerId: "node-worker", maxTasks: 5, interval: 20, asyncResponseTimeout: 2000, lockDuration: 20000,
  interceptors: [auth, host],
});

client.on("poll:error", (fault) => say({ event: "poll:error", message: fault.message }));
for (const verb of ["complete", "handleFailure", "handleBpmnError", "extendLock", "unlock"]) {
  client.on(`${verb}:success`, (task) => say({ event: verb, id: task.id }));
  client.on(`${verb}:error`, (task, fault) => say({ event: `${verb}:error`, id: task.id, message: fault.message }));
}

client.subscribe(TOPIC, async ({ task, taskService }) => {
  const { variables } = task;
  say({ event: "task", id: task.id, activity: task.activityId, all: variables.getAll(), retries: task.retries });
  const wish = variables.get("wunsch");
  if (wish === "fail" && task.retries !== 1) {
    await taskService.handleFailure(task, {
      errorMessage: "not the first time", errorDetails: "on purpose", retries: 1, retryTimeout: 100,
    });
  } else if (wish === "error") {
    await taskService.handleBpmnError(task, "UNKNOWN", "on purpose", new Variables().set("grund", "node"));
  } else {
    await taskService.extendLock(task, 30000);
    const results = new Variables().setAll({ summe: 41 + variables.get("zahl"), text: "grüezi", liste: [1, { a: null }] });
    await taskService.complete(task, results.set("wann", new Date("2026-01-02T03:04:05Z")), new Variables());
  }
});

process.stdin.on("end", () => process.exit(0));
process.stdin.resume();
