// @ts-check
// Unsent messages and drafts of one user: in memory, in the browser's storage under a key of the user's vault,
// and the same in all of their pages. Storage may fail at any call: then memory goes on, and `isKeeping` says so.
import { after, cancel } from '../platform.js';

/** How long a write may take before the page goes on without it. */
const PATIENCE_MILLIS = 3000;
const RETRY_MILLIS = 30000;
/** Longer drafts live in the page alone: they are longer than any message, and would be encrypted at each key. */
export const LONGEST_KEPT_DRAFT = 32000;

/** A message that is to be deleted. @typedef {{t: 'delete', of: import('../../protocol/content.js').Ref, at: number}} Deletion */
/**
 * @typedef {object} Unsent
 * @property {string} clientId
 * @property {string} roomId
 * @property {import('../../protocol/content.js').Content|Deletion} content
 * @property {number} at
 * @property {string[]} [files] ids of the uploads that it waits for
 * @property {string} [failed] why it was not sent, where nothing more is tried
 * @property {true} [untried] no page has posted it yet
 *
 * @typedef {'outbox'|'drafts'} Kind
 * @typedef {{outbox: Unsent, drafts: string}} Values
 * @typedef {import('../platform.js').Store} Store
 * @typedef {{kind: 'row', store: Kind, key: string, row?: unknown}} Row what pages tell each other: encrypted, or without `row` where it is gone
 * @typedef {object} Watcher hears what other pages did
 * @property {(clientId: string, message: Unsent|undefined) => void} message
 * @property {(roomId: string) => void} draft
 */

/** What is encrypted of a message; it is sealed again at every attempt. @typedef {Omit<Unsent, 'clientId'|'roomId'>} Kept */

/** @type {{[kind in Kind]: {close: (db: Store, value: Values[kind]) => Promise<unknown>, open: (db: Store, row: unknown) => Promise<Values[kind]>}}} */
const CODECS = {
  outbox: {
    close: async (db, { clientId, roomId, ...rest }) => ({ clientId, roomId, content: await db.lock(rest) }),
    open: async (db, row) => {
      const { clientId, roomId, content } = /** @type {{clientId: string, roomId: string, content: unknown}} */ (row);
      return { clientId, roomId, ...withContent(/** @type {Kept & {text?: string}} */ (await db.unlock(content))) };
    },
  },
  drafts: {
    close: (db, text) => db.lock(text),
    open: async (db, row) => /** @type {string} */ (await db.unlock(row)),
  },
};

/** Pages from before there was other content than text kept the text itself. @param {Kept & {text?: string}} opened @returns {Kept} */
function withContent({ text, ...kept }) {
  return kept.content ? kept : { ...kept, content: { t: 'text', b: text ?? '', at: kept.at } };
}

/** Events: `change` when `isKeeping` changes. */
export class UnsentStore extends EventTarget {
  /** Whether the browser's storage takes what is written. */
  isKeeping = true;
  #db;
  #tell;
  /** @type {{outbox: Map<string, Unsent>, drafts: Map<string, string>}} */
  #rows = { outbox: new Map(), drafts: new Map() };
  /** Drafts that are too long to be kept. @type {Map<string, string>} */
  #long = new Map();
  /** Rows whose present value is to be written. @type {Set<string>} */
  #due = new Set();
  /** Rows whose last write failed. @type {Set<string>} */
  #unwritten = new Set();
  #writing = Promise.resolve();
  #hearing = Promise.resolve();
  /** @type {import('../platform.js').Timer} */
  #retry = null;
  /** @type {Watcher|null} */
  #watcher = null;

  /**
   * @param {Store} db
   * @param {(row: Row) => void} tell what sends a row to the user's other pages
   */
  constructor(db, tell) {
    super();
    this.#db = db;
    this.#tell = tell;
    db.whenLost(() => this.#keepAll());
  }

  /** Reads what earlier pages left; rows that this user's key does not open stay where they are. */
  async load() {
    for (const store of /** @type {Kind[]} */ (['outbox', 'drafts'])) {
      for (const [key, row] of await this.#stored(store)) {
        const value = await this.#open(store, row);
        if (value !== undefined) this.#map(store).set(key, value);
      }
    }
  }

  /** @param {Kind} store @returns {Promise<[string, unknown][]>} */
  async #stored(store) {
    try {
      return await this.#db.all(store);
    } catch {
      this.#failed();
      return [];
    }
  }

  /** Ids of the uploads that drafts have. */
  get attached() {
    return [...this.#rows.drafts].flatMap(([key, ids]) => (key.endsWith('/files') ? ids.split(' ') : []));
  }

  /** Oldest first. @returns {Unsent[]} */
  get messages() {
    return [...this.#rows.outbox.values()].sort((a, b) => a.at - b.at);
  }

  /** Resolves when it is stored, or when storing it has failed. @param {Unsent} message */
  keep(message) {
    this.#rows.outbox.set(message.clientId, message);
    return this.#keep('outbox', message.clientId);
  }

  /** @param {string} clientId */
  drop(clientId) {
    if (!this.#rows.outbox.delete(clientId)) return Promise.resolve();
    return this.#keep('outbox', clientId);
  }

  /** @param {string} roomId of the room, with `/re` of what its draft replies to */
  draft(roomId) {
    return this.#long.get(roomId) ?? this.#rows.drafts.get(roomId) ?? '';
  }

  /** @param {string} roomId @param {string} text */
  setDraft(roomId, text) {
    if (text === this.draft(roomId)) return;
    if (text.length > LONGEST_KEPT_DRAFT) this.#long.set(roomId, text);
    else this.#long.delete(roomId);
    if (text && !this.#long.has(roomId)) this.#rows.drafts.set(roomId, text);
    else if (!this.#rows.drafts.delete(roomId)) return;
    this.#keep('drafts', roomId);
  }

  /** How much of this user was not sent. */
  count() {
    return { messages: this.#rows.outbox.size, drafts: new Set([...this.#rows.drafts.keys(), ...this.#long.keys()].filter(isText)).size };
  }

  /** Unsent messages and drafts that go when this page does. @returns {string[]} texts */
  get unkept() {
    const messages = this.messages.filter(({ clientId }) => this.#unwritten.has(idOf('outbox', clientId)));
    const drafts = [...this.#rows.drafts].filter(([roomId]) => isText(roomId) && this.#unwritten.has(idOf('drafts', roomId)));
    return [...messages.map(({ content }) => ('b' in content ? content.b : '')), ...drafts.map(([, text]) => text)].filter(Boolean);
  }

  /** @param {Watcher} watcher */
  watch(watcher) {
    this.#watcher = watcher;
  }

  /** Another page of this user has changed a row. @param {Row} told */
  heard({ store, key, row }) {
    if (store !== 'outbox' && store !== 'drafts') return;
    this.#hearing = this.#hearing.then(async () => {
      const value = row === undefined ? undefined : await this.#open(store, row);
      if (row !== undefined && value === undefined) return;
      if (value === undefined) this.#rows[store].delete(key);
      else this.#map(store).set(key, value);
      if (store === 'drafts') this.#long.delete(key);
      this.#unwritten.delete(idOf(store, key));
      if (store === 'outbox') this.#watcher?.message(key, /** @type {Unsent|undefined} */ (value));
      else this.#watcher?.draft(key);
    });
  }

  /** Resolves when everything that was to be written has been tried, or after some seconds. */
  settled() {
    return this.#patiently(this.#writing);
  }

  /** @param {Kind} store */
  #map(store) {
    return /** @type {Map<string, Unsent|string>} */ (this.#rows[store]);
  }

  /** @param {Kind} store @param {unknown} row @returns {Promise<Unsent|string|undefined>} */
  #open(store, row) {
    return /** @type {Promise<Unsent|string>} */ (CODECS[store].open(this.#db, row)).catch(() => undefined);
  }

  /** @param {Kind} store @param {Unsent|string} value */
  #close(store, value) {
    return store === 'outbox' ? CODECS.outbox.close(this.#db, /** @type {Unsent} */ (value)) : CODECS.drafts.close(this.#db, /** @type {string} */ (value));
  }

  /** Writes the row's present value after all that was to be written before. @param {Kind} store @param {string} key */
  #keep(store, key) {
    const id = idOf(store, key);
    this.#due.add(id);
    this.#writing = this.#writing.then(() => (this.#due.delete(id) ? this.#write(store, key) : undefined));
    // Nothing waits for storage that is failing.
    return this.isKeeping ? this.#patiently(this.#writing) : Promise.resolve();
  }

  #keepAll() {
    for (const store of /** @type {Kind[]} */ (['outbox', 'drafts'])) for (const key of this.#rows[store].keys()) this.#keep(store, key);
  }

  /** @param {Kind} store @param {string} key */
  async #write(store, key) {
    const id = idOf(store, key);
    const value = this.#map(store).get(key);
    try {
      const row = value === undefined ? undefined : await this.#close(store, value);
      this.#tell({ kind: 'row', store, key, row });
      await (row === undefined ? this.#db.delete(store, key) : this.#db.put(store, key, row));
      this.#unwritten.delete(id);
      if (row !== undefined) this.#worked();
    } catch {
      this.#unwritten.add(id);
      this.#failed();
    }
  }

  #worked() {
    if (!this.isKeeping) this.#set(true);
    this.#tryAgain();
  }

  #failed() {
    this.#set(false);
    this.#retry ??= after(RETRY_MILLIS, () => {
      this.#retry = null;
      this.#tryAgain();
    });
  }

  #tryAgain() {
    for (const id of [...this.#unwritten]) {
      this.#unwritten.delete(id);
      const [store, key] = id.split(' ');
      this.#keep(/** @type {Kind} */ (store), key);
    }
  }

  /** @param {boolean} isKeeping */
  #set(isKeeping) {
    if (this.isKeeping === isKeeping) return;
    this.isKeeping = isKeeping;
    this.dispatchEvent(new Event('change'));
  }

  /** A write that never ends holds nothing up. @param {Promise<void>} work @returns {Promise<void>} */
  #patiently(work) {
    return new Promise((resolve) => {
      const timer = after(PATIENCE_MILLIS, () => {
        this.#set(false);
        resolve();
      });
      work.then(() => {
        cancel(timer);
        resolve();
      });
    });
  }
}

/** @param {Kind} store @param {string} key */
const idOf = (store, key) => `${store} ${key}`;

/** Beside the text of a draft stand what it replies to and its files. @param {string} key */
const isText = (key) => !/\/(?:re|files)$/.test(key);
