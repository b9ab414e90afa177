// What every journey file begins with: a portal and a browser for all of its tests, gone when they end.

import { after, before } from "node:test";
import { openBrowser, arrive } from "./browser.mjs";
import { keepLog, startPortal } from "./portal.mjs";

/** `const house = live("dog")`; then in tests `house.portal` and `await house.arrive()`. */
export function live(name, settings = {}) {
  const house = { name, people: [] };
  before(async () => {
    house.portal = await startPortal(settings);
    house.browser = await openBrowser();
  });
  after(async () => {
    await house.browser?.close();
    if (house.portal) await keepLog(house.portal, name);
    await house.portal?.stop();
  });
  house.arrive = (wishes) => arrive(house.browser, wishes);
  return house;
}
