// The tools a measurement uses: wrk, nginx, and the kernel's word on memory.

import { execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const environment = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` };

/** Those of the programs that this machine lacks. */
export function missingPrograms(names) {
  return names.filter((name) => spawnSync(name, ["-v"], { env: environment, stdio: "ignore" }).error?.code === "ENOENT");
}

/** Resident memory of a process in bytes. */
export function memoryOf(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) * 1024;
  } catch {
    return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) * 1024;
  }
}

/** One run of wrk with 2 threads and 32 connections: requests a second and the 99th percentile in milliseconds. */
export async function wrk({ url, host, seconds }) {
  const { stdout } = await promisify(execFile)("wrk", ["-t2", "-c32", `-d${seconds}s`, "--latency", "-H", `Host: ${host}`, url]);
  const bad = /Non-2xx or 3xx responses: (\d+)/.exec(stdout);
  if (bad) throw new Error(`${bad[1]} answers of ${url} were errors\n${stdout}`);
  const [, value, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout);
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]),
    p99: Number(value) * { us: 0.001, ms: 1, s: 1000 }[unit],
  };
}

/** nginx on a free loopback port with each of `bodies` (name → bytes) as a static file. */
export async function serveStatic(folder, bodies) {
  const site = join(folder, "site");
  await mkdir(site, { recursive: true });
  const file = (name) => `${name.replaceAll(" ", "-")}.html`;
  for (const [name, body] of Object.entries(bodies)) await writeFile(join(site, file(name)), body);
  const port = await freePort();
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ");
  await writeFile(
    join(folder, "nginx.conf"),
    `daemon off; worker_processes 2; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
${process.getuid?.() === 0 ? "user root;" : ""}
events { worker_connections 256; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; ${temporary}
  types { text/html html; }
  server { listen 127.0.0.1:${port}; root ${site}; }
}
`,
  );
  await chmod(folder, 0o755);
  const child = spawn("nginx", ["-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")], { env: environment, stdio: "ignore" });
  const url = (name) => `http://127.0.0.1:${port}/${file(name)}`;
  const first = url(Object.keys(bodies)[0]);
  for (let tries = 0; tries < 100; tries++) {
    if ((await fetch(first).catch(() => undefined))?.ok) break;
    await new Promise((done) => setTimeout(done, 50));
    if (tries === 99) throw new Error(`nginx did not start: ${readFileSync(join(folder, "error.log"), "utf8")}`);
  }
  return {
    url,
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await new Promise((done) => child.once("exit", done));
    },
  };
}

async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}
