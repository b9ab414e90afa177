// A PostgreSQL of its own for one measurement, in a temporary folder, started by a user without rights. It syncs to disk.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createInterface } from "node:readline";

const SCRIPT = `
  set -eu
  bin=$1
  cd /
  folder=$(mktemp -d)
  trap 'exit 1' INT TERM HUP
  trap '"$bin/pg_ctl" stop -D "$folder/data" -m immediate >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
  "$bin/initdb" -D "$folder/data" -U owner --auth=trust --encoding=UTF8 --locale=C >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
  "$bin/pg_ctl" start -w -D "$folder/data" -l "$folder/log" \
    -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c max_wal_size=2GB" >/dev/null || { cat "$folder/log" >&2; exit 1; }
  "$bin/psql" -X -q -h "$folder" -U owner -d postgres -c "CREATE ROLE portikus LOGIN NOSUPERUSER NOBYPASSRLS" \
    -c "CREATE DATABASE bench OWNER portikus"
  echo "postgres:///bench?host=$folder&user=portikus"
  read -r _ || true
`;

/** Starts it; gives its address and how to stop it. */
export async function startPostgres() {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).map(Number).sort((a, b) => b - a) : [];
  const bin = versions.map((version) => `${root}/${version}/bin`).find((path) => existsSync(`${path}/initdb`)) ?? "/usr/bin";
  const by = process.getuid() === 0 ? ["runuser", "-u", "postgres", "--"] : [];
  const [program, ...rest] = [...by, "bash", "-c", SCRIPT, "postgres", bin];
  const child = spawn(program, rest, { stdio: ["pipe", "pipe", "inherit"] });
  const address = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", () => reject(new Error("PostgreSQL did not start")));
  });
  const stop = () => new Promise((resolve) => child.once("exit", resolve).stdin.end());
  return { address, stop };
}
