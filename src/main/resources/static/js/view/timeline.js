// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { copy } from './copying.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { lineView } from './line.js';
import { ambiguous } from './lookalikes.js';
import { serverSees } from './server-sees.js';
import { day, dayKey } from './words.js';
import { t } from '../locale/locale.js';
import { untilMidnight } from '../locale/times.js';

const GROUP_MILLIS = 5 * 60000;
const NEAR = 80;
const PAGE = 150;

/**
 * The lines of a room, growing from the bottom; keeps its place when older ones come. Only the last
 * ones are drawn, and further ones a page at a time as somebody scrolls up.
 */
class Timeline extends Element {
  static properties = { room: { attribute: false } };

  #atBottom = true;
  #below = 0;
  /** The room's, as of this update. @type {any[]} */
  #lines = [];
  /** How many of the oldest lines are not drawn. */
  #hidden = 0;
  #heightBefore = 0;
  #topBefore = 0;
  #countBefore = 0;
  #firstBefore = '';
  #newestBefore = '';
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #midnight;

  get #scroll() {
    return /** @type {HTMLElement} */ (this.querySelector('.scroll'));
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('room')) {
      this.watch(this.room, 'lines', 'change');
      this.#atBottom = true;
      this.#below = 0;
      this.#countBefore = 0;
      this.#hidden = 0;
    }
    this.#lines = this.room.lines;
    const count = this.#lines.length;
    if (this.#atBottom && count - this.#hidden > 2 * PAGE) this.#hidden = count - PAGE;
    if (this.hasUpdated) {
      this.#heightBefore = this.#scroll.scrollHeight;
      this.#topBefore = this.#scroll.scrollTop;
    }
  }

  updated() {
    const lines = this.#lines;
    const first = lines[this.#hidden]?.key ?? '';
    const scroll = this.#scroll;
    const grewAbove = this.#firstBefore && first !== this.#firstBefore && this.#countBefore > 0;
    // Just written here: what this person sends from another page moves nothing that they read on this one.
    const newest = lines.at(-1)?.key ?? '';
    const mine = lines.at(-1)?.clientId !== undefined && !lines.at(-1)?.elsewhere && newest !== this.#newestBefore;
    if (this.#atBottom || mine) scroll.scrollTop = scroll.scrollHeight;
    else if (grewAbove) scroll.scrollTop = this.#topBefore + scroll.scrollHeight - this.#heightBefore;
    else if (lines.length > this.#countBefore && this.#countBefore > 0) this.#more(lines.length - this.#countBefore);
    this.#countBefore = lines.length;
    this.#firstBefore = first;
    this.#newestBefore = newest;
    this.#maybeRead();
    if (scroll.scrollHeight <= scroll.clientHeight + NEAR) this.#older();
  }

  #older() {
    if (this.#hidden === 0) {
      this.room.loadOlder();
    } else {
      this.#hidden = Math.max(0, this.#hidden - PAGE);
      this.requestUpdate();
    }
  }

  /** @param {number} count */
  #more(count) {
    this.#below += count;
    this.#countBefore = this.#lines.length;
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
    const atBottom = scrollHeight - scrollTop - clientHeight < NEAR;
    if (atBottom !== this.#atBottom) {
      this.#atBottom = atBottom;
      if (atBottom) this.#below = 0;
      this.requestUpdate();
    }
    if (scrollTop < 400) this.#older();
    this.#maybeRead();
  }

  #jump = () => {
    this.#atBottom = true;
    this.#below = 0;
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
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

  /** @param {string} key */
  #actsOnLine(key) {
    const at = /** @type {HTMLElement|null|undefined} */ (document.activeElement?.closest('li[data-key]'));
    const line = at && this.#lines.find((l) => l.key === at.dataset.key);
    if (line && key === 's') serverSees(this.room, line);
    else if (line?.kind === 'message' && key === 'c') copy(at, line.text);
    else return false;
    return true;
  }

  render() {
    const { room } = this;
    return html`
      <div class="scroll" tabindex="0" aria-label=${t('timeline.region', { room: room.name })} role="region" @scroll=${this.#scrolled} @keydown=${this.#key}>
        <div role="log" aria-label=${t('timeline.region', { room: room.name })} aria-busy=${room.loading}>
          ${room.loading && this.#lines.length === 0 ? html`<p class="loading" role="status">${t('timeline.opening')}</p>` : nothing}
          <ol class="log">${repeat(this.#rows(), (r) => r.key, (r) => r.view)}</ol>
        </div>
      </div>
      ${this.#atBottom ? nothing : html`<button class="pill" type="button" @click=${this.#jump}>${icon('down', 'i--s')}${this.#below > 0 ? t('timeline.below', { count: this.#below }) : t('timeline.latest')}</button>`}`;
  }

  #rows() {
    const { room } = this;
    const lines = this.#lines;
    const newestOwn = lines.findLast((/** @type {any} */ l) => l.kind === 'message' && l.own && l.state === 'sent')?.key;
    const unclear = this.#unclear();
    const rows = [];
    let before = lines[this.#hidden - 1] ?? null;
    let closed = 0;
    for (const line of lines.slice(this.#hidden)) {
      // What was said before one joined is one quiet row, not a wall.
      if (line.kind === 'locked' && line.reason === 'before-joining' && closed++ > 0) continue;
      const separator = this.#separator(before, line);
      if (separator) rows.push(separator);
      const first = separator !== null || !continues(before, line);
      rows.push({ key: line.key, view: lineView(room, line, { first, newestOwn: line.key === newestOwn, unclear }) });
      before = line;
    }
    return rows;
  }

  /** Those here whose name does not tell who they are. */
  #unclear() {
    const people = [...this.room.members.map((/** @type {any} */ m) => m.person), ...this.#lines.map((l) => l.sender ?? l.subject)];
    return ambiguous([...new Map(people.filter(Boolean).map((p) => [p.userId, p])).values()]);
  }

  /** @param {any} before @param {any} line */
  #separator(before, line) {
    const newDay = !before || dayKey(before.at) !== dayKey(line.at);
    const firstNew = this.room.firstUnreadPos;
    const isNew = firstNew !== null && line.pos !== null && line.pos >= firstNew && !(before?.pos >= firstNew);
    if (!newDay && !isNew) return null;
    return {
      key: `s${line.key}`,
      view: html`<li class="day ${isNew ? 'day--new' : ''}"><span>${newDay ? day(line.at) : ''}</span>${isNew ? html`<b>${t('timeline.new')}</b>` : nothing}</li>`,
    };
  }
}
customElements.define('sc-timeline', Timeline);

/** @param {any} before @param {any} line */
function continues(before, line) {
  return before?.kind === 'message' && line.kind === 'message' && before.sender.userId === line.sender.userId && line.at - before.at < GROUP_MILLIS;
}
