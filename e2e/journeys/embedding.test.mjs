// The portal on a commune's own web site: another origin, the strictest policy, allowed and not allowed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { tabTo } from "../lib/focus.mjs";
import { startForeignSite } from "../lib/foreign.mjs";
import { live } from "../lib/house.mjs";
import { look } from "../lib/look.mjs";
import { people } from "../lib/people.mjs";
import { out } from "../lib/portal.mjs";
import { expectHeading, signIn } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("embedding");
const lead = "aargau";
let site;
before(async () => (site = await startForeignSite(() => house.portal.url(lead, ""))));
after(() => site?.stop());

/** Reads the foreign page; requests to the portal are what it is there for. */
async function visit(person, path = "/") {
  await person.page.goto(site.origin + path);
  await person.page.getByRole("heading", { level: 1 }).waitFor();
}

/** What is left of the complaints without those a site has to expect when it reads the portal. */
function unexpected(person, { refused = false } = {}) {
  const portal = house.portal.url(lead, "");
  return person.complaints.splice(0).filter((text) => !text.startsWith(`foreign request: ${portal}`) && !(refused && /CORS|Access-Control-Allow-Origin/.test(text)));
}

async function picture(person, name) {
  await mkdir(out, { recursive: true });
  await person.page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
}

async function axe(person) {
  const found = await new AxeBuilder({ page: person.page }).options({ resultTypes: ["violations"], preload: false }).setLegacyMode(true).analyze();
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(" ")}`));
}

const elements = ["search", "tiles", "service"];
const shown = (page, name) => page.locator(`portikus-${name}`).evaluate((element) => Boolean(element.shadowRoot?.querySelector(".box")));

test("a site that is not allowed keeps its links, and its search leads to the portal", async () => {
  const person = await house.arrive();
  await visit(person);
  const search = person.page.locator("portikus-search");
  await search.getByRole("searchbox").fill("umziehen");
  await search.getByRole("searchbox").press("Enter");
  const way = search.getByRole("link", { name: "umziehen" });
  await way.waitFor();
  assert.equal(await way.getAttribute("href"), house.portal.url(lead, "/suche?q=umziehen&lang=de"));
  await person.page.getByRole("link", { name: "Leistung im Portal" }).waitFor();
  await person.page.getByRole("link", { name: "Lebenslagen" }).waitFor();
  assert.equal(await shown(person.page, "tiles"), false, "the page's own links stay");
  await picture(person, "embedded-not-allowed");
  assert.deepEqual(unexpected(person, { refused: true }), []);
  await person.leave();
});

test("without the script the links inside the elements are there", async () => {
  const person = await house.arrive();
  await visit(person, "/ohne");
  for (const name of ["Zum Serviceportal", "Leistung im Portal", "Lebenslagen"]) await person.page.getByRole("link", { name }).waitFor();
  await person.leave();
});

test("the designer reads how it is done and allows the site", async () => {
  const person = await house.arrive();
  const { page } = person;
  await page.goto(house.portal.url(lead, "/hilfe"));
  await page.getByRole("link", { name: say("embed-title") }).click();
  await expectHeading(page, say("embed-title"));
  await page.locator("portikus-tiles").getByRole("link").first().waitFor();
  await look(person, "embedding");
  await signIn(person, house.portal, lead, people.designer);
  await page.goto(house.portal.url(lead, "/einbetten"));
  await page.getByLabel(say("embed-sites-label")).fill("www.gemeinde.example/start");
  await page.getByRole("button", { name: say("embed-sites-save") }).click();
  await page.getByRole("alert").waitFor();
  await look(person, "embedding-wrong");
  await page.getByLabel(say("embed-sites-label")).fill(`${site.origin}/\nhttps://www.gemeinde.example`);
  await page.getByRole("button", { name: say("embed-sites-save") }).click();
  await page.getByText(say("embed-saved")).waitFor();
  assert.equal(await page.getByLabel(say("embed-sites-label")).inputValue(), `${site.origin}\nhttps://www.gemeinde.example`);
  await person.leave();
});

test("an allowed site shows search, tiles and a service: under its strict policy, by keyboard, without cookies", async () => {
  const person = await house.arrive();
  const { page } = person;
  await visit(person);
  for (const name of elements) await page.locator(`portikus-${name}`).getByRole(name === "search" ? "searchbox" : "link").first().waitFor();
  for (const name of elements) assert.equal(await shown(page, name), true, name);
  const service = page.locator("portikus-service");
  await service.getByRole("heading", { level: 2 }).waitFor();
  await service.getByText("Das geht hier noch nicht online.").waitFor();
  assert.equal(await page.locator("portikus-tiles").getByRole("link").count(), 2, "the choice of the page, in its order");

  await tabTo(page, ({ type }) => type === "search");
  await page.keyboard.type("führerausweis verloren");
  await page.keyboard.press("Enter");
  const search = page.locator("portikus-search");
  await search.getByRole("status").filter({ hasText: /Treffer/ }).waitFor();
  const first = search.getByRole("listitem").first().getByRole("link");
  assert.match(await first.getAttribute("href"), /\/leistungen\/fuehrerausweis-verlust\?lang=de$/);

  for (const [width, name] of [[320, "phone"], [1280, "desktop"]]) {
    await page.setViewportSize({ width, height: 800 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false, `${name} scrolls sideways`);
    assert.deepEqual(await axe(person), [], name);
    await picture(person, `embedded-${name}`);
  }
  assert.deepEqual(unexpected(person), []);
  assert.deepEqual(await person.context.cookies(), [], "nobody gets a cookie");
  await first.click();
  await page.waitForURL(/\/leistungen\/fuehrerausweis-verlust/);
  await person.leave();
});

test("on a dark page the elements are dark, and nothing found is said", async () => {
  const person = await house.arrive({ language: "fr-CH" });
  const { page } = person;
  await visit(person, "/dunkel");
  const search = page.locator("portikus-search");
  await search.getByRole("searchbox").fill("xqzwv");
  await search.getByRole("button").click();
  await search.getByRole("status").filter({ hasText: "nichts gefunden" }).waitFor();
  await page.locator("portikus-service").getByRole("heading").waitFor();
  assert.deepEqual(await axe(person), []);
  await picture(person, "embedded-dark");
  assert.deepEqual(unexpected(person), []);
  await person.leave();
});

test("the language of the page is the language of the elements", async () => {
  const french = await startForeignSite(() => house.portal.url(lead, ""), { lang: "fr-CH" });
  const person = await house.arrive();
  await person.page.goto(`${french.origin}/`);
  await person.page.locator("portikus-search").getByLabel("Que souhaitez-vous faire ?").waitFor();
  await person.leave();
  await french.stop();
});
