// The key to write with is of one epoch, though the room moves on while it is fetched.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WritingEpoch } from '../../../../main/resources/static/js/core/room/writing-epoch.js';

/** A managed room in whose verified something happens at each step. @param {(room: any, step: number) => void} happens */
function roomWhere(happens) {
  let steps = 0;
  const room = {
    roomId: 'r', openEpoch: /** @type {number|null} */ (null), open: async () => {},
    verified: {
      inOrder: async () => happens(room, ++steps),
      requireSound: () => {},
      catchUp: async () => {},
      ledger: { mode: 'managed' },
      keys: { newest: { epoch: 7 } },
      keyToWrite: async (/** @type {unknown} */ epoch) => ({ epoch }),
    },
  };
  return room;
}

/** @param {number} epoch */
function context(epoch) {
  const opened = { times: 0, openEpoch: async () => (opened.times++, epoch) };
  return opened;
}

test('an epoch that ends while its key is fetched is still the one whose key is given', async () => {
  const room = roomWhere((r, step) => {
    if (step > 1) r.openEpoch = null;
  });
  assert.deepEqual(await new WritingEpoch(/** @type {any} */ (room), /** @type {any} */ (context(7))).key(), { epoch: 7 });
});

test('an epoch that is open is not opened again', async () => {
  const room = roomWhere(() => {});
  room.openEpoch = 6;
  const opening = context(7);
  assert.deepEqual(await new WritingEpoch(/** @type {any} */ (room), /** @type {any} */ (opening)).key(), { epoch: 6 });
  assert.equal(opening.times, 0);
});

test('two who want to write at once open one epoch', async () => {
  const room = roomWhere(() => {});
  const opening = context(7);
  const writing = new WritingEpoch(/** @type {any} */ (room), /** @type {any} */ (opening));
  assert.deepEqual(await Promise.all([writing.key(), writing.key()]), [{ epoch: 7 }, { epoch: 7 }]);
  assert.equal(opening.times, 1);
});
