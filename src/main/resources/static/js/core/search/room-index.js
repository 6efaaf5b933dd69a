// @ts-check
// The index of one room: documents that came lately, and segments of those before. A document that is replaced or removed
// is dead at once, and gone from its segment with the next merge.
import { Builder } from './build.js';
import { edited, isSame } from './documents.js';
import { eachMatch, matches } from './matching.js';
import { termsOf } from './words.js';

/** @typedef {import('./documents.js').Document} Document */
/** @typedef {import('./segment.js').Segment} Segment */
/** @typedef {{id: string, segment: Segment, isKept: boolean}} Part `isKept` says whether it is in storage */

/** Segments of more documents are merged only where some of them are gone. */
const LARGEST = 8192;
/** So many documents become a segment. */
export const FRESH = 400;

export class RoomIndex {
  /** @type {Map<number, {doc: Document, terms: Set<string>}>} */
  #fresh = new Map();
  /** @type {Part[]} */
  #parts = [];
  #nextId;

  /** @param {() => string} nextId a name for a segment that none had before */
  constructor(nextId) {
    this.#nextId = nextId;
  }

  get count() {
    return this.#fresh.size + this.#parts.reduce((sum, { segment }) => sum + segment.live, 0);
  }

  get freshCount() {
    return this.#fresh.size;
  }

  get bytes() {
    return this.#parts.reduce((sum, { segment }) => sum + segment.bytes.byteLength, 0);
  }

  /** Whether something of it is not in storage, or is there and must not be. */
  get isDue() {
    return this.#fresh.size > 0 || this.#parts.some(({ segment, isKept }) => !isKept || segment.deadCount > 0);
  }

  /** Segments from storage. @param {string} id @param {Segment} segment */
  load(id, segment) {
    this.#parts.push({ id, segment, isKept: true });
  }

  /** Adds a document, or replaces the one at its position. @param {Document} doc */
  put(doc) {
    const known = this.get(doc.pos);
    // A message that is opened again without its edits does not undo them.
    if (known && (isSame(known, doc) || known.edited > doc.edited)) return;
    this.#kill(doc.pos);
    this.#fresh.set(doc.pos, { doc, terms: termsOf([doc.text, ...doc.names].join('\n')) });
  }

  /** @param {import('./documents.js').Edit} edit */
  edit(edit) {
    const known = this.get(edit.of);
    const after = known && edited(known, edit);
    if (after) this.put(after);
  }

  /** @param {number} pos @returns {Document|null} */
  get(pos) {
    const fresh = this.#fresh.get(pos);
    if (fresh) return fresh.doc;
    for (const { segment } of this.#parts) {
      const number = segment.find(pos);
      if (number >= 0) return segment.document(number);
    }
    return null;
  }

  /** @param {number} pos */
  remove(pos) {
    this.#fresh.delete(pos);
    this.#kill(pos);
  }

  /** @param {number} pos */
  #kill(pos) {
    for (const { segment } of this.#parts) {
      const number = segment.find(pos);
      if (number >= 0) segment.kill(number);
    }
  }

  /** Removes what the server took in at this time or before. @param {number} until */
  expire(until) {
    for (const [pos, { doc }] of this.#fresh) if (doc.at <= until) this.#fresh.delete(pos);
    for (const { segment } of this.#parts) for (let number = 0; number < segment.count; number++) if (segment.at[number] <= until) segment.kill(number);
  }

  /** Calls back with the place of each document that a query finds. @param {import('./matching.js').Query} query @param {(at: number, pos: number) => void} each */
  search(query, each) {
    for (const { doc, terms } of this.#fresh.values()) if (matches(doc, terms, query)) each(doc.at, doc.pos);
    for (const { segment } of this.#parts) eachMatch(segment, query, (number) => each(segment.at[number], segment.pos[number]));
  }

  /** The document before a position, or after it; null where there is none. @param {number} pos @param {1|-1} step */
  neighbour(pos, step) {
    let nearest = step * Infinity;
    const look = (/** @type {number} */ other) => {
      if ((other - pos) * step > 0 && (other - nearest) * step < 0) nearest = other;
    };
    for (const other of this.#fresh.keys()) look(other);
    for (const { segment } of this.#parts) {
      let number = segment.atOrAfter(step > 0 ? pos + 1 : pos) - (step > 0 ? 0 : 1);
      while (segment.dead[number]) number += step;
      if (number >= 0 && number < segment.count) look(segment.pos[number]);
    }
    return Number.isFinite(nearest) ? this.get(nearest) : null;
  }

  /** Puts what is fresh into a segment, together with what has lost documents and with what is not larger. */
  merge() {
    const due = this.#parts.filter(({ segment }) => segment.deadCount > 0);
    let total = this.#fresh.size + due.reduce((sum, { segment }) => sum + segment.live, 0);
    if (this.#fresh.size === 0 && due.length === 0) return;
    for (const part of this.#parts.filter((one) => !due.includes(one)).sort((a, b) => a.segment.count - b.segment.count)) {
      if (part.segment.count > total || total + part.segment.count > LARGEST) break;
      due.push(part);
      total += part.segment.count;
    }
    const builder = new Builder();
    for (const { segment } of due) builder.addAll(segment);
    for (const { doc, terms } of this.#fresh.values()) builder.add(doc, terms);
    this.#fresh.clear();
    this.#parts = this.#parts.filter((part) => !due.includes(part));
    if (builder.count > 0) this.#parts.push({ id: this.#nextId(), segment: builder.build(), isKept: false });
  }

  /** The names of all segments, and those that are not in storage yet. */
  get parts() {
    return { ids: this.#parts.map(({ id }) => id), fresh: this.#parts.filter(({ isKept }) => !isKept).map(({ id, segment }) => ({ id, bytes: segment.bytes.slice() })) };
  }

  /** @param {string[]} ids @param {boolean} isKept whether they are in storage */
  kept(ids, isKept) {
    for (const part of this.#parts) if (ids.includes(part.id)) part.isKept = isKept;
  }
}
