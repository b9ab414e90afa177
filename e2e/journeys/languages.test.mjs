// Switching the language keeps page and answers; what is missing falls back visibly (promises 13, 35).

import assert from "node:assert/strict";
import { test } from "node:test";
import { live } from "../lib/house.mjs";
import { look } from "../lib/look.mjs";
import { begin, fillPages, residence } from "../lib/services.mjs";
import { expectHeading } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("languages");
const place = "aarau";

test("every language has its own frame and says so", async () => {
  const person = await house.arrive();
  const titles = new Set();
  for (const language of ["de", "fr", "it", "en"]) {
    await person.page.goto(house.portal.url(place, `/?lang=${language}`));
    assert.match(await person.page.locator("html").getAttribute("lang"), new RegExp(`^${language}`));
    titles.add(await person.page.locator("h1").innerText());
    await look(person, `start-${language}`);
    await person.page.goto(house.portal.url(place, `/leistungen/wohnsitzbestaetigung?lang=${language}`));
    await look(person, `service-${language}`);
  }
  assert.equal(titles.size, 4, "four languages, four headings");
  await person.leave();
});

test("switching in the middle of a form keeps page and answers", async () => {
  const person = await house.arrive();
  const { page } = person;
  await begin(person, house.portal, place, residence);
  await fillPages(person, residence.before.slice(0, 1));
  await expectHeading(page, residence.before[1].heading);
  const here = new URL(page.url()).pathname;
  await page.getByRole("navigation", { name: say("languages") }).getByRole("link", { name: "Français" }).click();
  await page.locator("html[lang^=fr]").waitFor({ state: "attached" });
  assert.equal(new URL(page.url()).pathname, here, "the same page");
  assert.match(await page.locator("html").getAttribute("lang"), /^fr/);
  await look(person, "question-fr");
  await page.getByRole("main").locator("a.back").first().click();
  await page.getByRole("radio").first().waitFor();
  assert.equal(await page.getByRole("radio", { checked: true }).count(), 1, "the answer of the page before is still there");
  await person.leave();
});

test("the language that the browser asks for is the first one shown", async () => {
  const person = await house.arrive({ language: "fr-CH" });
  await person.page.goto(house.portal.url(place));
  assert.match(await person.page.locator("html").getAttribute("lang"), /^fr/);
  await person.leave();
});
