// What a thread tells under its root, what is new in it, and what is written there.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { EMPTY, applyAll } from '../../../../main/resources/static/js/core/room/state.js';
import { Threading } from '../../../../main/resources/static/js/core/room/threading.js';

const hashOf = (/** @type {number} */ pos) => `hash of ${pos}`;
/** @param {number} pos @param {number} [root] @param {string} [by] @returns {any} */
const message = (pos, root, by = 'bob') => ({
  kind: 'message', key: `p${pos}`, pos, at: pos * 1000, sender: { userId: by }, own: by === 'alice', isNews: by !== 'alice', text: `text ${pos}`, state: 'sent', quiet: false,
  target: { pos, hash: hashOf(pos), userId: by, identityId: `${by} 1`, text: `text ${pos}`, at: pos, hasFiles: false, th: root && [root, hashOf(root)] },
});

/** @type {any} */
let room;
/** @type {Map<string, string>} */
let drafts;
/** @type {number} */
let read;

/** @param {any[]} items */
function threadingIn(...items) {
  room.state = applyAll(EMPTY, items);
  const threading = new Threading(room, /** @type {any} */ ({ me: { userId: 'alice' }, unsent: { draft: (/** @type {string} */ key) => drafts.get(key) ?? '', setDraft: (/** @type {string} */ key, /** @type {string} */ text) => drafts.set(key, text) } }));
  threading.enter();
  return threading;
}

beforeEach(() => {
  fakePlatform();
  [drafts, read] = [new Map(), 0];
  room = {
    roomId: 'r', pending: [], mayWrite: true, marks: { readPos: 3 }, verified: { log: { first: 1 } }, said: [],
    reading: { isHeld: false, markRead: () => read++ }, say: (/** @type {string} */ text, /** @type {any} */ fields) => room.said.push([text, fields]),
  };
});

test('a root tells how many replies there are, by whom, and the time of the last one', () => {
  const threading = threadingIn(message(1), message(2, 1), message(3, 1, 'carol'), message(4, 1), message(5, 1, 'dave'), message(6, 1, 'erin'));
  assert.deepEqual(threading.summaryOf(1), { count: 5, userIds: ['erin', 'dave', 'bob'], at: 6000, isNew: true });
  assert.equal(threading.summaryOf(2), null);
});

test('a deleted reply does not count, and a thread of those alone tells nothing', () => {
  const gone = { kind: 'deleted', key: 'p2', pos: 2, at: 2, sender: { userId: 'bob' }, by: null, own: false, isRemoved: false, quiet: false, hash: 'h', th: [1, hashOf(1)] };
  assert.equal(threadingIn(message(1), gone).summaryOf(1), null);
  assert.equal(threadingIn(message(1), gone, message(3, 1)).summaryOf(1)?.count, 1);
});

test('replies that came since are news until their thread is looked at', () => {
  const threading = threadingIn(message(1), message(2), message(3, 2), message(4, 1), message(5, 2), message(6, 1, 'alice'));
  assert.deepEqual(threading.news, [2, 1]);
  room.marks.readPos = 6;
  threading.enter();
  assert.deepEqual(threading.news, [2, 1]);
  threading.looked(2);
  assert.deepEqual(threading.news, [1]);
  threading.shown = 1;
  assert.deepEqual(threading.news, []);
});

test('after a reload what was not looked at is still new, and the rest is not', () => {
  const items = [message(1), message(2), message(4, 1), message(5, 2)];
  threadingIn(...items).looked(1);
  room.marks.readPos = 5;
  assert.deepEqual(threadingIn(...items).news, [2]);
  fakePlatform();
  assert.deepEqual(threadingIn(...items).news, []);
});

test('what is kept by another version counts for nothing', () => {
  fakePlatform().storage.tab.set('threads/alice/r', '{"since":"1","seen":[]}');
  assert.deepEqual(threadingIn(message(1), message(3, 1)).news, []);
});

test('a reply that is also said in the room is a second message, which replies to the root', async () => {
  const writing = threadingIn(message(1)).writingIn([1, hashOf(1)]);
  await writing.send('both', true);
  assert.deepEqual(room.said, [['both', { th: [1, hashOf(1)] }], ['both', { re: [1, hashOf(1)] }]]);
});

test('what is marked as unread is news again', () => {
  const threading = threadingIn(message(1), message(4, 1));
  threading.looked(1);
  assert.deepEqual(threading.news, []);
  room.reading.isHeld = true;
  assert.deepEqual(threading.news, [1]);
});

test('a thread that is looked at reads the room only where nothing else is new', () => {
  threadingIn(message(1), message(4, 1), message(5), message(6, 1)).looked(1);
  assert.equal(read, 0);
  threadingIn(message(1), message(4, 1), message(5, undefined, 'alice'), message(6, 1)).looked(1);
  assert.equal(read, 1);
  room.verified.log.first = 5;
  threadingIn(message(1), message(6, 1)).looked(1);
  assert.equal(read, 1);
});

test('what is written in a thread goes there, and its draft is one of its own', async () => {
  const writing = threadingIn(message(1), message(4, 1)).writingIn([1, hashOf(1)]);
  writing.draft = 'hello';
  writing.replying.begin([4, hashOf(4)]);
  assert.deepEqual([...drafts.keys()], ['r/th/1', 'r/th/1/re']);
  await writing.send('hello');
  assert.deepEqual(room.said, [['hello', { re: [4, hashOf(4)], th: [1, hashOf(1)] }]]);
  assert.equal(writing.draft, '');
});

test('a message on its way stands in its thread, and a reply whose thread is not shown begins none', () => {
  const threading = threadingIn(message(1), message(4, 1), message(5, 9));
  room.pending = [{ kind: 'message', pos: null, key: 'a', th: [1, hashOf(1)] }, { kind: 'message', pos: null, key: 'b' }];
  assert.deepEqual(threading.pendingTo(1).map(({ key }) => key), ['a']);
  assert.deepEqual([threading.may(message(1)), threading.may(message(4, 1)), threading.may(message(5, 9))], [true, true, false]);
  room.mayWrite = false;
  assert.deepEqual([threading.may(message(1)), threading.may(message(6))], [true, false]);
  threading.openFor(message(4, 1));
  assert.deepEqual(threading.asked, { root: 1, at: null });
});
