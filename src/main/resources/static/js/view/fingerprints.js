// @ts-check
// Safety numbers for two people to compare, as digits and as a QR code.
import { html, nothing } from 'lit';
import QrCreator from 'qr-creator';
import { openDialog } from './dialog.js';
import { fullName, fullText } from './naming.js';
import { wordsFor } from './words.js';
import { pieces, t } from '../locale/locale.js';

/** Draws the digits as a code. @param {string} digits */
function qr(digits) {
  const canvas = document.createElement('canvas');
  QrCreator.render({ text: digits.replaceAll(' ', ''), radius: 0, ecLevel: 'M', fill: '#000', background: '#fff', size: 160 }, canvas);
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', t('compare.code'));
  return canvas;
}

/** @param {string} digits */
const digitsView = (digits) => html`<p class="digits" dir="ltr" translate="no">${digits.split(' ').map((group) => html`<span>${group}</span>`)}</p>`;

/** One's own fingerprint. @param {string} digits */
export const ownFingerprint = (digits) => html`<div class="print"><div>${digitsView(digits)}</div><div class="print__code">${qr(digits)}</div></div>`;

/**
 * Both people see the same two safety numbers.
 * @param {import('../core/session/session.js').Session} session
 * @param {{userId: string, identityId: string}} whose
 * @param {import('../core/room/room.js').Room|null} [room] in which somebody lacks what was said before
 */
export async function compare(session, { userId, identityId }, room = null) {
  const person = await session.directory.person(userId).catch(() => session.directory.shown(userId));
  const { numbers, isNew } = await session.identity.compared(userId, identityId);
  const wants = room ? await room.wants(userId, identityId) : 0;
  const settle = (/** @type {() => Promise<unknown>} */ work, /** @type {() => void} */ close, /** @type {string} */ done) => async () => {
    try {
      await work();
      session.notice(done);
    } catch (error) {
      session.notice(wordsFor(error), 'caution');
    }
    close();
  };
  openDialog(t('compare.title', { name: fullText(person) }), (close) => html`
    <p class="dialog__text">${pieces('compare.text', { name: fullName(person) })}</p>
    <div class="print"><div>${numbers.map(digitsView)}</div><div class="print__code">${qr(numbers.join(' '))}</div></div>
    <footer class="dialog__foot dialog__foot--wrap">
      <button class="btn" type="button" @click=${() => { close(); session.notice(t('compare.warning', { name: person.displayName }), 'caution'); }}>${t('compare.differ')}</button>
      ${isNew ? html`<button class="btn" type="button" @click=${settle(() => session.decisions.vouchFor(userId, identityId, 1), close, t('compare.accepted', { name: person.displayName }))}>${t('compare.accept')}</button>` : nothing}
      ${wants > 0 ? html`<button class="btn" type="button" @click=${settle(async () => { await session.decisions.vouchFor(userId, identityId, 2); await room?.shareWith(userId, identityId); }, close, t('compare.shared', { name: person.displayName }))}>${t('compare.share')}</button>` : nothing}
      <button class="btn btn--go" type="button" @click=${settle(() => session.decisions.vouchFor(userId, identityId, 2), close, t('compare.verified', { name: person.displayName }))}>${t('compare.same')}</button>
    </footer>`, true);
}
