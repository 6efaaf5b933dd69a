// Why an epoch may follow the one before (K11).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { END_TO_END, MANAGED, REASON, reasonHolds } from '../../../main/resources/static/js/crypto/epochs.js';

const rows = [{ userId: 'alice', identityId: 'a1', role: 1 }, { userId: 'bob', identityId: 'b1', role: 0 }];
const before = { mode: END_TO_END, rows, issuer: 'a1' };
const record = { mode: END_TO_END, reason: REASON.unreadable, epoch: 2, rows, issuer: 'b1' };

test('who was given an unreadable grant may open the next epoch', () => {
  assert.equal(reasonHolds(before, record), true);
});

test('nobody could not read what they wrapped themselves', () => {
  assert.equal(reasonHolds({ ...before, issuer: 'b1' }, record), false);
});

test('a new identity does not make another person', () => {
  const renewed = [rows[0], { userId: 'bob', identityId: 'b2', role: 0 }];
  assert.equal(reasonHolds({ ...before, issuer: 'b1' }, { ...record, rows: renewed, issuer: 'b2' }), false);
});

test('the server replaces none, and the first epoch replaces none', () => {
  assert.equal(reasonHolds(before, { ...record, mode: MANAGED }), false);
  assert.equal(reasonHolds(null, { ...record, epoch: 1 }), false);
});

test('where the record before is not known yet, it is judged when that one is', () => {
  assert.equal(reasonHolds(null, record), true);
});

test('every other reason holds', () => {
  for (const reason of [REASON.first, REASON.changed, REASON.scheduled]) {
    assert.equal(reasonHolds({ ...before, issuer: 'b1' }, { ...record, reason }), true);
  }
});
