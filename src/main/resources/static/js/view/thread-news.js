// @ts-check
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { icon } from './icons.js';
import { t } from '../locale/locale.js';

/** Under the messages of a room, while there are new replies in threads: their root may be far up. */
class ThreadNews extends Element {
  static properties = { room: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../core/room/room.js').Room} */
    this.room;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('room')) this.watch([this.room, 'messages', 'row'], [this.room.threading, 'change']);
  }

  render() {
    const [root, ...others] = this.room.isOpened ? this.room.threading.news : [];
    if (root === undefined) return nothing;
    return html`<button class="thread-news" type="button" @click=${() => this.room.threading.open(root)}>${icon('message', 'i--s')}${t('thread.news', { count: others.length + 1 })}</button>`;
  }
}
customElements.define('sc-thread-news', ThreadNews);
