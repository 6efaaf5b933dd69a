// What cannot be opened says one thing, whatever was wrong; a server that does not answer proves nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orUnreadable } from '../../../main/resources/static/js/crypto/unreadable.js';
import { unreachable } from '../../../main/resources/static/js/protocol/problems.js';

test('whatever is wrong becomes the one reason', async () => {
  await assert.rejects(orUnreadable('record', async () => { throw new TypeError('x'); }), { name: 'Unreadable', reason: 'record' });
});

test('a server that was not reached accuses nobody', async () => {
  await assert.rejects(orUnreadable('record', async () => { throw unreachable(); }), { name: 'Problem', code: 'unreachable' });
});
