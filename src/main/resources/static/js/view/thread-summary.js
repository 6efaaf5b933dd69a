// @ts-check
// What stands under the root of a thread: how many replies, by whom, and when the last one came.
import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { moment } from './words.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/room/room.js').Room} Room */
/** @typedef {import('../core/room/threading.js').Summary} Summary */

/** A button that shows the thread. @param {Room} room @param {{pos: number|null}} root @param {Summary|null} summary */
export function threadSummary(room, { pos }, summary) {
  if (!summary || pos === null) return nothing;
  return html`<button class="thread-sum ${summary.isNew ? 'thread-sum--new' : ''}" type="button" @click=${() => room.threading.open(pos)}>
    <span class="stack">${summary.userIds.map((userId) => avatar(room.directory.shown(userId), '', false, room))}</span>
    <span class="thread-sum__count">${t('thread.replies', { count: summary.count })}</span> <span class="when">${t('thread.last', { time: moment(summary.at) })}</span>${summary.isNew ? html` <b>${t('timeline.new')}</b>` : nothing}</button>`;
}

/** Whether two are drawn alike. @param {Summary|null|undefined} a @param {Summary|null|undefined} b */
export const isOtherSummary = (a, b) => JSON.stringify(a) !== JSON.stringify(b);
