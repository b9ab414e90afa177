// A visitor without a browser: keeps cookies, follows redirects between the hosts of one machine, reads and sends forms.

import { ask } from "../../e2e/lib/portal.mjs";

export class Visitor {
  #cookies = new Map();
  /** The address of the page that was read last. */
  address = new URL("http://localhost");
  /** Its HTML. */
  html = "";

  /** Opens an address and follows up to ten redirects. Gives the last status. */
  async open(address, options = {}) {
    let answer = await this.#send(new URL(address, this.address), options);
    for (let hops = 0; answer.status >= 300 && answer.status < 400 && hops < 10; hops++) {
      answer = await this.#send(new URL(answer.headers.location, this.address), {});
    }
    this.html = answer.body.toString("utf8");
    return answer.status;
  }

  /** Sends a form with `answers` over its own values. Gives status and time of the first answer, then follows it. */
  async submit(form, answers = {}) {
    const fields = new Map(form.fields);
    for (const [name, value] of Object.entries(answers)) fields.set(name, value);
    const target = new URL(form.action, this.address);
    const boundary = "visitor-boundary-5f3a";
    const body = form.multipart
      ? [...fields].map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join("") + `--${boundary}--\r\n`
      : new URLSearchParams([...fields]).toString();
    const type = form.multipart ? `multipart/form-data; boundary=${boundary}` : "application/x-www-form-urlencoded";
    const begin = performance.now();
    const answer = await this.#send(target, { method: "POST", body, headers: { "content-type": type, origin: this.address.origin } });
    const took = performance.now() - begin;
    if (answer.status >= 300 && answer.status < 400) await this.open(answer.headers.location);
    else this.html = answer.body.toString("utf8");
    return { status: answer.status, took };
  }

  /** The forms of the page that change something, in order. */
  forms() {
    return [...this.html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
      .filter(([, head]) => /method="post"/i.test(head))
      .map(([, head, inner]) => ({
        action: plain(attribute(head, "action") ?? this.address.pathname),
        multipart: /multipart/.test(head),
        fields: [...inner.matchAll(/<input\b([^>]*)>/g)].flatMap(([, input]) => {
          const type = attribute(input, "type") ?? "text";
          const name = attribute(input, "name");
          const sent = name && type !== "file" && type !== "submit" && (!["radio", "checkbox"].includes(type) || /\bchecked\b/.test(input));
          return sent ? [[plain(name), plain(attribute(input, "value") ?? "on")]] : [];
        }),
        boxes: [...inner.matchAll(/<input\b([^>]*type="checkbox"[^>]*)>/g)].map(([, input]) => [attribute(input, "name"), attribute(input, "value") ?? "on"]),
        buttons: [...inner.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)].map(([, button, words]) => ({
          name: attribute(button, "name"),
          value: plain(attribute(button, "value") ?? ""),
          words: plain(words.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim()),
        })),
      }));
  }

  async #send(address, { method = "GET", headers = {}, body }) {
    const jar = this.#cookies.get(address.host) ?? new Map();
    this.#cookies.set(address.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await ask(Number(address.port), address.host, address.pathname + address.search, { method, body, headers: { ...headers, ...(cookie && { cookie }) } });
    for (const line of answer.headers["set-cookie"] ?? []) {
      const [name, ...value] = line.split(";")[0].split("=");
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value.join("="));
    }
    this.address = address;
    return answer;
  }
}

const attribute = (head, name) => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(head)?.[1];
const named = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const plain = (text) => text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, digits, hex, name) => (digits || hex ? String.fromCodePoint(digits ? Number(digits) : parseInt(hex, 16)) : (named[name] ?? all)));
