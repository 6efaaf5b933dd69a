// @ts-check
// What a key does with the message that has the focus.
import { copy } from './copying.js';
import { beginReply } from './quotes.js';
import { react } from './reactions.js';
import { serverSees } from './server-sees.js';
import { askToDelete, isGone } from './tombstone.js';

/** Says whether the key did something. @param {string} key in lower case @param {import('../core/room/room.js').Room} room @param {import('./message.js').ShownItem} item @param {HTMLElement} row */
export function actOn(key, room, item, row) {
  if (key === 's' && item.kind !== 'deleted') serverSees(room, item);
  else if (isGone(room, item)) return false;
  else if (item.kind === 'message' && key === 'c') copy(row, 'target' in item ? room.editing.textOf(item) : item.text);
  else if (key === '+' && room.reacting.may(item)) react(room, item);
  else if (key === 'e' && room.editing.may(item)) room.editing.begin(item);
  else if (key === 'u' && item.pos !== null) room.reading.markUnread(item.pos);
  else if (key === 'delete' && room.deleting.may(item)) askToDelete(row, room, item);
  else if (key === 'r' && room.replying.may(item)) beginReply(row, room, item);
  else if (key === 't' && room.threading.may(item)) room.threading.openFor(item);
  else return false;
  return true;
}
