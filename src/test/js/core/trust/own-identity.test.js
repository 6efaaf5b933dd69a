// A page with the wrong keys begins again only where the server, asked anew, says so.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { OwnIdentity } from '../../../../main/resources/static/js/core/trust/own-identity.js';
import { unreachable } from '../../../../main/resources/static/js/protocol/problems.js';

/** What the server answers to `/api/me`. @type {any} */
let answer;
let asked = 0;
/** @type {any} */
let me;

beforeEach(() => {
  asked = 0;
  me = { userId: '11111111-0000-4000-8000-000000000000', username: 'alice', identityId: 'a0', recovery: false };
  answer = { identityId: 'a0' };
  fakePlatform({ request: async () => {
    asked++;
    if (answer instanceof Error) throw answer;
    return answer;
  } });
});

const record = (/** @type {string} */ id) => ({ userId: me.userId, edKey: new Uint8Array(32).fill(Number(id.at(-1))), rsaSpki: new Uint8Array(9) });
const own = (pinned = 'b0') => new OwnIdentity(me, /** @type {any} */ ({ identityId: 'a0' }), /** @type {any} */ ({ identity: async (/** @type {string} */ id) => record(id) }),
  /** @type {any} */ ({ pinned: () => pinned }));

test('while the directory shows this page’s identity nothing is asked', async () => {
  assert.deepEqual([await own().isOutdated(), asked], [false, 0]);
});

test('keys made elsewhere are noticed', async () => {
  [me.identityId, answer] = ['a1', { identityId: 'a1' }];
  assert.equal(await own().isOutdated(), true);
});

test('a server that contradicts itself is asked once, not again and again', async () => {
  me.identityId = 'a1';
  const identity = own();
  assert.deepEqual([await identity.isOutdated(), await identity.isOutdated(), asked], [false, false, 1]);
});

test('a server that does not answer is asked again', async () => {
  [me.identityId, answer] = ['a1', unreachable()];
  const identity = own();
  assert.equal(await identity.isOutdated(), false);
  answer = { identityId: 'a1' };
  assert.equal(await identity.isOutdated(), true);
});

test('a page that makes a new identity itself is not outdated meanwhile', async () => {
  [me.identityId, answer] = ['a1', { identityId: 'a1' }];
  const identity = own();
  identity.isMaking = true;
  assert.equal(await identity.isOutdated(), false);
});

test('both people compare the same two safety numbers in the same order', async () => {
  const mine = await own().compared('bob', 'b1');
  const theirs = await new OwnIdentity(me, /** @type {any} */ ({ identityId: 'b1' }), /** @type {any} */ ({ identity: async (/** @type {string} */ id) => record(id) }),
    /** @type {any} */ ({ pinned: () => 'a0' })).compared('alice', 'a0');
  assert.deepEqual(mine.numbers, theirs.numbers);
  assert.deepEqual([mine.isNew, theirs.isNew, new Set(mine.numbers).size], [true, false, 2]);
});
