// What owners do with letterboxes: which event and grants go out, and what is asked again.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { ROOM, directoryOf, person } from '../../people.js';
import { Letterboxing } from '../../../../main/resources/static/js/core/room/letterboxing.js';
import { EMPTY, applyAll } from '../../../../main/resources/static/js/core/room/state.js';
import { openSeed } from '../../../../main/resources/static/js/crypto/letters.js';
import { sha256 } from '../../../../main/resources/static/js/crypto/primitives.js';
import { fromBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { addressPart } from '../../../../main/resources/static/js/protocol/letters.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';
import { NOBODY, readEvent } from '../../../../main/resources/static/js/protocol/room-structures.js';

/** @type {any[]} */ let people;
/** @type {any} */ let world;

before(async () => {
  people = await Promise.all([1, 2].map(person));
});

beforeEach(() => {
  world = { asked: [], refusals: [], caughtUp: 0 };
  fakePlatform({ request: async (method, path, body) => {
    world.asked.push({ method, path, body: body && JSON.parse(body) });
    const refusal = world.refusals.shift();
    if (refusal) throw new Problem(refusal);
    if (path.endsWith('/token')) return { token: 'new' };
    if (method === 'GET') return { prevEvent: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' };
    const { event, events } = JSON.parse(/** @type {string} */ (body));
    world.pending = fromBase64(event ?? events[0]);
    return { box: readEvent(world.pending).data.box, token: 'secret' };
  } });
  const { row, own, userId } = people[0];
  world.room = {
    roomId: ROOM, isDirect: false, standing: 'member', isBlocked: false, role: 'owner', state: EMPTY,
    directory: { shown: (/** @type {string} */ id) => ({ userId: id }) },
    catchUp: async () => {
      world.caughtUp++;
      if (!world.pending) return;
      const event = readEvent(world.pending);
      world.room.state = applyAll(world.room.state, [{ kind: 'event', pos: 10 + world.asked.length, hash: await sha256(world.pending), event, facts: {} }]);
      world.pending = null;
    },
    verified: { requireSound: () => {}, boxKeys: { lastUsed: new Map([[1, 99]]), refresh: async () => {} }, ledger: { head: new Uint8Array(32), rowsAt: () => [row, people[1].row] } },
  };
  world.boxes = new Letterboxing(world.room, /** @type {any} */ ({ directory: directoryOf(people), actor: { userId, keys: own[0], now: () => 5 } }));
});

test('opening a box signs its public key, and wraps its seed for everyone', async () => {
  const { box, path: address } = await world.boxes.open('Backups', false);
  assert.deepEqual([box.box, box.name, box.webhook], [1, 'Backups', false]);
  assert.equal(address, `/box/secret#${addressPart(ROOM, 1, box.key)}`);
  const { path, body } = world.asked[0];
  const event = readEvent(fromBase64(body.event));
  assert.deepEqual([path, event.kind, event.subject, body.grants.length], [`/api/rooms/${ROOM}/boxes`, 'boxOpened', NOBODY, 2]);
  for (const i of [0, 1]) await openSeed(fromBase64(body.grants[i]), box, people[i].own);
});

test('each box has a key of its own, and the next number', async () => {
  const [first, second] = [await world.boxes.open('A', false), await world.boxes.open('B', true)];
  assert.deepEqual([second.box.box, second.box.webhook], [2, true]);
  assert.notDeepEqual(first.box.key, second.box.key);
});

test('who lost a race tries again on what is there now', async () => {
  world.refusals.push({ code: 'stale-head' });
  await world.boxes.open('A', false);
  assert.equal(world.asked.length, 2);
  world.refusals.push({ code: 'too-many-boxes' });
  await assert.rejects(world.boxes.open('B', false), { code: 'too-many-boxes' });
});

test('the list has open boxes first, and says who has left since', async () => {
  for (const name of ['A', 'B', 'C']) await world.boxes.open(name, false);
  await world.boxes.close(world.room.state.people.boxes.get(2));
  const { people: now } = world.room.state;
  world.room.state = { ...world.room.state, people: { ...now, former: [
    { userId: 'gone', untilPos: 1000 }, { userId: 'gone', untilPos: 2000 }, { userId: 'early', untilPos: 2 }, { userId: people[0].userId, untilPos: 1000 },
  ], members: new Map([[people[0].userId, {}]]) } };
  assert.deepEqual(world.boxes.list.map((/** @type {any} */ b) => [b.name, b.closedPos === null, b.left]), [['C', true, 1], ['A', true, 1], ['B', false, 1]]);
  assert.deepEqual([world.boxes.list[1].lastUsed, world.boxes.list[1].person.userId], [99, people[0].userId]);
});

test('a new address is asked for, and a box is closed by an event', async () => {
  const { box } = await world.boxes.open('A', false);
  assert.match((await world.boxes.renew(box)).path, /^\/box\/new#/);
  assert.equal((await world.boxes.renew({ ...box, webhook: true })).path, '/hook/new');
  assert.equal(world.asked.at(-1).path, `/api/rooms/${ROOM}/boxes/1/token`);
  await world.boxes.close(box);
  assert.deepEqual(readEvent(fromBase64(world.asked.at(-1).body.events[0])).data, { box: 1 });
});

test('members only look, and a direct room has none', () => {
  world.room.role = 'member';
  assert.deepEqual([world.boxes.isPossible, world.boxes.mayManage], [true, false]);
  world.room.isDirect = true;
  world.room.role = 'owner';
  assert.deepEqual([world.boxes.isPossible, world.boxes.mayManage], [false, false]);
});
