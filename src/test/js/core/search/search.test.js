// The index of a session: kept in segments, loaded again, and rid of what is gone, whatever happens to the page or to storage.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeClock, FakeStore, fakePlatform } from '../../fake-platform.js';
import { Rows } from '../../../../main/resources/static/js/core/history/rows.js';
import { Search } from '../../../../main/resources/static/js/core/search/search.js';
import { parseQuery } from '../../../../main/resources/static/js/core/search/query.js';
import { toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';

const ROOM = '00000000-0000-0000-0000-000000000001';
const OTHER = '00000000-0000-0000-0000-000000000002';
const HASH = toBase64(new Uint8Array(16));

/** @type {FakeStore} */
let store;
/** @type {FakeClock} */
let clock;
let isKeeper = true;

beforeEach(() => {
  store = new FakeStore();
  clock = new FakeClock();
  isKeeper = true;
  fakePlatform({ clock });
});

const opened = () => new Search(new Rows(/** @type {any} */ (store), () => isKeeper));
const message = (/** @type {number} */ pos, /** @type {string} */ text) => ({ pos, at: pos, from: 'bob', identity: 'i', hash: HASH, edited: 0, has: 0, text, names: [] });
const found = async (/** @type {Search} */ search, /** @type {string} */ typed) => {
  const { words, phrases } = parseQuery(typed);
  const { results } = await search.find({ words, phrases, rooms: [ROOM, OTHER], from: null, has: 0, after: 0, before: Infinity, most: 50 });
  return results.map(({ room, pos }) => (room === ROOM ? pos : `other ${pos}`));
};
const keys = () => [...store.rows('history').keys()];
const bytesOf = () => Buffer.concat([...store.rows('history').values()].map((value) => (value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value)))));

/** @param {Search} search */
async function settled(search) {
  await clock.pass(5000);
  await Promise.all([ROOM, OTHER].map((id) => search.room(id).settled));
}

test('what was indexed is found after a reload', async () => {
  const search = opened();
  search.room(ROOM).indexed([message(1, 'apple'), message(2, 'pear')], [], [1, 2]);
  assert.deepEqual(await found(search, 'apple'), [1], 'at once');
  await settled(search);
  const again = opened();
  assert.deepEqual(await found(again, 'apple'), [1]);
  assert.deepEqual(again.room(ROOM).spans, [[1, 2]]);
});

test('what comes before the stored segments are loaded does not take their place', async () => {
  const search = opened();
  search.room(ROOM).indexed([message(1, 'apple')], [], [1, 1]);
  await settled(search);
  const again = opened();
  again.room(ROOM).indexed([message(2, 'apple')], [], [2, 2]);
  await settled(again);
  assert.deepEqual(await found(opened(), 'apple'), [2, 1]);
});

test('what is deleted leaves storage at once', async () => {
  const search = opened();
  search.room(ROOM).indexed([message(1, 'verysecret'), message(2, 'harmless')], [], [1, 2]);
  await settled(search);
  assert.ok(bytesOf().includes('verysecret'));
  await search.room(ROOM).forget([1], 0);
  assert.ok(!bytesOf().includes('verysecret') && bytesOf().includes('harmless'));
  assert.deepEqual(await found(opened(), 'verysecret'), []);
  await search.room(ROOM).forget([], 2);
  assert.ok(!bytesOf().includes('harmless'));
});

test('what is deleted leaves storage even where the browser takes nothing more', async () => {
  const search = opened();
  search.room(ROOM).indexed([message(1, 'verysecret'), message(2, 'harmless')], [], [1, 2]);
  await settled(search);
  const put = store.put.bind(store);
  store.put = async () => { throw new Error('QuotaExceededError'); };
  await search.room(ROOM).forget([1], 0);
  assert.equal(search.isFull, true);
  assert.deepEqual(keys(), []);
  assert.deepEqual(await found(search, 'harmless'), [2], 'the page goes on from memory');
  store.put = put;
  search.room(ROOM).indexed([message(3, 'more')], [], [3, 3]);
  await settled(search);
  assert.deepEqual(await found(opened(), 'harmless'), [2]);
});

test('a page that is ended between two writes leaves an index that holds', async () => {
  for (let writes = 0; writes < 4; writes++) {
    store = new FakeStore();
    const first = opened();
    first.room(ROOM).indexed([message(1, 'apple')], [], [1, 1]);
    await settled(first);
    const second = opened();
    await second.room(ROOM).settled;
    let left = writes;
    const put = store.put.bind(store);
    store.put = async (...row) => (left-- > 0 ? put(...row) : new Promise(() => {}));
    second.room(ROOM).indexed([message(2, 'apple')], [], [2, 2]);
    await clock.pass(5000);
    store.put = put;
    const third = opened();
    const positions = await found(third, 'apple');
    assert.deepEqual(positions, third.room(ROOM).spans[0][1] === 2 ? [2, 1] : [1]);
    // What was left over goes with the next write.
    third.room(ROOM).indexed([message(3, 'apple')], [], [3, 3]);
    await settled(third);
    assert.ok(keys().length <= 3, keys().join());
  }
});

test('a room of which a segment is damaged or lacking is indexed again', async () => {
  for (const harm of [(/** @type {string} */ key) => store.rows('history').delete(key), (/** @type {string} */ key) => store.rows('history').set(key, new Uint8Array(7)), (/** @type {string} */ key) => store.rows('history').set(key, 'text')]) {
    store = new FakeStore();
    const search = opened();
    search.room(ROOM).indexed([message(1, 'apple')], [], [1, 1]);
    search.room(OTHER).indexed([message(1, 'apple')], [], [1, 1]);
    await settled(search);
    harm(/** @type {string} */ (keys().find((key) => key.startsWith(ROOM) && !key.endsWith('manifest'))));
    const again = opened();
    assert.deepEqual(await found(again, 'apple'), ['other 1']);
    assert.deepEqual(again.room(ROOM).spans, [], 'it is to be indexed');
  }
});

test('a room that one leaves is gone, also from storage', async () => {
  const search = opened();
  search.room(ROOM).indexed([message(1, 'apple')], [], [1, 1]);
  await settled(search);
  search.room(ROOM).indexed([message(2, 'apple')], [], [2, 2]);
  await search.leave(ROOM);
  await clock.pass(10000);
  assert.deepEqual(keys(), []);
  assert.deepEqual(await found(search, 'apple'), []);
});

test('a page that does not keep writes nothing until it does', async () => {
  isKeeper = false;
  const search = opened();
  search.room(ROOM).indexed([message(1, 'apple')], [], [1, 1]);
  await settled(search);
  assert.deepEqual(keys(), []);
  isKeeper = true;
  search.keeps();
  await settled(search);
  assert.deepEqual(await found(opened(), 'apple'), [1]);
});

test('segments that another page has removed are written again', async () => {
  const search = opened();
  search.room(ROOM).indexed([message(1, 'apple')], [], [1, 1]);
  await settled(search);
  for (const key of keys()) store.rows('history').delete(key);
  search.room(ROOM).indexed([], [], [2, 2]);
  await settled(search);
  assert.deepEqual(await found(opened(), 'apple'), [1]);
});

test('a worker that fails leaves a search without results, and nothing else', async () => {
  fakePlatform({ clock, search: () => ({ ask: async () => { throw new Error('gone'); }, end: () => {} }) });
  const search = opened();
  await search.room(ROOM).indexed([message(1, 'apple')], [], [1, 1]);
  await assert.rejects(found(search, 'apple'));
  assert.deepEqual(keys(), []);
});
