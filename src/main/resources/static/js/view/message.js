// @ts-check
import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { fullBoxName } from './boxes.js';
import { openCard } from './card.js';
import { copy } from './copying.js';
import { showVersions } from './edit.js';
import { Element } from './element.js';
import { filesView } from './files.js';
import { icon, ring } from './icons.js';
import { letterRow } from './letters.js';
import { markdown } from './markdown.js';
import { handle, nameOf, renamedMark, theServer } from './naming.js';
import { messageBar } from './message-actions.js';
import './pending-files.js';
import { isOtherQuote, quoteView } from './quotes.js';
import { reactions } from './reactions.js';
import { afterWords, expiredWords } from './retention.js';
import { isGone, tombstone } from './tombstone.js';
import { isOtherSummary, threadSummary } from './thread-summary.js';
import { leaveToArrows } from './timeline-keys.js';
import { exactTime, listOf, shortTime, time } from './words.js';
import { lastMentions } from '../core/room/mentions.js';
import { has, pieces, t } from '../locale/locale.js';

/** Without a text where what can be done depends on who has the key. */
const LOCKED = new Set(['before-joining', 'checking', 'withheld', 'forged', 'out-of-time', 'no-key', 'unreachable', 'signature', 'wrong-sender', 'wrong-room', 'repeated', 'not-allowed', 'damaged', 'record', 'newer', 'closed-box', 'unsupported']);

/** @typedef {import('../core/room/room.js').Room} Room */
/** @typedef {import('../core/room/state.js').Item} Item */
/** @typedef {import('../core/session/directory.js').Person} Person */
/** A message on its way. @typedef {ReturnType<import('../core/room/own-messages.js').pendingMessages>[number]} PendingItem */
/** @typedef {Item|PendingItem} ShownItem */
/** A change on its way. @typedef {ReturnType<import('../core/room/own-messages.js').pendingEdits> extends Map<number, infer T> ? T : never} PendingEdit */

/** What stands inside one row of the timeline. It is drawn when something of its own changes, not when another row does. */
export class MessageRow extends Element {
  static properties = {
    room: { attribute: false }, item: { attribute: false }, first: { type: Boolean }, newestOwn: { type: Boolean }, unclear: {}, names: { type: Number },
    fresh: { attribute: false }, calendar: {}, relations: { attribute: false }, edit: { attribute: false }, reacted: { attribute: false }, editing: { type: Boolean }, going: { type: Boolean },
    quote: { attribute: false, hasChanged: isOtherQuote }, thread: { attribute: false, hasChanged: isOtherSummary },
  };

  constructor() {
    super();
    /** @type {Room|null} */
    this.room = null;
    /** @type {ShownItem|null} */
    this.item = null;
    /** Whether it begins a group: with the sender's name and picture. */
    this.first = false;
    /** Whether it is this person's newest message, which shows that it was sent. */
    this.newestOwn = false;
    /** User ids of those named here whose name does not tell who they are, parted by blanks. */
    this.unclear = '';
    /** Another number after people were renamed. */
    this.names = 0;
    /** Another text for each day and time zone. */
    this.calendar = '';
    /** Another object where the words depend on more than the item. @type {object|null} */
    this.fresh = null;
    /** Edits, reactions and pins of it. @type {readonly import('../core/room/relations.js').Relation[]|null} */
    this.relations = null;
    /** One's own change that is on its way. @type {PendingEdit|null} */
    this.edit = null;
    /** One's own reactions that are on their way, as one word. */
    this.reacted = '';
    /** Whether it is being changed. */
    this.editing = false;
    /** What it replies to. @type {import('../core/room/replying.js').Quote|null} */
    this.quote = null;
    /** What was said in its thread. @type {import('../core/room/threading.js').Summary|null} */
    this.thread = null;
    /** Whether it is being deleted. */
    this.going = false;
  }

  /** Draws at once: the timeline measures its rows. */
  drawNow() {
    this.performUpdate();
  }

  updated() {
    leaveToArrows(this);
  }

  render() {
    const { room, item } = this;
    if (!room || !item) return nothing;
    const unclear = new Set(this.unclear.split(' '));
    switch (item.kind) {
      case 'system': return systemRow(item, unclear);
      case 'locked': return lockedRow(room, item);
      case 'expired': return html`<span class="message__side"></span><div class="message__body">${expiredWords()}${threadSummary(room, item, this.thread)}</div>`;
      case 'letter': case 'deletedLetter': return letterRow(room, item);
      case 'deleted': return goneRow(room, item, this.first, unclear, this.thread);
      case 'message': return isGone(room, item) ? goneRow(room, item, this.first, unclear, this.thread) : messageRow(room, item, { first: this.first, newestOwn: this.newestOwn, unclear, edit: this.edit, editing: this.editing, quote: this.quote, thread: this.thread });
      default: return nothing;
    }
  }
}
customElements.define('sc-message', MessageRow);

/** Of which only the place is left. */
const GONE = new Set(['deleted', 'deletedLetter', 'expired']);

/** How a row looks as a whole. @param {ShownItem} item @param {boolean} first */
export function rowClass(item, first) {
  if (item.kind === 'system') return 'sys';
  if (item.kind === 'locked') return 'locked';
  const state = GONE.has(item.kind) ? 'message--gone' : item.kind === 'message' && item.state !== 'sent' ? `message--${item.state}` : item.kind === 'closed' ? 'message--closed' : '';
  return `message ${first ? 'message--first' : ''} ${state}`;
}

/** Whether a message mentions this person by now. @param {Room} room @param {ShownItem} item */
export const isOfMe = (room, item) => item.kind === 'message' && 'target' in item && room.mentioning.isOfMe(lastMentions(room.editing.versionsOf(item)), item.target.userId);

/** Who said it and when; of further messages of a group only the time, beside them. @typedef {{sender: Person, at: number}} Said */

/** For the mouse alone: keyboards and fingers find it in the message's menu. @param {Person} person */
const cardOf = (person) => () => openCard(person.userId);

/** @param {Room} room @param {Said} said @param {boolean} first */
const beside = (room, { sender, at }, first) => (first ? html`<span class="message__face" @click=${cardOf(sender)}>${avatar(sender, '', false, room)}</span>` : html`<time class="message__side" datetime=${new Date(at).toISOString()} aria-hidden="true">${shortTime(at)}</time>`);

/** @param {Said} said @param {boolean} first @param {Set<string>} unclear */
const byline = ({ sender, at }, first, unclear) => (first
  ? html`<div class="who"><b @click=${cardOf(sender)}>${nameOf(sender)}</b>${unclear.has(sender.userId) ? handle(sender) : nothing}${renamedMark(sender)}<span class="hide">: </span><time class="when" datetime=${new Date(at).toISOString()} title=${exactTime(at)} aria-hidden="true">${time(at)}</time></div>`
  : html`<span class="hide">${sender.displayName}: </span>`);

/** @param {Room} room @param {import('../core/room/state.js').DeletedItem|import('../core/room/state.js').MessageItem|PendingItem} item @param {boolean} first @param {Set<string>} unclear @param {import('../core/room/threading.js').Summary|null} thread */
const goneRow = (room, item, first, unclear, thread) => html`${beside(room, item, first)}<div class="message__body">${byline(item, first, unclear)}${tombstone(room, item)}${threadSummary(room, item, thread)}</div>`;

/** @param {Room} room @param {import('../core/room/state.js').MessageItem|PendingItem} item @param {{first: boolean, newestOwn: boolean, unclear: Set<string>, edit: PendingEdit|null, editing: boolean, quote: import('../core/room/replying.js').Quote|null, thread: import('../core/room/threading.js').Summary|null}} place */
function messageRow(room, item, { first, newestOwn, unclear, edit, editing, quote, thread }) {
  const versions = item.pos === null ? [] : room.editing.versionsOf(item);
  const mn = edit ? edit.mn : item.pos === null ? item.mn : lastMentions(versions);
  const text = edit?.text ?? versions.at(-1)?.text ?? item.text;
  return html`
    ${beside(room, item, first)}
    <div class="message__body">
      ${byline(item, first, unclear)}
      ${quote ? quoteView(room, quote) : nothing}
      ${editing ? html`<sc-edit .room=${room} .item=${item}></sc-edit>` : html`${text ? html`<div class="message__text" dir="auto">${markdown(text, mn ? (name) => room.mentioning.shown(mn, name) : null)}</div>` : nothing}
      ${versions.length > 1 ? html`<button class="edited" type="button" @click=${() => showVersions(versions)}>${t('edit.edited')}</button>` : nothing}
      ${filesOf(room, item)}${edit ? state(room, edit, false, item) : state(room, item, newestOwn)}`}
      ${editing ? filesOf(room, item) : nothing}
      ${'target' in item ? reactions(room, item) : nothing}${threadSummary(room, item, thread)}
    </div>
    ${'target' in item && !editing ? messageBar(room, item) : nothing}`;
}

/** What a message has beside its text; of one on its way, how far its files are. @param {Room} room @param {import('../core/room/state.js').MessageItem|PendingItem} item */
function filesOf(room, item) {
  if ('files' in item) return filesView(room, item, item.files);
  return item.uploads.length > 0 ? html`<sc-pending-files .uploads=${item.uploads} .failed=${item.state === 'failed'}></sc-pending-files>` : nothing;
}

/** @param {Room} room @param {import('../core/room/state.js').MessageItem|PendingItem|PendingEdit} item @param {boolean} newestOwn @param {import('../core/room/state.js').MessageItem|PendingItem} [of] what is being changed, where it is a change */
function state(room, item, newestOwn, of) {
  switch (item.state) {
    case 'sending': return html`<span class="state">${icon('clock', 'i--xs')}${t('message.sending')}${item.untried ? takeBack(room, item, of) : nothing}</span>`;
    case 'waiting': return html`<span class="state">${icon('clock', 'i--xs')}${room.isBlocked ? t('message.held') : item.reason ? reasonWords(item.reason) : t('message.waiting')}${item.untried ? takeBack(room, item, of) : nothing}</span>`;
    case 'failed': return html`<div class="failed"><span>${icon('alert', 'i--s')}${notSent(item)}</span>
      <button class="link" type="button" @click=${() => room.retry(item)}>${t('action.retry')}</button>${takeBack(room, item, of)}</div>`;
    default: return newestOwn ? html`<span class="state state--sent" title=${t('message.sent')}>${icon('check', 'i--xs')}<span class="hide">${t('message.sent')}</span></span>` : nothing;
  }
}

/** What has not been sent can be written anew, or dropped. @param {Room} room @param {PendingItem|PendingEdit} item @param {import('../core/room/state.js').MessageItem|PendingItem} [of] */
const takeBack = (room, item, of) => html`
  ${!of && !room.mayWrite ? html`<button class="link" type="button" @click=${(/** @type {Event} */ e) => copy(/** @type {globalThis.Element} */ (e.currentTarget), item.text)}>${t('message.copy')}</button>` : html`<button class="link" type="button" @click=${() => (of && 'target' in of ? editAgain(room, of, item) : room.takeBack(item))}>${t('action.edit')}</button>`}
  <button class="link" type="button" @click=${() => room.discard(item)}>${t('action.delete')}</button>`;

/** A change that was not sent goes back into the box that it was written in. @param {Room} room @param {import('../core/room/state.js').MessageItem} item @param {{clientId?: string, text: string}} edit */
async function editAgain(room, item, edit) {
  if (room.editing.begin(item, edit.text)) await room.discard(edit);
}

/** @param {{reason?: string}} item */
export const notSent = (item) => t('message.not-sent', { reason: reasonWords(item.reason ?? '') });

/** Why it was not sent: our own reason, or the code of a refusal. @param {string} reason */
const reasonWords = (reason) => [`reason.${reason}`, `problem.${reason}`].filter(has).map((key) => t(key))[0] ?? t('problem.failed');

/** Why it is locked, and what helps. @param {Room} room @param {import('../core/room/state.js').LockedItem} item @param {boolean} [isMany] whether it stands for several */
export function lockedWords(room, item, isMany = false) {
  const reason = LOCKED.has(item.reason) ? item.reason : 'damaged';
  const cause = t(`locked.${reason}.cause`);
  if (reason === 'no-key') return { cause, remedy: lackingWords(room, item.epoch ?? 0) };
  return { cause, remedy: isMany ? t(`locked.${reason}.texts`) : t(`locked.${reason}.text`) };
}

/** @param {Room} room @param {import('../core/room/state.js').LockedItem} item */
function lockedRow(room, item) {
  const { cause, remedy } = lockedWords(room, item);
  return html`${ring('dashed')}
    <div><b>${cause}</b>${item.sender ? html` <span class="quiet">${pieces('message.from', { name: html`<bdi>${item.sender.displayName}</bdi>`, time: time(item.at) })}</span>` : nothing}${item.box ? html` <span class="quiet">${pieces('message.from', { name: html`<bdi>${fullBoxName(item.box)}</bdi>`, time: time(item.at) })}</span>` : nothing}
      <p class="quiet">${remedy}</p></div>`;
}

/** Who was asked and when, and what happens next. @param {Room} room @param {number} epoch */
function lackingWords(room, epoch) {
  const { asked, mayHave, suspended, holders } = room.remedy(epoch);
  if (!mayHave) return t(suspended ? 'lacking.suspended' : 'lacking.not-member');
  const names = holders.length > 0 ? listOf(holders.map((p) => p.displayName)) : t('lacking.others');
  if (!asked) return t('lacking.not-asked', { names });
  return t('lacking.asked', { names, time: time(asked), count: holders.length || OTHERS });
}

/** Of those whose names are not known there may be any number: it takes the general plural. */
const OTHERS = 100;

/** In a sentence. @param {Person|null} person @param {Set<string>} unclear whose name does not tell who they are */
export const inWords = (person, unclear) => (person ? html`<b>${nameOf(person)}</b>${unclear.has(person.userId) ? html` ${handle(person)}` : nothing}` : html`<b>${theServer}</b>`);

/** @param {import('../core/room/state.js').SystemItem} item @param {Set<string>} unclear */
function systemRow(item, unclear) {
  const [shape, words] = systemWords(item, (person) => inWords(person, unclear));
  return html`${icon(shape, 'i--s')}<span>${words} <time class="when" title=${exactTime(item.at)}>${time(item.at)}</time></span>`;
}

/** @typedef {Parameters<typeof icon>[0]} Shape */
/** Icon and message of each change. @type {Record<string, [Shape, string]>} */
const SYSTEM = {
  created: ['plus', 'system.created'], invited: ['invite', 'system.invited'], withdrawn: ['x', 'system.withdrawn'], declined: ['x', 'system.declined'],
  joined: ['enter', 'system.joined'], left: ['leave', 'system.left'], removed: ['leave', 'system.removed'], renamed: ['pencil', 'system.renamed'],
  role: ['key', 'system.not-owner'], retention: ['clock', 'retention.changed'], identity: ['key', 'system.keys'], rekeyed: ['key', 'system.rekeyed'], suspended: ['clock', 'system.suspended'],
  resumed: ['enter', 'system.resumed'], appointed: ['key', 'system.appointed'], history: ['eye', 'system.history-none'], topic: ['pencil', 'topic.changed'],
  boxOpened: ['mailbox', 'letterbox.opened'], boxClosed: ['mailbox', 'letterbox.closed'],
};

/** By the flags of the event. */
const POLICIES = ['policy.changed-0', 'policy.changed-1', 'policy.changed-2', 'policy.changed-3'];

/** @param {import('../core/room/state.js').SystemItem} item @returns {[Shape, string]} */
export function systemKey({ what, actor, subject, role, full, reset, name, policy, seconds, webhook }) {
  if (what === 'created' && name === '') return ['message', 'direct.created'];
  if (what === 'joined' && full) return ['enter', 'system.joined-full'];
  if (what === 'boxOpened' && webhook) return ['webhook', 'letterbox.opened-webhook'];
  if (what === 'policy') return ['lock', POLICIES[policy ?? 0]];
  if (what === 'retention' && !seconds) return ['clock', 'retention.changed-off'];
  if (what === 'topic' && !name) return ['pencil', 'topic.removed'];
  if (what === 'role' && role) return ['key', actor && actor.userId === subject?.userId ? 'system.took-over' : 'system.owner'];
  if (what === 'appointed' && !actor) return ['key', 'system.appointed-by-admin'];
  if (what === 'identity' && reset) return ['alert', reset === 'former' ? 'system.former' : 'system.reset'];
  if (what === 'rekeyed' && subject) return ['key', 'system.rekeyed-of'];
  if (what === 'history' && full) return ['eye', 'system.history-full'];
  return SYSTEM[what] ?? ['users', 'system.other'];
}

/** @param {import('../core/room/state.js').SystemItem} item @param {(person: Person|null) => unknown} named @returns {[Shape, unknown]} */
export function systemWords(item, named) {
  const [shape, key] = systemKey(item);
  return [shape, pieces(key, { actor: named(item.actor), subject: named(item.subject), room: html`<b><bdi>${item.name}</bdi></b>`, after: afterWords(item.seconds ?? 0) })];
}
