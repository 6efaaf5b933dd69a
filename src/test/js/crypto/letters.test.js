// Letters and the seeds that open them.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { letterKey, openLetter, openSeed, publicKeyOf, withNewSeed, wrapSeed } from '../../../main/resources/static/js/crypto/letters.js';
import { shareGrant } from '../../../main/resources/static/js/crypto/epochs.js';
import { sha256 } from '../../../main/resources/static/js/crypto/primitives.js';
import { Unreadable } from '../../../main/resources/static/js/crypto/unreadable.js';
import { Malformed, randomBytes } from '../../../main/resources/static/js/protocol/bytes.js';
import { addressPart, boxOfGrant, grantNumber, readLetter } from '../../../main/resources/static/js/protocol/letters.js';
import { readEvent, writeEvent, NOBODY } from '../../../main/resources/static/js/protocol/room-structures.js';
import { sealLetter, textOf } from '../letters.js';
import { ROOM, person } from '../people.js';

/** @type {any} */ let alice, bob, box, grant, privateKey;
const is = (/** @type {string} */ reason) => (/** @type {unknown} */ error) => error instanceof Unreadable && error.reason === reason;

before(async () => {
  [alice, bob] = await Promise.all([person(1), person(2)]);
  const hash = await sha256(Uint8Array.of(1));
  ({ box, grant } = await withNewSeed(async (key, seed) => {
    const made = { roomId: ROOM, box: 1, key, hash };
    return { box: made, grant: await wrapSeed(seed, made, alice) };
  }));
  privateKey = await openSeed(grant, box, alice.own);
});

const open = async (/** @type {Uint8Array} */ bytes, at = box) => openLetter(readLetter(bytes), at, privateKey);

test('the public key is that which the platform derives', async () => {
  const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey('X25519', true, ['deriveBits']));
  const seed = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)).slice(-32);
  assert.deepEqual(await publicKeyOf(await letterKey(seed)), new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
});

test('a letter opens with the seed of its box', async () => {
  assert.deepEqual(await open(await sealLetter(box, textOf('Disk full'))), { text: 'Disk full', at: 1790000000000 });
  assert.deepEqual(await open(await sealLetter(box, textOf('é'.repeat(8000)))), { text: 'é'.repeat(8000), at: 1790000000000 });
});

test('a letter with any byte changed does not open', async () => {
  const letter = await sealLetter(box, textOf('Disk full'));
  for (const at of [0, 4, 10, 22, 30, 60, letter.length - 40, letter.length - 1]) {
    const changed = letter.slice();
    changed[at] ^= 1;
    await assert.rejects(async () => open(changed), (error) => error instanceof Malformed || error instanceof Unreadable);
  }
});

test('a letter for another room or box is refused', async () => {
  const letter = await sealLetter(box, textOf('x'));
  await assert.rejects(() => open(letter, { ...box, box: 2 }), is('wrong-room'));
  await assert.rejects(() => open(letter, { ...box, roomId: 'bbbbbbbb-0000-4000-8000-000000000000' }), is('wrong-room'));
});

test('a shared secret of zeros is refused', async () => {
  const letter = await sealLetter(box, textOf('x'));
  letter.fill(0, 25, 57);
  await assert.rejects(() => open(letter), is('damaged'));
});

test('a letter has a text and a time alone', async () => {
  assert.equal(await open(await sealLetter(box, { ...textOf('x'), mn: 'room' })), null);
  assert.equal(await open(await sealLetter(box, { t: 'new', b: 'x' })), null);
  for (const json of ['[]', '{"t":"text","t":"text"}', 'plain']) await assert.rejects(async () => open(await sealLetter(box, json)), is('damaged'));
});

test('sizes that no letter has are malformed', () => {
  for (const length of [0, 152, 154, 153 + 63, 16537 + 64]) assert.throws(() => readLetter(new Uint8Array(length)), Malformed);
});

test('a shared seed opens for its reader alone, and fits its box alone', async () => {
  const shared = await shareGrant(grant, { roomId: ROOM, epoch: grantNumber(1), hash: box.hash }, alice.own, { id: bob.identityId, rsaSpki: bob.rsaSpki });
  const letter = readLetter(await sealLetter(box, textOf('x')));
  assert.equal((await openLetter(letter, box, await openSeed(shared, box, bob.own)))?.text, 'x');
  await assert.rejects(() => openSeed(shared, box, alice.own), is('no-key'));
  await assert.rejects(() => openSeed(grant, { ...box, box: 2 }, alice.own), is('no-key'));
  await assert.rejects(() => openSeed(grant, { ...box, hash: new Uint8Array(32) }, alice.own), is('no-key'));
});

test('a seed of another public key is refused', async () => {
  const other = await publicKeyOf(await letterKey(randomBytes(32)));
  await assert.rejects(() => openSeed(grant, { ...box, key: other }, alice.own), is('no-key'));
});

test('numbers of grants tell boxes from epochs', () => {
  assert.equal(boxOfGrant(grantNumber(7)), 7);
  assert.equal(boxOfGrant(12), null);
});

test('the part of an address is URL-safe and has no padding', () => {
  assert.match(addressPart(ROOM, 1, box.key), /^[A-Za-z0-9_-]{70}$/);
});

const event = (/** @type {any} */ change) => {
  const unsigned = writeEvent({ roomId: ROOM, time: 1, prevEvent: new Uint8Array(32), actor: alice.userId, actorIdentity: alice.identityId, subject: NOBODY, ...change });
  return new Uint8Array([...unsigned, ...new Uint8Array(64)]);
};

test('events of boxes are read as they were written', () => {
  const data = { box: 3, webhook: true, key: box.key, name: 'Backups' };
  assert.deepEqual(readEvent(event({ kind: 'boxOpened', data })).data, data);
  assert.deepEqual(readEvent(event({ kind: 'boxClosed', data: { box: 3 } })).data, { box: 3 });
});

test('an event with a bad name, a key of small order or a subject is malformed', () => {
  const data = { box: 3, webhook: false, key: box.key, name: 'Backups' };
  const small = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : i === 31 ? 0x80 : 0));
  for (const bad of [{ ...data, name: '' }, { ...data, name: 'x'.repeat(65) }, { ...data, name: 'a\nb' }, { ...data, key: new Uint8Array(32) }, { ...data, key: small }]) {
    assert.throws(() => readEvent(event({ kind: 'boxOpened', data: bad })), Malformed);
  }
  assert.throws(() => readEvent(event({ kind: 'boxClosed', data: { box: 3 }, subject: alice.userId })), Malformed);
});
