// @ts-check
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { t } from '../locale/locale.js';

/** A screen reader hears of it at most this often. */
const SAY_MILLIS = 30000;

/** Who is typing, in the row under the composer, so that nothing moves. */
class Typing extends Element {
  static properties = { room: { attribute: false } };

  #saidAt = -Infinity;
  /** What a screen reader hears. */
  #said = '';

  constructor() {
    super();
    /** @type {import('../core/room/room.js').Room} */
    this.room;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('room')) this.watch([this.room.signals, 'typing'], [this.room, 'messages']);
    const words = this.#words;
    if (!words) this.#said = '';
    else if (performance.now() - this.#saidAt > SAY_MILLIS) {
      this.#said = words;
      this.#saidAt = performance.now();
    }
  }

  get #words() {
    const names = this.room.signals.typing.map((userId) => this.room.directory.shown(userId).displayName);
    if (names.length === 0) return '';
    if (names.length === 1) return t('typing.one', { name: names[0] });
    return names.length === 2 ? t('typing.two', { first: names[0], second: names[1] }) : t('typing.several');
  }

  render() {
    const words = this.#words;
    return html`<span class="hide" role="status">${this.#said}</span>
      ${words ? html`<span class="typing" aria-hidden="true"><span class="typing__dots"><i></i><i></i><i></i></span><span class="cut">${words}</span></span>` : nothing}`;
  }
}
customElements.define('sc-typing', Typing);
