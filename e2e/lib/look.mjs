// Looks at a page as different people meet it: phone and desktop, light and dark, with axe, pa11y's engine and a ruler.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { out, pictures } from "./portal.mjs";
import { sniff } from "./sniffer.mjs";

const looks = [
  { name: "phone-light", width: 320, height: 740, colorScheme: "light" },
  { name: "phone-dark", width: 320, height: 740, colorScheme: "dark" },
  { name: "desktop-light", width: 1280, height: 800, colorScheme: "light" },
  { name: "desktop-dark", width: 1280, height: 800, colorScheme: "dark" },
];

/** Checks the page in every look and keeps a picture of each in e2e/out. All findings are told at once. */
export async function look(person, name) {
  assert.deepEqual(await findingsOf(person, name), [], `${name} at ${person.page.url()}`);
}

/** What the next step of a page is pressed with: 44 px, where everything else needs 24. */
export const mainAction = ".kern-btn--primary";

/** The second opinion on markup and contrast: each width and each colour scheme once. */
const sniffed = ["phone-light", "desktop-dark"];

/** What `look` finds, each finding once. Without `axe` only the ruler is laid on; `only` names the looks when not all are wanted. */
export async function findingsOf(person, name, { axe = true, only } = {}) {
  const { page, complaints, javaScript } = person;
  const findings = [];
  await mkdir(out, { recursive: true });
  for (const { name: lookName, width, height, colorScheme } of looks.filter((it) => !only || only.includes(it.name))) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate(measure, { mainAction, drawing });
    // Both need the page's own script engine; the same pages are visited with it in other journeys.
    if (axe && javaScript) found.push(...(await violations(page)));
    if (axe && javaScript && sniffed.includes(lookName)) found.push(...(await sniff(page)));
    findings.push(...found.map((finding) => `${lookName}: ${finding}`));
    if (axe && !only) await keepPicture(page, join(out, `${name}-${lookName}.png`));
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light" });
  findings.push(...complaints.splice(0));
  return [...new Set(findings)];
}

/** A picture for people to look at. Rarely the browser stalls while it draws one; then it is asked once more. */
async function keepPicture(page, path) {
  const draw = (timeout) => page.screenshot({ path, fullPage: true, timeout });
  try {
    await draw(10_000);
  } catch (fault) {
    if (fault.name !== "TimeoutError") throw fault;
    await page.bringToFront();
    await draw(30_000);
  }
}

/** A picture for the README, only when PICTURES is set. */
export async function picture({ page }, name) {
  if (!process.env.PICTURES) return;
  await mkdir(pictures, { recursive: true });
  for (const [size, width, height] of [["desktop", 1280, 800], ["phone", 360, 740]]) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: "light" });
    await page.screenshot({ path: join(pictures, `${name}-${size}.png`) });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** Inside of a drawing the libraries of bpmn.io speak; what they show stands beside it in our own words. */
const drawing = "[data-canvas], [data-panel]";

async function violations(page) {
  // Legacy mode runs in the page itself; there are no foreign frames to look into.
  const found = await new AxeBuilder({ page })
    .exclude("[data-canvas]")
    .exclude("[data-panel]")
    .options({ resultTypes: ["violations"], preload: false })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .setLegacyMode(true)
    .analyze();
  return found.violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `axe ${id}: ${help} at ${node.target.join(" ")}`));
}

/** Runs in the page: what every page must have, and what must fit. */
function measure({ mainAction, drawing }) {
  const findings = [];
  const root = document.documentElement;
  const say = (element) => `<${element.localName}> "${(element.innerText || element.getAttribute("aria-label") || element.id || "").trim().slice(0, 40)}"`;
  if (!root.lang) findings.push("the page says no language");
  if (!document.title.trim()) findings.push("the page has no title");
  if (document.querySelectorAll("h1").length !== 1) findings.push(`${document.querySelectorAll("h1").length} main headings instead of one`);
  if (document.querySelectorAll("main").length !== 1) findings.push("there is not exactly one main part");
  const first = document.querySelector("a[href], button, input");
  if (!first?.getAttribute("href")?.startsWith("#")) findings.push("the first thing to reach is no skip link");
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1).slice(0, 3);
    findings.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth} px, ${wide.map(say).join(", ")}`);
  }
  for (const element of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!element.checkVisibility?.({ checkOpacity: false, checkVisibilityCSS: true })) continue;
    if (element.tabIndex < 0 && element.closest("[aria-hidden=true]")) continue;
    if (element.closest(drawing)) continue;
    const style = getComputedStyle(element);
    const boxes = [element, ...(element.labels ?? [])].map((e) => e.getBoundingClientRect());
    const width = Math.max(...boxes.map((box) => box.width));
    // A link that flows with text has the height of its line: nothing else to press is nearer.
    const height = Math.max(...boxes.map((box) => box.height), style.display === "inline" ? parseFloat(style.lineHeight) || 0 : 0);
    // A skip link waits outside until it is focused.
    if (width <= 1 || height <= 1 || boxes.every((box) => box.bottom < 0 || box.right < 0)) continue;
    const words = (e) => (e.textContent ?? "").replace(/\s+/g, " ").trim();
    const inSentence = style.display === "inline" && words(element.parentElement) !== words(element);
    const least = element.matches(mainAction) ? 43.5 : 23.5;
    if (!inSentence && (width < least || height < least)) findings.push(`${say(element)} is only ${Math.round(width)} × ${Math.round(height)} px`);
  }
  return findings;
}
