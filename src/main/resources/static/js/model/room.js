// @ts-check
import { fromBase64, toBase64 } from '../protocol/bytes.js';
import { Problem } from '../protocol/problems.js';
import { readEnvelope } from '../protocol/structures.js';
import { get } from '../net/api.js';
import * as outbox from '../store/outbox.js';
import { Log } from './log.js';
import { RoomKeys } from './room-keys.js';
import { inviteAll } from './inviting.js';
import { changeRoom } from './room-events.js';
import { SendQueue } from './sendqueue.js';
import { Timeline } from './timeline.js';

const MESSAGE = 1;
const EVENT = 3;

/**
 * One room as its member sees it. Nothing of its log is held before `open`.
 * Events: `change` (name, people, unread …), `lines`.
 */
export class Room extends EventTarget {
  /** @type {(import('./directory.js').Person & {role: string, joinedAt: number})[]} */
  members = [];
  /** @type {any[]} */
  invited = [];
  loading = false;
  /** Where the "New" line stands: the first number unread when the room was opened. @type {number|null} */
  firstUnreadPos = null;
  #draft = '';
  #context;
  #log;
  #keys;
  #timeline;
  #queue;
  /** @type {number|null} */
  #openEpoch = null;
  /** @type {Promise<void>|null} */
  #opening = null;
  /** What is done to the log is done in order. */
  #work = Promise.resolve();

  /** @param {any} summary @param {import('./session.js').Context} context */
  constructor(summary, context) {
    super();
    this.roomId = summary.roomId;
    this.#context = context;
    this.update(summary);
    this.#log = new Log(this.roomId);
    this.#keys = new RoomKeys(this.roomId, context.ownKeys, context.directory);
    this.#timeline = new Timeline(this.roomId, this.#keys, context.directory, context.me.userId);
    this.#queue = new SendQueue(this.roomId, context.db, {
      isOnline: context.isOnline,
      own: context.ownKeys[0],
      epoch: () => this.#epochKey(),
      forgetEpoch: () => (this.#openEpoch = null),
      seen: () => this.#log.seen(),
      post: (clientId, envelope) => context.post(this.roomId, clientId, envelope),
    });
    this.#queue.addEventListener('change', () => this.#linesChanged());
  }

  /** @param {any} summary */
  update(summary) {
    this.name = summary.name;
    this.mode = summary.mode;
    this.role = summary.role;
    this.memberCount = summary.members;
    this.joinedPos = summary.joinedPos;
    this.lastPos = summary.lastPos;
    this.lastAt = summary.lastAt;
    this.readPos = summary.readPos;
    this.unread = summary.unread;
    this.#changed();
  }

  get lines() {
    const { me } = this.#context;
    const pending = this.#queue.lines
      .filter((l) => l.pos === null || !this.#timeline.line(l.pos))
      .map((l) => ({
        kind: /** @type {const} */ ('message'), key: l.clientId, clientId: l.clientId, pos: l.pos, at: l.at, sender: me, own: true,
        text: l.text, state: l.pos === null ? l.state : /** @type {const} */ ('sent'), reason: l.reason,
      }));
    return [...this.#timeline.lines, ...pending];
  }

  get atStart() {
    return this.#log.atStart;
  }

  get isOpened() {
    return this.#log.isHeld;
  }

  /** How far the page holds the log, for the next hello. */
  get heldPos() {
    return this.#log.isHeld ? this.#log.last : null;
  }

  get unsent() {
    return this.#queue.lines.filter((l) => l.pos === null).length;
  }

  get draft() {
    return this.#draft;
  }

  set draft(text) {
    this.#draft = text;
    outbox.saveDraft(this.#context.db, this.roomId, text).catch(() => {});
  }

  /** Loads the newest page and the people. May be called again. */
  open() {
    this.#opening ??= this.#load().catch((error) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }

  async #load() {
    this.loading = true;
    this.#changed();
    try {
      this.#draft = await outbox.loadDraft(this.#context.db, this.roomId);
      this.firstUnreadPos = this.unread > 0 ? this.readPos + 1 : null;
      await this.refresh();
      await this.#inOrder(async () => this.#timeline.add(await this.#log.load()));
    } finally {
      this.loading = false;
      this.#changed();
      this.#linesChanged();
    }
  }

  async loadOlder() {
    if (this.loading || this.atStart || !this.isOpened) return;
    this.loading = true;
    try {
      await this.#inOrder(async () => this.#timeline.add(await this.#log.loadOlder()));
    } finally {
      this.loading = false;
      this.#linesChanged();
    }
  }

  /** Name, people and invitations anew. */
  async refresh() {
    const detail = await get(`/api/rooms/${this.roomId}`);
    const { directory } = this.#context;
    this.members = detail.people.map((/** @type {any} */ m) => ({ ...m, person: directory.note(personOf(m)) }));
    this.invited = await Promise.all(detail.invited.map(async (/** @type {any} */ i) => ({
      ...i, person: directory.note(personOf(i)), invitedBy: await directory.person(i.invitedBy).catch(() => null),
    })));
    this.#openEpoch = detail.openEpoch;
    this.name = detail.name;
    this.role = detail.role;
    this.memberCount = detail.members;
    this.#changed();
  }

  /** Entries that came live. @param {any[]} shown */
  async take(shown) {
    const last = shown.at(-1);
    if (last.pos > this.lastPos) {
      this.unread += this.#unreadAmong(shown.filter((e) => e.pos > this.lastPos));
      this.lastPos = last.pos;
      this.lastAt = last.at;
    }
    // What comes before the first page is held will be a part of that page.
    await this.#inOrder(async () => {
      if (this.isOpened) await this.#timeline.add(await this.#log.take(shown));
    });
    if (shown.some((e) => e.type === EVENT)) await this.#refreshAfterEvent();
    this.#queue.settle((pos) => this.#timeline.line(pos) !== null);
    this.#changed();
    this.#linesChanged();
  }

  /** The event may be the one with which this room is over for us; then `removed` follows. */
  async #refreshAfterEvent() {
    try {
      await this.refresh();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }

  /** The page was away for longer than is sent unasked. */
  async catchUp() {
    await this.#inOrder(async () => this.#timeline.add(await this.#log.catchUp()));
    await this.refresh();
    this.#linesChanged();
  }

  /** @param {any[]} shown */
  #unreadAmong(shown) {
    const own = new Set(this.#context.ownKeys.map((k) => k.identityId));
    return shown.filter((e) => e.type === MESSAGE && e.entry && !own.has(readEnvelope(fromBase64(e.entry)).identityId)).length;
  }

  /** @param {string[]} grants */
  async takeGrants(grants) {
    for (const grant of grants) this.#keys.grant(fromBase64(grant));
    if (this.isOpened && (await this.#timeline.retry(this.#log.entries))) this.#linesChanged();
  }

  /** Opens again what was closed for want of an answer. */
  async heal() {
    if (this.isOpened && (await this.#timeline.retry(this.#log.entries))) this.#linesChanged();
  }

  /** @param {string} text */
  async send(text) {
    this.draft = '';
    await this.#queue.add(text);
  }

  /** @param {{clientId?: string}} line */
  retry = (line) => this.#queue.retry(/** @type {string} */ (line.clientId));

  /** @param {{clientId?: string}} line */
  discard = (line) => this.#queue.discard(/** @type {string} */ (line.clientId));

  /** Puts a line that was not sent back into the composer. @param {{clientId?: string}} line */
  async takeBack(line) {
    const text = await this.#queue.discard(/** @type {string} */ (line.clientId));
    this.draft = this.#draft ? `${text}\n${this.#draft}` : text;
    this.#changed();
  }

  /** @param {outbox.Unsent[]} kept */
  restore(kept) {
    this.#queue.restore(kept);
  }

  connected() {
    this.#queue.pump();
    this.heal();
  }

  disconnected() {
    this.#queue.offline();
  }

  /** Somebody writes: the epoch can be opened while he does. */
  typing() {
    if (this.#openEpoch === null && this.#context.isOnline()) this.#epochKey().catch(() => {});
  }

  async #epochKey() {
    this.#openEpoch ??= await this.#context.openEpoch(this.roomId);
    return this.#keys.key(this.#openEpoch);
  }

  markRead(pos = this.lastPos) {
    if (pos <= this.readPos) return;
    this.readPos = pos;
    if (pos >= this.lastPos) this.unread = 0;
    this.#context.send({ type: 'read', roomId: this.roomId, pos });
    this.#changed();
  }

  /** Another page of ours has read so far. @param {number} pos */
  readElsewhere(pos) {
    if (pos <= this.readPos) return;
    this.readPos = pos;
    if (pos >= this.lastPos) this.unread = 0;
    else get(`/api/rooms/${this.roomId}`).then((detail) => this.update(detail)).catch(() => {});
    this.#changed();
  }

  /** The "New" line has been seen. */
  clearNew() {
    this.firstUnreadPos = null;
  }

  // Changes, each a signed event.

  /** @param {import('./room-events.js').Change[]} changes */
  #change(changes) {
    return changeRoom(this.#context.actor, this.roomId, changes);
  }

  /** Invites whoever is named; each name has its own result. @param {(string|import('./directory.js').Person)[]} who */
  async invite(who) {
    const { actor, resolve } = this.#context;
    const results = await resolve(who);
    await inviteAll(results, {
      here: new Set(this.members.map((m) => m.userId)),
      waiting: new Set(this.invited.map((i) => i.userId)),
      now: actor.now(),
      change: (changes) => this.#change(changes),
    });
    return results;
  }

  withdraw = (/** @type {{userId: string}} */ person) => this.#change([{ kind: 'withdrawn', subject: person.userId }]);
  rename = (/** @type {string} */ name) => this.#change([{ kind: 'renamed', data: { name } }]);
  leave = () => this.#change([{ kind: 'left', subject: this.#context.me.userId }]);
  remove = (/** @type {{userId: string}} */ member) => this.#change([{ kind: 'removed', subject: member.userId }]);
  setRole = (/** @type {{userId: string}} */ member, /** @type {string} */ role) =>
    this.#change([{ kind: 'role', subject: member.userId, data: { role: role === 'owner' ? 1 : 0 } }]);

  /** An owner who is the only one hands over first, unless nobody else is there. */
  get canLeave() {
    const owners = this.members.filter((m) => m.role === 'owner');
    const lastOwner = this.role === 'owner' && owners.length === 1 && this.members.length > 1;
    return lastOwner ? 'last-owner' : true;
  }

  /** What the server keeps of a line. @param {{pos: number|null, envelope?: Uint8Array, at: number}} line */
  stored(line) {
    if (!line.envelope) return null;
    const e = readEnvelope(line.envelope);
    return {
      envelope: toBase64(line.envelope), pos: line.pos, at: line.at, epoch: e.epoch,
      identityId: e.identityId, seq: e.seq, size: line.envelope.length,
    };
  }

  /** @param {() => Promise<void>} work */
  #inOrder(work) {
    const done = this.#work.then(work);
    this.#work = done.catch(() => {});
    return done;
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }

  #linesChanged() {
    this.dispatchEvent(new Event('lines'));
  }
}

/** @param {any} member */
function personOf({ userId, username, displayName, identityId, online, lastSeen }) {
  return { userId, username, displayName, identityId, online, lastSeen };
}
