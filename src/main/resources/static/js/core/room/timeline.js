// @ts-check
// Turns entries of a log into items of a room's state.
import { Unreadable } from '../../crypto/unreadable.js';
import { toBase64 } from '../../protocol/bytes.js';
import { NOBODY, readEvent } from '../../protocol/room-structures.js';
import { Checking } from './checking.js';
import { EVENT, LETTER, RECORD, isSaid } from './entry-types.js';
import { canExpire, expiredItem } from './expiry.js';
import { deletedItem, inShort, itemOf, locked } from './items.js';
import { LetterOrder, letterItem, openLetterEntry, repeated } from './letters.js';
import { OpenMessages } from './open-messages.js';
import { openEntry, personOf, systemItem } from './opening.js';
import { MessageOrder } from './order.js';
import { mayWriteAt } from './policy.js';
import { pictureAt, relationCounts } from './state.js';
import { Waiting } from './waiting.js';

/** The reason of a record whose issuer could not open the key before it. */
const GRANT_UNREADABLE = 4;
/** How many messages are opened side by side: placing more at once would hold up a frame. */
const AT_ONCE = 50;

/**
 * @typedef {import('./state.js').Item} Item
 * @typedef {import('./opening.js').Message} Message
 * @typedef {import('./opening.js').Opened} Opened
 */

/** Opens the entries of a room's log, checks what stands in them, and counts them into the room's state. */
export class Timeline {
  #keys;
  #ledger;
  #directory;
  #witnesses;
  #isOwed;
  #log;
  #me;
  #state;
  /** One's own identities, whose messages are never unread. */
  #ownIdentities;
  #order = new MessageOrder();
  #letters;
  #boxKeys;
  #waiting;
  #checking;
  /** Where one's own messages stand, by their content in short. @type {Map<string, number>} */
  #own = new Map();
  /** By epoch and user. @type {Set<string>} */
  #writers = new Set();
  #open;
  /** The last position that has expired. */
  #expiredTo = 0;
  #expiry;

  /**
   * @param {object} room
   * @param {import('./room-keys.js').RoomKeys} room.keys
   * @param {import('./box-keys.js').BoxKeys} room.boxKeys
   * @param {import('./ledger.js').Ledger} room.ledger
   * @param {import('../session/directory.js').Directory} room.directory
   * @param {import('../trust/witnesses.js').Witnesses} room.witnesses
   * @param {(pos: number) => boolean} room.isOwed whether this person may read a message at this number
   * @param {import('./log.js').Log} room.log
   * @param {import('./state.js').StateHolder} room.state
   * @param {import('./expiry.js').Expiry} room.expiry
   * @param {{userId: string, identities: string[]}} me
   */
  constructor({ keys, boxKeys, ledger, directory, witnesses, isOwed, log, state, expiry }, me) {
    this.#keys = keys;
    this.#boxKeys = boxKeys;
    this.#ledger = ledger;
    this.#directory = directory;
    this.#witnesses = witnesses;
    this.#isOwed = isOwed;
    this.#log = log;
    this.#state = state;
    this.#expiry = expiry;
    this.#checking = new Checking(keys, ledger, log);
    this.#open = new OpenMessages(state);
    this.#letters = new LetterOrder(log);
    this.#waiting = new Waiting(log, state);
    this.#me = me.userId;
    this.#ownIdentities = new Set(me.identities);
  }

  /** Messages below this position are here only so that later ones can be checked. */
  get shownFrom() {
    return this.#state.now.shownFrom;
  }

  set shownFrom(from) {
    this.#state.take({ kind: 'shown', from });
  }

  /** The lowest number that has to be loaded so that all shown messages can be checked. */
  get needed() {
    return this.#checking.neededFrom(this.shownFrom);
  }

  /** Where one's own message with this content stands. @param {import('../../protocol/content.js').Content} content */
  ownAt(content) {
    return this.#own.get(inShort(content)) ?? null;
  }

  /** @param {number} pos */
  item(pos) {
    return this.#state.now.items.get(pos) ?? null;
  }

  /** @param {Item} item */
  #set(item) {
    this.#note(item);
    if (canExpire(item)) this.#expiredTo = Math.min(this.#expiredTo, item.pos - 1);
    this.#state.take(item);
  }

  /** @param {Item} item */
  #note(item) {
    this.#open.note(item);
    this.#waiting.note(item);
  }

  /** Opens entries, ascending. The ledger has taken their events in. @param {import('./log.js').Entry[]} entries */
  async add(entries) {
    for (const entry of entries) {
      if (entry.type === EVENT) await this.#addEvent(entry);
      else if (entry.type === RECORD) await this.#addRecord(entry);
      else if (!isSaid(entry.type)) this.#set(locked(entry, new Unreadable('newer'), null, false));
    }
    await this.addMessages(entries.filter((e) => isSaid(e.type)));
  }

  /** Opens messages side by side, and places them one after the other. @param {import('./log.js').Entry[]} entries ascending */
  async addMessages(entries) {
    for (let at = 0; at < entries.length; at += AT_ONCE) {
      const placing = await Promise.all(entries.slice(at, at + AT_ONCE).map((entry) => this.#opened(entry)));
      for (const place of placing) place();
    }
  }

  /** Epochs whose key is lacking for messages that are here. */
  get lacking() {
    return this.#waiting.lacking;
  }

  /** Whether something is closed only because the server did not answer, or does not hand it out. */
  get isUnreached() {
    return this.#waiting.isUnreached;
  }

  /** Positions of messages that came without their bytes. */
  get bare() {
    return this.#waiting.bare;
  }

  /** Positions of messages that are closed, within some part of the log or roots of threads. @param {number} first @param {number} last */
  closedWithin = (first, last) => this.#open.closedWithin(first, last);

  /** Closes messages outside a part of the log, where many are open. @param {number} first @param {number} last */
  closeOutside = (first, last) => this.#open.closeOutside(first, last, this.#log);

  /**
   * Drops what has expired: only its place and its hash are kept. Times do not decrease along a log, so the search goes on
   * where the last one ended.
   * @returns {{dropped: Item[], next: number|null}} `next` is the time of the next message that will expire
   */
  expire() {
    const { until } = this.#expiry;
    /** @type {Item[]} */
    const dropped = [];
    let next = null;
    for (const [pos, item] of this.#state.now.items.upFrom(this.#expiredTo)) {
      if (!canExpire(item)) continue;
      if (item.at > until) {
        next = item.at;
        break;
      }
      this.#expiredTo = pos;
      dropped.push(item);
    }
    const gone = new Set(dropped.map(({ pos }) => pos));
    // What refers to them cannot be shown any more.
    const others = dropped.flatMap(({ pos }) => (this.#state.now.relations.get(pos) ?? []).filter((relation) => !gone.has(relation.pos)));
    this.#drop([...dropped, ...others.flatMap(({ pos }) => this.item(pos) ?? [])]);
    return { dropped, next };
  }

  /** @param {Item[]} items */
  #drop(items) {
    if (items.length === 0) return;
    const gone = new Set(items.map(({ pos }) => pos));
    for (const [short, pos] of this.#own) if (gone.has(pos)) this.#own.delete(short);
    const expired = items.flatMap((item) => {
      const entry = this.#log.at(item.pos);
      return entry ? [expiredItem(entry, item)] : [];
    });
    for (const item of expired) {
      this.#note(item);
      this.#checking.forget(item.pos);
      this.#log.close(item.pos);
    }
    this.#state.take(...expired);
  }

  /** Tries again what may open by now; where bytes have come for what was served without them, these. */
  async retry() {
    const due = this.#waiting.due(this.#checking.waits, this.#isOwed);
    await this.addMessages(due);
    return due.length > 0;
  }

  /** @param {import('./log.js').Entry} entry */
  async #addEvent(entry) {
    if (!entry.bytes) {
      this.#set(locked(entry, new Unreadable('withheld'), null, false));
    } else if (this.#ledger.hasEvent(entry.pos)) {
      const event = readEvent(entry.bytes);
      if (event.kind === 'deleted') await this.#erase(event.data.messages ?? []);
      else this.#set(await systemItem(entry, event, this.#ledger, this.#personOf));
    } else {
      this.#set(locked(entry, new Unreadable('forged'), null, false));
    }
  }

  /** Records are not shown, but for one that somebody made because they could not open the key before it. @param {import('./log.js').Entry} entry */
  async #addRecord({ pos, at }) {
    const record = this.#keys.at(pos);
    if (record?.reason !== GRANT_UNREADABLE) return;
    const person = (/** @type {number} */ epoch) => this.#personOf(this.#keys.issuerOf(epoch) ?? NOBODY);
    this.#set({
      kind: 'system', key: `p${pos}`, pos, at, what: 'rekeyed', actor: await person(record.epoch), subject: await person(record.epoch - 1),
    });
  }

  /** What was deleted goes, as far as it is loaded. @param {{pos: number}[]} named */
  async #erase(named) {
    const due = named.flatMap(({ pos }) => this.#log.at(pos) ?? []);
    await this.addMessages(due);
    const gone = new Set(due.map(({ pos }) => pos));
    for (const [short, pos] of this.#own) if (gone.has(pos)) this.#own.delete(short);
  }

  #personOf = (/** @type {string} */ id) => personOf(this.#directory, id);

  /** Who wrote the message at a position, where that is known without its bytes. @param {number} pos */
  senderAt(pos) {
    const item = this.item(pos);
    if (item?.kind === 'message') return item.target.userId;
    if (item?.kind === 'relation') return item.relation.userId;
    return item?.kind === 'closed' ? item.by : null;
  }

  /** Whether a message of somebody under this epoch was opened here: then they have its key. @param {number} epoch @param {string} userId */
  wrote(epoch, userId) {
    return this.#writers.has(`${epoch} ${userId}`);
  }

  /** Opens an entry, and answers what places it. @param {import('./log.js').Entry} entry @returns {Promise<() => void>} */
  async #opened(entry) {
    const deletion = this.#state.now.people.deletions.get(entry.pos);
    const isOwed = this.#isOwed(entry.pos);
    const hasExpired = isOwed && (this.#expiry.has(entry.at) || (!entry.bytes && !deletion && this.#expiry.mayHave(entry)));
    const about = { directory: this.#directory, isOwed, deletion, hasExpired };
    if (entry.type !== LETTER) {
      const opened = await openEntry(entry, { keys: this.#keys, ...about });
      return () => this.#place(opened);
    }
    const letter = await openLetterEntry(entry, { boxes: this.#state.now.people.boxes, keys: this.#boxKeys, ...about });
    return () => this.#placeLetter(letter);
  }

  /** @param {import('./letters.js').OpenedLetter} opened */
  #placeLetter(opened) {
    const { entry } = opened;
    if (opened.hasExpired || (this.#isOwed(entry.pos) && this.#expiry.has(entry.at))) return this.#placeExpired(entry);
    if (opened.isDeleted) this.#log.close(entry.pos);
    const displaced = opened.letter ? this.#letters.take(entry) : [];
    this.#set(letterItem(displaced ? opened : { ...opened, letter: null, error: new Unreadable('repeated') }, this.item(entry.pos)));
    for (const pos of displaced ?? []) this.#set(repeated(/** @type {import('./log.js').Entry} */ (this.#log.at(pos)), this.item(pos)));
  }

  /** @param {Opened} opened */
  #place({ entry, sender, by = null, deletion, epoch, identityId, message, error, hasExpired }) {
    // It may have expired while it was opened.
    if (hasExpired || (this.#isOwed(entry.pos) && this.#expiry.has(entry.at))) return this.#placeExpired(entry);
    if (deletion && sender) return this.#placeDeleted(entry, deletion, sender, by);
    const isOthers = entry.bytes !== null && !this.#ownIdentities.has(identityId ?? '');
    try {
      if (!message || !sender || !epoch) throw error;
      this.#checking.requireInEpoch(epoch, entry.pos);
      this.#requireFirst(entry);
      this.#checking.requireChecked(message, epoch, entry.pos);
      this.#requireRising(message, entry.pos);
      this.#witnesses.add({ pos: message.seenPos, hash: message.seenHash, userId: sender.userId, at: entry.pos });
      this.#writers.add(`${epoch} ${sender.userId}`);
      if (sender.userId === this.#me && message.content) this.#own.set(inShort(message.content), entry.pos);
      const mayWrite = mayWriteAt(this.#state.now.people, message.userId, entry.pos);
      this.#set(itemOf(entry, sender, message, { isOwn: message.userId === this.#me, isOthers, mayWrite }));
    } catch (fault) {
      this.#set({ ...locked(entry, fault, sender, isOthers && !entry.quiet), epoch });
    }
  }

  /** What edits, reactions and pins have made of a message; null where none stands there. */
  pictureAt = (/** @type {number} */ pos) => pictureAt(this.#state.now, pos);

  /** How many edits, reactions and pins wait for what they refer to, and how many count for nothing. */
  get relationCounts() {
    return relationCounts(this.#state.now);
  }

  /** Only its place and who deleted it are kept. @param {import('./log.js').Entry} entry @param {import('./deletions.js').Deletion} deletion @param {import('../session/directory.js').Person} sender @param {import('../session/directory.js').Person|null} by */
  #placeDeleted(entry, deletion, sender, by) {
    this.#checking.forget(entry.pos);
    this.#set(deletedItem(entry, { sender, by, isOwn: deletion.of === this.#me, before: this.item(entry.pos) }));
    this.#log.close(entry.pos);
  }

  /** @param {import('./log.js').Entry} entry */
  #placeExpired(entry) {
    this.#checking.forget(entry.pos);
    this.#set(expiredItem(entry, this.item(entry.pos)));
    this.#log.close(entry.pos);
  }

  /** D4: the bytes of a deleted or expired message do not come again elsewhere. @param {import('./log.js').Entry} entry */
  #requireFirst({ pos, entryHash }) {
    const first = this.#log.positionOf(toBase64(entryHash));
    if (first === null || first >= pos) return;
    if (this.#state.now.people.deletions.get(first) || this.item(first)?.kind === 'expired') throw new Unreadable('repeated');
  }

  /** M3: within a stream of one identity numbers rise; of doubles the lowest position stands. @param {Message} message @param {number} pos */
  #requireRising({ identityId, stream, seq }, pos) {
    const displaced = this.#order.take(identityId, stream, seq, pos);
    if (!displaced) throw new Unreadable('repeated');
    for (const other of displaced) {
      const item = this.item(other);
      const entry = this.#log.at(other);
      if (!entry || !item || (item.kind !== 'message' && item.kind !== 'relation' && item.kind !== 'closed')) continue;
      const isNews = 'isNews' in item ? item.isNews && !entry.quiet : !entry.quiet && item.relation.userId !== this.#me;
      this.#set(locked(entry, new Unreadable('repeated'), 'sender' in item ? item.sender : null, isNews));
    }
  }
}
