// Which messages stand in a thread and under which root, in whatever order the pages of a log come.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY, allRows, applyAll, messagesAfter, shownBelow, unreadAfter } from '../../../../main/resources/static/js/core/room/state.js';
import { isRoot, repliesTo, rootOf } from '../../../../main/resources/static/js/core/room/threads.js';

const hashOf = (/** @type {number} */ pos) => `hash of ${pos}`;
/** @param {number} pos @returns {any} */
const ref = (pos, hash = hashOf(pos)) => [pos, hash];

/** @param {number} pos @param {any} [th] @returns {any} */
const message = (pos, th) => ({
  kind: 'message', key: `p${pos}`, pos, at: pos, sender: { userId: 'bob' }, own: false, isNews: true, text: `text ${pos}`, state: 'sent', quiet: false,
  target: { pos, hash: hashOf(pos), userId: 'bob', identityId: 'bob 1', text: `text ${pos}`, at: pos, hasFiles: false, th },
});
/** @param {number} pos @param {any} [more] @returns {any} */
const deleted = (pos, more = {}) => ({ kind: 'deleted', key: `p${pos}`, pos, at: pos, sender: { userId: 'bob' }, by: null, own: false, isRemoved: false, quiet: false, hash: hashOf(pos), ...more });
/** @param {number} pos @param {string} [reason] @returns {any} */
const locked = (pos, reason = 'no-key') => ({ kind: 'locked', key: `p${pos}`, pos, at: pos, sender: null, isNews: true, reason });
/** @param {number} pos @returns {any} */
const closed = (pos) => ({ kind: 'closed', key: `p${pos}`, pos, at: pos, isNews: true, by: 'bob', hash: hashOf(pos) });
/** @param {number} pos @param {number} of @returns {any} */
const edit = (pos, of) => ({ kind: 'relation', key: `p${pos}`, pos, at: pos, sender: { userId: 'bob' }, quiet: true, relation: { pos, userId: 'bob', identityId: 'bob 1', content: { t: 'edit', of: ref(of), b: 'changed', at: pos } } });

/** Rows of the room, and the replies under each of these roots. @param {any[]} items @param {number[]} [roots] */
function picture(items, roots = [1]) {
  const state = applyAll(EMPTY, items);
  return { rows: shownBelow(state, Infinity, Infinity).map(({ pos }) => pos), threads: roots.map((root) => repliesTo(state, root).map(({ pos }) => pos)) };
}

test('replies stand under their root, and the room has its other rows', () => {
  assert.deepEqual(picture([message(1), message(2), message(3, ref(1)), message(4, ref(1)), message(5)]), { rows: [1, 2, 5], threads: [[3, 4]] });
});

for (const [what, root] of /** @type {[string, any[]]} */ ([
  ['is not loaded', []], ['cannot be opened', [locked(1)]], ['is an event', [{ ...locked(1), kind: 'system', what: 'joined' }]],
  ['is an edit', [message(2), edit(1, 2)]], ['was an edit', [deleted(1, { quiet: true })]], ['has another hash', [{ ...message(1), target: { ...message(1).target, hash: 'x' } }]],
  ['was deleted and has another hash', [deleted(1, { hash: 'x' })]], ['is far away and has another hash', [{ ...closed(1), hash: 'x' }]],
])) {
  test(`a reply whose root ${what} is a row of the room`, () => {
    const { rows, threads } = picture([...root, message(3, ref(1))]);
    assert.ok(rows.includes(3));
    assert.deepEqual(threads, [[]]);
  });
}

for (const [what, root] of /** @type {[string, any]} */ ([['was deleted', deleted(1)], ['is closed far away', closed(1)]])) {
  test(`a reply whose root ${what} keeps its place`, () => assert.deepEqual(picture([message(1), message(3, ref(1)), root]), { rows: [1], threads: [[3]] }));
}

test('a reply comes before its root in no thread, and a reply is no root', () => {
  assert.deepEqual(picture([message(5), message(3, ref(5))], [5]), { rows: [3, 5], threads: [[]] });
  assert.deepEqual(picture([message(1), message(3, ref(1)), message(4, ref(3))], [1, 3]), { rows: [1, 4], threads: [[3], []] });
});

test('a root that opens later takes its replies in, and lets them go where it is locked again', () => {
  const items = [locked(1), message(3, ref(1))];
  assert.deepEqual(picture(items).rows, [1, 3]);
  assert.deepEqual(picture([...items, message(1)]), { rows: [1], threads: [[3]] });
  assert.deepEqual(picture([...items, message(1), locked(1)]).rows, [1, 3]);
});

test('a deleted reply stays in its thread where it was read before, and is a row of the room otherwise', () => {
  assert.deepEqual(picture([message(1), message(3, ref(1)), deleted(3, { th: ref(1) })]), { rows: [1], threads: [[3]] });
  assert.deepEqual(picture([message(1), deleted(3)]), { rows: [1, 3], threads: [[]] });
});

test('replies are unread like other messages, are no rows below, and stand among all rows', () => {
  const state = applyAll(EMPTY, [message(1), message(2, ref(1)), edit(3, 2), message(4)]);
  assert.equal(unreadAfter(state, 1), 2);
  assert.equal(messagesAfter(state, 1, 99), 1);
  assert.deepEqual(allRows(state).map(({ pos }) => pos), [1, 2, 4]);
});

/** @param {any[]} list @returns {any[][]} */
const orders = (list) => (list.length < 2 ? [list] : list.flatMap((one, i) => orders(list.toSpliced(i, 1)).map((rest) => [one, ...rest])));

test('in every order of pages the picture is the same', () => {
  const pages = [[message(1), message(2)], [message(3, ref(1)), message(4, ref(2, 'x'))], [message(5, ref(1)), edit(6, 3)], [message(7, ref(2)), message(8, ref(7))], [deleted(9), locked(10)]];
  const wanted = { rows: [1, 2, 4, 8, 9, 10], threads: [[3, 5], [7], []] };
  for (const order of orders(pages)) {
    let state = EMPTY;
    for (const page of order) state = applyAll(state, page);
    assert.deepEqual({ rows: shownBelow(state, Infinity, Infinity).map(({ pos }) => pos), threads: [1, 2, 7].map((root) => repliesTo(state, root).map(({ pos }) => pos)) }, wanted);
    assert.deepEqual([...state.threads].sort(([a], [b]) => a - b), [[1, [3, 5]], [2, [4, 7]], [7, [8]]]);
  }
});

test('what comes again counts once, and what is locked later is in no thread', () => {
  const state = applyAll(applyAll(EMPTY, [message(1), message(3, ref(1))]), [message(3, ref(1))]);
  assert.deepEqual([...state.threads], [[1, [3]]]);
  const after = applyAll(state, [locked(3)]);
  assert.deepEqual([[...after.threads], isRoot(after, ref(1)), rootOf(after, after.items.get(3))], [[], true, null]);
});
