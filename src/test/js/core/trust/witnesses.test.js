// Messages say what their senders saw: the same log confirms, another one is named with its earliest position.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Witnesses } from '../../../../main/resources/static/js/core/trust/witnesses.js';

const hash = (/** @type {number} */ n) => new Uint8Array(32).fill(n);
/** The log as this page has loaded it. @type {Map<number, Uint8Array>} */
let loaded;
const log = /** @type {any} */ ({ hashAt: (/** @type {number} */ pos) => loaded.get(pos) ?? null });
/** @type {Witnesses} */
let witnesses;

beforeEach(() => {
  loaded = new Map([[1, hash(1)], [2, hash(2)], [3, hash(3)]]);
  witnesses = new Witnesses('me');
});

const saw = (/** @type {string} */ userId, /** @type {number} */ pos, /** @type {number} */ what, at = pos + 1) => witnesses.add({ pos, hash: hash(what), userId, at });

test('the latest position that another member saw alike is confirmed', () => {
  saw('bob', 1, 1);
  saw('ann', 3, 3);
  saw('bob', 2, 2);
  assert.equal(witnesses.check(log), true);
  assert.deepEqual([witnesses.confirmedTo, witnesses.confirmedBy, witnesses.differing], [3, 'ann', null]);
  assert.equal(witnesses.check(log), false);
});

test('one’s own messages confirm nothing, but contradict', () => {
  saw('me', 3, 3);
  witnesses.check(log);
  assert.equal(witnesses.confirmedTo, 0);
  saw('me', 2, 9, 8);
  witnesses.check(log);
  assert.deepEqual(witnesses.differing, { userId: 'me', pos: 2 });
});

test('of those who saw something else the one with the earliest position is named', () => {
  saw('bob', 3, 9);
  saw('ann', 2, 9);
  witnesses.check(log);
  assert.deepEqual(witnesses.differing, { userId: 'ann', pos: 2 });
});

test('what is not loaded yet is judged once it is', () => {
  saw('bob', 7, 9);
  assert.equal(witnesses.check(log), false);
  loaded.set(7, hash(7));
  assert.equal(witnesses.check(log), true);
  assert.deepEqual(witnesses.differing, { userId: 'bob', pos: 7 });
});

test('a message is heard once: it cannot take back what it said', () => {
  saw('bob', 2, 9, 5);
  saw('bob', 2, 2, 5);
  witnesses.check(log);
  assert.deepEqual([witnesses.differing?.userId, witnesses.confirmedTo], ['bob', 0]);
});
