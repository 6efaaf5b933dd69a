// @ts-check
// Who has seen one's newest message that somebody has seen.
import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { cardButton } from './card.js';
import { openDialog } from './dialog.js';
import { exactTime } from './words.js';
import { t } from '../locale/locale.js';

/** So many faces are shown. */
const MOST_FACES = 3;

/** Whether what follows a message leaves its end free for words: nothing, a line across, or a name. @param {import('./rows.js').Row|undefined} next */
export const hasPlace = (next) => !next || next.kind === 'separator' || (next.kind === 'one' && next.isFirst && next.item.kind !== 'system' && next.item.kind !== 'locked');

/** It takes no height, so that nothing moves when it comes. @param {import('../core/room/room.js').Room} room @param {import('../core/room/signals.js').Seen} seen @param {boolean} isWide whether there is place for words */
export function seenRow(room, seen, isWide) {
  const people = seen.by.map(({ userId }) => room.directory.shown(userId));
  const words = t('seen.by', { count: people.length });
  return html`<li class="receipt ${isWide ? '' : 'receipt--narrow'}"><button type="button" aria-haspopup="dialog" title=${isWide ? nothing : words} @click=${() => showSeen(room, seen.by)}>
    <span class="stack">${people.slice(0, isWide ? MOST_FACES : 1).map((person) => avatar(person, '', false, room))}</span><span class=${isWide ? '' : 'hide'}>${words}</span></button></li>`;
}

/** @param {import('../core/room/room.js').Room} room @param {import('../core/room/signals.js').Seen['by']} by */
export function showSeen(room, by) {
  openDialog(t('seen.who'), (close) => (by.length === 0 ? html`<p class="dialog__text">${t('seen.none')}</p>` : html`<ul class="who-list">${by.map(({ userId, at }) => {
    const person = room.directory.shown(userId);
    return html`<li>${avatar(person, 'av--24', false, room)}${cardButton(person, close, 'cut')}<time class="when">${at > 0 ? exactTime(at) : t('seen.unknown')}</time></li>`;
  })}</ul>`));
}
