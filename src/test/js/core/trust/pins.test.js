// Pins: what a first sight leaves on the server, and a server that withholds, ages or alters them.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeClock, FakeStore, fakePlatform } from '../../fake-platform.js';
import { openPins, sealPins } from '../../../../main/resources/static/js/crypto/pins.js';
import { Trust, VERIFIED, noPins } from '../../../../main/resources/static/js/core/trust/trust.js';
import { fromBase64, toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { Problem, unreachable } from '../../../../main/resources/static/js/protocol/problems.js';

const ME = '00000000-0000-4000-8000-000000000000';
const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

/** @type {FakeClock} */
let clock;
/** @type {FakeStore} */
let db;
/** What the server stores, and how often it was written. @type {{pins: string|null, writes: number}} */
let server;
/** What reading answers instead. @type {(() => any)|null} */
let instead;

const directory = /** @type {any} */ ({
  rename: () => {}, served: () => null, chain: async () => [],
  identity: async (/** @type {string} */ id) => ({ userId: id.slice(0, 3), index: Number(id.at(-1)) }),
  relation: async (/** @type {string} */ _, /** @type {string} */ from, /** @type {string} */ to) => (from < to ? 'successor' : 'former'),
});

beforeEach(async () => {
  clock = new FakeClock();
  db = new FakeStore();
  server = { pins: toBase64(await sealPins(ME, 1, key, noPins())), writes: 0 };
  instead = null;
  fakePlatform({ clock, request: async (method, _, body) => {
    if (method === 'GET') {
      if (instead) return instead();
      if (!server.pins) throw new Problem({ code: 'not-found' });
      return { pins: server.pins };
    }
    const { pins } = JSON.parse(String(body));
    const version = async (/** @type {string} */ sealed) => (await openPins(ME, fromBase64(sealed), key)).version;
    if (server.pins && (await version(pins)) <= (await version(server.pins))) throw new Problem({ code: 'pins-changed', version: await version(server.pins) });
    [server.pins, server.writes] = [pins, server.writes + 1];
    return null;
  } });
});

/** A page that has read its pins. */
async function page() {
  const trust = new Trust(ME, { own: [/** @type {any} */ ({ identityId: 'me-0' })], pins: key }, directory, /** @type {any} */ (db));
  await trust.load();
  return trust;
}
const stored = async () => (await openPins(ME, fromBase64(String(server.pins)), key)).pins;

test('a first sight is pinned on the server without a click, once for several people', async () => {
  const trust = await page();
  assert.equal(await trust.verdict('bob', 'bob-0'), 'fine');
  assert.equal(await trust.verdict('ann', 'ann-0'), 'fine');
  await clock.until(() => server.writes > 0);
  assert.deepEqual([server.writes, (await stored()).users], [1, { bob: ['bob-0', 0, 0], ann: ['ann-0', 0, 0] }]);
});

test('the next page knows whom this one has seen', async () => {
  await (await page()).verdict('bob', 'bob-1');
  await clock.until(() => server.writes > 0);
  const next = await page();
  assert.deepEqual([next.pinned('bob'), await next.verdict('bob', 'bob-0')], ['bob-1', 'former']);
});

test('an identity that is somebody else’s is not pinned', async () => {
  const trust = await page();
  assert.equal(await trust.verdict('ann', 'bob-0'), 'changed');
  assert.equal(trust.pinned('ann'), null);
});

test('a server that withholds the pins is not given new ones', async () => {
  server.pins = null;
  const trust = await page();
  assert.equal(trust.trouble, 'missing');
  await trust.verdict('bob', 'bob-0');
  await trust.flush();
  await clock.pass(5000);
  assert.equal(server.writes, 0);
});

test('an older state than this browser has written is not believed', async () => {
  const first = server.pins;
  const trust = await page();
  await trust.accept('bob', 'bob-0', VERIFIED);
  assert.equal(server.writes, 1);
  server.pins = first;
  const next = await page();
  assert.deepEqual([next.trouble, next.isVerified('bob', 'bob-0')], ['old', false]);
});

test('pins of somebody else, or altered ones, are damaged', async () => {
  const other = '99999999-0000-4000-8000-000000000000';
  const bytes = fromBase64(String(server.pins));
  for (const pins of [toBase64(await sealPins(other, 7, key, noPins())), toBase64(bytes.with(-1, bytes[bytes.length - 1] ^ 1))]) {
    instead = () => ({ pins });
    assert.equal((await page()).trouble, 'damaged');
  }
});

test('a server that does not answer proves nothing', async () => {
  instead = () => { throw unreachable(); };
  await assert.rejects(page(), { code: 'unreachable' });
});

test('two browsers of one user keep what each has learned', async () => {
  const [here, there] = [await page(), await page()];
  await there.accept('ann', 'ann-0', VERIFIED);
  await here.verdict('bob', 'bob-0');
  await here.flush();
  const users = (await stored()).users;
  assert.deepEqual([users.ann, users.bob, here.isVerified('ann', 'ann-0')], [['ann-0', 0, VERIFIED], ['bob-0', 0, 0], true]);
});

test('a server that hands out an old state while this browser writes is noticed', async () => {
  const trust = await page();
  await trust.accept('bob', 'bob-0', VERIFIED);
  const old = toBase64(await sealPins(ME, 1, key, noPins()));
  server.pins = toBase64(await sealPins(ME, 50, key, noPins()));
  instead = () => ({ pins: old });
  await trust.verdict('ann', 'ann-0');
  await trust.flush();
  assert.equal(trust.trouble, 'old');
});

test('the server’s key is pinned at first sight, and another one is its own only by a successor', async () => {
  const trust = await page();
  assert.equal(trust.isServer(['k1']), true);
  assert.equal(trust.isServer(['k2']), false);
  assert.equal(trust.isServer(['k1', 'k2']), true);
});

test('a room’s epoch is pinned forwards alone', async () => {
  const trust = await page();
  const record = (/** @type {number} */ epoch) => /** @type {any} */ ({ epoch, mode: 2, hash: new Uint8Array(32).fill(epoch), logPos: epoch * 10 });
  trust.pinRoom('r', record(2));
  trust.pinRoom('r', record(1));
  assert.deepEqual([trust.room('r')?.epoch, trust.room('r')?.number, trust.room('other')], [2, 21, null]);
  await trust.forgetRoom('r');
  assert.equal(trust.room('r'), null);
});
