// What somebody has written and not sent is lost neither with a session nor with the storage, and is the same in all pages.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeClock, FakeStore, fakePlatform } from '../../fake-platform.js';
import { LONGEST_KEPT_DRAFT, UnsentStore } from '../../../../main/resources/static/js/core/session/unsent-store.js';

/** @type {FakeClock} */
let clock;
/** @type {FakeStore} */
let disk;
/** @type {Set<(row: any) => void>} */
let pages;

beforeEach(() => {
  clock = new FakeClock();
  disk = new FakeStore();
  pages = new Set();
  fakePlatform({ clock });
});

/** A page that has begun: its store, and what it heard from others. */
async function page() {
  const heard = /** @type {string[]} */ ([]);
  const hear = (/** @type {any} */ row) => store.heard(row);
  const store = new UnsentStore(/** @type {any} */ (disk), (row) => {
    for (const other of pages) if (other !== hear) other(structuredClone(row));
  });
  store.watch({
    message: (id, message) => heard.push(`${id} ${message ? message.failed ?? 'there' : 'gone'}`),
    draft: (roomId) => heard.push(`draft ${store.draft(roomId)}`),
  });
  pages.add(hear);
  await store.load();
  return { store, heard };
}

/** @param {number} i */
const message = (i) => ({ clientId: `c${i}`, roomId: 'r', content: { t: /** @type {const} */ ('text'), b: `message ${i}`, at: i }, at: i });

test('messages and drafts are there in the next page, the oldest first', async () => {
  const first = await page();
  await Promise.all([3, 1, 2].map((i) => first.store.keep(message(i))));
  first.store.setDraft('r', 'half a thought');
  await first.store.settled();
  const next = await page();
  assert.deepEqual(next.store.messages, [message(1), message(2), message(3)]);
  assert.equal(next.store.draft('r'), 'half a thought');
  assert.deepEqual(next.store.count(), { messages: 3, drafts: 1 });
});

test('rows that this user’s key does not open are left where they are', async () => {
  await disk.put('outbox', 'hers', { clientId: 'hers', roomId: 'r', content: 'other' });
  disk.unlock = async () => Promise.reject(new Error('OperationError'));
  const { store } = await page();
  assert.deepEqual(store.messages, []);
  assert.equal(disk.rows('outbox').size, 1);
});

test('of many changes to one draft the last one is stored, whatever the storage does meanwhile', async () => {
  const { store } = await page();
  const writes = /** @type {string[]} */ ([]);
  const put = disk.put.bind(disk);
  disk.put = async (kind, key, value) => {
    writes.push(/** @type {string} */ (value));
    await clock.rest();
    return put(kind, key, value);
  };
  for (const text of ['h', 'he', 'hel', 'hell', 'hello']) store.setDraft('r', text);
  await clock.until(() => disk.rows('drafts').get('r') === 'hello');
  assert.ok(writes.length <= 2, `${writes}`);
  store.setDraft('r', 'hello!');
  store.setDraft('r', '');
  await clock.rest();
  await clock.until(() => !disk.rows('drafts').has('r'));
});

test('a message is stored before the draft that it was is deleted', async () => {
  const { store } = await page();
  store.setDraft('r', 'message 1');
  await store.settled();
  const states = /** @type {string[]} */ ([]);
  const note = () => states.push(`${disk.rows('outbox').size} ${disk.rows('drafts').size}`);
  const [put, remove] = [disk.put.bind(disk), disk.delete.bind(disk)];
  disk.put = (...args) => put(...args).then(note);
  disk.delete = (...args) => remove(...args).then(note);
  const keeping = store.keep(message(1));
  store.setDraft('r', '');
  await keeping;
  await store.settled();
  assert.deepEqual(states, ['1 1', '1 0']);
});

test('a draft that another page has sent is empty in this one, now and after a reload', async () => {
  const [a, b] = [await page(), await page()];
  a.store.setDraft('r', 'typed in A');
  await clock.until(() => b.store.draft('r') === 'typed in A');
  b.store.setDraft('r', '');
  await clock.until(() => a.store.draft('r') === '');
  assert.deepEqual(a.heard, ['draft ']);
  assert.equal((await page()).store.draft('r'), '');
});

test('what one page writes, fails to send, and discards the others hear', async () => {
  const [a, b] = [await page(), await page()];
  await a.store.keep(message(1));
  await a.store.keep({ ...message(1), failed: 'too-large' });
  await a.store.drop('c1');
  await clock.until(() => b.heard.length === 3);
  assert.deepEqual(b.heard, ['c1 there', 'c1 too-large', 'c1 gone']);
  assert.deepEqual(b.store.messages, []);
});

test('where storage takes nothing, memory goes on and says so, and what is unkept is known', async () => {
  const { store } = await page();
  let changes = 0;
  store.addEventListener('change', () => changes++);
  disk.fails = true;
  await store.keep(message(1));
  store.setDraft('r', 'a draft');
  await clock.until(() => store.unkept.length === 2);
  assert.deepEqual([store.isKeeping, changes, store.messages.length, store.draft('r')], [false, 1, 1, 'a draft']);
  assert.deepEqual(store.unkept, ['message 1', 'a draft']);
  await store.drop('c1');
  await clock.rest();
  assert.equal(store.isKeeping, false, 'a deletion proves nothing');
});

test('once storage takes something again, all that was not kept is', async () => {
  const { store } = await page();
  disk.fails = true;
  await store.keep(message(1));
  await store.keep(message(2));
  disk.fails = false;
  await clock.until(() => disk.rows('outbox').size === 2);
  assert.deepEqual([store.isKeeping, store.unkept], [true, []]);
});

test('storage that never answers holds nobody up for longer than three seconds, and only once', async () => {
  const { store } = await page();
  disk.hangs = true;
  const before = clock.now();
  let isKept = false;
  store.keep(message(1)).then(() => (isKept = true));
  await clock.rest();
  assert.equal(isKept, false);
  await clock.until(() => isKept);
  assert.equal(clock.now() - before, 3000);
  assert.equal(store.isKeeping, false);
  await store.keep(message(2));
  assert.deepEqual([clock.now() - before, store.messages.length], [3000, 2]);
});

test('storage that is broken from the beginning lets the page begin', async () => {
  disk.all = async () => Promise.reject(new Error('UnknownError'));
  const { store } = await page();
  assert.deepEqual([store.isKeeping, store.messages], [false, []]);
  await store.keep(message(1));
  assert.equal(store.messages.length, 1);
});

test('what lay in a database that was deleted under the page is written again', async () => {
  const { store } = await page();
  await store.keep(message(1));
  store.setDraft('r', 'a draft');
  await store.settled();
  disk.lose();
  await clock.until(() => disk.rows('outbox').size === 1 && disk.rows('drafts').size === 1);
  assert.equal(store.isKeeping, true);
});

test('a draft longer than any message stays in its page alone', async () => {
  const [a, b] = [await page(), await page()];
  a.store.setDraft('r', 'short');
  await clock.until(() => b.store.draft('r') === 'short');
  const huge = 'x'.repeat(LONGEST_KEPT_DRAFT + 1);
  a.store.setDraft('r', huge);
  await clock.until(() => disk.rows('drafts').size === 0);
  assert.equal(a.store.draft('r'), huge);
  assert.deepEqual([b.store.draft('r'), a.store.count().drafts], ['', 1]);
  a.store.setDraft('r', huge.slice(0, LONGEST_KEPT_DRAFT));
  await clock.until(() => disk.rows('drafts').size === 1);
});
