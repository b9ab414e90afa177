// Where the keyboard is on a page, and whether a person can see it.

import assert from "node:assert/strict";

/** What has the focus, with what is wrong about it; nothing when Tab has left the page. */
export const focusOf = (page) => page.evaluate(judge);

/** Presses Tab until what is focused fits; everything focused on the way must be seen. */
export async function tabTo(page, fits) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    const focused = await focusOf(page);
    if (!focused) continue;
    assert.deepEqual(focused.findings, [], page.url());
    if (fits(focused)) return;
  }
  assert.fail(`Tab does not reach ${fits} on ${page.url()}`);
}

/** Walks through the whole page with Tab. Gives how many places there are and all that is wrong. */
export async function tabThrough(page) {
  const findings = [];
  for (let places = 0; places < 150; places++) {
    await page.keyboard.press("Tab");
    const focused = await focusOf(page);
    if (!focused) return { places, findings };
    findings.push(...focused.findings);
  }
  assert.fail(`Tab never leaves ${page.url()}`);
}

/** Runs in the page. */
function judge() {
  let element = document.activeElement;
  // Inside of an element with a shadow the page itself sees the outside alone.
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!element || element === document.body) return undefined;
  const text = (element.textContent || element.labels?.[0]?.textContent || element.getAttribute("aria-label") || "").replace(/\s+/g, " ").trim();
  const findings = [];
  const complain = (what) => findings.push(`the focus on <${element.localName}> “${text.slice(0, 40)}” ${what}`);

  const near = [element, ...(element.labels ?? []), element.parentElement].map((it) => getComputedStyle(it));
  if (!near.some((style) => style.outlineStyle !== "none" || style.boxShadow !== "none")) complain("is not marked");

  // A link that breaks over lines has a box for each.
  const boxes = [...element.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  const inside = boxes.filter((box) => box.top >= -1 && box.bottom <= innerHeight + 1 && box.left >= -1 && box.right <= innerWidth + 1);
  const fits = boxes.every((box) => box.height <= innerHeight && box.width <= innerWidth);
  if (boxes.length === 0) complain("has no place on the page");
  else if (fits && inside.length === 0) complain(`lies outside the window: ${boxes.map((box) => `${Math.round(box.top)}–${Math.round(box.bottom)} px`)}`);
  const own = (it) => it && (element.contains(it) || it.contains(element) || [...(element.labels ?? [])].some((label) => label.contains(it)));
  for (const box of inside) {
    for (const [x, y] of [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]]) {
      const top = element.getRootNode().elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      if (!own(top)) complain(`is covered by <${top?.localName}> “${(top?.textContent ?? "").trim().slice(0, 30)}”`);
    }
  }
  return { kind: element.localName, type: element.type, text, name: element.name, value: element.value, findings: [...new Set(findings)] };
}
