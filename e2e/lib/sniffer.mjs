// HTML_CodeSniffer, the engine of pa11y, asked inside a page that is open already.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const engine = createRequire(import.meta.url).resolve("html_codesniffer/build/HTMLCS.js");
let source;

/** What pa11y would call errors against WCAG 2 AA. Its warnings and notices are questions to a person, not findings. */
export async function sniff(page) {
  source ??= await readFile(engine, "utf8");
  // Evaluated from outside, so that the strict policy of the pages needs no exception; again after every navigation.
  if (!(await page.evaluate(() => "HTMLCS" in window))) await page.evaluate(source);
  return page.evaluate(
    () =>
      new Promise((done, fail) => {
        const tell = ({ code, msg, element }) => `pa11y ${code}: ${msg} at ${(element?.outerHTML ?? "").replace(/\s+/g, " ").slice(0, 120)}`;
        const { HTMLCS } = window;
        HTMLCS.process("WCAG2AA", document, () => done(HTMLCS.getMessages().filter(({ type, element }) => type === HTMLCS.ERROR && !element?.closest?.("[data-canvas], [data-panel]")).map(tell)), () => fail(new Error("HTML_CodeSniffer did not start")));
      }),
  );
}
