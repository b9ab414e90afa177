// An inhabitant who knows nothing of offices finds the service of her commune (promises 1–4, 33, 34).

import assert from "node:assert/strict";
import { test } from "node:test";
import { live } from "../lib/house.mjs";
import { look, picture } from "../lib/look.mjs";
import { expectHeading, searchBox } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("finding");

test("the start page asks one question and everything else is one click away", async () => {
  const person = await house.arrive();
  await person.page.goto(house.portal.url("aarau"));
  await searchBox(person.page).waitFor();
  assert.equal(await person.page.locator("h1").innerText(), say("start-question"));
  for (const key of ["imprint-title", "privacy-title", "accessibility-title", "footer-help-link"]) {
    await person.page.getByRole("contentinfo").getByRole("link", { name: say(key), exact: true }).waitFor();
  }
  await look(person, "start");
  await picture(person, "start");
  assert.deepEqual(await person.context.cookies(), [], "a visitor who only reads gets no cookie");
  await person.leave();
});

const everyday = [
  ["wohnsitzbestätigung", /Wohnsitz bestätigen lassen/],
  ["meldebescheinigung", /Wohnsitz bestätigen lassen/],
  ["wohnsitz bestaetigung", /Wohnsitz bestätigen lassen/],
  ["hund", /Hund anmelden/],
  ["hundesteur", /Hund anmelden/],
  ["umziehen", /[Uu]mz|zieh|Adresse|Umzug/],
];

test("everyday words find the service among the first three hits", async () => {
  const person = await house.arrive();
  for (const [typed, expected] of everyday) {
    await person.page.goto(house.portal.url("aarau"));
    await searchBox(person.page).fill(typed);
    await person.page.getByRole("search").getByRole("button", { name: say("search"), exact: true }).click();
    await person.page.waitForURL(/\/suche\?/);
    assert.equal(await searchBox(person.page).inputValue(), typed, "what was typed stays");
    const hits = await person.page.getByRole("main").getByRole("heading", { level: 2 }).allInnerTexts();
    assert.ok(hits.slice(0, 3).some((hit) => expected.test(hit)), `“${typed}” finds ${JSON.stringify(hits.slice(0, 3))}`);
  }
  await look(person, "results");
  await person.leave();
});

test("nothing found offers the nearest and a person to ask", async () => {
  const person = await house.arrive();
  await person.page.goto(house.portal.url("aarau", "/suche?q=xqzwv"));
  await person.page.getByRole("heading", { name: say("results-nothing") }).waitFor();
  await person.page.getByRole("main").locator("a[href^='tel:']").first().waitFor();
  await look(person, "nothing-found");
  await person.leave();
});

test("the service page tells who is in charge here, cost, duration and what to have ready", async () => {
  const person = await house.arrive();
  await person.page.goto(house.portal.url("aarau", "/leistungen/wohnsitzbestaetigung"));
  await expectHeading(person.page, "Wohnsitz bestätigen lassen");
  const text = await person.page.getByRole("main").innerText();
  for (const expected of [/Beispieltext/, /Aarau/, /CHF/]) assert.match(text, expected);
  await look(person, "service");
  await picture(person, "service");
  await person.leave();
});

test("life situations, A to Z, authorities and places can be browsed", async () => {
  const person = await house.arrive();
  for (const [path, name] of [["/lebenslagen", "situations"], ["/lebenslagen/umziehen", "situation"], ["/leistungen", "a-to-z"], ["/behoerden", "authorities"], ["/ort", "place"]]) {
    const answer = await person.page.goto(house.portal.url("aarau", path));
    assert.equal(answer.status(), 200, path);
    await look(person, name);
  }
  await person.leave();
});

test("each place has its own name, and Germany writes ß where Switzerland writes ss", async () => {
  const person = await house.arrive();
  const heinsberg = await person.page.goto(house.portal.url("heinsberg"));
  assert.equal(heinsberg.status(), 200);
  assert.match(await person.page.title(), /Heinsberg/);
  for (const [place, forbidden] of [["aarau", /ß/], ["luzern", /ß/]]) {
    await person.page.goto(house.portal.url(place, "/leistungen/hund-anmelden"));
    assert.doesNotMatch(await person.page.locator("body").innerText(), forbidden, `ß at ${place}`);
  }
  await person.leave();
});

test("imprint, privacy and accessibility statement are true pages of this authority", async () => {
  const person = await house.arrive();
  for (const path of ["/impressum", "/datenschutz", "/barrierefreiheit", "/hilfe"]) {
    const answer = await person.page.goto(house.portal.url("aarau", path));
    assert.equal(answer.status(), 200, path);
    assert.match(await person.page.getByRole("main").innerText(), /Aarau/, path);
    await look(person, path.slice(1));
  }
  await person.leave();
});
