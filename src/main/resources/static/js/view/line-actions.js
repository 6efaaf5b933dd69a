// @ts-check
// What a key does in a list of messages: something with the one that has the focus, or a move to another; and what a
// finger does that rests on one.
import { copy } from './copying.js';
import { LongPress } from './long-press.js';
import { showSheet } from './message-actions.js';
import { beginReply } from './quotes.js';
import { react } from './reactions.js';
import { serverSees } from './on-demand.js';
import { move } from './timeline-keys.js';
import { askToDelete, isGone } from './tombstone.js';

/** Says whether the key did something. @param {string} key in lower case @param {import('../core/room/room.js').Room} room @param {import('./message.js').ShownItem} item @param {HTMLElement} row */
function actOn(key, room, item, row) {
  if (key === 's' && item.kind !== 'deleted' && item.kind !== 'letter' && item.kind !== 'deletedLetter') serverSees(room, item);
  else if (isGone(room, item)) return false;
  else if (item.kind === 'message' && key === 'c') copy(row, 'target' in item ? room.editing.textOf(item) : item.text);
  else if (item.kind === 'letter' && key === 'c') copy(row, item.text);
  else if (key === '+' && room.reacting.may(item)) react(room, item);
  else if (key === 'e' && room.editing.may(item)) room.editing.begin(item);
  else if (key === 'u' && item.pos !== null) room.reading.markUnread(item.pos);
  else if (key === 'delete' && room.deleting.may(item)) askToDelete(row, room, item);
  else if (key === 'r' && room.replying.may(item)) beginReply(row, room, item);
  else if (key === 't' && room.threading.may(item)) room.threading.openFor(item);
  else return false;
  return true;
}

/** Arrows, pages, Home and End move between rows, letters do something with one. @param {KeyboardEvent} e @param {{room: import('../core/room/room.js').Room, items: import('./message.js').ShownItem[], scroll: HTMLElement, toEnd: () => void}} list */
export function onRowKey(e, { room, items, scroll, toEnd }) {
  if (e.altKey || e.ctrlKey || e.metaKey || /** @type {globalThis.Element} */ (e.target).closest('sc-edit')) return;
  const row = /** @type {HTMLElement|null} */ (document.activeElement?.closest('li[data-key]') ?? null);
  const item = items.find(({ key }) => key === row?.dataset.key);
  if (!(row && item && actOn(e.key.toLowerCase(), room, item, row)) && !move(scroll, e, { toEnd })) return;
  e.preventDefault();
  e.stopPropagation();
}

/** A finger that rests on a message opens what can be done with it. @param {() => {room: import('../core/room/room.js').Room, items: import('./message.js').ShownItem[]}} list */
export const onRowPress = (list) => new LongPress((row) => {
  const { room, items } = list();
  const item = items.find(({ key }) => key === row.dataset.key);
  if (!item || isGone(room, item) || !(item.kind === 'letter' || (item.kind === 'message' && 'target' in item))) return;
  row.focus({ preventScroll: true });
  showSheet(room, item, row);
});

/** The message that was changed has the focus again. @param {Event} e */
export function refocusRow(e) {
  /** @type {HTMLElement|null|undefined} */ (/** @type {globalThis.Element} */ (e.target).closest('li'))?.focus({ preventScroll: true });
}
