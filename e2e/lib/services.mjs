// The two services as their pages ask, with answers that pass. Labels are those of services/*/texts/de.toml.

import { expectHeading, answer, becomes, goOn, isAskedWho } from "./steps.mjs";
import { say } from "./words.mjs";

export const residence = {
  key: "wohnsitzbestaetigung",
  title: "Wohnsitz bestätigen lassen",
  before: [
    { heading: "Wofür brauchen Sie die Bestätigung?", answers: { Zweck: { option: "Bank oder Versicherung" } } },
    { heading: "Wie soll die Bestätigung aussehen?", answers: { "Sprache des Schreibens": { option: "Deutsch" }, "Wie viele Exemplare?": 1 } },
  ],
  known: "Ihre Angaben",
  after: [
    { heading: "Soll die Bestätigung für den ganzen Haushalt gelten?", answers: { "Ganzer Haushalt": false } },
    { heading: "Wie möchten Sie die Bestätigung erhalten?", answers: { Zustellung: { option: "Als PDF in mein Postfach" } } },
  ],
};

/** A one-page PDF for uploads. */
export const passport = {
  name: "heimtierausweis.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from(
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
  ),
};

export const dog = {
  key: "hund-anmelden",
  title: "Hund anmelden",
  before: [
    {
      heading: "Angaben zum Hund",
      answers: {
        "Name des Hundes": "Bello",
        Rasse: "Mischling",
        "Geburtsdatum des Hundes": { day: 1, month: 5, year: 2024 },
        "Chip-Nummer": "756 0981 0000 0001",
        Geschlecht: { option: "Rüde" },
        "Ist der Hund kastriert?": false,
      },
    },
    {
      heading: "Woher kommt der Hund?",
      answers: { Herkunft: { option: "Aus einem Tierheim" }, "Seit wann haben Sie den Hund?": { day: 2, month: 6, year: 2025 } },
    },
  ],
  known: "Wer hält den Hund?",
  after: [
    {
      heading: "Haltung und Versicherung",
      answers: {
        "Wie viele andere Hunde leben in Ihrem Haushalt?": 0,
        "Haben Sie eine Haftpflichtversicherung, die Schäden durch den Hund deckt?": true,
        "Ist der Hund ein anerkannter Assistenzhund?": false,
      },
    },
    { heading: "Heimtierausweis hochladen", answers: { Heimtierausweis: { file: passport } } },
  ],
};

/** Opens the service at the place and presses its main action. */
export async function begin({ page }, portal, place, service) {
  await page.goto(portal.url(place, `/leistungen/${service.key}`));
  await expectHeading(page, service.title);
  await page.getByRole("main").getByRole("button", { name: say("service-begin") }).click();
  await expectHeading(page, service.before[0].heading);
}

/** Answers pages in order; `visit(page, heading)` may look at each before it is sent. */
export async function fillPages({ page }, pages, visit = async () => {}) {
  for (const { heading, answers } of pages) {
    await expectHeading(page, heading);
    await visit(heading);
    await answer(page, answers);
    await goOn(page);
  }
}

/** From the service page to the summary before sending, signing in on the way. */
export async function reachSummary(person, portal, place, service, name, visit) {
  const { page } = person;
  await begin(person, portal, place, service);
  await fillPages(person, service.before, visit);
  await page.waitForLoadState();
  if (await isAskedWho(page)) await becomes(page, name);
  await expectHeading(page, service.known);
  await visit?.(service.known);
  await goOn(page);
  await fillPages(person, service.after, visit);
  await expectHeading(page, say("check-title"));
}

/** Declares that all is right, and sends. */
export async function send({ page }) {
  await declare(page);
  await page.getByRole("button", { name: say("send"), exact: true }).or(page.getByRole("button", { name: say("send-with-fee") })).click();
  await expectHeading(page, say("receipt-title"));
}

/** Ticks the declaration on the summary. */
export const declare = (page) => page.getByRole("main").locator("form").getByRole("checkbox").last().check();

/** On the demo's payment page: `Bezahlen`, `Abbrechen` or `Fehlschlagen lassen`. */
export async function pay({ page }, portal, place, choice = "Bezahlen") {
  await page.getByRole("main").getByRole("button", { name: say("payment-pay") }).click();
  await page.getByRole("button", { name: choice, exact: true }).click();
  await page.waitForURL((url) => url.host === portal.host(place));
}

/** From the receipt to the page of the case; gives its address. */
export async function openCase({ page }) {
  await page.getByRole("main").getByRole("link", { name: say("receipt-to-case") }).click();
  await page.getByRole("heading", { name: say("case-course") }).waitFor();
  return page.url();
}
