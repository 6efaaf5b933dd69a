// @ts-check
// Edits, reactions and pins, stored by the position of their target in log order: the result does not depend on the
// order in which pages of the log are loaded.

/** @typedef {import('../../protocol/content.js').Edit|import('../../protocol/content.js').React|import('../../protocol/content.js').Pin} RelationContent */
/** @typedef {{pos: number, userId: string, identityId: string, content: RelationContent}} Relation */
/** Each one's relations by the position that they refer to, ascending by their own. @typedef {ReadonlyMap<number, readonly Relation[]>} Relations */
/** A text that is open; `hash` is the first 16 bytes of SHA(entry) in Base64. @typedef {{pos: number, hash: string, userId: string, identityId: string, text: string, at: number, hasFiles: boolean, re?: import('../../protocol/content.js').Ref, th?: import('../../protocol/content.js').Ref, mn?: Mentions}} Target */
/** @typedef {import('../../protocol/content.js').Mentions} Mentions */
/** @typedef {{pos: number, text: string, at: number, mn?: Mentions}} Version */
/**
 * What relations make of a message: every version of its text, oldest first; reactions by user; whether it is pinned;
 * and which relations are ignored.
 * @typedef {{versions: Version[], reactions: {emoji: string, userIds: string[]}[], pinned: boolean, ignored: Relation[]}} Picture
 */
/** The open text at a position; 'other' where something else stands, null where it is not known. @typedef {(pos: number) => Target|'other'|null} Lookup */

/** @type {Relations} */
export const NONE = new Map();
/** So many different emoji are shown of one message. */
export const MOST_EMOJI = 20;

/** With these as well; each position counts once. @param {Relations} relations @param {Relation[]} more @returns {Relations} */
export function withRelations(relations, more) {
  if (more.length === 0) return relations;
  const next = new Map(relations);
  for (const relation of more) {
    const target = relation.content.of[0];
    const others = (next.get(target) ?? []).filter((other) => other.pos !== relation.pos);
    const at = others.findLastIndex((other) => other.pos < relation.pos) + 1;
    next.set(target, others.toSpliced(at, 0, relation));
  }
  return next;
}

/** Without the one that stands at a position. @param {Relations} relations @param {Relation} relation @returns {Relations} */
export function withoutRelation(relations, { pos, content }) {
  const others = (relations.get(content.of[0]) ?? []).filter((other) => other.pos !== pos);
  const next = new Map(relations);
  if (others.length > 0) next.set(content.of[0], others);
  else next.delete(content.of[0]);
  return next;
}

/** What has become of a message. @param {Relations} relations @param {Target} target @returns {Picture} */
export function pictureOf(relations, target) {
  const all = relations.get(target.pos) ?? [];
  const counting = all.filter((relation) => counts(relation, target));
  const edits = counting.flatMap(({ pos, content }) => (content.t === 'edit' ? [{ pos, text: content.b, at: content.at, ...(content.mn && { mn: content.mn }) }] : []));
  return {
    versions: [{ pos: target.pos, text: target.text, at: target.at, ...(target.mn && { mn: target.mn }) }, ...edits],
    reactions: reactionsOf(counting),
    pinned: isPinned(counting),
    ignored: all.filter((relation) => !counting.includes(relation)),
  };
}

/**
 * Whether a relation counts: it names this very entry, comes after it, and an edit is of one's own text. Own means
 * written with the same identity: after a reset the server could otherwise change what was said before.
 * @param {Relation} relation @param {Target} target
 */
function counts({ pos, userId, identityId, content }, target) {
  if (content.of[1] !== target.hash || pos <= target.pos) return false;
  if (content.t !== 'edit') return true;
  return userId === target.userId && identityId === target.identityId && (content.b !== '' || target.hasFiles);
}

/** Per person and emoji the last one counts. @param {Relation[]} relations ascending */
function reactionsOf(relations) {
  /** @type {Map<string, Map<string, number>>} by emoji and user the position of the reaction that stands */
  const standing = new Map();
  for (const { pos, userId, content } of relations) {
    if (content.t !== 'react') continue;
    const users = standing.get(content.e) ?? new Map();
    if (!content.on) users.delete(userId);
    else if (!users.has(userId)) users.set(userId, pos);
    standing.set(content.e, users);
  }
  return [...standing].filter(([, users]) => users.size > 0)
    .map(([emoji, users]) => ({ emoji, since: Math.min(...users.values()), userIds: [...users.keys()] }))
    .sort((a, b) => a.since - b.since).slice(0, MOST_EMOJI)
    .map(({ emoji, userIds }) => ({ emoji, userIds }));
}

/** @param {Relation[]} relations ascending */
function isPinned(relations) {
  const last = relations.findLast(({ content }) => content.t === 'pin')?.content;
  return last?.t === 'pin' && last.on;
}

/** Positions of pinned messages, ascending. @param {Relations} relations @param {Lookup} lookup */
export function pins(relations, lookup) {
  return [...relations.keys()].sort((a, b) => a - b).filter((pos) => {
    const target = lookup(pos);
    return target !== null && target !== 'other' && pictureOf(relations, target).pinned;
  });
}

/** How many relations wait for their target, and how many count for nothing. @param {Relations} relations @param {Lookup} lookup */
export function diagnose(relations, lookup) {
  const counted = { waiting: 0, ignored: 0 };
  for (const [pos, all] of relations) {
    const target = lookup(pos);
    if (target === null) counted.waiting += all.length;
    else counted.ignored += target === 'other' ? all.length : pictureOf(relations, target).ignored.length;
  }
  return counted;
}
