// @ts-check
// One row of messages, in a room or in a thread, and the line between two days or above what is new.
import { html, nothing } from 'lit';
import { isOfMe, rowClass } from './message.js';
import { isGone } from './tombstone.js';
import { namedIn } from './unclear-names.js';
import { calendar, day } from './words.js';
import { t } from '../locale/locale.js';

/** @typedef {import('./message.js').ShownItem} ShownItem */
/**
 * @typedef {object} Place
 * @property {boolean} first whether it begins a group
 * @property {boolean} newestOwn whether it shows that it was sent
 * @property {Set<string>} unclear those whose names do not tell who they are
 * @property {boolean} isFound whether somebody has just gone to it
 * @property {boolean} isEdited whether it is being changed here
 * @property {boolean} hasThread whether its thread is told of
 */
/** One's own changes and reactions that are on their way. @typedef {{edits: import('../core/room/editing.js').Editing['pending'], reactions: import('../core/room/reacting.js').Reacting['pending']}} OnTheWay */

/** @param {import('../core/room/room.js').Room} room @param {ShownItem} item @param {Place} place @param {OnTheWay} way */
export function rowView(room, item, { first, newestOwn, unclear, isFound, isEdited, hasThread }, { edits, reactions }) {
  const { pos } = item;
  const named = namedIn(item).filter((person) => unclear.has(person.userId)).map((person) => person.userId).join(' ');
  const reacted = pos === null ? '' : JSON.stringify(reactions.get(pos) ?? '');
  // Its words also depend on the room's keys and troubles.
  const depends = (item.kind === 'locked' && item.reason === 'no-key') || (item.kind === 'message' && item.state === 'waiting');
  const re = item.kind !== 'message' ? undefined : 'target' in item ? item.target.re : item.re;
  return html`<li class="${rowClass(item, first)} ${isFound ? 'is-found' : ''} ${isOfMe(room, item) ? 'message--mention' : ''}" tabindex="-1" data-key=${item.key} data-reason=${item.kind === 'locked' ? item.reason : nothing}>
    <sc-message .room=${room} .item=${item} .first=${first} .newestOwn=${newestOwn} .unclear=${named} .names=${room.directory.timesRenamed} .calendar=${calendar.shown} .fresh=${depends ? {} : null}
      .relations=${(pos !== null && room.state.relations.get(pos)) || null} .edit=${(pos !== null && edits.get(pos)) || null} .reacted=${reacted}
      .editing=${isEdited && pos !== null && pos === room.editing.pos} .going=${isGone(room, item)} .quote=${re ? room.replying.quoteOf(re) : null} .thread=${hasThread && pos !== null ? room.threading.summaryOf(pos) : null}></sc-message></li>`;
}

/** @param {import('./rows.js').Separator} row */
export const separatorView = (row) => html`<li class="day ${row.isNew ? 'day--new' : ''}"><span>${row.isDay ? day(row.at) : ''}</span>${row.isNew ? html`<b>${t('timeline.new')}</b>` : nothing}</li>`;

/** What waits to be sent stands under today, whenever it was written. @param {ShownItem} item */
export const dateOf = (item) => (item.pos === null ? calendar.now() : item.at);
