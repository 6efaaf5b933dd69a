// @ts-check
// The search index of one user: one index for each room, and the results that a query has in all of them.
import { Damaged, Segment } from './segment.js';
import { FRESH, RoomIndex } from './room-index.js';
import { brief, marked, snippetOf } from './snippet.js';

/** @typedef {import('./documents.js').Document} Document */
/** @typedef {import('./documents.js').Edit} Edit */
/** @typedef {import('./matching.js').Query} Query */
/** @typedef {{pos: number, from: string, text: string}} Beside a message before or after a result */
/**
 * @typedef {object} Result
 * @property {string} room
 * @property {number} pos
 * @property {number} at
 * @property {string} from
 * @property {import('./snippet.js').Snippet} snippet
 * @property {import('./snippet.js').Snippet[]} files names of files
 * @property {Beside|null} before
 * @property {Beside|null} after
 */
/** @typedef {{results: Result[], total: number, of: number}} Found the newest first; `total` without the limit, `of` documents */
/** @typedef {{at: number, room: string, pos: number}} Hit */

export class SearchIndex {
  /** @type {Map<string, RoomIndex>} */
  #rooms = new Map();
  #tag;
  #made = 0;

  /** @param {string} tag stands in the names of its segments: no other index has the same */
  constructor(tag) {
    this.#tag = tag;
  }

  /** @param {string} room */
  #room(room) {
    const known = this.#rooms.get(room) ?? new RoomIndex(() => `${this.#tag}-${++this.#made}`);
    this.#rooms.set(room, known);
    return known;
  }

  /** Takes segments in from storage; false where one is damaged: then nothing of the room is taken. @param {string} room @param {{id: string, bytes: Uint8Array}[]} stored */
  load(room, stored) {
    try {
      const segments = stored.map(({ id, bytes }) => ({ id, segment: new Segment(bytes) }));
      for (const { id, segment } of segments) this.#room(room).load(id, segment);
      return true;
    } catch (error) {
      if (error instanceof Damaged || error instanceof RangeError) return false;
      throw error;
    }
  }

  /** @param {string} room @param {Document[]} documents @param {Edit[]} edits of documents that are in the index */
  put(room, documents, edits) {
    const index = this.#room(room);
    for (const document of documents) index.put(document);
    for (const edit of edits) index.edit(edit);
    if (index.freshCount >= FRESH) index.merge();
    return index.isDue;
  }

  /** Removes these, and what the server took in at this time or before. @param {string} room @param {number[]} positions @param {number} until */
  remove(room, positions, until) {
    const index = this.#rooms.get(room);
    if (!index) return false;
    for (const pos of positions) index.remove(pos);
    if (until > 0) index.expire(until);
    return index.isDue;
  }

  /** @param {string} room */
  drop(room) {
    this.#rooms.delete(room);
  }

  /** What is to be stored of a room. @param {string} room */
  flush(room) {
    const index = this.#rooms.get(room);
    index?.merge();
    return index ? index.parts : { ids: [], fresh: [] };
  }

  /** Segments are in storage from now on, or are found not to be. @param {string} room @param {string[]} ids @param {boolean} isKept */
  kept(room, ids, isKept) {
    this.#rooms.get(room)?.kept(ids, isKept);
  }

  /** How many documents there are, and how many bytes they take. */
  get size() {
    let [documents, bytes] = [0, 0];
    for (const index of this.#rooms.values()) {
      documents += index.count;
      bytes += index.bytes;
    }
    return { documents, bytes };
  }

  /** @param {Query} query @returns {Found} */
  search(query) {
    const newest = new Newest(query.most);
    let of = 0;
    for (const [room, index] of this.#rooms) {
      if (query.rooms && !query.rooms.includes(room)) continue;
      of += index.count;
      index.search(query, (at, pos) => newest.add({ at, room, pos }));
    }
    return { results: newest.hits.map((hit) => this.#result(hit, query)), total: newest.total, of };
  }

  /** @param {Hit} hit @param {Query} query @returns {Result} */
  #result({ room, pos, at }, query) {
    const index = this.#room(room);
    const { from, text, names } = /** @type {Document} */ (index.get(pos));
    const beside = (/** @type {1|-1} */ step) => {
      const other = index.neighbour(pos, step);
      return other && { pos: other.pos, from: other.from, text: brief(other.text || other.names.join(', ')) };
    };
    return { room, pos, at, from, snippet: snippetOf(text, query), files: names.map((name) => marked(name, query)), before: beside(-1), after: beside(1) };
  }
}

/** The newest of many, by a bounded list in order. */
class Newest {
  /** @type {Hit[]} */
  hits = [];
  total = 0;
  #most;

  /** @param {number} most */
  constructor(most) {
    this.#most = most;
  }

  /** @param {Hit} hit */
  add(hit) {
    this.total++;
    const { hits } = this;
    if (hits.length === this.#most && !isNewer(hit, hits[hits.length - 1])) return;
    let [low, high] = [0, hits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isNewer(hit, hits[middle])) high = middle;
      else low = middle + 1;
    }
    hits.splice(low, 0, hit);
    if (hits.length > this.#most) hits.pop();
  }
}

/** @param {Hit} a @param {Hit} b */
const isNewer = (a, b) => a.at > b.at || (a.at === b.at && (a.room < b.room || (a.room === b.room && a.pos > b.pos)));
