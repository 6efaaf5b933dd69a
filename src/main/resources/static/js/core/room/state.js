// @ts-check
// The state of a room, reduced from verified and opened log entries and nothing else: what the server says outside the
// log never enters. `apply` is pure.
import { foldOf } from './folds.js';
import { NO_EVENTS, applyEvent } from './member-state.js';
import { Positions } from './positions.js';
import { NO_THREADS, repliesTo, rootOf, withReplies } from './threads.js';
import { NONE, diagnose, pictureOf, pins, withRelations, withoutRelation } from './relations.js';

/**
 * @typedef {import('../session/directory.js').Person} Person
 * @typedef {import('./relations.js').Target} Target
 * @typedef {object} Place where an entry stands
 * @property {string} key the same one for as long as the entry is shown
 * @property {number} pos
 * @property {number} at when the server took it in, in milliseconds
 *
 * @typedef {Place & {kind: 'message', sender: Person, own: boolean, isNews: boolean, text: string, state: 'sent', envelope: Uint8Array,
 *   quiet: boolean, files: import('../../protocol/content.js').FileRef[], target: Target}} MessageItem `isNews` says whether it counts as unread: it is by somebody else
 * @typedef {Place & {kind: 'relation', sender: Person, envelope: Uint8Array, quiet: boolean, relation: import('./relations.js').Relation,
 *   isIgnored?: true}} RelationItem an edit, a reaction or a pin; `isIgnored` where its sender was not allowed to pin
 * @typedef {Place & {kind: 'system', what: string, actor: Person|null, subject: Person|null, name?: string, role?: number, full?: boolean,
 *   reset?: string, webhook?: boolean, policy?: number, seconds?: number}} SystemItem an event
 * @typedef {Place & {kind: 'letter', box: import('./boxes.js').Box, isNews: true, text: string, state: 'sent', letter: Uint8Array, hash: string}} LetterItem what a program wrote
 * @typedef {Place & {kind: 'deletedLetter', box: import('./boxes.js').Box|null, by: Person|null, hash: string}} DeletedLetterItem `box` is null where it was not read
 * @typedef {Place & {kind: 'locked', sender: Person|null, isNews: boolean, reason: string, epoch?: number, envelope?: Uint8Array,
 *   quiet?: boolean, box?: import('./boxes.js').Box}} LockedItem what cannot be opened, or not yet, and why
 * @typedef {Place & {kind: 'closed', isNews: boolean, by: string|null, hash: string, isLetter?: boolean}} ClosedItem a message that was open and is far from what is looked at; it is no
 *   reply in a thread
 * @typedef {Place & {kind: 'deleted', sender: Person, by: Person|null, own: boolean, isRemoved: boolean, quiet: boolean, hash: string,
 *   th?: import('../../protocol/content.js').Ref}} DeletedItem a message that was deleted by its sender, or removed by an owner; `quiet` where it was
 *   none of its own, `th` where this page has read that it stood in a thread
 * @typedef {Place & {kind: 'expired', quiet: boolean, hash: string, isLetter?: boolean, th?: import('../../protocol/content.js').Ref}} ExpiredItem a message of which only its place
 *   and its hash are left; `th` as above
 * @typedef {MessageItem|RelationItem|SystemItem|LetterItem|DeletedLetterItem|LockedItem|ClosedItem|DeletedItem|ExpiredItem} Item
 *
 * @typedef {import('./member-state.js').CheckedEvent|Item|{kind: 'shown', from: number}} CheckedEntry `shown` moves the
 *   position from which on the log is shown; what is loaded further up serves checks alone
 *
 * @typedef {object} RoomState
 * @property {import('./member-state.js').MemberState} people
 * @property {Positions<Item>} items
 * @property {import('./relations.js').Relations} relations
 * @property {import('./threads.js').Threads} threads
 * @property {number} shownFrom
 */

/** Nothing of the log is known. @type {RoomState} */
export const EMPTY = Object.freeze({ people: NO_EVENTS, items: new Positions(), relations: NONE, threads: NO_THREADS, shownFrom: 0 });

/**
 * The state with one more entry. Events come in their order, as each one builds on the one before; messages come in
 * any order, and may come again when more of them can be opened.
 * @param {RoomState} state @param {CheckedEntry} entry @returns {RoomState}
 */
export const apply = (state, entry) => applyAll(state, [entry]);

/** With several entries, a page of the log for instance. @param {RoomState} state @param {readonly CheckedEntry[]} entries @returns {RoomState} */
export function applyAll(state, entries) {
  let { people, shownFrom } = state;
  /** @type {Map<number, Item>} */
  const items = new Map();
  for (const entry of entries) {
    if (entry.kind === 'event') people = applyEvent(people, entry);
    else if (entry.kind === 'shown') shownFrom = entry.from;
    else items.set(entry.pos, entry);
  }
  if (items.size === 0) return { ...state, people, shownFrom };
  const fresh = [...items.values()];
  return { people, shownFrom, items: state.items.withAll(items), relations: relationsWith(state, fresh), threads: withReplies(state.threads, state.items, fresh) };
}

/** @param {RoomState} state @param {Item[]} items */
function relationsWith(state, items) {
  let { relations } = state;
  for (const { pos } of items) {
    const before = state.items.get(pos);
    if (before?.kind === 'relation') relations = withoutRelation(relations, before.relation);
  }
  return withRelations(relations, items.flatMap((item) => (item.kind === 'relation' && !item.isIgnored ? [item.relation] : [])));
}

/** Whether an item is a row of the room's own: replies in a thread stand under its root. @param {RoomState} state @param {Item} item */
const isShown = (state, item) => isRow(state, item) && rootOf(state, item) === null;

/** Whether an item is a row on the screen. @param {RoomState} state @param {Item} item */
function isRow(state, item) {
  // The root of a thread keeps a row for as long as there are replies.
  if (item.kind === 'expired') return state.threads.has(item.pos) && repliesTo(state, item.pos).length > 0;
  if (item.kind === 'relation' || (item.kind === 'deleted' && item.quiet)) return false;
  return !(item.kind === 'locked' && item.reason === 'checking' && item.pos < state.shownFrom);
}

/** What was said before somebody joined is shown as one row, however much it is. @param {Item} item */
export const isBeforeJoining = (item) => item.kind === 'locked' && item.reason === 'before-joining';

/**
 * The last items that are shown below a position, ascending. @param {RoomState} state @param {number} below
 * @param {number} rows those that may share a row count once, and come all or not at all @returns {Item[]}
 */
export const shownBelow = (state, below, rows) => some(state, state.items.downFrom(below), rows).reverse();

/** The first items that are shown from a position on, ascending. @param {RoomState} state @param {number} from @param {number} rows as above @returns {Item[]} */
export const shownFrom = (state, from, rows) => some(state, state.items.upFrom(from), rows);

/** All rows, and replies in threads among them, ascending. @param {RoomState} state @returns {Item[]} */
export const allRows = (state) => [...state.items.upFrom()].flatMap(([, item]) => (isRow(state, item) ? [item] : []));

/** @param {RoomState} state @param {Iterable<[number, Item]>} walk @param {number} rows */
function some(state, walk, rows) {
  /** @type {Item[]} */
  const found = [];
  let counted = 0;
  /** @type {string|null} */
  let before = null;
  for (const [, item] of walk) {
    if (!isShown(state, item)) continue;
    const fold = foldOf(item);
    const isRow = !isBeforeJoining(item) && (fold === null || fold !== before);
    if (counted >= rows && (isRow || isBeforeJoining(item))) break;
    found.push(item);
    if (isBeforeJoining(item)) continue;
    if (isRow) counted++;
    before = fold;
  }
  return found;
}

/** How many rows items make at least: those that may share one count once. @param {Item[]} items ascending */
export function rowsIn(items) {
  const rows = items.filter((item) => !isBeforeJoining(item)).map(foldOf);
  return rows.filter((fold, i) => fold === null || fold !== rows[i - 1]).length;
}

/** What is no message, or none any more. */
const PASSED = new Set(['system', 'deleted', 'deletedLetter', 'expired']);

/** How many messages stand behind a position, `most` at most. @param {RoomState} state @param {number} pos @param {number} most */
export function messagesAfter(state, pos, most) {
  let count = 0;
  for (const [, item] of state.items.upFrom(pos + 1)) {
    if (count >= most) break;
    if (!PASSED.has(item.kind) && isShown(state, item) && !isBeforeJoining(item)) count++;
  }
  return count;
}

/** How many messages of others stand behind a position. @param {RoomState} state @param {number} readPos */
export function unreadAfter(state, readPos) {
  let unread = 0;
  for (const [, item] of state.items.upFrom(readPos + 1)) if ('isNews' in item && item.isNews) unread++;
  return unread;
}

/** What edits, reactions and pins have made of a message; null where none is open there. @param {RoomState} state @param {number} pos */
export function pictureAt(state, pos) {
  const target = targetAt(state, pos);
  return target && target !== 'other' ? pictureOf(state.relations, target) : null;
}

/** Positions of the pinned messages that are open here, ascending. @param {RoomState} state */
export const pinned = (state) => pins(state.relations, (pos) => targetAt(state, pos));

/** How many edits, reactions and pins wait for what they refer to, and how many count for nothing. @param {RoomState} state */
export const relationCounts = (state) => diagnose(state.relations, (pos) => targetAt(state, pos));

/** Whether the message at a position was deleted, and by whom; undefined where it was not. @param {RoomState} state @param {number} pos */
export const deletionAt = (state, pos) => state.people.deletions.get(pos);

/** Whether a message was deleted or has expired. @param {RoomState} state @param {number} pos */
export const isGoneAt = (state, pos) => deletionAt(state, pos) !== undefined || state.items.get(pos)?.kind === 'expired';

/** @param {RoomState} state @param {number} pos @returns {Target|'other'|null} */
function targetAt(state, pos) {
  const item = state.items.get(pos);
  if (item?.kind === 'message') return item.target;
  if (item?.kind === 'closed') return item.isLetter ? 'other' : null;
  return !item || item.kind === 'locked' ? null : 'other';
}

/** Where the state of one room lies: the only thing about it that changes. */
export class StateHolder {
  /** @type {RoomState} */
  now = EMPTY;
  #gone;
  #told;

  /**
   * @param {(files: import('../../protocol/content.js').FileRef[]) => void} [gone] told which files no open message has any more
   * @param {(state: RoomState, entries: CheckedEntry[]) => void} [told] told what was taken in
   */
  constructor(gone = () => {}, told = () => {}) {
    this.#gone = gone;
    this.#told = told;
  }

  /** @param {...CheckedEntry} entries */
  take(...entries) {
    for (const entry of entries) {
      const before = 'pos' in entry && entry.kind !== 'event' && entry.kind !== 'message' ? this.now.items.get(entry.pos) : undefined;
      if (before?.kind === 'message' && before.files.length > 0) this.#gone(before.files);
    }
    this.now = applyAll(this.now, entries);
    this.#told(this.now, entries);
  }
}
