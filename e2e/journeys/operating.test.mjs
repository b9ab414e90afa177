// Processes of an office without an application: an operator deploys a model, brings running processes to a new version
// after a trial run, mends one at its diagram; a clerk completes the task that waits for her.

import assert from "node:assert/strict";
import { test } from "node:test";
import { tabThrough, tabTo } from "../lib/focus.mjs";
import { live } from "../lib/house.mjs";
import { look } from "../lib/look.mjs";
import { file, model, program } from "../lib/bpmn.mjs";
import { people } from "../lib/people.mjs";
import { answer, expectHeading, expectProblems, follow, signIn, untilShown } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("operating");
const place = "aarau";
const name = "Materialbestellung";
const isButton = (words) => ({ kind, text }) => kind === "button" && text === words;
const isLink = (words) => ({ kind, text }) => kind === "a" && text.startsWith(words);
const drawn = (page) => page.locator("[data-shown]").waitFor({ timeout: 30_000 });

const ask = { tag: "serviceTask", id: "offerte", name: "Offerte einholen", attributes: 'camunda:type="external" camunda:topic="offerte"' };
const inputs = ["lieferant", "betrag", "liefertermin", "bemerkung"].map((it) => `<camunda:inputParameter name="${it}">=${it}</camunda:inputParameter>`);
const approve = {
  tag: "userTask",
  id: "bewilligen",
  name: "Bestellung bewilligen",
  attributes: 'camunda:candidateGroups="tax"',
  inside: `<bpmn:extensionElements><camunda:inputOutput>${inputs.join("")}<camunda:inputParameter name="bewilligt">=false</camunda:inputParameter><camunda:inputParameter name="positionen">=positionen</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements>`,
};
const send = { tag: "serviceTask", id: "bestellen", name: "Bestellen", attributes: 'camunda:type="external" camunda:topic="bestellen"' };
const first = model("material", name, [ask, approve, send]);
const second = model("material", name, [{ ...ask, id: "angebot", name: "Angebot einholen" }, approve, send]);
const order = { lieferant: "Papeterie Beispiel AG", betrag: 1200, liefertermin: "2026-12-04", bemerkung: "", positionen: ["20 Pack Papier", "5 Ordner"] };

test("an operator deploys a model, tries a migration, brings processes over and back", async () => {
  const operator = await house.arrive();
  const { page } = operator;
  await signIn(operator, house.portal, place, people.localOperator);
  await page.goto(house.portal.url(place, "/betrieb"));
  await tabTo(page, isLink(say("models-link")));
  await page.keyboard.press("Enter");
  await expectHeading(page, say("models-title"));
  await look(operator, "models-empty");

  const faulty = model("material", name, [{ ...ask, attributes: 'camunda:class="org.example.Offer"' }]);
  await page.getByLabel(say("models-files"), { exact: true }).setInputFiles(file("material.bpmn", faulty));
  await page.getByRole("button", { name: say("models-send"), exact: true }).click();
  await expectProblems(page, say("models-refused"));
  await page.getByRole("listitem").filter({ hasText: "offerte" }).filter({ hasText: "material.bpmn" }).first().waitFor();
  await look(operator, "models-refused");

  await page.getByLabel(say("models-files"), { exact: true }).setInputFiles(file("material.bpmn", first));
  await tabTo(page, isButton(say("models-send")));
  await page.keyboard.press("Enter");
  await expectHeading(page, name);
  await page.getByText("Fassung 1").first().waitFor();

  const office = program(house.portal);
  for (const number of [1, 2, 3]) await office.start("material", `MB-${number}`, order);
  const [work, ...rest] = await office.fetch("offerte");
  await office.call(`/external-task/${work.id}/complete`, { workerId: "e2e" });
  for (const task of rest) await office.call(`/external-task/${task.id}/unlock`, {});
  const further = work.businessKey;
  await page.getByLabel(say("version-key"), { exact: true }).fill(further);
  await page.getByRole("button", { name: say("work-show"), exact: true }).click();
  await page.getByRole("row", { name: further }).getByText("Bestellung bewilligen").waitFor();
  await page.goto(house.portal.url(place, "/betrieb/definitionen/material/1"));
  assert.equal(await page.locator("tbody tr").count(), 3);
  await look(operator, "model-version");

  await page.goto(house.portal.url(place, "/betrieb/definitionen"));
  await page.getByLabel(say("models-files"), { exact: true }).setInputFiles(file("material.bpmn", second));
  await page.getByRole("button", { name: say("models-send"), exact: true }).click();
  await page.getByText("Fassung 2").first().waitFor();
  await page.goto(house.portal.url(place, "/betrieb/definitionen"));
  await look(operator, "models");

  await page.getByRole("link", { name: "Fassung 1" }).click();
  await tabTo(page, isLink(say("migrate-title")));
  await page.keyboard.press("Enter");
  await expectHeading(page, say("migrate-title"));
  await tabTo(page, isButton(say("migrate-look")));
  await page.keyboard.press("Enter");
  await page.getByText("Ein Prozess lässt sich umstellen.").waitFor();
  await page.getByText("Bei 2 steht etwas im Weg.").waitFor();
  await page.getByRole("row").filter({ hasText: "steht bei offerte" }).first().waitFor();
  await look(operator, "migration-held");

  await page.getByLabel(say("migrate-renamed")).fill("offerte");
  await page.getByRole("button", { name: say("migrate-look"), exact: true }).click();
  await expectProblems(page, say("migrate-renamed-wrong"));
  await page.getByLabel(say("migrate-renamed")).fill("offerte = angebot");
  await page.getByRole("button", { name: say("migrate-look"), exact: true }).click();
  await page.getByText("3 Prozesse lassen sich umstellen.").waitFor();
  await look(operator, "migration-clear");
  await tabTo(page, isButton("3 Prozesse umstellen"));
  await page.keyboard.press("Enter");
  await untilShown(page, say("action-over"));
  await page.getByText("3 von 3 bearbeitet").waitFor();
  assert.equal(await page.getByRole("row").filter({ hasText: say("fate-done") }).count(), 3);
  await look(operator, "action-migrated");
  const { findings } = await tabThrough(page);
  assert.deepEqual(findings, []);

  await page.getByRole("button", { name: say("action-undo"), exact: true }).click();
  await expectHeading(page, "Umstellen von Fassung 2 auf Fassung 1");
  await untilShown(page, say("action-over"));
  await page.getByText("3 von 3 bearbeitet").waitFor();
  await operator.leave();
});

test("an operator mends one process at its diagram", async () => {
  const office = program(house.portal);
  const work = await office.fetch("offerte");
  const told = { workerId: "e2e", errorMessage: "Der Katalog des Lieferanten antwortet nicht.", retries: 0 };
  for (const task of work) await office.call(`/external-task/${task.id}/failure`, told);
  const operator = await house.arrive();
  const { page } = operator;
  await signIn(operator, house.portal, place, people.localOperator);
  await page.goto(house.portal.url(place, "/betrieb/definitionen/material/1?welche=still"));
  await page.getByRole("link", { name: work[0].businessKey }).click();
  await expectHeading(page, name);
  await drawn(page);
  const sign = page.locator("a.badge--stuck");
  assert.equal(await sign.count(), 1, "the sign at the step leads somewhere");
  await sign.focus();
  await page.keyboard.press("Enter");
  await page.locator('[id^="stoerung-"]:target').getByText(told.errorMessage).waitFor();
  await page.getByText("Bei «Offerte einholen»").click();
  await page.getByText(say("process-skip-hint")).waitFor();
  await look(operator, "process-mend");

  await page.getByRole("button", { name: /^Überspringen/ }).click();
  await page.getByText("«Offerte einholen» übersprungen").waitFor();
  await drawn(page);
  assert.equal(await page.locator('.djs-element.mark-here[data-element-id="bewilligen"]').count(), 1);
  await page.getByText(say("process-rest"), { exact: true }).first().click();
  await page.getByLabel(say("process-rest-reason")).fill("Warten auf die neue Fassung");
  await page.getByRole("button", { name: say("process-rest"), exact: true }).click();
  await page.getByText(say("process-rests")).waitFor();
  await drawn(page);
  await look(operator, "process-resting");
  await page.getByText(say("process-wake"), { exact: true }).first().click();
  await page.getByRole("button", { name: say("process-wake"), exact: true }).click();
  await page.getByText(say("deed-woken")).last().waitFor();

  await page.goto(house.portal.url(place, "/betrieb/definitionen/material/1"));
  await page.getByText(say("version-retry"), { exact: true }).first().click();
  await page.getByRole("button", { name: say("version-retry"), exact: true }).click();
  await untilShown(page, say("action-over"));
  await page.getByText(say("obstacle-no-incident")).first().waitFor();
  await look(operator, "action-retried");
  await operator.leave();
});

test("a clerk completes a task without an application, also where there is no script", async () => {
  const clerk = await house.arrive();
  const { page } = clerk;
  await signIn(clerk, house.portal, place, people.clerk);
  await follow(page, "nav-work");
  await look(clerk, "worklist-processes");
  await page.getByRole("row", { name: new RegExp(name) }).first().getByRole("link", { name }).click();
  await expectHeading(page, "Bestellung bewilligen");
  await look(clerk, "process-task");
  await tabTo(page, isButton(say("clerk-claim")));
  await page.keyboard.press("Enter");
  await page.getByText(say("clerk-mine")).waitFor();

  await page.getByLabel("Betrag", { exact: true }).fill("viel");
  await page.getByRole("button", { name: say("task-complete"), exact: true }).click();
  await expectProblems(page);
  assert.equal(await page.getByLabel("Betrag", { exact: true }).inputValue(), "viel", "nothing typed is lost");
  await look(clerk, "process-task-wrong");
  await answer(page, { Betrag: "1'350.00", Bewilligt: true, Liefertermin: { day: 11, month: 12, year: 2026 } });
  await tabTo(page, isButton(say("task-complete")));
  await page.keyboard.press("Enter");
  await expectHeading(page, say("nav-work"));
  const [sent] = await program(house.portal).fetch("bestellen");
  assert.deepEqual([sent.variables.betrag.value, sent.variables.bewilligt.value, sent.variables.liefertermin.value], [1350, true, "2026-12-11"]);

  const plain = await house.arrive({ javaScript: false });
  await signIn(plain, house.portal, place, people.clerk);
  await plain.page.goto(house.portal.url(place, "/arbeit?welche=&leistung=material"));
  await plain.page.getByRole("link", { name }).first().click();
  await plain.page.getByRole("button", { name: say("task-complete"), exact: true }).click();
  await expectHeading(plain.page, say("nav-work"));
  for (const person of [clerk, plain]) await person.leave();
});
