// What is kept of a log comes back as it was served, whatever happened to the page or to the rows meanwhile.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sha256 } from '../../../../main/resources/static/js/crypto/primitives.js';
import { FakeStore } from '../../fake-platform.js';
import { KeptLog } from '../../../../main/resources/static/js/core/history/kept-log.js';
import { Rows } from '../../../../main/resources/static/js/core/history/rows.js';
import { toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';

const ROOM = '00000000-0000-0000-0000-000000000001';

/** @type {FakeStore} */
let store;
/** @type {KeptLog} */
let log;

beforeEach(() => {
  store = new FakeStore();
  log = opened();
});

const opened = () => new KeptLog(ROOM, new Rows(/** @type {any} */ (store)));
const hashAt = (/** @type {number} */ pos) => new Uint8Array([pos % 256, pos >> 8]);
const entry = (/** @type {number} */ pos) => ({ pos, type: 1, at: pos, entry: toBase64(hashAt(pos)) });
const entries = (/** @type {number} */ from, /** @type {number} */ to) => Array.from({ length: to - from + 1 }, (_, i) => entry(from + i));
const keep = (/** @type {number} */ from, /** @type {number} */ to) => log.keep(entries(from, to), hashAt);

/** Everything that is kept, from the newest row down, each before that fits. */
async function all() {
  const found = [];
  for (let row = await log.newest(1); row; row = await log.older(row.entries[0].pos)) {
    assert.equal(row.before, toBase64(hashAt(row.entries[0].pos - 1)));
    found.unshift(...row.entries.map(({ pos }) => pos));
  }
  return found;
}

const range = (/** @type {number} */ from, /** @type {number} */ to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

test('nothing is kept at first', async () => {
  assert.deepEqual([await log.newest(60), await log.older(5)], [null, null]);
});

test('what follows and what came before join what is kept, in rows of fifty', async () => {
  await keep(200, 259);
  await keep(140, 199);
  await keep(260, 519);
  for (let pos = 520; pos < 530; pos++) await keep(pos, pos);
  assert.deepEqual(await all(), range(140, 529));
  assert.ok((await log.size()) <= 10);
  log = opened();
  assert.deepEqual(await all(), range(140, 529));
  const newest = await log.newest(60);
  assert.ok(newest && newest.entries.length >= 60 && newest.entries.at(-1)?.pos === 529);
});

test('what it has already changes nothing, and what overlaps adds the rest', async () => {
  await keep(10, 20);
  await keep(12, 15);
  await keep(15, 30);
  assert.deepEqual(await all(), range(10, 30));
});

test('what would leave a gap is not kept', async () => {
  await keep(10, 20);
  await keep(1000, 1059);
  await keep(1, 5);
  assert.deepEqual(await all(), range(10, 20));
});

const isBare = (/** @type {import('../../../../main/resources/static/js/protocol/rest.js').LogEntry} */ one) => one.entry === undefined;

test('no more is kept of a deleted entry than its hash', async () => {
  await keep(1, 150);
  await log.forget(new Set([3, 120, 500]));
  log = opened();
  const kept = (await log.newest(150))?.entries ?? [];
  const hashOf = async (/** @type {number} */ pos) => toBase64(await sha256(hashAt(pos)));
  assert.deepEqual(kept.filter(isBare), [{ pos: 3, type: 1, at: 3, hash: await hashOf(3) }, { pos: 120, type: 1, at: 120, hash: await hashOf(120) }]);
  assert.equal(kept.length, 150);
});

test('what has expired is forgotten, as time goes on; events stay', async () => {
  const all = entries(1, 250).map((one) => ({ ...one, type: one.pos % 10 === 0 ? 3 : 1 }));
  await log.keep(all, hashAt);
  for (const until of [0, 20, 119, 200, 200]) {
    await log.expire(until);
    const kept = (await opened().newest(250))?.entries ?? [];
    assert.deepEqual(kept.filter(isBare).map(({ pos }) => pos), range(1, until).filter((pos) => pos % 10 !== 0));
  }
});

test('a page that ended while it wrote leaves the longer row', async () => {
  await keep(1, 30);
  const [[key, row]] = [...store.rows('history')];
  await keep(31, 40);
  store.rows('history').set(key, row);
  log = opened();
  assert.deepEqual(await all(), range(1, 40));
  assert.equal(store.rows('history').size, 1);
});

test('a row that is gone takes what came before it along', async () => {
  await keep(1, 350);
  const [, second] = [...store.rows('history').keys()].sort();
  store.rows('history').delete(second);
  log = opened();
  assert.deepEqual(await all(), range(Number(second.slice(-12)) + 1, 350));
});

test('a row that cannot be opened takes what came before it along', async () => {
  await keep(1, 350);
  const keys = [...store.rows('history').keys()].sort();
  const unlock = store.unlock.bind(store);
  const broken = store.rows('history').get(keys[1]);
  store.unlock = async (value) => (value === broken ? Promise.reject(new Error('OperationError')) : unlock(value));
  log = opened();
  assert.deepEqual(await all(), range(Number(keys[1].slice(-12)) + 1, 350));
  assert.equal(store.rows('history').size, keys.length - 2);
});

test('the oldest goes first where there is no room', async () => {
  await keep(1, 350);
  await log.dropOldest();
  const kept = await all();
  assert.equal(kept.at(-1), 350);
  assert.ok(kept[0] > 1);
  await log.drop();
  assert.deepEqual(await all(), []);
  assert.equal(store.rows('history').size, 0);
});

test('storage that fails keeps less, and throws nothing', async () => {
  store.fails = true;
  await keep(1, 60);
  store.fails = false;
  log = opened();
  assert.deepEqual(await all(), []);
  await keep(1, 60);
  assert.deepEqual(await all(), range(1, 60));
});
