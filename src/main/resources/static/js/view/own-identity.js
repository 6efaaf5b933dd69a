// @ts-check
// One's own identity: its fingerprint, new keys, and the recovery code.
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { openDialog } from './dialog.js';
import { ownFingerprint } from './fingerprints.js';
import { wordsFor } from './words.js';

/** @param {import('../core/session/session.js').Session} session */
export async function ownIdentity(session) {
  const digits = await session.identity.fingerprint();
  openDialog('Your identity', (close) => html`
    <p class="dialog__text">Others compare these numbers with what their screen shows for you. They are the same in all your browsers.</p>
    ${ownFingerprint(digits)}
    <footer class="dialog__foot dialog__foot--wrap">
      <button class="btn" type="button" @click=${() => { close(); recoveryCode(session); }}>${session.identity.hasRecovery ? 'Another recovery code…' : 'Make a recovery code…'}</button>
      <button class="btn" type="button" @click=${() => { close(); newKeys(session); }}>Make new keys…</button>
      <button class="btn btn--go" type="button" @click=${close}>Done</button>
    </footer>`, true);
}

/** @param {import('../core/session/session.js').Session} session */
export function recoveryCode(session) {
  openDialog('A recovery code', (close) => html`<sc-code .session=${session} .close=${close}
    .words=${'If you ever forget your password, this code brings everything back. Write it on paper and keep it where nobody else looks. It is shown once.'}
    .run=${(/** @type {string} */ password, /** @type {any} */ code) => session.identity.setRecovery(password, code)}
    .done=${'Your recovery code is set.'}></sc-code>`, true);
}

/** @param {import('../core/session/session.js').Session} session */
export function newKeys(session) {
  openDialog('Make new keys', (close) => html`<sc-code .session=${session} .close=${close}
    .words=${'Do this when somebody may have had your open computer. Your former keys sign the new ones, everything stays readable, and others see that you did it. Your recovery code becomes this one. It is shown once.'}
    .run=${(/** @type {string} */ password, /** @type {any} */ code) => session.identity.newKeys(password, code).then(() => session.outdated())}
    .done=${'You have new keys.'}></sc-code>`, true);
}

/** Shows a code once, asks two of its groups back, and does something with it under the password. */
class Code extends Element {
  static properties = { session: { attribute: false }, close: { attribute: false }, words: {}, run: { attribute: false }, done: {} };

  /** @type {{bytes: Uint8Array, groups: string[]}|null} */
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
    const wrong = this.#asked.find((i, n) => this.session.identity.canonicalCode(value(`group-${n}`)) !== this.#code?.groups[i]);
    if (wrong !== undefined) return this.#fail(`Group ${wrong + 1} is not what was shown. Look once more.`);
    this.#step = 'busy';
    this.#error = '';
    this.requestUpdate();
    try {
      await this.run(value('code-password'), this.#code);
      this.session.notice(this.done);
      this.close();
    } catch (error) {
      this.#step = 'ask';
      this.#fail(wordsFor(error));
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
        <footer class="dialog__foot"><button class="btn" type="button" @click=${this.close}>Not now</button>
          <button class="btn btn--go" type="button" @click=${() => this.#go('ask')}>I have written it down</button></footer>`;
    }
    return html`<form @submit=${this.#submit}>
      <p class="dialog__text">Two groups from your paper, and your password.</p>
      ${this.#asked.map((i, n) => html`<div class="field"><label for="group-${n}">Group ${i + 1}</label><input id="group-${n}" maxlength="8" required autocomplete="off" autocapitalize="characters" spellcheck="false"></div>`)}
      <div class="field"><label for="code-password">Password</label><input id="code-password" type="password" autocomplete="current-password" maxlength="256" required></div>
      <p class="error" role="alert" ?hidden=${!this.#error}>${this.#error}</p>
      <footer class="dialog__foot"><button class="btn" type="button" @click=${() => this.#go('show')}>Show it again</button>
        <button class="btn btn--go" ?disabled=${this.#step === 'busy'}>${this.#step === 'busy' ? 'One moment…' : 'Done'}</button></footer>
    </form>`;
  }
}
customElements.define('sc-code', Code);
