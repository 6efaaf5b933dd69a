// The vectors that Java reads too, and what becomes of them when a byte is wrong.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { derive } from '../../../main/resources/static/js/crypto/password.js';
import { openGrant, openRecord } from '../../../main/resources/static/js/crypto/epochs.js';
import { openEvent } from '../../../main/resources/static/js/crypto/events.js';
import { fingerprint, readIdentityRecord } from '../../../main/resources/static/js/crypto/identity.js';
import { openMessage } from '../../../main/resources/static/js/crypto/seal.js';
import { readServerKeys } from '../../../main/resources/static/js/crypto/server-keys.js';
import { firstHash, nextHash } from '../../../main/resources/static/js/crypto/transcript.js';
import { openLock, openVault } from '../../../main/resources/static/js/crypto/vault.js';
import { Malformed, fromBase64, toBase64 } from '../../../main/resources/static/js/protocol/bytes.js';
import * as ofPeople from '../../../main/resources/static/js/protocol/structures.js';
import * as ofRooms from '../../../main/resources/static/js/protocol/room-structures.js';

const structures = { ...ofPeople, ...ofRooms };

const v = JSON.parse(readFileSync('src/test/resources/vectors/sc1.json', 'utf8'));
const bytes = fromBase64;
const password = { vaultLock: bytes(v.password.vaultLock), lockPart: bytes(v.vault.lockPart) };
const opened = async (vault, lock) => openVault(v.identity.userId, vault, await openLock(v.identity.userId, lock, password));
const { own } = await opened(bytes(v.vault.vault), bytes(v.vault.lock));
const servers = await readServerKeys([bytes(v.serverKey.record)]);
const serverKey = async (id) => servers.get(id) ?? Promise.reject(new Error('unknown'));
const identity = await readIdentityRecord(bytes(v.identity.record), v.identity.identityId);
const keys = { server: serverKey, identity: async () => identity };
const record = await openRecord(bytes(v.epoch.record), v.log.roomId, keys);
const epoch = await openGrant(bytes(v.epoch.grant), record, own);

test('the password derives to its two secrets', async () => {
  const derived = await derive(v.password.password, bytes(v.password.salt));
  assert.equal(derived.authSecret, v.password.authSecret);
  assert.equal(toBase64(derived.vaultLock), v.password.vaultLock);
});

test('identity, fingerprint and log hashes', async () => {
  assert.equal(await fingerprint(identity), v.identity.fingerprint);
  const h0 = await firstHash(v.log.roomId);
  assert.equal(toBase64(h0), v.log.h0);
  assert.equal(toBase64(await nextHash(h0, { pos: 1, type: 3, entryHash: bytes(v.log.entryHash) })), v.log.h1);
});

test('every kind of event opens', async () => {
  for (const { kind, bytes: text } of v.events) {
    const event = await openEvent(bytes(text), { identity: async () => identity, server: serverKey });
    assert.equal(event.kind, kind);
  }
});

test('the message opens', async () => {
  const opened = await openMessage(structures.readEnvelope(bytes(v.message.envelope)), epoch, identity);
  assert.deepEqual(opened.content, JSON.parse(v.message.body));
  assert.equal(toBase64(opened.seenHash), v.message.seenHash);
});

const openers = {
  identity: [v.identity.record, (b) => readIdentityRecord(b, v.identity.identityId)],
  vault: [v.vault.vault, (b) => opened(b, bytes(v.vault.lock))],
  lock: [v.vault.lock, (b) => opened(bytes(v.vault.vault), b)],
  serverKey: [v.serverKey.record, (b) => readServerKeys([b])],
  event: [v.events[1].bytes, (b) => openEvent(b, { identity: async (id) => (id === v.identity.identityId ? identity : Promise.reject(new Error())), server: serverKey })],
  record: [v.epoch.record, (b) => openRecord(b, v.log.roomId, keys)],
  grant: [v.epoch.grant, (b) => openGrant(b, record, own)],
  message: [v.message.envelope, async (b) => openMessage(structures.readEnvelope(b), epoch, identity)],
};

for (const [name, [text, open]] of Object.entries(openers)) {
  const good = bytes(text);

  test(`${name}: cut at any byte, or one byte longer, is refused`, async () => {
    for (let length = 0; length < good.length; length++) await assert.rejects(async () => open(good.slice(0, length)));
    await assert.rejects(async () => open(Uint8Array.from([...good, 0])));
  });

  test(`${name}: another magic or suite is refused`, async () => {
    for (const suite of [0, 2, 255]) await assert.rejects(async () => open(good.with(4, suite)));
    for (let i = 0; i < 4; i++) await assert.rejects(async () => open(good.with(i, good[i] ^ 0x20)));
  });

  test(`${name}: one flipped bit anywhere is refused`, async () => {
    const step = Math.max(1, Math.floor(good.length / 120));
    for (let i = 0; i < good.length; i += step) await assert.rejects(async () => open(good.with(i, good[i] ^ (1 << (i % 8)))), `${name} at ${i}`);
  });
}

test('rows out of order or doubled are malformed', () => {
  const good = bytes(v.epoch.record);
  const [head, row, tail] = [good.slice(0, 156), good.slice(158, 191), good.slice(191)];
  const two = (a, b) => Uint8Array.from([...head, 0, 2, ...a, ...b, ...tail]);
  const later = row.with(0, 0xff);
  assert.equal(structures.readEpoch(two(row, later)).rows.length, 2);
  for (const bad of [two(later, row), two(row, row), Uint8Array.from([...head, 0, 0, ...tail]), Uint8Array.from([...head, 0, 2, ...row, ...tail])]) {
    assert.throws(() => structures.readEpoch(bad), Malformed);
  }
});

test('excess or missing padding is malformed', () => {
  const json = new TextEncoder().encode('{"t":"text"}');
  const plain = structures.writePlain({ seenPos: 0, seenHash: new Uint8Array(32), json });
  assert.deepEqual(structures.readPlain(plain).json, json);
  assert.throws(() => structures.readPlain(Uint8Array.from([...plain, ...new Uint8Array(64)])), Malformed);
  assert.throws(() => structures.readPlain(plain.map((b) => (b === 0x80 ? 0 : b))), Malformed);
  assert.throws(() => structures.readPlain(plain.slice(0, 63)), Malformed);
});
