// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { copy } from './copying.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { rowClass } from './message.js';
import { serverSees } from './server-sees.js';
import { UnclearNames, namedIn } from './unclear-names.js';
import { MessageWindow, SIZE, countAfter, newestPos } from './window.js';
import { day, dayKey, roomName } from './words.js';
import { t } from '../locale/locale.js';
import { untilMidnight } from '../locale/times.js';

/** @typedef {import('./message.js').ShownItem} ShownItem */

const GROUP_MILLIS = 5 * 60000;
/** As near to the end as this counts as being there, in pixels. */
const NEAR = 80;
/** As near to an end of what is drawn more is drawn. */
const CLOSE = 600;

/** The messages of a room. It draws about 200 of them, and keeps its place while others come above and below. */
class Timeline extends Element {
  static properties = { room: { attribute: false } };

  #atBottom = true;
  /** How many have come while somebody read further up. */
  #below = 0;
  #window = new MessageWindow();
  /** What is drawn, with what this person has written and is on its way. @type {ShownItem[]} */
  #items = [];
  /** The newest position that this person has been told of. */
  #newest = 0;
  #newestPending = '';
  /** A row that stays where it is on the screen. @type {{key: string, top: number}|null} */
  #anchor = null;
  #unclear = new UnclearNames();
  /** One's own changes of messages that are on their way. @type {ReturnType<import('../core/room/own-messages.js').pendingEdits>} */
  #edits = new Map();
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #midnight;

  constructor() {
    super();
    // It is given before the first time it is drawn.
    this.room = /** @type {import('../core/room/room.js').Room} */ (/** @type {unknown} */ (null));
  }

  get #scroll() {
    return /** @type {HTMLElement} */ (this.querySelector('.scroll'));
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const { room } = this;
    if (changed.has('room')) this.#begin();
    const { pending } = room;
    const newest = pending.findLast((item) => !item.elsewhere)?.key ?? '';
    // Only what was written here scrolls: messages that the user sends from another page move nothing.
    if (newest && newest !== this.#newestPending) this.#atBottom = true;
    this.#newestPending = newest;
    this.#anchor = this.hasUpdated && !this.#atBottom ? this.#firstVisible() : null;
    this.#window.take(room.state, this.#atBottom);
    this.#edits = room.editing.pending;
    this.#items = this.#window.hasMore ? this.#window.items : [...this.#window.items, ...pending];
    this.#count();
  }

  #begin() {
    const { room } = this;
    this.watch([room, 'messages', 'head', 'keys'], [room.editing, 'change'], [room.directory, 'names']);
    this.#atBottom = true;
    this.#below = this.#newest = 0;
    this.#window = new MessageWindow();
  }

  /** Counts what has come below while somebody read further up. */
  #count() {
    const { state } = this.room;
    if (this.#atBottom) this.#below = 0;
    else if (this.#newest > 0) this.#below += countAfter(state, this.#newest);
    this.#newest = Math.max(this.#newest, newestPos(state));
  }

  /** @returns {{key: string, top: number}|null} */
  #firstVisible() {
    const { top } = this.#scroll.getBoundingClientRect();
    for (const row of this.#rowElements) {
      if (!row.dataset.key) continue;
      const box = row.getBoundingClientRect();
      if (box.bottom > top) return { key: row.dataset.key ?? '', top: box.top };
    }
    return null;
  }

  /** Rows as they stand, headings of days among them. By their parent: a selector would walk through all that is inside them. */
  get #rowElements() {
    return /** @type {HTMLElement[]} */ ([...(this.querySelector('.log')?.children ?? [])]);
  }

  updated() {
    for (const row of this.#rowElements) /** @type {import('./message.js').MessageRow|null} */ (row.querySelector(':scope > sc-message'))?.drawNow();
    const scroll = this.#scroll;
    if (this.#atBottom) scroll.scrollTop = scroll.scrollHeight;
    else if (this.#anchor) this.#restore(this.#anchor);
    this.#look();
    this.#maybeRead();
    if (scroll.scrollHeight <= scroll.clientHeight + NEAR) this.#older();
    else if (!this.#atBottom && scroll.scrollTop < CLOSE && this.#window.up(this.room.state)) this.requestUpdate();
  }

  /** @param {{key: string, top: number}} anchor */
  #restore({ key, top }) {
    const row = this.#rowElements.find((one) => one.dataset.key === key);
    const moved = row ? row.getBoundingClientRect().top - top : 0;
    if (moved !== 0) this.#scroll.scrollTop += moved;
  }

  /** Says which messages are looked at: those far from them are not kept open. */
  #look() {
    const { items } = this.#window;
    if (items.length > 0) this.room.look(items[0].pos, this.#window.last);
  }

  #older() {
    if (this.#window.up(this.room.state)) this.#leaveBottom();
    else this.room.loadOlder();
  }

  #newer() {
    if (this.#window.down(this.room.state)) this.requestUpdate();
  }

  /** More is drawn above, so the end may be drawn no longer. */
  #leaveBottom() {
    if (this.#window.items.length >= SIZE) this.#atBottom = false;
    this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#maybeRead);
    addEventListener('focus', this.#maybeRead);
    addEventListener('resize', this.#stay);
    this.#atMidnight();
  }

  /** "Today" becomes "Yesterday" without anybody doing anything. */
  #atMidnight = () => {
    clearTimeout(this.#midnight);
    this.#midnight = setTimeout(() => {
      this.requestUpdate();
      this.#atMidnight();
    }, untilMidnight());
  };

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#maybeRead);
    removeEventListener('focus', this.#maybeRead);
    removeEventListener('resize', this.#stay);
    clearTimeout(this.#midnight);
  }

  #stay = () => {
    if (this.#atBottom) this.#scroll.scrollTop = this.#scroll.scrollHeight;
  };

  #maybeRead = () => {
    if (this.#atBottom && document.visibilityState === 'visible' && this.room.isOpened) this.room.markRead();
  };

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroll;
    const below = scrollHeight - scrollTop - clientHeight;
    const atBottom = below < NEAR && !this.#window.hasMore;
    if (atBottom !== this.#atBottom) {
      this.#atBottom = atBottom;
      this.requestUpdate();
    }
    if (scrollTop < CLOSE) this.#older();
    else if (below < CLOSE) this.#newer();
    this.#maybeRead();
  }

  #jump = () => {
    this.#atBottom = true;
    this.requestUpdate();
  };

  /** Up, Down, Home and End move from line to line, S and C do something with one. @param {KeyboardEvent} e */
  #key(e) {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    if (this.#actsOnLine(e.key.toLowerCase())) {
      e.preventDefault();
      return;
    }
    const lines = [.../** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll('.log > li[tabindex]'))];
    const at = lines.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowUp: at < 0 ? lines.length - 1 : at - 1, ArrowDown: at + 1, Home: 0, End: lines.length - 1 }[e.key];
    if (to === undefined || !lines[to]) return;
    e.preventDefault();
    lines[to].focus();
  }

  /** The message that was changed has the focus again. @param {Event} e */
  #refocus(e) {
    /** @type {HTMLElement|null|undefined} */ (/** @type {globalThis.Element} */ (e.target).closest('li'))?.focus({ preventScroll: true });
  }

  /** @param {string} key */
  #actsOnLine(key) {
    const at = /** @type {HTMLElement|null|undefined} */ (document.activeElement?.closest('li[data-key]'));
    const item = at && this.#items.find((one) => one.key === at.dataset.key);
    if (!at || !item) return false;
    if (key === 's') serverSees(this.room, item);
    else if (item.kind === 'message' && key === 'c') copy(at, 'target' in item ? this.room.editing.textOf(item) : item.text);
    else if (key === 'e' && this.room.editing.may(item)) this.room.editing.begin(item);
    else return false;
    return true;
  }

  render() {
    const { room } = this;
    return html`
      <div class="scroll" tabindex="0" aria-label=${t('timeline.region', { room: roomName(room) })} role="region" @scroll=${this.#scrolled} @keydown=${this.#key} @edit-ended=${this.#refocus}>
        <div role="log" aria-label=${t('timeline.region', { room: roomName(room) })} aria-busy=${room.loading}>
          ${room.loading && this.#items.length === 0 ? html`<p class="loading" role="status">${t('timeline.opening')}</p>` : nothing}
          <ol class="log">${repeat(this.#rows(), (row) => row.key, (row) => row.view)}</ol>
        </div>
      </div>
      ${this.#atBottom ? nothing : html`<button class="pill" type="button" @click=${this.#jump}>${icon('down', 'i--s')}${this.#below > 0 ? t('timeline.below', { count: this.#below }) : t('timeline.latest')}</button>`}`;
  }

  #rows() {
    const { room } = this;
    const sent = this.#window.hasMore ? undefined : this.#items.findLast((item) => item.kind === 'message' && item.own && item.state === 'sent');
    const unclear = this.#unclear.among(room, this.#items);
    const rows = [];
    /** @type {ShownItem|null} */
    let before = this.#window.above;
    let folded = 0;
    for (const item of this.#items) {
      // All messages from before the user joined are one row.
      if (item.kind === 'locked' && item.reason === 'before-joining' && folded++ > 0) continue;
      const separator = this.#separator(before, item);
      if (separator) rows.push(separator);
      const first = separator !== null || !continues(before, item);
      rows.push({ key: item.key, view: this.#row(item, first, item === sent, unclear) });
      before = item;
    }
    return rows;
  }

  /** @param {ShownItem} item @param {boolean} first @param {boolean} newestOwn @param {Set<string>} unclear */
  #row(item, first, newestOwn, unclear) {
    const { room } = this;
    const named = namedIn(item).filter((person) => unclear.has(person.userId)).map((person) => person.userId).join(' ');
    // Its words also depend on the room's keys and troubles.
    const depends = (item.kind === 'locked' && item.reason === 'no-key') || (item.kind === 'message' && item.state === 'waiting');
    return html`<li class=${rowClass(item, first)} tabindex="-1" data-key=${item.key} data-reason=${item.kind === 'locked' ? item.reason : nothing}>
      <sc-message .room=${room} .item=${item} .first=${first} .newestOwn=${newestOwn} .unclear=${named} .names=${room.directory.timesRenamed} .fresh=${depends ? {} : null}
        .relations=${(item.pos !== null && room.state.relations.get(item.pos)) || null} .edit=${(item.pos !== null && this.#edits.get(item.pos)) || null} .editing=${item.pos !== null && item.pos === room.editing.pos}></sc-message></li>`;
  }

  /** @param {ShownItem|null} before @param {ShownItem} item */
  #separator(before, item) {
    const newDay = !before || dayKey(before.at) !== dayKey(item.at);
    const firstNew = this.room.firstUnreadPos;
    const isNew = firstNew !== null && item.pos !== null && item.pos >= firstNew && !((before?.pos ?? -1) >= firstNew);
    if (!newDay && !isNew) return null;
    return {
      key: `s${item.key}`,
      view: html`<li class="day ${isNew ? 'day--new' : ''}"><span>${newDay ? day(item.at) : ''}</span>${isNew ? html`<b>${t('timeline.new')}</b>` : nothing}</li>`,
    };
  }
}
customElements.define('sc-timeline', Timeline);

/** @param {ShownItem|null} before @param {ShownItem} item */
function continues(before, item) {
  return before?.kind === 'message' && item.kind === 'message' && before.sender.userId === item.sender.userId && item.at - before.at < GROUP_MILLIS;
}
