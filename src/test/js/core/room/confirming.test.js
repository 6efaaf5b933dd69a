// That a message was accepted is the server's word: it counts once the log shows the message.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeClock, fakePlatform } from '../../fake-platform.js';
import { confirm } from '../../../../main/resources/static/js/core/room/confirming.js';

/** @type {FakeClock} */
let clock;
beforeEach(() => {
  clock = new FakeClock();
  fakePlatform({ clock });
});

/** What is found, when, and which positions the log was asked for. @param {{contradictions?: number, holds?: boolean, reach?: () => Promise<void>, isAwaited?: () => boolean}} given */
async function confirmed({ contradictions = 0, holds = false, reach = async () => {}, isAwaited = () => true }) {
  const before = clock.now();
  const asked = /** @type {number[]} */ ([]);
  /** @type {string|undefined} */
  let found;
  const log = { holds: () => holds, reach: (/** @type {number} */ pos) => (asked.push(pos), reach()) };
  confirm({ pos: 5, contradictions }, log, isAwaited).then((answer) => (found = answer));
  await clock.until(() => found);
  return { found, asked, millis: clock.now() - before };
}

test('a message that has come meanwhile is not looked for', async () => {
  const { found, asked } = await confirmed({ isAwaited: () => false });
  assert.deepEqual([found, asked], ['found', []]);
});

test('a message that the log shows when asked is found', async () => {
  let isThere = false;
  const { found } = await confirmed({ reach: async () => void (isThere = true), isAwaited: () => !isThere });
  assert.equal(found, 'found');
});

test('a message that the log does not show is missing', async () => {
  const { found, asked, millis } = await confirmed({});
  assert.deepEqual([found, asked, millis], ['missing', [5], 3000]);
});

test('a log that cannot be loaded proves nothing', async () => {
  const { found } = await confirmed({ reach: async () => Promise.reject(new Error('unreachable')) });
  assert.equal(found, 'unknown');
});

test('where another entry stands at its position it is looked for sooner, and later after each contradiction', async () => {
  assert.equal((await confirmed({ holds: true })).millis, 500);
  assert.equal((await confirmed({ holds: true, contradictions: 2 })).millis, 2000);
  assert.equal((await confirmed({ contradictions: 20 })).millis, 30000);
});
