// @ts-check
// The letterboxes of a room: a list for everyone, and for owners what opens, replaces and closes one.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { boxFace } from './boxes.js';
import { confirmFirst, openDialog } from './dialog.js';
import { Element } from './element.js';
import { openForm } from './form.js';
import { icon } from './icons.js';
import { showAddress } from './letterbox-address.js';
import { nameOf } from './naming.js';
import { fullDay, moment, wordsFor } from './words.js';
import { LONGEST_BOX_NAME, isBoxName } from '../core/room/letterboxing.js';
import { pieces, t } from '../locale/locale.js';

/** @typedef {import('../core/room/room.js').Room} Room */
/** @typedef {Room['letterboxing']['list'][number]} ListedBox */

class LetterboxList extends Element {
  static properties = { room: { attribute: false } };

  constructor() {
    super();
    /** @type {Room} */
    this.room;
  }

  #error = '';

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('room')) return;
    this.watch([this.room, 'head', 'messages']);
    this.#run(() => this.room.letterboxing.refresh());
  }

  /** @param {() => Promise<unknown>} work */
  async #run(work) {
    try {
      await work();
      this.#error = '';
    } catch (error) {
      this.#error = wordsFor(error);
    }
    this.requestUpdate();
  }

  render() {
    const { list, mayManage, isFull } = this.room.letterboxing;
    return html`<p class="dialog__text">${t('letterbox.intro')}</p>
      ${list.length === 0 ? html`<div class="boxes__none">${boxFace(null)}<p><b>${t('letterbox.none')}</b><br><span class="quiet">${t(mayManage ? 'letterbox.none-owner' : 'letterbox.none-member')}</span></p></div>`
        : html`<ul class="boxes">${repeat(list, ({ box }) => box, (box) => this.#row(box, mayManage))}</ul>`}
      <p class="error" role="alert" ?hidden=${!this.#error}>${this.#error}</p>
      ${mayManage ? html`<footer class="dialog__foot">${isFull ? html`<span class="hint">${t('problem.too-many-boxes')}</span>` : nothing}
        <button class="btn btn--go" type="button" data-first ?disabled=${isFull} @click=${() => openNew(this.room)}>${icon('plus', 'i--s')}${t('letterbox.new')}</button></footer>` : nothing}`;
  }

  /** @param {ListedBox} box @param {boolean} mayManage */
  #row(box, mayManage) {
    const { name, webhook, closedPos, at, person, lastUsed, left } = box;
    const isOpen = closedPos === null;
    return html`<li class="boxes__one ${isOpen ? '' : 'boxes__one--closed'}" data-box=${box.box}>${boxFace(box)}
      <div class="boxes__about"><p class="boxes__name"><b class="cut"><bdi>${name}</bdi></b>${webhook ? html`<span class="tag">${t('letterbox.webhook-mark')}</span>` : nothing}${isOpen ? nothing : html`<span class="tag">${t('letterbox.closed-mark')}</span>`}</p>
        <p class="quiet">${pieces('letterbox.by', { name: html`<bdi>${nameOf(person)}</bdi>`, when: fullDay(at) })}</p>
        <p class="quiet">${lastUsed ? t('letterbox.last', { when: moment(lastUsed) }) : t('letterbox.no-letter')}</p>
        ${isOpen && left > 0 ? html`<p class="boxes__left">${icon('alert', 'i--s')}<span>${t('letterbox.left', { count: left })}</span></p>` : nothing}
        ${mayManage && isOpen ? html`<div class="boxes__do">
          <button class="btn btn--s" type="button" aria-label=${t('letterbox.renew-of', { name })} @click=${() => this.#renew(box)}>${t('letterbox.renew')}</button>
          <button class="btn btn--s btn--red" type="button" aria-label=${t('letterbox.close-of', { name })} @click=${() => this.#close(box)}>${t('letterbox.close')}</button></div>` : nothing}</div></li>`;
  }

  /** @param {ListedBox} box */
  #renew(box) {
    confirmFirst({
      title: t('letterbox.renew-title', { name: box.name }), text: t('letterbox.renew-text'), action: t('letterbox.renew-go'),
      run: () => this.#run(async () => showAddress(await this.room.letterboxing.renew(box))),
    });
  }

  /** @param {ListedBox} box */
  #close(box) {
    confirmFirst({
      title: t('letterbox.close-title', { name: box.name }), text: t('letterbox.close-text'), action: t('letterbox.close-go'),
      run: () => this.#run(() => this.room.letterboxing.close(box)),
    });
  }
}
customElements.define('sc-letterboxes', LetterboxList);

/** @param {Room} room */
export const showLetterboxes = (room) => openDialog(t('letterbox.title'), () => html`<sc-letterboxes .room=${room}></sc-letterboxes>`, true);

/** @param {boolean} webhook @param {string} label @param {string} hint */
const kind = (webhook, label, hint) => html`<label class="mode"><input type="radio" name="kind" value=${webhook ? 'webhook' : 'letters'} .checked=${!webhook}>
  ${icon(webhook ? 'webhook' : 'mailbox', 'i--s')}<span><b>${label}</b><span class="mode__words">${hint}</span></span></label>`;

/** Asks for a name and a kind, then shows the address once. @param {Room} room */
function openNew(room) {
  openForm(t('letterbox.new'), {
    action: t('letterbox.create'), busyWords: t('letterbox.creating'),
    checks: { 'box-name': (name) => (isBoxName(name.trim()) ? null : { key: 'letterbox.name-bad', values: {} }) },
    places: { 'bad-name': 'box-name' },
    fields: () => html`<div class="field"><label for="box-name">${t('letterbox.name')}</label><input id="box-name" maxlength=${LONGEST_BOX_NAME * 2} autocomplete="off" dir="auto" aria-describedby="box-hint"><p class="hint" id="box-hint">${t('letterbox.name-hint')}</p></div>
      <fieldset class="modes"><legend>${t('letterbox.kind')}</legend>
        ${kind(false, t('letterbox.letters'), t('letterbox.letters-hint'))}
        ${kind(true, t('letterbox.webhook'), t('letterbox.webhook-hint'))}</fieldset>`,
    run: async (form, close) => {
      const name = /** @type {HTMLInputElement} */ (form.querySelector('#box-name')).value.trim();
      const webhook = /** @type {HTMLInputElement} */ (form.querySelector('input[name=kind]:checked')).value === 'webhook';
      const made = await room.letterboxing.open(name, webhook);
      close();
      showAddress(made);
    },
  });
}
