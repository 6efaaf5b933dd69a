// @ts-check
// What can be done with a message: a toolbar beside it, a menu of everything, and the same as a sheet for fingers.
import { html, nothing, render } from 'lit';
import { linkTo } from './addresses.js';
import { avatar } from './avatar.js';
import { boxFace } from './boxes.js';
import { openCard } from './card.js';
import { copy } from './copying.js';
import { openDialog } from './dialog.js';
import { withFiles } from './file-words.js';
import { icon } from './icons.js';
import { placeBeside, prepare } from './menu.js';
import { serverSees } from './on-demand.js';
import { plainText } from './plain-text.js';
import { beginReply } from './quotes.js';
import { quickReactions, react } from './reactions.js';
import { showSeen } from './seen.js';
import { askToDelete } from './tombstone.js';
import { exactTime, time } from './words.js';
import { lastMentions } from '../core/room/mentions.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/room/room.js').Room} Room */
/** @typedef {import('../core/room/state.js').MessageItem} MessageItem */
/** @typedef {import('../core/room/state.js').LetterItem} LetterItem */
/** `key` is the one that does it while the message has the focus. @typedef {{shape: Parameters<typeof icon>[0], words: string, run: () => unknown, key?: string, isRed?: boolean}} Action */

/** As in the style sheet: fingers get a sheet. */
const IS_SHEET = matchMedia('(max-width: 45em), (pointer: coarse)');

/** So many people whose cards one message offers. */
const MOST_PEOPLE = 4;

/** Who wrote it and whom it mentions, without oneself. @param {Room} room @param {MessageItem} item */
function peopleOf(room, item) {
  const mentioned = room.mentioning.others(lastMentions(room.editing.versionsOf(item))).filter(({ userId }) => userId !== item.sender.userId);
  return [...(item.own ? [] : [item.sender]), ...mentioned].slice(0, MOST_PEOPLE);
}

/** What can be done with a letter: nobody can answer it. @param {Room} room @param {LetterItem} item @param {HTMLElement} row @returns {Action[][]} */
function letterActions(room, item, row) {
  return [[
    { shape: 'link', words: t('address.copy'), run: () => copy(row, linkTo(room.roomId, item.pos)) },
    { shape: 'copy', words: t('message.copy'), key: 'C', run: () => copy(row, item.text) },
  ], [
    { shape: 'unread', words: t('unread.mark'), key: 'U', run: () => room.reading.markUnread(item.pos) },
  ], room.deleting.may(item) ? [{ shape: 'trash', words: t('delete.open'), key: 'Delete', isRed: true, run: () => askToDelete(row, room, item) }] : []];
}

/** Everything that this person may do with it, in groups. @param {Room} room @param {MessageItem|LetterItem} item @param {HTMLElement} row */
function actionsOf(room, item, row) {
  if (item.kind === 'letter') return letterActions(room, item, row);
  const { pos } = item;
  /** @type {(Action|false|null)[][]} */
  const groups = [[
    room.replying.may(item) && { shape: 'reply', words: t('quote.reply-action'), key: 'R', run: () => beginReply(row, room, item) },
    room.threading.may(item) && { shape: 'message', words: t('thread.open'), key: 'T', run: () => room.threading.openFor(item) },
    { shape: 'link', words: t('address.copy'), run: () => copy(row, linkTo(room.roomId, pos)) },
    { shape: 'copy', words: t('message.copy'), key: 'C', run: () => copy(row, room.editing.textOf(item)) },
  ], [
    room.pinning.may(item) && { shape: 'pin', words: t(room.pinning.isPinned(item) ? 'pins.unpin' : 'pins.pin'), run: () => room.pinning.toggle(item) },
    { shape: 'unread', words: t('unread.mark'), key: 'U', run: () => room.reading.markUnread(pos) },
    room.signals.maySee(item) && { shape: 'users', words: t('seen.open'), run: () => showSeen(room, room.signals.seenOf(item)) },
    ...peopleOf(room, item).map(({ userId, displayName }) => (/** @type {Action} */ ({ shape: 'users', words: t('profile.about', { name: displayName }), run: () => openCard(userId) }))),
  ], [
    room.editing.may(item) && { shape: 'pencil', words: t('action.edit'), key: 'E', run: () => room.editing.begin(item) },
    { shape: 'eye', words: t('message.sees'), key: 'S', run: () => serverSees(room, item) },
    room.deleting.may(item) && { shape: 'trash', words: t('delete.open'), key: 'Delete', isRed: true, run: () => askToDelete(row, room, item) },
  ]];
  return groups.map((group) => /** @type {Action[]} */ (group.filter(Boolean)));
}

/** Beside a message while it is pointed at or has the focus. @param {Room} room @param {MessageItem} item */
export function messageBar(room, item) {
  const button = (/** @type {Action['shape']} */ shape, /** @type {string} */ words, /** @type {(row: HTMLElement) => unknown} */ run, flip = '') => html`
    <button class="icon-btn" type="button" title=${words} aria-label=${words} @click=${(/** @type {Event} */ e) => run(rowOf(e))}>${icon(shape, `i--s ${flip}`)}</button>`;
  return html`<div class="message__bar" role="toolbar" aria-label=${t('message.actions')}>
    ${room.reacting.may(item) ? button('smile', t('reaction.add'), () => react(room, item)) : nothing}
    ${room.replying.may(item) ? button('reply', t('quote.reply-action'), (row) => beginReply(row, room, item), 'flip') : nothing}
    ${room.threading.may(item) ? button('message', t('thread.open'), () => room.threading.openFor(item)) : nothing}
    ${room.editing.may(item) ? button('pencil', t('action.edit'), () => room.editing.begin(item)) : nothing}
    ${moreButton(room, item)}</div>`;
}

/** Opens everything that can be done with it. @param {Room} room @param {MessageItem|LetterItem} item */
export const moreButton = (room, item) => html`<button class="icon-btn message__more" type="button" aria-haspopup="menu" title=${t('message.more')} aria-label=${t('message.more')}
  @click=${(/** @type {Event} */ e) => showActions(room, item, rowOf(e), /** @type {HTMLElement} */ (e.currentTarget))}>${icon('more', 'i--s')}</button>`;

/** @param {Event} e @returns {HTMLElement} */
const rowOf = (e) => /** @type {HTMLElement} */ (/** @type {Element} */ (e.currentTarget).closest('li'));

/** @param {Room} room @param {MessageItem|LetterItem} item @param {HTMLElement} row @param {HTMLElement} button what a menu opens beside */
function showActions(room, item, row, button) {
  if (IS_SHEET.matches) showSheet(room, item, row);
  else showMenu(actionsOf(room, item, row), button);
}

/** @param {Action[][]} groups @param {HTMLElement} button */
function showMenu(groups, button) {
  const menu = document.createElement('div');
  Object.assign(menu, { className: 'menu menu--message', popover: 'auto', role: 'menu', ariaLabel: t('message.more') });
  const entry = (/** @type {Action} */ { shape, words, run, key, isRed }) => html`
    <button class=${isRed ? 'menu__red' : ''} type="button" role="menuitem" aria-keyshortcuts=${key ?? nothing} @click=${() => { menu.hidePopover(); run(); }}>
      ${icon(shape, shape === 'reply' ? 'i--s flip' : 'i--s')}<span>${words}</span>${key ? html`<kbd aria-hidden="true">${key}</kbd>` : nothing}</button>`;
  render(groups.filter((group) => group.length > 0).map((group, at) => html`${at > 0 ? html`<hr>` : nothing}${group.map(entry)}`), menu);
  menu.addEventListener('beforetoggle', (e) => prepare(/** @type {ToggleEvent} */ (e)));
  menu.addEventListener('toggle', (e) => (/** @type {ToggleEvent} */ (e).newState === 'open' ? placeBeside(menu, button) : menu.remove()));
  // A key of the menu, such as Esc, is none of what lies around it.
  menu.addEventListener('keydown', (e) => e.stopPropagation());
  (button.closest('main, aside') ?? document.body).append(menu);
  menu.showPopover();
}

/** @param {Room} room @param {MessageItem|LetterItem} item @param {HTMLElement} row */
export function showSheet(room, item, row) {
  openDialog(t('message.actions'), (close) => {
    // What an action gives the focus to keeps it: the sheet has given it back before.
    const leave = (/** @type {() => unknown} */ run) => (/** @type {Event} */ e) => {
      /** @type {Element} */ (e.currentTarget).closest('dialog')?.addEventListener('close', run, { once: true });
      close();
    };
    const { at } = item;
    const [face, name] = item.kind === 'letter' ? [boxFace(item.box, 'av--32'), item.box.name] : [avatar(item.sender, 'av--32', false, room), item.sender.displayName];
    return html`<div class="sheet__of">${face}<p class="cut"><b><bdi>${name}</bdi></b> <time class="when" title=${exactTime(at)}>${time(at)}</time><br>
        <span class="quiet" dir="auto">${item.kind === 'letter' ? plainText(item.text) : withFiles(plainText(room.editing.textOf(item)), item.files)}</span></p></div>
      ${item.kind === 'letter' ? nothing : quickReactions(room, item, leave)}
      <div class="actions">${actionsOf(room, item, row).flat().map(({ shape, words, run, isRed }) => html`
        <button class="btn btn--quiet btn--wide ${isRed ? 'btn--red' : ''}" type="button" @click=${leave(run)}>${icon(shape, shape === 'reply' ? 'flip' : '')}${words}</button>`)}</div>`;
  });
}
