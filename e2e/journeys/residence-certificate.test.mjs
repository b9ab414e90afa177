// Wohnsitz bestätigen lassen: from the search box to a sealed letter in the inbox, without a clerk.

import assert from "node:assert/strict";
import { test } from "node:test";
import { live } from "../lib/house.mjs";
import { download } from "../lib/letter.mjs";
import { look, picture } from "../lib/look.mjs";
import { people } from "../lib/people.mjs";
import { begin, fillPages, openCase, pay, reachSummary, residence, send } from "../lib/services.mjs";
import { expectHeading, expectProblems, follow, goOn, isAskedWho, untilShown } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("residence-certificate");
const place = "aarau";
const copyTitle = `Kopie Ihres Antrags: ${residence.title}`;

test("an inhabitant orders the confirmation, pays, and anybody can verify the letter", async () => {
  const person = await house.arrive();
  const { page } = person;
  let asked = 0;
  await reachSummary(person, house.portal, place, residence, people.inhabitant, async (heading) => {
    asked += 1;
    await look(person, `residence-${asked}`);
    if (asked === 1) await picture(person, "question");
    if (heading === residence.known) assert.match(await page.getByRole("main").innerText(), /register/i, "known values name their source");
  });
  await look(person, "residence-summary");
  const changes = await page.getByRole("main").getByRole("link", { name: say("change") }).evaluateAll((links) => links.map((link) => link.textContent));
  assert.ok(changes.length >= 5, "each answer can be changed");
  assert.equal(new Set(changes).size, changes.length, "each way to change says what it changes");

  await page.getByRole("main").getByRole("link", { name: say("change") }).first().click();
  await expectHeading(page, residence.before[0].heading);
  await goOn(page);
  await expectHeading(page, say("check-title"));

  await send(person);
  await look(person, "residence-receipt");
  const address = await openCase(person);

  await untilShown(page, copyTitle);
  const copy = await download(page, page.getByRole("main").getByRole("link", { name: copyTitle }));
  assert.match(copy.bytes.toString("latin1"), /<pdfaid:part>2</, "the copy is sealed like a letter");
  if (copy.text) for (const told of [people.inhabitant, /Bank oder Versicherung/, /noch keine Entscheidung/]) assert.match(copy.text, told);
  if (copy.text) await expectGenuine(copy, "residence-copy-verified");

  await pay(person, house.portal, place);
  await page.goto(address);
  await untilShown(page, "Ihr Antrag ist bewilligt.");
  await look(person, "residence-case");
  await picture(person, "case");
  const letter = await download(page, page.getByRole("main").locator("a[download]").filter({ hasNotText: copyTitle }).first());
  assert.equal(letter.bytes.subarray(0, 5).toString(), "%PDF-");
  assert.match(letter.bytes.toString("latin1"), /<pdfaid:part>2</);
  if (letter.text) assert.match(letter.text, people.inhabitant, "the name is printed as it is");
  if (letter.text) await expectGenuine(letter, "residence-verified");
  await page.goto(address);
  assert.equal(await page.getByRole("main").getByRole("link", { name: copyTitle }).count(), 1, "the copy stays beside the letter");

  const mails = await house.portal.mails();
  assert.ok(mails.length > 0, "a mail tells that something waits");
  for (const mail of mails) assert.doesNotMatch(mail.text, /Bank oder Versicherung|geboren/i, "no personal data in a mail");
  await follow(page, "nav-inbox");
  await look(person, "residence-inbox");
  await person.leave();
});

/** Follows the address that is printed in the document, as anybody could, and compares the file there. */
async function expectGenuine({ bytes, text }, name) {
  const verification = /https?:\/\/\S+?(\/pruefen\S+)/.exec(text)?.[1] ?? assert.fail(`no address to verify in the document:\n${text}`);
  const stranger = await house.arrive();
  await stranger.page.goto(house.portal.url(place, verification));
  await stranger.page.getByText(say("verify-genuine")).waitFor();
  await look(stranger, name);
  const same = stranger.page.getByText(say("verify-file-same"));
  const different = stranger.page.getByText(say("verify-file-different"));
  assert.equal((await same.isVisible()) || (await different.isVisible()), false, "nothing is said before a file is chosen");
  const choose = (buffer) => stranger.page.getByLabel(say("verify-file-lead")).setInputFiles({ name: "brief.pdf", mimeType: "application/pdf", buffer });
  await choose(bytes);
  await same.waitFor();
  await choose(Buffer.concat([bytes, Buffer.from(" ")]));
  await different.waitFor();
  await stranger.leave();
}

test("mistakes are told on top, linked, and nothing typed is lost", async () => {
  const person = await house.arrive();
  const { page } = person;
  await begin(person, house.portal, place, residence);
  await goOn(page);
  await expectProblems(page, "Wählen Sie, wofür Sie die Bestätigung brauchen.");
  await look(person, "residence-mistake");
  await fillPages(person, residence.before.slice(0, 1));
  await expectHeading(page, residence.before[1].heading);
  await page.getByLabel("Wie viele Exemplare?", { exact: true }).fill("17");
  await goOn(page);
  await expectProblems(page, "Geben Sie 5 oder weniger ein.", "Wählen Sie die Sprache des Schreibens.");
  assert.equal(await page.getByLabel("Wie viele Exemplare?", { exact: true }).inputValue(), "17", "what was typed stays");
  await person.leave();
});

test("a condition opens a question only for those it concerns", async () => {
  const person = await house.arrive();
  const { page } = person;
  await begin(person, house.portal, place, residence);
  assert.equal(await page.getByLabel("Wofür genau?", { exact: true }).isVisible(), false);
  await page.getByLabel("Etwas anderes", { exact: true }).check();
  await goOn(page);
  await page.getByLabel("Wofür genau?", { exact: true }).fill("Anmeldung in einem Verein");
  await goOn(page);
  await expectHeading(page, residence.before[1].heading);
  await person.leave();
});

test("whoever calls off the payment reads the truth and can pay later", async () => {
  const person = await house.arrive();
  const { page } = person;
  await reachSummary(person, house.portal, place, residence, people.inhabitant);
  await send(person);
  const address = await openCase(person);
  await pay(person, house.portal, place, "Abbrechen");
  await page.goto(address);
  await page.getByRole("main").getByRole("button", { name: say("payment-pay") }).waitFor();
  await look(person, "residence-unpaid");
  await pay(person, house.portal, place);
  await page.goto(address);
  await untilShown(page, "Ihr Antrag ist bewilligt.");
  await person.leave();
});

test("somebody else cannot see the case", async () => {
  const person = await house.arrive();
  await reachSummary(person, house.portal, place, residence, people.inhabitant);
  await send(person);
  const address = await openCase(person);
  const stranger = await house.arrive();
  const answer = await stranger.page.goto(address);
  if (answer.status() === 200) assert.ok(await isAskedWho(stranger.page), "a stranger is asked to sign in");
  else assert.ok([401, 404].includes(answer.status()), `a stranger gets ${answer.status()}`);
  await stranger.leave();
  await person.leave();
});
