// @ts-check
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { number, t } from '../locale/locale.js';

/** How far the way to an older message has come, and a button that stops it. */
class Finding extends Element {
  static properties = { room: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../core/room/room.js').Room} */
    this.room;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('room')) this.watch([this.room.finding, 'change']);
  }

  render() {
    const { progress } = this.room.finding;
    if (!progress) return nothing;
    return html`<div class="banner" role="status"><progress max=${progress.of} value=${progress.done} aria-label=${t('find.looking')}></progress>
      <span>${t('find.progress', { done: number(progress.done), of: number(progress.of) })}</span>
      <button class="link" type="button" @click=${() => this.room.finding.stop()}>${t('find.stop')}</button></div>`;
  }
}
customElements.define('sc-finding', Finding);
