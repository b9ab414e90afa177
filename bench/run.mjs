// Measures a built portal on this machine: node bench/run.mjs path/to/portikus [--seconds 10] [--journeys 30]
// Everything listens on loopback; nginx serves the very same bytes as a static file in the same run, turn by turn.

import { mkdtemp, rm } from "node:fs/promises";
import os, { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startPortal } from "../e2e/lib/portal.mjs";
import { missingPrograms, memoryOf, serveStatic, wrk } from "./lib/tools.mjs";
import { submitTimes } from "./lib/submit.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "10" },
    rounds: { type: "string", default: "3" },
    journeys: { type: "string", default: "30" },
    place: { type: "string", default: "aarau" },
  },
});
const program = positionals[0];
const seconds = Number(options.seconds);
const place = options.place;
if (!program) throw new Error("say which program to measure: node bench/run.mjs target/debug/portikus");

const missing = missingPrograms(["wrk", "nginx"]);
if (missing.length) {
  console.error(`Missing: ${missing.join(", ")}. Install the Debian packages wrk and nginx-light (make bench does, with root or sudo).`);
  process.exit(1);
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const round = (number, digits = 0) => number.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits });
const rows = [];
const tell = (what, value) => (rows.push([what, value]), console.log(`${what.padEnd(44)} ${value}`));

const folder = await mkdtemp(join(tmpdir(), "portikus-bench-"));
const data = join(folder, "data");
let portal;
let nginx;
try {
  console.log(`${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${round(os.totalmem() / 2 ** 30)} GiB; ${program}\n`);
  portal = await startPortal({ program, data, patience: 300_000 });
  tell("first start, with seeding", `${round(portal.readyAfter / 1000, 2)} s`);
  await portal.stop();
  const starts = [];
  for (let turn = 0; turn < 3; turn++) {
    portal = await startPortal({ program, data });
    starts.push(portal.readyAfter);
    if (turn < 2) await portal.stop();
  }
  tell("start after the first (goal < 2 s)", `${round(median(starts) / 1000, 2)} s`);
  await new Promise((done) => setTimeout(done, 3_000));
  tell("idle memory, resident (goal < 150 MB)", `${round(memoryOf(portal.pid) / 1e6)} MB`);

  const pages = { "service page": "/leistungen/wohnsitzbestaetigung", search: "/suche?q=hund+anmelden" };
  const bodies = {};
  for (const [name, path] of Object.entries(pages)) {
    const answer = await portal.ask(place, path);
    if (answer.status !== 200) throw new Error(`${name} ${path} answers ${answer.status}`);
    bodies[name] = answer.body;
  }
  nginx = await serveStatic(join(folder, "nginx"), bodies);
  for (const [name, path] of Object.entries(pages)) {
    const ours = [];
    const theirs = [];
    for (let turn = 0; turn < Number(options.rounds); turn++) {
      ours.push(await wrk({ url: `http://127.0.0.1:${portal.port}${path}`, host: portal.host(place), seconds }));
      theirs.push(await wrk({ url: nginx.url(name), host: "localhost", seconds }));
    }
    const [our, their] = [ours, theirs].map((runs) => median(runs.map((run) => run.perSecond)));
    const goal = name === "service page" ? " (goal ≥ 0.4)" : "";
    tell(`${name}, requests a second`, `${round(our)}  (p99 ${round(median(ours.map((run) => run.p99)), 2)} ms, ${round(bodies[name].length / 1000, 1)} kB)`);
    tell(`${name}, nginx with the same bytes`, `${round(their)}  (p99 ${round(median(theirs.map((run) => run.p99)), 2)} ms)`);
    tell(`${name}, ratio${goal}`, round(our / their, 2));
  }
  tell("memory under load, resident", `${round(memoryOf(portal.pid) / 1e6)} MB`);

  try {
    const times = await submitTimes(portal, place, Number(options.journeys));
    tell(`submit to committed, ${times.length} journeys`, `median ${round(median(times), 1)} ms, slowest ${round(Math.max(...times), 1)} ms`);
  } catch (fault) {
    tell("submit to committed", "not measured");
    console.error(fault.message);
    process.exitCode = 1;
  }

  console.log(`\n| Measured | Value |\n|---|---|\n${rows.map(([what, value]) => `| ${what} | ${value.trim()} |`).join("\n")}`);
} finally {
  await nginx?.stop();
  await portal?.stop();
  await rm(folder, { recursive: true, force: true });
}
