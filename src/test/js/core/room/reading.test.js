// How far one has read: what is marked as unread stays so until one comes back, and agrees with one's other pages.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ReadMarks } from '../../../../main/resources/static/js/core/room/read-marks.js';
import { Reading } from '../../../../main/resources/static/js/core/room/reading.js';
import { EMPTY, applyAll } from '../../../../main/resources/static/js/core/room/state.js';
import { fakePlatform } from '../../fake-platform.js';

/** @type {any[]} */
let sent = [];
/** @type {any} */
let room;
/** @type {Reading} */
let reading;

/** A room with messages of others at 1 to 5, all of them read. */
beforeEach(() => {
  sent = [];
  fakePlatform({});
  const items = [1, 2, 3, 4, 5].map((pos) => /** @type {any} */ ({ kind: 'message', pos, isNews: true, target: {} }));
  const marks = new ReadMarks(['mine']);
  marks.told({ lastPos: 5, lastAt: 0, readPos: 5, unread: 0 });
  room = Object.assign(new EventTarget(), {
    roomId: 'r', isOpened: true, firstUnreadPos: null, marks, changed: () => {}, verified: { log: { first: 1, last: 5 }, state: applyAll(EMPTY, items) },
  });
  Object.defineProperty(room, 'unread', { get: () => marks.unread });
  reading = new Reading(room, /** @type {any} */ ({ send: (/** @type {any} */ frame) => sent.push(frame) }));
});

test('a message marked as unread stays unread however long it is looked at', () => {
  reading.markUnread(4);
  assert.equal(room.unread, 2);
  assert.equal(room.firstUnreadPos, 4);
  reading.markRead();
  assert.equal(room.unread, 2);
  assert.deepEqual(sent, [{ type: 'unread', roomId: 'r', pos: 4 }]);
});

test('coming back reads it, with the line above it', () => {
  reading.markUnread(4);
  reading.enter();
  assert.equal(room.firstUnreadPos, 4);
  reading.markRead();
  assert.equal(room.unread, 0);
  assert.equal(room.firstUnreadPos, 4);
  assert.deepEqual(sent.at(-1), { type: 'read', roomId: 'r', pos: 5 });
  reading.enter();
  assert.equal(room.firstUnreadPos, null);
});

test('another page marks as unread, and reads again', () => {
  reading.elsewhere(2, true);
  assert.equal(room.unread, 3);
  reading.markRead();
  assert.deepEqual(sent, []);
  reading.elsewhere(5);
  assert.equal(room.unread, 0);
  assert.equal(reading.isHeld, false);
});

test('the echo of one\'s own marking changes nothing', () => {
  reading.markUnread(4);
  reading.elsewhere(3, true);
  assert.equal(room.unread, 2);
});

test('marking all as read ends what was marked as unread', () => {
  reading.markUnread(2);
  reading.markAllRead();
  assert.equal(room.unread, 0);
  assert.deepEqual(sent.at(-1), { type: 'read', roomId: 'r', pos: 5 });
  reading.markAllRead();
  assert.equal(sent.length, 2);
});
