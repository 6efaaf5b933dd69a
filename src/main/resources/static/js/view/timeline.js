// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Announcer } from './announcer.js';
import { Arrival } from './arrival.js';
import { Element } from './element.js';
import './fold.js';
import { icon } from './icons.js';
import { onRowKey, onRowPress, refocusRow } from './line-actions.js';
import { lockedWords } from './message.js';
import { isLookedAt, placeIn, restore } from './place.js';
import { Printing } from './printing.js';
import { dateOf, rowView, separatorView } from './row.js';
import { FoldKeys, rowsOf } from './rows.js';
import { hasPlace, seenRow } from './seen.js';
import { TabStop } from './tab-stop.js';
import { goTo, linesOf } from './timeline-keys.js';
import { UnclearNames, namedIn } from './unclear-names.js';
import { MessageWindow, countAfter, everything, newestPos } from './window.js';
import { calendar, dayKey, exactTime, roomName } from './words.js';
import { t } from '../locale/locale.js';

/** @typedef {import('./message.js').ShownItem} ShownItem */

/** As near to the end as this counts as being there, in pixels. */
const NEAR = 80;
/** As near to an end of what is drawn more is drawn. */
const CLOSE = 600;
/** So long it waits for a frame, in milliseconds: a hidden page has none. */
const LONGEST_FRAME = 100;

const nextFrame = () => new Promise((done) => {
  requestAnimationFrame(done);
  setTimeout(done, LONGEST_FRAME);
});

/** The messages of a room. It draws about 200 of them, and keeps its place while others come above and below. */
class Timeline extends Element {
  static properties = { room: { attribute: false } };

  #atBottom = true;
  /** The newest position when somebody was at the end: what came after it is counted. */
  #leftAt = 0;
  #window = new MessageWindow();
  /** What is drawn, with what this person has written and is on its way. @type {ShownItem[]} */
  #items = [];
  /** What has been written here and is on its way. @type {Set<string>} */
  #pending = new Set();
  /** Rows that stay where they are on the screen. @type {import('./place.js').Seen} */
  #place = [];
  #foldKeys = new FoldKeys();
  /** What somebody went to. */
  #arrival = new Arrival((pos) => this.#around(pos), () => this.requestUpdate());
  /** Rows of many that are open. @type {Set<string>} */
  #unfolded = new Set();
  #announcer = new Announcer(() => /** @type {HTMLElement} */ (this.querySelector('[role=log]')));
  /** On paper everything that is loaded is drawn. */
  #printing = new Printing(this, () => {
    this.requestUpdate();
    this.performUpdate();
  });
  #wasPrinting = false;
  #notPrinted = 0;
  /** When what was drawn last is on the screen. @type {Promise<unknown>} */
  #onScreen = Promise.resolve();
  #sizes = new ResizeObserver(() => this.#stay());
  #tabStop = new TabStop(() => this.#scroll);
  #press = onRowPress(() => ({ room: this.room, items: this.#items }));
  #unclear = new UnclearNames();
  /** One's own changes of messages that are on their way. @type {ReturnType<import('../core/room/own-messages.js').pendingEdits>} */
  #edits = new Map();
  /** One's own reactions that are on their way. @type {import('../core/room/reacting.js').Reacting['pending']} */
  #reactions = new Map();

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
    const pending = room.pending.filter((item) => room.threading.rootOf(item) === null);
    // Only what was just written here scrolls: messages that the user sends from another page move nothing.
    if (pending.some((item) => !item.elsewhere && !this.#pending.has(item.key))) this.#atBottom = true;
    this.#pending = new Set(pending.map(({ key }) => key));
    if (this.hasUpdated && !this.#atBottom && !this.#wasPrinting && !this.#printing.isOn) this.#place = placeIn(this.#scroll, this.#rowElements);
    this.#window.take(room.state, this.#atBottom);
    this.#edits = room.editing.pending;
    this.#reactions = room.reacting.pending;
    const all = this.#printing.isOn ? everything(room.state) : { items: this.#window.items, left: 0 };
    this.#notPrinted = all.left;
    this.#items = this.#window.hasMore && !this.#printing.isOn ? all.items : [...all.items, ...pending];
    if (this.#atBottom) this.#leftAt = newestPos(room.state);
    this.#markNew();
  }

  /** What comes while nobody looks stands below the line above what is new. */
  #markNew() {
    const { room } = this;
    const { readPos } = room.marks;
    const isMarked = room.firstUnreadPos !== null && room.firstUnreadPos > readPos;
    if (!room.isOpened || room.loading || room.unread === 0 || isMarked || !this.hasUpdated) return;
    if (!this.#atBottom || !isLookedAt(this.#scroll)) room.firstUnreadPos = readPos + 1;
  }

  #begin() {
    const { room } = this;
    this.watch([room, 'messages', 'head', 'keys'], [room.signals, 'seen'], [room.editing, 'change'], [room.deleting, 'change'], [room.threading, 'change'], [room.directory, 'names'], [calendar, 'day']);
    this.#arrival.follow(room.finding);
    this.#atBottom = true;
    this.#window = new MessageWindow();
    this.#foldKeys = new FoldKeys();
    this.#unfolded.clear();
    this.#pending = new Set(room.pending.map(({ key }) => key));
  }

  /** Rows as they stand, headings of days among them. By their parent: a selector would walk through all that is inside them. */
  get #rowElements() {
    return /** @type {HTMLElement[]} */ ([...(this.querySelector('.log')?.children ?? [])]);
  }

  /** At the end, where messages may come faster than a screen shows them, it draws once for each frame. */
  async scheduleUpdate() {
    if (this.#atBottom) await this.#onScreen;
    super.scheduleUpdate();
  }

  firstUpdated() {
    this.#sizes.observe(this.#scroll);
    this.#sizes.observe(/** @type {HTMLElement} */ (this.querySelector('.log')));
  }

  updated() {
    this.#onScreen = nextFrame();
    for (const row of this.#rowElements) /** @type {Partial<import('./message.js').MessageRow>|null} */ (row.firstElementChild)?.drawNow?.();
    this.#announcer.look(this.room);
    this.#wasPrinting = this.#printing.isOn;
    if (this.#printing.isOn) return;
    this.#stay();
    this.#tabStop.keep();
    this.#look();
    this.#maybeRead();
    const scroll = this.#scroll;
    if (scroll.scrollHeight <= scroll.clientHeight + NEAR) this.#older();
    else if (!this.#atBottom && scroll.scrollTop < CLOSE && this.#window.up(this.room.state)) this.requestUpdate();
  }

  /** Stays at the end, or where somebody reads, whatever has changed its height. */
  #stay() {
    const scroll = this.#scroll;
    if (this.#printing.isOn) return;
    if (this.#atBottom) scroll.scrollTop = scroll.scrollHeight;
    else restore(scroll, this.#rowElements, this.#place);
    this.#place = placeIn(scroll, this.#rowElements);
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
    if (this.#window.isFull) this.#atBottom = false;
    this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#maybeRead);
    addEventListener('focus', this.#maybeRead);
    document.addEventListener('focusin', this.#maybeRead);
    // A dialog lay over the messages.
    document.addEventListener('close', this.#maybeRead, true);
    this.#arrival.follow(this.room?.finding ?? null);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#maybeRead);
    removeEventListener('focus', this.#maybeRead);
    document.removeEventListener('focusin', this.#maybeRead);
    document.removeEventListener('close', this.#maybeRead, true);
    this.#announcer.stop();
    this.#arrival.follow(null);
  }

  #maybeRead = () => {
    if (this.hasUpdated && this.#atBottom && this.room.isOpened && isLookedAt(this.#scroll)) this.room.reading.markRead();
  };

  #scrolled() {
    if (this.#printing.isOn) return;
    const { scrollTop, scrollHeight, clientHeight } = this.#scroll;
    const below = scrollHeight - scrollTop - clientHeight;
    const atBottom = below < NEAR && !this.#window.hasMore;
    if (atBottom !== this.#atBottom) {
      this.#atBottom = atBottom;
      this.requestUpdate();
    }
    this.#place = placeIn(this.#scroll, this.#rowElements);
    if (scrollTop < CLOSE) this.#older();
    else if (below < CLOSE) this.#newer();
    this.#maybeRead();
  }

  #jump = () => {
    this.#atBottom = true;
    this.requestUpdate();
  };

  /** Draws what stands around a position. @param {number} pos */
  #around(pos) {
    this.#atBottom = false;
    this.#window.goTo(this.room.state, pos);
    this.requestUpdate();
    // At once: a scroll event in between would move the window away from there.
    this.performUpdate();
    return this.#scroll;
  }

  /** Goes to the newest message, with the keyboard. */
  #toEnd = async () => {
    this.#jump();
    await this.updateComplete;
    const last = linesOf(this.#scroll).at(-1);
    if (last) goTo(last);
  };

  #key = (/** @type {KeyboardEvent} */ e) => onRowKey(e, { room: this.room, items: this.#items, scroll: this.#scroll, toEnd: this.#toEnd });

  /** Opens or closes a row of many, which stays where it is. @param {string} key */
  #toggle(key) {
    if (!this.#unfolded.delete(key)) this.#unfolded.add(key);
    this.#atBottom = false;
    this.requestUpdate();
    this.updateComplete.then(() => this.#scrolled());
  }

  render() {
    const { room } = this;
    const below = this.#atBottom ? 0 : countAfter(room.state, this.#leftAt);
    return html`
      <div class="scroll" tabindex="0" aria-label=${t('timeline.region', { room: roomName(room) })} role="region" aria-busy=${room.loading}
        @scroll=${this.#scrolled} @keydown=${this.#key} @edit-ended=${refocusRow} @focusin=${this.#tabStop.moved} @focusout=${this.#tabStop.moved} @pointerdown=${this.#press.down}>
        <div class="scroll__in">
          ${this.#printing.isOn ? html`<p class="printed">${exactTime(Date.now())}${this.#notPrinted > 0 ? html`<br>${t('timeline.not-printed', { count: this.#notPrinted })}` : nothing}</p>` : nothing}
          ${room.loading && this.#items.length === 0 ? html`<p class="loading" role="status">${t('timeline.opening')}</p>` : nothing}
          <ol class="log">${repeat(this.#rows(), (row) => row.key, (row) => row.view)}</ol>
        </div>
      </div>
      <div class="hide" role="log" aria-live="polite" aria-label=${t('timeline.news')}></div>
      ${this.#atBottom ? nothing : html`<button class="pill" type="button" @click=${this.#jump}>${icon('down', 'i--s')}${below > 0 ? t('timeline.below', { count: below }) : t('timeline.latest')}</button>`}`;
  }

  #rows() {
    const { room } = this;
    const sent = this.#window.hasMore ? undefined : this.#items.findLast((item) => item.kind === 'message' && item.own && item.state === 'sent');
    const unclear = this.#unclear.among(room, this.#items);
    /** @type {Map<number, string>} */
    const remedies = new Map();
    const remedy = (/** @type {import('../core/room/state.js').LockedItem} */ item) => {
      const epoch = item.epoch ?? 0;
      if (!remedies.has(epoch)) remedies.set(epoch, lockedWords(room, item).remedy);
      return remedies.get(epoch) ?? '';
    };
    const rows = rowsOf(this.#items, {
      above: this.#printing.isOn ? null : this.#window.above, firstNew: room.firstUnreadPos, dayOf: dayKey, dateOf, keys: this.#foldKeys,
      wordsOf: (item) => (item.kind === 'locked' && item.reason === 'no-key' ? remedy(item) : ''),
    });
    const { seen } = room.signals;
    return rows.flatMap((row, at) => {
      const drawn = { key: row.key, view: this.#view(row, sent, unclear) };
      return seen && row.key === seen.key ? [drawn, { key: 'seen', view: seenRow(room, seen, hasPlace(rows[at + 1])) }] : [drawn];
    });
  }

  /** @param {import('./rows.js').Row} row @param {ShownItem|undefined} sent @param {Set<string>} unclear */
  #view(row, sent, unclear) {
    switch (row.kind) {
      case 'separator': return separatorView(row);
      case 'fold': return this.#fold(row, unclear);
      case 'one': return rowView(this.room, row.item, {
        first: row.isFirst, newestOwn: row.item === sent, unclear, isFound: this.#arrival.isAt(row.item), isEdited: row.item.pos !== this.room.threading.shown, hasThread: !this.#printing.isOn,
      }, { edits: this.#edits, reactions: this.#reactions });
    }
  }

  /** @param {import('./rows.js').Fold} fold @param {Set<string>} unclear */
  #fold({ key, items, fold }, unclear) {
    const { room } = this;
    const [first] = items;
    const named = items.flatMap(namedIn).filter((person) => unclear.has(person.userId)).map((person) => person.userId).join(' ');
    const isLocked = first.kind === 'locked';
    return html`<li class="fold ${isLocked ? 'locked' : 'sys'}" data-key=${key} data-count=${items.length} data-reason=${isLocked ? first.reason : nothing}>
      <sc-fold .room=${room} .items=${items} .open=${this.#unfolded.has(key)} .unclear=${named} .names=${room.directory.timesRenamed} .calendar=${calendar.shown} .fresh=${isLocked && fold.endsWith('no-key') ? {} : null}
        @fold=${() => this.#toggle(key)}></sc-fold></li>`;
  }

}
customElements.define('sc-timeline', Timeline);
