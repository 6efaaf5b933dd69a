// The import arrows of the browser client: protocol ← crypto ← core ← view. `browser` implements the platform
// that core is given, and pages wire the parts together. Only browser touches the network and storage, only view
// and pages touch the document, and core touches no global at all.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const ROOT = resolve('src/main/resources/static/js');
const MAY = {
  pages: ['pages', 'view', 'core', 'browser', 'crypto', 'protocol'],
  view: ['view', 'core', 'locale'],
  locale: ['locale'],
  browser: ['browser', 'core', 'crypto', 'protocol'],
  core: ['core', 'crypto', 'protocol'],
  crypto: ['crypto', 'protocol'],
  protocol: ['protocol'],
};
/** Files of core that still import `browser`. It only ever gets shorter. */
const CORE_IMPORTS_BROWSER = new Set([
  'core/room/verified-room.js',
  'core/room/issuing.js',
  'core/room/log.js',
  'core/room/room-events.js',
  'core/room/room-keys.js',
  'core/room/room-people.js',
  'core/room/room.js',
  'core/room/sendqueue.js',
  'core/room/sharing.js',
  'core/session/admin.js',
  'core/session/directory.js',
  'core/session/invitations.js',
  'core/session/obstacle.js',
  'core/session/own-keys.js',
  'core/session/own-vault.js',
  'core/session/salt.js',
  'core/session/session.js',
  'core/session/sign-in.js',
  'core/trust/own-identity.js',
  'core/trust/trust.js',
]);
/** Files of core that still use a global of the browser. It only ever gets shorter. */
const CORE_USES_GLOBALS = new Set([
  'core/room/issuing.js',
  'core/room/log.js',
  'core/room/room-events.js',
  'core/room/sendqueue.js',
  'core/room/sharing.js',
  'core/session/pending-replies.js',
  'core/session/clock.js',
  'core/session/directory.js',
  'core/session/obstacle.js',
  'core/session/coalesced-task.js',
  'core/session/room-list.js',
  'core/session/retry-scheduler.js',
  'core/session/session.js',
  'core/session/strangers.js',
  'core/trust/trust.js',
]);
/** What a platform passes in. Timers, clocks and random numbers of core come from there alone. */
const GLOBALS = new RegExp([
  'fetch\\(', 'new WebSocket', 'XMLHttpRequest', '\\bindexedDB\\b', '\\blocalStorage\\b', '\\bsessionStorage\\b', 'new BroadcastChannel',
  '\\bnavigator\\b', '\\bdocument\\.', '\\bwindow\\.', '\\bglobalThis\\b', '\\blocation\\b', 'new Worker', 'Date\\.now', 'new Date\\(\\)',
  '\\b(?:set|clear)(?:Timeout|Interval)\\b', '\\bqueueMicrotask\\b', 'Math\\.random', '\\bcrypto\\.', '\\bperformance\\.', '\\bconsole\\.',
  'import\\.meta', '(?<![.\\w])addEventListener\\(',
].join('|'));
const IMPORT = /(?:^|\n)\s*(?:import|export)[^'"\n;]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|import\(\s*'([^']+)'/g;

const files = readdirSync(ROOT, { recursive: true }).filter((name) => name.endsWith('.js'));
const layerOf = (path) => path.split('/')[0];
const codeOf = (text) => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');

test('there are modules to look at', () => assert.ok(files.length > 20));

for (const name of files) {
  const text = readFileSync(join(ROOT, name), 'utf8');
  const code = codeOf(text);
  const layer = layerOf(name);

  test(`${name} imports only downwards`, () => {
    let importsBrowser = false;
    for (const match of code.matchAll(IMPORT)) {
      const target = match[1] ?? match[2] ?? match[3];
      if (target.startsWith('lit') || target === 'qr-creator') {
        assert.equal(layer, 'view', `${name} uses lit`);
        continue;
      }
      const into = layerOf(relative(ROOT, resolve(ROOT, dirname(name), target)));
      if (into === 'browser' && CORE_IMPORTS_BROWSER.has(name)) importsBrowser = true;
      else assert.ok(MAY[layer].includes(into), `${name} → ${target}`);
    }
    assert.equal(importsBrowser, CORE_IMPORTS_BROWSER.has(name), 'the list of exceptions names what needs none');
  });

  if (!['view', 'pages'].includes(layer) && !name.endsWith('worker.js')) test(`${name} can be loaded`, () => import(pathToFileURL(join(ROOT, name)).href));

  test(`${name} touches only what is its folder's`, () => {
    if (layer === 'core') assert.equal(GLOBALS.test(code), CORE_USES_GLOBALS.has(name), `${name}: ${code.match(GLOBALS)?.[0]}`);
    if (layer !== 'browser') assert.doesNotMatch(code, /\bfetch\(|new WebSocket|XMLHttpRequest|\bindexedDB\b/);
    if (!['view', 'pages', 'browser'].includes(layer)) assert.doesNotMatch(code, /\bdocument\.|\bwindow\./);
    assert.doesNotMatch(code, /innerHTML|\beval\(|new Function|unsafeHTML/);
  });
}
