// The Nu HTML checker finds nothing: neither in the gallery in any language, nor in the real pages (promise 39).

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { noGallery, printGallery } from "../lib/gallery.mjs";
import { live } from "../lib/house.mjs";
import { checkMarkup } from "../lib/nu.mjs";
import { people } from "../lib/people.mjs";
import { dog, openCase, reachSummary, send } from "../lib/services.mjs";
import { follow, signIn } from "../lib/steps.mjs";

const house = live("nu");
const place = "aarau";
const languages = ["de", "de-simple", "fr", "it", "en"];
const open = [
  "/", "/suche?q=hund", "/suche?q=xqzwv", "/leistungen", `/leistungen/${dog.key}`, "/leistungen/wohnsitzbestaetigung", "/lebenslagen",
  "/lebenslagen/umziehen", "/behoerden", "/ort", "/ort?q=xqzwv", "/hilfe", "/pruefen", "/impressum", "/datenschutz", "/barrierefreiheit",
  "/gibt-es-nicht",
];

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), "portikus-nu-"))));
after(() => rm(folder, { recursive: true, force: true }));

let kept = 0;
/** Puts the page aside as the portal sends it, before any script has touched it. */
async function keep(path, headers = {}) {
  const { body } = await house.portal.ask(place, path, { headers });
  assert.match(body.toString(), /^<!DOCTYPE html>/i, path);
  kept += 1;
  const name = `${String(kept).padStart(3, "0")}${path.replaceAll(/[^a-z0-9]+/gi, "-").slice(0, 60)}`;
  await mkdir(join(folder, "real"), { recursive: true });
  await writeFile(join(folder, "real", `${name}.html`), body);
}

test("the Nu checker finds nothing in the pages that anybody can open, in the form, in the inbox and in the office", async (t) => {
  for (const language of languages) for (const path of open) await keep(path + (path.includes("?") ? "&" : "?") + `lang=${language}`);

  const inhabitant = await house.arrive();
  const clerk = await house.arrive();
  const keepThis = async ({ page, context }) => {
    const { pathname, search } = new URL(page.url());
    const cookies = await context.cookies(page.url());
    await keep(pathname + search, { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") });
  };
  await reachSummary(inhabitant, house.portal, place, dog, people.inhabitant, () => keepThis(inhabitant));
  await keepThis(inhabitant);
  await send(inhabitant);
  await keepThis(inhabitant);
  await openCase(inhabitant);
  await keepThis(inhabitant);
  await follow(inhabitant.page, "nav-inbox");
  await keepThis(inhabitant);
  await inhabitant.page.goto(house.portal.url(place, "/konto"));
  await keepThis(inhabitant);

  await signIn(clerk, house.portal, place, people.clerk);
  await follow(clerk.page, "nav-work");
  await keepThis(clerk);
  await clerk.page.getByRole("main").getByRole("link", { name: dog.title }).first().click();
  await clerk.page.waitForURL(/\/arbeit\/./);
  await keepThis(clerk);
  await clerk.leave();
  await inhabitant.leave();

  if (noGallery) t.diagnostic(noGallery);
  else for (const language of languages) for (const country of ["CH", "DE"]) {
    const samples = join(folder, `${language}-${country}`);
    await printGallery(samples, language, country);
    await rm(join(samples, "index.html"));
  }
  assert.deepEqual(await checkMarkup(folder), []);
});

test("the Nu checker is really asked", async () => {
  const bad = await mkdtemp(join(tmpdir(), "portikus-nu-"));
  await writeFile(join(bad, "bad.html"), '<!DOCTYPE html><html lang="de"><head><title>x</title></head><body><p id="a"><div></div></p><img src="x.png"></body></html>');
  const found = (await checkMarkup(bad)).join("\n");
  assert.match(found, /bad\.html:1: error: No “p” element in scope/);
  assert.match(found, /An “img” element must have an “alt” attribute/);
  await rm(bad, { recursive: true });
});
