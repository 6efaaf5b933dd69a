// @ts-check
// Goes to a message by its position: loads older history as far as that takes, shows how far it has come, and can be
// stopped.
import { rootOf } from './threads.js';

/** So much more of the log is loaded at a time. */
const STEP = 200;

/** Events: `change` when the progress is another one, `found` when the message is loaded. */
export class Finding extends EventTarget {
  /** What was found last. @type {number|null} */
  found = null;
  /** Where the search began and where it goes; null where there is none. @type {{pos: number, from: number}|null} */
  #sought = null;
  #room;
  #context;

  /** @param {import('./room.js').Room} room @param {Pick<import('../session/session.js').Context, 'notice'>} context */
  constructor(room, context) {
    super();
    this.#room = room;
    this.#context = context;
  }

  /** How many entries are loaded, of how many that are needed; null while nothing is sought. @returns {{done: number, of: number}|null} */
  get progress() {
    if (!this.#sought) return null;
    const { from, pos } = this.#sought;
    return { done: from - Math.max(pos, this.#room.verified.log.first), of: from - pos };
  }

  stop() {
    if (!this.#sought) return;
    this.#sought = null;
    this.dispatchEvent(new Event('change'));
  }

  /** Goes to a message; says what stands in the way where it cannot be shown. @param {number} pos */
  async go(pos) {
    const { log } = this.#room.verified;
    if (log.first > pos && !(await this.#load(pos)) && log.first > pos) return;
    if (!this.#isShown(pos)) return this.#context.notice({ key: 'find.missing', values: {} }, 'caution');
    const { state } = this.#room;
    const root = rootOf(state, state.items.get(pos));
    if (root !== null) return this.#room.threading.open(root, pos);
    this.found = pos;
    this.dispatchEvent(new Event('found'));
  }

  /** Says whether nothing has stopped it. @param {number} pos */
  async #load(pos) {
    const { verified } = this.#room;
    const sought = { pos, from: verified.log.first };
    this.#sought = sought;
    this.dispatchEvent(new Event('change'));
    try {
      while (this.#sought === sought && verified.log.first > pos && !verified.log.atStart) {
        const { first } = verified.log;
        await verified.reach(Math.max(pos, first - STEP));
        this.#room.dispatchEvent(new Event('messages'));
        if (this.#sought === sought) this.dispatchEvent(new Event('change'));
        if (verified.log.first === first) break;
      }
      return this.#sought === sought;
    } catch {
      this.#context.notice({ key: 'find.failed', values: {} }, 'caution');
      return false;
    } finally {
      if (this.#sought === sought) this.stop();
    }
  }

  /** Whether a row shows it. @param {number} pos */
  #isShown(pos) {
    const item = this.#room.state.items.get(pos);
    return item !== undefined && item.kind !== 'relation';
  }
}
