// Reads a letter the way somebody who got it on paper would.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** Downloads what `link` leads to. Gives file name, bytes and, where poppler-utils is installed, the text. */
export async function download(page, link) {
  const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const path = await file.path();
  const bytes = await readFile(path);
  const text = await promisify(execFile)("pdftotext", ["-enc", "UTF-8", path, "-"])
    .then(({ stdout }) => stdout)
    .catch(() => undefined);
  return { name: file.suggestedFilename(), bytes, text };
}
