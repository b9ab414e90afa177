// One headless Chromium, and pages in it that remember what went wrong on them.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

/** Starts the browser: CHROMIUM, or where Debian and Ubuntu put it. Through `port` another tool can steer it too. */
export async function openBrowser({ port } = {}) {
  const executablePath = process.env.CHROMIUM ?? places.find((path) => existsSync(path));
  if (!executablePath) throw new Error("Chromium is missing. Install the Debian package chromium, or set CHROMIUM.");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...(port ? [`--remote-debugging-port=${port}`] : []),
    ],
  });
}

/**
 * A person at a browser of her own: a page with fresh cookies. `person.complaints` collects console errors, failed and
 * foreign requests; `lib/look.mjs` expects it to stay empty.
 */
export async function arrive(browser, { javaScript = true, language = "de-CH", window = { viewport: { width: 1280, height: 800 } } } = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: javaScript,
    locale: language,
    timezoneId: "Europe/Zurich",
    ...window,
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (fault) => complaints.push(`script error: ${fault.message}`));
  page.on("console", (message) => {
    // Failed loads are counted below; Chromium also reports pages that answer 404 or 422 on purpose.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) complaints.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (request.isNavigationRequest() || request.url().startsWith("data:")) return;
    const home = new URL(request.frame().url());
    if (home.protocol === "http:" && new URL(request.url()).host !== home.host) complaints.push(`foreign request: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (!response.request().isNavigationRequest() && response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return { context, page, complaints, javaScript, leave: () => context.close() };
}
