// @ts-check
// Builds segments of a room's index: from documents, and from segments that become one.
import { fromBase64 } from '../../protocol/bytes.js';
import { HASH, SEPARATOR, Segment, allocate } from './segment.js';

/** @typedef {import('./documents.js').Document} Document */

const encoder = new TextEncoder();

export class Builder {
  /** @type {Document[]} */
  #documents = [];
  /** The documents of each word, by the order in which they were added. @type {Map<string, number[]>} */
  #postings = new Map();

  get count() {
    return this.#documents.length;
  }

  /** @param {Document} document @param {Iterable<string>} terms */
  add(document, terms) {
    const added = this.#documents.push(document) - 1;
    for (const term of terms) this.#post(term, added);
  }

  /** The live documents of a segment. @param {Segment} segment */
  addAll(segment) {
    const places = new Int32Array(segment.count).fill(-1);
    for (let number = 0; number < segment.count; number++) {
      if (!segment.dead[number]) places[number] = this.#documents.push(segment.document(number)) - 1;
    }
    for (let word = 0; word < segment.words; word++) {
      const term = segment.word(word);
      segment.eachOf(word, word + 1, (number) => places[number] >= 0 && this.#post(term, places[number]));
    }
  }

  /** @param {string} term @param {number} added */
  #post(term, added) {
    const known = this.#postings.get(term);
    if (known) known.push(added);
    else this.#postings.set(term, [added]);
  }

  /** @returns {Segment} */
  build() {
    const order = this.#documents.map((_, added) => added).sort((a, b) => this.#documents[a].pos - this.#documents[b].pos);
    const documents = order.map((added) => this.#documents[added]);
    const numbers = new Uint32Array(order.length);
    order.forEach((added, number) => (numbers[added] = number));
    const words = [...this.#postings.keys()].sort();
    const texts = documents.map(({ text, names }) => encoder.encode([text, ...names].map((part) => part.replaceAll(SEPARATOR, ' ')).join(SEPARATOR)));
    const postings = words.map((word) => varints(/** @type {number[]} */ (this.#postings.get(word)).map((added) => numbers[added])));
    const users = [...new Set(documents.flatMap(({ from, identity }) => [from, identity]))];
    const tables = encoder.encode(JSON.stringify(users));
    const { bytes, tablesAt } = allocate({ count: documents.length, words: words.length, units: total(words), texts: total(texts), postings: total(postings), tables: tables.length });
    bytes.set(tables, tablesAt);
    const segment = new Segment(bytes);
    fillDocuments(segment, documents, users);
    fill(segment.texts, segment.textEnds, texts);
    fill(segment.postings, segment.postingEnds, postings);
    fill(segment.units, segment.wordEnds, words.map((word) => Uint16Array.from({ length: word.length }, (_, at) => word.charCodeAt(at))));
    return segment;
  }
}

/** @param {{length: number}[]} parts */
const total = (parts) => parts.reduce((sum, { length }) => sum + length, 0);

/** Parts one after the other, and where each of them ends. @param {Uint8Array|Uint16Array} into @param {Uint32Array} ends @param {ArrayLike<number>[]} parts */
function fill(into, ends, parts) {
  let at = 0;
  parts.forEach((part, i) => {
    into.set(part, at);
    ends[i] = at += part.length;
  });
}

/** @param {Segment} segment @param {Document[]} documents @param {string[]} users */
function fillDocuments(segment, documents, users) {
  const places = new Map(users.map((user, place) => [user, place]));
  documents.forEach(({ pos, at, edited, has, from, identity, hash }, number) => {
    segment.pos[number] = pos;
    segment.at[number] = at;
    segment.edited[number] = edited;
    segment.has[number] = has;
    segment.from[number] = /** @type {number} */ (places.get(from));
    segment.identity[number] = /** @type {number} */ (places.get(identity));
    segment.hashes.set(fromBase64(hash), HASH * number);
  });
}

/** Ascending numbers as differences, seven bits to a byte. @param {number[]} numbers */
function varints(numbers) {
  /** @type {number[]} */
  const bytes = [];
  let before = -1;
  for (const number of numbers.sort((a, b) => a - b)) {
    let step = number - before;
    before = number;
    for (; step > 0x7f; step >>>= 7) bytes.push((step & 0x7f) | 0x80);
    bytes.push(step);
  }
  return Uint8Array.from(bytes);
}
