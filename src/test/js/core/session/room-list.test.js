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
