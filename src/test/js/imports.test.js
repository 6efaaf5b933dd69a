// The house plan of the browser: pages → view → model → { crypto, store, net }; model, crypto and net →
// protocol; store and protocol import nothing. Only net touches the network, only view and pages the page.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const ROOT = resolve('src/main/resources/static/js');
const MAY = {
  pages: ['pages', 'view', 'model', 'crypto', 'store', 'net', 'protocol'],
  view: ['view', 'model'],
  model: ['model', 'crypto', 'store', 'net', 'protocol'],
  crypto: ['crypto', 'protocol'],
  net: ['net', 'protocol'],
  store: ['store'],
  protocol: ['protocol'],
};
const IMPORT = /(?:^|\n)\s*(?:import|export)[^'"\n;]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|import\(\s*'([^']+)'/g;

const files = readdirSync(ROOT, { recursive: true }).filter((name) => name.endsWith('.js'));

test('there are modules to look at', () => assert.ok(files.length > 20));

for (const name of files) {
  const text = readFileSync(join(ROOT, name), 'utf8');
  const folder = dirname(name);

  test(`${name} imports only downwards`, () => {
    for (const match of text.matchAll(IMPORT)) {
      const target = match[1] ?? match[2] ?? match[3];
      if (target.startsWith('lit') || target === 'qr-creator') {
        assert.equal(folder, 'view', `${name} uses lit`);
      } else {
        const into = basename(dirname(resolve(ROOT, folder, target)));
        assert.ok(MAY[folder].includes(into), `${name} → ${target}`);
      }
    }
  });

  if (!['view', 'pages'].includes(folder) && !name.endsWith('worker.js')) test(`${name} can be loaded`, () => import(pathToFileURL(join(ROOT, name)).href));

  test(`${name} touches only what is its folder's`, () => {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    if (folder !== 'net') assert.doesNotMatch(code, /\bfetch\(|new WebSocket|XMLHttpRequest/);
    if (!['view', 'pages', 'net'].includes(folder)) assert.doesNotMatch(code, /\bdocument\.|\bwindow\./);
    assert.doesNotMatch(code, /innerHTML|\beval\(|new Function|unsafeHTML/);
  });
}
