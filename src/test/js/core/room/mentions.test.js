// Whom a text mentions, who may mention everyone, and which unread messages mention this person.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Mentioning, tagsIn } from '../../../../main/resources/static/js/core/room/mentions.js';
import { EMPTY, applyAll } from '../../../../main/resources/static/js/core/room/state.js';

/** @type {any} */
let room;

/** @param {string} userId @param {string} displayName */
const person = (userId, displayName = userId) => ({ userId, username: userId, displayName });

/** @param {number} count of people, of whom alice alone is an owner */
function roomOf(count) {
  const others = Array.from({ length: count - 3 }, (_, i) => person(`u${i}`));
  const people = [person('alice', 'Alice Liddell'), person('bob', 'Bob Baumeister'), person('bo.b-2', 'نور'), ...others];
  room = {
    members: people.map((one) => ({ person: one })), directory: { shown: (/** @type {string} */ id) => people.find(({ userId }) => userId === id) ?? person(id) },
    state: { people: { members: new Map(people.map(({ userId }) => [userId, { role: userId === 'alice' ? 1 : 0 }])) } },
  };
}
/** @param {string} me */
const mentioning = (me) => new Mentioning(room, /** @type {any} */ ({ me: { userId: me } }));

beforeEach(() => roomOf(5));

for (const [text, expected] of /** @type {[string, any][]} */ ([
  ['@bob', ['bob']], ['hi @Bob!', ['bob']], ['(@bob.)', ['bob']], ['@bo.b-2.', ['bo.b-2']], ['@bob @bob @u1', ['bob', 'u1']],
  ['a@bob.example', undefined], ['@nobody', undefined], ['@bobby', undefined], ['`@bob`', undefined], ['```\n@bob\n```', undefined], ['https://x.example/@bob', undefined],
  ['@everyone', 'room'], ['@everyone and @bob', 'room'], ['**@bob**', ['bob']], ['@alice', ['alice']],
])) {
  test(`${JSON.stringify(text)} mentions ${JSON.stringify(expected) ?? 'nobody'}`, () => assert.deepEqual(mentioning('alice').of(text).mn, expected));
}

test('everyone is mentioned by owners, and by anybody in a room of up to 20', () => {
  roomOf(20);
  assert.deepEqual(mentioning('bob').of('@everyone'), { mn: 'room' });
  roomOf(21);
  assert.deepEqual([mentioning('bob').of('@everyone'), mentioning('bob').offersAll('ev'), mentioning('alice').of('@everyone')], [{}, false, { mn: 'room' }]);
  assert.equal(mentioning('bob').isOfMe('room', 'u1'), false, 'one who may not mention everyone mentions nobody');
  assert.equal(mentioning('bob').isOfMe('room', 'alice'), true);
});

test('candidates begin with what was typed, in any part of their names, and never are oneself', () => {
  const names = (/** @type {string} */ query) => mentioning('alice').candidates(query).map(({ userId }) => userId);
  assert.deepEqual([names('b'), names('baum'), names('نو'), names('lid'), names('xyz')], [['bob', 'bo.b-2'], ['bob'], ['bo.b-2'], [], []]);
});

test('only names of those whom the message mentions are found in a text', () => {
  const find = (/** @type {string} */ name) => mentioning('bob').shown(['bob'], name);
  assert.deepEqual([find('bob')?.isMe, find('alice')], [true, null]);
  assert.deepEqual(tagsIn('x @bob. @alice', (name) => find(name) !== null), [{ at: 2, length: 4, name: 'bob' }]);
});

/** @param {number} pos @param {any} mn @returns {any} */
const message = (pos, mn, userId = 'bob') => ({
  kind: 'message', key: `p${pos}`, pos, at: pos, sender: { userId }, isNews: userId !== 'alice', text: 'x', target: { pos, hash: `h${pos}`, userId, identityId: `${userId} 1`, text: 'x', at: pos, mn },
});
/** @param {number} pos @param {number} of @param {any} mn @returns {any} */
const edit = (pos, of, mn, userId = 'bob', hash = `h${of}`) => ({
  kind: 'relation', key: `p${pos}`, pos, at: pos, sender: { userId }, relation: { pos, userId, identityId: `${userId} 1`, content: { t: 'edit', of: [of, hash], b: 'y', at: pos, ...(mn && { mn }) } },
});

for (const [what, items, expected] of /** @type {[string, any[], number][]} */ ([
  ['of others', [message(11, ['u1'])], 0],
  ['of me', [message(11, ['alice']), message(12, ['bob', 'alice'])], 2],
  ['of everybody', [message(11, 'room')], 1],
  ['by myself', [message(11, ['alice'], 'alice')], 0],
  ['that was read', [message(9, ['alice'])], 0],
  ['by an edit of what was read', [message(9, undefined), edit(11, 9, ['alice'])], 1],
  ['by an edit of what is unread, once', [message(11, ['alice']), edit(12, 11, ['alice'])], 1],
  ['by an edit that mentioned before', [message(9, ['alice']), edit(11, 9, ['alice'])], 0],
  ['by an edit of somebody else’s message', [message(9, undefined, 'u1'), edit(11, 9, ['alice'])], 0],
  ['by an edit that names another message', [message(9, undefined), edit(11, 9, ['alice'], 'bob', 'other')], 0],
])) {
  test(`unread mentions ${what}: ${expected}`, () => {
    assert.equal(mentioning('alice').countAfter(applyAll(EMPTY, items), 10), expected);
  });
}
