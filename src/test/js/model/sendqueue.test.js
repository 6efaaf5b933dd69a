// A line waits as long as the server is in trouble, and pauses for what is the line's own fault.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOT_IN_ROOM, SendQueue } from '../../../main/resources/static/js/model/sendqueue.js';
import { Problem } from '../../../main/resources/static/js/protocol/problems.js';

globalThis.setTimeout = /** @type {any} */ ((/** @type {() => void} */ then) => queueMicrotask(then));

/** A queue whose server answers with these codes, one after the other. @param {string[]} codes */
function queue(codes) {
  const wire = /** @type {any} */ ({
    isOnline: () => true,
    isHeld: () => false,
    epoch: async () => {
      throw new Problem({ code: codes.shift() ?? 'none left', title: 'no' });
    },
  });
  const db = /** @type {any} */ ({ lock: async (/** @type {any} */ content) => content, put: async () => {}, delete: async () => {} });
  return new SendQueue('room', db, wire);
}

/** @param {SendQueue} lines */
function failed(lines) {
  return new Promise((resolve) => lines.addEventListener('change', () => lines.lines[0]?.state === 'failed' && resolve(lines.lines[0])));
}

test('however long the server is full, busy or silent, the line waits', async () => {
  const codes = Array.from({ length: 60 }, (_, i) => ['not-stored', 'busy', 'unreachable', 'too-many'][i % 4]);
  codes.push('bad-envelope');
  const lines = queue(codes);
  const end = failed(lines);
  await lines.add('a line');
  await end;
  assert.deepEqual(codes, []);
});

test('a line from when one was no member says so', async () => {
  const lines = queue(['not-found']);
  const end = failed(lines);
  await lines.add('a line');
  assert.equal((await end).reason, NOT_IN_ROOM);
});

test('what the server will never take pauses the line at once', async () => {
  const codes = ['bad-envelope', 'not-stored'];
  const lines = queue(codes);
  const end = failed(lines);
  await lines.add('a line');
  await end;
  assert.deepEqual(codes, ['not-stored']);
});
