// bpmn-engine (npm) on the benchmark's process: in memory, and with its state saved and recovered between the two requests.
// Usage: bpmn-engine.mjs PROCESS.bpmn INSTANCES; prints one line of JSON. Script and condition are translated.
import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import BpmnModdle from "bpmn-moddle";
import * as elements from "bpmn-elements";
import { Engine } from "bpmn-engine";
import { Serializer, TypeResolver } from "moddle-context-serializer";

const [path, count] = process.argv.slice(2);
const instances = Number(count);
const source = readFileSync(path, "utf8")
  .replace('scriptFormat="feel"', 'scriptFormat="javascript"')
  .replace("area * 2 + 10", "environment.variables.fee = environment.variables.area * 2 + 10; next(null, environment.variables.fee);")
  .replace(
    '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=fee &gt; 1000<',
    '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="javascript">next(null, environment.variables.fee &gt; 1000);<',
  )
  .replace('camunda:type="external" camunda:topic="register"', 'implementation="${environment.services.register}"');

// Parsed once, as a host would: an instance does not pay for reading the file.
const parsed = await new BpmnModdle().fromXML(source);
const context = () => Serializer(parsed, TypeResolver(elements));

const services = { register: (scope, callback) => callback(null, { known: true }) };

const settled = (engine, name) => new Promise((resolve, reject) => {
  engine.once(name, resolve);
  engine.once("error", reject);
});

async function begin(number) {
  const engine = new Engine({ name: "bench", sourceContext: context(), variables: { area: number % 400, name: "Muster" }, services });
  const listener = new EventEmitter();
  let task;
  const waiting = new Promise((resolve) => listener.once("wait", (api) => { task = api; resolve(); }));
  await engine.execute({ listener });
  await waiting;
  return { engine, task };
}

async function complete({ engine, task }) {
  const ended = settled(engine, "end");
  task.signal({ accepted: true });
  await ended;
}

async function recover(state) {
  const engine = new Engine({ name: "bench" }).recover(JSON.parse(state), { services });
  const listener = new EventEmitter();
  let task;
  const waiting = new Promise((resolve) => listener.once("wait", (api) => { task = api; resolve(); }));
  await engine.resume({ listener });
  await waiting;
  return { engine, task };
}

const percentile = (times, share) => {
  times.sort((a, b) => a - b);
  return Math.round(100 * times[Math.min(Math.floor(times.length * share), times.length - 1)]) / 100;
};

async function measure(instances, saved) {
  const times = [];
  let bytes = 0;
  const [clock, cpu] = [performance.now(), process.cpuUsage()];
  for (let number = 0; number < instances; number += 1) {
    let running = await begin(number);
    const state = saved ? JSON.stringify(await running.engine.getState()) : undefined;
    if (saved) running.engine.stop();
    const asked = performance.now();
    if (saved) running = await recover(state);
    await complete(running);
    if (saved) bytes = JSON.stringify(await running.engine.getState()).length;
    times.push(performance.now() - asked);
  }
  const took = (performance.now() - clock) / 1000;
  const used = process.cpuUsage(cpu);
  return {
    rate: instances / took, p50: percentile(times, 0.5), p99: percentile(times, 0.99),
    cpu_micros: (used.user + used.system) / instances, bytes,
  };
}

await measure(20, true);
const memory = await measure(instances, false);
const saved = await measure(Math.max(Math.floor(instances / 5), 20), true);
console.log(JSON.stringify({ memory, saved, peak_mb: Math.round(process.resourceUsage().maxRSS / 1024) }));
