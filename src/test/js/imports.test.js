// The import arrows of the browser client: protocol ← crypto ← core ← view. `browser` implements the platform
// that core is given, and pages wire the parts together. Only browser touches the network and storage, only view,
// locale and pages touch the document, and core touches no global at all.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const ROOT = resolve('src/main/resources/static/js');
const MAY = {
  pages: ['pages', 'view', 'locale', 'core', 'browser', 'crypto', 'protocol'],
  view: ['view', 'core', 'locale'],
  locale: ['locale'],
  browser: ['browser', 'core', 'crypto', 'protocol'],
  core: ['core', 'crypto', 'protocol'],
  crypto: ['crypto', 'protocol'],
  protocol: ['protocol'],
};
/** What a platform passes in. Timers, clocks and random numbers of core come from there alone. */
const GLOBALS = new RegExp([
  'fetch\\(', 'new WebSocket', 'XMLHttpRequest', '\\bindexedDB\\b', '\\blocalStorage\\b', '\\bsessionStorage\\b', 'new BroadcastChannel',
  '\\bnavigator\\b', '\\bdocument\\.', '\\bwindow\\.', '\\bglobalThis\\b', '\\blocation\\b', 'new Worker', 'Date\\.now', 'new Date\\(\\)',
  '\\b(?:set|clear)(?:Timeout|Interval)\\b', '\\bqueueMicrotask\\b', 'Math\\.random', '\\bcrypto\\.', '\\bperformance\\.', '\\bconsole\\.',
  'import\\.meta', '(?<![.\\w])addEventListener\\(',
].join('|'));
const IMPORT = /(?:^|\n)\s*(?:import|export)[^'"\n;]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|import\(\s*'([^']+)'/g;

/** Modules of `browser` that need a library, which only a page's import map finds. */
const WITH_LIBRARY = new Set(['browser/database.js', 'browser/platform.js', 'browser/pictures.js', 'browser/reading-platform.js']);
/** Libraries that one module alone uses. @type {Record<string, string>} */
const USED_BY = { idb: 'browser/database.js', blurhash: 'browser/pictures.js' };

const files = readdirSync(ROOT, { recursive: true }).filter((name) => name.endsWith('.js'));
const layerOf = (path) => path.split('/')[0];
const codeOf = (text) => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');

test('there are modules to look at', () => assert.ok(files.length > 20));

for (const name of files) {
  const text = readFileSync(join(ROOT, name), 'utf8');
  const code = codeOf(text);
  const layer = layerOf(name);

  test(`${name} imports only downwards`, () => {
    for (const match of code.matchAll(IMPORT)) {
      const target = match[1] ?? match[2] ?? match[3];
      if (target.startsWith('lit') || target === 'qr-creator' || target === 'marked') {
        assert.equal(layer, 'view', `${name} uses ${target}`);
        continue;
      }
      if (target === 'i18next') {
        assert.equal(layer, 'locale', `${name} uses i18next`);
        continue;
      }
      if (Object.hasOwn(USED_BY, target)) {
        assert.equal(name, USED_BY[target], `${name} uses ${target}`);
        continue;
      }
      const into = layerOf(relative(ROOT, resolve(ROOT, dirname(name), target)));
      assert.ok(MAY[layer].includes(into), `${name} → ${target}`);
    }
  });

  if (!['view', 'pages', 'locale'].includes(layer) && !name.endsWith('worker.js') && !WITH_LIBRARY.has(name)) test(`${name} can be loaded`, () => import(pathToFileURL(join(ROOT, name)).href));

  test(`${name} touches only what is its folder's`, () => {
    if (layer === 'core') assert.doesNotMatch(code, GLOBALS);
    if (layer !== 'browser') assert.doesNotMatch(code, /\bfetch\(|new WebSocket|XMLHttpRequest|\bindexedDB\b/);
    if (!['view', 'pages', 'browser', 'locale'].includes(layer)) assert.doesNotMatch(code, /\bdocument\.|\bwindow\./);
    assert.doesNotMatch(code, /innerHTML|\beval\(|new Function|unsafeHTML/);
  });
}
