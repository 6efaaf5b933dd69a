// @ts-check
// Says to screen readers what is new in the open room, once; what was there before, or comes from further up, is not said.
import { foldOf, isEnough } from '../core/room/folds.js';
import { fullBoxName } from './boxes.js';
import { withFiles } from './file-words.js';
import { summaryOf } from './fold.js';
import { lockedWords, notSent, systemKey } from './message.js';
import { afterWords } from './retention.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/room/state.js').Item} Item */
/** @typedef {import('../core/session/directory.js').Person} Person */

/** What comes within this time is said together. */
const MILLIS = 150;
/** So many messages are read out at once; of more, how many there are. */
const MOST = 8;
/** So much of a message is read out. */
const MOST_CHARACTERS = 1000;
/** What was said goes from the page after this time, so that nobody comes across it. */
const KEPT_MILLIS = 1000;
/** So many positions are remembered. */
const MOST_KNOWN = 5000;
/** What may open soon is said when it does. */
const LATER = new Set(['checking', 'no-key', 'unreachable', 'before-joining']);

export class Announcer {
  #region;
  /** @type {import('../core/room/room.js').Room|null} */
  #room = null;
  /** The newest position that was there before; null before the room is loaded. @type {number|null} */
  #from = null;
  /** Positions after it that were looked at: events come before the messages between them. @type {Set<number>} */
  #known = new Set();
  /** Positions of what is locked and is said when it opens. @type {Set<number>} */
  #later = new Set();
  /** @type {Item[]} */
  #due = [];
  /** Keys of own messages whose failure was said. @type {Set<string>} */
  #failed = new Set();
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  /** @param {() => HTMLElement} region where it is said */
  constructor(region) {
    this.#region = region;
  }

  stop() {
    clearTimeout(this.#timer);
    this.#due = [];
  }

  /** Looks for what is new. @param {import('../core/room/room.js').Room} room */
  look(room) {
    if (room !== this.#room) this.#begin(room);
    if (!room.isOpened) return;
    if (this.#from === null || this.#known.size > MOST_KNOWN) {
      if (!room.loading) this.#start(room);
      return;
    }
    for (const pos of this.#later) this.#take(room.state.items.get(pos));
    for (const [pos, item] of room.state.items.upFrom(this.#from + 1)) {
      if (this.#known.has(pos)) continue;
      this.#known.add(pos);
      this.#take(item);
    }
    this.#lookForFailures(room);
    if (this.#due.length > 0) this.#timer ??= setTimeout(() => this.#say(), MILLIS);
  }

  /** @param {import('../core/room/room.js').Room} room */
  #begin(room) {
    this.stop();
    this.#timer = undefined;
    this.#room = room;
    this.#from = null;
    this.#later.clear();
    this.#failed = new Set(room.pending.map(({ key }) => key));
    this.#region().replaceChildren();
  }

  /** From here on everything is new. @param {import('../core/room/room.js').Room} room */
  #start(room) {
    const [newest] = room.state.items.downFrom(Infinity);
    this.#from = newest?.[0] ?? 0;
    this.#known.clear();
  }

  /** @param {Item|undefined} item */
  #take(item) {
    if (!item) return;
    if (item.kind === 'locked' && LATER.has(item.reason)) this.#later.add(item.pos);
    else this.#later.delete(item.pos);
    if (item.kind === 'system' || item.kind === 'letter' || (item.kind === 'message' && !item.own) || (item.kind === 'locked' && !LATER.has(item.reason))) this.#due.push(item);
  }

  /** @param {import('../core/room/room.js').Room} room */
  #lookForFailures(room) {
    for (const item of room.pending) {
      if (item.state !== 'failed') this.#failed.delete(item.key);
      else if (!this.#failed.has(item.key)) {
        this.#failed.add(item.key);
        this.#append(notSent(item));
      }
    }
  }

  #say() {
    this.#timer = undefined;
    const room = /** @type {import('../core/room/room.js').Room} */ (this.#room);
    const due = this.#due;
    this.#due = [];
    const passing = due.filter((item) => foldOf(item) === 'notices');
    const others = due.filter((item) => foldOf(item) !== 'notices');
    if (isEnough('notices', passing.length)) this.#append(summaryOf(/** @type {import('../core/room/state.js').SystemItem[]} */ (passing), plainName, (name) => name).flat(2).join(''));
    else for (const item of passing) this.#append(wordsOf(room, item));
    const messages = others.filter(isSaid);
    const isMany = messages.length > MOST;
    const said = others.filter((item) => !(isMany && isSaid(item))).map((item) => ({ item, words: wordsOf(room, item) }));
    // Locked messages of one kind are said once.
    for (const { item, words } of said) if (item.kind !== 'locked' || said.find((one) => one.words === words)?.item === item) this.#append(words);
    if (isMany) this.#append(t('timeline.below', { count: messages.length }));
  }

  /** @param {string} text */
  #append(text) {
    const line = document.createElement('p');
    line.textContent = text;
    this.#region().append(line);
    setTimeout(() => line.remove(), KEPT_MILLIS);
  }
}

/** @param {Item} item */
const isSaid = ({ kind }) => kind === 'message' || kind === 'letter';

/** @param {Person|null} person */
const plainName = (person) => person?.displayName ?? t('person.server');

/** @param {import('../core/room/room.js').Room} room @param {Item} item */
function wordsOf(room, item) {
  switch (item.kind) {
    case 'message': return t('timeline.said', { name: item.sender.displayName, text: withFiles(item.text.slice(0, MOST_CHARACTERS), item.files) });
    case 'letter': return t('timeline.said', { name: fullBoxName(item.box), text: item.text.slice(0, MOST_CHARACTERS) });
    case 'system': return t(systemKey(item)[1], { actor: plainName(item.actor), subject: plainName(item.subject), room: item.name ?? '', after: afterWords(item.seconds ?? 0) });
    case 'locked': return lockedWords(room, item).cause;
    default: return '';
  }
}
