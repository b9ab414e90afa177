// Easy language is one link away, keeps the structure of the German page and what was typed (promises 35, 36).

import assert from "node:assert/strict";
import { test } from "node:test";
import { live } from "../lib/house.mjs";
import { look } from "../lib/look.mjs";
import { begin, dog, fillPages, residence } from "../lib/services.mjs";
import { expectHeading, goOn } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("easy-language");
const place = "aarau";
const easyTag = "de-CH-simple";

for (const service of [residence, dog]) {
  test(`${service.title}: one link away, with the same headings`, async () => {
    const person = await house.arrive();
    const { page } = person;
    await page.goto(house.portal.url(place, `/leistungen/${service.key}`));
    const german = await outline(page);
    const text = await page.getByRole("main").innerText();
    await page.getByRole("main").getByRole("link", { name: say("easy-language"), exact: true }).click();
    await page.locator(`html[lang=${easyTag}]`).waitFor({ state: "attached" });
    assert.equal(new URL(page.url()).pathname, `/leistungen/${service.key}`, "the same page");
    assert.deepEqual(await outline(page), german, "the same headings in the same order");
    assert.notEqual(await page.getByRole("main").innerText(), text, "other words");
    assert.doesNotMatch(await page.locator("body").innerText(), /ß|⟦/);
    await look(person, `easy-${service.key}`);
    await person.leave();
  });
}

test("it is one of the languages, stays chosen, and leads back to German", async () => {
  const person = await house.arrive();
  const { page } = person;
  await page.goto(house.portal.url(place, "/lebenslagen"));
  await choose(page, say("easy-language"));
  await page.locator(`html[lang=${easyTag}]`).waitFor({ state: "attached" });
  assert.equal(new URL(page.url()).pathname, "/lebenslagen", "the same page");
  await look(person, "easy-situations");
  for (const path of ["/", "/hilfe", "/suche?q=hund", "/gibt-es-nicht"]) {
    await page.goto(house.portal.url(place, path));
    assert.equal(await page.locator("html").getAttribute("lang"), easyTag, path);
    await look(person, `easy${path.replaceAll(/[^a-z]+/g, "-")}`);
  }
  await choose(page, "Deutsch");
  await page.locator("html[lang=de-CH]").waitFor({ state: "attached" });
  await person.leave();
});

test("switching in the middle of a form keeps page and answers", async () => {
  const person = await house.arrive();
  const { page } = person;
  await begin(person, house.portal, place, dog);
  await fillPages(person, dog.before.slice(0, 1));
  await expectHeading(page, dog.before[1].heading);
  await page.goBack();
  await expectHeading(page, dog.before[0].heading);
  const { pathname } = new URL(page.url());
  await choose(page, say("easy-language"));
  await page.locator(`html[lang=${easyTag}]`).waitFor({ state: "attached" });
  assert.equal(new URL(page.url()).pathname, pathname, "the same page");
  await page.locator("input[value=Bello]").waitFor();
  assert.equal(await page.getByRole("radio", { checked: true }).count(), 2, "what was chosen stays");
  await look(person, "easy-question");
  await goOn(page);
  await page.waitForURL((url) => url.pathname !== pathname);
  assert.equal(await page.locator("html").getAttribute("lang"), easyTag, "the form goes on in easy language");
  await goOn(page);
  await page.getByRole("alert").waitFor();
  await look(person, "easy-mistake");
  await person.leave();
});

/** The levels of the headings, from top to bottom. */
const outline = (page) => page.getByRole("main").getByRole("heading").evaluateAll((headings) => headings.map((heading) => heading.localName));

const choose = (page, name) => page.getByRole("navigation").filter({ has: page.locator(".langs") }).getByRole("link", { name }).click();
