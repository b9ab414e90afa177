// Editors: how much goes online, what is translated, which office answers; the figures are open to everybody.

import assert from "node:assert/strict";
import { test } from "node:test";
import { live } from "../lib/house.mjs";
import { look } from "../lib/look.mjs";
import { people } from "../lib/people.mjs";
import { expectHeading, signIn } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("editing");
const lead = "aargau";

test("a designer sees the share that goes online and the texts side by side; anybody reads the figures", async () => {
  const person = await house.arrive();
  const { page } = person;
  await signIn(person, house.portal, lead, people.designer);
  await page.goto(house.portal.url(lead, "/redaktion"));
  await expectHeading(page, say("coverage-title"));
  assert.equal(await page.getByRole("row").count(), 2, "a heading and the canton; its communes are folded by district");
  assert.equal(await page.getByRole("group").count(), 11, "the districts");
  await look(person, "coverage");
  await page.getByText(/^Zofingen: /).click();
  assert.ok((await page.getByRole("row").count()) > 10, "the communes of a district");
  await look(person, "coverage-district");

  await page.getByRole("link", { name: say("translations-title"), exact: true }).click();
  await expectHeading(page, say("translations-title"));
  await look(person, "translations");
  await page.locator("tbody a").first().click();
  await page.getByRole("button", { name: say("translation-show"), exact: true }).waitFor();
  await look(person, "translation");

  await page.goto(house.portal.url(lead, "/redaktion/zustaendigkeiten"));
  await expectHeading(page, say("responsibilities-title"));
  await look(person, "responsibilities");
  await person.leave();

  const visitor = await house.arrive();
  await visitor.page.goto(house.portal.url(lead));
  const [kind, text] = await visitor.page.evaluate(async () => {
    const answer = await fetch("/daten/abdeckung.csv");
    return [answer.headers.get("content-type"), await answer.text()];
  });
  assert.match(kind, /^text\/csv/);
  const lines = text.trim().split("\n");
  assert.equal(lines.length, 198);
  assert.match(lines[1], /^kanton-aargau,Kanton Aargau,lead,,\d+,/);
  await visitor.leave();
});
