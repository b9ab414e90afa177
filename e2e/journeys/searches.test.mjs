// Choosing among search results, saying whether they were right, and what editors learn from it (promises 4, 33, 34).

import assert from "node:assert/strict";
import { test } from "node:test";
import { live } from "../lib/house.mjs";
import { look } from "../lib/look.mjs";
import { people } from "../lib/people.mjs";
import { expectHeading, searchBox, signIn, untilShown } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("searches");
const lead = "aargau";

test("hits are chosen by kind, by online alone and page by page, and what was typed stays", async () => {
  const person = await house.arrive();
  const { page } = person;
  await page.goto(house.portal.url("aarau", "/suche?q=hund"));
  const kinds = page.getByRole("navigation", { name: say("results-kinds"), exact: true });
  await kinds.getByRole("link", { name: new RegExp(`^${say("kind-services")}`) }).click();
  await page.waitForURL(/art=leistungen/);
  assert.equal(await searchBox(page).inputValue(), "hund");
  assert.equal(await kinds.locator("[aria-current]").innerText().then((text) => text.startsWith(say("kind-services"))), true);
  await look(person, "results-services");
  await page.getByRole("link", { name: say("results-online"), exact: true }).click();
  await page.waitForURL(/online=1/);
  await look(person, "results-online");
  await page.getByRole("link", { name: say("results-online-off"), exact: true }).click();
  await page.waitForURL((url) => !url.search.includes("online"));

  await page.goto(house.portal.url("aarau", "/suche?q=beispieltext"));
  assert.equal(await page.locator(".hit__title").count(), 20);
  await page.getByRole("navigation", { name: say("pager-label"), exact: true }).getByRole("link", { name: say("pager-next"), exact: true }).click();
  await page.waitForURL(/seite=2/);
  await look(person, "results-page-2");
  await person.leave();
});

test("whether the answer was right is one press without a script, and nobody gets a cookie", async () => {
  const person = await house.arrive({ javaScript: false });
  const { page } = person;
  for (let time = 0; time < 3; time += 1) {
    await page.goto(house.portal.url(lead, "/suche?q=xqzwv"));
    await page.getByRole("group", { name: say("judge-question") }).getByRole("button", { name: say("no"), exact: true }).click();
    await expectHeading(page, say("judge-thanks"));
  }
  await page.getByRole("main").locator("a[href^='tel:']").first().waitFor();
  assert.deepEqual(await person.context.cookies(), []);
  await person.leave();

  const reader = await house.arrive();
  await reader.page.goto(house.portal.url("aarau", "/suche?q=hund"));
  await reader.page.getByRole("group", { name: say("judge-question") }).getByRole("button", { name: say("yes"), exact: true }).click();
  await expectHeading(reader.page, say("judge-thanks"));
  await look(reader, "search-thanks");
  await reader.leave();
});

test("editors see what was not found, first of all, and not who searched", async () => {
  const person = await house.arrive();
  const { page } = person;
  for (let time = 0; time < 4; time += 1) await house.portal.ask("aarau", "/suche?q=hund");
  await house.portal.ask("aarau", "/suche?q=Zacharias+Zufall");
  await signIn(person, house.portal, lead, people.designer);
  await page.goto(house.portal.url(lead, "/redaktion"));
  await page.getByRole("link", { name: say("searches-title"), exact: true }).click();
  await expectHeading(page, say("searches-title"));
  await untilShown(page, "xqzwv");
  await untilShown(page, "hund");
  const words = await page.locator("tbody th").allInnerTexts();
  assert.equal(words[0], "xqzwv");
  assert.ok(!words.some((word) => word.includes("zufall")), JSON.stringify(words));
  await look(person, "searches");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: say("searches-download"), exact: true }).click()]);
  assert.equal(download.suggestedFilename(), "suchen.csv");
  await page.getByRole("link", { name: "365 Tage", exact: true }).click();
  await page.waitForURL(/tage=365/);
  await page.getByRole("link", { name: "xqzwv", exact: true }).click();
  await page.waitForURL(/\/suche\?q=xqzwv/);
  await person.leave();
});

test("editors say what is meant by a word that was searched in vain", async () => {
  const person = await house.arrive();
  const { page } = person;
  for (let time = 0; time < 4; time += 1) await house.portal.ask("aarau", "/suche?q=qqzzvv");
  await signIn(person, house.portal, lead, people.designer);
  await page.goto(house.portal.url(lead, "/redaktion/suchen"));
  await untilShown(page, "qqzzvv");
  await page.locator("a[href$='wort=qqzzvv']").click();
  await expectHeading(page, say("synonyms-title"));
  const words = page.getByRole("textbox", { name: say("synonyms-label"), exact: true });
  assert.equal((await words.inputValue()).trim(), "qqzzvv =");
  await page.getByRole("button", { name: say("synonyms-save"), exact: true }).click();
  await page.getByText(say("synonym-no-meaning")).first().waitFor();
  await look(person, "synonyms-wrong");
  await words.fill("qqzzvv = Hund anmelden");
  await page.getByRole("button", { name: say("synonyms-save"), exact: true }).click();
  await page.getByText(say("synonyms-saved"), { exact: true }).waitFor();
  await look(person, "synonyms");
  await page.goto(house.portal.url("aarau", "/suche?q=qqzzvv"));
  await page.locator(".hit__title").first().getByRole("link", { name: "Hund anmelden" }).waitFor();
  await person.leave();
});
