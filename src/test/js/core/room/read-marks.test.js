// What is unread: the server's word before a room is open here, the log's afterwards.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReadMarks } from '../../../../main/resources/static/js/core/room/read-marks.js';
import { EMPTY, applyAll } from '../../../../main/resources/static/js/core/room/state.js';
import { envelopeHeader } from '../../../../main/resources/static/js/protocol/room-structures.js';
import { concat, toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';

const MINE = '11111111-1111-4111-8111-111111111111';
const THEIRS = '22222222-2222-4222-8222-222222222222';

/** A message's bytes, as far as they are looked at. @param {string} identityId */
const message = (identityId) => concat(
  envelopeHeader({ roomId: MINE, epoch: 1, identityId, streamId: new Uint8Array(16), seq: 0 }), new Uint8Array(205 - 61),
);

/** How far a log of so many messages is loaded. @param {number} first @param {...string} senders */
const log = (first, ...senders) => ({ first, last: first + senders.length - 1 });

/** The state that such a log comes to. @param {number} first @param {...string} senders */
const state = (first, ...senders) => applyAll(EMPTY, senders.map((s, i) => /** @type {any} */ ({ kind: 'message', pos: first + i, isNews: s !== MINE })));

/** @param {object} [summary] */
function told(summary = {}) {
  const marks = new ReadMarks([MINE]);
  marks.told({ lastPos: 4, lastAt: 0, readPos: 1, unread: 2, ...summary });
  return marks;
}

test('the server cannot call more unread than there are numbers after the mark', () => {
  assert.equal(told({ unread: 500 }).unread, 3);
  assert.equal(told({ unread: 2 }).unread, 2);
  assert.equal(told({ unread: 2, readPos: 9 }).unread, 0);
});

test('in a log that is loaded the messages of others after the mark are unread, whatever the server says', () => {
  const marks = told({ unread: 0, lastPos: 900 });
  assert.equal(marks.count(log(1, THEIRS, THEIRS, MINE, THEIRS), state(1, THEIRS, THEIRS, MINE, THEIRS)), true);
  assert.equal(marks.unread, 2);
  assert.equal(marks.lastPos, 4);
});

test('where the log is not loaded from the mark on, it only bounds', () => {
  const marks = told({ unread: 500, lastPos: 900 });
  assert.equal(marks.count(log(5, THEIRS, THEIRS), state(5, THEIRS, THEIRS)), false);
  assert.equal(marks.unread, 5);
});

test('live messages of others count once', () => {
  const marks = told();
  const shown = [{ pos: 5, type: 1, at: 7, entry: toBase64(message(THEIRS)) }, { pos: 6, type: 1, at: 8, entry: toBase64(message(MINE)) }];
  marks.came(shown);
  marks.came(shown);
  assert.deepEqual([marks.unread, marks.lastPos, marks.lastAt], [3, 6, 8]);
});

test('a quiet entry is neither unread nor activity', () => {
  const marks = told({ lastAt: 3 });
  marks.came([{ pos: 5, type: 1, at: 7, quiet: true, entry: toBase64(message(THEIRS)) }]);
  assert.deepEqual([marks.unread, marks.lastPos, marks.lastAt], [2, 5, 3]);
  marks.came([{ pos: 6, type: 1, at: 8, entry: toBase64(message(THEIRS)) }, { pos: 7, type: 1, at: 9, quiet: true, entry: toBase64(message(THEIRS)) }]);
  assert.deepEqual([marks.unread, marks.lastPos, marks.lastAt], [3, 7, 8]);
});

test('who has read to the end has nothing unread', () => {
  const marks = told();
  marks.readTo(3);
  assert.equal(marks.unread, 2);
  marks.readTo(4);
  assert.equal(marks.unread, 0);
});
