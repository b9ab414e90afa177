// The ruler itself: a good page passes, and each kind of mistake is found. Otherwise the other journeys prove little.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { arrive, openBrowser } from "../lib/browser.mjs";
import { findingsOf } from "../lib/look.mjs";
import { stage } from "../lib/stage.mjs";

const page = (body, head = "") => `<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Probe</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>.skip { position: absolute; left: -999px } .skip:focus { left: 0 } button, nav a { display: inline-block; min-height: 44px; min-width: 44px }</style>${head}</head>
<body><a class="skip" href="#content">Zum Inhalt</a><main id="content"><h1>Probe</h1><p>Ein Satz mit <a href="/">einem Verweis</a> darin.</p><button>Weiter</button>${body}</main></body></html>`;

const mistakes = {
  "/wide": ['<div style="width: 900px">breit</div>', /scrolls sideways/],
  "/small": ['<nav aria-label="x"><a href="/" style="min-height: 0; min-width: 0; display: block; width: 12px; height: 12px; overflow: hidden">a</a></nav>', /is only 12 × 12 px/],
  "/main-action": ['<button class="kern-btn--primary" style="min-height: 0; height: 40px">Absenden</button>', /"Absenden" is only \d+ × 40 px/],
  "/contrast": ['<p style="color: #999; background: #fff">kaum zu lesen</p>', /axe color-contrast[^]*pa11y WCAG2AA\.Principle1\.Guideline1_4\.1_4_3/],
  "/unlabelled": ['<input type="text" title="">', /axe label[^]*pa11y WCAG2AA\.Principle4\.Guideline4_1\.4_1_2/],
  "/alt": ['<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">', /axe image-alt/],
  "/foreign": ['<img alt="x" src="http://127.0.0.1:9/x.png">', /foreign request/],
  "/script": ["<script>console.error('kaputt')</script>", /console: kaputt/],
  "/missing": ['<link rel="stylesheet" href="/none.css">', /404: .*none\.css/],
  "/headings": ["<h1>Noch eine</h1>", /2 main headings/],
};

let site;
let browser;
before(async () => {
  site = await stage({ "/good": page(""), ...Object.fromEntries(Object.entries(mistakes).map(([path, [body]]) => [path, page(body)])) });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

test("a good page passes", async () => {
  const person = await arrive(browser);
  await person.page.goto(site.url("/good"));
  assert.deepEqual(await findingsOf(person, "ruler-good"), []);
  await person.leave();
});

for (const [path, [, expected]] of Object.entries(mistakes)) {
  test(`${path.slice(1)} is found`, async () => {
    const person = await arrive(browser);
    await person.page.goto(site.url(path));
    assert.match((await findingsOf(person, `ruler${path.replace("/", "-")}`)).join("\n"), expected);
    await person.leave();
  });
}

test("without JavaScript the ruler still measures", async () => {
  const person = await arrive(browser, { javaScript: false });
  await person.page.goto(site.url("/wide"));
  assert.match((await findingsOf(person, "ruler-plain")).join("\n"), /scrolls sideways/);
  await person.leave();
});
