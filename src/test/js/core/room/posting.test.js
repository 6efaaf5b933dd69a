// One message of the outbox: which answers are final, which are retried, and what the server is told of it.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeClock, fakePlatform } from '../../fake-platform.js';
import { newItem } from '../../../../main/resources/static/js/core/room/outbox-item.js';
import { NOT_IN_ROOM, Posting } from '../../../../main/resources/static/js/core/room/posting.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

/** @type {FakeClock} */
let clock;
let maySend = true;
let isDone = false;
let forgotten = 0;
/** @type {string[]} */
let states;

beforeEach(() => {
  clock = new FakeClock();
  fakePlatform({ clock });
  [maySend, isDone, forgotten, states] = [true, false, 0, []];
});

const item = newItem({ t: 'text', b: 'hello', at: 1790000000000 }, { maySend: true, isNext: true });

/** A posting whose server gives these answers, one after the other; an error is thrown. @param {any[]} answers */
async function posting(answers) {
  const secret = await crypto.subtle.importKey('raw', new Uint8Array(32), 'HKDF', false, ['deriveBits', 'deriveKey']);
  const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']));
  const wire = /** @type {any} */ ({
    own: { identityId: crypto.randomUUID(), signing: pair.privateKey }, forgetEpoch: () => forgotten++, mark: () => 'same',
    epoch: async () => ({ record: { roomId: crypto.randomUUID(), epoch: 1, hash: new Uint8Array(32) }, secret }),
    seen: async () => ({ pos: 0, hash: new Uint8Array(32) }),
    post: async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return new Posting(wire, { maySend: () => maySend, isDone: async () => isDone, changed: () => states.push(`${item.state} ${item.reason}`) });
}

/** What came of it, and how long it took. @param {Posting} posts */
async function outcomeOf(posts) {
  const before = clock.now();
  /** @type {any} */
  let outcome;
  posts.post(item).then((found) => (outcome = found));
  await clock.until(() => outcome);
  return { outcome, millis: clock.now() - before };
}

const refused = (/** @type {string} */ code, retryAfter = 0) => ({ type: 'refused', code, retryAfter });

test('an accepted message has the position that the server says', async () => {
  const { outcome } = await outcomeOf(await posting([{ type: 'accepted', pos: 7 }]));
  assert.deepEqual(outcome, { kind: 'accepted', pos: 7 });
});

test('a message that is done is not sent', async () => {
  isDone = true;
  const answers = [{ type: 'accepted', pos: 7 }];
  const { outcome } = await outcomeOf(await posting(answers));
  assert.deepEqual([outcome, answers.length], [{ kind: 'done' }, 1]);
});

test('a stale epoch is forgotten, and the message goes under the next one at once', async () => {
  const { outcome, millis } = await outcomeOf(await posting([refused('stale-epoch'), { type: 'accepted', pos: 8 }]));
  assert.deepEqual([outcome.kind, forgotten, millis], ['accepted', 1, 0]);
});

test('what is retried fails with its code after eight tries', async () => {
  const answers = Array.from({ length: 9 }, () => refused('identity-changed'));
  const { outcome } = await outcomeOf(await posting(answers));
  assert.deepEqual([outcome, answers.length], [{ kind: 'failed', reason: 'identity-changed' }, 1]);
});

test('a refusal of the message itself is final, and a room that is not there is one without this member', async () => {
  assert.deepEqual((await outcomeOf(await posting([refused('bad-envelope')]))).outcome, { kind: 'failed', reason: 'bad-envelope' });
  assert.deepEqual((await outcomeOf(await posting([refused('not-found')]))).outcome, { kind: 'failed', reason: NOT_IN_ROOM });
});

test('a limit is waited out for as long as the server asks, and the message says so meanwhile', async () => {
  const { outcome, millis } = await outcomeOf(await posting([refused('too-many', 12), { type: 'accepted', pos: 9 }]));
  assert.equal(outcome.kind, 'accepted');
  assert.ok(millis >= 12000 && millis <= 13000, `${millis}`);
  assert.deepEqual(states, ['waiting too-many', 'sending undefined']);
});

test('no server holds a message back for longer than half a minute at a time', async () => {
  const { millis } = await outcomeOf(await posting([refused('too-many', 86400), { type: 'accepted', pos: 9 }]));
  assert.ok(millis >= 30000 && millis <= 31000, `${millis}`);
});

test('an error while nothing may be sent pauses the message', async () => {
  const posts = await posting([new Problem({ code: 'unreachable' })]);
  maySend = false;
  assert.deepEqual((await outcomeOf(posts)).outcome, { kind: 'paused' });
});

test('a message that is found in the log waits for no answer', async () => {
  const posts = await posting([new Promise(() => {})]);
  /** @type {any} */
  let outcome;
  posts.post(item).then((found) => (outcome = found));
  await clock.rest();
  assert.equal(outcome, undefined);
  posts.found(item.clientId);
  await clock.until(() => outcome);
  assert.deepEqual(outcome, { kind: 'done' });
});
