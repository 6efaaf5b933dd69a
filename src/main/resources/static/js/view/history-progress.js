// @ts-check
// How far this browser is with fetching what people wrote before, and that it has no room for more.
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { number, t } from '../locale/locale.js';

/** What lacks less is there before it could be read. */
const WORTH_SAYING = 1000;

class HistoryProgress extends Element {
  static properties = { sync: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../core/history/sync.js').Sync} */
    this.sync;
  }

  /** Whether it has begun to say so: it says the end, too. */
  #isSaid = false;

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('sync')) this.watch([this.sync, 'progress']);
    const { isRunning, kept, of } = this.sync;
    this.#isSaid = isRunning && (this.#isSaid || of - kept > WORTH_SAYING);
  }

  render() {
    const { isFull, kept, of } = this.sync;
    if (this.#isSaid) return html`<p class="rail__empty" role="status">${t('rail.fetching', { number: number(Math.floor((100 * kept) / of)) })}<progress aria-label=${t('rail.fetched')} max=${of} value=${kept}></progress></p>`;
    return isFull && kept < of ? html`<p class="rail__empty" role="status">${t('rail.full')}</p>` : nothing;
  }
}
customElements.define('sc-history-progress', HistoryProgress);
