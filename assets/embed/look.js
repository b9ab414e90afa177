// How the elements look: one constructed sheet inside each shadow root, so that a foreign page needs no exception in its
// content policy. The font is the page's own; paper and text are ours, so that contrast never depends on the page.

// Filled in by the portal: paper-safe brand, text on it and hover, for light and then for dark.
const [brand, on, hover, darkBrand, darkOn, darkHover] = '__PORTIKUS_COLOURS__'.split(' ');

const text = `
:host { display: block; container-type: inline-size }
:host([hidden]) { display: none }
.box {
  --brand: ${brand}; --on: ${on}; --hover: ${hover}; --paper: #fff; --text: #1b1d2e; --muted: #51566f; --line: #c6c9d6; --edge: #6b7089; --focus: #2b5fd9;
  color-scheme: light; color: var(--text); background: var(--paper); padding: 1rem; border: 1px solid var(--line); border-radius: 4px; font-size: 1.0625rem; line-height: 1.5; text-align: start;
}
.dark {
  --brand: ${darkBrand}; --on: ${darkOn}; --hover: ${darkHover}; --paper: #131525; --text: #f3f4f7; --muted: #b9bdce; --line: #4b4f68; --edge: #9a9fb5; --focus: #9db8ff;
  color-scheme: dark;
}
* { box-sizing: border-box }
h1, h2, h3, h4, h5, h6, p, ul, dl, dd { margin: 0; padding: 0; font-size: 1em }
h1, h2, h3, h4, h5, h6, label { display: block; font-size: 1.25rem; font-weight: 600; line-height: 1.3; margin-block-end: .5rem }
ul { list-style: none }
a { color: var(--brand); text-underline-offset: .18em }
a:hover { text-decoration-thickness: 3px }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
.row { display: flex }
input { flex: 1; min-width: 0; height: 2.875rem; padding-inline: .75rem; font: inherit; color: inherit; background: var(--paper); border: 2px solid var(--edge); border-inline-end: 0; border-radius: 4px 0 0 4px; appearance: none }
button, .act { display: inline-flex; align-items: center; min-height: 2.875rem; padding-inline: 1.125rem; font: inherit; font-weight: 600; color: var(--on); background: var(--brand); border: 0; border-radius: 4px; text-decoration: none; cursor: pointer }
button { border-radius: 0 4px 4px 0 }
button:hover, .act:hover { background: var(--hover); text-decoration: underline }
[role=status]:not(:empty) { margin-block-start: .75rem; color: var(--muted) }
li { padding-block: .625rem; border-block-end: 1px solid var(--line) }
li a, p a { display: inline-block; min-height: 1.5rem; font-weight: 600 }
.line { display: block; font-size: .9375rem }
.muted { color: var(--muted); font-size: .9375rem }
.word { display: inline-block; padding-inline: .5rem; border: 1px solid var(--edge); border-radius: 4px; font-size: .875rem; margin-inline-start: .5rem }
.more { margin-block-start: .75rem }
.tiles { display: grid; gap: .5rem }
.tiles li { border: 1px solid var(--line); border-inline-start: 4px solid var(--brand); border-radius: 4px; padding: .625rem .875rem }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin-block: .75rem }
dt { color: var(--muted) }
@container (min-width: 34rem) { .tiles { grid-template-columns: 1fr 1fr } }
@media (forced-colors: active) { button, .act { border: 2px solid ButtonText } }
`;

let sheet;

/** The one sheet, made when the first element appears. */
export function look() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
  }
  return sheet;
}

/** Whether an element stands on a page that is dark now: as it says itself, else as the page declares. */
export function isDark(element) {
  const said = element.getAttribute('scheme');
  if (said === 'dark' || said === 'light') return said === 'dark';
  const declared = getComputedStyle(element).colorScheme;
  return declared.includes('dark') && (!declared.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches);
}
