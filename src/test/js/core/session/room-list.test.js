// Rooms are verified in the background, a few at a time, and shown once their events say that one is in them.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeStore, fakePlatform } from '../../fake-platform.js';
import { History } from '../../../../main/resources/static/js/core/history/history.js';
import { PersonalSettings } from '../../../../main/resources/static/js/core/session/personal-settings.js';
import { RoomList } from '../../../../main/resources/static/js/core/session/room-list.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

/** @type {string[]} */
let asked = [];
let atOnce = 0;
let most = 0;
let refuses = false;

beforeEach(() => {
  [asked, atOnce, most, refuses] = [[], 0, 0, false];
  fakePlatform({ request: async (_, path) => {
    asked.push(path);
    most = Math.max(most, ++atOnce);
    await new Promise((resolve) => setTimeout(resolve));
    atOnce--;
    if (refuses) throw new Problem({ code: 'not-found' });
    return { entries: [] };
  } });
});

const list = () => new RoomList(/** @type {any} */ ({
  history: new History('me', /** @type {any} */ (new FakeStore())),
  me: { userId: 'me' }, ownKeys: [{ identityId: 'mine' }], unsent: { messages: [], draft: () => '' }, directory: {}, trust: { room: () => null },
  actor: { now: () => 0 }, isOnline: () => false, serverChanged: () => false, settings: new PersonalSettings(), files: { uploads: new EventTarget(), leave: () => {} },
}));

/** @param {number} i */
const summary = (i) => ({ roomId: `room-${i}`, name: `Room ${i}`, mode: 'managed', lastPos: 5, lastAt: i, readPos: 5, unread: 0 });
const some = Array.from({ length: 12 }, (_, i) => summary(i));

/** @param {RoomList} rooms */
async function settled(rooms) {
  while (rooms.all.some((room) => room.standing === 'unchecked')) await new Promise((resolve) => setTimeout(resolve));
}

test('each listed room is asked for once, two at a time, the latest first', async () => {
  const rooms = list();
  rooms.welcome(some);
  await settled(rooms);
  assert.equal(most, 2);
  assert.equal(asked.length, 12);
  assert.match(asked[0], /room-11\/events\?after=0&limit=500$/);
});

test('on coming back only rooms that have moved are asked for again', async () => {
  const rooms = list();
  rooms.welcome(some);
  await settled(rooms);
  asked = [];
  rooms.welcome(some.map((s) => (s.roomId === 'room-3' ? { ...s, lastPos: 6 } : s)));
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(asked.length, 1);
  assert.match(asked[0], /room-3\/events/);
});

test('a room without a single event is shown as one that does not hold, never as joined', async () => {
  const rooms = list();
  rooms.welcome([summary(1)]);
  assert.deepEqual(rooms.shown.map((room) => [room.standing, room.mode, room.memberCount]), [['unchecked', '', null]]);
  await settled(rooms);
  assert.deepEqual(rooms.shown.map((room) => room.standing), ['broken']);
  assert.deepEqual(rooms.foreign, []);
});

test('a room whose events the server refuses stays without a name and a kind', async () => {
  refuses = true;
  const rooms = list();
  rooms.welcome([summary(1)]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(rooms.shown.map((room) => [room.standing, room.name, room.mode]), [['unchecked', '', '']]);
});

test('a room that is not listed any more is gone', async () => {
  const rooms = list();
  rooms.welcome(some);
  rooms.welcome(some.slice(0, 1));
  assert.deepEqual(rooms.all.map((room) => room.roomId), ['room-0']);
  assert.equal(rooms.find('room-1'), null);
});

/** A list with one open room, loaded up to an entry. @param {number} loadedPos */
function opened(loadedPos) {
  const rooms = list();
  rooms.welcome([summary(1)]);
  const room = /** @type {any} */ (rooms.find('room-1'));
  const calls = /** @type {string[]} */ ([]);
  Object.defineProperties(room, { isOpened: { get: () => true }, loadedPos: { get: () => loadedPos } });
  room.take = async (/** @type {{pos: number}[]} */ entries) => void calls.push(`take ${entries.map((e) => e.pos)}`);
  room.catchUp = async () => void calls.push('catch up');
  room.addEventListener('came', (/** @type {any} */ event) => calls.push(`came ${event.detail}`));
  return { rooms, calls };
}

/** @param {number[]} positions @returns {any} */
const entries = (...positions) => ({ type: 'entries', roomId: 'room-1', entries: positions.map((pos) => ({ pos })) });

test('the last entry that comes once more is compared, and is nothing new', async () => {
  const { rooms, calls } = opened(5);
  await rooms.take(entries(5));
  await rooms.take(entries(5, 6, 7));
  assert.deepEqual(calls, ['take 5', 'take 5,6,7', 'came 6']);
});

test('on coming back the log is asked for only where it goes less far, or much further', async () => {
  const { rooms, calls } = opened(5);
  rooms.welcome([summary(1)]);
  rooms.welcome([{ ...summary(1), lastPos: 9 }]);
  assert.deepEqual(calls, []);
  rooms.welcome([{ ...summary(1), lastPos: 4 }]);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(calls, ['catch up']);
});

test('however many frames say that the log goes further, it is asked once, then ever more seldom', async () => {
  const { rooms, calls } = opened(5);
  for (let i = 0; i < 50; i++) {
    rooms.take(/** @type {any} */ ({ type: 'head', roomId: 'room-1', pos: 2000 + i }));
    rooms.welcome([{ ...summary(1), lastPos: 4 }]);
  }
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(calls, ['catch up']);
});

test('a room in which nobody lacks keys is not asked for them after the welcome', () => {
  const rooms = list();
  rooms.welcome([summary(1), summary(2)], ['room-2']);
  const helped = rooms.all.map((room) => {
    let asks = false;
    room.help = async () => void (asks = true);
    room.helpOnce();
    return asks;
  });
  assert.deepEqual(helped, [false, true]);
});
