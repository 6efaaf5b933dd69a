// What the quick switcher finds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findTargets } from '../../../../main/resources/static/js/core/session/switching.js';

const among = /** @type {any} */ ({
  rooms: ['Robotics class', 'Tool room', 'Project X', 'Élan'].map((name) => ({ roomId: name, name })),
  people: [{ displayName: 'Mei Tanaka', username: 'mei.ro' }, { displayName: 'Robin Osei', username: 'robin' }],
  actions: [{ id: 'new-room', name: 'New room…' }], nameOf: (/** @type {{name: string}} */ { name }) => name, open: 'Tool room',
});
/** @param {string} query */
const found = (query) => {
  const { rooms, people, actions } = findTargets(query, among);
  return [rooms, people, actions].map((hits) => hits.map(({ name }) => name));
};

test('with nothing typed, the rooms that were active last, without the open one', () => {
  assert.deepEqual(found(''), [['Robotics class', 'Project X', 'Élan'], [], ['New room…']]);
});

test('what begins so comes first, then words that do, then what holds it', () => {
  assert.deepEqual(found('ro')[0], ['Robotics class', 'Tool room', 'Project X']);
});

test('people are found by either name, and actions by their words', () => {
  assert.deepEqual(found('robin')[1], ['Robin Osei']);
  assert.deepEqual(found('mei.')[1], ['Mei Tanaka']);
  assert.deepEqual(found('new')[2], ['New room…']);
});

test('@ asks for people alone, # for rooms alone', () => {
  assert.deepEqual(found('@ro'), [[], ['Robin Osei'], []]);
  assert.deepEqual(found('@'), [[], ['Mei Tanaka', 'Robin Osei'], []]);
  assert.deepEqual(found('#ro'), [['Robotics class', 'Tool room', 'Project X'], [], []]);
});

test('accents and capitals make no difference', () => {
  assert.deepEqual(found('elan')[0], ['Élan']);
  assert.deepEqual(found('ÉL')[0], ['Élan']);
});

test('what was typed is marked inside the name', () => {
  const [hit] = findTargets('room', among).rooms;
  assert.equal(hit.name.slice(hit.from, hit.to), 'room');
});

test('what nothing is called finds nothing', () => assert.deepEqual(found('zzz'), [[], [], []]));
