// @ts-check
import { html, nothing } from 'lit';
import { stored } from '../core/room/items.js';
import { openDialog } from './dialog.js';
import { withFiles } from './file-words.js';
import { exactTime } from './words.js';
import { pieces, t } from '../locale/locale.js';

/**
 * Shows one message: what you read, what the server stores, and what that reveals.
 * @param {import('../core/room/room.js').Room} room
 * @param {{pos: number|null, at: number, envelope?: Uint8Array, text?: string, files?: import('../protocol/content.js').FileRef[], sender?: {displayName: string}|null, quiet?: boolean}} message
 */
export function serverSees(room, message) {
  const kept = stored(message);
  if (!kept) return;
  openDialog(t('message.sees'), () => html`
    <div class="sees">
      <section><h3>${t('sees.you')}</h3><p class="sees__text" dir="auto">${message.text === undefined ? t('sees.unreadable') : withFiles(message.text, message.files)}</p></section>
      <section><h3>${t('sees.keeps')}</h3><pre class="sees__bytes" tabindex="0" dir="ltr">${kept.envelope}</pre>
        <p class="hint">${t('sees.bytes', { count: kept.size })}</p></section>
      <section><h3>${t('sees.can')}</h3><ul>
        <li>${pieces('sees.sender', { name: html`<bdi>${message.sender?.displayName ?? t('person.someone')}</bdi>` })}</li>
        <li>${t('sees.when', { when: exactTime(kept.at), number: kept.pos ?? '' })}</li>
        ${room.isDirect ? html`<li>${t('direct.sees')}</li>` : nothing}
        <li>${t(message.quiet ? 'sees.length-quiet' : 'sees.length')}</li>
        ${message.files ? html`<li>${t('sees.files')}</li>` : nothing}
        <li>${t('sees.order', { number: kept.seq + 1, key: kept.epoch })}</li></ul></section>
      <section><h3>${t('sees.cannot')}</h3><ul>
        <li>${t('sees.content')}</li>
        <li>${t('sees.change')}</li>
        <li>${room.mode === 'end-to-end' ? t('sees.open-members') : t('sees.open-managed')}</li></ul></section>
    </div>`, true);
}
