// Every page of the product with every sample: in German with axe and pa11y's engine, in the other languages whether the
// words fit (promises 34, 39).

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { arrive, openBrowser } from "../lib/browser.mjs";
import { noGallery, printGallery } from "../lib/gallery.mjs";
import { findingsOf, mainAction } from "../lib/look.mjs";
import { stage } from "../lib/stage.mjs";

const skip = noGallery;

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
    const pages = await printGallery(out, language, country);
    const site = await stage(out);
    const person = await arrive(browser);
    let actions = 0;
    for (const name of pages) {
      await t.test(name, async () => {
        await person.page.goto(site.url(`/${encodeURIComponent(name)}`));
        assert.deepEqual(await findingsOf(person, `gallery-${language}-${name.replace(".html", "")}`, wishes(language)), []);
        actions += await person.page.locator(mainAction).count();
      });
    }
    assert.ok(actions > 20, `only ${actions} main actions were measured`);
    await person.leave();
    await site.stop();
  });
}
