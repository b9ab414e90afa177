// Process engines side by side on one process, with full history: ours on SQLite and on PostgreSQL, SpiffWorkflow,
// bpmn-engine. Prints a table with ratios. Usage: node bench/engine/run.mjs [PROGRAM] [--full]
// PROGRAM is the built example bench_engine of the store; --full measures in the sizes the goals name.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startPostgres } from "./postgres.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const full = process.argv.includes("--full");
const program = resolve(process.argv.slice(2).find((word) => !word.startsWith("--"))
  ?? join(root, process.env.CARGO_TARGET_DIR ?? "target", "release/examples/bench_engine"));
const sizes = full
  ? ["--instances", "1000000", "--tasks", "1000000", "--timers", "100000"]
  : ["--instances", "60000", "--tasks", "200000", "--timers", "20000"];

const say = (text) => console.log(`\n== ${text}`);

/** What the driver says, line by line as it comes, because a million takes minutes; its last line is the report. */
async function ours(address) {
  const driver = spawn(program, [address, ...sizes], { stdio: ["ignore", "pipe", "inherit"] });
  let last = "";
  for await (const line of createInterface({ input: driver.stdout })) {
    if (line.startsWith("{")) last = line;
    else console.log(line);
  }
  if (driver.exitCode ?? (await once(driver, "exit"))[0]) throw new Error(`bench_engine ended with ${driver.exitCode}`);
  return JSON.parse(last);
}

/** SpiffWorkflow in a virtual environment below target/. */
function spiff() {
  const folder = join(root, "target/bench-engine");
  const python = join(folder, "venv/bin/python");
  if (!existsSync(python)) {
    mkdirSync(folder, { recursive: true });
    execFileSync("python3", ["-m", "venv", join(folder, "venv")], { stdio: "inherit" });
    execFileSync(join(folder, "venv/bin/pip"), ["install", "--quiet", "-r", join(here, "requirements.txt")], { stdio: "inherit" });
  }
  return JSON.parse(execFileSync(python, [join(here, "spiff.py"), join(here, "process.bpmn"), "1000"], { encoding: "utf8" }));
}

function bpmnEngine() {
  if (!existsSync(join(here, "node_modules/bpmn-engine"))) {
    execFileSync("npm", ["--prefix", here, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], { stdio: "inherit" });
  }
  const script = join(here, "bpmn-engine.mjs");
  return JSON.parse(execFileSync(process.execPath, [script, join(here, "process.bpmn"), "500"], { encoding: "utf8" }));
}

if (!existsSync(program)) {
  console.error(`${program} is not built: cargo build --release -p store --example bench_engine`);
  process.exit(1);
}
say(`Load before: ${loadavg().map((load) => load.toFixed(1)).join(" ")}`);
const folder = mkdtempSync(join(tmpdir(), "bench-engine-"));
const rows = [];
const add = (name, measured, durable) => rows.push({ name, durable, ...measured });
try {
  say("Ours on SQLite, synchronous=FULL");
  const sqlite = await ours(`sqlite:${join(folder, "bench.sqlite")}`);
  add("Portikus, SQLite", sqlite.through, "yes");
  say("Ours on PostgreSQL, fsync on");
  const postgres = await startPostgres();
  try {
    add("Portikus, PostgreSQL", (await ours(postgres.address)).through, "yes");
  } finally {
    await postgres.stop();
  }
  say("SpiffWorkflow");
  const other = spiff();
  add("SpiffWorkflow, in memory", other.memory, "no");
  add("SpiffWorkflow, JSON saved and loaded", other.saved, "no disk");
  say("bpmn-engine");
  const third = bpmnEngine();
  add("bpmn-engine, in memory", third.memory, "no");
  add("bpmn-engine, state saved and recovered", third.saved, "no disk");
  say(`Side by side (load now ${loadavg()[0].toFixed(1)}; the engine alone: ${sqlite.engine.micros.toFixed(1)} µs an instance)`);
  const base = rows[0].rate;
  const number = (value, digits = 0) => (value === undefined ? "" : value.toFixed(digits));
  const head = ["engine", "instances/s", "SQLite is", "task p50 ms", "task p99 ms", "CPU µs", "bytes", "durable"];
  const lines = rows.map((row) => [
    row.name, number(row.rate), `${number(base / row.rate, base / row.rate < 10 ? 1 : 0)} x`, number(row.half_p50 ?? row.p50, 2),
    number(row.half_p99 ?? row.p99, 2), number(row.cpu_micros), number(row.bytes), row.durable,
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column].length)));
  const print = (line) => console.log(line.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join("  "));
  [head, ...lines].forEach(print);
  console.log("\nTask times: ours at half load with all steps durable, the others alone. CPU: of the engine's own process; PostgreSQL's is not in it.");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
