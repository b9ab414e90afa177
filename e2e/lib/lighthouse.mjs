// Lighthouse as it comes: a middle-class phone on a slow mobile network, simulated from what was really loaded.

import lighthouse from "lighthouse";
import { openBrowser } from "./browser.mjs";
import { freePort } from "./portal.mjs";

/** A browser that Lighthouse steers. `measure(url, cookie)` gives one result or `{ failed }`, `close()` ends it. */
export async function openLighthouse() {
  const port = await freePort();
  const browser = await openBrowser({ port });
  return {
    close: () => browser.close(),
    measure: async (url, cookie) => {
      const extraHeaders = cookie ? { Cookie: cookie } : undefined;
      const { lhr } = await lighthouse(url, { port, logLevel: "silent", output: "json", disableFullPageScreenshot: true, extraHeaders });
      return read(lhr);
    },
  };
}

/** Scores of 0 to 100, times in milliseconds, weights in bytes, and for each category what cost points. */
function read({ categories, audits, runtimeError }) {
  if (runtimeError) return { failed: runtimeError.message };
  const number = (id) => Math.round(audits[id].numericValue * 1000) / 1000;
  const told = ({ id, title, displayValue = "", details }) => `${id}: ${title} ${displayValue} ${JSON.stringify(details?.items ?? []).slice(0, 400)}`;
  const lost = ({ auditRefs }) => auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1).map(({ id }) => told(audits[id]));
  return {
    scores: Object.fromEntries(Object.values(categories).map(({ id, score }) => [id, Math.round(score * 100)])),
    lost: Object.fromEntries(Object.values(categories).map((category) => [category.id, lost(category)])),
    largestPaint: number("largest-contentful-paint"),
    firstPaint: number("first-contentful-paint"),
    blocked: number("total-blocking-time"),
    shift: number("cumulative-layout-shift"),
    weight: number("total-byte-weight"),
    requests: audits["network-requests"].details.items.map(({ url, transferSize, resourceType }) => ({ url, transferSize, resourceType })),
  };
}
