// The clerk's list: her filter stays, many are decided at once by keyboard, a slower colleague is told (promise 26).

import assert from "node:assert/strict";
import { test } from "node:test";
import { tabTo } from "../lib/focus.mjs";
import { live } from "../lib/house.mjs";
import { look } from "../lib/look.mjs";
import { people } from "../lib/people.mjs";
import { dog, openCase, reachSummary, send } from "../lib/services.mjs";
import { expectHeading, follow, signIn, untilShown } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("worklist");
const place = "aarau";
const accept = "Anmeldung annehmen";

test("two dogs are decided at once, in a list that stays as the clerk wants it", async () => {
  const inhabitant = await house.arrive();
  const cases = [];
  for (const _ of ["Bello", "Rex"]) {
    await reachSummary(inhabitant, house.portal, place, dog, people.inhabitant);
    await send(inhabitant);
    cases.push(await openCase(inhabitant));
  }
  await untilShown(inhabitant.page, "Die Gemeinde prüft Ihre Anmeldung.");

  const clerk = await house.arrive();
  const { page } = clerk;
  await signIn(clerk, house.portal, place, people.tax);
  await follow(page, "nav-work");
  await page.getByRole("navigation", { name: say("work-tabs") }).getByRole("link", { name: say("work-free") }).click();
  await page.getByLabel(say("work-service"), { exact: true }).selectOption(dog.title);
  await page.getByRole("button", { name: say("work-show"), exact: true }).click();
  await expectFilter(page);
  await look(clerk, "worklist-filtered");

  await page.goto(house.portal.url(place, "/leistungen"));
  await follow(page, "nav-work");
  await expectFilter(page);

  // Another day: all sessions are over, and the clerk signs in anew.
  const filter = (await clerk.context.cookies(page.url())).filter(({ name, expires }) => name === "arbeit" && expires > Date.now() / 1000 + 30 * 86_400);
  assert.equal(filter.length, 1, "the filter is remembered for more than a month");
  await clerk.context.clearCookies();
  await clerk.context.addCookies(filter);
  await signIn(clerk, house.portal, place, people.tax);
  await follow(page, "nav-work");
  await expectFilter(page);

  const colleague = await house.arrive();
  await signIn(colleague, house.portal, place, people.clerk);
  await follow(colleague.page, "nav-work");
  await askToAccept(colleague.page);

  await askToAccept(page);
  await expectHeading(page, `${accept}: 2 Anliegen entscheiden?`);
  assert.equal(await page.getByText(say("bulk-possible")).count(), 2);
  await look(clerk, "worklist-ask");
  await tabTo(page, isButton(accept));
  await page.keyboard.press("Enter");
  await expectHeading(page, `${accept}: 2 Anliegen entschieden`);
  await look(clerk, "worklist-done");
  await tabTo(page, ({ kind, text }) => kind === "a" && text === say("bulk-back"));
  await page.keyboard.press("Enter");
  await page.getByText(say("work-empty")).waitFor();
  await expectFilter(page);
  await look(clerk, "worklist-empty");

  await colleague.page.getByRole("main").getByRole("button", { name: accept, exact: true }).click();
  await expectHeading(colleague.page, `${accept}: 0 Anliegen entschieden`);
  assert.equal(await colleague.page.getByText(say("bulk-gone")).count(), 2, "the colleague reads that somebody was faster");
  await look(colleague, "worklist-too-late");

  for (const address of cases) {
    await inhabitant.page.goto(address);
    await untilShown(inhabitant.page, "Ihr Antrag ist bewilligt.");
  }
  for (const person of [inhabitant, clerk, colleague]) await person.leave();
});

/** Those that nobody has taken over, of one service. */
async function expectFilter(page) {
  await page.getByRole("navigation", { name: say("work-tabs") }).getByRole("link", { name: say("work-free") }).and(page.locator("[aria-current=page]")).waitFor();
  assert.equal(await page.getByLabel(say("work-service"), { exact: true }).locator("option:checked").innerText(), dog.title);
}

/** Marks all on the page and asks to accept them, with the keyboard alone. */
async function askToAccept(page) {
  await page.getByRole("checkbox", { name: say("work-mark-all") }).waitFor();
  await tabTo(page, ({ kind, type }) => kind === "input" && type === "checkbox");
  await page.keyboard.press("Space");
  assert.equal(await page.getByRole("checkbox", { checked: true }).count(), 3, "the first box marks both cases");
  await tabTo(page, isButton(`Markierte: ${accept}`));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: accept }).waitFor();
}

function isButton(name) {
  return ({ kind, text }) => kind === "button" && text === name;
}
