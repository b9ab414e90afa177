// Both services with JavaScript off (promise 6).

import assert from "node:assert/strict";
import { test } from "node:test";
import { live } from "../lib/house.mjs";
import { look } from "../lib/look.mjs";
import { people } from "../lib/people.mjs";
import { dog, openCase, pay, reachSummary, residence, send } from "../lib/services.mjs";
import { expectHeading, searchBox, untilShown } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("without-javascript");
const place = "aarau";

test("the residence certificate", async () => {
  const person = await house.arrive({ javaScript: false });
  const { page } = person;
  await page.goto(house.portal.url(place));
  await searchBox(page).fill("wohnsitzbestätigung");
  await page.getByRole("search").getByRole("button", { name: say("search"), exact: true }).click();
  await page.getByRole("main").getByRole("link", { name: residence.title }).first().click();
  await expectHeading(page, residence.title);
  await look(person, "plain-service");
  await reachSummary(person, house.portal, place, residence, people.inhabitant);
  await look(person, "plain-summary");
  await send(person);
  const address = await openCase(person);
  await pay(person, house.portal, place);
  await page.goto(address);
  await untilShown(page, "Ihr Antrag ist bewilligt.");
  assert.ok(await page.getByRole("main").locator("a[download]").count(), "the letter is there");
  await person.leave();
});

test("the registration of a dog, with its upload", async () => {
  const person = await house.arrive({ javaScript: false });
  await reachSummary(person, house.portal, place, dog, people.inhabitant);
  assert.match(await person.page.getByRole("main").innerText(), /heimtierausweis\.pdf/);
  await send(person);
  await openCase(person);
  await untilShown(person.page, "Die Gemeinde prüft Ihre Anmeldung.");
  await person.leave();
});

test("no page needs a script to be read", async () => {
  const person = await house.arrive({ javaScript: false });
  for (const path of ["/", "/leistungen", "/lebenslagen", "/behoerden", "/ort", "/hilfe", "/suche?q=hund"]) {
    assert.equal((await person.page.goto(house.portal.url(place, path))).status(), 200, path);
    assert.ok((await person.page.getByRole("main").innerText()).length > 80, `${path} says something`);
  }
  await person.leave();
});
