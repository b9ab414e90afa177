// Every page of the product with every sample: in German with axe, in the other languages whether the words fit (promise 39).

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { arrive, openBrowser } from "../lib/browser.mjs";
import { findingsOf } from "../lib/look.mjs";
import { programPath } from "../lib/portal.mjs";
import { stage } from "../lib/stage.mjs";

const program = process.env.PORTIKUS_GALLERY ?? join(dirname(programPath()), "examples/gallery");
const skip = existsSync(program) ? false : `${program} is not built (cargo test builds it)`;

let folder;
let browser;
before(async () => {
  if (skip) return;
  folder = await mkdtemp(join(tmpdir(), "portikus-gallery-"));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** The journeys look at the real pages in all four looks; here each width and each colour scheme is seen once. */
const wishes = (language) => (language === "de" ? { only: ["phone-light", "desktop-dark"] } : { axe: false, only: ["phone-light", "desktop-light"] });

for (const [language, country] of [["de", "CH"], ["fr", "CH"], ["it", "CH"], ["en", "DE"]]) {
  test(`all pages in ${language} for ${country}`, { skip }, async (t) => {
    const out = join(folder, language);
    await promisify(execFile)(program, [out, language, country]);
    const site = await stage(out);
    const pages = (await readdir(out)).filter((name) => name.endsWith(".html") && name !== "index.html");
    assert.ok(pages.length > 0, "the gallery is empty");
    const person = await arrive(browser);
    for (const name of pages) {
      await t.test(name, async () => {
        await person.page.goto(site.url(`/${encodeURIComponent(name)}`));
        assert.deepEqual(await findingsOf(person, `gallery-${language}-${name.replace(".html", "")}`, wishes(language)), []);
      });
    }
    await person.leave();
    await site.stop();
  });
}
