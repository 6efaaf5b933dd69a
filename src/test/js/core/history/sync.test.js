// What a browser lacks of its user's rooms is fetched: the newest of all rooms first, then what is older, gently.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeClock, FakeStore, fakePlatform } from '../../fake-platform.js';
import { History } from '../../../../main/resources/static/js/core/history/history.js';
import { Sync } from '../../../../main/resources/static/js/core/history/sync.js';
import { firstHash, nextHash } from '../../../../main/resources/static/js/crypto/transcript.js';
import { sha256 } from '../../../../main/resources/static/js/crypto/primitives.js';
import { toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

const [BUSY, CALM] = ['11111111-0000-4000-8000-000000000001', '22222222-0000-4000-8000-000000000002'];

/** @type {FakeClock} */
let clock;
/** @type {FakeStore} */
let store;
/** @type {ReturnType<typeof fakePlatform>} */
let page;
/** Whether the page itself is still asking. */
let isBusy = false;
/** What was asked, in its order. @type {string[]} */
let asked;
/** @type {Record<string, {pos: number, type: number, at: number, entry: string}[]>} */
let logs;
/** @type {Record<string, Uint8Array[]>} */
let hashes;
/** @type {any[]} */
let rooms;
/** @type {History} */
let history;
/** @type {Sync} */
let sync;

/** A log of so many entries. @param {string} roomId @param {number} length @param {number} since */
async function make(roomId, length, since) {
  logs[roomId] = [];
  hashes[roomId] = [await firstHash(roomId)];
  await write(roomId, length, since);
}

/** @param {string} roomId @param {number} count @param {number} since */
async function write(roomId, count, since) {
  for (let i = 0; i < count; i++) {
    const pos = logs[roomId].length + 1;
    const bytes = new TextEncoder().encode(`${roomId} ${pos}`);
    const entry = { pos, type: 1, at: since + i, entry: toBase64(bytes) };
    logs[roomId].push(entry);
    hashes[roomId].push(await nextHash(hashes[roomId][pos - 1], { pos, type: 1, at: entry.at, entryHash: await sha256(bytes), bytes, quiet: false }));
  }
}

/** @param {string} path */
function answer(path) {
  const [, roomId, what, query] = /^\/api\/rooms\/([^/]+)\/(\w+)\?(.*)$/.exec(path) ?? assert.fail(path);
  const { after, before, limit, from, to } = Object.fromEntries([...new URLSearchParams(query)].map(([key, value]) => [key, Number(value)]));
  if (what === 'grants') return { records: Array.from({ length: to - from + 1 }, (_, i) => ({ pos: 1, type: 2, at: 1, entry: `r${from + i}` })), grants: [] };
  const all = logs[roomId];
  const entries = after !== undefined ? all.slice(after, after + limit) : before ? all.slice(Math.max(0, before - 1 - limit), before - 1) : all.slice(-limit);
  return { entries, before: toBase64(hashes[roomId][entries.length > 0 ? entries[0].pos - 1 : after]), head: all.length };
}

/** @param {string} roomId */
function room(roomId) {
  return {
    roomId, standing: 'member', isOpened: false,
    get lastPos() {
      return logs[roomId].length;
    },
    get lastAt() {
      return logs[roomId].at(-1)?.at;
    },
    verified: {
      isRead: true, forgets: 0,
      learn: async () => history.room(roomId).keepDetail(/** @type {any} */ ({ lastEpoch: 3 })),
      forget() {
        this.forgets++;
      },
    },
  };
}

beforeEach(async () => {
  clock = new FakeClock();
  [asked, isBusy] = [[], false];
  [logs, hashes] = [{}, {}];
  page = fakePlatform({
    clock,
    request: async (_, path) => {
      asked.push(path);
      return answer(path);
    },
  });
  store = new FakeStore();
  await make(BUSY, 2500, 5000);
  await make(CALM, 1250, 100);
  history = new History('me', /** @type {any} */ (store));
  rooms = [room(CALM), room(BUSY)];
  sync = new Sync(history, () => rooms, { isOnline: () => page.isOnline, isBusy: () => isBusy });
});

const extent = (/** @type {string} */ roomId) => history.room(roomId).log.extent();
const begin = () => history.follow(sync);
const isDone = () => !sync.isRunning && sync.of > 0 && sync.kept === sync.of;

test('the newest of all rooms come first, the latest room before others, then what is older, the latest first', async () => {
  begin();
  await clock.until(isDone);
  assert.deepEqual([await extent(BUSY), await extent(CALM)], [{ first: 1, last: 2500 }, { first: 1, last: 1250 }]);
  assert.deepEqual([sync.kept, sync.of], [3750, 3750]);
  const of = asked.map((path) => `${path.includes(BUSY) ? 'busy' : 'calm'} ${path.split('/').at(-1)?.replace('limit=500', '').replace(/[?&]+/g, ' ').trim()}`);
  assert.deepEqual(of, [
    'busy log', 'calm log', 'busy grants from=1 to=3', 'calm grants from=1 to=3',
    'busy log before=2001', 'busy log before=1501', 'busy log before=1001', 'busy log before=501', 'calm log before=751', 'calm log before=251',
  ]);
});

test('the page itself comes first', async () => {
  isBusy = true;
  begin();
  await clock.pass(20000);
  assert.deepEqual(asked, []);
  isBusy = false;
  await clock.until(isDone);
});

test('what comes later follows', async () => {
  begin();
  await clock.until(isDone);
  await write(CALM, 3, 9000);
  asked = [];
  sync.request();
  await clock.until(() => sync.kept === 3753);
  assert.deepEqual(asked, [`/api/rooms/${CALM}/log?limit=500&after=1250`]);
  assert.deepEqual(await extent(CALM), { first: 1, last: 1253 });
});

test('after the newest, the line is left to others for as long as an answer took', async () => {
  /** @type {[number, number][]} */
  const used = [];
  page.request = async (/** @type {string} */ _, /** @type {string} */ path) => {
    const begun = clock.now();
    await new Promise((resolve) => clock.after(300, () => resolve(undefined)));
    used.push([begun, clock.now()]);
    return answer(path);
  };
  await write(BUSY, 12000, 9000);
  begin();
  await clock.until(isDone);
  // Two newest slices, two answers with epochs, and 18 slices bring the first 10,000 entries, which do not wait.
  const later = used.slice(22);
  assert.ok(later.length >= 10);
  for (const [i, [begun]] of later.slice(1).entries()) assert.ok(begun - later[i][1] >= 300, `${begun - later[i][1]}`);
});

test('nothing is asked for without a connection, or on one that is paid for by its use', async () => {
  page.isOnline = false;
  begin();
  await clock.pass(20000);
  assert.deepEqual(asked, []);
  [page.isOnline, page.isMetered] = [true, true];
  sync.request();
  await clock.pass(20000);
  assert.deepEqual(asked, []);
  page.isMetered = false;
  await clock.until(isDone);
});

test('a slice that does not join is not kept, and its room is left alone', async () => {
  begin();
  await clock.until(() => asked.length >= 3);
  hashes[BUSY][1500] = new Uint8Array(32);
  await clock.until(() => !sync.isRunning);
  assert.deepEqual([await extent(BUSY), await extent(CALM)], [{ first: 2001, last: 2500 }, { first: 1, last: 1250 }]);
});

test('where the disk is half full nothing older is fetched, and the newest still is', async () => {
  page.used = 0.55;
  begin();
  await clock.until(() => sync.isFull && !sync.isRunning);
  assert.deepEqual([await extent(BUSY), await extent(CALM)], [{ first: 2001, last: 2500 }, { first: 751, last: 1250 }]);
  await write(BUSY, 10, 9000);
  sync.request();
  await clock.until(() => sync.kept === 1010);
});

test('where it is fuller the oldest goes', async () => {
  page.used = 0.7;
  begin();
  await clock.until(() => sync.isFull && !sync.isRunning);
  assert.deepEqual([await extent(BUSY), await extent(CALM)], [{ first: 2001, last: 2500 }, { first: 801, last: 1250 }]);
});

test('where the storage takes nothing, nothing more is fetched until it does', async () => {
  store.fails = true;
  begin();
  await clock.pass(20000);
  assert.equal(asked.length, 1);
  store.fails = false;
  await history.room(CALM).keepDetail(/** @type {any} */ ({ lastEpoch: 3 }));
  sync.request();
  await clock.until(() => asked.length > 6 && !sync.isRunning);
});

test('a server that refuses for now is asked again later', async () => {
  let refusals = 2;
  page.request = async (/** @type {string} */ _, /** @type {string} */ path) => {
    if (refusals-- > 0) throw new Problem({ code: 'too-many', retryAfter: 5 });
    return answer(path);
  };
  begin();
  await clock.until(isDone);
});

test('rooms that are not this person’s any more go, and each room forgets what is gone', async () => {
  begin();
  await clock.until(isDone);
  rooms = [rooms[0]];
  await clock.pass(700000);
  await clock.until(() => rooms[0].verified.forgets >= 2);
  assert.deepEqual([...store.rows('history').keys()].filter((key) => key.startsWith(BUSY)), []);
  assert.deepEqual(await extent(CALM), { first: 1, last: 1250 });
});

test('one page of the browser fetches, and the next one goes on when it closes', async () => {
  begin();
  const second = new History('me', /** @type {any} */ (store));
  const other = new Sync(second, () => rooms, { isOnline: () => page.isOnline, isBusy: () => isBusy });
  second.follow(other);
  await clock.until(isDone);
  assert.equal(other.of, 0);
  await write(BUSY, 1, 9000);
  history.end();
  await clock.until(() => other.kept === 3751);
  assert.deepEqual(await second.room(BUSY).log.extent(), { first: 1, last: 2501 });
});
