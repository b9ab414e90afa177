// A commune at a host name of its own outside the base domain, and short addresses: what the content policy of a real
// browser says to it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { arrive, openBrowser } from "../lib/browser.mjs";
import { tabTo } from "../lib/focus.mjs";
import { look } from "../lib/look.mjs";
import { people } from "../lib/people.mjs";
import { keepLog, programPath, startPortal } from "../lib/portal.mjs";
import { expectHeading, follow, searchBox, signIn } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const base = "portal.localhost";
const domain = "service-aarau.localhost";
const lead = "aargau";
let data, portal, browser;
/** Aarau's portal as steps address it. */
const own = { host: () => `${domain}:${portal.port}`, url: (place, path = "/") => `http://${domain}:${portal.port}${path}` };

before(async () => {
  data = await mkdtemp(join(tmpdir(), "portikus-e2e-"));
  // The demo's providers know the domains that are there when they start.
  const first = await startPortal({ data, base });
  const environment = { ...process.env, PORTIKUS_DATA: data, PORTIKUS_BASE_DOMAIN: first.host(""), PORTIKUS_SCHEME: "http" };
  await promisify(execFile)(programPath(), ["authority", "address", "aarau", "--domain", domain], { env: environment });
  await first.stop();
  portal = await startPortal({ data, base });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  if (portal) await keepLog(portal, "addresses");
  await portal?.stop();
  await rm(data, { recursive: true, force: true });
});

/** Chooses a place with the form and waits for its portal. */
async function choose(person, from, name, host, path = "/") {
  const { page } = person;
  await page.goto(from);
  await searchBox(page).fill(name);
  await page.getByRole("main").getByRole("button", { name: say("place-find") }).click();
  await page.waitForURL((url) => url.host === host && url.pathname === path);
  assert.deepEqual(person.complaints.splice(0), [], `${from} to ${name}`);
}

for (const javaScript of [true, false]) {
  test(`choosing a place arrives at its own domain and at its siblings, ${javaScript ? "with" : "without"} a script`, async () => {
    const person = await arrive(browser, { javaScript });
    const dog = "/leistungen/hund-anmelden";
    const further = `/ort?weiter=${dog}`;
    await choose(person, portal.url(lead, "/ort"), "Aarau", own.host());
    await choose(person, portal.url(lead, "/ort"), "Baden", portal.host("baden"));
    await choose(person, portal.url("baden", further), "Aarau", own.host(), dog);
    await choose(person, own.url("", further), "Baden", portal.host("baden"), dog);
    await choose(person, own.url("", "/ort"), "Aarau", own.host());
    await person.leave();
  });
}

test("the page on the way reads well where the browser stays on it", async () => {
  const person = await arrive(browser);
  const { page } = person;
  // As a browser shows it that asks before it goes on.
  await page.route("**/ort?*", async (route) => {
    const { status, headers, body } = await portal.ask(lead, "/ort?q=Aarau", { headers: { "accept-language": "de-CH" } });
    const { refresh, ...kept } = headers;
    assert.equal(refresh, `0; url=${own.url("")}`);
    await route.fulfill({ status, headers: kept, body });
  });
  await page.goto(portal.url(lead, "/ort?q=Aarau"));
  await expectHeading(page, say("onward-title"));
  await look(person, "onward");
  await page.getByRole("main").getByRole("link").click();
  await page.waitForURL((url) => url.host === own.host());
  await person.leave();
});

test("every other name leads to the domain, and signing in works there", async () => {
  const person = await arrive(browser);
  const { page } = person;
  await page.goto(portal.url("aarau", "/leistungen/hund-anmelden?lang=de"));
  assert.equal(page.url(), own.url("", "/leistungen/hund-anmelden?lang=de"));
  await page.goto(portal.url(lead, "/aarau/hilfe"));
  assert.equal(page.url(), own.url("", "/hilfe"));
  await signIn(person, own, "", people.alone);
  await follow(page, "nav-inbox");
  assert.equal(new URL(page.url()).host, own.host());
  await look(person, "own-domain");
  await person.leave();
});

test("a designer keeps short addresses by keyboard, and they lead where they should", async () => {
  const person = await arrive(browser);
  const { page } = person;
  await signIn(person, portal, lead, people.designer);
  await page.goto(portal.url(lead, "/gestaltung"));
  await page.getByRole("main").getByRole("link", { name: say("short-title"), exact: true }).click();
  await expectHeading(page, say("short-title"));
  await look(person, "addresses-empty");
  const lines = page.getByLabel(say("short-label"));
  await lines.fill("/hunde //evil.example\n/hilfe /suche");
  await page.getByRole("button", { name: say("short-save") }).click();
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.equal(await alert.getByRole("link").count(), 2, "each line has its sentence");
  await look(person, "addresses-wrong");
  await page.goto(portal.url(lead, "/gestaltung/adressen"));
  await tabTo(page, ({ name }) => name === "lines");
  await page.keyboard.type("/hunde /leistungen/hund-anmelden");
  await tabTo(page, ({ text }) => text === say("short-save"));
  await page.keyboard.press("Enter");
  await page.getByText(say("short-saved")).waitFor();
  await look(person, "addresses");
  await page.goto(portal.url(lead, "/Hunde?lang=de"));
  assert.equal(page.url(), portal.url(lead, "/leistungen/hund-anmelden?lang=de"));
  await person.leave();
});
