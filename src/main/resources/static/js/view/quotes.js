// @ts-check
// What a message replies to: above the message, and above the composer while it is written.
import { html } from 'lit';
import { withFiles } from './file-words.js';
import { icon } from './icons.js';
import { plainText } from './plain-text.js';
import { pieces, t } from '../locale/locale.js';

/** @typedef {import('../core/room/room.js').Room} Room */
/** @typedef {import('../core/room/replying.js').Quote} Quote */

/** What it says on one line; where nothing of it can be shown, why. @param {Quote} quote */
export const quoteWords = (quote) => (quote.kind === 'open' ? withFiles(plainText(quote.text), quote.files) : t(`quote.${quote.kind}`));

/** The message that is replied to; a click goes there. @param {Room} room @param {Quote} quote */
export function quoteView(room, quote) {
  const isThere = quote.kind !== 'missing' && quote.kind !== 'expired';
  const inside = html`<span class="hide">${t('quote.reply')} </span>${quote.kind === 'open'
    ? html`<bdi class="name">${quote.name}</bdi><span class="hide">: </span> <span class="quote__text" dir="auto">${quoteWords(quote)}</span>`
    : html`<span class="quote__text">${quoteWords(quote)}</span>`}`;
  if (!isThere) return html`<p class="quote">${inside}</p>`;
  return html`<button class="quote" type="button" title=${t('quote.go')} @click=${() => room.finding.go(quote.pos)}>${inside}</button>`;
}

/** Above a composer: what is replied to, with a way to stop. @param {Room} room @param {import('../protocol/content.js').Ref} ref @param {() => void} end */
export function replyBar(room, ref, end) {
  const quote = room.replying.quoteOf(ref);
  const shown = quote.kind === 'open'
    ? pieces('quote.to', { name: html`<b><bdi>${quote.name}</bdi></b>`, text: html`<span dir="auto">${quoteWords(quote)}</span>` })
    : [t('quote.reply'), ' ', quoteWords(quote)];
  return html`<div class="reply-bar">${icon('reply', 'i--s flip')}<button class="reply-bar__text cut" type="button" title=${t('quote.go')} ?disabled=${quote.kind === 'missing' || quote.kind === 'expired'} @click=${() => room.finding.go(quote.pos)}>${shown}</button>
    <button class="icon-btn" type="button" aria-label=${t('quote.end')} title=${t('quote.end')} @click=${end}>${icon('x', 'i--s')}</button></div>`;
}

/** Replies where the message is shown: in its thread, or in the room. @param {Element} from @param {Room} room @param {import('../core/room/state.js').MessageItem} item */
export function beginReply(from, room, item) {
  const panel = /** @type {import('./thread.js').ThreadPanel|null} */ (from.closest('sc-thread'));
  (panel?.writing ?? room).replying.begin([item.target.pos, item.target.hash]);
}

/** Whether two quotes are drawn alike. @param {Quote|null|undefined} a @param {Quote|null|undefined} b */
export const isOtherQuote = (a, b) => JSON.stringify(a) !== JSON.stringify(b);
