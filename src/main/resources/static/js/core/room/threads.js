// @ts-check
// Which messages stand in a thread, and under which root: replies by the position that they name as their root. The
// result does not depend on the order in which pages of the log are loaded.

/** @typedef {import('../../protocol/content.js').Ref} Ref */
/** @typedef {import('./state.js').RoomState} RoomState */
/** @typedef {import('./state.js').Item} Item */
/** @typedef {import('./state.js').MessageItem} MessageItem */
/** @typedef {import('./state.js').DeletedItem} DeletedItem */
/** @typedef {import('./state.js').ExpiredItem} ExpiredItem */
/** @typedef {MessageItem|DeletedItem} Reply */
/** Positions of replies, ascending, by the position that they name. @typedef {ReadonlyMap<number, readonly number[]>} Threads */

/** @type {Threads} */
export const NO_THREADS = new Map();

/** The root that an item names, also one on its way; undefined where it names none. @param {{kind: string}|undefined} item @returns {Ref|undefined} */
export function namedRoot(item) {
  if (item?.kind !== 'message' && item?.kind !== 'deleted' && item?.kind !== 'expired') return undefined;
  return /** @type {{th?: Ref}} */ ('target' in item ? item.target : item).th;
}

/** With these items in the place of what stood at their positions. @param {Threads} threads @param {import('./positions.js').Positions<Item>} before @param {Item[]} items @returns {Threads} */
export function withReplies(threads, before, items) {
  /** @type {Map<number, readonly number[]>|null} */
  let next = null;
  for (const item of items) {
    const [was, is] = [namedRoot(before.get(item.pos))?.[0], namedRoot(item)?.[0]];
    if (was === is) continue;
    next ??= new Map(threads);
    if (was !== undefined) remove(next, was, item.pos);
    if (is !== undefined) add(next, is, item.pos);
  }
  return next ?? threads;
}

/** @param {Map<number, readonly number[]>} threads @param {number} root @param {number} pos */
function add(threads, root, pos) {
  const others = (threads.get(root) ?? []).filter((other) => other !== pos);
  threads.set(root, others.toSpliced(others.findLastIndex((other) => other < pos) + 1, 0, pos));
}

/** @param {Map<number, readonly number[]>} threads @param {number} root @param {number} pos */
function remove(threads, root, pos) {
  const others = (threads.get(root) ?? []).filter((other) => other !== pos);
  if (others.length > 0) threads.set(root, others);
  else threads.delete(root);
}

/** Whether a ref names a message that can be the root of a thread: it is there, and stands in no thread itself. @param {RoomState} state @param {Ref} ref */
export function isRoot(state, [pos, hash]) {
  const item = state.items.get(pos);
  switch (item?.kind) {
    case 'message': return !item.target.th && item.target.hash === hash;
    case 'closed': return !item.isLetter && item.hash === hash;
    case 'deleted': return !item.th && !item.quiet && item.hash === hash;
    case 'expired': return !item.th && !item.quiet && !item.isLetter && item.hash === hash;
    default: return false;
  }
}

/** The position of the root under which an item is shown; null where it is an ordinary row. @param {RoomState} state @param {Item|undefined} item */
export function rootOf(state, item) {
  const th = namedRoot(item);
  return item && th && th[0] < item.pos && isRoot(state, th) ? th[0] : null;
}

/** The replies under a root, ascending. @param {RoomState} state @param {number} root @returns {Reply[]} */
export function repliesTo(state, root) {
  return (state.threads.get(root) ?? []).flatMap((pos) => {
    const item = state.items.get(pos);
    return (item?.kind === 'message' || item?.kind === 'deleted') && rootOf(state, item) === root ? [item] : [];
  });
}
