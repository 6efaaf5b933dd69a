// @ts-check
// The address of a letterbox, shown once to the owner who asked for it, with an example that works.
import { html } from 'lit';
import { openDialog } from './dialog.js';
import { icon } from './icons.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/room/letterboxing.js').NewAddress} NewAddress */

/** What a person can paste into a terminal. @param {NewAddress} made @param {string} address */
const exampleOf = ({ box: { webhook } }, address) => (webhook
  ? `curl --data '{"text": "Build 1234 failed"}' -H 'Content-Type: application/json' '${address}'`
  : `umask 077\necho '${address}' > letterbox.txt\necho 'Backup finished' | ./letter.sh letterbox.txt`);

/** @param {NewAddress} made */
export function showAddress(made) {
  const address = `${location.origin}${made.path}`;
  const example = exampleOf(made, address);
  openDialog(t('letterbox.address-title', { name: made.box.name }), (close) => html`<p class="dialog__text">${t('letterbox.address-once')}</p>
    <div class="field"><label for="box-address">${t('letterbox.address')}</label><input id="box-address" readonly dir="ltr" .value=${address} @focus=${(/** @type {FocusEvent} */ e) => /** @type {HTMLInputElement} */ (e.target).select()}></div>
    <p class="boxes__example" id="box-example">${t('letterbox.example')}</p>
    <pre class="boxes__code" dir="ltr" tabindex="0" aria-labelledby="box-example">${example}</pre>
    <p class="hint" id="box-copied" role="status"></p>
    <footer class="dialog__foot"><button class="btn" type="button" @click=${close}>${t('action.done')}</button>
      <button class="btn" type="button" @click=${(/** @type {Event} */ e) => copyFrom(e, example)}>${icon('copy', 'i--s')}${t('letterbox.copy-example')}</button>
      <button class="btn btn--go" type="button" data-first @click=${(/** @type {Event} */ e) => copyFrom(e, address)}>${icon('copy', 'i--s')}${t('letterbox.copy')}</button></footer>`, true);
}

/** Where the browser does not allow it, the address is selected, for the person to copy. @param {Event} e @param {string} text */
async function copyFrom(e, text) {
  const dialog = /** @type {Element} */ (/** @type {Element} */ (e.currentTarget).closest('dialog'));
  const isCopied = await Promise.resolve().then(() => navigator.clipboard.writeText(text)).then(() => true, () => false);
  /** @type {Element} */ (dialog.querySelector('#box-copied')).textContent = t(isCopied ? 'copy.done' : 'copy.failed');
  if (!isCopied) /** @type {HTMLInputElement} */ (dialog.querySelector('#box-address')).focus();
}
