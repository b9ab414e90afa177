// At 400 % on a desktop, by keyboard: nothing scrolls sideways, and the focus is always seen and never covered (promise 6).

import assert from "node:assert/strict";
import { test } from "node:test";
import { tabThrough } from "../lib/focus.mjs";
import { live } from "../lib/house.mjs";
import { people } from "../lib/people.mjs";
import { begin, reachSummary, residence } from "../lib/services.mjs";
import { expectProblems, goOn } from "../lib/steps.mjs";

const house = live("zoom");
const place = "aarau";

/** A desktop of 1280 × 1024 px, magnified four times: 320 × 256 CSS pixels. */
const magnified = { window: { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 } };

test("start page, search results and service page", async () => {
  const person = await house.arrive(magnified);
  for (const path of ["/", "/suche?q=hund", `/leistungen/${residence.key}`]) {
    await person.page.goto(house.portal.url(place, path));
    await inspect(person.page, path);
  }
  await person.leave();
});

test("a question, its mistake, and the answers to check", async () => {
  const person = await house.arrive(magnified);
  const { page } = person;
  await begin(person, house.portal, place, residence);
  await inspect(page, "question");
  await goOn(page);
  await expectProblems(page, "Wählen Sie, wofür Sie die Bestätigung brauchen.");
  await page.getByRole("main").evaluate((main) => main.focus());
  await inspect(page, "question with a mistake");
  await reachSummary(person, house.portal, place, residence, people.inhabitant);
  await inspect(page, "summary");
  await person.leave();
});

async function inspect(page, name) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 320, `${name} scrolls sideways: ${width} px`);
  const { places, findings } = await tabThrough(page);
  assert.deepEqual(findings, [], name);
  assert.ok(places > 10, `${name}: Tab reached only ${places} places`);
}
