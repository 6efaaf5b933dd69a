// The way to a message that is further up than what is loaded.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Finding } from '../../../../main/resources/static/js/core/room/finding.js';
import { EMPTY, applyAll } from '../../../../main/resources/static/js/core/room/state.js';

/** @type {any} */
let room;
/** @type {string[]} */
let told;
/** @type {number[]} */
let found;
/** @type {Finding} */
let finding;

/** @param {number} pos @returns {any} */
const message = (pos) => ({ kind: 'message', key: `p${pos}`, pos, at: pos, sender: { userId: 'bob' }, text: 'x', target: { pos } });

beforeEach(() => {
  [told, found] = [[], []];
  room = Object.assign(new EventTarget(), {
    state: applyAll(EMPTY, [message(950)]),
    verified: {
      log: { first: 901, atStart: false },
      async reach(/** @type {number} */ pos) {
        this.log.first = pos;
        room.state = applyAll(room.state, [message(pos)]);
      },
    },
  });
  finding = new Finding(room, /** @type {any} */ ({ notice: ({ key }, /** @type {string} */ _) => told.push(key) }));
  finding.addEventListener('found', () => found.push(Number(finding.found)));
});

test('what is loaded is found at once', async () => {
  await finding.go(950);
  assert.deepEqual([found, told, finding.progress], [[950], [], null]);
});

test('older history is loaded step by step, with its progress', async () => {
  /** @type {any[]} */
  const steps = [];
  finding.addEventListener('change', () => steps.push(finding.progress && finding.progress.done / finding.progress.of));
  await finding.go(401);
  assert.deepEqual([found, told, steps], [[401], [], [0, 0.4, 0.8, 1, null]]);
});

test('who stops goes nowhere, and nothing more is loaded', async () => {
  finding.addEventListener('change', () => (room.verified.log.first < 901 ? finding.stop() : undefined));
  await finding.go(1);
  assert.deepEqual([found, told, room.verified.log.first], [[], [], 701]);
});

test('a message that is not there is said to be missing', async () => {
  await finding.go(951);
  assert.deepEqual([found, told], [[], ['find.missing']]);
});

test('a server that does not answer is said, and does not leave the search open', async () => {
  room.verified.reach = async () => { throw new Error('offline'); };
  await finding.go(1);
  assert.deepEqual([found, told, finding.progress], [[], ['find.failed'], null]);
});

test('a server that gives nothing more ends the search', async () => {
  room.verified.reach = async () => {};
  await finding.go(1);
  assert.deepEqual([found, told, finding.progress], [[], ['find.missing'], null]);
});
