// @ts-check
// What stands in the place of a deleted message, and the question before one is deleted.
import { html, nothing } from 'lit';
import { confirmFirst } from './dialog.js';
import { icon } from './icons.js';
import { nameOf } from './naming.js';
import { pieces, t } from '../locale/locale.js';

/** @typedef {import('../core/room/room.js').Room} Room */
/** @typedef {import('../core/room/state.js').MessageItem} MessageItem */
/** @typedef {import('../core/room/state.js').DeletedItem} DeletedItem */
/** @typedef {import('../core/room/state.js').LetterItem} LetterItem */
/** @typedef {import('../core/room/state.js').DeletedLetterItem} DeletedLetterItem */

/** Whether a row shows that its message was deleted, or will be in some seconds. @param {Room} room @param {{kind: string, pos: number|null}} item */
export const isGone = (room, item) => item.kind === 'deleted' || item.kind === 'deletedLetter' || (item.pos !== null && room.deleting.isPending(item.pos));

/** In the place of the text. @param {Room} room @param {DeletedItem|DeletedLetterItem|LetterItem|{kind: 'message', pos: number|null, own: boolean}} item */
export function tombstone(room, item) {
  const { pos } = item;
  const isPending = item.kind === 'message' || item.kind === 'letter';
  const words = isPending ? t('delete.done') : goneWords(item.kind === 'deletedLetter' ? { own: false, isRemoved: true, by: item.by } : item);
  return html`<div class="message__text"><span class="gone">${icon('trash', 'i--s')}<span>${words}</span></span>
    ${isPending && pos !== null ? html`<button class="link" type="button" @click=${() => room.deleting.undo(pos)}>${t('delete.undo')}</button>` : nothing}</div>`;
}

/** @param {Pick<DeletedItem, 'own'|'isRemoved'|'by'>} item */
function goneWords({ own, isRemoved, by }) {
  if (isRemoved && by) return pieces('delete.removed', { name: html`<bdi>${nameOf(by)}</bdi>` });
  return t(own ? 'delete.you' : 'delete.done');
}

/** Asks, then deletes in some seconds. @param {Element} from @param {Room} room @param {MessageItem|LetterItem} item */
export function askToDelete(from, room, item) {
  if (!room.deleting.may(item)) return;
  const host = from.closest('sc-timeline') ?? document.body;
  confirmFirst({
    title: t('delete.title'), text: questionOf(item), action: t('action.delete'),
    run: () => {
      room.deleting.begin(item);
      const action = { label: t('delete.undo'), run: () => room.deleting.undo(item.pos), isOpen: () => room.deleting.isPending(item.pos) };
      host.dispatchEvent(new CustomEvent('told', { bubbles: true, detail: { text: t('delete.done'), kind: 'info', action } }));
    },
  });
}

/** @param {MessageItem|LetterItem} item */
function questionOf(item) {
  if (item.kind === 'letter') return t('letterbox.delete-text');
  return item.own ? t('delete.text') : t('delete.text-other', { name: item.sender.displayName });
}
