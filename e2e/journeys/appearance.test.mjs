// An authority's own look: what cannot be read is refused, what can is seen before it is saved (promise 37).

import assert from "node:assert/strict";
import { test } from "node:test";
import { live } from "../lib/house.mjs";
import { look } from "../lib/look.mjs";
import { people } from "../lib/people.mjs";
import { expectHeading, signIn } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("appearance");
const lead = "aargau";
const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 48"><script>document.title="taken"</script><path fill="#123456" d="M2 2h56v44H2z"/><circle cx="30" cy="24" r="14" fill="#ffffff"/></svg>`;

test("a designer tries a colour that cannot be read, then one that can, with a logo and a font", async () => {
  const person = await house.arrive();
  const { page } = person;
  await signIn(person, house.portal, lead, people.designer);
  await page.getByRole("navigation", { name: say("nav-label") }).getByRole("link", { name: say("look-title") }).click();
  await expectHeading(page, say("look-title"));
  await page.getByLabel(say("look-brand")).fill("#ffee00");
  await page.getByRole("button", { name: say("look-save") }).click();
  await page.getByRole("alert").waitFor();
  await page.getByText(say("look-failing")).waitFor();
  await look(person, "appearance-refused");

  const nearest = await page.locator("strong.code").innerText();
  await page.getByLabel(say("look-brand")).fill(nearest);
  await page.getByLabel(say("look-font-serif")).check();
  await page.getByLabel(say("look-logo"), { exact: true }).setInputFiles({ name: "wappen.svg", mimeType: "image/svg+xml", buffer: Buffer.from(logo) });
  await page.getByRole("button", { name: say("look-preview") }).click();
  await page.getByRole("heading", { name: say("look-preview-title") }).waitFor();
  const shown = await page.locator(".look--dark").evaluate((box) => [getComputedStyle(box).backgroundColor, getComputedStyle(box).fontFamily]);
  assert.deepEqual(shown[0], "rgb(19, 21, 37)", "dark and light side by side");
  assert.match(shown[1], /Georgia/);
  await look(person, "appearance-preview");

  await page.getByRole("button", { name: say("look-save") }).click();
  await page.getByText(say("look-saved")).waitFor();
  await page.goto(house.portal.url(lead));
  assert.equal(await page.locator("header img.logo").evaluate((image) => image.naturalWidth > 0), true);
  assert.match(await page.title(), /Kanton Aargau/, "nothing in the logo ran");
  await look(person, "appearance-start");
  await person.leave();
});
