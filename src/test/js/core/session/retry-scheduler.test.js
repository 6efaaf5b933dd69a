// What lacked an answer is done again, and nothing else is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RetryScheduler } from '../../../../main/resources/static/js/core/session/retry-scheduler.js';
import { fakePlatform } from '../../fake-platform.js';
import { Problem, unreachable } from '../../../../main/resources/static/js/protocol/problems.js';

fakePlatform();

/** @param {import('node:test').TestContext} t */
function counted(t, isOnline = true) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const made = { times: 0, retries: new RetryScheduler(() => isOnline, async () => void made.times++) };
  return made;
}

const failing = (/** @type {Error} */ error) => async () => {
  throw error;
};

test('what lacked an answer is made good a while later, once', async (t) => {
  const made = counted(t);
  await made.retries.attempt(failing(unreachable()));
  await made.retries.attempt(failing(unreachable()));
  assert.equal(made.times, 0);
  t.mock.timers.tick(3000);
  assert.equal(made.times, 1);
  t.mock.timers.tick(60000);
  assert.equal(made.times, 1);
});

test('what is not there any more is left alone', async (t) => {
  const made = counted(t);
  await made.retries.attempt(failing(new Problem({ code: 'not-found' })));
  await made.retries.attempt(async () => {});
  t.mock.timers.tick(60000);
  await made.retries.runDue();
  assert.equal(made.times, 0);
});

test('without a connection it waits until this is back', async (t) => {
  const made = counted(t, false);
  await made.retries.attempt(failing(unreachable()));
  t.mock.timers.tick(60000);
  assert.equal(made.times, 0);
  await made.retries.runDue();
  assert.equal(made.times, 1);
});

test('a fault of the page is no want of an answer', async (t) => {
  const made = counted(t);
  await assert.rejects(made.retries.attempt(failing(new TypeError('no'))), TypeError);
  t.mock.timers.tick(60000);
  assert.equal(made.times, 0);
});
