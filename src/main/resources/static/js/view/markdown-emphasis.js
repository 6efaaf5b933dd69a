// @ts-check
// Emphasis and strikethrough (CommonMark 0.31.2, "process emphasis"; GFM): runs of `*`, `_` and `~` are paired in time
// linear in their number.

/** @typedef {import('./markdown-tree.js').Inline} Inline */
/**
 * A piece of text or an element in a line, with its neighbours; `run` where it is a run that may open or close, and then
 * `runBefore` is the last such run before it.
 * @typedef {{inline: Inline, run: Run|null, depth: number, before: Node|null, after: Node|null, runBefore: Node|null}} Node
 * @typedef {{mark: string, length: number, left: number, opens: boolean, closes: boolean, order: number}} Run
 */

/** Emphasis inside emphasis; deeper marks are text. */
export const MOST_EMPHASES = 8;
const SPACE = /^[\s]$/u;
const PUNCTUATION = /^[\p{P}\p{S}]$/u;
const NAMES = /** @type {const} */ (['em', 'strong']);

/** What a run may do between two characters. @param {string} mark @param {number} length @param {string} before @param {string} after @returns {Run} */
export function runBetween(mark, length, before, after) {
  const isSpaceBefore = before === '' || SPACE.test(before);
  const isSpaceAfter = after === '' || SPACE.test(after);
  const [isMarkBefore, isMarkAfter] = [PUNCTUATION.test(before), PUNCTUATION.test(after)];
  const isLeft = !isSpaceAfter && (!isMarkAfter || isSpaceBefore || isMarkBefore);
  const isRight = !isSpaceBefore && (!isMarkBefore || isSpaceAfter || isMarkAfter);
  const isWord = mark === '_';
  const opens = isLeft && (!isWord || !isRight || isMarkBefore);
  const closes = isRight && (!isWord || !isLeft || isMarkAfter);
  return { mark, length, left: length, opens, closes, order: 0 };
}

/** Pieces one behind the other. */
export class Nodes {
  #start = nodeOf({ t: 'br' });
  #last = this.#start;

  /** @param {Inline} inline @param {Run|null} [run] */
  add(inline, run = null) {
    const node = nodeOf(inline, run);
    node.before = this.#last;
    this.#last = this.#last.after = node;
  }

  /** Pairs the runs, and returns what there is then. @returns {Inline[]} */
  paired() {
    /** Up to these openers were looked at in vain, by the kind of the closer. @type {Map<string, number>} */
    const bottoms = new Map();
    /** @type {Node|null} */
    let last = null;
    let order = 0;
    for (let node = this.#start.after; node; ) {
      const { run } = node;
      if (run) {
        node.runBefore = last;
        run.order = ++order;
      }
      const opener = run?.closes ? found(node, bottoms) : null;
      if (run && opener) {
        const inside = [...between(opener, node)];
        const depth = 1 + inside.reduce((most, one) => Math.max(most, one.depth), 0);
        last = depth > MOST_EMPHASES ? opener.runBefore : wrap(opener, node, { inside, depth });
        if (depth <= MOST_EMPHASES && run.left > 0) continue;
      } else if (run?.opens) {
        last = node;
      }
      node = node.after;
    }
    return [...between(this.#start, null)].map(drawn);
  }
}

/** @param {Inline} inline @param {Run|null} [run] @returns {Node} */
const nodeOf = (inline, run = null) => ({ inline, run, depth: 0, before: null, after: null, runBefore: null });

/** The nearest opener for a closer. @param {Node} closer @param {Map<string, number>} bottoms @returns {Node|null} */
function found(closer, bottoms) {
  const run = /** @type {Run} */ (closer.run);
  const kind = run.mark === '~' ? `~${run.length}` : `${run.mark}${run.opens}${run.length % 3}`;
  const bottom = bottoms.get(kind) ?? 0;
  for (let opener = closer.runBefore; opener?.run && opener.run.order > bottom; opener = opener.runBefore) {
    if (pairs(opener.run, run)) return opener;
  }
  bottoms.set(kind, closer.runBefore?.run?.order ?? 0);
  return null;
}

/** Puts what stands between two runs into an element, and returns the last opener that is left. @param {Node} opener @param {Node} closer @param {{inside: Node[], depth: number}} what */
function wrap(opener, closer, { inside, depth }) {
  const [open, close] = [/** @type {Run} */ (opener.run), /** @type {Run} */ (closer.run)];
  const size = open.mark === '~' ? open.left : open.left >= 2 && close.left >= 2 ? 2 : 1;
  const node = nodeOf({ t: open.mark === '~' ? 'del' : NAMES[size - 1], inside: inside.map(drawn) });
  Object.assign(node, { depth, before: opener, after: closer });
  opener.after = closer.before = node;
  open.left -= size;
  close.left -= size;
  if (open.left === 0) remove(opener);
  if (close.left === 0) remove(closer);
  return open.left === 0 ? opener.runBefore : opener;
}

/** A run that has paired with nothing is text. @param {Node} node @returns {Inline} */
const drawn = ({ inline, run }) => (run ? { t: 'text', text: run.mark.repeat(run.left) } : inline);

/** @param {Run} opener @param {Run} closer */
function pairs(opener, closer) {
  if (!opener.opens || opener.mark !== closer.mark) return false;
  if (opener.mark === '~') return opener.length === closer.length;
  const isEither = opener.closes || closer.opens;
  return !isEither || (opener.length + closer.length) % 3 !== 0 || (opener.length % 3 === 0 && closer.length % 3 === 0);
}

/** @param {Node} node */
function remove({ before, after }) {
  if (before) before.after = after;
  if (after) after.before = before;
}

/** @param {Node} from @param {Node|null} to */
function* between(from, to) {
  for (let node = from.after; node && node !== to; node = node.after) yield node;
}
