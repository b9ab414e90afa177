// Starts the real program on a free loopback port with a data folder of its own, and stops it again.

import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { mkdtemp, readdir, readFile, rm, writeFile, mkdir } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const out = join(root, "e2e/out");
export const pictures = join(root, "docs/pictures");

/** The program under test: PORTIKUS_BINARY, or what cargo built in the dev profile. */
export function programPath() {
  return process.env.PORTIKUS_BINARY ?? join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/portikus");
}

let next = 22_000 + (process.pid % 8_000);

/** A port that nobody has: below those that the system hands out by itself, each once in this process. */
export async function freePort() {
  for (;;) {
    const port = next++;
    const probe = createServer();
    const isFree = await new Promise((done) => {
      probe.once("error", () => done(false)).listen(port, "127.0.0.1", () => done(true));
    });
    if (isFree) await new Promise((done) => probe.close(done));
    if (isFree) return port;
  }
}

/**
 * A running portal. `url("aarau", "/suche")` gives an address, `stop()` ends it and removes its data. `base` is the base
 * domain without its port.
 */
export async function startPortal({ program = programPath(), data, base = "localhost", environment = {}, patience = 60_000 } = {}) {
  const port = await freePort();
  const folder = data ?? (await mkdtemp(join(tmpdir(), "portikus-e2e-")));
  const log = [];
  const started = performance.now();
  const child = spawn(program, ["serve", "--demo"], {
    cwd: root,
    env: {
      ...process.env,
      PORTIKUS_LISTEN: `127.0.0.1:${port}`,
      PORTIKUS_METRICS_LISTEN: `127.0.0.1:${await freePort()}`,
      PORTIKUS_DATA: folder,
      PORTIKUS_BASE_DOMAIN: `${base}:${port}`,
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const keep = (text) => (log.push(String(text)), log.length > 2_000 && log.shift());
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  let ended;
  child.once("error", (fault) => (ended = `cannot start ${program}: ${fault.message}`));
  child.once("exit", (code, signal) => (ended ??= `ended with ${code ?? signal}`));

  const portal = {
    port,
    data: folder,
    pid: child.pid,
    host: (place) => (place ? `${place}.${base}:${port}` : `${base}:${port}`),
    url: (place, path = "/") => `http://${portal.host(place)}${path}`,
    log: () => log.join(""),
    ask: (place, path, options) => ask(port, portal.host(place), path, options),
    mails: () => listFiles(folder, ".eml"),
    stop: async () => {
      child.kill("SIGTERM");
      const deadline = setTimeout(() => child.kill("SIGKILL"), 5_000);
      if (ended === undefined) await new Promise((done) => child.once("exit", done));
      clearTimeout(deadline);
      if (!data) await rm(folder, { recursive: true, force: true });
    },
  };
  while (ended === undefined && performance.now() - started < patience) {
    const answer = await portal.ask("", "/readyz").catch(() => undefined);
    if (answer?.status === 200) {
      portal.readyAfter = performance.now() - started;
      return portal;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  child.kill("SIGKILL");
  throw new Error(`the portal did not get ready: ${ended ?? `no answer in ${patience} ms`}\n${portal.log()}`);
}

/** One plain request past the browser. Names under .localhost need no resolver this way. */
export function ask(port, host, path, { method = "GET", headers = {}, body } = {}) {
  return new Promise((done, fail) => {
    const request = http.request(
      { host: "127.0.0.1", port, path, method, headers: { host, ...headers, ...(body && { "content-length": Buffer.byteLength(body) }) } },
      (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
      },
    );
    request.setTimeout(30_000, () => request.destroy(new Error("no answer in 30 s")));
    request.once("error", fail);
    request.end(body);
  });
}

async function listFiles(folder, ending) {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const wanted = names.filter((name) => name.endsWith(ending)).sort();
  return Promise.all(wanted.map(async (name) => ({ name, text: await readFile(join(folder, name), "utf8") })));
}

/** Writes what the portal said, for the person who reads a failed run. */
export async function keepLog(portal, name) {
  await mkdir(out, { recursive: true });
  await writeFile(join(out, `${name}.log`), portal.log());
}
