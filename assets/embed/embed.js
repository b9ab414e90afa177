// The portal on a commune's own web site: <portikus-search>, <portikus-tiles>, <portikus-service key="…">.
// No cookies, no inline styles, no markup from strings. Without this script the links inside the elements stay.
import { isDark, look } from './look.js';
import { words } from './words.js';

// The portal is where this script came from; a page may name another one.
const home = new URL(document.currentScript.src).origin;

/** An element with properties and children: text goes in as text. */
function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter((child) => child));
  return element;
}

/** What all three have in common: where they ask, in which language, and how they look. */
class Embedded extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [look()];
    // What the page wrote inside stays visible until there is something better.
    root.append(make('slot'));
    this.show(root);
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.scheme.addEventListener('change', () => this.shade());
  }

  get language() {
    const said = (this.getAttribute('lang') ?? this.closest('[lang]')?.getAttribute('lang') ?? 'de').slice(0, 2).toLowerCase();
    return words[said] ? said : 'de';
  }

  say(key) {
    return words[this.language][key];
  }

  portal() {
    try {
      return new URL(this.getAttribute('portal') ?? home).origin;
    } catch {
      return home;
    }
  }

  /** A page of the portal in this language. */
  page(path, query = {}) {
    const url = new URL(path, this.portal());
    for (const [name, value] of Object.entries({ ...query, lang: this.language })) url.searchParams.set(name, value);
    return url.href;
  }

  /** A link, if it leads to a web page; anything else becomes its text. */
  link(href, text, properties = {}) {
    return /^https?:\/\//.test(href) ? make('a', { href, ...properties }, text) : text;
  }

  async ask(path, query = {}) {
    const answer = await fetch(this.page(path, query), { credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  /** Puts what was made in the place of the links. */
  put(root, ...children) {
    this.box = make('div', { lang: this.language, className: 'box' }, ...children);
    this.shade();
    root.replaceChildren(this.box);
  }

  shade() {
    this.box?.classList.toggle('dark', isDark(this));
  }

  /** A heading of the level that fits the page: 2, or what `level` says. */
  heading(text) {
    const level = Number(this.getAttribute('level'));
    return make(`h${level >= 1 && level <= 6 ? Math.trunc(level) : 2}`, {}, text);
  }
}

class Search extends Embedded {
  show(root) {
    const input = make('input', { id: 'q', name: 'q', type: 'search', autocomplete: 'off', maxLength: 200 });
    const form = make('form', {}, make('label', { htmlFor: 'q' }, this.say('ask')), make('div', { className: 'row' }, input, make('button', { type: 'submit' }, this.say('search'))));
    form.setAttribute('role', 'search');
    const status = make('p');
    status.setAttribute('role', 'status');
    const list = make('div');
    let latest = 0;
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const q = input.value.trim();
      const mine = ++latest;
      list.replaceChildren();
      if (!q) return status.replaceChildren();
      status.textContent = this.say('busy');
      const all = (text) => make('p', { className: 'more' }, this.link(this.page('/suche', { q }), text));
      try {
        const query = { q, limit: this.getAttribute('limit') ?? '5' };
        if (this.getAttribute('place')) query.place = this.getAttribute('place');
        const found = await this.ask('/api/v1/search', query);
        if (mine !== latest) return;
        const near = found.hits.length === 0 || found.only_near;
        status.textContent = found.hits.length === 0 ? this.say('none') : near ? `${this.say('none')} ${this.say('near')}` : this.say('hits')(found.hits.length, found.hits.length < Number(query.limit));
        if (found.hits.length === 0) return list.append(all(this.say('there')));
        list.append(make('ul', {}, ...found.hits.map((hit) => this.hit(hit))), all(this.say('all')));
      } catch {
        if (mine !== latest) return;
        status.textContent = this.say('silent');
        list.append(all(q));
      }
    });
    this.put(root, form, status, list);
  }

  hit({ kind, url, title, summary, authority, online, counter }) {
    const line = (className, ...parts) => make('span', { className: `line ${className}` }, ...parts);
    const word = online && make('span', { className: 'word' }, this.say('online'));
    const offline = kind === 'service' && authority && !online && line('muted', `${this.say('offline')} `, counter && this.link(counter, this.say('counter')));
    return make('li', {}, this.link(this.page(url), title), word, summary && line('', summary), authority && line('muted', authority), offline);
  }
}

class Tiles extends Embedded {
  async show(root) {
    const found = await this.ask('/api/v1/life-situations').catch(() => null);
    if (!found?.situations?.length) return;
    const wanted = this.getAttribute('only')?.split(/[\s,]+/).filter(Boolean);
    const shown = wanted ? wanted.map((id) => found.situations.find((one) => one.id === id)).filter(Boolean) : found.situations;
    const tile = ({ url, title, summary }) => make('li', {}, this.link(this.page(url), title), make('span', { className: 'line muted' }, summary));
    this.put(root, this.heading(this.say('tiles')), make('ul', { className: 'tiles' }, ...shown.map(tile)));
  }
}

class Service extends Embedded {
  async show(root) {
    const key = this.getAttribute('key') ?? '';
    const found = await this.ask(`/api/v1/services/${encodeURIComponent(key)}`).catch(() => null);
    if (!found) return;
    const facts = [['cost', found.cost], ['duration', found.duration], ['office', found.office?.name]].filter(([, value]) => value);
    const list = make('dl', {}, ...facts.flatMap(([name, value]) => [make('dt', {}, this.say(name)), make('dd', {}, value)]));
    const act = make('p', {}, this.link(this.page(found.url), this.say(found.online ? 'begin' : 'read'), { className: 'act' }));
    const parts = [this.heading(found.title), make('p', {}, found.summary), list];
    if (found.online) return this.put(root, ...parts, act);
    const ways = [found.office?.phone, found.office?.email].filter(Boolean).join(', ');
    parts.push(make('p', {}, this.say('offline')), ways && make('p', {}, ways));
    if (found.counter) parts.push(make('p', {}, this.link(found.counter, this.say('counter'))));
    this.put(root, ...parts, make('div', { className: 'more' }, act));
  }
}

for (const [name, element] of [['search', Search], ['tiles', Tiles], ['service', Service]]) {
  if (!customElements.get(`portikus-${name}`)) customElements.define(`portikus-${name}`, element);
}
