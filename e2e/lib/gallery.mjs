// The gallery: every page of the product with every sample, written as files by the example program of `crates/web`.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { programPath } from "./portal.mjs";

const program = process.env.PORTIKUS_GALLERY ?? join(dirname(programPath()), "examples/gallery");

/** Why there is no gallery, or `false`: for the `skip` of a test. */
export const noGallery = existsSync(program) ? false : `${program} is not built (cargo test builds it)`;

/** Writes all pages into `folder`, with their styles, and gives their names. */
export async function printGallery(folder, language, country) {
  await promisify(execFile)(program, [folder, language, country]);
  const pages = (await readdir(folder)).filter((name) => name.endsWith(".html") && name !== "index.html");
  if (pages.length === 0) throw new Error("the gallery is empty");
  return pages;
}
