// Whoever comes back helps in all rooms, one after the other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyRounds } from '../../../../main/resources/static/js/core/session/key-rounds.js';

test('each room is looked at, one at a time, whatever happens in another', async () => {
  /** @type {number[]} */
  const seen = [];
  let busy = 0;
  const room = (/** @type {number} */ i) => ({
    helpOnce: async () => {
      assert.equal(++busy, 1);
      await new Promise((done) => setImmediate(done));
      busy--;
      seen.push(i);
      if (i === 1) throw new Error('this room is in trouble');
    },
  });
  await new KeyRounds(() => [room(0), room(1), room(2)], () => true).go();
  assert.deepEqual(seen, [0, 1, 2]);
});

test('two reconnections in one round make one more round', async () => {
  let count = 0;
  const rounds = new KeyRounds(() => [{ helpOnce: async () => { count++; } }], () => true);
  await Promise.all([rounds.go(), rounds.go(), rounds.go()]);
  assert.equal(count, 2);
});

test('without a connection nothing is asked', async () => {
  let count = 0;
  let online = true;
  const room = { helpOnce: async () => { count++; online = false; } };
  await new KeyRounds(() => [room, room], () => online).go();
  assert.equal(count, 1);
});
