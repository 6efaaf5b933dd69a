// @ts-check
import { html } from 'lit';
import { isOfComposition } from './composition.js';
import { openDialog } from './dialog.js';
import { Element } from './element.js';
import './format-bar.js';
import { format } from './formatting.js';
import { CodePaste } from './pasting.js';
import { changes } from './word-changes.js';
import { exactTime, moment } from './words.js';
import { MOST_BYTES, bytesOf, grow, isToSend, writingKeys } from './writing.js';
import { pieces, t } from '../locale/locale.js';

/** @typedef {import('../core/room/state.js').MessageItem} MessageItem */

/** What keyboards say in every language. */
const ESCAPE = 'Esc';
/** The last time that a date has, in milliseconds (ECMA-262, 21.4.1.1). */
const LATEST = 8.64e15;

/** Changes one message in its place: Enter saves and Escape cancels, as its buttons do. */
class EditBox extends Element {
  static properties = { room: { attribute: false }, item: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../core/room/room.js').Room} */
    this.room;
    /** @type {MessageItem} */
    this.item;
  }

  #paste = new CodePaste();

  get #area() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'));
  }

  get #isTooLong() {
    return bytesOf(this.room.editing.text) > MOST_BYTES;
  }

  get #maySave() {
    return (this.room.editing.text.trim() !== '' || this.item.target.hasFiles) && !this.#isTooLong;
  }

  firstUpdated() {
    this.#area.value = this.room.editing.text;
    // Another field that somebody writes in keeps the focus.
    const active = document.activeElement;
    if (!(active instanceof HTMLTextAreaElement && active.value)) this.#area.focus();
    this.#grow();
    this.requestUpdate();
  }

  #grow() {
    grow(this.#area);
    this.scrollIntoView({ block: 'nearest' });
  }

  #typed() {
    this.room.editing.text = this.#area.value;
    this.#grow();
    this.requestUpdate();
  }

  /** @param {KeyboardEvent} e */
  #key(e) {
    e.stopPropagation();
    if (isOfComposition(e)) return;
    this.#paste.key(e);
    if (format(e, this.#area)) return;
    if (e.key === 'Escape') this.#end(() => this.room.editing.end());
    else if (isToSend(e)) {
      e.preventDefault();
      this.#save();
    }
  }

  #save() {
    if (this.#maySave) this.#end(() => this.room.editing.save(this.item, this.room.editing.text.trimEnd()));
  }

  /** @param {() => void} work */
  #end(work) {
    // The focus goes back to the message before the box is removed under it.
    this.say('edit-ended');
    work();
  }

  render() {
    const [enter] = writingKeys();
    return html`
      <form class="edit" @submit=${(/** @type {Event} */ e) => { e.preventDefault(); this.#save(); }}>
        <textarea rows="1" dir="auto" aria-label=${t('edit.label')} @input=${this.#typed} @paste=${this.#paste.paste} @keydown=${this.#key}></textarea>
        <sc-format .area=${() => this.#area}></sc-format>
        <div class="edit__foot"><span class="edit__keys">${pieces('edit.keys', { escape: html`<kbd>${ESCAPE}</kbd>`, enter: html`<kbd>${enter}</kbd>` })}</span>
          <span role="status">${this.#isTooLong ? t('composer.too-long') : ''}</span>
          <button class="btn btn--ghost" type="button" @click=${() => this.#end(() => this.room.editing.end())}>${t('action.cancel')}</button>
          <button class="btn btn--go" ?disabled=${!this.#maySave}>${t('action.save')}</button></div>
      </form>`;
  }
}
customElements.define('sc-edit', EditBox);

/** All versions of a message, newest first, each with what changed from the one before. @param {import('../core/room/relations.js').Version[]} versions oldest first */
export function showVersions(versions) {
  openDialog(t('edit.history'), () => html`
    <ol class="versions">${versions.map((version, at) => html`
      <li><p class="quiet">${at === versions.length - 1 ? t('edit.now') : at === 0 ? t('edit.original') : t('edit.before')} · <time title=${exactTime(shownAt(version))}>${moment(shownAt(version))}</time></p>
        <p class="versions__text" dir="auto">${changed(versions[at - 1]?.text ?? version.text, version.text)}</p></li>`).reverse()}</ol>`);
}

/** The sender's time may be one that no date has. @param {import('../core/room/relations.js').Version} version */
const shownAt = ({ at }) => Math.min(at, LATEST);

/** @param {string} from @param {string} to */
const changed = (from, to) => changes(from, to).map(({ kind, text }) => (kind === 'removed' ? html`<del>${text}</del>` : kind === 'added' ? html`<ins>${text}</ins>` : text));
