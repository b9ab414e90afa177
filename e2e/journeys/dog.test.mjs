// Hund anmelden: the clerk asks for one missing answer, the inhabitant gives it in her inbox, the clerk decides.

import assert from "node:assert/strict";
import { test } from "node:test";
import { live } from "../lib/house.mjs";
import { download } from "../lib/letter.mjs";
import { look, picture } from "../lib/look.mjs";
import { people } from "../lib/people.mjs";
import { begin, dog, fillPages, openCase, reachSummary, send } from "../lib/services.mjs";
import { answer, becomes, expectHeading, expectProblems, follow, goOn, signIn, untilShown } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("dog");
const place = "aarau";

test("from the form over the clerk's question to the letter", async () => {
  const inhabitant = await house.arrive();
  const clerk = await house.arrive();
  const { page } = inhabitant;

  let asked = 0;
  await reachSummary(inhabitant, house.portal, place, dog, people.inhabitant, async () => look(inhabitant, `dog-${(asked += 1)}`));
  await look(inhabitant, "dog-summary");
  await send(inhabitant);
  await look(inhabitant, "dog-receipt");
  const address = await openCase(inhabitant);
  await untilShown(page, "Die Gemeinde prüft Ihre Anmeldung.");

  await signIn(clerk, house.portal, place, people.clerk);
  await follow(clerk.page, "nav-work");
  await look(clerk, "dog-worklist");
  await picture(clerk, "worklist");
  await openTask(clerk.page);
  await clerk.page.getByText("Bello").first().waitFor();
  await look(clerk, "dog-task");
  await picture(clerk, "task");
  await clerk.page.getByText("Nach einer Angabe fragen", { exact: true }).first().click();
  await clerk.page.getByLabel("Chip-Nummer", { exact: true }).check();
  await clerk.page.getByLabel(say("clerk-ask-reason"), { exact: true }).fill("Bitte prüfen Sie die Chip-Nummer.");
  await look(clerk, "dog-task-ask");
  await clerk.page.getByRole("button", { name: say("clerk-ask-send"), exact: true }).click();

  await page.goto(address);
  await untilShown(page, "Bitte prüfen Sie die Chip-Nummer.");
  await look(inhabitant, "dog-asked");
  await follow(page, "nav-inbox");
  await look(inhabitant, "dog-inbox");
  await page.goto(address);
  await page.getByRole("main").getByRole("link", { name: say("case-answer"), exact: true }).click();
  await expectHeading(page, say("answer-title"));
  await look(inhabitant, "dog-answer");
  await answer(page, { "Chip-Nummer": "756 0981 0000 0002" });
  await page.getByRole("button", { name: say("answer-send"), exact: true }).click();

  await follow(clerk.page, "nav-work");
  await untilShown(clerk.page, "Hund anmelden");
  await openTask(clerk.page);
  await clerk.page.getByText(/756\s?0981\s?0000\s?0002/).first().waitFor();
  await clerk.page.getByRole("button", { name: "Anmeldung annehmen", exact: true }).click();

  await page.goto(address);
  await untilShown(page, "Ihr Antrag ist bewilligt.");
  await look(inhabitant, "dog-done");
  const letter = await download(page, page.getByRole("main").getByRole("link", { name: /^(?!Kopie ).*(Bestätigung|Anmeldung|Hund)/ }).and(page.locator("a[download]")).first());
  assert.equal(letter.bytes.subarray(0, 5).toString(), "%PDF-");
  if (letter.text) assert.match(letter.text, /Bello/);

  await page.getByRole("banner").getByRole("link", { name: people.inhabitant }).first().click();
  await expectHeading(page, say("account-title"));
  await page.getByRole("main").getByRole("link", { name: say("look-to-case") }).first().waitFor();
  await look(inhabitant, "dog-account");
  await inhabitant.leave();
  await clerk.leave();
});

test("a file that is no picture is refused with a reason, the others stay", async () => {
  const person = await house.arrive();
  const { page } = person;
  await begin(person, house.portal, place, dog);
  await fillPages(person, dog.before);
  await becomes(page, people.inhabitant);
  await expectHeading(page, dog.known);
  await goOn(page);
  await fillPages(person, dog.after.slice(0, 1));
  const upload = async (file) => {
    await page.getByLabel("Heimtierausweis", { exact: true }).setInputFiles(file);
    await page.getByRole("button", { name: say("file-upload"), exact: true }).click();
    await page.getByRole("main").getByText(file.name).first().waitFor();
  };
  await upload(dog.after[1].answers.Heimtierausweis.file);
  await upload({ name: "bello.jpg", mimeType: "image/jpeg", buffer: Buffer.from("MZ this is a program") });
  assert.match(await page.getByRole("main").innerText(), /heimtierausweis\.pdf/, "the good file stays");
  await expectProblems(page, /bello\.jpg können wir nicht verwenden/);
  await look(person, "dog-upload-refused");
  await person.leave();
});

test("an inhabitant is not let into the office", async () => {
  const person = await house.arrive();
  await signIn(person, house.portal, place, people.inhabitant);
  const clerk = await house.arrive();
  await signIn(clerk, house.portal, place, people.clerk);
  await follow(clerk.page, "nav-work");
  const answer = await person.page.goto(clerk.page.url());
  assert.ok([403, 404].includes(answer.status()), `the worklist answers ${answer.status()} to an inhabitant`);
  await look(person, "office-refused");
  await clerk.leave();
  await person.leave();
});

/** Opens the first dog in the worklist. */
async function openTask(page) {
  await page.getByRole("main").getByRole("link", { name: "Hund anmelden" }).first().click();
  await page.getByRole("heading", { name: say("clerk-do"), exact: true }).waitFor();
}
