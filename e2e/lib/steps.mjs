// What people do on the pages, found by role and label as they would find it.

import assert from "node:assert/strict";
import { say } from "./words.mjs";

const provider = "Als wen möchten Sie sich anmelden?";

/** Waits for the page with this main heading. */
export async function expectHeading(page, name) {
  const heading = page.getByRole("heading", { level: 1, name });
  await heading.waitFor().catch(async () => {
    const seen = await page.locator("h1").allInnerTexts();
    throw new Error(`expected the page “${name}”, but ${page.url()} shows “${seen.join(" / ")}”:\n${(await page.locator("main, body").first().innerText()).slice(0, 800)}`);
  });
}

/**
 * Fills a question page. `answers` maps a label to text, to `true`/`false` for yes or no, to `{ option }` for one of a
 * choice, to `{ day, month, year }`, or to `{ file }`.
 */
export async function answer(page, answers) {
  for (const [label, value] of Object.entries(answers)) {
    const group = page.getByRole("group", { name: label });
    if (typeof value === "boolean") {
      await group.getByLabel(value ? say("yes") : say("no"), { exact: true }).check();
    } else if (value.option) {
      await group.getByLabel(value.option, { exact: true }).check();
    } else if (value.day) {
      await group.getByLabel(say("date-day"), { exact: true }).fill(String(value.day));
      await group.getByLabel(say("date-month"), { exact: true }).fill(String(value.month));
      await group.getByLabel(say("date-year"), { exact: true }).fill(String(value.year));
    } else if (value.file) {
      await page.getByLabel(label, { exact: true }).setInputFiles(value.file);
    } else {
      await page.getByLabel(label, { exact: true }).fill(String(value));
    }
  }
}

/** Presses the main button of a question page. */
export const goOn = (page) => page.getByRole("main").getByRole("button", { name: say("continue"), exact: true }).click();

/** Whether the portal or the demo's sign-in page asks who this is. */
export const isAskedWho = async (page) => [say("sign-in-title"), provider].includes(await page.getByRole("heading", { level: 1 }).innerText());

/** Signs in, from the portal's page that explains it or from the demo's own, as the person whose name matches. */
export async function becomes(page, name) {
  const way = page.getByRole("main").getByRole("link", { name: /^Mit .* anmelden/ });
  const asks = page.getByRole("heading", { level: 1, name: provider });
  await way.or(asks).first().waitFor();
  if (await way.count()) await way.first().click();
  await expectHeading(page, provider);
  await page.getByRole("button", { name }).first().click();
  await asks.waitFor({ state: "detached" });
}

/** The one search box; with a script it is a combobox with suggestions. */
export const searchBox = (page) => page.getByRole("searchbox").or(page.getByRole("combobox")).first();

/** Follows the main navigation, for example to `nav-inbox`. */
export async function follow(page, key) {
  await page.getByRole("navigation", { name: say("nav-label") }).getByRole("link", { name: say(key) }).first().click();
  await expectHeading(page, say(key));
}

/** Signs in from wherever the page is, by the link at the top. */
export async function signIn(person, portal, place, name) {
  const { page } = person;
  await page.goto(portal.url(place));
  await page.getByRole("banner").getByRole("link", { name: say("sign-in"), exact: true }).first().click();
  await becomes(page, name);
  await page.waitForURL((url) => url.host === portal.host(place));
}

/** Reloads until the text is there: what the worker does in the background takes a moment. */
export async function untilShown(page, text, patience = 20_000) {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    // An option of a closed list holds the text too, and nobody sees it.
    if (await page.getByText(text).filter({ visible: true }).count()) return;
    await page.waitForTimeout(300);
    await page.reload();
  }
  assert.fail(`“${text}” did not appear on ${page.url()} in ${patience / 1000} s:\n${(await page.locator("main").innerText()).slice(0, 1200)}`);
}

/** The summary at the top of a page with mistakes: linked to each field, told in the title, answered with 422. */
export async function expectProblems(page, ...texts) {
  const summary = page.getByRole("alert");
  await summary.waitFor();
  assert.match(await page.title(), /^Fehler:/);
  for (const text of texts) {
    const link = summary.getByRole("link", { name: text });
    await link.waitFor();
    const target = (await link.getAttribute("href")).slice(1);
    assert.equal(await page.locator(`[id="${target}"]`).count(), 1, `“${text}” leads to no field`);
  }
}

/** The fields of the page's main form as they would be sent, for sending them past the browser. */
export function formFields(page) {
  return page.getByRole("main").locator("form[method=post]").first().evaluate((form) => {
    const submitter = [...form.querySelectorAll("button[type=submit]")].find((button) => button.tabIndex >= 0);
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    if (submitter?.name) fields.push([submitter.name, submitter.value]);
    return { action: form.getAttribute("action") || location.pathname + location.search, multipart: form.enctype.startsWith("multipart"), fields };
  });
}

/** Sends such fields with the person's cookies, as her browser would. Gives status, headers and body. */
export async function sendFields(person, portal, place, { action, multipart, fields }) {
  const cookies = await person.context.cookies(portal.url(place));
  const path = new URL(action, portal.url(place));
  const boundary = "e2e-boundary-7MA4YWxk";
  const body = multipart
    ? fields.map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join("") + `--${boundary}--\r\n`
    : new URLSearchParams(fields).toString();
  return portal.ask(place, path.pathname + path.search, {
    method: "POST",
    body,
    headers: {
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
      origin: portal.url(place, "").replace(/\/$/, ""),
      "content-type": multipart ? `multipart/form-data; boundary=${boundary}` : "application/x-www-form-urlencoded",
    },
  });
}
