// The Nu HTML checker over a folder of pages, in one process. It needs Java.

import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

/** Everything the checker says of the HTML files in `folder`, errors and warnings alike, as sentences. */
export async function checkMarkup(folder) {
  const answer = promisify(execFile)("java", ["-jar", jar, "--stdout", "--format", "json", "--exit-zero-always", "--skip-non-html", folder], { maxBuffer: 64e6 });
  const { stdout } = await answer.catch((fault) => {
    throw fault.code === "ENOENT" ? new Error("Java is missing. Install the Debian package default-jre-headless.") : fault;
  });
  return JSON.parse(stdout).messages.map(({ type, subType, url, lastLine, message, extract = "" }) => {
    const place = `${url ? relative(folder, fileURLToPath(url)) : ""}${lastLine ? `:${lastLine}` : ""}`;
    return `${place}: ${subType ?? type}: ${message} ${extract.replace(/\s+/g, " ").trim()}`;
  });
}
