import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { expiredUntil, mayHaveExpired, retentionOf } from '../../../../main/resources/static/js/core/room/retention.js';

const { cases } = JSON.parse(readFileSync('src/test/resources/vectors/retention.json', 'utf8'));

for (const { name, retentions, signed, pos, at, now, allowed } of cases) {
  test(`expired in place of withheld: ${name}`, () => {
    assert.equal(mayHaveExpired(retentions, signed, { pos, at }, now), allowed);
  });
}

test('the last setting says until when messages have expired', () => {
  const retentions = [{ pos: 2, seconds: 60, time: 0 }, { pos: 5, seconds: 120, time: 0 }];
  assert.equal(retentionOf({ retentions }), 120);
  assert.equal(expiredUntil({ retentions }, 300000), 180000);
});

test('without a setting, and kept for ever, nothing has expired', () => {
  assert.equal(expiredUntil({ retentions: [] }, 300000), -Infinity);
  assert.equal(expiredUntil({ retentions: [{ pos: 2, seconds: 0, time: 0 }] }, 300000), -Infinity);
});
