// Bundles styles, scripts and icons into dist/ under content-hashed names and writes dist/manifest.json:
// logical name -> file name. Run with `npm ci --ignore-scripts && npm run build`.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withoutInlineStyles } from './diagrams/inline-styles.mjs';
import { onlyUsed } from './kern.mjs';

const root = path.dirname(new URL(import.meta.url).pathname);
const dist = path.join(root, 'dist');
const templates = [path.join(root, '../crates/web/templates')];

/** Everything the templates say, to know which component styles are used at all. */
async function templateText(folders) {
  let text = '';
  for (const folder of folders) {
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    for (const name of names.filter((n) => n.endsWith('.html'))) text += await readFile(path.join(folder, name), 'utf8');
  }
  return text;
}

/** One sprite of all icons, each a <symbol> named after its file. */
async function sprite() {
  const names = (await readdir(path.join(root, 'icons'))).filter((n) => n.endsWith('.svg')).sort();
  const symbols = await Promise.all(names.map(async (name) => {
    const svg = await readFile(path.join(root, 'icons', name), 'utf8');
    const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '');
    return `<symbol id="${name.slice(0, -4)}" viewBox="0 0 24 24">${inner.trim()}</symbol>`;
  }));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const used = await templateText(templates);
const settings = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  metafile: true,
  outdir: 'dist',
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.woff2': 'file' },
  target: ['chrome110', 'firefox115', 'safari16'],
  format: 'iife',
};
// What every page loads.
const frame = await build({
  ...settings,
  entryPoints: { styles: 'styles/index.css', portal: 'scripts/portal.js' },
  legalComments: 'none',
  plugins: [{
    name: 'only the KERN components our templates use',
    setup(b) {
      b.onLoad({ filter: /@kern-ux[\\/]native[\\/]dist[\\/]kern\.css$/ }, async ({ path: file }) => ({
        contents: onlyUsed(await readFile(file, 'utf8'), used),
        loader: 'css',
      }));
    },
  }],
});
// What a commune's own web site loads: one script, served at a stable address.
const embed = await build({ ...settings, entryPoints: { embed: 'embed/embed.js' }, legalComments: 'none' });
// What only the pages with a diagram load. Their licences ask to be kept: they stand at the end of each script.
const names = ['diagram-viewer', 'process-editor', 'decision-editor'];
const diagrams = await build({
  ...settings,
  entryPoints: names.flatMap((name) => ['js', 'css'].map((kind) => ({ in: `diagrams/${name}.${kind}`, out: name }))),
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'eof',
  plugins: [withoutInlineStyles],
});

const manifest = {};
for (const [file, output] of Object.entries({ ...frame.metafile.outputs, ...embed.metafile.outputs, ...diagrams.metafile.outputs })) {
  const name = path.basename(file);
  const source = output.entryPoint ?? Object.keys(output.inputs)[0];
  manifest[output.entryPoint ? name.replace(/-[A-Z0-9]{8}\./, '.') : path.basename(source)] = name;
}
const icons = await sprite();
const hash = createHash('sha256').update(icons).digest('hex').slice(0, 8).toUpperCase();
manifest['icons.svg'] = `icons-${hash}.svg`;
await writeFile(path.join(dist, manifest['icons.svg']), icons);
const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(path.join(dist, 'manifest.json'), `${JSON.stringify(sorted, null, 2)}\n`);
for (const [name, file] of Object.entries(sorted)) console.log(`${name.padEnd(44)} ${file}`);
