// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { noteEmoji, recentEmoji } from '../core/session/emoji.js';
import { cardButton } from './card.js';
import { openDialog } from './dialog.js';
import { chooseEmoji } from './on-demand.js';
import { icon } from './icons.js';
import { listOf } from './words.js';
import { number, t } from '../locale/locale.js';

/** @typedef {import('../core/room/room.js').Room} Room */
/** @typedef {import('../core/room/state.js').MessageItem} MessageItem */
/** @typedef {import('../core/room/reacting.js').Reaction} Reaction */

/** The reactions to a message, each a button that adds one's own or takes it back; nothing where there are none. @param {Room} room @param {MessageItem} item */
export function reactions(room, item) {
  const all = room.reacting.of(item);
  if (all.length === 0) return nothing;
  const may = room.reacting.may(item);
  return html`<ul class="reactions" aria-label=${t('reaction.all')} @contextmenu=${(/** @type {Event} */ e) => { e.preventDefault(); showAll(room, item); }}>
    ${repeat(all, (one) => one.emoji, (one) => html`<li><button class="reaction" type="button" aria-pressed=${one.isMine} ?disabled=${!may} title=${names(room, one)} @click=${() => room.reacting.toggle(item, one.emoji)}>
      <span class="emoji">${one.emoji}</span> <span class="num">${number(one.userIds.length)}</span><span class="hide">${names(room, one)}</span></button></li>`)}
    ${may ? html`<li><button class="icon-btn reaction__add" type="button" aria-label=${t('reaction.add')} title=${t('reaction.add')} @click=${() => react(room, item)}>${icon('smile', 'i--s')}</button></li>` : nothing}
    <li><button class="icon-btn reaction__add" type="button" aria-label=${t('reaction.who')} title=${t('reaction.who')} @click=${() => showAll(room, item)}>${icon('users', 'i--s')}</button></li>
  </ul>`;
}

/** Chooses an emoji and reacts with it. @param {Room} room @param {MessageItem} item */
export const react = (room, item) => chooseEmoji((emoji) => {
  if (!room.reacting.of(item).some((one) => one.isMine && one.emoji === emoji)) room.reacting.toggle(item, emoji);
});

/** So many are offered at once. */
const QUICK = 5;

/** The emoji used last, and all others. @param {Room} room @param {MessageItem} item @param {(run: () => unknown) => (e: Event) => void} leave closes what they stand in, then runs */
export function quickReactions(room, item, leave) {
  if (!room.reacting.may(item)) return nothing;
  const mine = room.reacting.of(item).filter(({ isMine }) => isMine).map(({ emoji }) => emoji);
  const toggle = (/** @type {string} */ emoji) => leave(() => { noteEmoji(emoji); room.reacting.toggle(item, emoji); });
  return html`<div class="quick-reactions" role="group" aria-label=${t('reaction.all')}>${recentEmoji().slice(0, QUICK).map((emoji) => html`
    <button class="quick__one" type="button" aria-pressed=${mine.includes(emoji)} @click=${toggle(emoji)}>${emoji}</button>`)}
    <button class="quick__one" type="button" aria-label=${t('reaction.add')} title=${t('reaction.add')} @click=${leave(() => react(room, item))}>${icon('smile')}</button></div>`;
}

/** @param {Room} room @param {string} userId */
const nameOf = (room, userId) => room.directory.shown(userId).displayName;

/** @param {Room} room @param {Reaction} reaction */
const names = (room, { userIds }) => listOf(userIds.map((userId) => nameOf(room, userId)));

/** Who reacted, and with what. @param {Room} room @param {MessageItem} item */
function showAll(room, item) {
  openDialog(t('reaction.all'), (close) => html`
    <dl class="reactors">${room.reacting.of(item).map((one) => html`
      <dt><span class="emoji">${one.emoji}</span> <span class="num">${number(one.userIds.length)}</span></dt>
      <dd>${one.userIds.map((userId) => cardButton(room.directory.shown(userId), close))}</dd>`)}</dl>`);
}
