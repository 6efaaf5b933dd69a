// What a reply shows of the message that it refers to, and what the next message replies to.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Replying } from '../../../../main/resources/static/js/core/room/replying.js';
import { EMPTY, applyAll } from '../../../../main/resources/static/js/core/room/state.js';
import { toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';

/** @type {any} */
let room;
/** @type {Map<string, string>} */
let drafts;

/** @param {number} pos */
const hashOf = (pos) => new Uint8Array(32).fill(pos);
/** @param {number} pos @returns {any} */
const ref = (pos) => [pos, toBase64(hashOf(pos).slice(0, 16))];

/** @param {number} pos @param {string} kind @returns {any} */
const item = (pos, kind = 'message') => ({
  kind, key: `p${pos}`, pos, at: pos, sender: { userId: 'bob', displayName: 'Bob' }, text: `text ${pos}`, state: 'sent', reason: 'no-key',
  target: { pos, hash: ref(pos)[1], userId: 'bob', identityId: 'bob 1', text: `text ${pos}`, at: pos, hasFiles: false },
});

/** @param {any[]} items of a log that is loaded from position 10 on */
function replyingIn(...items) {
  room.state = applyAll(EMPTY, items);
  return new Replying(room, /** @type {any} */ ({ unsent: {
    draft: (/** @type {string} */ key) => drafts.get(key) ?? '', setDraft: (/** @type {string} */ key, /** @type {string} */ text) => drafts.set(key, text),
  } }));
}

beforeEach(() => {
  drafts = new Map();
  room = {
    roomId: 'r', isBlocked: false, standing: 'member', mayWrite: true, state: EMPTY, deleting: { isPending: (/** @type {number} */ pos) => pos === 19 }, editing: { textOf: (/** @type {any} */ one) => `${one.text}, edited` },
    verified: { log: { first: 10, at: (/** @type {number} */ pos) => (pos >= 10 && pos < 20 ? { entryHash: hashOf(pos) } : undefined) } },
  };
});

test('an open message is quoted as it reads by now', () => {
  assert.deepEqual(replyingIn(item(12)).quoteOf(ref(12)), { kind: 'open', pos: 12, userId: 'bob', name: 'Bob', text: 'text 12, edited' });
});

for (const [what, items, of, kind] of /** @type {[string, any[], any, string][]} */ ([
  ['one that another hash names', [item(12)], [12, ref(13)[1]], 'missing'],
  ['an event', [item(12, 'system')], ref(12), 'missing'],
  ['a reaction', [{ ...item(12, 'relation'), relation: { pos: 12, content: { t: 'react', of: ref(11), e: '👍', on: true, at: 1 } } }], ref(12), 'missing'],
  ['one without its key', [item(12, 'locked')], ref(12), 'locked'],
  ['one that is about to go', [item(19)], ref(19), 'deleted'],
  ['one that is gone', [item(12, 'deleted')], ref(12), 'deleted'],
  ['one that is closed far away', [item(12, 'closed')], ref(12), 'earlier'],
  ['one further up than what is loaded', [], ref(3), 'earlier'],
  ['one that does not exist yet', [], ref(40), 'missing'],
])) {
  test(`${what} is quoted as ${kind}`, () => assert.equal(replyingIn(...items).quoteOf(of).kind, kind));
}

test('what is replied to is kept with the draft, and goes with one message', () => {
  const replying = replyingIn(item(12));
  replying.begin(ref(12));
  assert.deepEqual(replyingIn(item(12)).ref, ref(12), 'another page has it, too');
  let told = 0;
  replying.addEventListener('change', () => told++);
  assert.deepEqual([replying.take(), replying.take(), replying.ref, told], [{ re: ref(12) }, {}, null, 1]);
});

test('only what stands in the log is replied to, by members who may send', () => {
  const replying = replyingIn(item(12));
  assert.equal(replying.may(item(12)), true);
  for (const kind of ['system', 'locked', 'closed', 'relation', 'deleted']) assert.equal(replying.may(item(12, kind)), false);
  assert.equal(replying.may(/** @type {any} */ ({ kind: 'message', pos: null })), false);
  room.isBlocked = true;
  assert.equal(replying.may(item(12)), false);
});
