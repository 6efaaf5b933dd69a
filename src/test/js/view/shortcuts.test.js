// The table of the keyboard: each key is there once, and each one of messages is acted on.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ON_MESSAGES, SHORTCUTS, shortcutOf } from '../../../main/resources/static/js/view/shortcuts.js';

/** @param {string} key @param {object} [more] */
const press = (key, more = {}) => /** @type {any} */ ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test('each shortcut has its own keys', () => {
  assert.equal(new Set(SHORTCUTS.map(({ keys }) => keys)).size, SHORTCUTS.length);
});

test('keys of the page are told apart', () => {
  assert.equal(shortcutOf(press('k', { ctrlKey: true }), true), 'go');
  assert.equal(shortcutOf(press('K', { metaKey: true }), false), 'go');
  assert.equal(shortcutOf(press('k'), false), null);
  assert.equal(shortcutOf(press('ArrowDown', { altKey: true }), true), 'other-room');
  assert.equal(shortcutOf(press('ArrowDown', { altKey: true, shiftKey: true }), true), 'unread-room');
  assert.equal(shortcutOf(press('?', { shiftKey: true }), false), 'help');
  assert.equal(shortcutOf(press('?', { shiftKey: true }), true), null);
});

test('what the list says of messages is what they act on', () => {
  const code = readFileSync('src/main/resources/static/js/view/line-actions.js', 'utf8');
  const handled = [...code.matchAll(/key === '(.|delete)'/g)].map(([, key]) => `${key[0].toUpperCase()}${key.slice(1)}`);
  assert.deepEqual([...new Set(handled)].sort(), ON_MESSAGES.map(([key]) => key).sort());
});
