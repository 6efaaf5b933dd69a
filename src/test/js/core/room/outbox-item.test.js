// What is stored of a message on its way, and what a later page makes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newItem, restoredItem, unsentOf } from '../../../../main/resources/static/js/core/room/outbox-item.js';

const CONTENT = /** @type {const} */ ({ t: 'text', b: 'hello', at: 1790000000000 });
const NOW = { maySend: true, isNext: true };

test('a new message is neither shown nor sent before it is stored, and waits where nothing may be sent', () => {
  const waiting = newItem(CONTENT, { maySend: false, isNext: true });
  assert.deepEqual([newItem(CONTENT, NOW).state, waiting.state, newItem(CONTENT, NOW).isKept], ['sending', 'waiting', false]);
});

test('what is stored is the message alone, and its reason only once it has failed', () => {
  const item = newItem(CONTENT, NOW);
  const kept = { clientId: item.clientId, roomId: 'room', content: CONTENT, at: CONTENT.at };
  assert.deepEqual(unsentOf('room', item), kept);
  assert.deepEqual(unsentOf('room', { ...item, state: 'waiting', reason: 'too-many' }), kept);
  assert.deepEqual(unsentOf('room', { ...item, state: 'failed', reason: 'bad-envelope' }), { ...kept, failed: 'bad-envelope' });
});

test('a restored message waits or has failed as it was stored, and may have been sent before', () => {
  const item = newItem(CONTENT, NOW);
  const waiting = restoredItem(unsentOf('room', item), false);
  assert.deepEqual([waiting.state, waiting.restored, waiting.isKept, waiting.clientId], ['waiting', true, true, item.clientId]);
  const failed = restoredItem({ ...unsentOf('room', item), failed: 'too-large' }, true);
  assert.deepEqual([failed.state, failed.reason, failed.elsewhere], ['failed', 'too-large', true]);
});

test('only what goes out at once is not kept as untried, and a later page knows that it can be taken back', () => {
  const untried = [NOW, { maySend: true, isNext: false }, { maySend: false, isNext: true }].map((queue) => unsentOf('room', newItem(CONTENT, queue)));
  assert.deepEqual(untried.map((kept) => kept.untried), [undefined, true, true]);
  assert.deepEqual(untried.map((kept) => restoredItem(kept, false).untried), [false, true, true]);
});
