// @ts-check
// Shows a link that an administrator passes on.
import { html } from 'lit';
import { openDialog } from './dialog.js';
import { t } from '../locale/locale.js';

/** @param {string} title @param {{url: string}} link @param {string} words */
export function showLink(title, link, words) {
  const url = new URL(link.url, location.origin).href;
  openDialog(title, (close) => html`<p class="dialog__text">${words}</p>
    <div class="field"><label for="link">${t('admin.url')}</label><input id="link" readonly dir="ltr" .value=${url} @focus=${(/** @type {FocusEvent} */ e) => /** @type {HTMLInputElement} */ (e.target).select()}></div>
    <p class="hint" id="copied" role="status"></p>
    <footer class="dialog__foot"><button class="btn" type="button" @click=${close}>${t('action.done')}</button>
      <button class="btn btn--go" type="button" @click=${(/** @type {Event} */ e) => copyLink(/** @type {Element} */ (e.target), url)}>${t('admin.copy')}</button></footer>`);
}

/** Where the browser does not allow it, the link is selected, for the person to copy. @param {Element} button @param {string} url */
async function copyLink(button, url) {
  const dialog = /** @type {Element} */ (button.closest('dialog'));
  const isCopied = await Promise.resolve().then(() => navigator.clipboard.writeText(url)).then(() => true, () => false);
  /** @type {Element} */ (dialog.querySelector('#copied')).textContent = t(isCopied ? 'admin.copied' : 'copy.failed');
  if (!isCopied) /** @type {HTMLInputElement} */ (dialog.querySelector('#link')).focus();
}

/** A link for one new person, shown to the administrator who makes it. @param {{url: string}} link */
export const showInvitation = (link) => showLink(t('admin.link-title'), link, t('admin.link-text'));
