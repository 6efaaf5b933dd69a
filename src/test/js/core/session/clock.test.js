// Signed changes are dated near this device's clock, and a clock that is far off is said without blame.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clock } from '../../../../main/resources/static/js/core/session/clock.js';

const NOW = 1_800_000_000_000;
const HOUR = 3600_000;
const clock = (/** @type {number} */ ahead) => {
  const made = new Clock(() => NOW);
  made.told(NOW + ahead);
  return made;
};

for (const hours of [-23, -1, 0, 1, 23]) {
  test(`a server that is ${hours} hours off is followed`, () => assert.equal(clock(hours * HOUR).now(), NOW + hours * HOUR));
}

for (const days of [-3650, -2, 2, 3650]) {
  test(`a server that is ${days} days off is not followed`, () => {
    assert.equal(clock(days * 24 * HOUR).now(), NOW);
    assert.equal(clock(days * 24 * HOUR).difference()?.millis, Math.abs(days) * 24 * HOUR);
  });
}

test('times are shown by the server’s clock if it is at most two days off', () => {
  for (const hours of [-47, -25, 0, 25, 47]) assert.equal(clock(hours * HOUR).shownAhead, hours * HOUR);
  for (const days of [-3650, -3, 3, 3650]) assert.equal(clock(days * 24 * HOUR).shownAhead, 0);
});

test('what is no time is none', () => {
  for (const time of [NaN, Infinity, 'soon', null, undefined]) {
    const made = new Clock(() => NOW);
    made.told(time);
    assert.equal(made.now(), NOW);
  }
});

test('minutes are not worth a word', () => assert.equal(clock(5 * 60_000).difference(), null));

test('nobody is blamed without evidence, and with it the one that it contradicts', () => {
  assert.equal(clock(48 * HOUR).difference(0)?.behind, null);
  assert.equal(clock(48 * HOUR).difference(NOW - HOUR)?.behind, null);
  assert.equal(clock(48 * HOUR).difference(NOW + 47 * HOUR)?.behind, 'device');
  assert.equal(clock(-48 * HOUR).difference(NOW - HOUR)?.behind, 'server');
  assert.equal(clock(-48 * HOUR).difference(NOW - 72 * HOUR)?.behind, null);
});
