// Older history is read for the index in the background, after it has been fetched.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Walking } from '../../../../main/resources/static/js/core/search/walking.js';

/** @param {{isFetching: boolean}} sync */
function walking(sync) {
  const walked = { rooms: 0 };
  const room = { roomId: 'r', standing: 'member', lastAt: 1, lastPos: 500, verified: { ledger: { fullHistory: true } } };
  const history = {
    search: { isKeeper: true, room: () => ({ isLoaded: true, spans: [], settled: Promise.resolve() }) },
    room: () => {
      walked.rooms++;
      throw new Error('walked');
    },
  };
  const context = /** @type {any} */ ({ history, isOnline: () => true, me: { userId: 'me' } });
  return { walked, walking: new Walking(context, () => /** @type {any} */ ([room]), () => sync.isFetching) };
}

test('while older history is being fetched nothing is read, and then it is', async () => {
  const sync = { isFetching: true };
  const { walked, walking: one } = walking(sync);
  await one.go();
  assert.equal(walked.rooms, 0);
  sync.isFetching = false;
  await one.again();
  assert.equal(walked.rooms, 1);
});

test('somebody who searches does not wait for that', async () => {
  const { walked, walking: one } = walking({ isFetching: true });
  one.isWanted = true;
  await one.go();
  assert.equal(walked.rooms, 1);
});
