// A server that ends says goodbye to everybody at once; they must not all come back at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';

globalThis.location ??= /** @type {any} */ ({ href: 'http://localhost/' });
globalThis.addEventListener ??= () => {};
globalThis.document ??= /** @type {any} */ ({ addEventListener() {} });
Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });

/** @type {any[]} */
const made = [];
globalThis.WebSocket = /** @type {any} */ (
  class {
    constructor() {
      made.push(this);
    }
    close() {}
  }
);
const { Socket } = await import('../../../main/resources/static/js/browser/socket.js');

/** @param {number} code */
function pauseAfter(code) {
  const socket = new Socket();
  socket.start();
  made.at(-1).onclose({ code });
  const wait = /** @type {number} */ (socket.retryAt) - Date.now();
  socket.stop();
  return wait;
}

test('after "going away" a herd comes back spread over seconds', () => {
  const waits = Array.from({ length: 400 }, () => pauseAfter(1001)).sort((a, b) => a - b);
  assert.ok(waits[0] >= 400, `the first after ${waits[0]}`);
  assert.ok(waits[399] <= 5000, `the last after ${waits[399]}`);
  for (let second = 1; second < 4; second++) {
    const many = waits.filter((w) => w >= second * 1000 && w < (second + 1) * 1000).length;
    assert.ok(many > 50 && many < 160, `${many} of 400 in one second`);
  }
});

test('a connection that merely broke is tried again within a second', () => {
  for (let i = 0; i < 100; i++) assert.ok(pauseAfter(1006) <= 1000);
});

test('an ended session is not tried again', () => {
  const socket = new Socket();
  socket.start();
  made.at(-1).onclose({ code: 4401 });
  assert.equal(socket.retryAt, null);
});
