// The diagram libraries write styles in three ways that the content policy of our pages refuses. Each is turned into one
// that it allows while bundling, so that the policy needs no exception; docs/decisions/0014 says why. When a library
// changes so that nothing is found to turn, the build stops.

import { readFile } from 'node:fs/promises';
import path from 'node:path';

const here = path.dirname(new URL(import.meta.url).pathname);

async function turned(file, from, to) {
  const text = await readFile(file, 'utf8');
  const other = text.replaceAll(from, to);
  if (other === text) throw new Error(`${file} no longer contains ${from}: read docs/decisions/0014`);
  return { contents: other, loader: 'js' };
}

/** `style="fill:none;stroke-width:2"` of an SVG as presentation attributes, which mean the same. */
function attributes(_, declarations) {
  return declarations.split(';').filter(Boolean).map((one) => one.split(':')).map(([name, value]) => `${name.trim()}="${value.trim()}"`).join(' ');
}

export const withoutInlineStyles = {
  name: 'no inline styles',
  setup(b) {
    // Markup with style attributes, the notice behind the watermark among it, goes through this one package.
    b.onResolve({ filter: /^domify$/ }, () => ({ path: path.join(here, 'domify.js') }));
    // The expression editor mounts <style> elements in a document, and constructed sheets only below a shadow root.
    b.onLoad({ filter: /style-mod[\\/]src[\\/]style-mod\.js$/ }, ({ path: file }) => turned(file, '!root.head && root.adoptedStyleSheets', 'root.adoptedStyleSheets'));
    // Two menus carry icons as SVG text.
    b.onLoad({ filter: /(Align|Distribute)ElementsIcons\.js$/ }, ({ path: file }) => turned(file, /style="([^"]*)"/g, attributes));
    // Of the icon fonts one format is enough for the browsers we know.
    b.onLoad({ filter: /(bpmn|dmn)-font[\\/]css[\\/](bpmn|dmn)\.css$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      const woff2 = /url\('[^']*\.woff2\?[^']*'\) format\('woff2'\)/.exec(text)?.[0].replace(/\?[^']*/, '');
      if (!woff2) throw new Error(`${file} names no woff2`);
      const first = text.indexOf('src:'), end = text.indexOf('font-weight', first);
      return { contents: `${text.slice(0, first)}src: ${woff2};\n  ${text.slice(end)}`, loader: 'css' };
    });
  },
};
