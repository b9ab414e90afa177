// Keeps of KERN's style sheet what our templates use: tokens, base rules and the component classes that occur in them.
// KERN ships all components and icons in one file (36 kB gzip); a page should not carry what it never shows.

/** Splits CSS into top-level rules: `{ head, body }`; at-rules without a block have no body. */
function rulesOf(css) {
  const rules = [];
  let depth = 0, start = 0, head = '', quote = '';
  for (let i = 0; i < css.length; i++) {
    const c = css[i];
    if (quote) { if (c === '\\') i++; else if (c === quote) quote = ''; continue; }
    if (c === '"' || c === "'") quote = c;
    else if (c === '{') { if (depth++ === 0) { head = css.slice(start, i).trim(); start = i + 1; } }
    else if (c === '}') { if (--depth === 0) { rules.push({ head, body: css.slice(start, i) }); start = i + 1; } }
    else if (c === ';' && depth === 0) { rules.push({ head: css.slice(start, i + 1).trim() }); start = i + 1; }
  }
  return rules;
}

/** Splits a selector list at its top-level commas. */
function selectorsOf(head) {
  const list = [];
  let depth = 0, start = 0;
  for (let i = 0; i <= head.length; i++) {
    const c = head[i];
    if (c === '(' || c === '[') depth++;
    else if (c === ')' || c === ']') depth--;
    else if (i === head.length || (c === ',' && depth === 0)) { list.push(head.slice(start, i).trim()); start = i + 1; }
  }
  return list;
}

/** True where every `.kern-…` class the selector requires occurs in the templates (classes inside :is/:not/:has count as optional). */
function isUsed(selector, classes) {
  let bare = selector, before;
  do { before = bare; bare = bare.replace(/:(is|not|has|where)\([^()]*\)/g, ''); } while (bare !== before);
  if (/\.kern-(dark|light|accent|layer|level)/.test(bare) || /data-kern-theme/.test(bare)) return false;
  return (bare.match(/\.kern-[\w-]+/g) ?? []).every((name) => classes.has(name.slice(1)));
}

function keep(rules, classes) {
  let out = '';
  for (const { head, body } of rules) {
    if (body === undefined || /^@(charset|import)/.test(head)) continue;
    if (/^@font-face/.test(head)) continue; // our own subset is in styles/fonts.css
    if (/^@media|^@supports/.test(head)) {
      const inner = keep(rulesOf(body), classes);
      if (inner) out += `${head}{${inner}}`;
    } else if (/^@/.test(head)) out += `${head}{${body}}`;
    else {
      const left = selectorsOf(head).filter((s) => isUsed(s, classes));
      if (left.length) out += `${left.join(',')}{${body}}`;
    }
  }
  return out;
}

/** The rules of `css` whose classes occur in `templates` (text of all templates), without tokens that nothing refers to. */
export function onlyUsed(css, templates) {
  const classes = new Set(templates.match(/kern-[\w-]+/g) ?? []);
  let out = keep(rulesOf(css.replace(/\/\*[\s\S]*?\*\//g, '')), classes);
  for (let size = 0; size !== out.length;) {
    size = out.length;
    const wanted = new Set([...out.matchAll(/var\(\s*(--[\w-]+)/g)].map((m) => m[1]));
    out = out.replace(/(?<=[{;]\s*)(--[\w-]+)\s*:[^;{}]*;?/g, (all, name) => (wanted.has(name) || /^--kern-(color-(neutral|layout|action|feedback|decorative|form)|metric|typography|font|shadow)/.test(name) ? all : ''));
  }
  return out;
}
