// Processes on their diagrams: an operator sees where a dog's registration is and the way it came; a designer draws a
// change into a draft, and nothing that runs changes with it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { tabTo } from "../lib/focus.mjs";
import { live } from "../lib/house.mjs";
import { look, picture } from "../lib/look.mjs";
import { people } from "../lib/people.mjs";
import { dog, openCase, reachSummary, send } from "../lib/services.mjs";
import { expectHeading, follow, signIn, untilShown } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("diagrams");
const lead = "aargau";
const drawn = (page) => page.locator("[data-shown]").waitFor({ timeout: 30_000 });

test("an operator sees a dog's registration on its diagram and in words", async () => {
  const inhabitant = await house.arrive();
  await reachSummary(inhabitant, house.portal, "aarau", dog, people.inhabitant);
  await send(inhabitant);
  await openCase(inhabitant);
  await untilShown(inhabitant.page, "Die Gemeinde prüft Ihre Anmeldung.");

  const operator = await house.arrive();
  const { page } = operator;
  await signIn(operator, house.portal, lead, people.operator);
  await page.goto(house.portal.url(lead, "/betrieb"));
  await tabTo(page, ({ kind, text }) => kind === "a" && text === say("processes-link"));
  await page.keyboard.press("Enter");
  await expectHeading(page, say("processes-title"));
  await page.getByRole("row", { name: /Hund anmelden/ }).getByText("Anmeldung prüfen").waitFor();
  await look(operator, "processes");

  await tabTo(page, ({ kind, text }) => kind === "a" && text.startsWith(dog.title));
  await page.keyboard.press("Enter");
  await expectHeading(page, dog.title);
  await drawn(page);
  const mark = (id, name) => page.locator(`.djs-element.mark-${name}[data-element-id="${id}"]`).count();
  assert.equal(await mark("review", "here"), 1, "the token stands at the clerk's task");
  assert.equal(await mark("start", "past"), 1, "it came from the start");
  assert.equal(await mark("flow_to_review_review", "past"), 1, "over this flow");
  assert.equal(await mark("work_out_tax", "past") + (await mark("work_out_tax", "here")), 0, "and no further");
  assert.equal(await page.locator(".badge", { hasText: "1" }).count(), 2, "a sign at the element, and one in the key");
  await page.getByRole("link", { name: "BPMN.io" }).or(page.locator("a.bjs-powered-by")).first().waitFor();
  const row = page.getByRole("row", { name: /Anmeldung prüfen/ });
  await row.getByText(say("step-here")).waitFor();
  await look(operator, "process");
  await picture(operator, "process");

  await page.getByRole("button", { name: say("diagram-larger"), exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByText(say("process-cancel"), { exact: true }).click();
  await page.getByLabel(say("process-cancel-reason"), { exact: true }).fill("Doppelt eingereicht");
  await page.getByRole("button", { name: say("process-cancel-send"), exact: true }).click();
  await page.getByText(say("process-ended")).first().waitFor();
  await row.getByText(say("step-left")).waitFor();
  await drawn(page);
  await look(operator, "process-ended");

  const { pathname } = new URL(page.url());
  for (const path of [pathname, `${pathname}/diagramm.json`]) {
    const answer = await inhabitant.page.goto(house.portal.url("aarau", path));
    assert.equal(answer.status(), 404, "the applicant does not see it");
  }
  for (const person of [inhabitant, operator]) await person.leave();
});

test("the operator's list is the page where there is no script", async () => {
  const operator = await house.arrive({ javaScript: false });
  const { page } = operator;
  await signIn(operator, house.portal, lead, people.operator);
  await page.goto(house.portal.url(lead, "/betrieb/prozesse?welche=beendet"));
  await page.getByRole("link", { name: new RegExp(dog.title) }).first().click();
  await expectHeading(page, dog.title);
  await page.getByRole("row", { name: /Anmeldung prüfen/ }).waitFor();
  assert.equal(await page.locator("figure").isVisible(), false);
  await look(operator, "process-plain");
  await operator.leave();
});

test("a designer renames a task, checks, saves the draft and finds it again; the running version stays", async () => {
  const designer = await house.arrive();
  const { page } = designer;
  await signIn(designer, house.portal, lead, people.designer);
  await follow(page, "nav-design").catch(() => page.goto(house.portal.url(lead, "/werkstatt")));
  await page.getByRole("link", { name: dog.title, exact: true }).click();
  await page.getByRole("link", { name: say("model-process"), exact: true }).click();
  await expectHeading(page, say("model-process"));
  await drawn(page);
  await page.getByText("5 von 5 Beispielen gehen auf").waitFor();
  await look(designer, "draw-process");

  await rename(page, "review", "Meldung ansehen");
  const stays = await page.evaluate(() => (window.stays = true));
  await page.getByRole("button", { name: say("model-check"), exact: true }).click();
  await page.locator("#findings:focus").waitFor();
  await page.getByText("5 von 5 Beispielen gehen auf").waitFor();
  assert.equal(await page.evaluate(() => window.stays), stays, "checking does not leave the drawing");
  await picture(designer, "draw-process");
  await page.getByRole("button", { name: say("model-save"), exact: true }).click();
  await page.getByText(say("model-saved")).waitFor();
  await drawn(page);
  await page.locator('[data-element-id="review"]').getByText("Meldung").first().waitFor();
  await look(designer, "draw-saved");

  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: say("model-download") }).click()]);
  assert.equal(file.suggestedFilename(), "hund-anmelden-process.bpmn");
  await page.goto(house.portal.url(lead, "/werkstatt/hund-anmelden"));
  await page.getByRole("heading", { name: say("model-drafts"), exact: true }).waitFor();
  await page.getByRole("listitem").filter({ hasText: "Anmeldung prüfen" }).first().waitFor();
  await look(designer, "package-draft");

  await page.getByRole("link", { name: "process.bpmn", exact: true }).click();
  await drawn(page);
  await page.getByRole("button", { name: say("model-discard"), exact: true }).click();
  await page.getByText(say("model-running")).waitFor();
  await drawn(page);
  await page.locator('[data-element-id="review"]').getByText("Anmeldung").first().waitFor();
  await designer.leave();
});

test("what the check finds stands at the element and in the list", async () => {
  const designer = await house.arrive();
  const { page } = designer;
  await signIn(designer, house.portal, lead, people.designer);
  await page.goto(house.portal.url(lead, "/werkstatt/hund-anmelden/prozess"));
  await drawn(page);
  await page.locator('.djs-element[data-element-id="review_says"]').click({ force: true });
  await page.keyboard.press("Delete");
  await page.getByRole("button", { name: say("model-check"), exact: true }).click();
  await page.getByText(say("model-examples-not")).waitFor();
  const faulty = page.locator("#findings [data-element]").first();
  await faulty.waitFor();
  const id = await faulty.getAttribute("data-element");
  await page.locator(`.djs-element.mark-stuck[data-element-id="${id}"]`).first().waitFor();
  await tabTo(page, ({ kind, text }) => kind === "button" && text.startsWith(say("model-go")));
  await page.keyboard.press("Enter");
  await page.locator(`.djs-element.selected[data-element-id="${id}"]`).first().waitFor();
  await page.mouse.move(0, 0);
  await look(designer, "draw-wrong");
  await designer.leave();
});

test("a decision is edited as a table, and everything works as text without a script", async () => {
  const designer = await house.arrive();
  await signIn(designer, house.portal, lead, people.designer);
  await designer.page.goto(house.portal.url(lead, "/werkstatt/hund-anmelden/entscheidung/dog-tax"));
  await drawn(designer.page);
  await designer.page.getByText("Hundetaxe bestimmen").first().waitFor();
  await look(designer, "edit-decision");
  await designer.leave();

  const plain = await house.arrive({ javaScript: false });
  const { page } = plain;
  await signIn(plain, house.portal, lead, people.designer);
  await page.goto(house.portal.url(lead, "/werkstatt/hund-anmelden/prozess"));
  const text = page.getByLabel(say("model-text"), { exact: true });
  await text.fill((await text.inputValue()).replace('name="Anmeldung prüfen"', 'name="Meldung ansehen"'));
  await page.getByRole("button", { name: say("model-save"), exact: true }).click();
  await page.getByText(say("model-saved")).waitFor();
  assert.match(await text.inputValue(), /Meldung ansehen/);
  await look(plain, "draw-plain");
  await page.getByRole("button", { name: say("model-discard"), exact: true }).click();
  await page.getByText(say("model-running")).waitFor();
  await plain.leave();
});

/** Gives an element another name in the settings beside the drawing. */
async function rename(page, id, name) {
  await page.locator(`.djs-element[data-element-id="${id}"]`).first().click({ force: true });
  const field = page.locator("#bio-properties-panel-name");
  await field.waitFor({ state: "attached" });
  if (!(await field.isVisible())) await page.locator(".bio-properties-panel-group-header", { hasText: "General" }).first().click();
  await field.fill(name);
  await field.blur();
}
