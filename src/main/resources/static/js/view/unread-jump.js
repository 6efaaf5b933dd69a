// @ts-check
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { icon } from './icons.js';
import { t } from '../locale/locale.js';

/** Under the head of a room, while the line above what is new is further up: goes there, or marks everything as read. */
class UnreadJump extends Element {
  static properties = { room: { attribute: false } };

  /** Where the line stands that was seen, or dismissed. @type {number|null} */
  #done = null;
  #isAbove = false;

  constructor() {
    super();
    /** @type {import('../core/room/room.js').Room} */
    this.room;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('room')) return;
    this.#done = null;
    this.#isAbove = false;
    this.watch([this.room, 'messages', 'head', 'row']);
  }

  connectedCallback() {
    super.connectedCallback();
    // Scrolling does not bubble.
    document.addEventListener('scroll', this.#look, { capture: true, passive: true });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('scroll', this.#look, { capture: true });
  }

  updated() {
    // The timeline beside it is drawn by then.
    requestAnimationFrame(this.#look);
  }

  #look = () => {
    const { room } = this;
    const isAbove = this.isConnected && room.isOpened && room.firstUnreadPos !== null && this.#done !== room.firstUnreadPos && this.#lineIsAbove();
    if (isAbove === this.#isAbove) return;
    this.#isAbove = isAbove;
    this.requestUpdate();
  };

  /** A line that is not drawn stands above: the newest messages are drawn, or those that somebody went to. */
  #lineIsAbove() {
    const scroll = this.parentElement?.querySelector('sc-timeline .scroll');
    if (!scroll?.querySelector('.log > li')) return false;
    const line = scroll.querySelector('.day--new');
    if (!line) return true;
    const isAbove = line.getBoundingClientRect().bottom < scroll.getBoundingClientRect().top;
    if (!isAbove) this.#done = this.room.firstUnreadPos;
    return isAbove;
  }

  #dismiss() {
    this.#done = this.room.firstUnreadPos;
    this.#isAbove = false;
    this.requestUpdate();
  }

  #jump() {
    const { room } = this;
    const pos = room.firstUnreadPos ?? 0;
    this.#dismiss();
    room.finding.go(firstNews(room, pos));
  }

  render() {
    if (!this.#isAbove) return nothing;
    return html`<div class="tojump"><button class="tojump__go" type="button" @click=${() => this.#jump()}>${icon('down', 'i--s tojump__up')}${t('unread.jump')}</button>
      <button class="icon-btn" type="button" aria-label=${t('unread.all')} title=${t('unread.all')} @click=${() => { this.room.reading.markAllRead(); this.#dismiss(); }}>${icon('x', 'i--s')}</button></div>`;
  }
}
customElements.define('sc-unread-jump', UnreadJump);

/** The first message of somebody else's from a position on, as far as the log is loaded there. @param {import('../core/room/room.js').Room} room @param {number} pos */
function firstNews(room, pos) {
  if (room.verified.log.first > pos) return pos;
  for (const [at, item] of room.state.items.upFrom(pos)) if ('isNews' in item && item.isNews) return at;
  return pos;
}
