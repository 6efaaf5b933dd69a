// @ts-check

const BITS = 8;
const SIZE = 1 << BITS;
/** @type {readonly undefined[]} */
const NO_CHUNK = [];

/**
 * Immutable map from log position to value, in log order. A change returns a new map that shares all chunks but the
 * changed one, so it costs the same in a room of 100,000 messages as in an empty one.
 * @template T
 */
export class Positions {
  /** @type {readonly (readonly (T|undefined)[]|undefined)[]} */
  #chunks;
  size;

  /** @param {readonly (readonly (T|undefined)[]|undefined)[]} [chunks] @param {number} [size] */
  constructor(chunks = [], size = 0) {
    this.#chunks = chunks;
    this.size = size;
  }

  /** @param {number} pos @returns {T|undefined} */
  get(pos) {
    return this.#chunks[pos >>> BITS]?.[pos & (SIZE - 1)];
  }

  /** With this value at a position. @param {number} pos @param {T} value @returns {Positions<T>} */
  with(pos, value) {
    return this.withAll([[pos, value]]);
  }

  /** With these values at their positions. @param {Iterable<readonly [number, T]>} values @returns {Positions<T>} */
  withAll(values) {
    const chunks = this.#chunks.slice();
    /** @type {Set<number>} those that this change made, and may write into */
    const fresh = new Set();
    let { size } = this;
    for (const [pos, value] of values) {
      const at = pos >>> BITS;
      /** @type {(T|undefined)[]} */
      const chunk = fresh.has(at) ? /** @type {(T|undefined)[]} */ (chunks[at]) : [...(chunks[at] ?? NO_CHUNK)];
      if (chunk[pos & (SIZE - 1)] === undefined) size++;
      chunk[pos & (SIZE - 1)] = value;
      chunks[at] = chunk;
      fresh.add(at);
    }
    return new Positions(chunks, size);
  }

  /** From a position on, ascending. @param {number} [from] @returns {Generator<[number, T], void>} */
  *upFrom(from = 0) {
    const first = Math.max(0, from);
    for (let at = first >>> BITS; at < this.#chunks.length; at++) yield* this.#chunk(at, Math.max(first, at << BITS), 1);
  }

  /** Below a position, descending. @param {number} [below] @returns {Generator<[number, T], void>} */
  *downFrom(below = Infinity) {
    const end = this.#chunks.length << BITS;
    const last = Math.min(below, end) - 1;
    for (let at = last >> BITS; at >= 0; at--) yield* this.#chunk(at, Math.min(last, ((at + 1) << BITS) - 1), -1);
  }

  /** @param {number} at @param {number} from @param {1|-1} step @returns {Generator<[number, T], void>} */
  *#chunk(at, from, step) {
    const chunk = this.#chunks[at];
    if (!chunk) return;
    for (let pos = from; pos >>> BITS === at && pos >= 0; pos += step) {
      const value = chunk[pos & (SIZE - 1)];
      if (value !== undefined) yield [pos, value];
    }
  }
}
