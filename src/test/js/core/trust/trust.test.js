// What is thought of somebody's identity, beside what was pinned.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { merge } from '../../../../main/resources/static/js/core/trust/merging.js';
import { ACCEPTED, Trust, VERIFIED } from '../../../../main/resources/static/js/core/trust/trust.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

const CHAIN = ['b0', 'b1', 'b2', 'reset', 'after'];
/** How many of them the directory knows. */
let known = CHAIN.length;
/** @type {Trust} */
let trust;

const directory = /** @type {any} */ ({ served: () => null, rename: () => {},
  identity: async (/** @type {string} */ id) => ({ userId: 'bob', index: CHAIN.indexOf(id) }),
  chain: async () => CHAIN.slice(0, known).map((id, index) => ({ id, index })),
  relation: async (/** @type {string} */ _, /** @type {string} */ from, /** @type {string} */ to) => {
    const [a, b] = [CHAIN.indexOf(from), CHAIN.indexOf(to)];
    const broken = CHAIN.slice(Math.min(a, b) + 1, Math.max(a, b) + 1).includes('reset');
    if (a > b) return broken ? 'unknown' : 'former';
    return broken ? 'reset' : 'successor';
  },
});

beforeEach(async () => {
  known = CHAIN.length;
  fakePlatform({ request: async () => ({}) });
  const pins = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const db = /** @type {any} */ ({ get: async () => 0, put: async () => {} });
  trust = new Trust('00000000-0000-4000-8000-000000000000', { own: [/** @type {any} */ ({ identityId: 'a0' })], pins }, directory, db);
});

test('a former identity needs a click, one step back or two', async () => {
  assert.equal(await trust.verdict('bob', 'b2'), 'fine');
  assert.equal(await trust.verdict('bob', 'b1'), 'former');
  assert.equal(await trust.verdict('bob', 'b0'), 'former');
  assert.equal(await trust.verdict('bob', 'b2'), 'fine');
});

test('a verified identity that was replaced meanwhile needs a click', async () => {
  known = 1;
  await trust.accept('bob', 'b0', VERIFIED);
  assert.equal(await trust.verdict('bob', 'b0', false, 1), 'former');
  assert.equal(await trust.verdict('bob', 'b0'), 'fine');
});

test('one between the pinned one and a later one that the room has named is former, and is not pinned', async () => {
  await trust.verdict('bob', 'b0');
  assert.equal(await trust.verdict('bob', 'b1', false, 2), 'former');
  assert.equal(trust.pinned('bob'), 'b0');
});

test('who accepts a former identity knowing the later ones is not asked again', async () => {
  known = 3;
  await trust.verdict('bob', 'b2');
  await trust.accept('bob', 'b1', ACCEPTED);
  assert.equal(await trust.verdict('bob', 'b1', false, 2), 'fine');
  assert.equal(await trust.verdict('bob', 'b1', false, 3), 'former');
});

test('a reset needs a click, and its successors follow the click alone', async () => {
  await trust.verdict('bob', 'b2');
  assert.equal(await trust.verdict('bob', 'reset', false, 3), 'changed');
  await trust.accept('bob', 'reset', ACCEPTED);
  assert.equal(await trust.verdict('bob', 'reset', false, 3), 'fine');
  assert.equal(await trust.verdict('bob', 'after', false, 4), 'fine');
});

test('a first sight for which nobody vouches is not made good by a successor', async () => {
  assert.equal(await trust.verdict('bob', 'reset', false, 3), 'changed');
  assert.equal(await trust.verdict('bob', 'after', false, 4), 'changed');
});

/** A server that keeps pins and takes only a later version, as the real one does. @param {number} stored */
function serverWith(stored) {
  /** @type {number[]} */
  const written = [];
  fakePlatform({ request: async (method, _, body) => {
    if (method === 'GET') return { pins: 'AAAA' };
    const version = Number(Buffer.from(JSON.parse(String(body)).pins, 'base64').readBigUInt64BE(21));
    if (version <= stored) throw new Problem({ code: 'pins-changed', version: stored });
    written.push(stored = version);
    return null;
  } });
  return written;
}

for (const [stored, known] of [[3, 9], [12, 9], [9, 9], [400, 0]]) {
  test(`a new list is begun where the server holds version ${stored} and this browser knows ${known}`, async () => {
    const pins = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    const db = /** @type {any} */ ({ get: async () => known, put: async () => {} });
    const me = '00000000-0000-4000-8000-000000000000';
    const fresh = new Trust(me, { own: [/** @type {any} */ ({ identityId: 'a0' })], pins }, directory, db);
    const written = serverWith(stored);
    await fresh.load();
    assert.equal(fresh.trouble, 'damaged');
    await fresh.beginAnew();
    assert.equal(fresh.trouble, null);
    assert.equal(written.length, 1);
    assert.ok(written[0] > Math.max(stored, known));
  });
}

test('names stay with the person whatever the server calls them, until they are accepted', async () => {
  const served = { username: 'bob', displayName: 'Bob' };
  const withNames = { ...directory, served: () => served };
  const pins = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const db = /** @type {any} */ ({ get: async () => 0, put: async () => {} });
  const fresh = new Trust('00000000-0000-4000-8000-000000000000', { own: [/** @type {any} */ ({ identityId: 'a0' })], pins }, withNames, db);
  await fresh.verdict('bob', 'b0');
  Object.assign(served, { username: 'darth', displayName: 'Darth' });
  await fresh.verdict('bob', 'b1');
  assert.deepEqual(fresh.names('bob'), { username: 'bob', displayName: 'Bob' });
  assert.equal(fresh.ownerOf('bob'), 'bob');
  assert.equal(fresh.ownerOf('darth'), null);
  fresh.acceptNames('bob');
  assert.deepEqual(fresh.names('bob'), { username: 'darth', displayName: 'Darth' });
});

test('names of another browser count, but for those that were accepted here', () => {
  const pins = (/** @type {any} */ users) => ({ users, rooms: {}, server: [] });
  const mine = pins({ a: ['a0', 0, 0, 'ann', 'Ann'], b: ['b0', 0, 0, 'bob', 'Bob'], c: ['c0', 0, 1] });
  merge(mine, pins({ a: ['a0', 0, 2, 'ann', 'Anna'], b: ['b1', 1, 0, 'bob', 'Robert'], c: ['c0', 0, 0, 'cat', 'Cat'] }), new Set(['b']));
  assert.deepEqual(mine.users, { a: ['a0', 0, 2, 'ann', 'Anna'], b: ['b1', 1, 0, 'bob', 'Bob'], c: ['c0', 0, 1, 'cat', 'Cat'] });
});
