// The words of the frame, read from the same files as the portal reads them: a changed text changes the journey with it.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../crates/web/texts/de");
const texts = new Map();
for (const name of readdirSync(folder).filter((name) => name.endsWith(".ftl"))) {
  for (const line of readFileSync(join(folder, name), "utf8").split("\n")) {
    const found = /^([a-z][\w-]*) = (.+)$/.exec(line);
    if (found) texts.set(found[1], found[2].trim());
  }
}

/** The text of a key as a Swiss host writes it: as it is, or as a pattern where the portal fills something in. */
export function say(key) {
  const text = texts.get(key)?.replaceAll("ß", "ss");
  if (text === undefined) throw new Error(`crates/web/texts/de has no “${key}” on one line`);
  if (!text.includes("{")) return text;
  return new RegExp(`^${text.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&")).join(".*")}$`);
}
