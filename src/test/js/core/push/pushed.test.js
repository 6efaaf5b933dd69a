// What a push message announces: without keys, in time, and without changing anything, nothing is claimed of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeEach, test } from 'node:test';
import { announced } from '../../../../main/resources/static/js/core/push/pushed.js';
import { DEFAULTS } from '../../../../main/resources/static/js/core/session/personal-settings.js';
import { makeEpoch, openGrant } from '../../../../main/resources/static/js/crypto/epochs.js';
import { signEvent } from '../../../../main/resources/static/js/crypto/events.js';
import { sealPins } from '../../../../main/resources/static/js/crypto/pins.js';
import { sha256 } from '../../../../main/resources/static/js/crypto/primitives.js';
import { Sealer } from '../../../../main/resources/static/js/crypto/seal.js';
import { firstHash, nextHash } from '../../../../main/resources/static/js/crypto/transcript.js';
import { fromBase64, toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';
import { readEpoch } from '../../../../main/resources/static/js/protocol/room-structures.js';
import { FakeClock, fakePlatform } from '../../fake-platform.js';
import { person } from '../../people.js';

/** @typedef {import('../../people.js').TestPerson} TestPerson */

const ALICE = '11111111-0000-4000-8000-000000000000';
const ROOM = 'aaaaaaaa-0000-4000-8000-000000000000';
const PUSH = { room: ROOM, pos: 7, at: 1790000000000, entry: 'U0MxTQEA', isLetter: false };
const UNKNOWN = { isRead: false, isSilent: false, note: null };

/** @type {ReturnType<typeof fakePlatform>} */
let page;
/** @type {FakeClock} */
let clock;
/** @type {string[]} */
let asked;
let answers = async (/** @type {string} */ path) => /** @type {unknown} */ (path);

beforeEach(() => {
  clock = new FakeClock();
  asked = [];
  answers = async (path) => {
    throw new Error(path);
  };
  page = fakePlatform({ clock, request: (method, path) => {
    asked.push(`${method} ${path}`);
    return answers(path);
  } });
});

/** Alice's keys are here. @param {Record<string, unknown>} kept */
async function withKeys(kept) {
  page.storage.present = async () => ALICE;
  const db = await page.storage.open(ALICE);
  await db.put('keys', 'identity', [{ identityId: 'a0' }]);
  await db.put('keys', 'pins', await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']));
  for (const [name, value] of Object.entries(kept)) await db.put('history', `answers/${name}`, value);
  return db;
}

async function told() {
  /** @type {Awaited<ReturnType<typeof announced>>|undefined} */
  let answer;
  announced(PUSH).then((given) => (answer = given));
  await clock.until(() => answer);
  return answer;
}

test('where nobody is signed in, nothing is claimed and nobody is asked', async () => {
  assert.deepEqual(await told(), UNKNOWN);
  assert.deepEqual(asked, []);
});

test('where the keys are of another identity, nothing is claimed', async () => {
  await withKeys({ '/api/me': { userId: ALICE, identityId: 'b0' } });
  assert.deepEqual(await told(), UNKNOWN);
});

test('what was read meanwhile, and that no sound is wanted, is known without the server', async () => {
  const db = await withKeys({
    '/api/me': { userId: ALICE, identityId: 'a0' }, '/api/me/settings': { settings: { ...DEFAULTS, sound: false }, rooms: [] }, welcome: { rooms: [{ roomId: ROOM, readPos: 7 }] },
  });
  const before = [...db.rows('history').keys(), ...db.rows('keys').keys()];
  assert.deepEqual(await told(), { isRead: true, isSilent: true, note: null });
  assert.deepEqual([...db.rows('history').keys(), ...db.rows('keys').keys()], before);
});

test('what is kept comes before the server, which is only asked to read', async () => {
  await withKeys({ '/api/me': { userId: ALICE, identityId: 'a0' } });
  await told();
  assert.deepEqual(asked, ['GET /api/me/pins']);
});

test('a server that never answers makes no notification wait for ever', async () => {
  await withKeys({});
  answers = () => new Promise(() => {});
  const before = clock.now();
  assert.deepEqual(await told(), UNKNOWN);
  assert.equal(clock.now() - before, 10000);
});

/** A room of two with one message that Bob has written, as the server serves it to Alice. */
async function roomOfTwo() {
  const [alice, bob] = await Promise.all([person(1), person(2)]);
  const time = PUSH.at - 5000;
  /** @type {{pos: number, type: number, at: number, entry: string}[]} */
  const log = [];
  let hash = await firstHash(ROOM);
  const append = async (/** @type {number} */ type, /** @type {Uint8Array} */ bytes) => {
    const pos = log.length + 1;
    log.push({ pos, type, at: PUSH.at, entry: toBase64(bytes) });
    hash = await nextHash(hash, { pos, type, entryHash: await sha256(bytes) });
  };
  let prevEvent = new Uint8Array(32);
  const change = async (/** @type {TestPerson} */ by, /** @type {any} */ kind, /** @type {string} */ subject, /** @type {object} */ data) => {
    const event = await signEvent({ roomId: ROOM, kind, time: time + log.length, prevEvent, actor: by.userId, actorIdentity: by.identityId, subject, data }, by.own[0].signing);
    prevEvent = new Uint8Array(await sha256(event));
    await append(3, event);
  };
  await change(bob, 'created', bob.userId, { mode: 2, name: 'Tea' });
  await change(bob, 'invited', alice.userId, { identityId: alice.identityId, expires: PUSH.at + 1000000 });
  await change(alice, 'joined', alice.userId, { identityId: alice.identityId });
  const { record, grants } = await makeEpoch({
    roomId: ROOM, epoch: 1, prevRecord: new Uint8Array(32), logPos: 3, logHash: hash, time: time + 10, issuer: bob.identityId, rowsChanged: false,
    rows: [{ ...alice.row, role: 0, rsaSpki: alice.rsaSpki }, { ...bob.row, rsaSpki: bob.rsaSpki }],
  }, bob.own[0].signing, () => {});
  await append(2, record);
  const key = await openGrant(grants[1], /** @type {any} */ ({ ...readEpoch(record), hash: await sha256(record) }), bob.own);
  await append(1, await new Sealer(key, bob.own[0]).seal(/** @type {any} */ ({ t: 'text', b: 'hello', at: PUSH.at }), { pos: 4, hash }));
  const message = log[4];
  const names = { username: 'bob', displayName: 'Bob', online: false, lastSeen: null, status: '', avatar: '' };
  const served = /** @type {Record<string, unknown>} */ ({
    '/api/me': { userId: alice.userId, identityId: alice.identityId, username: 'alice', displayName: 'Alice' },
    '/api/server-keys': { keys: [JSON.parse(readFileSync('src/test/resources/vectors/sc1.json', 'utf8')).serverKey.record] },
    [`/api/users/${bob.userId}`]: { userId: bob.userId, identityId: bob.identityId, ...names },
    [`/api/users/${bob.userId}/identities`]: { identities: [{ record: toBase64(bob.bytes) }] },
    [`/api/rooms/${ROOM}`]: { mode: 'end-to-end', prevEvent: toBase64(prevEvent), lastEpoch: 1, openEpoch: 1, people: [], invited: [] },
    [`/api/rooms/${ROOM}/events`]: { entries: log.slice(0, 3) },
    [`/api/rooms/${ROOM}/grants`]: { records: [log[3]], grants: [toBase64(grants[0])] },
    [`/api/rooms/${ROOM}/log`]: { before: toBase64(await firstHash(ROOM)), entries: log.slice(0, 4), head: 5 },
  });
  return { alice, bob, served, message };
}

const room = await roomOfTwo();

/** What a push message about Bob's message comes to. @param {{entry?: string, pins?: object, settings?: object, withheld?: string}} [given] */
async function toldOfBobs({ entry = room.message.entry, pins = {}, settings = {}, withheld } = {}) {
  const { alice, bob, served } = room;
  page.storage.present = async () => alice.userId;
  const db = await page.storage.open(alice.userId);
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const sealed = await sealPins(alice.userId, 3, key, { users: {}, rooms: {}, server: [], ...pins });
  await db.put('keys', 'identity', alice.own);
  await db.put('keys', 'pins', key);
  for (const one of [alice, bob]) await db.put('history', `answers/identities/${one.identityId}`, toBase64(one.bytes));
  await db.put('history', 'answers//api/me/settings', { settings: { ...DEFAULTS, ...settings }, rooms: [] });
  answers = async (path) => {
    const [name] = path.split('?');
    if (name === '/api/me/pins') return { pins: toBase64(sealed) };
    if (name === withheld || !Object.hasOwn(served, name)) throw new Problem({ code: 'unreachable' });
    return structuredClone(served[name]);
  };
  // In real time: the clock of the test stands still, so that a slow machine does not end its patience.
  return (await announced({ ...PUSH, pos: 5, entry })).note;
}

test('a message is opened and verified, with requests that read alone', async () => {
  assert.deepEqual(await toldOfBobs(), { sender: 'Bob', room: 'Tea', text: 'hello' });
  assert.deepEqual(asked.filter((one) => !one.startsWith('GET ') && one !== 'PUT /api/me/pins'), []);
});

test('its text is not shown where the user does not want that', async () => {
  assert.deepEqual(await toldOfBobs({ settings: { notifyText: false } }), { sender: 'Bob', room: 'Tea', text: null });
});

test('nothing is claimed of a message that was changed, or without the room’s events, or without its key', async () => {
  const bytes = fromBase64(room.message.entry);
  bytes[bytes.length - 1] ^= 1;
  assert.equal(await toldOfBobs({ entry: toBase64(bytes) }), null);
  assert.equal(await toldOfBobs({ withheld: `/api/rooms/${ROOM}/events` }), null);
  assert.equal(await toldOfBobs({ withheld: `/api/rooms/${ROOM}/grants` }), null);
});

test('nothing is claimed of a message by somebody who was known under another identity', async () => {
  assert.equal(await toldOfBobs({ pins: { users: { [room.bob.userId]: [room.alice.identityId, 0, 0, 'bob', 'Bob'] } } }), null);
});

test('nothing is claimed of a room that the server shows in an older state than was pinned', async () => {
  assert.equal(await toldOfBobs({ pins: { rooms: { [ROOM]: [2, 2, toBase64(new Uint8Array(32)), 9] } } }), null);
});

test('a name that is not the pinned one is not shown', async () => {
  assert.deepEqual(await toldOfBobs({ pins: { users: { [room.bob.userId]: [room.bob.identityId, 0, 0, 'robert', 'Robert'] } } }), { sender: 'Robert', room: 'Tea', text: 'hello' });
});
