// What the user has chosen for rooms, and whom they have blocked.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { Choices } from '../../../../main/resources/static/js/core/session/choices.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

/** @type {string[]} */
let asked = [];
let refuses = false;
const bob = /** @type {any} */ ({ userId: 'bob', displayName: 'Bob' });

beforeEach(() => {
  [asked, refuses] = [[], false];
  fakePlatform({ request: async (/** @type {string} */ method, /** @type {string} */ path, /** @type {string} */ body) => {
    if (refuses) throw new Problem({ code: 'too-many' });
    if (method !== 'GET') asked.push(`${method} ${path} ${body ?? ''}`.trim());
    return path === '/api/me/rooms' ? { rooms: [{ roomId: 'tea', favourite: false, accepted: true }] } : { blocked: [bob] };
  } });
});

async function loaded() {
  const choices = new Choices(() => (person) => /** @type {any} */ (person));
  await choices.load();
  return choices;
}

test('nothing is claimed before the server has said it', () => {
  const choices = new Choices(() => (person) => /** @type {any} */ (person));
  assert.equal(choices.isLoaded, false);
  assert.equal(choices.of('tea').accepted, false);
});

test('a choice keeps the others of its room', async () => {
  const choices = await loaded();
  await choices.choose('tea', { favourite: true });
  assert.deepEqual(choices.of('tea'), { favourite: true, accepted: true });
  assert.deepEqual(asked, ['PUT /api/me/rooms/tea {"favourite":true,"accepted":true}']);
});

test('a choice that the server refuses is taken back', async () => {
  const choices = await loaded();
  refuses = true;
  await assert.rejects(choices.choose('tea', { accepted: false }));
  assert.equal(choices.of('tea').accepted, true);
});

test('what another browser changed is asked for, but not over a change that is on its way', async () => {
  const choices = await loaded();
  /** @type {() => void} */
  let answer = () => {};
  const held = new Promise((resolve) => (answer = () => resolve(undefined)));
  let stored = false;
  let gets = 0;
  fakePlatform({ request: async (/** @type {string} */ method, /** @type {string} */ path) => {
    if (method !== 'GET') {
      await held;
      stored = true;
    } else gets++;
    return path === '/api/me/rooms' ? { rooms: [{ roomId: 'tea', favourite: stored, accepted: true }] } : { blocked: [] };
  } });
  const changing = choices.choose('tea', { favourite: true });
  choices.changed();
  assert.equal(gets, 0);
  assert.equal(choices.of('tea').favourite, true);
  const drawn = new Promise((resolve) => choices.addEventListener('choices', resolve, { once: true }));
  answer();
  await changing;
  await drawn;
  assert.equal(gets, 2);
  assert.equal(choices.of('tea').favourite, true);
  assert.deepEqual(choices.blocked, []);
});

test('who is unblocked is off the list, and who is blocked is on it once', async () => {
  const choices = await loaded();
  await choices.block(bob);
  assert.equal(choices.blocked.length, 1);
  await choices.unblock(bob);
  assert.equal(choices.isBlocked('bob'), false);
  assert.deepEqual(asked, ['PUT /api/me/blocks/bob {}', 'DELETE /api/me/blocks/bob']);
});
