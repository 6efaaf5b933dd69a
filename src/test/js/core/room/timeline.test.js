// A long room: messages far from what is looked at are closed, and what comes back is what was checked before.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { Log } from '../../../../main/resources/static/js/core/room/log.js';
import { StateHolder, unreadAfter } from '../../../../main/resources/static/js/core/room/state.js';
import { Timeline } from '../../../../main/resources/static/js/core/room/timeline.js';
import { Withheld } from '../../../../main/resources/static/js/core/room/withheld.js';
import { Witnesses } from '../../../../main/resources/static/js/core/trust/witnesses.js';
import { hkdfKey } from '../../../../main/resources/static/js/crypto/primitives.js';
import { Sealer } from '../../../../main/resources/static/js/crypto/seal.js';
import { firstHash } from '../../../../main/resources/static/js/crypto/transcript.js';
import { toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';

const ROOM = '00000000-0000-4000-8000-000000000001';
const [ALICE, BOB] = [crypto.randomUUID(), crypto.randomUUID()];
const [ME, BOBS] = [crypto.randomUUID(), crypto.randomUUID()];
const COUNT = 2000;

/** What the server has, by position. @type {any[]} */
let stored = [];
/** Positions whose bytes it keeps back. @type {Set<number>} */
let keptBack = new Set();
/** @type {any} */
let epoch;
/** @type {Uint8Array} */
let edKey;
/** @type {(text: string) => Promise<any>} */
let sealed;

before(async () => {
  const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']));
  edKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const record = { roomId: ROOM, epoch: 1, hash: new Uint8Array(32), logPos: 0, rows: [{ userId: BOB, identityId: BOBS, role: 0 }] };
  epoch = { record, secret: await hkdfKey(new Uint8Array(32)) };
  const sealer = new Sealer(epoch, /** @type {any} */ ({ identityId: BOBS, signing: pair.privateKey }));
  const seen = { pos: 0, hash: await firstHash(ROOM) };
  sealed = (text) => sealer.seal({ t: 'text', b: text, at: 1 }, seen);
  for (let pos = 1; pos <= COUNT; pos++) stored.push({ pos, type: 1, at: pos, entry: toBase64(await sealed(`secret text ${pos}.`)) });
});

beforeEach(() => {
  keptBack = new Set();
  fakePlatform({ request: async (_, path) => {
    const asked = new URLSearchParams(path.split('?')[1]);
    const after = Number(asked.get('after') ?? 0);
    const entries = stored.slice(after, after + Number(asked.get('limit')));
    return { before: toBase64(await firstHash(ROOM)), head: COUNT, entries: await Promise.all(entries.map(served)) };
  } });
});

/** @param {any} entry */
async function served({ entry, ...rest }) {
  if (!keptBack.has(rest.pos)) return { ...rest, entry };
  return { ...rest, hash: toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', Buffer.from(entry, 'base64')))) };
}

/** A room of 2,000 messages, all of them loaded and opened. */
async function longRoom() {
  const [log, state] = [new Log(ROOM), new StateHolder()];
  await log.load();
  await log.catchUp();
  const person = { userId: BOB, username: 'bob', displayName: 'Bob' };
  const timeline = new Timeline(/** @type {any} */ ({ expiry: { until: -Infinity, has: () => false, mayHave: () => false },
    log, state, witnesses: new Witnesses(ALICE), isOwed: () => true,
    keys: { key: async () => epoch, accepted: (/** @type {number} */ number) => (number === 1 ? epoch.record : null) },
    ledger: { endsBetween: () => false },
    directory: { identity: async () => ({ userId: BOB, edKey }), person: async () => person },
  }), { userId: ALICE, identities: [ME] });
  for (const slice of log.untaken) await timeline.add(slice);
  return { log, state, timeline, withheld: new Withheld(log, timeline, () => 0) };
}

/** Opens again what is closed. @param {Awaited<ReturnType<typeof longRoom>>} room @param {number} first @param {number} last */
async function reopen({ log, timeline, withheld }, first, last) {
  const due = timeline.closedWithin(first, last).map((pos) => /** @type {any} */ (log.at(pos)));
  await log.refill(due);
  await timeline.addMessages(due);
  withheld.note();
}

/** @param {StateHolder} state @param {string} kind @returns {any[]} */
const ofKind = (state, kind) => [...state.now.items.upFrom()].map(([, item]) => item).filter((item) => item.kind === kind);

test('messages far from what is looked at are closed: neither text nor bytes stay, number and hash do', async () => {
  const { log, state, timeline } = await longRoom();
  assert.equal(ofKind(state, 'message').length, COUNT);
  const unread = unreadAfter(state.now, 0);
  timeline.closeOutside(100, 300);
  const [message, closed] = [ofKind(state, 'message'), ofKind(state, 'closed')];
  assert.deepEqual([message.length + closed.length, message.length < 600, unreadAfter(state.now, 0)], [COUNT, true, unread]);
  assert.deepEqual([state.now.items.get(200)?.kind, state.now.items.get(COUNT)?.kind, state.now.items.get(900)?.kind], ['message', 'message', 'closed']);
  assert.equal(JSON.stringify(closed).includes('secret text'), false);
  assert.deepEqual([log.at(900)?.bytes, log.at(900)?.entryHash.length], [null, 32]);
});

test('where few messages are open nothing more is closed', async () => {
  const { state, timeline } = await longRoom();
  timeline.closeOutside(100, 300);
  const closed = ofKind(state, 'closed');
  timeline.closeOutside(1000, 1200);
  assert.equal(ofKind(state, 'closed').length, closed.length);
});

test('what is closed opens again with the same text', async () => {
  const room = await longRoom();
  room.timeline.closeOutside(100, 300);
  await reopen(room, 850, 950);
  const item = room.state.now.items.get(900);
  assert.deepEqual([item?.kind, item?.kind === 'message' && item.text, room.withheld.count], ['message', 'secret text 900.', 0]);
  assert.equal(room.timeline.closedWithin(850, 950).length, 0);
});

test('a server that keeps back a message that was open, or has another one in its place, is found out', async () => {
  const room = await longRoom();
  room.timeline.closeOutside(100, 300);
  const original = stored[899];
  stored[899] = { ...original, entry: toBase64(await sealed('another text')) };
  keptBack.add(901);
  await reopen(room, 850, 950);
  stored[899] = original;
  const reasons = [900, 901, 902].map((pos) => {
    const item = room.state.now.items.get(pos);
    return item?.kind === 'locked' ? item.reason : item?.kind;
  });
  assert.deepEqual([reasons, room.withheld.count], [['withheld', 'withheld', 'message'], 2]);
});

test('what is closed near the beginning of the log opens again, though the part that is looked at begins before it', async () => {
  const room = await longRoom();
  room.timeline.closeOutside(1000, 1200);
  await reopen(room, -350, 250);
  assert.deepEqual([1, 250].map((pos) => room.state.now.items.get(pos)?.kind), ['message', 'message']);
});
