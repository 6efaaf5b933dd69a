// @ts-check
// Letters in the timeline: under the name of their box, with a mark that no person wrote them.
import { html, nothing } from 'lit';
import { boxFace, markWords } from './boxes.js';
import { markdown } from './markdown.js';
import { moreButton } from './message-actions.js';
import { isGone, tombstone } from './tombstone.js';
import { exactTime, time } from './words.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/room/room.js').Room} Room */
/** @typedef {import('../core/room/boxes.js').Box} Box */
/** @typedef {import('../core/room/state.js').LetterItem} LetterItem */
/** @typedef {import('../core/room/state.js').DeletedLetterItem} DeletedLetterItem */

/** @param {Box|null} box @param {number} at */
const byline = (box, at) => html`<div class="who who--box"><b class="cut"><bdi>${box?.name ?? t('letterbox.unknown')}</bdi></b>${box ? html`<span class="tag">${markWords(box)}</span>` : nothing}<span class="hide">: </span><time class="when" datetime=${new Date(at).toISOString()} title=${exactTime(at)} aria-hidden="true">${time(at)}</time></div>`;

/** @param {Room} room @param {LetterItem|DeletedLetterItem} item */
export function letterRow(room, item) {
  const { box, at } = item;
  return html`<span class="message__face">${boxFace(box)}</span>
    <div class="message__body">${byline(box, at)}
      ${item.kind === 'deletedLetter' || isGone(room, item) ? tombstone(room, item) : html`<div class="message__text" dir="auto">${markdown(item.text)}</div>`}</div>
    ${item.kind === 'letter' && !isGone(room, item) ? html`<div class="message__bar" role="toolbar" aria-label=${t('message.actions')}>${moreButton(room, item)}</div>` : nothing}`;
}
