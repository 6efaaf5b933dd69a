// @ts-check
// What else can be done with a message: a list that the button "More" opens.
import { html, nothing } from 'lit';
import { linkTo } from './addresses.js';
import { copy } from './copying.js';
import { openDialog } from './dialog.js';
import { icon } from './icons.js';
import { t } from '../locale/locale.js';

/** @param {import('../core/room/room.js').Room} room @param {import('../core/room/state.js').MessageItem} item @param {Element} from */
export function showActions(room, item, from) {
  openDialog(t('message.more'), (close) => {
    const action = (/** @type {Parameters<typeof icon>[0]} */ shape, /** @type {string} */ words, /** @type {() => unknown} */ run) => html`
      <button class="btn btn--quiet btn--wide" type="button" @click=${() => { close(); run(); }}>${icon(shape, 'i--s')}${words}</button>`;
    return html`<div class="actions">
      ${room.pinning.may(item) ? action('pin', t(room.pinning.isPinned(item) ? 'pins.unpin' : 'pins.pin'), () => room.pinning.toggle(item)) : nothing}
      ${action('link', t('address.copy'), () => copy(from, linkTo(room.roomId, item.pos)))}</div>`;
  });
}
