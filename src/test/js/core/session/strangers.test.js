// Whom signed events name is shown, whether the server knows them or not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { Strangers } from '../../../../main/resources/static/js/core/session/strangers.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

fakePlatform();

const nameOf = (shortId) => `Unknown ${shortId}`;
const BOB = { userId: '12345678-aaaa', username: 'bob', displayName: 'Bob', identityId: null, online: true, lastSeen: null };

test('somebody without a name is shown by the start of the id, and by the name as soon as there is one', () => {
  const strangers = new Strangers(async () => BOB, nameOf);
  const shown = strangers.shown(BOB.userId);
  assert.equal(shown.displayName, 'Unknown 12345678');
  assert.equal(strangers.shown(BOB.userId), shown);
  assert.equal(strangers.named(BOB), shown);
  assert.equal(shown.displayName, 'Bob');
});

test('who is denied is not asked for again and again', async () => {
  let asked = 0;
  const strangers = new Strangers(async () => {
    asked++;
    throw new Problem({ code: 'not-found' });
  });
  await Promise.all([1, 2, 3].map(() => assert.rejects(strangers.ask(BOB.userId), { code: 'not-found' })));
  await assert.rejects(strangers.ask(BOB.userId), { code: 'not-found' });
  assert.equal(asked, 1);
});

test('another person in the place of the one who was asked for is no answer', async () => {
  const strangers = new Strangers(async () => ({ ...BOB, userId: 'another' }), nameOf);
  await assert.rejects(strangers.ask(BOB.userId), { code: 'not-found' });
});

test('a server that does not answer is asked again', async () => {
  let asked = 0;
  const strangers = new Strangers(async () => {
    if (asked++ === 0) throw new Problem({ code: 'unreachable' });
    return BOB;
  });
  await assert.rejects(strangers.ask(BOB.userId), { code: 'unreachable' });
  assert.equal(await strangers.ask(BOB.userId), BOB);
});
