// @ts-check
// Dialogs for the user's own identity: safety number, new keys, recovery code.
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { openDialog } from './dialog.js';
import { refuse, showFault } from './fields.js';
import { ownFingerprint } from './fingerprints.js';
import { wordsFor } from './words.js';
import { t } from '../locale/locale.js';

/** @param {import('../core/session/session.js').Session} session */
export async function ownIdentity(session) {
  const digits = await session.identity.fingerprint();
  openDialog(t('safety.title'), (close) => html`
    <p class="dialog__text">${t('safety.text')}</p>
    ${ownFingerprint(digits)}
    <footer class="dialog__foot dialog__foot--wrap">
      <button class="btn" type="button" @click=${() => { close(); recoveryCode(session); }}>${t(session.identity.hasRecovery ? 'menu.new-code' : 'menu.code')}</button>
      <button class="btn" type="button" @click=${() => { close(); newKeys(session); }}>${t('safety.new-keys')}</button>
      <button class="btn btn--go" type="button" @click=${close}>${t('action.done')}</button>
    </footer>`, true);
}

/** @param {import('../core/session/session.js').Session} session */
export function recoveryCode(session) {
  openDialog(t('code.title'), (close) => html`<sc-code .session=${session} .close=${close}
    .words=${t('code.text')}
    .run=${(/** @type {string} */ password, /** @type {DrawnCode} */ code) => session.identity.setRecovery(password, code)}
    .done=${t('code.done')}></sc-code>`, true);
}

/** @param {import('../core/session/session.js').Session} session */
export function newKeys(session) {
  openDialog(t('code.keys-title'), (close) => html`<sc-code .session=${session} .close=${close}
    .words=${t('code.keys-text')}
    .run=${(/** @type {string} */ password, /** @type {DrawnCode} */ code) => session.identity.newKeys(password, code).then(() => session.outdated())}
    .done=${t('code.keys-done')}></sc-code>`, true);
}

/** @typedef {{bytes: Uint8Array, groups: string[]}} DrawnCode */

/** Shows a code once, asks two of its groups back, and does something with it under the password. */
class Code extends Element {
  static properties = { session: { attribute: false }, close: { attribute: false }, words: {}, run: { attribute: false }, done: {} };

  constructor() {
    super();
    /** @type {import('../core/session/session.js').Session} */
    this.session;
    /** @type {() => void} */
    this.close;
    /** @type {string} */
    this.words;
    /** @type {(password: string, code: DrawnCode) => Promise<unknown>} */
    this.run;
    /** @type {string} */
    this.done;
  }

  /** @type {DrawnCode|null} */
  #code = null;
  /** @type {number[]} */
  #asked = [];
  #step = 'show';
  #error = '';

  willUpdate() {
    if (this.#code || !this.session) return;
    this.#code = this.session.identity.drawCode();
    const first = Math.floor(Math.random() * 8);
    this.#asked = [first, (first + 1 + Math.floor(Math.random() * 7)) % 8].sort((a, b) => a - b);
  }

  /** @param {SubmitEvent} e */
  async #submit(e) {
    e.preventDefault();
    const value = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (this.querySelector(`#${id}`)).value;
    const form = /** @type {HTMLFormElement} */ (e.target);
    const isWrong = (/** @type {number} */ i, /** @type {number} */ n) => this.session.identity.canonicalCode(value(`group-${n}`)) !== this.#code?.groups[i];
    this.#asked.forEach((i, n) => showFault(/** @type {HTMLElement} */ (form.querySelector(`#group-${n}`)), isWrong(i, n) ? t('code.wrong', { number: i + 1 }) : ''));
    const wrong = /** @type {HTMLElement|null} */ (form.querySelector('[aria-invalid]'));
    if (wrong) return wrong.focus();
    if (!value('code-password')) return refuse(form, 'code-password', t('check.missing'));
    this.#step = 'busy';
    this.#error = '';
    this.requestUpdate();
    try {
      await this.run(value('code-password'), /** @type {DrawnCode} */ (this.#code));
      this.session.notice(this.done);
      this.close();
    } catch (error) {
      this.#step = 'ask';
      const isPassword = error instanceof Error && error.name === 'Problem' && /** @type {Error & {code: string}} */ (error).code === 'wrong-credentials';
      this.#fail(isPassword ? '' : wordsFor(error));
      if (isPassword) refuse(form, 'code-password', wordsFor(error));
    }
  }

  /** @param {string} error */
  #fail(error) {
    this.#error = error;
    this.requestUpdate();
  }

  /** @param {string} step */
  #go(step) {
    this.#step = step;
    this.requestUpdate();
  }

  render() {
    if (!this.#code) return nothing;
    if (this.#step === 'show') {
      return html`<p class="dialog__text">${this.words}</p>
        <ol class="spare-code" translate="no">${this.#code.groups.map((group) => html`<li><code>${group}</code></li>`)}</ol>
        <footer class="dialog__foot"><button class="btn" type="button" @click=${this.close}>${t('action.not-now')}</button>
          <button class="btn btn--go" type="button" @click=${() => this.#go('ask')}>${t('code.written')}</button></footer>`;
    }
    return html`<form novalidate @submit=${this.#submit}>
      <p class="dialog__text">${t('code.ask')}</p>
      ${this.#asked.map((i, n) => html`<div class="field"><label for="group-${n}">${t('code.group', { number: i + 1 })}</label><input id="group-${n}" maxlength="8" required autocomplete="off" autocapitalize="characters" spellcheck="false"></div>`)}
      <div class="field"><label for="code-password">${t('field.password')}</label><input id="code-password" type="password" autocomplete="current-password" maxlength="256" required></div>
      <p class="error" role="alert" ?hidden=${!this.#error}>${this.#error}</p>
      <footer class="dialog__foot"><button class="btn" type="button" @click=${() => this.#go('show')}>${t('code.again')}</button>
        <button class="btn btn--go" ?disabled=${this.#step === 'busy'}>${this.#step === 'busy' ? t('action.busy') : t('action.done')}</button></footer>
    </form>`;
  }
}
customElements.define('sc-code', Code);
