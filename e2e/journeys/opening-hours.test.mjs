// An editor says that an office closes early on a day; whoever looks the office up reads it.

import { test } from "node:test";
import { live } from "../lib/house.mjs";
import { look } from "../lib/look.mjs";
import { people } from "../lib/people.mjs";
import { expectHeading, expectProblems, signIn } from "../lib/steps.mjs";
import { say } from "../lib/words.mjs";

const house = live("opening-hours");

test("a day with other hours is entered, read and taken back", async () => {
  const person = await house.arrive();
  const { page } = person;
  await signIn(person, house.portal, "aarau", people.editor);
  await page.goto(house.portal.url("aarau", "/redaktion"));
  await page.getByRole("main").getByRole("link", { name: say("special-title") }).click();
  await expectHeading(page, say("special-title"));
  await look(person, "special-hours");
  await page.getByRole("button", { name: say("special-add") }).click();
  await expectProblems(page, say("special-day-wrong"), say("special-reason-wrong"));
  await look(person, "special-hours-wrong");
  const day = new Date(Date.now() + 10 * 86_400_000);
  await page.getByLabel(say("special-office")).selectOption("residents");
  await page.getByLabel(say("special-from")).fill(`${day.getDate()}.${day.getMonth() + 1}.${day.getFullYear()}`);
  await page.getByRole("textbox", { name: say("special-open"), exact: true }).fill("8-11.30");
  await page.getByLabel(say("special-why-de")).fill("Teamtag");
  await page.getByRole("button", { name: say("special-add") }).press("Enter");
  await page.getByText(say("special-saved")).waitFor();
  await look(person, "special-hours-full");
  await page.goto(house.portal.url("aarau", "/behoerden/residents"));
  await page.getByText("Teamtag").first().waitFor({ state: "attached" });
  await page.goto(house.portal.url("aarau", "/redaktion/oeffnungszeiten"));
  await page.getByRole("button", { name: new RegExp(`^${say("special-remove")}`) }).first().click();
  await page.getByText(say("special-saved")).waitFor();
  await page.getByText("Teamtag").waitFor({ state: "detached" });
  await person.leave();
});
