// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isOfComposition } from './composition.js';
import { Element } from './element.js';
import { drawn } from './focus.js';
import { icon } from './icons.js';
import { onRowKey, onRowPress, refocusRow } from './line-actions.js';
import { isLookedAt } from './place.js';
import { dateOf, rowView, separatorView } from './row.js';
import { FoldKeys, rowsOf } from './rows.js';
import { TabStop } from './tab-stop.js';
import { goTo, linesOf } from './timeline-keys.js';
import { UnclearNames } from './unclear-names.js';
import { calendar, dayKey, roomName } from './words.js';
import { t } from '../locale/locale.js';

/** @typedef {import('./message.js').ShownItem} ShownItem */

/** As near to the end as this counts as being there, in pixels. */
const NEAR = 80;
/** So many replies are drawn at first, and so many more each time. */
const STEP = 200;

/** One thread beside the room: its root, the replies, and where one writes the next. */
export class ThreadPanel extends Element {
  static properties = { room: { attribute: false }, root: { type: Number }, offline: { type: Boolean }, closed: { type: Boolean } };

  #most = STEP;
  #atBottom = true;
  /** What somebody has just gone to. @type {{at: number|null}|null} */
  #asked = null;
  #tabStop = new TabStop(() => this.#scroll);
  #press = onRowPress(() => ({ room: this.room, items: this.#shown }));
  #unclear = new UnclearNames();
  #sizes = new ResizeObserver(() => this.#stay());

  constructor() {
    super();
    /** @type {import('../core/room/room.js').Room} */
    this.room;
    /** The position of the message that the thread began with. @type {number} */
    this.root;
    /** @type {boolean} */
    this.offline;
    /** Whether nobody writes in the room for now. @type {boolean} */
    this.closed;
  }

  get #scroll() {
    return /** @type {HTMLElement} */ (this.querySelector('.thread__scroll'));
  }

  get #rootItem() {
    return /** @type {import('../core/room/state.js').Item} */ (this.room.state.items.get(this.root));
  }

  get writing() {
    const item = this.#rootItem;
    return this.room.threading.writingIn([this.root, item.kind === 'message' ? item.target.hash : 'hash' in item ? item.hash : '']);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('room') && !changed.has('root')) return;
    const { room } = this;
    [this.#most, this.#atBottom, this.#asked] = [STEP, true, null];
    this.watch([room, 'messages', 'head', 'keys'], [room.editing, 'change'], [room.deleting, 'change'], [room.threading, 'open'], [room.directory, 'names'], [calendar, 'day']);
  }

  firstUpdated() {
    this.#sizes.observe(this.#scroll);
    for (const list of this.querySelectorAll('.log')) this.#sizes.observe(list);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('focus', this.#look);
    document.addEventListener('visibilitychange', this.#look);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('focus', this.#look);
    document.removeEventListener('visibilitychange', this.#look);
    if (this.room.threading.shown === this.root) this.room.threading.shown = null;
  }

  updated() {
    for (const row of this.querySelectorAll('sc-message')) /** @type {import('./message.js').MessageRow} */ (row).drawNow();
    this.room.threading.shown = this.root;
    this.#stay();
    this.#tabStop.keep();
    this.#look();
    const { asked } = this.room.threading;
    if (asked?.root === this.root && asked !== this.#asked) this.#arrive(asked);
  }

  /** Who goes to a reply has the focus on it, anybody else where they write. @param {{at: number|null}} asked */
  async #arrive(asked) {
    this.#asked = asked;
    const { at } = asked;
    if (at !== null) this.#most = Math.max(this.#most, this.room.threading.repliesTo(this.root).filter(({ pos }) => pos >= at).length);
    this.requestUpdate();
    await drawn(this);
    const row = at === null ? null : /** @type {HTMLElement|null} */ (this.querySelector(`li[data-key="p${at}"]`));
    if (row) {
      this.#atBottom = false;
      goTo(row);
    } else if (matchMedia('(pointer: fine)').matches) {
      this.querySelector('textarea')?.focus({ preventScroll: true });
    }
  }

  #stay() {
    const scroll = this.#scroll;
    if (this.#atBottom) scroll.scrollTop = scroll.scrollHeight;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroll;
    this.#atBottom = scrollHeight - scrollTop - clientHeight < NEAR;
    this.#look();
  }

  #look = () => {
    if (this.hasUpdated && this.#atBottom && isLookedAt(this.#scroll, '.thread')) this.room.threading.looked(this.root);
  };

  #key = (/** @type {KeyboardEvent} */ e) => onRowKey(e, { room: this.room, items: this.#shown, scroll: this.#scroll, toEnd: this.#toEnd });

  #toEnd = () => {
    const last = linesOf(this.#scroll).at(-1);
    if (last) goTo(last);
  };

  /** The composer has the key first: it may end a completion or a reply. @param {KeyboardEvent} e */
  #escape(e) {
    if (e.key !== 'Escape' || e.defaultPrevented || isOfComposition(e)) return;
    e.stopPropagation();
    this.say('close-panel');
  }

  get #replies() {
    const { threading } = this.room;
    return /** @type {ShownItem[]} */ ([...threading.repliesTo(this.root), ...threading.pendingTo(this.root)]);
  }

  get #shown() {
    return [this.#rootItem, ...this.#replies];
  }

  render() {
    const { room } = this;
    const replies = this.#replies;
    const due = replies.slice(-this.#most);
    const said = replies.filter(({ kind, pos }) => kind === 'message' && pos !== null).length;
    const unclear = this.#unclear.among(room, [this.#rootItem, ...due]);
    const way = { edits: room.editing.pending, reactions: room.reacting.pending };
    const line = (/** @type {ShownItem} */ item, /** @type {boolean} */ first) => rowView(room, item, { first, newestOwn: false, unclear, isFound: item.pos !== null && item.pos === this.#asked?.at, isEdited: true, hasThread: false }, way);
    const rows = rowsOf(due, { above: this.#rootItem, firstNew: room.firstUnreadPos, dayOf: dayKey, dateOf, keys: new FoldKeys() });
    return html`
      <aside class="aside thread" aria-label=${t('thread.in', { room: roomName(room) })} @keydown=${this.#escape}>
        <div class="aside__head"><div class="cut"><h2 tabindex="-1">${t('thread.title')}</h2><p class="sub cut"><bdi>${roomName(room)}</bdi></p></div>
          <button class="icon-btn" type="button" aria-label=${t('action.close')} title=${t('action.close')} @click=${() => this.say('close-panel')}>${icon('x')}</button></div>
        <div class="thread__scroll" tabindex="0" role="region" aria-label=${t('thread.messages')} @scroll=${this.#scrolled} @keydown=${this.#key} @edit-ended=${refocusRow} @focusin=${this.#tabStop.moved} @focusout=${this.#tabStop.moved} @pointerdown=${this.#press.down}>
          <ol class="log">${line(this.#rootItem, true)}</ol>
          <p class="thread__count"><span>${said > 0 ? t('thread.replies', { count: said }) : t('thread.none')}</span></p>
          ${due.length < replies.length ? html`<button class="link" type="button" @click=${() => { this.#most += STEP; this.#atBottom = false; this.requestUpdate(); }}>${t('thread.earlier')}</button>` : nothing}
          <div role="log" aria-live="off" aria-label=${t('thread.replies-list')}><ol class="log">${repeat(rows, (row) => row.key, (row, at) => (row.kind === 'separator' ? separatorView(row) : row.kind === 'one' ? line(row.item, row.isFirst || at === 0) : nothing))}</ol></div>
        </div>
        ${this.closed ? nothing : html`<sc-composer .room=${room} .thread=${this.writing} .offline=${this.offline}></sc-composer>`}
      </aside>`;
  }
}
customElements.define('sc-thread', ThreadPanel);
