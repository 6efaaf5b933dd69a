// The state of a room: what checked entries come to, whatever order the pages of its log come in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY, StateHolder, apply, applyAll, pictureAt, pinned, relationCounts, shownBelow, shownFrom, unreadAfter } from '../../../../main/resources/static/js/core/room/state.js';

const [ALICE, BOB, CAROL] = ['alice', 'bob', 'carol'];
const NOBODY = '00000000-0000-0000-0000-000000000000';
const person = (/** @type {string} */ userId) => ({ userId, username: userId, displayName: userId });
const hashOf = (/** @type {number} */ pos) => `hash of ${pos}`;

/** An event that was checked. @param {number} pos @param {string} kind @param {string} actor @param {string} subject @param {object} [data] @param {object} [facts] @returns {any} */
const event = (pos, kind, actor, subject, data = {}, facts = {}) => ({
  kind: 'event', pos, hash: new Uint8Array([pos]), facts,
  event: { kind, actor, actorIdentity: `${actor} 1`, subject, time: pos * 1000, data },
});

/** @param {number} pos @param {string} by @param {string} [text] @returns {any} */
const message = (pos, by, text = `text ${pos}`) => ({
  kind: 'message', key: `p${pos}`, pos, at: pos, sender: person(by), own: by === ALICE, isNews: by !== ALICE, text, state: 'sent', quiet: false,
  target: { pos, hash: hashOf(pos), userId: by, identityId: `${by} 1`, text, at: pos, hasFiles: false },
});

/** @param {number} pos @param {string} by @param {object} content @returns {any} */
const relation = (pos, by, content) => ({
  kind: 'relation', key: `p${pos}`, pos, at: pos, sender: person(by), quiet: true,
  relation: { pos, userId: by, identityId: `${by} 1`, content: { at: pos, ...content } },
});
const of = (/** @type {number} */ pos) => [pos, hashOf(pos)];

/** @param {number} pos @param {string} reason @returns {any} */
const locked = (pos, reason, isNews = false) => ({ kind: 'locked', key: `p${pos}`, pos, at: pos, sender: null, isNews, reason });

/** The room, its two people, and a change of each kind. */
const EVENTS = [
  event(1, 'created', ALICE, ALICE, { mode: 2, name: 'Plan' }, { latest: 0 }),
  event(2, 'invited', ALICE, BOB, { expires: 9e9, identityId: 'bob 1' }),
  event(3, 'joined', BOB, BOB, { identityId: 'bob 1' }, { vouched: true, latest: 0 }),
  event(6, 'history', ALICE, NOBODY, { full: true }),
  event(7, 'invited', BOB, CAROL, { expires: 9e9, identityId: null }),
  event(8, 'joined', CAROL, CAROL, { identityId: 'carol 1' }, { vouched: true, latest: 2 }),
  event(9, 'renamed', ALICE, NOBODY, { name: 'Plan B' }),
  event(10, 'role', ALICE, BOB, { role: 1 }),
  event(11, 'invited', CAROL, 'dave', { expires: 9e9, identityId: null }),
  event(12, 'identity', NOBODY, BOB, { identityId: 'bob 2' }, { relation: 'successor', latest: 1 }),
  event(13, 'identity', NOBODY, BOB, { identityId: 'bob 3' }, { relation: 'reset', latest: 2 }),
];
const MESSAGES = [
  message(4, BOB), message(5, ALICE), relation(14, BOB, { t: 'edit', of: of(4), b: 'better' }), relation(15, ALICE, { t: 'react', of: of(4), e: '👍', on: true }),
  message(16, BOB), relation(17, ALICE, { t: 'pin', of: of(16), on: true }), relation(18, CAROL, { t: 'edit', of: of(16), b: 'not mine' }),
  locked(19, 'no-key', true), message(20, CAROL), relation(21, BOB, { t: 'react', of: of(99), e: '👎', on: true }),
];

/** Everything that a state says, for comparing. @param {any} state */
const saying = ({ people, items, ...state }) => ({
  ...state, people: { ...people, events: [...people.events], ends: [...people.ends], changes: [...people.changes], members: [...people.members], invitations: [...people.invitations], deletions: [...people.deletions.upFrom()] },
  relations: [...state.relations].sort(([a], [b]) => a - b), items: [...items.upFrom()],
});

test('events come to members, invitations and settings', () => {
  const { people } = applyAll(EMPTY, EVENTS);
  assert.deepEqual([people.mode, people.name, people.fullHistory, people.lastPos], ['end-to-end', 'Plan B', true, 13]);
  assert.deepEqual([...people.members.values()].map(({ userId, role, identityId, vouched, latest, invitedBy }) => [userId, role, identityId, vouched, latest, invitedBy]), [
    [ALICE, 1, 'alice 1', true, 0, null], [BOB, 1, 'bob 3', false, 2, ALICE], [CAROL, 0, 'carol 1', true, 2, BOB],
  ]);
  assert.deepEqual([...people.invitations.keys()], ['dave']);
  assert.deepEqual([...people.resets], [[13, 'reset']]);
});

test('who leaves takes their invitations with them and is listed as former', () => {
  const { people } = applyAll(EMPTY, [...EVENTS, event(14, 'suspended', NOBODY, CAROL), event(15, 'removed', ALICE, CAROL)]);
  assert.deepEqual([[...people.members.keys()], people.invitations.size], [[ALICE, BOB], 0]);
  assert.deepEqual(people.former.map(({ userId, until, untilPos, by }) => [userId, until, untilPos, by]), [[CAROL, 15000, 15, ALICE]]);
  assert.deepEqual(people.standings.map(({ pos, suspended }) => [pos, suspended]), [[14, true], [15, false]]);
});

test('a suspended member stays one and leaves the rows that a record must have', () => {
  const suspended = applyAll(EMPTY, [...EVENTS, event(14, 'suspended', NOBODY, BOB)]);
  assert.deepEqual([suspended.people.members.get(BOB)?.suspended, [...suspended.people.changes].at(-1)?.row], [true, null]);
  const resumed = apply(suspended, event(15, 'resumed', NOBODY, BOB));
  assert.equal([...resumed.people.changes].at(-1)?.row?.userId, BOB);
});

test('an entry changes nothing of the state that it comes to', () => {
  const entries = [...EVENTS, ...MESSAGES];
  let state = EMPTY;
  for (const entry of entries) {
    const before = structuredClone(saying(state));
    const next = apply(state, entry);
    assert.deepEqual(saying(state), before);
    state = next;
  }
  // Two states that go on from the same one do not see each other's entries.
  const [one, other] = [apply(state, event(30, 'left', BOB, BOB)), apply(state, event(30, 'left', CAROL, CAROL))];
  assert.deepEqual([[...one.people.members.keys()], [...other.people.members.keys()]], [[ALICE, CAROL], [ALICE, BOB]]);
  assert.deepEqual([...one.people.changes].length, [...other.people.changes].length);
  assert.deepEqual([[...one.people.changes].at(-1)?.userId, [...other.people.changes].at(-1)?.userId], [BOB, CAROL]);
});

test('a long room grows and keeps what was there', () => {
  const long = applyAll(EMPTY, Array.from({ length: 100_000 }, (_, i) => message(i + 1, BOB)));
  const grown = apply(long, message(100_001, BOB));
  assert.deepEqual([long.items.size, grown.items.size, grown.items.get(5) === long.items.get(5)], [100_000, 100_001, true]);
  assert.deepEqual(shownBelow(grown, Infinity, 2).map(({ pos }) => pos), [100_000, 100_001]);
  assert.deepEqual(shownFrom(long, 99_999, 9).map(({ pos }) => pos), [99_999, 100_000]);
});

test('a relation that comes before its target counts when the target is there', () => {
  const early = applyAll(EMPTY, [relation(14, BOB, { t: 'edit', of: of(4), b: 'better' })]);
  assert.deepEqual([pictureAt(early, 4), relationCounts(early)], [null, { waiting: 1, ignored: 0 }]);
  const late = apply(early, message(4, BOB));
  assert.deepEqual(pictureAt(late, 4)?.versions.map(({ text }) => text), ['text 4', 'better']);
  assert.deepEqual(relationCounts(late), { waiting: 0, ignored: 0 });
});

test('only the author edits a message, and what is pinned is known', () => {
  const state = applyAll(EMPTY, MESSAGES);
  assert.deepEqual(pictureAt(state, 16)?.versions.map(({ text }) => text), ['text 16']);
  assert.deepEqual([pinned(state), relationCounts(state)], [[16], { waiting: 1, ignored: 1 }]);
});

test('a relation that turns out to be a repetition counts no more', () => {
  const state = apply(applyAll(EMPTY, MESSAGES), locked(14, 'repeated'));
  assert.deepEqual(pictureAt(state, 4)?.versions.map(({ text }) => text), ['text 4']);
});

test('messages of others behind the mark are unread; edits, reactions and pins are not', () => {
  const state = applyAll(EMPTY, MESSAGES);
  assert.deepEqual([3, 4, 16, 20].map((pos) => unreadAfter(state, pos)), [4, 3, 2, 0]);
});

test('what is shown goes up and down from any position, without relations', () => {
  const state = applyAll(EMPTY, MESSAGES);
  const positions = (/** @type {any[]} */ items) => items.map(({ pos }) => pos);
  assert.deepEqual(positions(shownBelow(state, Infinity, 3)), [16, 19, 20]);
  assert.deepEqual(positions(shownBelow(state, 16, 9)), [4, 5]);
  assert.deepEqual(positions(shownFrom(state, 5, 2)), [5, 16]);
});

test('what waits for its check above what is shown is no row', () => {
  const state = applyAll(EMPTY, [locked(4, 'checking'), locked(6, 'checking'), { kind: 'shown', from: 5 }]);
  assert.deepEqual(shownFrom(state, 0, 9).map(({ pos }) => pos), [6]);
});

test('a message that is closed again keeps its number, and counts as before', () => {
  const open = applyAll(EMPTY, MESSAGES);
  const state = apply(open, { kind: 'closed', key: 'p20', pos: 20, at: 20, isNews: true });
  assert.deepEqual([unreadAfter(state, 3), shownBelow(state, Infinity, 1)[0].kind, pictureAt(state, 20)], [unreadAfter(open, 3), 'closed', null]);
  assert.equal(JSON.stringify([...state.items.upFrom(20)]).includes('text 20'), false);
});

/** Numbers that are the same in each run. @param {number} seed */
function randomFrom(seed) {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

/** @template T @param {T[]} items @param {() => number} random */
function shuffled(items, random) {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(random() * left.length), 1)[0]);
}

/** A log with messages, relations and things that do not open, cut into pages. @param {() => number} random */
function pagesOf(random) {
  const people = [ALICE, BOB, CAROL];
  const any = (/** @type {any[]} */ all) => all[Math.floor(random() * all.length)];
  const kinds = [
    (/** @type {number} */ pos) => message(pos, any(people)), (/** @type {number} */ pos) => message(pos, any(people)),
    (/** @type {number} */ pos) => locked(pos, any(['no-key', 'repeated', 'before-joining']), random() < 0.5),
    (/** @type {number} */ pos) => relation(pos, any(people), { t: 'edit', of: of(20 + Math.floor(random() * 60)), b: `b${pos}` }),
    (/** @type {number} */ pos) => relation(pos, any(people), { t: 'react', of: of(20 + Math.floor(random() * 60)), e: any(['👍', '👎']), on: random() < 0.7 }),
    (/** @type {number} */ pos) => relation(pos, any(people), { t: 'pin', of: of(20 + Math.floor(random() * 60)), on: random() < 0.6 }),
  ];
  const entries = Array.from({ length: 60 }, (_, i) => any(kinds)(20 + i));
  const pages = [];
  while (entries.length > 0) pages.push(entries.splice(0, 1 + Math.floor(random() * 12)));
  return pages;
}

test('pages of the log come to the same state in any order, and among events anywhere', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = randomFrom(seed);
    const pages = pagesOf(random);
    const expected = applyAll(EMPTY, [...EVENTS, ...pages.flat()]);
    const state = new StateHolder();
    const [events, rest] = [[...EVENTS], shuffled(pages, random)];
    while (events.length + rest.length > 0) {
      const isEvent = events.length > 0 && (rest.length === 0 || random() < 0.5);
      if (isEvent) state.take(/** @type {any} */ (events.shift()));
      else state.take(.../** @type {any[]} */ (rest.shift()));
      // A page may be read twice.
      if (random() < 0.2) state.take(...pages[Math.floor(random() * pages.length)]);
    }
    assert.deepEqual(saying(state.now), saying(expected), `seed ${seed}`);
    assert.deepEqual(pinned(state.now), pinned(expected));
    for (let pos = 20; pos < 80; pos++) assert.deepEqual(pictureAt(state.now, pos), pictureAt(expected, pos));
  }
});
