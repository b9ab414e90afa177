// How long it takes from pressing "Absenden" until the case is committed: whole journeys over HTTP, one after the other.

import { Visitor } from "./visitor.mjs";

const answers = { purpose: "bank", letter_language: "de", copies: "1", whole_household: "no", delivery: "inbox" };

/** Milliseconds of each submission; a journey that does not arrive stops the measurement with what was seen. */
export async function submitTimes(portal, place, journeys) {
  const times = [];
  for (let turn = 0; turn < journeys; turn++) times.push(await submitOnce(portal, place));
  return times;
}

async function submitOnce(portal, place) {
  const visitor = new Visitor();
  await visitor.open(portal.url(place, "/leistungen/wohnsitzbestaetigung"));
  const begin = visitor.forms().find((form) => form.action.endsWith("/antrag"));
  if (!begin) throw new Error(`${visitor.address} offers no way to apply`);
  await visitor.submit(begin);
  for (let step = 0; step < 20; step++) {
    const forms = visitor.forms();
    const people = forms.find((form) => has(form, "person"));
    const form = forms.find((form) => has(form, "do", "continue") || has(form, "do", "send"));
    if (people) {
      const able = people.buttons.filter((button) => button.value);
      const person = able.find((button) => button.words.toLowerCase().includes(place)) ?? able[0];
      await visitor.submit(people, { person: person.value });
    } else if (!form) {
      await visitor.open(link(visitor, /<a class="tile" href="([^"]*anmelden[^"]*)"/));
    } else if (has(form, "do", "send")) {
      const declared = Object.fromEntries(form.boxes);
      const { status, took } = await visitor.submit(form, { ...declared, do: "send" });
      if (status === 303) return took;
      break;
    } else {
      const { status } = await visitor.submit(form, { ...answers, do: "continue" });
      if (status !== 303) break;
    }
  }
  const words = visitor.html.replace(/<script[\s\S]*?<\/script>|<[^>]*>/g, " ").replace(/\s+/g, " ");
  throw new Error(`the journey ended at ${visitor.address} instead of a submission: ${words.slice(0, 600)}`);
}

const has = (form, name, value) => form.buttons.some((button) => button.name === name && (value === undefined || button.value === value));

function link(visitor, pattern) {
  const found = pattern.exec(visitor.html)?.[1];
  if (!found) throw new Error(`${visitor.address} has no link ${pattern}`);
  return found.replace(/&(amp|#38);/g, "&");
}
