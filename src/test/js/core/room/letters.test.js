// Letters in a room's log: which are open, which are locked and why, and what is left of them.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { sealLetter, textOf } from '../../letters.js';
import { ROOM, person } from '../../people.js';
import { BoxKeys } from '../../../../main/resources/static/js/core/room/box-keys.js';
import { Log } from '../../../../main/resources/static/js/core/room/log.js';
import { ReadMarks } from '../../../../main/resources/static/js/core/room/read-marks.js';
import { StateHolder, pictureAt, relationCounts, unreadAfter } from '../../../../main/resources/static/js/core/room/state.js';
import { Timeline } from '../../../../main/resources/static/js/core/room/timeline.js';
import { withNewSeed, wrapSeed } from '../../../../main/resources/static/js/crypto/letters.js';
import { sha256 } from '../../../../main/resources/static/js/crypto/primitives.js';
import { firstHash } from '../../../../main/resources/static/js/crypto/transcript.js';
import { toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { refHash } from '../../../../main/resources/static/js/protocol/content.js';
import { grantNumber } from '../../../../main/resources/static/js/protocol/letters.js';
import { NOBODY } from '../../../../main/resources/static/js/protocol/room-structures.js';

/** @type {any} */ let alice;
/** Box 1, opened at 1 and closed at 50; box 2, opened at 2. @type {any[]} */
let boxes;
/** @type {Record<string, Uint8Array>} */
let letters;
/** @type {any} */ let world;

before(async () => {
  alice = await person(1);
  boxes = await Promise.all([1, 2].map(async (box) => {
    const hash = await sha256(Uint8Array.of(box));
    return withNewSeed(async (key, seed) => ({ roomId: ROOM, box, key, hash, grant: await wrapSeed(seed, { roomId: ROOM, box, key, hash }, alice) }));
  }));
  const changed = await sealLetter(boxes[0], textOf('changed'));
  changed[60] ^= 1;
  letters = {
    one: await sealLetter(boxes[0], textOf('Disk full')), two: await sealLetter(boxes[1], textOf('Done')), changed,
    newer: await sealLetter(boxes[0], { t: 'later', at: 1 }), elsewhere: await sealLetter({ ...boxes[0], roomId: 'bbbbbbbb-0000-4000-8000-000000000000' }, textOf('x')),
    unknown: await sealLetter({ ...boxes[0], box: 9 }, textOf('x')),
  };
});

const opened = (/** @type {any} */ { box, key, hash }, /** @type {number} */ pos) => ({
  kind: /** @type {const} */ ('event'), pos, hash, facts: {},
  event: /** @type {any} */ ({ kind: 'boxOpened', roomId: ROOM, actor: alice.userId, subject: NOBODY, time: pos, data: { box, webhook: box === 2, key, name: `Box ${box}` } }),
});
const closed = (/** @type {number} */ box, /** @type {number} */ pos) => ({ kind: /** @type {const} */ ('event'), pos, hash: boxes[0].hash, facts: {}, event: /** @type {any} */ ({ kind: 'boxClosed', data: { box } }) });

beforeEach(() => {
  const [log, state] = [new Log(ROOM), new StateHolder()];
  state.take(opened(boxes[0], 1), opened(boxes[1], 2), closed(1, 50));
  world = { log, state, asked: 0, grants: boxes.map(({ grant }) => grant), stored: [], hidden: new Set(), isOwed: true, expired: 0 };
  fakePlatform({ request: async (_, path) => {
    if (path.endsWith('/boxes')) {
      world.asked++;
      return { boxes: boxes.map(({ box }, i) => ({ box, lastUsed: null, grants: world.grants[i] ? [toBase64(world.grants[i])] : [] })) };
    }
    const asked = new URLSearchParams(path.split('?')[1]);
    const [from, to] = asked.has('before') ? [Number(asked.get('before')) - Number(asked.get('limit')), Number(asked.get('before'))] : [Number(asked.get('after') ?? world.from) + 1, 1000];
    const entries = world.stored.filter((/** @type {any} */ e) => e.pos >= from && e.pos < to);
    return { before: toBase64(await firstHash(ROOM)), head: world.stored.at(-1)?.pos ?? 0, entries: await Promise.all(entries.map(served)) };
  } });
  world.from = 2;
  world.boxKeys = new BoxKeys(ROOM, alice.own);
  const expiry = { get until() { return world.expired; }, has: (/** @type {number} */ at) => at <= world.expired, mayHave: () => false };
  world.timeline = new Timeline(/** @type {any} */ ({
    expiry, log, state, boxKeys: world.boxKeys, isOwed: () => world.isOwed, keys: { accepted: () => null }, ledger: {}, witnesses: {},
    directory: { person: async (/** @type {string} */ userId) => ({ userId }) },
  }), { userId: alice.userId, identities: [alice.identityId] });
});

async function served(/** @type {any} */ { pos, letter }) {
  const rest = { pos, type: 4, at: 1000 + pos };
  return world.hidden.has(pos) ? { ...rest, hash: toBase64(await sha256(letter)) } : { ...rest, entry: toBase64(letter) };
}

/** These letters come, from a position on. @param {Uint8Array[]} come */
async function load(come, from = 3) {
  world.from = from - 1;
  world.stored = come.map((letter, i) => ({ pos: from + i, letter }));
  await world.log.load();
  await takeIn();
}

async function takeIn() {
  for (const slice of world.log.untaken.splice(0)) await world.timeline.add(slice);
}

const item = (/** @type {number} */ pos) => world.state.now.items.get(pos);
const kindOf = (/** @type {number} */ pos) => item(pos).reason ?? item(pos).kind;

test('letters are news under the name of their box', async () => {
  await load([letters.one, letters.two]);
  assert.deepEqual([item(3).kind, item(3).text, item(3).box.name, item(3).box.webhook], ['letter', 'Disk full', 'Box 1', false]);
  assert.deepEqual([item(4).text, item(4).box.webhook], ['Done', true]);
  assert.equal(unreadAfter(world.state.now, 0), 2);
  assert.equal(world.asked, 1);
});

test('what cannot be opened says why', async () => {
  await load([letters.changed, letters.newer, letters.elsewhere, letters.unknown, new Uint8Array(200)]);
  assert.deepEqual([3, 4, 5, 6, 7].map(kindOf), ['damaged', 'newer', 'wrong-room', 'closed-box', 'damaged']);
});

test('a letter of a box that is not open at its position is not shown', async () => {
  await load([letters.one], 51);
  assert.equal(kindOf(51), 'closed-box');
});

test('a letter before its box was opened is not shown', async () => {
  world.state.take({ ...opened(boxes[0], 10) });
  await load([letters.one], 5);
  assert.equal(kindOf(5), 'closed-box');
});

test('the same bytes again are a repetition, also where the first ones are loaded later', async () => {
  await load([letters.one, letters.one]);
  assert.deepEqual([3, 4].map(kindOf), ['letter', 'repeated']);
});

test('a letter that turns out to stand further up becomes a repetition', async () => {
  world.from = 3;
  world.stored = [{ pos: 4, letter: letters.one }];
  await world.log.load();
  await takeIn();
  assert.equal(kindOf(4), 'letter');
  world.stored = [{ pos: 3, letter: letters.one }];
  await world.log.loadOlder();
  await takeIn();
  assert.deepEqual([3, 4].map(kindOf), ['letter', 'repeated']);
});

test('without a seed a letter waits, and opens when a grant comes', async () => {
  world.grants = [];
  await load([letters.one]);
  assert.equal(kindOf(3), 'no-key');
  assert.deepEqual(world.timeline.lacking, [grantNumber(1)]);
  assert.equal(world.boxKeys.take(boxes[0].grant), true);
  await world.timeline.retry();
  assert.deepEqual([item(3).text, world.asked], ['Disk full', 1]);
});

test('a grant that does not open does not stand before one that does', async () => {
  const bad = boxes[0].grant.slice();
  bad[bad.length - 1] ^= 1;
  world.grants = [];
  world.boxKeys.take(bad);
  world.boxKeys.take(boxes[0].grant);
  await load([letters.one]);
  assert.equal(kindOf(3), 'letter');
});

test('letters without their bytes are withheld, or from before one joined', async () => {
  world.hidden.add(3);
  await load([letters.one]);
  assert.deepEqual([kindOf(3), world.timeline.bare], ['withheld', [3]]);
  world.isOwed = false;
  await world.timeline.retry();
  await world.timeline.addMessages([world.log.at(3)]);
  assert.equal(kindOf(3), 'before-joining');
});

test('a deleted letter leaves who removed it and of which box it was', async () => {
  await load([letters.one]);
  world.state.take({ kind: 'event', pos: 60, hash: boxes[0].hash, facts: {}, event: { kind: 'deleted', actor: alice.userId, subject: NOBODY, data: { messages: [{ pos: 3, hash: refHash(await sha256(letters.one)) }] } } });
  await world.timeline.addMessages([world.log.at(3)]);
  assert.deepEqual([item(3).kind, item(3).by.userId, item(3).box.name, world.log.at(3).bytes], ['deletedLetter', alice.userId, 'Box 1', null]);
  assert.equal(unreadAfter(world.state.now, 0), 0);
});

test('a letter expires', async () => {
  await load([letters.one]);
  world.expired = 5000;
  const { dropped } = world.timeline.expire();
  assert.deepEqual([dropped.length, item(3).kind, item(3).isLetter], [1, 'expired', true]);
});

test('what refers to a letter has no effect', async () => {
  await load([letters.one]);
  const of = [3, item(3).hash];
  world.state.take({ kind: 'relation', key: 'p4', pos: 4, at: 4, sender: alice, envelope: new Uint8Array(1), quiet: true, relation: { pos: 4, userId: alice.userId, identityId: alice.identityId, content: { t: 'react', of, e: '👍', on: true, at: 1 } } });
  assert.deepEqual([pictureAt(world.state.now, 3), relationCounts(world.state.now)], [null, { waiting: 0, ignored: 1 }]);
});

test('letters that come live are unread', () => {
  const marks = new ReadMarks([alice.identityId]);
  marks.came([{ pos: 3, type: 4, at: 1, entry: toBase64(letters.one) }, { pos: 4, type: 3, at: 1, entry: 'AAAA' }]);
  assert.deepEqual([marks.unread, marks.lastPos], [1, 4]);
});
