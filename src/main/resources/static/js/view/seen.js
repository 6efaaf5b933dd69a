// @ts-check
// Who has seen one's newest message that somebody has seen.
import { html } from 'lit';
import { avatar } from './avatar.js';
import { openDialog } from './dialog.js';
import { exactTime } from './words.js';
import { t } from '../locale/locale.js';

/** So many faces are shown. */
const MOST_FACES = 3;

/** @param {import('../core/room/room.js').Room} room @param {import('../core/room/signals.js').Seen} seen */
export function seenRow(room, seen) {
  const people = seen.by.map(({ userId }) => room.directory.shown(userId));
  return html`<li class="receipt"><button type="button" aria-haspopup="dialog" @click=${() => showSeen(room, seen.by)}>
    <span class="stack">${people.slice(0, MOST_FACES).map((person) => avatar(person, '', false, room))}</span>${t('seen.by', { count: people.length })}</button></li>`;
}

/** @param {import('../core/room/room.js').Room} room @param {import('../core/room/signals.js').Seen['by']} by */
export function showSeen(room, by) {
  openDialog(t('seen.who'), () => (by.length === 0 ? html`<p class="dialog__text">${t('seen.none')}</p>` : html`<ul class="who-list">${by.map(({ userId, at }) => {
    const person = room.directory.shown(userId);
    return html`<li>${avatar(person, 'av--24', false, room)}<bdi class="cut">${person.displayName}</bdi><time class="when">${at > 0 ? exactTime(at) : t('seen.unknown')}</time></li>`;
  })}</ul>`));
}
