// Lighthouse on a phone: 98/100/100/100, and the largest part of the page is painted within 1.5 s (promise 38).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { live } from "../lib/house.mjs";
import { openLighthouse } from "../lib/lighthouse.mjs";
import { begin, residence } from "../lib/services.mjs";

const house = live("lighthouse");
const place = "aarau";

let phone;
before(async () => (phone = await openLighthouse()));
after(() => phone?.close());

const pages = [
  ["the start page", () => "/"],
  // What people search for is not for search engines: robots.txt says so, and nothing else may be wrong.
  ["search results", () => "/suche?q=hund", "is-crawlable"],
  ["a service page", () => `/leistungen/${residence.key}`],
  ["a question of the form", (path) => path],
];

for (const [name, pathOf, meant] of pages) {
  test(`${name} is fast, accessible, sound and findable`, async (t) => {
    const { path, cookie } = await questionPage();
    const url = house.portal.url(place, pathOf(path));
    // Times are simulated from a run on this machine, and a busy machine disturbs one run; it does not disturb three.
    let fast;
    for (let run = 1; run <= 3 && !fast; run++) {
      const found = await phone.measure(url, cookie);
      const { failed, scores, lost, largestPaint, firstPaint, blocked } = found;
      if (failed) t.diagnostic(`run ${run}: ${failed}`);
      if (failed) continue;
      t.diagnostic(`run ${run}: ${Object.values(scores).join("/")}, first paint ${firstPaint} ms, largest ${largestPaint} ms, blocked ${blocked} ms`);
      for (const category of ["accessibility", "best-practices", "seo"]) {
        const wrong = lost[category].filter((audit) => !meant || !audit.startsWith(`${meant}:`));
        assert.deepEqual(wrong, [], category);
        if (wrong.length === lost[category].length) assert.equal(scores[category], 100, category);
      }
      expectLight(found);
      fast = scores.performance >= 98 && largestPaint <= 1_500;
    }
    assert.ok(fast, "three runs, and none reached 98 points with the largest paint within 1.5 s");
  });
}

/** What no busy machine changes. */
function expectLight({ weight, shift, requests }) {
  assert.ok(weight <= 100_000, `${weight} bytes`);
  assert.ok(shift <= 0.01, `the page shifts by ${shift} while it loads`);
  for (const { url } of requests) assert.match(url, new RegExp(`^(http://${place}\\.localhost:${house.portal.port}/|data:)`), "a foreign request");
}

/** The first page of a form, with the cookies that lead to it. */
async function questionPage() {
  const person = await house.arrive();
  await begin(person, house.portal, place, residence);
  const { pathname } = new URL(person.page.url());
  const cookies = await person.context.cookies(person.page.url());
  await person.leave();
  return { path: pathname, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
}
