// What goes wrong in real life: double submit, the back button, an expired session, wrong addresses (promises 5, 9, 12, 40).

import assert from "node:assert/strict";
import { test } from "node:test";
import { live } from "../lib/house.mjs";
import { look } from "../lib/look.mjs";
import { people } from "../lib/people.mjs";
import { begin, declare, dog, fillPages, reachSummary, residence } from "../lib/services.mjs";
import { becomes, expectHeading, follow, formFields, goOn, isAskedWho, sendFields } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("mishaps");
const place = "aarau";

test("fifty submissions at once make one case with one reference", async () => {
  const person = await house.arrive();
  const { page } = person;
  await reachSummary(person, house.portal, place, residence, people.alone);
  await declare(page);
  const form = await formFields(page);
  const answers = await Promise.all(Array.from({ length: 50 }, () => sendFields(person, house.portal, place, form)));
  const targets = new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`));
  assert.equal(targets.size, 1, `all get the same answer: ${[...targets].join(", ")}`);
  assert.match([...targets][0], /^303 /);
  await page.goto(house.portal.url(place));
  await follow(page, "nav-inbox");
  const entries = await page.getByRole("main").getByRole("heading", { level: 2 }).allInnerTexts();
  assert.equal(entries.length, 1, `one case, not ${entries.length}: ${entries.join(", ")}`);
  await person.leave();
});

test("the back button loses nothing", async () => {
  const person = await house.arrive();
  const { page } = person;
  await begin(person, house.portal, place, dog);
  await fillPages(person, dog.before.slice(0, 1));
  await expectHeading(page, dog.before[1].heading);
  await page.goBack();
  await expectHeading(page, dog.before[0].heading);
  await page.reload();
  assert.equal(await page.getByLabel("Name des Hundes", { exact: true }).inputValue(), "Bello");
  await goOn(page);
  await expectHeading(page, dog.before[1].heading);
  await person.leave();
});

test("after the session has expired, signing in again goes on with what was just typed", async () => {
  const person = await house.arrive();
  const { page } = person;
  await begin(person, house.portal, place, residence);
  await fillPages(person, residence.before);
  await becomes(page, people.inhabitant);
  await expectHeading(page, residence.known);
  await goOn(page);
  await expectHeading(page, residence.after[0].heading);
  // The browser still has its cookie, but the portal knows the session no more.
  const cookies = await person.context.cookies();
  await person.context.addCookies(cookies.map((cookie) => ({ ...cookie, value: `${cookie.value.slice(0, -4)}gone` })));
  await page.getByLabel(say("no"), { exact: true }).check();
  await goOn(page);
  await expectHeading(page, say("sign-in-title"));
  await look(person, "session-expired");
  await becomes(page, people.inhabitant);
  await page.waitForURL((url) => url.host === house.portal.host(place));
  await expectHeading(page, residence.after[1].heading);
  await page.getByRole("main").locator("a.back").first().click();
  await expectHeading(page, residence.after[0].heading);
  assert.equal(await page.getByLabel(say("no"), { exact: true }).isChecked(), true, "what was typed is not lost");
  await person.leave();
});

test("a draft waits in the inbox and says that it is not sent", async () => {
  const person = await house.arrive();
  const { page } = person;
  await begin(person, house.portal, place, residence);
  await fillPages(person, residence.before);
  await becomes(page, people.inhabitant);
  await expectHeading(page, residence.known);
  await page.goto(house.portal.url(place));
  await follow(page, "nav-inbox");
  await page.getByText(say("state-draft")).first().waitFor();
  await look(person, "inbox-draft");
  await person.leave();
});

test("error pages say a sentence and a way forward, and nothing of the system", async () => {
  const person = await house.arrive();
  const { page } = person;
  for (const [path, status] of [["/gibt-es-nicht", 404], ["/leistungen/gibt-es-nicht", 404], ["/vorgang/00000000-0000-0000-0000-000000000000", 404]]) {
    const answer = await page.goto(house.portal.url(place, path));
    // Who is not signed in is asked to do so first, and learns nothing about what exists.
    if (path.startsWith("/vorgang") && (await isAskedWho(page))) continue;
    assert.equal(answer.status(), status, path);
    const text = await page.locator("body").innerText();
    assert.doesNotMatch(text, /panic|sqlx|axum|src\/|Error\b|thread/, path);
    assert.ok(await page.getByRole("main").getByRole("link").count(), `${path} shows a way forward`);
    await look(person, `error${path.replaceAll(/[^a-z]+/gi, "-").slice(0, 24)}`);
  }
  await person.leave();
});

test("unknown hosts, foreign forms and missing tokens are refused", async () => {
  const { portal } = house;
  assert.equal((await portal.ask("kein-ort", "/")).status, 421);
  const foreign = { method: "POST", headers: { origin: "http://evil.example", "content-type": "application/x-www-form-urlencoded" }, body: "a=b" };
  const refused = await portal.ask(place, `/leistungen/${dog.key}/antrag`, foreign);
  assert.ok([400, 403, 410].includes(refused.status), `a foreign form gets ${refused.status}`);
  const page = await portal.ask(place, "/");
  assert.match(page.headers["content-security-policy"] ?? "", /default-src/);
  assert.doesNotMatch(page.headers["content-security-policy"], /unsafe-/);
});

test("a letter that nobody wrote is unknown, in plain words", async () => {
  const person = await house.arrive();
  await person.page.goto(house.portal.url(place, "/pruefen"));
  await person.page.getByLabel(say("verify-code"), { exact: true }).fill("AAAA-AAAA-AAAA");
  await person.page.getByRole("button", { name: say("verify-check"), exact: true }).click();
  await person.page.getByText(say("verify-unknown")).waitFor();
  await look(person, "letter-unknown");
  await person.leave();
});
