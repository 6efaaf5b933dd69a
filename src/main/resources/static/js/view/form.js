// @ts-check
// A dialog with a form inside that runs one piece of work.
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { openDialog } from './dialog.js';
import { isFaultless, refuse, watchFields } from './fields.js';
import { wordsFor } from './words.js';
import { t } from '../locale/locale.js';

/** A form that runs one piece of work and says what went wrong. */
class WorkForm extends Element {
  static properties = { action: {}, busyWords: {}, fields: { attribute: false }, checks: { attribute: false }, places: { attribute: false }, run: { attribute: false }, after: { attribute: false } };

  constructor() {
    super();
    /** @type {string} */
    this.action;
    /** @type {string|undefined} */
    this.busyWords;
    /** @type {() => unknown} */
    this.fields;
    /** @type {import('./fields.js').Checks} */
    this.checks;
    /** Of which field a refusal is, by its code. @type {Record<string, string>} */
    this.places;
    /** @type {(form: HTMLFormElement) => Promise<unknown>} */
    this.run;
  }

  #busy = false;
  #error = '';
  /** @type {unknown} */
  #done = nothing;

  firstUpdated() {
    watchFields(/** @type {HTMLElement} */ (this.querySelector('form')), this.checks);
  }

  /** @param {SubmitEvent} e */
  async #submit(e) {
    e.preventDefault();
    const form = /** @type {HTMLFormElement} */ (e.target);
    if (this.#busy || !isFaultless(form, this.checks)) return;
    this.#busy = true;
    this.#error = '';
    this.requestUpdate();
    try {
      this.#done = (await this.run(form)) ?? nothing;
    } catch (error) {
      const place = error instanceof Error && error.name === 'Problem' && this.places[/** @type {Error & {code: string}} */ (error).code];
      if (place) refuse(form, place, wordsFor(error));
      else this.#error = wordsFor(error);
    }
    this.#busy = false;
    this.requestUpdate();
  }

  render() {
    if (this.#done !== nothing) return this.#done;
    return html`<form novalidate @submit=${this.#submit}>
      ${this.fields()}
      <p class="error" role="alert" ?hidden=${!this.#error}>${this.#error}</p>
      <footer class="dialog__foot">
        <button class="btn" type="button" @click=${() => this.say('cancel')}>${t('action.cancel')}</button>
        <button class="btn btn--go" ?disabled=${this.#busy}>${this.#busy ? this.busyWords ?? t('action.busy') : this.action}</button>
      </footer>
    </form>`;
  }
}
customElements.define('sc-work-form', WorkForm);

/**
 * @param {string} title
 * @param {{action: string, busyWords?: string, fields: () => unknown, checks: import('./fields.js').Checks, places?: Record<string, string>, run: (form: HTMLFormElement, close: () => void) => Promise<unknown>}} form
 */
export function openForm(title, { action, busyWords, fields, checks, places = {}, run }) {
  openDialog(title, (close) => html`
    <sc-work-form .action=${action} .busyWords=${busyWords} .fields=${fields} .checks=${checks} .places=${places} .run=${(/** @type {HTMLFormElement} */ f) => run(f, close)} @cancel=${close}></sc-work-form>`);
}

/** @param {HTMLFormElement} form */
export const namesOf = (form) => /** @type {import('./names.js').Names} */ (form.querySelector('sc-names')).chosen;
