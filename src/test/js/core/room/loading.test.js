// A room that this browser has kept is asked about at once, shown as soon as nothing is lacking, and caught up with in any case.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { Loading } from '../../../../main/resources/static/js/core/room/loading.js';

fakePlatform();

/** A room that is kept up to entry 5, and what was called. @param {{lastPos: number, isOnline?: boolean}} told */
function kept({ lastPos, isOnline = true }) {
  const calls = /** @type {string[]} */ ([]);
  const asked = { answer: Promise.resolve({}) };
  /** @type {() => void} */
  let caughtUp = () => {};
  const room = {
    verified: { openKept: async () => true },
    marks: { readPos: 0, lastPos }, unread: 0, loadedPos: 5,
    changed: () => {},
    ask: () => (calls.push('ask'), asked),
    catchUp: (/** @type {unknown} */ given) => (calls.push(given === asked ? 'catch up' : 'something else'), new Promise((resolve) => (caughtUp = () => resolve(undefined)))),
    helpOnce: () => calls.push('shown'),
  };
  const loading = new Loading(/** @type {any} */ (room), { isOnline: () => isOnline }, () => {});
  return { loading, calls, caughtUp: () => caughtUp() };
}

const turns = () => new Promise((resolve) => setImmediate(resolve));

test('a room of which all is kept is shown before the server has answered', async () => {
  const { loading, calls } = kept({ lastPos: 5 });
  await loading.open();
  assert.deepEqual(calls, ['ask', 'catch up', 'shown']);
});

for (const told of [{ lastPos: 6 }, { lastPos: 5, isOnline: false }]) {
  test(`a room of which something may be lacking waits for it: ${JSON.stringify(told)}`, async () => {
    const { loading, calls, caughtUp } = kept(told);
    const opened = loading.open();
    await turns();
    assert.deepEqual(calls, ['ask', 'catch up']);
    caughtUp();
    await opened;
    assert.deepEqual(calls, ['ask', 'catch up', 'shown']);
  });
}
