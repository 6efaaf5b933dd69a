// Sections, order and filter of the list of rooms, and which room is next.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LATEST_FIRST, attentionIn, inSections, nextRoom } from '../../../../main/resources/static/js/core/session/rail-order.js';

/** @param {string} roomId @param {object} [more] */
const room = (roomId, { unread = 0, isDirect = false, favourite = false, muted = false } = {}) =>
  /** @type {any} */ ({ roomId, unread, isDirect, choice: { favourite, muted, accepted: false } });
const rooms = [room('tea', { unread: 2 }), room('bob', { isDirect: true }), room('zoo', { favourite: true }), room('art', { unread: 1, muted: true }), room('ada', { isDirect: true, favourite: true })];
const nameOf = (/** @type {{roomId: string}} */ { roomId }) => roomId;
const ids = (/** @type {{roomId: string}[]} */ some) => some.map(nameOf);
const shown = (/** @type {any} */ order, open = '') => {
  const { favourites, rooms: named, direct } = inSections(rooms, { ...LATEST_FIRST, ...order }, { open, nameOf });
  return [ids(favourites), ids(named), ids(direct)];
};

test('a favourite stands in its own section, whatever it is', () => {
  assert.deepEqual(shown({}), [['zoo', 'ada'], ['tea', 'art'], ['bob']]);
});

test('sorting by name changes the order inside the sections alone', () => {
  assert.deepEqual(shown({ sort: 'name' }), [['ada', 'zoo'], ['art', 'tea'], ['bob']]);
});

test('the filter leaves what is unread, and the open room', () => {
  assert.deepEqual(shown({ isUnreadOnly: true }), [[], ['tea', 'art'], []]);
  assert.deepEqual(shown({ isUnreadOnly: true }, 'bob'), [[], ['tea', 'art'], ['bob']]);
});

test('a closed section lists the open room, and what is unread and not muted or mentions somebody', () => {
  assert.deepEqual(ids(attentionIn(rooms, 'bob')), ['tea', 'bob']);
  const mentioned = rooms.map((one) => ({ ...one, mentions: one.roomId === 'art' ? 1 : 0 }));
  assert.deepEqual(ids(attentionIn(/** @type {any} */ (mentioned), '')), ['tea', 'art']);
});

test('the next room follows the list, round its ends', () => {
  assert.equal(nextRoom(rooms, 'tea', 1, false)?.roomId, 'bob');
  assert.equal(nextRoom(rooms, 'tea', -1, false)?.roomId, 'ada');
  assert.equal(nextRoom(rooms, 'ada', 1, false)?.roomId, 'tea');
  assert.equal(nextRoom(rooms, '', 1, false)?.roomId, 'tea');
  assert.equal(nextRoom([], '', 1, false), null);
});

test('the next unread room is none that is muted', () => {
  assert.equal(nextRoom(rooms, 'bob', 1, true)?.roomId, 'tea');
  assert.equal(nextRoom(rooms, 'tea', 1, true)?.roomId, 'tea');
});
