// What is kept of a room beside its log.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeStore } from '../../fake-platform.js';
import { KeptRoom } from '../../../../main/resources/static/js/core/history/kept-room.js';
import { Rows } from '../../../../main/resources/static/js/core/history/rows.js';

const [ROOM, OTHER] = ['00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002'];

/** @type {FakeStore} */
let store;
/** @type {KeptRoom} */
let room;

beforeEach(() => {
  store = new FakeStore();
  room = opened(ROOM);
});

const opened = (/** @type {string} */ roomId) => new KeptRoom(roomId, new Rows(/** @type {any} */ (store)));
const entry = (/** @type {number} */ pos) => ({ pos, entry: `entry ${pos}` });

test('events come back in their order, up to the first gap', async () => {
  await room.keepEvents(0, [entry(1), entry(2)]);
  await room.keepEvents(2, [entry(9)]);
  await room.keepEvents(9, []);
  await room.keepEvents(30, [entry(31)]);
  assert.deepEqual((await opened(ROOM).events()).map(({ pos }) => pos), [1, 2, 9]);
});

test('epochs come back only if none is lacking, with all grants that came', async () => {
  await room.keepEpoch(1, entry(2), ['a']);
  await room.keepEpoch(2, entry(5), []);
  await room.keepGrants(2, ['b', 'b']);
  await room.keepEpoch(2, entry(5), ['c']);
  await room.keepGrants(3, ['no record']);
  assert.deepEqual(await room.epochs(1, 2), [{ record: entry(2), grants: ['a'] }, { record: entry(5), grants: ['b', 'c'] }]);
  assert.equal(await room.epochs(1, 3), null);
});

test('what is dropped is gone, and nothing of another room', async () => {
  const other = opened(OTHER);
  for (const one of [room, other]) {
    await one.keepDetail(/** @type {any} */ ({ name: 'kept' }));
    await one.keepEvents(0, [entry(1)]);
    await one.keepEpoch(1, entry(2), ['a']);
    await one.keepLog([{ type: 1, at: 1, ...entry(1) }], () => new Uint8Array(32));
  }
  await room.drop();
  assert.deepEqual([await room.detail(), await room.events(), await room.epochs(1, 1), await room.log.newest(1)], [null, [], null, null]);
  assert.deepEqual([...store.rows('history').keys()].filter((key) => key.startsWith(ROOM)), []);
  assert.equal((await other.detail())?.name, 'kept');
  assert.equal((await other.log.newest(1))?.entries.length, 1);
});
