// What the first view weighs, and the way in by keyboard alone (promises 6, 33, 38).

import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { test } from "node:test";
import { tabTo } from "../lib/focus.mjs";
import { live } from "../lib/house.mjs";
import { residence } from "../lib/services.mjs";
import { expectHeading } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("first-view");
const place = "aarau";

for (const path of ["/", "/leistungen/hund-anmelden"]) {
  test(`the first view of ${path} weighs at most 100 kB with fonts, and all of it comes from this host`, async () => {
    const person = await house.arrive();
    const parts = [];
    person.page.on("response", (response) => parts.push(response));
    await person.page.goto(house.portal.url(place, path), { waitUntil: "networkidle" });
    let total = 0;
    const list = [];
    for (const response of parts) {
      const { responseBodySize, responseHeadersSize } = await response.request().sizes();
      total += responseBodySize + responseHeadersSize;
      list.push(`${responseBodySize} ${new URL(response.url()).pathname}`);
      assert.equal(new URL(response.url()).host, house.portal.host(place));
    }
    assert.ok(total <= 100_000, `${total} bytes:\n${list.join("\n")}`);
    console.log(`# ${path}: ${total} bytes`);
    await person.leave();
  });
}

test("texts and styles travel compressed", async () => {
  const plain = await house.portal.ask(place, "/leistungen/wohnsitzbestaetigung");
  const packed = await house.portal.ask(place, "/leistungen/wohnsitzbestaetigung", { headers: { "accept-encoding": "gzip" } });
  assert.equal(packed.headers["content-encoding"], "gzip");
  assert.ok(packed.body.length < plain.body.length / 2 && packed.body.length < gzipSync(plain.body).length * 1.3);
});

test("by keyboard alone: skip link, search, result, service, first question", async () => {
  const person = await house.arrive();
  const { page } = person;
  await page.goto(house.portal.url(place));
  await page.keyboard.press("Tab");
  const focused = page.locator(":focus");
  assert.match(await focused.getAttribute("href"), /^#/, "the skip link comes first");
  const box = await focused.boundingBox();
  assert.ok(box.x >= 0 && box.y >= 0 && box.height >= 20, "the skip link is visible when it is focused");
  await page.keyboard.press("Enter");
  await tabTo(page, ({ type }) => type === "search");
  await page.keyboard.type("wohnsitzbestätigung");
  await page.keyboard.press("Enter");
  await expectHeading(page, say("results-title"));
  await tabTo(page, ({ kind, text }) => kind === "a" && text.includes(residence.title));
  await page.keyboard.press("Enter");
  await expectHeading(page, residence.title);
  await tabTo(page, ({ kind, text }) => kind === "button" && text.includes(say("service-begin")));
  await page.keyboard.press("Enter");
  await expectHeading(page, residence.before[0].heading);
  await tabTo(page, ({ type }) => type === "radio");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.getByRole("radio", { checked: true }).count(), 1);
  await tabTo(page, ({ kind, text }) => kind === "button" && text.includes(say("continue")));
  await page.keyboard.press("Enter");
  await expectHeading(page, residence.before[1].heading);
  await person.leave();
});
