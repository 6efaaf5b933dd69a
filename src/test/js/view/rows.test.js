// One row for many notices or many locked messages that follow each other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcomesOf } from '../../../main/resources/static/js/core/room/folds.js';
import { EMPTY, applyAll } from '../../../main/resources/static/js/core/room/state.js';
import { FoldKeys, rowsOf } from '../../../main/resources/static/js/view/rows.js';
import { MessageWindow, SIZE, countAfter, everything } from '../../../main/resources/static/js/view/window.js';

const DAY = 86400000;
/** @param {number} pos @returns {any} */
const message = (pos, at = pos) => ({ kind: 'message', key: `p${pos}`, pos, at, sender: { userId: 'a' } });
/** @param {number} pos @param {string} what @param {string} who @returns {any} */
const notice = (pos, what, who, more = {}) => ({ kind: 'system', key: `p${pos}`, pos, at: pos, what, actor: null, subject: { userId: who, displayName: who }, ...more });
/** @param {number} pos @param {string} reason @returns {any} */
const locked = (pos, reason) => ({ kind: 'locked', key: `p${pos}`, pos, at: pos, reason, sender: null });
const dayOf = (at) => String(Math.floor(at / DAY));
/** @param {any[]} items */
const rows = (items, more = {}) => rowsOf(items, { above: message(0), firstNew: null, dayOf, keys: new FoldKeys(), ...more });
/** Rows in short: positions, and brackets round those that share a row. @param {any[]} items */
const short = (items, more = {}) => rows(items, more).map((row) => (row.kind === 'separator' ? `${row.isDay ? 'day' : ''}${row.isNew ? 'new' : ''}`
  : row.kind === 'fold' ? `[${row.items[0].pos}-${row.items.at(-1).pos}]` : String(row.item.pos))).join(' ');
const joins = (first, count, what = 'joined') => Array.from({ length: count }, (_, i) => notice(first + i, what, `u${first + i}`));

test('many notices about people are one row, few are not, and a message parts them', () => {
  assert.equal(short([message(1), ...joins(2, 300), message(302)]), '1 [2-301] 302');
  assert.equal(short(joins(1, 3)), '1 2 3');
  assert.equal(short([...joins(1, 4), message(5), ...joins(6, 4)]), '[1-4] 5 [6-9]');
});

for (const [what, more] of [['identity', {}], ['identity', { reset: 'reset' }], ['identity', { reset: 'former' }], ['role', { role: 1 }], ['role', {}], ['rekeyed', {}], ['history', { full: true }], ['created', {}], ['something new', {}]]) {
  test(`a notice of ${what} ${JSON.stringify(more)} is never inside another row`, () => {
    assert.equal(short([...joins(1, 10), notice(11, what, 'eve', more), ...joins(12, 10)]), '[1-10] 11 [12-21]');
    assert.equal(short(Array.from({ length: 5 }, (_, i) => notice(i + 1, what, 'eve', more))), '1 2 3 4 5');
  });
}

test('the line above what is new parts a row, and a day within it does not', () => {
  assert.equal(short(joins(1, 20), { firstNew: 11 }), '[1-10] new [11-20]');
  assert.equal(short(joins(1, 13), { firstNew: 11 }), '[1-10] new 11 12 13');
  const days = joins(1, 6).map((item, i) => ({ ...item, at: i * DAY }));
  assert.equal(short([...days, message(7, 5 * DAY), message(8, 6 * DAY)]), '[1-6] 7 day 8');
  assert.equal(short([message(1, 0), ...days.map((d) => ({ ...d, pos: d.pos + 1, at: d.at + DAY }))]), '1 day [2-7]');
});

test('locked messages share a row only with those of the same reason, and a good one parts them', () => {
  const many = (first, count, reason) => Array.from({ length: count }, (_, i) => locked(first + i, reason));
  assert.equal(short(many(1, 40, 'no-key')), '[1-40]');
  assert.equal(short(many(1, 2, 'no-key')), '1 2');
  assert.equal(short([...many(1, 5, 'no-key'), ...many(6, 5, 'signature')]), '[1-5] [6-10]');
  assert.equal(short([...many(1, 5, 'no-key'), message(6), ...many(7, 5, 'no-key')]), '[1-5] 6 [7-11]');
  assert.equal(short([...many(1, 5, 'no-key'), ...joins(6, 5)]), '[1-5] [6-10]');
  assert.equal(short(many(1, 6, 'no-key'), { wordsOf: (item) => (item.pos > 3 ? 'Bob has it' : 'Eve has it') }), '[1-3] [4-6]');
});

test('a key that arrives opens all that share a row, one after the other', () => {
  const many = Array.from({ length: 9 }, (_, i) => locked(i + 1, 'no-key'));
  const opened = (/** @type {number} */ count) => many.map((item, i) => (i < count ? message(i + 1) : item));
  assert.equal(short(opened(0)), '[1-9]');
  assert.equal(short(opened(3)), '1 2 3 [4-9]');
  assert.equal(short(opened(9)), '1 2 3 4 5 6 7 8 9');
});

test('what was said before somebody joined is one row, and does not part notices', () => {
  const before = [1, 2, 3, 4].flatMap((n) => [notice(2 * n, 'joined', `u${n}`), locked(2 * n + 1, 'before-joining')]);
  assert.equal(short([locked(1, 'before-joining'), ...before]), '1 [2-8]');
});

test('a row keeps its key while more come at both ends, and two rows never have the same one', () => {
  const keys = new FoldKeys();
  const keyOf = (items, more = {}) => rows(items, { keys, ...more }).filter((row) => row.kind === 'fold').map((row) => row.key);
  const [key] = keyOf(joins(10, 5));
  assert.deepEqual(keyOf(joins(10, 9)), [key]);
  assert.deepEqual(keyOf(joins(2, 17)), [key]);
  const parted = keyOf([...joins(2, 8), message(10), ...joins(11, 8)]);
  assert.equal(new Set(parted).size, 2);
});

test('the sum counts each person once, by what became of them', () => {
  const sum = (...pairs) => {
    const { people, renames, name } = outcomesOf(pairs.map(([what, who], i) => notice(i + 1, what, who, { name: who })));
    return [people.map((group) => `${group.outcome} ${group.people.map((p) => p.userId)}`).join('; '), renames, name];
  };
  assert.deepEqual(sum(['joined', 'a'], ['joined', 'b'], ['left', 'a'], ['left', 'c']), ['joined b; visited a; left c', 0, '']);
  assert.deepEqual(sum(['invited', 'a'], ['joined', 'a'], ['invited', 'b'], ['declined', 'b'], ['invited', 'c'], ['withdrawn', 'c'], ['invited', 'd']), ['joined a; invited d; declined b; withdrawn c', 0, '']);
  assert.deepEqual(sum(['left', 'a'], ['joined', 'a'], ['removed', 'b'], ['suspended', 'c'], ['resumed', 'c']), ['returned a; removed b; resumed c', 0, '']);
  assert.deepEqual(sum(['joined', 'a'], ['left', 'a'], ['joined', 'a'], ['left', 'a']), ['visited a', 0, '']);
  assert.deepEqual(sum(['joined', 'a'], ['removed', 'a']), ['removed a', 0, '']);
  assert.deepEqual(sum(['renamed', 'One'], ['renamed', 'Two'], ['joined', 'a']), ['joined a', 2, 'Two']);
});

test('thousands of notices count as one row of the window, which stays whole', () => {
  const state = applyAll(EMPTY, [...Array.from({ length: 300 }, (_, i) => message(i + 1)), ...joins(301, 3000)]);
  const window = new MessageWindow();
  window.take(state, true);
  assert.deepEqual([window.items[0].pos, window.last, window.isFull], [102, 3300, true]);
  window.up(state);
  window.take(state, false);
  assert.deepEqual([window.items[0].pos, window.last, window.hasMore], [78, 277, true]);
  while (window.down(state)) window.take(state, false);
  assert.deepEqual([window.items[0].pos, window.last], [102, 3300]);
  assert.equal(countAfter(state, 290), 10);
});

test('a window that begins within a row takes in what has come above', () => {
  const part = applyAll(EMPTY, [...joins(101, 50), message(151)]);
  const window = new MessageWindow();
  window.take(part, false);
  const whole = applyAll(part, joins(51, 50));
  window.take(whole, false);
  assert.equal(window.items[0].pos, 51);
  assert.ok(window.items.length === 101 && SIZE === 200);
});

test('on paper everything that is loaded is drawn, and what was closed again is counted', () => {
  const closed = (pos) => /** @type {any} */ ({ kind: 'closed', key: `p${pos}`, pos, at: pos });
  const state = applyAll(EMPTY, [closed(1), closed(2), ...Array.from({ length: 1000 }, (_, i) => message(i + 3)), ...joins(1003, 500)]);
  const { items, left } = everything(state);
  assert.deepEqual([items.length, items[0].pos, left], [1500, 3, 2]);
});
