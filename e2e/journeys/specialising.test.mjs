// An editor of a commune says what is different at her place, sees it before anybody else does, and publishes it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { live } from "../lib/house.mjs";
import { look } from "../lib/look.mjs";
import { people } from "../lib/people.mjs";
import { expectHeading, signIn } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("specialising");
const commune = "aarau";
const press = (page, key) => page.getByRole("button", { name: say(key), exact: true }).first().click();

test("a shared service in the commune's own words, from the draft to the history", async () => {
  const person = await house.arrive();
  const { page } = person;
  await signIn(person, house.portal, commune, people.editor);
  await page.goto(house.portal.url(commune, "/redaktion/leistungen"));
  await expectHeading(page, say("entries-title"));
  await look(person, "service-list");
  await page.goto(house.portal.url(commune, "/redaktion/leistungen/heimatschein"));
  await look(person, "service-editor");
  await page.getByLabel(say("side-summary")).fill("In Aarau liegt der Heimatschein am Schalter bereit.");
  await press(page, "entry-save");
  await page.getByText(say("entry-done-saved"), { exact: true }).waitFor();
  await look(person, "service-editor-draft");
  await page.getByRole("link", { name: say("entry-preview"), exact: true }).click();
  await page.getByText("In Aarau liegt der Heimatschein am Schalter bereit.").first().waitFor();
  await look(person, "service-preview");
  await page.goBack();
  // Another language keeps what was typed.
  await page.getByLabel(say("service-deadline")).fill("Jederzeit.");
  await page.getByRole("button", { name: "Français" }).click();
  assert.equal(await page.getByLabel(say("service-deadline")).inputValue(), "");
  await page.getByRole("button", { name: "Deutsch" }).click();
  assert.equal(await page.getByLabel(say("service-deadline")).inputValue(), "Jederzeit.");
  await press(page, "entry-publish");
  await page.getByText(say("entry-done-published"), { exact: true }).waitFor();
  const visitor = await house.arrive();
  await visitor.page.goto(house.portal.url(commune, "/leistungen/heimatschein"));
  await visitor.page.getByText("In Aarau liegt der Heimatschein am Schalter bereit.").first().waitFor();
  await visitor.leave();
  await page.getByRole("link", { name: say("entry-history"), exact: true }).click();
  await look(person, "service-versions");
  await person.leave();
});

test("a service of the commune's own begins with a title", async () => {
  const person = await house.arrive();
  const { page } = person;
  await signIn(person, house.portal, commune, people.editor);
  await page.goto(house.portal.url(commune, "/redaktion/leistungen/neu"));
  await expectHeading(page, say("entries-new"));
  await look(person, "new-service");
  await page.getByLabel(say("side-title")).fill("Velobörse am Graben");
  await press(page, "entry-begin");
  await page.getByRole("heading", { level: 1, name: "Velobörse am Graben" }).waitFor();
  await look(person, "own-service");
  await person.leave();
});
