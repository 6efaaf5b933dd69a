// A new display name is taken over, and the former one is shown beside it for a time.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { Directory } from '../../../../main/resources/static/js/core/session/directory.js';
import { RENAMED_MILLIS, Trust } from '../../../../main/resources/static/js/core/trust/trust.js';

const person = (/** @type {string} */ userId, /** @type {string} */ displayName, username = userId) => (
  { userId, username, displayName, identityId: null, online: true, lastSeen: null, status: '' });

let time = 1000;
/** @type {Directory} */
let directory;
/** @type {Trust} */
let trust;

beforeEach(async () => {
  time = 1000;
  fakePlatform({ request: async () => ({}), clock: { now: () => time, after: () => 0, cancel: () => {} } });
  directory = new Directory();
  directory.identity = async (/** @type {string} */ id) => /** @type {any} */ ({ userId: id.slice(0, -1), index: 0 });
  const pins = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  trust = new Trust('ada', { own: [/** @type {any} */ ({ identityId: 'ada0' })], pins }, directory, /** @type {any} */ ({ get: async () => 0, put: async () => {} }));
  directory.pins = trust;
  for (const [id, name] of [['ada', 'Ada'], ['bob', 'Bob'], ['darth', 'Darth']]) {
    directory.note(person(id, name));
    await trust.verdict(id, `${id}0`);
  }
});

test('a new name is shown at once, with the former one for a week', () => {
  const bob = directory.note(person('bob', 'Robert'));
  assert.deepEqual([bob.displayName, bob.former, bob.claimed], ['Robert', 'Bob', null]);
  time += RENAMED_MILLIS - 1;
  directory.note(person('bob', 'Robert'));
  assert.equal(bob.former, 'Bob');
  time += 1;
  directory.note(person('bob', 'Robert'));
  assert.equal(bob.former, null);
  assert.equal(trust.names('bob')?.displayName, 'Robert');
});

test('the former name goes once it is acknowledged, or when it comes back', () => {
  const bob = directory.note(person('bob', 'Robert'));
  directory.note(person('bob', 'Bob'));
  assert.deepEqual([bob.displayName, bob.former], ['Bob', null]);
  directory.note(person('bob', 'Robert'));
  trust.acceptNames('bob');
  assert.deepEqual([bob.displayName, bob.former], ['Robert', null]);
});

test('each new name begins a week, from the name that was acknowledged last', () => {
  const bob = directory.note(person('bob', 'Robert'));
  time += RENAMED_MILLIS - 1;
  directory.note(person('bob', 'Rob'));
  time += RENAMED_MILLIS - 1;
  directory.note(person('bob', 'Rob'));
  assert.deepEqual([bob.displayName, bob.former], ['Rob', 'Bob']);
});

for (const name of ['Darth', 'dаrth', 'D.A.R.T.H', 'darth']) {
  test(`the name ${name}, which looks like that of another, is not taken over`, () => {
    const bob = directory.note(person('bob', name));
    assert.deepEqual([bob.displayName, bob.former, bob.claimed?.displayName], ['Bob', null, name]);
  });
}

test('nor is the former name of another who has a new one', () => {
  directory.note(person('darth', 'Anakin'));
  assert.equal(directory.note(person('bob', 'Darth')).displayName, 'Bob');
  assert.equal(directory.note(person('bob', 'Anakin')).displayName, 'Bob');
});

test('with another username all known names stay', () => {
  const bob = directory.note(person('bob', 'Robert', 'robert'));
  assert.deepEqual([bob.displayName, bob.username, bob.former], ['Bob', 'bob', null]);
});

test('a new identity keeps what is known of a new name', async () => {
  const bob = directory.note(person('bob', 'Robert'));
  directory.relation = async () => /** @type {any} */ ('successor');
  await trust.verdict('bob', 'bob1');
  assert.equal(trust.pinned('bob'), 'bob1');
  time += 5;
  directory.note(person('bob', 'Robert'));
  assert.equal(bob.former, 'Bob');
});

test('of their own new name a user is not warned', () => {
  const ada = directory.note(person('ada', 'Ada L.'));
  assert.deepEqual([ada.displayName, ada.former], ['Ada L.', null]);
});
