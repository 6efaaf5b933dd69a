// However often the server asks, work is done one run at a time and ever more seldom while it is in vain.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { CoalescedTask } from '../../../../main/resources/static/js/core/session/coalesced-task.js';

fakePlatform();

const turns = async () => {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
};

test('work that brings nothing is repeated with growing pauses, whatever is asked', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let runs = 0;
  const pace = new CoalescedTask(async () => (runs++, false));
  const counts = [];
  for (let second = 0; second <= 8; second++) {
    for (let i = 0; i < 50; i++) pace.request();
    await turns();
    counts.push(runs);
    t.mock.timers.tick(1000);
    await turns();
  }
  assert.deepEqual(counts, [1, 2, 3, 3, 4, 4, 4, 4, 5]);
});

test('work that brings something is done again at once, and one run at a time', async () => {
  let [runs, running, most] = [0, 0, 0];
  const pace = new CoalescedTask(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return ++runs > 0;
  });
  pace.request();
  for (let i = 0; i < 10; i++) pace.request();
  await turns();
  pace.request();
  await turns();
  assert.deepEqual([runs, most], [3, 1]);
});

test('after a failure it can be asked again', async () => {
  let runs = 0;
  const pace = new CoalescedTask(async () => {
    if (runs++ === 0) throw new Error('no');
    return true;
  });
  await assert.rejects(pace.request());
  await pace.request();
  assert.equal(runs, 2);
});
