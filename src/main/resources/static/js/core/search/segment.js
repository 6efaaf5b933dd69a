// @ts-check
// An immutable part of one room's index in one buffer: its documents by position, the sorted words, and for each word the
// numbers of its documents as differences in varints. It is read in place, and stored as it is.
import { toBase64 } from '../../protocol/bytes.js';

/** @typedef {import('./documents.js').Document} Document */

const MAGIC = 0x53434931;
const HEADER = 64;
/** Bytes of a hash. */
export const HASH = 16;
export const SEPARATOR = '\0';
const decoder = new TextDecoder();

/** The bytes are no segment. */
export class Damaged extends Error {}

/**
 * How many bytes each section has, in their order. All begin at multiples of eight.
 * @param {{count: number, words: number, units: number, texts: number, postings: number, tables: number}} sizes
 */
export const sections = ({ count, words, units, texts, postings, tables }) => [
  8 * count, 8 * count, 8 * count, HASH * count, 4 * count, 4 * count, count, 4 * count, 4 * words, 4 * words, 2 * units, texts, postings, tables,
];

/** @param {number} bytes */
const aligned = (bytes) => (bytes + 7) & ~7;

/** A buffer for these sizes that has nothing but its head, and where its last section begins. @param {Parameters<typeof sections>[0]} sizes */
export function allocate(sizes) {
  const starts = [HEADER];
  for (const bytes of sections(sizes)) starts.push(starts[starts.length - 1] + aligned(bytes));
  const bytes = new Uint8Array(/** @type {number} */ (starts.pop()));
  const { count, words, units, texts, postings, tables } = sizes;
  new Uint32Array(bytes.buffer, 0, 7).set([MAGIC, count, words, units, texts, postings, tables]);
  return { bytes, tablesAt: /** @type {number} */ (starts.at(-1)) };
}

export class Segment {
  /** Whether a document is in the index no longer, by its number. @type {Uint8Array} */
  dead;
  deadCount = 0;

  /** @param {Uint8Array} bytes @throws {Damaged} */
  constructor(bytes) {
    this.bytes = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
    const { buffer, byteOffset, byteLength } = this.bytes;
    if (byteLength < HEADER) throw new Damaged();
    const [magic, count, words, units, texts, postings, tables] = new Uint32Array(buffer, byteOffset, 7);
    const sizes = sections({ count, words, units, texts, postings, tables });
    if (magic !== MAGIC || HEADER + sizes.reduce((sum, size) => sum + aligned(size), 0) !== byteLength) throw new Damaged();
    let at = byteOffset + HEADER;
    const starts = sizes.map((size) => (at += aligned(size)) - aligned(size));
    this.count = count;
    this.words = words;
    this.pos = new Float64Array(buffer, starts[0], count);
    this.at = new Float64Array(buffer, starts[1], count);
    this.edited = new Float64Array(buffer, starts[2], count);
    this.hashes = new Uint8Array(buffer, starts[3], HASH * count);
    this.from = new Uint32Array(buffer, starts[4], count);
    this.identity = new Uint32Array(buffer, starts[5], count);
    this.has = new Uint8Array(buffer, starts[6], count);
    this.textEnds = new Uint32Array(buffer, starts[7], count);
    this.wordEnds = new Uint32Array(buffer, starts[8], words);
    this.postingEnds = new Uint32Array(buffer, starts[9], words);
    this.units = new Uint16Array(buffer, starts[10], units);
    this.texts = new Uint8Array(buffer, starts[11], texts);
    this.postings = new Uint8Array(buffer, starts[12], postings);
    this.users = this.#tables(starts[13], tables);
    this.dead = new Uint8Array(count);
  }

  /** @param {number} start @param {number} length @returns {string[]} */
  #tables(start, length) {
    try {
      return JSON.parse(decoder.decode(new Uint8Array(this.bytes.buffer, start, length)));
    } catch {
      throw new Damaged();
    }
  }

  get live() {
    return this.count - this.deadCount;
  }

  /** The number of the document at a position, or of the next one. @param {number} pos */
  atOrAfter(pos) {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pos[middle] < pos) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The number of the live document at a position; -1 for none. @param {number} pos */
  find(pos) {
    const number = this.atOrAfter(pos);
    return this.pos[number] === pos && !this.dead[number] ? number : -1;
  }

  /** @param {number} number */
  kill(number) {
    if (this.dead[number]) return;
    this.dead[number] = 1;
    this.deadCount++;
  }

  /** Text and names of files, as they are indexed. @param {number} number */
  textOf(number) {
    return decoder.decode(this.texts.subarray(number === 0 ? 0 : this.textEnds[number - 1], this.textEnds[number]));
  }

  /** @param {number} number @returns {Document} */
  document(number) {
    const [text, ...names] = this.textOf(number).split(SEPARATOR);
    return {
      pos: this.pos[number], at: this.at[number], edited: this.edited[number], has: this.has[number], text, names,
      from: this.users[this.from[number]], identity: this.users[this.identity[number]], hash: toBase64(this.hashes.subarray(HASH * number, HASH * (number + 1))),
    };
  }

  /** @param {number} word */
  word(word) {
    return String.fromCharCode(...this.units.subarray(word === 0 ? 0 : this.wordEnds[word - 1], this.wordEnds[word]));
  }

  /** The first word that is not before another one. @param {string} sought */
  wordFrom(sought) {
    let [low, high] = [0, this.words];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.word(middle) < sought) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Calls back with the number of each document that has one of these words, perhaps more than once. @param {number} from @param {number} to @param {(number: number) => void} each */
  eachOf(from, to, each) {
    for (let word = from; word < to; word++) {
      const end = this.postingEnds[word];
      let number = -1;
      for (let at = word === 0 ? 0 : this.postingEnds[word - 1]; at < end; ) {
        let [step, shift] = [0, 0];
        for (let byte = 0x80; byte & 0x80; shift += 7) step |= ((byte = this.postings[at++]) & 0x7f) << shift;
        number += step;
        each(number);
      }
    }
  }
}
